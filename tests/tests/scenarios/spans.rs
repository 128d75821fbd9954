//! Spans of time through service, storage and scheduler: the same duties, people and outcome as on the bare machine.

use definition::moment::Moment;
use definition::name::ObligationName;
use definition::workspace::{Kind, kind_of};
use definition::yaml;
use machine::done_at;
use scenario::{Seen, Setting, SpanVenue, Told, Turn};
use storage::{OccurrenceRow, OccurrenceState, Scope};
use tests::harness::{Backend, shipped_with_duties};

use crate::stored::Stored;

impl Stored<'_> {
    async fn seen(&self) -> Vec<Seen> {
        let mut rows = Vec::new();
        self.store.for_each_occurrence(500, |row| rows.push(row)).await.unwrap();
        let mut seen = Vec::new();
        for row in rows {
            seen.push(self.one(row).await);
        }
        seen
    }

    async fn one(&self, row: OccurrenceRow) -> Seen {
        let catalogue = self.house.service.catalogue();
        let done = &catalogue.obligations[&row.obligation].done;
        let case = match row.case {
            Some(case) => self.store.case_by_id(&Scope::System, case).await.unwrap(),
            None => None,
        };
        let done_at: Option<Moment> = case.and_then(|stored| done_at(done, &stored.case));
        let turn = match (row.state, done_at) {
            (OccurrenceState::Refused, _) => Turn::Refused,
            (OccurrenceState::Met, _) | (OccurrenceState::Open, Some(_)) => Turn::Done,
            (OccurrenceState::Missed, Some(_)) => Turn::Late,
            (OccurrenceState::Missed, None) => Turn::Missed,
            (OccurrenceState::Open, None) => Turn::Open,
        };
        let OccurrenceRow { obligation, office, period, due, target, case, missed_case, .. } = row;
        Seen { obligation, office, period: period.key, due, target, turn, done_at, case, missed_case }
    }

    async fn queued(&self) -> Vec<Told> {
        let mut told = Vec::new();
        for seen in self.seen().await {
            for case in [seen.case, seen.missed_case].into_iter().flatten() {
                let rows = self.store.outbox_of(&Scope::System, case).await.unwrap();
                told.extend(rows.into_iter().map(|row| Told {
                    at: row.created_at,
                    to: row.to,
                    template: row.template,
                }));
            }
        }
        told
    }
}

impl SpanVenue for Stored<'_> {
    fn occurrences(&mut self) -> Vec<Seen> {
        self.runtime.block_on(self.seen())
    }

    fn told(&mut self) -> Vec<Told> {
        self.runtime.block_on(self.queued())
    }
}

fn run_on(backend: Backend) {
    let sources = shipped_with_duties();
    let workspace = definition::check(&sources, "2020-04-20".parse().unwrap());
    assert!(!workspace.has_errors(), "{:?}", workspace.diagnostics);
    assert!(workspace.spans.len() >= 2);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let bare = scenario::run_spans(&workspace);
    let stored = scenario::run_spans_in(&workspace, |setting: &Setting, duties: &[ObligationName]| {
        let mut texts = sources.clone();
        texts.retain(|source| match yaml::parse(source).ok().as_ref().and_then(kind_of) {
            Some(Kind::Obligation) => duties.iter().any(|duty| source.path.ends_with(&format!("/{duty}.yaml"))),
            Some(_) | None => true,
        });
        Stored::open(&texts, setting, &runtime, backend)
    });
    for outcome in bare.iter().chain(&stored) {
        assert!(outcome.passed, "{}: {:?}", outcome.name, outcome.failure);
    }
}

#[test]
fn spans_come_to_what_they_must_on_the_bare_machine_and_through_sqlite() {
    run_on(Backend::Sqlite);
}

#[test]
fn spans_come_to_what_they_must_through_postgresql() {
    run_on(Backend::Postgres);
}
