//! What can be proved of a process before anyone is subject to it. One file a check; each takes a subject and tells problems.

mod allowed;
mod automatic_loop;
mod calendar_ends;
mod cases;
mod deadline_unused;
mod field_set;
mod finish_in_time;
mod graph;
mod guard_never_holds;
mod guards_overlap;
mod missing_somewhere;
mod missing_translation;
mod no_otherwise;
mod no_way_out;
mod no_way_to_end;
mod nobody_holds;
mod raised_event;
mod regions_restart;
mod reminder_never_fires;
mod repeated_grant;
mod self_approval;
mod shadowed_branch;
mod started_case;
mod table;
mod table_gap;
mod table_order;
mod table_overlap;
mod table_row_unreached;
mod told_case;
mod unreachable_state;
mod unset_read;

use std::sync::Arc;

use indexmap::IndexMap;

use crate::bilingual::Bilingual;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Definition;
use crate::moment::Date;
use crate::name::ProcessName;
use crate::process::Surroundings;
use crate::text::{SourceText, Span};
use crate::workspace::Checked;

/// A process under check, with what stands around it.
pub struct Subject<'s> {
    /// Its text.
    pub source: &'s Arc<SourceText>,
    /// What was read of it.
    pub definition: &'s Definition,
    /// What it may name.
    pub around: &'s Surroundings<'s>,
    /// The day of the check.
    pub today: Date,
    /// Whether reading found no error. Checks of the whole graph would only repeat the consequences of one.
    pub whole: bool,
}

impl Subject<'_> {
    fn problem(&self, code: Code, span: Span, path: String, message: Bilingual, help: Bilingual) -> Diagnostic {
        Diagnostic { code, source: Arc::clone(self.source), span, path, message, help: Some(help) }
    }
}

type Check = fn(&Subject<'_>, &mut Vec<Diagnostic>);

/// Checks that hold of any process, sound or not.
const ALWAYS: &[Check] = &[
    no_otherwise::check,
    reminder_never_fires::check,
    calendar_ends::check,
    missing_translation::check,
    nobody_holds::check,
    missing_somewhere::check,
    regions_restart::check,
    raised_event::check,
    table_gap::check,
    table_overlap::check,
    table_row_unreached::check,
    table_order::check,
];

/// Checks of the whole graph.
const WHOLE: &[Check] = &[
    shadowed_branch::check,
    guards_overlap::check,
    guard_never_holds::check,
    unreachable_state::check,
    no_way_to_end::check,
    no_way_out::check,
    automatic_loop::check,
    deadline_unused::check,
    repeated_grant::check,
    self_approval::check,
    unset_read::check,
    finish_in_time::check,
];

/// Runs every check that applies.
pub fn run(subject: &Subject<'_>, diagnostics: &mut Vec<Diagnostic>) {
    ALWAYS.iter().for_each(|check| check(subject, diagnostics));
    if subject.whole {
        WHOLE.iter().for_each(|check| check(subject, diagnostics));
    }
}

/// Checks of processes against one another; last, what each of them allows is left out.
pub fn between(processes: &IndexMap<ProcessName, Checked>, diagnostics: &mut Vec<Diagnostic>) {
    started_case::check(processes, diagnostics);
    told_case::check(processes, diagnostics);
    allowed::settle(processes, diagnostics);
}
