//! The record of a case built up without a database: the same rows, chain and comparison as the writer's and verification's.
//! What lives in memory, such as a simulation, is held by this to what is stored.

use definition::moment::Moment;
use machine::{Case, CaseId, Step};

use crate::audit::CaseRecord;
use crate::error::{Result, StorageError};
use crate::history::{FIRST_PREVIOUS_HASH, HistoryRow, history_row};
use crate::outbox::OutboxKey;
use crate::row::{LastStep, benefit_rows, case_row, deadline_rows, outbox_rows, task_rows};

impl CaseRecord {
    /// The record of a case after its first steps; nothing in it is sealed.
    ///
    /// # Errors
    /// If the case or a step cannot be written.
    pub fn derived(case: &Case, steps: &[Step]) -> Result<Self> {
        let mut record = Self {
            id: case.id,
            number: case.number.clone(),
            history: Vec::new(),
            row: case_row(case, None, LastStep { hash: FIRST_PREVIOUS_HASH.to_owned(), at: case.started_at })?,
            tasks: Vec::new(),
            deadlines: Vec::new(),
            outbox: Vec::new(),
            benefits: Vec::new(),
        };
        record.follow(case, steps)?;
        Ok(record)
    }

    /// Adds the steps that brought a case to where it is by now.
    ///
    /// # Errors
    /// If the case or a step cannot be written.
    pub fn follow(&mut self, case: &Case, steps: &[Step]) -> Result<()> {
        for step in steps {
            let seq = self.history.last().map_or(1, |last| last.seq + 1);
            let previous = self.history.last().map_or(FIRST_PREVIOUS_HASH, |last| &last.hash).to_owned();
            self.outbox.extend(outbox_rows(self.id, seq, step)?);
            self.benefits.extend(benefit_rows(self.id, seq, step));
            self.history.push(HistoryRow::try_from(history_row(self.id, seq, previous, step)?)?);
        }
        if let Some(last) = self.history.last() {
            self.row = case_row(case, None, last.last_step())?;
        }
        self.tasks = task_rows(case);
        self.deadlines = deadline_rows(case);
        Ok(())
    }

    /// When something comes due in the case, as its rows say.
    pub fn next_at(&self) -> Option<Moment> {
        self.deadlines.iter().filter_map(|row| row.next_at).min().map(Moment::from_milliseconds)
    }

    /// The names of its notifications, in order of their causes.
    pub fn outbox_keys(&self) -> Vec<OutboxKey> {
        let keys = self.outbox.iter().filter_map(|row| {
            let (seq, position) = (u64::try_from(row.seq).ok()?, usize::try_from(row.position).ok()?);
            Some(OutboxKey { case: CaseId(row.case_id), seq, position })
        });
        keys.collect()
    }

    /// The case and its steps as their stored bytes give them.
    ///
    /// # Errors
    /// If they do not read.
    pub fn read(&self) -> Result<(Case, Vec<Step>)> {
        let steps = self.history.iter().map(HistoryRow::step).collect::<Result<_>>()?;
        Ok((self.case()?, steps))
    }

    /// Whether every stored form, read and written again, gives the same bytes.
    ///
    /// # Errors
    /// If one does not read.
    pub fn keeps_its_bytes(&self) -> Result<bool> {
        let written = |error| StorageError::corrupt(format!("case {}", self.id), error);
        let (case, steps) = self.read()?;
        let mut same = serde_json::to_string(&case).map_err(written)? == self.row.body;
        for (step, row) in steps.iter().zip(&self.history) {
            same &= serde_json::to_string(step).map_err(written)? == row.body;
        }
        Ok(same)
    }
}
