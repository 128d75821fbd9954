//! What a group writes: rows derived from cases and steps, one statement a table.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use machine::{Case, CaseId, Step};
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::Value;

use crate::batch::Batch;
use crate::entities::{benefit, cases, deadline, history, outbox, request, task};
use crate::error::{Result, StorageError};
use crate::group::Group;
use crate::history::history_row;
use crate::keys::{Keys, SubjectKey};
use crate::requests::RequestRow;
use crate::row::{LastStep, benefit_rows, case_row, deadline_rows, outbox_rows, task_rows};
use crate::seal::{SealingRules, first_open, seal_case, seal_step};
use crate::search_changes::SearchChanges;
use crate::statement::IfPresent;
use crate::subjects::SubjectId;

/// What a group writes.
#[derive(Debug, Default)]
pub struct Writes {
    /// The cases that changed; each once.
    pub committed: Vec<Committed>,
    /// The requests answered by them.
    pub requests: Vec<RequestRow>,
}

/// A case that changed, its values open to read; they are sealed on the way down.
#[derive(Debug)]
pub struct Committed {
    /// As loaded; none if it is new.
    pub before: Option<Case>,
    /// As it is now: `before` with all steps applied.
    pub after: Case,
    /// What happened, at least one step.
    pub steps: Vec<Step>,
    /// The number of the first of the steps: one more than `before.seq`.
    pub first_seq: u64,
    /// The hash of the step before them: [`crate::StoredCase::last_hash`], or [`crate::FIRST_PREVIOUS_HASH`].
    pub previous_hash: String,
    /// Whose key seals its sensitive values. Once given it never changes.
    pub subject: Option<SubjectId>,
    /// What is sensitive, and what it is found by.
    pub rules: Arc<SealingRules>,
}

impl Group {
    /// Writes everything; answers the hash of each case's last step.
    ///
    /// Fails with [`StorageError::Key`] if a sensitive value has no key to seal it under, and with
    /// [`StorageError::Constraint`] if a step or a request is there already. The group is then to be rolled back.
    pub async fn write(&mut self, writes: Writes) -> Result<BTreeMap<CaseId, String>> {
        self.meet(writes.committed.iter().filter_map(|committed| committed.subject)).await?;
        let mut rows = Rows::default();
        let mut heads = BTreeMap::new();
        for committed in writes.committed {
            let key = committed.subject.and_then(|subject| self.subject_keys.get(&subject));
            let case = committed.after.id;
            heads.insert(case, rows.add(committed, self.keys.as_deref(), key.map(Arc::as_ref))?);
        }
        rows.requests = writes.requests.into_iter().map(request::Model::from).collect();
        let mut batch = Batch::new(self.transaction.get_database_backend());
        self.write_taken(&mut batch)?;
        rows.write(&mut batch)?;
        batch.write(&self.transaction).await?;
        Ok(heads)
    }
}

#[derive(Default)]
pub(crate) struct Rows {
    cases: Vec<cases::Model>,
    history: Vec<history::Model>,
    tasks: Vec<task::Model>,
    deadlines: Vec<deadline::Model>,
    deadlines_gone: Vec<Vec<Value>>,
    outbox: Vec<outbox::Model>,
    benefits: Vec<benefit::Model>,
    search: SearchChanges,
    requests: Vec<request::Model>,
}

impl Rows {
    /// Adds the rows of a case; answers the hash of its last step.
    pub fn add(&mut self, committed: Committed, keys: Option<&Keys>, key: Option<&SubjectKey>) -> Result<String> {
        let Committed { before, mut after, steps, first_seq, previous_hash, subject, rules } = committed;
        self.add_waiting(before.as_ref(), &after);
        self.search.add(before.as_ref(), &after, &rules, keys);
        let last_at = steps.last().map_or(after.started_at, |step| step.at);
        let last_hash = self.add_steps(after.id, steps, first_seq, previous_hash, &rules, key)?;
        match key {
            Some(key) => seal_case(&mut after, &|name| rules.is_sensitive(name), key)?,
            None => nothing_open(after.id, first_open(after.values_mut(), &rules))?,
        }
        self.cases.push(case_row(&after, subject, LastStep { hash: last_hash.clone(), at: last_at })?);
        Ok(last_hash)
    }

    /// Tasks and deadlines: only what changed.
    fn add_waiting(&mut self, before: Option<&Case>, after: &Case) {
        let (were, are) = (before.map(task_rows).unwrap_or_default(), task_rows(after));
        self.tasks.extend(are.into_iter().filter(|row| !were.contains(row)));
        let (were, are) = (before.map(deadline_rows).unwrap_or_default(), deadline_rows(after));
        let names: BTreeSet<&str> = are.iter().map(|row| row.name.as_str()).collect();
        let gone = were.iter().filter(|row| !names.contains(row.name.as_str()));
        self.deadlines_gone.extend(gone.map(|row| vec![row.case_id.into(), row.name.clone().into()]));
        self.deadlines.extend(are.into_iter().filter(|row| !were.contains(row)));
    }

    /// History, outbox and ledger; answers the hash of the last step.
    fn add_steps(
        &mut self,
        case: CaseId,
        steps: Vec<Step>,
        first_seq: u64,
        previous_hash: String,
        rules: &SealingRules,
        key: Option<&SubjectKey>,
    ) -> Result<String> {
        let mut last_hash = previous_hash;
        for (seq, mut step) in (first_seq..).zip(steps) {
            match key {
                Some(key) => seal_step(&mut step, case, &|name| rules.is_sensitive(name), key)?,
                None => nothing_open(case, first_open(step.values_mut(), rules))?,
            }
            self.outbox.extend(outbox_rows(case, seq, &step)?);
            self.benefits.extend(benefit_rows(case, seq, &step));
            let row = history_row(case, seq, last_hash, &step)?;
            last_hash = row.hash.clone();
            self.history.push(row);
        }
        Ok(last_hash)
    }

    /// Takes the rows of others in.
    pub fn extend(&mut self, other: Self) {
        self.cases.extend(other.cases);
        self.history.extend(other.history);
        self.tasks.extend(other.tasks);
        self.deadlines.extend(other.deadlines);
        self.deadlines_gone.extend(other.deadlines_gone);
        self.outbox.extend(other.outbox);
        self.benefits.extend(other.benefits);
        self.search.extend(other.search);
        self.requests.extend(other.requests);
    }

    /// One statement a table, in an order in which rows find what they refer to.
    pub fn write(self, batch: &mut Batch) -> Result<()> {
        batch.insert::<cases::Entity>(&self.cases, IfPresent::Update)?;
        batch.insert::<history::Entity>(&self.history, IfPresent::Fail)?;
        batch.insert::<task::Entity>(&self.tasks, IfPresent::Update)?;
        batch.delete::<deadline::Entity>(&[deadline::Column::CaseId, deadline::Column::Name], self.deadlines_gone)?;
        batch.insert::<deadline::Entity>(&self.deadlines, IfPresent::Update)?;
        batch.insert::<outbox::Entity>(&self.outbox, IfPresent::Fail)?;
        batch.insert::<benefit::Entity>(&self.benefits, IfPresent::Fail)?;
        self.search.write(batch)?;
        batch.insert::<request::Entity>(&self.requests, IfPresent::Fail)
    }
}

fn nothing_open(case: CaseId, open: Option<String>) -> Result<()> {
    match open {
        None => Ok(()),
        Some(name) => Err(StorageError::Key(format!(
            "{name} of case {case} is sensitive but there is no key to seal it under: give the case a subject whose key still exists, and the store its master key"
        ))),
    }
}
