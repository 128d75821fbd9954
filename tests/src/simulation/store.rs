//! What is durable. A commit is whole or not at all; nothing else survives a crash.

use std::collections::{BTreeMap, BTreeSet};

use definition::moment::Moment;
use definition::name::{OfficeName, ProcessName};
use machine::{Case, CaseId, Step};
use storage::{CaseRecord, OutboxKey};

use super::sending::Sending;

/// A number is taken by process, office and year.
pub type Sequence = (ProcessName, OfficeName, i32);

/// What a request was answered with: the case, and the number of the step that it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Answer {
    /// The case.
    pub case: CaseId,
    /// The step.
    pub seq: u64,
}

/// Everything durable.
#[derive(Clone, Debug, Default)]
pub struct Store {
    cases: BTreeMap<CaseId, CaseRecord>,
    /// When something comes due in which case, by what its rows say.
    due: BTreeSet<(Moment, CaseId)>,
    /// The answered requests, by key.
    pub requests: BTreeMap<u64, Answer>,
    /// The last number taken.
    pub numbers: BTreeMap<Sequence, u64>,
    /// How far each notification has come.
    pub outbox: BTreeMap<OutboxKey, Sending>,
    /// What has changed since it was last looked at.
    pub touched: BTreeSet<CaseId>,
}

/// What a group writes.
#[derive(Debug, Default)]
pub struct Writes {
    /// Each case that changed, as it is by now, with what happened to it.
    pub cases: Vec<(Case, Vec<Step>)>,
    /// The requests answered by it.
    pub requests: BTreeMap<u64, Answer>,
    /// The numbers taken by it.
    pub numbers: BTreeMap<Sequence, u64>,
}

impl Store {
    /// How many cases there are.
    pub fn len(&self) -> usize {
        self.cases.len()
    }

    /// Every case.
    pub fn records(&self) -> impl Iterator<Item = &CaseRecord> {
        self.cases.values()
    }

    /// One case.
    pub fn record(&self, id: CaseId) -> Option<&CaseRecord> {
        self.cases.get(&id)
    }

    /// A case, read from its stored bytes.
    pub fn load(&self, id: CaseId) -> Option<Case> {
        self.cases.get(&id).map(|record| record.case().unwrap())
    }

    /// The next thing that comes due, by the rows, in a case not among those left alone.
    pub fn next_due(&self, left_alone: &BTreeSet<CaseId>) -> Option<(Moment, CaseId)> {
        self.due.iter().find(|(_, id)| !left_alone.contains(id)).copied()
    }

    /// Makes everything lasting at once.
    pub fn commit(&mut self, writes: Writes) {
        for (case, steps) in writes.cases {
            self.commit_case(&case, &steps);
        }
        self.requests.extend(writes.requests);
        self.numbers.extend(writes.numbers);
    }

    fn commit_case(&mut self, case: &Case, steps: &[Step]) {
        let id = case.id;
        let before = self.cases.remove(&id);
        let sent_before = before.as_ref().map_or(0, |record| record.outbox_keys().len());
        if let Some(at) = before.as_ref().and_then(CaseRecord::next_at) {
            self.due.remove(&(at, id));
        }
        let record = match before {
            None => CaseRecord::derived(case, steps).unwrap(),
            Some(mut record) => {
                record.follow(case, steps).unwrap();
                record
            }
        };
        for key in record.outbox_keys().into_iter().skip(sent_before) {
            self.outbox.insert(key, Sending::default());
        }
        self.due.extend(record.next_at().map(|at| (at, id)));
        self.touched.insert(id);
        self.cases.insert(id, record);
    }
}
