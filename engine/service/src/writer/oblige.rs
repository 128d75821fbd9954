//! The turns of recurring duties: a case for each occurrence, once; and, when its time is up, whether it was done.

use std::sync::Arc;

use definition::bilingual::Bilingual;
use definition::model::Handed;
use definition::moment::Moment;
use definition::name::{ObligationName, OfficeName, ProcessName};
use definition::obligation::{Done, Missed, Missing, Obligation, Occurrence, Question, World};
use machine::{
    Actor, CaseId, FieldInput, Rejection, Start, done_at, handed_to, missed_office, report_of, reports_to, turns,
};
use serde_json::Map;
use storage::{Ended, OccurrenceKey, OccurrenceRow, OccurrenceState};

use super::Fired;
use super::fold::{Fold, Stop};
use crate::ask::NewCase;
use crate::catalogue::Catalogue;
use crate::error::ServiceError;

/// A case started, or why not, in both languages.
type Begun = Result<CaseId, String>;

/// What a case is started with for a duty.
struct Turn<'t> {
    process: &'t ProcessName,
    office: OfficeName,
    fields: &'t [Handed],
    question: Question<'t>,
    /// The case of the office above that it reports to.
    starter: Option<CaseId>,
    /// The number of the case it is about.
    origin: Option<String>,
}

impl Fold<'_> {
    /// Starts the cases whose turn has come, and settles the occurrences whose time is up.
    pub async fn oblige(&mut self, limit: usize) -> Result<Fired, ServiceError> {
        let catalogue = Arc::clone(&self.catalogue);
        let opened = self.open_occurrences(&catalogue, limit).await?;
        let settled = self.settle_occurrences(&catalogue, limit.saturating_sub(opened)).await?;
        Ok(Fired { fired: opened + settled, overtaken: 0 })
    }

    async fn open_occurrences(&mut self, catalogue: &Catalogue, limit: usize) -> Result<usize, ServiceError> {
        if catalogue.obligations.is_empty() {
            return Ok(0);
        }
        let world = catalogue.world();
        let opened = self.group.opened_until().await?;
        let mut wanted = turns(&world, &opened, self.now);
        let mut known = self.group.occurrences(&keys(&wanted, &world)).await?;
        wanted.retain(|occurrence| !known.contains_key(&key_of(occurrence)));
        let is_all = wanted.len() <= limit;
        wanted.truncate(limit);
        self.expect_turns(&wanted, catalogue).await?;
        let mut rows = Vec::with_capacity(wanted.len());
        for occurrence in &wanted {
            let Some(obligation) = catalogue.obligations.get(&occurrence.obligation) else { continue };
            let turn = Turn {
                process: &obligation.process,
                office: occurrence.office.clone(),
                fields: &obligation.fields,
                question: Question { world: &world, occurrence, missing: None },
                starter: keys_above(&world, occurrence).iter().find_map(|key| known.get(key)?.case),
                origin: None,
            };
            let row = OccurrenceRow::new(occurrence, self.begin_turn(turn).await?);
            known.insert(row.key(), row.clone());
            rows.push(row);
        }
        let count = rows.len();
        self.touched |= count > 0 || is_all;
        self.group.add_occurrences(rows).await?;
        if is_all {
            // A clock that was put back takes nothing back.
            let now = self.now;
            let until = |name: &ObligationName| opened.get(name).map_or(now, |at| (*at).max(now));
            let opened = catalogue.obligations.keys().map(|name| (name.clone(), until(name))).collect();
            self.group.put_opened_until(&opened).await?;
        }
        Ok(count)
    }

    /// Reads at once where the numbers of the new cases stand.
    async fn expect_turns(&mut self, wanted: &[Occurrence], catalogue: &Catalogue) -> Result<(), ServiceError> {
        let news: Vec<NewCase> = wanted
            .iter()
            .filter_map(|occurrence| {
                let process = catalogue.obligations.get(&occurrence.obligation)?.process.clone();
                let office = occurrence.office.to_string();
                Some(NewCase { process, office, fields: Map::new(), received_at: None, backdating_reason: None })
            })
            .collect();
        self.expect(news.iter()).await
    }

    /// Starts a case for a duty; a refusal is an answer, for nobody is there to be told.
    async fn begin_turn(&mut self, turn: Turn<'_>) -> Result<Begun, ServiceError> {
        let fields = match handed_to(turn.fields, &turn.question) {
            Ok(fields) => fields,
            Err(reason) => return Ok(Err(written(&reason))),
        };
        match self.try_begin(turn, fields).await {
            Ok(case) => Ok(Ok(case)),
            Err(Stop::Refused(rejection)) => Ok(Err(told(&rejection))),
            Err(Stop::RefusedElsewhere(refused)) => Ok(Err(told(&refused.rejection))),
            Err(Stop::Failed(error)) => Err(error),
        }
    }

    async fn try_begin(&mut self, turn: Turn<'_>, fields: FieldInput) -> Result<CaseId, Stop> {
        let Turn { process, office, question, starter, origin, .. } = turn;
        let (version, loaded) = self.newest(process).await?;
        let occurrence = question.occurrence;
        let obligation = occurrence.obligation.clone();
        let reports = starter.map(|_| report_of(&obligation));
        let start = Start {
            id: self.shared.ids.next(self.now)?,
            number: String::new(),
            process: process.clone(),
            version,
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
        if let Some(starter) = starter
            && self.case(starter).is_none()
        {
            self.load_cases(&[starter]).await?;
        }
        let actor = Actor::Obligation { obligation, period: occurrence.period.key.clone() };
        Ok(self.start_as(&actor, start, &loaded).await?.case)
    }

    async fn settle_occurrences(&mut self, catalogue: &Catalogue, limit: usize) -> Result<usize, ServiceError> {
        let limit = u64::try_from(limit).unwrap_or(u64::MAX);
        let due = if limit == 0 { Vec::new() } else { self.group.due_occurrences(self.now, limit).await? };
        if due.is_empty() {
            return Ok(0);
        }
        let cases: Vec<CaseId> = due.iter().filter_map(|row| row.case).collect();
        let unknown: Vec<CaseId> = cases.into_iter().filter(|case| self.case(*case).is_none()).collect();
        self.load_cases(&unknown).await?;
        let mut settled = Vec::with_capacity(due.len());
        for row in due {
            settled.push(self.settle_occurrence(catalogue, row).await?);
        }
        let count = settled.len();
        self.touched = true;
        self.group.change_occurrences(settled).await?;
        Ok(count)
    }

    async fn settle_occurrence(
        &mut self,
        catalogue: &Catalogue,
        mut row: OccurrenceRow,
    ) -> Result<OccurrenceRow, ServiceError> {
        let obligation = catalogue.obligations.get(&row.obligation);
        let (done, counted) = self.is_done(obligation, &row).await?;
        row.settled_at = Some(self.now);
        row.next_at = None;
        row.state = if done { OccurrenceState::Met } else { OccurrenceState::Missed };
        if let (false, Some(missed)) = (done, obligation.and_then(|obligation| obligation.missed.as_ref())) {
            match self.raise_missed(catalogue, missed, &row, counted).await? {
                Ok(case) => row.missed_case = Some(case),
                Err(reason) => row.reason = Some(reason),
            }
        }
        Ok(row)
    }

    /// Whether an occurrence was done in time, and how many cases counted.
    async fn is_done(&self, obligation: Option<&Obligation>, row: &OccurrenceRow) -> Result<(bool, u32), ServiceError> {
        match obligation.map(|obligation| &obligation.done) {
            // An obligation that was taken back is done with its case.
            None => Ok((self.is_in_time(row, &Done::Ended(Vec::new())), 0)),
            Some(done @ (Done::Ended(_) | Done::Met(_))) => Ok((self.is_in_time(row, done), 0)),
            Some(Done::Count { at_least, process, outcomes }) => {
                let ended = Ended {
                    process,
                    office: &row.office,
                    on: row.due,
                    outcomes,
                    from: Moment::start_of(row.period.from),
                    until: Moment::start_of(row.period.until()),
                };
                let counted = self.group.count_ended(&ended).await?;
                Ok((counted >= *at_least, counted))
            }
        }
    }

    fn is_in_time(&self, row: &OccurrenceRow, done: &Done) -> bool {
        let case = row.case.and_then(|case| self.case(case));
        case.and_then(|case| done_at(done, case)).is_some_and(|at| at < row.occurrence().due_before())
    }

    /// Starts what follows at the office above, with the evidence.
    async fn raise_missed(
        &mut self,
        catalogue: &Catalogue,
        missed: &Missed,
        row: &OccurrenceRow,
        counted: u32,
    ) -> Result<Begun, ServiceError> {
        let world = catalogue.world();
        let occurrence = row.occurrence();
        let number = row.case.and_then(|case| self.case(case)).map(|case| case.number.clone());
        let missing = Missing { case_number: number.clone().unwrap_or_default(), counted };
        let Some(office) = missed_office(&world, &occurrence, missed) else {
            return Ok(Err(written(&Bilingual::new(
                "机构之上没有应当督办的机构",
                "there is no office above that deals with what was missed",
            ))));
        };
        let question = Question { world: &world, occurrence: &occurrence, missing: Some(&missing) };
        let (process, fields) = (&missed.process, missed.fields.as_slice());
        self.begin_turn(Turn { process, office, fields, question, starter: None, origin: number }).await
    }
}

fn key_of(occurrence: &Occurrence) -> OccurrenceKey {
    (occurrence.obligation.clone(), occurrence.office.clone(), occurrence.period.key.clone())
}

/// The keys of occurrences, and of those they report to.
fn keys(wanted: &[Occurrence], world: &World<'_>) -> Vec<OccurrenceKey> {
    wanted.iter().flat_map(|occurrence| keys_above(world, occurrence).into_iter().chain([key_of(occurrence)])).collect()
}

fn keys_above(world: &World<'_>, occurrence: &Occurrence) -> Vec<OccurrenceKey> {
    let Some((under, offices)) = reports_to(world, occurrence) else { return Vec::new() };
    offices.into_iter().map(|office| (under.clone(), office, occurrence.period.key.clone())).collect()
}

fn told(rejection: &Rejection) -> String {
    written(&rejection.message)
}

fn written(reason: &Bilingual) -> String {
    serde_json::to_string(reason).unwrap_or_default()
}
