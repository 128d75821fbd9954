//! All calendar files of a workspace together.

use std::sync::Arc;

use super::CalendarSource;
use crate::bilingual::Bilingual;
use crate::calendar::{CalendarError, Calendars};
use crate::diagnostic::{Code, Diagnostic};
use crate::name::CalendarName;
use crate::organisation::problem::{Declared, unknown};
use crate::source::decode::Decoder;
use crate::text::{SourceText, Spanned};

/// All calendars of a workspace, each with what it inherits. What a problem was found with is left out.
pub fn assemble(sources: Vec<(Arc<SourceText>, CalendarSource)>, diagnostics: &mut Vec<Diagnostic>) -> Calendars {
    let mut declared = Declared::new(Bilingual::new("工作日历", "calendar"));
    let mut kept: Vec<(Arc<SourceText>, CalendarSource)> = Vec::new();
    for (text, source) in sources {
        let mut decoder = Decoder::new(&text);
        let name = Spanned::new(source.data.name.clone(), source.span);
        if declared.declare(&mut decoder, &name) {
            kept.push((text, source));
        }
        diagnostics.append(&mut decoder.diagnostics);
    }
    loop {
        let error = match Calendars::new(kept.iter().map(|(_, source)| source.data.clone()).collect()) {
            Ok(calendars) => return calendars,
            Err(error) => error,
        };
        // Each round leaves one calendar out, so this ends.
        let Some(at) = kept.iter().position(|(_, source)| source.data.name == *error.calendar()) else {
            return Calendars::default();
        };
        let (text, source) = kept.remove(at);
        let mut decoder = Decoder::new(&text);
        refuse(&mut decoder, &source, &error, &declared);
        diagnostics.append(&mut decoder.diagnostics);
    }
}

fn refuse(decoder: &mut Decoder, source: &CalendarSource, error: &CalendarError, declared: &Declared<CalendarName>) {
    let parent = source.parent.unwrap_or(source.span);
    match error {
        // The parent is there but was itself left out, which has been told.
        CalendarError::UnknownParent { parent: name, .. } if declared.contains(name) => {}
        CalendarError::UnknownParent { parent: name, .. } => {
            let mut names: Vec<&str> = declared.names().map(CalendarName::as_str).collect();
            names.sort_unstable();
            let kind = Bilingual::new("工作日历", "calendar");
            unknown(decoder, Code::UnknownCalendar, &kind, (name.as_str(), parent), &names);
        }
        CalendarError::Cycle { .. } | CalendarError::TooManyAncestors { .. } => {
            decoder.problem(Code::Contradiction, parent, error.message(), None);
        }
        CalendarError::Duplicate { .. }
        | CalendarError::TooManyDays { .. }
        | CalendarError::CoverageReversed { .. }
        | CalendarError::DayNotCovered { .. }
        | CalendarError::OfficeHours { .. } => decoder.problem(Code::Contradiction, source.span, error.message(), None),
    }
}
