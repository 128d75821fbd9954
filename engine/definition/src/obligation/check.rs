//! All obligations of a workspace together: levels, offices and expressions first, then what they say of processes.

use std::sync::Arc;

use indexmap::IndexMap;

use super::read::{DoneSource, MissedSource, ObligationSource, compiled, condition, opens_too_late};
use super::{Done, Exception, Missed, Obligation};
use crate::bilingual::Bilingual;
use crate::diagnostic::{Code, Diagnostic};
use crate::keyword as k;
use crate::model::{Definition, Handed, State, StateKind};
use crate::moment::Date;
use crate::name::{DeadlineName, LevelName, ObligationName, ProcessName};
use crate::organisation::Organisation;
use crate::organisation::problem::{Declared, unknown, unknown_office};
use crate::parameter::Parameters;
use crate::source::decode::Decoder;
use crate::text::{SourceText, Spanned};
use crate::workspace::Checked;

/// An office of an exception without dates is looked for on this day: all reorganisations known are past by then.
const LATE: Date = match Date::from_ymd_opt(2100, 1, 1) {
    Some(day) => day,
    None => Date::MIN,
};

/// Every obligation that could be read whole.
pub fn assemble(
    sources: &[(Arc<SourceText>, ObligationSource)],
    organisation: &Organisation,
    parameters: &Parameters,
    diagnostics: &mut Vec<Diagnostic>,
) -> IndexMap<ObligationName, Obligation> {
    let mut declared = Declared::new(Bilingual::new("定期任务", "obligation"));
    let mut obligations = IndexMap::new();
    for (text, source) in sources {
        let mut decoder = Decoder::new(text);
        if declared.declare(&mut decoder, &source.name) {
            let obligation = one(&mut decoder, source, organisation, parameters);
            obligations.extend(obligation.map(|obligation| (obligation.name.clone(), obligation)));
        }
        diagnostics.append(&mut decoder.diagnostics);
    }
    obligations
}

fn one(
    decoder: &mut Decoder,
    source: &ObligationSource,
    organisation: &Organisation,
    parameters: &Parameters,
) -> Option<Obligation> {
    let level = known_level(decoder, &source.level, organisation);
    let exceptions = decoder.within(k::EXCEPT.en, |decoder| exceptions(decoder, source, organisation));
    let when =
        source.when.as_ref().map(|scalar| decoder.within(k::WHEN.en, |decoder| condition(decoder, scalar, parameters)));
    let fields = decoder.within(k::FIELDS.en, |decoder| compiled(decoder, &source.fields, parameters, false));
    let missed = source.missed.as_ref();
    let missed = missed.map(|missed| {
        decoder.within(k::MISSED.en, |decoder| self::missed(decoder, missed, source, organisation, parameters))
    });
    if opens_too_late(source) {
        let message = Bilingual::new(
            "办件要到所属期结束才开始，而到期日就在所属期内",
            "the case would open only when its period has ended, though it is due within that period",
        );
        let help = Bilingual::new(
            "写 opens: period_begins，或 {before: {working_days: 5}}；或者 period 写上一期（previous_month 等）",
            "write `opens: period_begins` or `{before: {working_days: 5}}`, or a period before (`previous_month`)",
        );
        decoder.problem(Code::ObligationShape, source.name.span, message, Some(help));
    }
    Some(Obligation {
        name: source.name.value.clone(),
        span: source.name.span,
        title: source.title.clone(),
        source: source.source.clone(),
        effective: source.effective.clone(),
        level: level?,
        exceptions,
        when: match when {
            None => None,
            Some(when) => Some(when?),
        },
        schedule: source.schedule.clone(),
        about: source.about,
        opens: source.opens,
        target_on_working_day: source.target_on_working_day,
        process: source.process.value.clone(),
        fields,
        under: source.under.as_ref().map(|under| under.value.clone()),
        done: done(&source.done, &source.process.value),
        missed: match missed {
            None => None,
            Some(missed) => Some(missed?),
        },
    })
}

fn done(source: &DoneSource, own: &ProcessName) -> Done {
    let outcomes = source.outcomes.iter().map(|outcome| outcome.value.clone()).collect();
    match source.at_least {
        Some(at_least) => {
            let process = source.process.as_ref().map_or_else(|| own.clone(), |process| process.value.clone());
            Done::Count { at_least, process, outcomes }
        }
        None => match &source.deadline {
            Some(deadline) => Done::Met(deadline.value.clone()),
            None => Done::Ended(outcomes),
        },
    }
}

fn missed(
    decoder: &mut Decoder,
    source: &MissedSource,
    whole: &ObligationSource,
    organisation: &Organisation,
    parameters: &Parameters,
) -> Option<Missed> {
    let level = match &source.level {
        Some(level) => Some(known_level(decoder, level, organisation)?),
        None => None,
    };
    let fields = decoder.within(k::FIELDS.en, |decoder| compiled(decoder, &source.fields, parameters, true));
    let levels = organisation.levels();
    let is_above = |level: &LevelName| levels.get_index_of(level) < levels.get_index_of(&whole.level.value);
    if let Some(level) = source.level.as_ref().filter(|level| !is_above(&level.value)) {
        let message = Bilingual::new(
            format!("逾期应由上级处理，“{}”不在“{}”之上", level.value, whole.level.value),
            format!("what is missed is for an office above; `{}` is not above `{}`", level.value, whole.level.value),
        );
        let help = Bilingual::new("写更高的层级", "name a higher level");
        decoder.problem(Code::ObligationShape, level.span, message, Some(help));
    }
    Some(Missed { level, process: source.process.value.clone(), fields })
}

fn known_level(decoder: &mut Decoder, level: &Spanned<LevelName>, organisation: &Organisation) -> Option<LevelName> {
    if organisation.levels().contains_key(&level.value) {
        return Some(level.value.clone());
    }
    let known: Vec<&str> = organisation.levels().keys().map(LevelName::as_str).collect();
    let kind = Bilingual::new("层级", "level");
    unknown(decoder, Code::UnknownOffice, &kind, (level.value.as_str(), level.span), &known);
    None
}

fn exceptions(decoder: &mut Decoder, source: &ObligationSource, organisation: &Organisation) -> Vec<Exception> {
    let mut found = Vec::new();
    for (written, days, reason) in &source.exceptions {
        match organisation.find(&written.value, days.typical().min(LATE)) {
            Ok(office) => found.push(Exception { office, days: *days, reason: reason.clone() }),
            Err(error) => unknown_office(decoder, written.span, &error),
        }
    }
    found
}

/// What obligations say of processes and of one another.
pub fn between(
    sources: &[(Arc<SourceText>, ObligationSource)],
    obligations: &IndexMap<ObligationName, Obligation>,
    processes: &IndexMap<ProcessName, Checked>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for (text, source) in sources {
        let mut decoder = Decoder::new(text);
        let Some(obligation) = obligations.get(&source.name.value) else { continue };
        started(&mut decoder, k::FIELDS.en, &source.process, &obligation.fields, processes);
        if let (Some(written), Some(missed)) = (&source.missed, &obligation.missed) {
            started(&mut decoder, k::MISSED.en, &written.process, &missed.fields, processes);
        }
        counted(&mut decoder, source, processes);
        reported(&mut decoder, source, obligation, obligations, processes);
        diagnostics.append(&mut decoder.diagnostics);
    }
}

fn known<'p>(
    decoder: &mut Decoder,
    process: &Spanned<ProcessName>,
    processes: &'p IndexMap<ProcessName, Checked>,
) -> Option<&'p Definition> {
    if let Some(checked) = processes.get(&process.value) {
        return Some(&checked.definition);
    }
    let names: Vec<&str> = processes.keys().map(ProcessName::as_str).collect();
    let kind = Bilingual::new("流程", "process");
    unknown(decoder, Code::UnknownReference, &kind, (process.value.as_str(), process.span), &names);
    None
}

/// The process must exist, and take at its start what it is handed, all it needs and nothing else.
fn started(
    decoder: &mut Decoder,
    path: &str,
    process: &Spanned<ProcessName>,
    handed: &[Handed],
    processes: &IndexMap<ProcessName, Checked>,
) {
    let Some(target) = known(decoder, process, processes) else { return };
    for (message, help) in crate::checks::handed_at_start(handed, target) {
        decoder.within(path, |decoder| decoder.problem(Code::UnknownField, process.span, message, Some(help)));
    }
}

/// Outcomes that count must be outcomes there are.
fn counted(decoder: &mut Decoder, source: &ObligationSource, processes: &IndexMap<ProcessName, Checked>) {
    let process = source.done.process.as_ref().unwrap_or(&source.process);
    let Some(target) = processes.get(&process.value).map(|checked| &checked.definition) else {
        if source.done.process.is_some() {
            known(decoder, process, processes);
        }
        return;
    };
    if let Some(deadline) = source.done.deadline.as_ref().filter(|name| !target.deadlines.contains_key(&name.value)) {
        let names: Vec<&str> = target.deadlines.keys().map(DeadlineName::as_str).collect();
        let kind = Bilingual::new("时限", "deadline");
        unknown(decoder, Code::UnknownReference, &kind, (deadline.value.as_str(), deadline.span), &names);
    }
    let outcomes: Vec<&str> = target.states.values().filter_map(outcome).collect();
    for outcome in &source.done.outcomes {
        if !outcomes.contains(&outcome.value.as_str()) {
            let kind = Bilingual::new("办理结果", "outcome");
            unknown(decoder, Code::UnknownReference, &kind, (&outcome.value, outcome.span), &outcomes);
        }
    }
}

fn outcome(state: &State) -> Option<&str> {
    match &state.kind {
        StateKind::End(end) => Some(&end.outcome),
        StateKind::Working(_) | StateKind::Final | StateKind::History(_) => None,
    }
}

/// What an obligation reports to must be there, and bind a level above, about the same period.
fn reported(
    decoder: &mut Decoder,
    source: &ObligationSource,
    obligation: &Obligation,
    obligations: &IndexMap<ObligationName, Obligation>,
    processes: &IndexMap<ProcessName, Checked>,
) {
    let Some(under) = &source.under else { return };
    let Some(above) = obligations.get(&under.value) else {
        let names: Vec<&str> = obligations.keys().map(ObligationName::as_str).collect();
        let kind = Bilingual::new("定期任务", "obligation");
        return unknown(decoder, Code::UnknownReference, &kind, (under.value.as_str(), under.span), &names);
    };
    if above.about != obligation.about || above.level == obligation.level {
        let message = Bilingual::new(
            format!("“{}”应约束更高的层级，所属期相同", under.value),
            format!("`{}` should bind a higher level and be about the same period", under.value),
        );
        decoder.problem(Code::ObligationShape, under.span, message, None);
    }
    let definition = |name| processes.get(name).map(|checked: &Checked| &checked.definition);
    let (Some(teller), Some(receiver)) = (definition(&obligation.process), definition(&above.process)) else { return };
    for (message, help) in crate::checks::told_to(teller, receiver) {
        decoder.problem(Code::MessageUnwanted, under.span, message, Some(help));
    }
}
