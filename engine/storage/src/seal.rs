//! Sealing: values of sensitive fields are written encrypted under their person's key, in the case and in its history alike.
//!
//! The same value in the same field of the same case always gives the same bytes, so that the state stored equals the state
//! replayed from the history, byte for byte, without any key.

use std::collections::BTreeSet;

use definition::name::FieldName;
use definition::value::Value;
use machine::{Case, CaseId, Event, Place, Step};
use zeroize::Zeroizing;

use crate::error::{Result, StorageError};
use crate::keys::SubjectKey;

/// Parts a sealed value's subject from its ciphertext.
const SEPARATOR: char = '.';

/// Which values of a process are sealed, and which are searched by. Follows from its definition.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SealingRules {
    /// Names of the sensitive fields and formulas.
    pub sensitive: BTreeSet<String>,
    /// The fields cases are found by: a sensitive one by its whole value or its last four characters, a text also by any
    /// one or two characters in it.
    pub search: BTreeSet<FieldName>,
}

impl SealingRules {
    /// Whether a field or formula is kept sealed.
    pub fn is_sensitive(&self, name: &str) -> bool {
        self.sensitive.contains(name)
    }
}

/// Seals the sensitive values of a step. What one case hands to another it starts or tells something is sealed whole, since the fields are the
/// other's; and what an effect computed from something sensitive is as sensitive, unless it is only a yes or no.
pub fn seal_step(step: &mut Step, case: CaseId, is_sensitive: &dyn Fn(&str) -> bool, key: &SubjectKey) -> Result<()> {
    for event in &mut step.events {
        let handed_over = matches!(event, Event::CaseRequested { .. } | Event::CaseTold { .. });
        let derived = derived(event, is_sensitive);
        for (name, value) in event.values_mut() {
            if handed_over || is_sensitive(name) || derived.as_deref() == Some(name) {
                seal(value, case, name, key)?;
            }
        }
    }
    Ok(())
}

/// The effect of a decision, if what it computed gives away something sensitive that it read.
fn derived(event: &Event, is_sensitive: &dyn Fn(&str) -> bool) -> Option<String> {
    let Event::Decided(decision) = event else { return None };
    let Place::Effect { of } = &decision.place else { return None };
    let gives_away = !matches!(decision.result, Value::Boolean(_));
    (gives_away && decision.reads.iter().any(|read| is_sensitive(&read.name))).then(|| of.clone())
}

/// Seals the sensitive values of a case.
pub fn seal_case(case: &mut Case, is_sensitive: &dyn Fn(&str) -> bool, key: &SubjectKey) -> Result<()> {
    let id = case.id;
    case.values_mut().filter(|(name, _)| is_sensitive(name)).try_for_each(|(name, value)| seal(value, id, name, key))
}

/// Unseals what was sealed under a key; what was sealed under another stays as it is.
pub fn unseal_case(case: &mut Case, key: &SubjectKey) -> Result<()> {
    let id = case.id;
    case.values_mut().try_for_each(|(name, value)| unseal(value, id, name, key))
}

/// Unseals what was sealed under a key; what was sealed under another stays as it is.
pub fn unseal_step(step: &mut Step, case: CaseId, key: &SubjectKey) -> Result<()> {
    step.values_mut().try_for_each(|(name, value)| unseal(value, case, name, key))
}

/// The first sensitive value among some that is still open to read, by name.
pub(crate) fn first_open<'v>(
    mut values: impl Iterator<Item = (&'v str, &'v mut Value)>,
    rules: &SealingRules,
) -> Option<String> {
    let open = values.find(|(name, value)| rules.is_sensitive(name) && !matches!(value, Value::Sealed(_)));
    open.map(|(name, _)| name.to_owned())
}

fn seal(value: &mut Value, case: CaseId, name: &str, key: &SubjectKey) -> Result<()> {
    if matches!(value, Value::Sealed(_)) {
        return Ok(());
    }
    let plaintext = serde_json::to_vec(&*value).map(Zeroizing::new);
    let plaintext = plaintext.map_err(|error| StorageError::Key(format!("{name} cannot be sealed: {error}")))?;
    let sealed = key.encrypt(&place(case, name), &plaintext)?;
    *value = Value::Sealed(format!("{}{SEPARATOR}{sealed}", key.subject()));
    Ok(())
}

fn unseal(value: &mut Value, case: CaseId, name: &str, key: &SubjectKey) -> Result<()> {
    let Value::Sealed(text) = &*value else { return Ok(()) };
    let Some((subject, sealed)) = text.split_once(SEPARATOR) else { return Ok(()) };
    if subject != key.subject().to_string() {
        return Ok(());
    }
    let wrong = |reason: String| StorageError::corrupt(format!("the sealed value of {name} in case {case}"), reason);
    let plaintext = key.decrypt(&place(case, name), sealed);
    let plaintext = plaintext.ok_or_else(|| wrong("its bytes were changed or moved".to_owned()))?;
    *value = serde_json::from_slice(&plaintext).map_err(|error| wrong(error.to_string()))?;
    Ok(())
}

fn place(case: CaseId, name: &str) -> String {
    format!("{case}|{name}")
}
