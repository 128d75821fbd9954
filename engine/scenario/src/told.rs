//! What was said to whom, as scenarios see it.

use definition::moment::Moment;
use definition::name::TemplateName;
use machine::{Addressee, Effect, Step, effects};

/// A notification that was queued.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// When.
    pub at: Moment,
    /// Whom.
    pub to: Addressee,
    /// In which words.
    pub template: TemplateName,
}

/// The notifications a history queued, in order.
pub(crate) fn told(steps: &[Step]) -> Vec<Told> {
    steps.iter().flat_map(|step| effects(step).into_iter().filter_map(|effect| told_by(&effect, step.at))).collect()
}

fn told_by(effect: &Effect<'_>, at: Moment) -> Option<Told> {
    match effect {
        Effect::Notify { position: _, notified } => {
            Some(Told { at, to: notified.to.clone(), template: notified.template.clone() })
        }
        Effect::Grant { .. }
        | Effect::Stop { .. }
        | Effect::StartCase { .. }
        | Effect::CallOff { .. }
        | Effect::CancelCase { .. }
        | Effect::Tell { .. } => None,
    }
}
