//! Whether a case is as expected. The first expectation that does not hold is told, with its own place.

mod deadlines;
mod household;
mod list;
mod said;
mod tasks;
mod values;

use definition::bilingual::Bilingual;
use definition::keyword as k;
use definition::model::Definition;
use definition::text::Span;
use machine::{Context, Status};

use crate::failure::Miss;
use crate::line::{BenefitLine, StartedLine, UntoldLine};
use crate::observation::Observation;
use crate::read::{Expect, StatusWord};

pub(crate) use said::Fresh;

/// What an expectation is held against.
pub(crate) struct Scene<'s> {
    /// The process of the case the step is about.
    pub definition: &'s Definition,
    /// The world, now.
    pub context: Context<'s>,
    /// The case the step is about.
    pub observation: &'s Observation,
    /// Every case of the scenario.
    pub all: &'s [&'s Observation],
    /// What all cases of the scenario queued to be said since the step before.
    pub notified: &'s [Fresh],
    /// What could not be said since the step before.
    pub suppressed: &'s [UntoldLine],
    /// What the case has started since the step before.
    pub started: &'s [StartedLine],
}

/// Nothing, or the first expectation that does not hold.
pub(crate) type Verdict = Result<(), Box<Miss>>;

/// Holds everything expected of a case against it.
pub(crate) fn judge(expect: &Expect, scene: &Scene<'_>) -> Verdict {
    active(expect, scene)?;
    status(expect, scene)?;
    outcome(expect, scene)?;
    values::fields(expect, scene)?;
    values::values(expect, scene)?;
    benefits(expect, scene)?;
    household::household(expect, scene)?;
    tasks::tasks(expect, scene)?;
    deadlines::deadlines(expect, scene)?;
    said::notified(expect, scene)?;
    said::suppressed(expect, scene)?;
    started(expect, scene)?;
    incident(expect, scene)
}

fn active(expect: &Expect, scene: &Scene<'_>) -> Verdict {
    let Some(expected) = &expect.active else { return Ok(()) };
    let found = scene.observation.case.leaves().map(|(state, _)| state.as_str());
    let mut found: Vec<&str> = found.collect();
    let mut wanted: Vec<&str> = expected.value.iter().map(|state| state.as_str()).collect();
    found.sort_unstable();
    wanted.sort_unstable();
    if found == wanted {
        return Ok(());
    }
    let (wanted, found) = (format!("[{}]", wanted.join(", ")), format!("[{}]", found.join(", ")));
    Err(differs(expect, k::ACTIVE.en, expected.span, ("所在环节", "the active states"), wanted, found))
}

fn status(expect: &Expect, scene: &Scene<'_>) -> Verdict {
    let Some(expected) = &expect.status else { return Ok(()) };
    let word = |status| match status {
        StatusWord::Open => k::OPEN.en,
        StatusWord::Suspended => k::SUSPENDED.en,
        StatusWord::Ended => k::ENDED.en,
    };
    let found = match &scene.observation.case.status {
        Status::Open if scene.observation.case.suspended().is_some() => StatusWord::Suspended,
        Status::Open => StatusWord::Open,
        Status::Ended { .. } => StatusWord::Ended,
    };
    if found == expected.value {
        return Ok(());
    }
    let (wanted, found) = (word(expected.value).to_owned(), word(found).to_owned());
    Err(differs(expect, k::STATUS.en, expected.span, ("办件状态", "the status of the case"), wanted, found))
}

fn outcome(expect: &Expect, scene: &Scene<'_>) -> Verdict {
    let Some(expected) = &expect.outcome else { return Ok(()) };
    let found = match &scene.observation.case.status {
        Status::Open => "~",
        Status::Ended { outcome, .. } => outcome,
    };
    if found == expected.value {
        return Ok(());
    }
    let wanted = expected.value.clone();
    Err(differs(expect, k::OUTCOME.en, expected.span, ("办理结果", "the outcome"), wanted, found.to_owned()))
}

fn benefits(expect: &Expect, scene: &Scene<'_>) -> Verdict {
    let Some(expected) = &expect.benefits else { return Ok(()) };
    let found: Vec<BenefitLine> = scene.observation.benefits.iter().map(BenefitLine::from).collect();
    let fits = |wanted: &BenefitLine, found: &BenefitLine| {
        wanted.grant == found.grant
            && wanted.months == found.months
            && (wanted.amount.is_none() || wanted.amount == found.amount)
    };
    let compared = list::Compared { path: &expect.path, key: k::BENEFITS.en, noun: ("待遇", "benefit") };
    compared.exactly(expected, &found, fits, |_| true)
}

fn started(expect: &Expect, scene: &Scene<'_>) -> Verdict {
    let Some(expected) = &expect.started else { return Ok(()) };
    let fits = |wanted: &StartedLine, found: &StartedLine| {
        wanted.process == found.process && (wanted.key.is_none() || wanted.key == found.key)
    };
    let compared = list::Compared { path: &expect.path, key: k::STARTED.en, noun: ("另立办件", "started case") };
    compared.exactly(expected, scene.started, fits, |_| true)
}

fn incident(expect: &Expect, scene: &Scene<'_>) -> Verdict {
    let Some(expected) = &expect.incident else { return Ok(()) };
    let found = scene.observation.case.incident.is_some();
    if found == expected.value {
        return Ok(());
    }
    let (wanted, found) = (expected.value.to_string(), found.to_string());
    Err(differs(
        expect,
        k::INCIDENT.en,
        expected.span,
        ("是否运行异常", "whether the case stands still"),
        wanted,
        found,
    ))
}

/// One thing is another than expected.
pub(crate) fn differs(
    expect: &Expect,
    key: &str,
    span: Span,
    (zh, en): (&str, &str),
    expected: String,
    found: String,
) -> Box<Miss> {
    let message = Bilingual::new(
        format!("{zh}应为 {expected}，实为 {found}"),
        format!("{en}: expected {expected}, found {found}"),
    );
    Box::new(Miss { span, path: format!("{}.{key}", expect.path), expected, found, message })
}
