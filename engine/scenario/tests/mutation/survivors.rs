//! Changes that neither checks nor scenarios notice, each with the reason why that is no harm, or why nothing could notice it.

const SURVIVORS: &[(&str, &str)] = &[];

/// Why a mutant may survive.
pub fn reason(id: &str) -> Option<&'static str> {
    SURVIVORS.iter().find(|(known, _)| *known == id).map(|(_, reason)| *reason)
}

/// Every mutant with a reason.
pub fn ids() -> impl Iterator<Item = &'static str> {
    SURVIVORS.iter().map(|(id, _)| *id)
}
