//! Recurring duties on the bare machine: the same turns as in the whole house, kept in memory.

use std::collections::BTreeMap;

use definition::moment::Moment;
use definition::name::{ObligationName, OfficeName, ProcessName};
use definition::obligation::{Done, Missing, Obligation, Occurrence, Question, World, next_opening};
use indexmap::IndexMap;
use machine::{
    Actor, CaseId, FieldInput, Start, Status, done_at, handed_to, missed_office, report_of, reports_to, turns,
};

use super::{NESTED_REQUESTS_MAX, Outcome, PureVenue};
use crate::span::{Seen, Turn};

/// The duties of a place, and what came of them.
#[derive(Default)]
pub(super) struct Duties {
    obligations: IndexMap<ObligationName, Obligation>,
    opened: BTreeMap<ObligationName, Moment>,
    rows: Vec<Row>,
}

#[derive(Clone)]
struct Row {
    occurrence: Occurrence,
    case: Option<CaseId>,
    /// Whether it was done in time; nothing until its time is up.
    met: Option<bool>,
    missed_case: Option<CaseId>,
}

impl Duties {
    /// Some of the duties of a workspace.
    pub fn of(all: &IndexMap<ObligationName, Obligation>, names: &[ObligationName]) -> Self {
        let wanted = all.iter().filter(|(name, _)| names.contains(name));
        Self { obligations: wanted.map(|(name, one)| (name.clone(), one.clone())).collect(), ..Self::default() }
    }
}

impl PureVenue<'_> {
    fn world<'d>(&'d self, obligations: &'d IndexMap<ObligationName, Obligation>) -> World<'d> {
        World {
            organisation: &self.setting.organisation,
            parameters: &self.setting.parameters,
            calendars: &self.workspace.calendars,
            obligations,
        }
    }

    /// When the next turn of a duty comes.
    pub(super) fn next_turn(&self) -> Option<Moment> {
        let Duties { obligations, opened, rows } = &self.duties;
        let world = self.world(obligations);
        let openings = obligations.values().filter_map(|obligation| match opened.get(&obligation.name) {
            Some(after) => next_opening(obligation, &world, *after),
            None => Some(self.now),
        });
        let open = rows.iter().filter(|row| row.met.is_none() && row.case.is_some());
        openings.chain(open.map(|row| row.occurrence.due_before())).min()
    }

    /// Lets every turn that has come by now take its effect.
    pub(super) fn oblige(&mut self) {
        let obligations = self.duties.obligations.clone();
        for occurrence in turns(&self.world(&obligations), &self.duties.opened, self.now) {
            let is_known = |row: &Row| same(&row.occurrence, &occurrence);
            if !self.duties.rows.iter().any(is_known) {
                let case = self.open_turn(&obligations, &occurrence);
                self.duties.rows.push(Row { occurrence, case, met: None, missed_case: None });
            }
        }
        self.duties.opened = obligations.keys().map(|name| (name.clone(), self.now)).collect();
        for at in 0..self.duties.rows.len() {
            let Some(row) = self.duties.rows.get(at).cloned() else { continue };
            if row.met.is_none() && row.case.is_some() && row.occurrence.due_before() <= self.now {
                let settled = self.settle_turn(&obligations, row);
                if let Some(row) = self.duties.rows.get_mut(at) {
                    *row = settled;
                }
            }
        }
    }

    fn open_turn(
        &mut self,
        obligations: &IndexMap<ObligationName, Obligation>,
        occurrence: &Occurrence,
    ) -> Option<CaseId> {
        let obligation = obligations.get(&occurrence.obligation)?;
        let world = self.world(obligations);
        let question = Question { world: &world, occurrence, missing: None };
        let fields = handed_to(&obligation.fields, &question).ok()?;
        let starter =
            reports_to(&world, occurrence).and_then(|(under, offices)| self.case_above(&under, &offices, occurrence));
        let (process, office) = (obligation.process.clone(), occurrence.office.clone());
        self.begin_turn(occurrence, process, office, fields, starter, None)
    }

    fn case_above(&self, under: &ObligationName, offices: &[OfficeName], of: &Occurrence) -> Option<CaseId> {
        let is_it = |row: &Row, office: &OfficeName| {
            row.occurrence.obligation == *under
                && row.occurrence.office == *office
                && row.occurrence.period == of.period
        };
        offices.iter().find_map(|office| self.duties.rows.iter().find(|row| is_it(row, office))?.case)
    }

    fn begin_turn(
        &mut self,
        occurrence: &Occurrence,
        process: ProcessName,
        office: OfficeName,
        fields: FieldInput,
        starter: Option<CaseId>,
        origin: Option<String>,
    ) -> Option<CaseId> {
        let (id, obligation) = (self.next_id(), occurrence.obligation.clone());
        let reports = starter.map(|_| report_of(&obligation));
        let start = Start {
            id,
            number: String::new(),
            process,
            version: 0,
            office,
            fields,
            received_at: None,
            backdating_reason: None,
            origin,
            starter,
            reports,
            failing: None,
            depth: u32::from(starter.is_some()),
        };
        let actor = Actor::Obligation { obligation, period: occurrence.period.key.clone() };
        let mut outcome = Outcome::default();
        self.begin(&actor, start, &mut outcome, NESTED_REQUESTS_MAX).ok()?;
        self.keep(outcome);
        Some(id)
    }

    fn settle_turn(&mut self, obligations: &IndexMap<ObligationName, Obligation>, mut row: Row) -> Row {
        let Some(obligation) = obligations.get(&row.occurrence.obligation) else { return row };
        let (met, counted) = self.is_met(obligation, &row);
        row.met = Some(met);
        if let (false, Some(missed)) = (met, &obligation.missed) {
            let number = row.case.and_then(|case| self.cases.get(&case)).map(|held| held.case.number.clone());
            let missing = Missing { case_number: number.clone().unwrap_or_default(), counted };
            let world = self.world(obligations);
            let question = Question { world: &world, occurrence: &row.occurrence, missing: Some(&missing) };
            let fields = handed_to(&missed.fields, &question).ok();
            let office = missed_office(&world, &row.occurrence, missed);
            if let (Some(fields), Some(office)) = (fields, office) {
                row.missed_case =
                    self.begin_turn(&row.occurrence, missed.process.clone(), office, fields, None, number);
            }
        }
        row
    }

    fn is_met(&self, obligation: &Obligation, row: &Row) -> (bool, u32) {
        match &obligation.done {
            done @ (Done::Ended(_) | Done::Met(_)) => {
                (self.done(done, row).is_some_and(|at| at < row.occurrence.due_before()), 0)
            }
            Done::Count { at_least, process, outcomes } => {
                let period = &row.occurrence.period;
                let span = Moment::start_of(period.from)..Moment::start_of(period.until());
                let counts = |status: &Status| match status {
                    Status::Ended { outcome, at } => {
                        span.contains(at) && (outcomes.is_empty() || outcomes.contains(outcome))
                    }
                    Status::Open => false,
                };
                let below = |office: &OfficeName| {
                    self.setting.organisation.lineage(office, row.occurrence.due).contains(&row.occurrence.office)
                };
                let cases = self.cases.values().map(|held| &held.case);
                let counted = cases
                    .filter(|case| case.process == *process && counts(&case.status) && below(&case.office))
                    .count();
                let counted = u32::try_from(counted).unwrap_or(u32::MAX);
                (counted >= *at_least, counted)
            }
        }
    }

    fn done(&self, done: &Done, row: &Row) -> Option<Moment> {
        done_at(done, &self.cases.get(&row.case?)?.case)
    }

    /// Every occurrence so far.
    pub(super) fn seen(&self) -> Vec<Seen> {
        let seen = self.duties.rows.iter().map(|row| {
            let done = self.duties.obligations.get(&row.occurrence.obligation).map(|obligation| &obligation.done);
            let done_at = done.and_then(|done| self.done(done, row));
            let turn = match (row.case, row.met, done_at) {
                (None, _, _) => Turn::Refused,
                (Some(_), Some(true), _) | (Some(_), None, Some(_)) => Turn::Done,
                (Some(_), Some(false), Some(_)) => Turn::Late,
                (Some(_), Some(false), None) => Turn::Missed,
                (Some(_), None, None) => Turn::Open,
            };
            let Occurrence { obligation, office, period, due, target, .. } = row.occurrence.clone();
            Seen {
                obligation,
                office,
                period: period.key,
                due,
                target,
                turn,
                done_at,
                case: row.case,
                missed_case: row.missed_case,
            }
        });
        seen.collect()
    }
}

fn same(one: &Occurrence, other: &Occurrence) -> bool {
    one.obligation == other.obligation && one.office == other.office && one.period == other.period
}
