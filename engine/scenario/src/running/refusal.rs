//! Refused or not, as expected or not; and what may never come unexpected.

use definition::bilingual::Bilingual;
use definition::keyword as k;
use machine::{Breach, Incident, Rejection};

use super::Stand;
use crate::failure::Miss;
use crate::judge::Verdict;
use crate::read::Expect;

/// What was done is shown as.
const DONE: &str = "done";
/// That a case goes on is expected as.
const GOES_ON: &str = "incident: false";

/// What kind of thing does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Nature {
    /// A case stands still because an expression failed.
    Incident,
    /// Something the scenarios say must never, or always, hold.
    Property,
    /// Something was refused, or time cannot go on.
    Refused,
    /// An invariant of the engine.
    Engine,
}

impl Nature {
    /// Of what does not hold, as it was told.
    pub fn of(miss: &Miss) -> Self {
        if miss.expected == GOES_ON {
            Nature::Incident
        } else if miss.expected.starts_with(k::NEVER.en) || miss.expected.starts_with(k::ALWAYS_HOLDS.en) {
            Nature::Property
        } else if miss.expected == DONE {
            Nature::Refused
        } else {
            Nature::Engine
        }
    }
}

/// Whether something was refused as expected: neither unexpectedly refused nor unexpectedly done.
pub(super) fn judge<T>(done: &Result<T, Rejection>, expect: &Expect, stand: Stand<'_>) -> Verdict {
    match (done, &expect.refused) {
        (Ok(_), None) => Ok(()),
        (Ok(_), Some(kind)) => {
            let expected = format!("refused: {}", kind.value.as_str());
            let message = Bilingual::new(
                format!("应不予办理（{}），却办成了", kind.value.as_str()),
                format!("expected a refusal ({}), but it was done", kind.value.as_str()),
            );
            let path = format!("{}.{}", expect.path, k::REFUSED.en);
            Err(Box::new(Miss { span: kind.span, path, expected, found: DONE.to_owned(), message }))
        }
        (Err(rejection), None) => Err(unexpected(rejection, stand)),
        (Err(rejection), Some(kind)) if rejection.kind != kind.value => {
            let (expected, found) = (kind.value.as_str(), shown(rejection));
            let message = Bilingual::new(
                format!("应因 {expected} 不予办理，实为 {}：{}", rejection.kind.as_str(), rejection.message.zh),
                format!(
                    "expected a refusal of kind {expected}, found {}: {}",
                    rejection.kind.as_str(),
                    rejection.message.en
                ),
            );
            let path = format!("{}.{}", expect.path, k::REFUSED.en);
            Err(Box::new(Miss { span: kind.span, path, expected: format!("refused: {expected}"), found, message }))
        }
        (Err(rejection), Some(_)) => words(rejection, expect),
    }
}

/// Whether the refusal says what it is expected to say.
fn words(rejection: &Rejection, expect: &Expect) -> Verdict {
    let Some(expected) = &expect.message else { return Ok(()) };
    let help = rejection.help.iter();
    let mut texts = help.chain([&rejection.message]).flat_map(|text| [&text.zh, &text.en]);
    if texts.any(|text| text.contains(&expected.value)) {
        return Ok(());
    }
    let message = Bilingual::new(
        format!("提示里应有“{}”，实为：{}", expected.value, rejection.message.zh),
        format!("the refusal should say `{}`, it says: {}", expected.value, rejection.message.en),
    );
    let path = format!("{}.{}", expect.path, k::MESSAGE.en);
    Err(Box::new(Miss {
        span: expected.span,
        path,
        expected: expected.value.clone(),
        found: rejection.message.zh.clone(),
        message,
    }))
}

/// Something was refused that should not have been.
pub(super) fn unexpected(rejection: &Rejection, stand: Stand<'_>) -> Box<Miss> {
    let help = rejection.help.clone().unwrap_or_default();
    let kind = rejection.kind.as_str();
    let with = |between: &str, help: &str| if help.is_empty() { String::new() } else { format!("{between}{help}") };
    let message = Bilingual::new(
        format!("应当办成，却未能办理（{kind}）：{}{}", rejection.message.zh, with("；", &help.zh)),
        format!(
            "expected it to be done, but it was refused ({kind}): {}{}",
            rejection.message.en,
            with("; ", &help.en)
        ),
    );
    miss(stand, DONE, shown(rejection), message)
}

/// A case stands still that should not.
pub(super) fn incident(incident: &Incident, stand: Stand<'_>) -> Box<Miss> {
    let (expression, at) = (&incident.expression, incident.at.shown());
    let message = Bilingual::new(
        format!("办件自 {at} 起运行异常：{}（算式：{expression}）", incident.reason.zh),
        format!("the case has stood still since {at}: {} (in {expression})", incident.reason.en),
    );
    miss(stand, GOES_ON, format!("incident: true ({expression})"), message)
}

/// Something does not hold that must hold of every case.
pub(super) fn breached(breach: &Breach, stand: Stand<'_>) -> Box<Miss> {
    let message = Bilingual::new(
        format!("引擎自身的不变式不成立（{}）：{}。这不是流程的错，请报告", breach.invariant, breach.detail),
        format!("an invariant of the engine is broken ({breach}); this is no fault of the process, please report it"),
    );
    miss(stand, "", breach.to_string(), message)
}

/// A case is not the one its history gives.
pub(super) fn not_replayed(stand: Stand<'_>) -> Box<Miss> {
    let message = Bilingual::new(
        "办件与其历史重放的结果不一致。这不是流程的错，请报告",
        "the case is not the one its history gives; this is no fault of the process, please report it",
    );
    miss(stand, "", "state: not as replayed".to_owned(), message)
}

/// A case that was there is gone.
pub(super) fn lost(stand: Stand<'_>) -> Box<Miss> {
    let message = Bilingual::new("办件找不到了", "the case cannot be found any more");
    miss(stand, "", String::new(), message)
}

fn miss(stand: Stand<'_>, expected: &str, found: String, message: Bilingual) -> Box<Miss> {
    let (span, path) = (stand.span, stand.path.to_owned());
    Box::new(Miss { span, path, expected: expected.to_owned(), found, message })
}

fn shown(rejection: &Rejection) -> String {
    format!("refused: {} ({})", rejection.kind.as_str(), rejection.message.zh)
}
