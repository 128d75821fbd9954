//! 重新推算: a calendar has changed, so every deadline that runs is counted anew; first in thought, then in small pieces.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use definition::bilingual::Bilingual;
use definition::moment::Moment;
use definition::name::{CalendarName, DeadlineName, ProcessName};
use definition::text::SourceText;
use definition::workspace::Kind;
use machine::{Actor, Case, Change, Clock, Command, Event, advance, apply, due};
use serde::Serialize;
use sm3::{Digest, Sm3};
use storage::{CatalogueChange, CatalogueText, Job};

use crate::catalogue::{Catalogue, catalogue_kind};
use crate::definitions::Loaded;
use crate::error::ServiceError;
use crate::publish::Unpublished;
use crate::service::Service;
use crate::writer::Order;

/// How many cases are looked at in one piece of the preview.
const PREVIEW_CASES: u64 = 512;
/// How many moved deadlines the preview names.
const EXAMPLES_MAX: usize = 20;
/// The most things that come due in one case at once in the preview.
const DUE_IN_ONE_CASE_MAX: usize = 50;

/// What a changed calendar would do, or has done.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct CalendarEffect {
    /// How many cases with something that waits in time were looked at.
    pub cases: u64,
    /// How many deadlines would be due at another moment.
    pub moved: u64,
    /// How many would keep their date and be provisional no longer, or become so.
    pub confirmed: u64,
    /// How many of those moved would have passed by now.
    pub overdue: u64,
    /// How many that have passed would run again.
    pub revived: u64,
    /// How many waits of states would be over at another moment.
    pub waits: u64,
    /// How many notifications would go out at once.
    pub notifications: u64,
    /// Some of those moved.
    pub examples: Vec<MovedDeadline>,
}

/// A deadline that would be due at another moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MovedDeadline {
    /// The case's number.
    pub case: String,
    /// Which deadline.
    pub deadline: DeadlineName,
    /// When it is due.
    pub from: String,
    /// When it would be.
    pub to: String,
    /// Whether it would have passed by now.
    pub overdue: bool,
}

/// Where the counting anew stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct JobView {
    /// Its number.
    pub id: i64,
    /// What brought it about.
    pub reason: String,
    /// `running`, `done` or `cancelled`.
    pub state: String,
    /// How many cases were looked at.
    pub examined: u64,
    /// How many of them changed.
    pub changed: u64,
    /// Since when.
    pub created_at: Moment,
    /// Until when.
    pub ended_at: Option<Moment>,
}

/// A piece of the counting anew.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Piece {
    /// How many cases were looked at.
    pub examined: u64,
    /// How many of them changed.
    pub changed: u64,
    /// Whether more is to be done, here or elsewhere.
    pub more: bool,
}

impl From<Job> for JobView {
    fn from(job: Job) -> Self {
        let Job { id, reason, state, cursor: _, examined, changed, created_at, ended_at } = job;
        Self { id, reason, state, examined, changed, created_at, ended_at }
    }
}

impl Service {
    /// What it would do to the deadlines that run if a calendar said something else; nothing is written.
    ///
    /// # Errors
    /// If the text is not sound among the others, or no calendar of its name is published here.
    pub async fn preview_calendar(&self, name: &CalendarName, text: &str) -> Result<CalendarEffect, Unpublished> {
        let catalogue = Arc::new(self.with_calendar(name, text).await?.0);
        let mut effect = CalendarEffect::default();
        let (mut after, mut versions) = (None, BTreeMap::new());
        loop {
            let cases = self.shared.store.waiting_cases(after, PREVIEW_CASES).await?;
            let Some(last) = cases.last().copied() else { return Ok(effect) };
            after = Some(last);
            for case in self.shared.store.load_ahead(&cases).await? {
                let case = case.stored.case;
                let loaded = self.loaded(&mut versions, &case).await?;
                effect.add(&case, &loaded, &catalogue, self.now());
            }
        }
    }

    /// Puts another text in the place of a published calendar, and begins to count every deadline anew.
    ///
    /// # Errors
    /// As [`Service::preview_calendar`].
    pub async fn put_calendar(&self, name: &CalendarName, text: &str) -> Result<(), Unpublished> {
        let (_, changed) = self.with_calendar(name, text).await?;
        let texts = vec![changed];
        self.shared.store.put_catalogue(CatalogueChange { texts, ..CatalogueChange::default() }).await?;
        self.shared.refresh().await?;
        self.begin_reprojection(&format!("工作日历 {name} 变更")).await?;
        Ok(())
    }

    /// The jobs there were and are, the newest first.
    pub async fn jobs(&self) -> Result<Vec<JobView>, ServiceError> {
        Ok(self.shared.store.jobs().await?.into_iter().map(JobView::from).collect())
    }

    /// Lets no further piece of a job be done; answers whether it was under way.
    pub async fn cancel_job(&self, id: i64) -> Result<bool, ServiceError> {
        Ok(self.shared.store.cancel_job(id, self.now()).await?)
    }

    /// Whether deadlines may wait to be counted anew. Costs nothing.
    pub fn may_reproject(&self) -> bool {
        self.shared.may_reproject.load(Ordering::Relaxed)
    }

    /// Counts the deadlines of up to so many further cases anew, in one transaction, in the bulk queue.
    ///
    /// # Errors
    /// Of the store. What was done before stays.
    pub async fn reproject(&self, limit: u64) -> Result<Piece, ServiceError> {
        let piece = self.order(|reply| Order::Reproject { limit, reply }).await?;
        if !piece.more {
            self.shared.may_reproject.store(false, Ordering::Relaxed);
        }
        Ok(piece)
    }

    pub(crate) async fn begin_reprojection(&self, reason: &str) -> Result<(), ServiceError> {
        if self.shared.store.waiting_cases(None, 1).await?.is_empty() {
            return Ok(());
        }
        self.shared.store.begin_reprojection(reason, self.now()).await?;
        self.shared.may_reproject.store(true, Ordering::Relaxed);
        self.shared.changed.notify_waiters();
        Ok(())
    }

    /// The world with another text in the place of a calendar, and that text as it would be stored.
    async fn with_calendar(&self, name: &CalendarName, text: &str) -> Result<(Catalogue, CatalogueText), Unpublished> {
        let (revision, mut texts) = self.shared.store.catalogue().await?;
        let is_it = |stored: &CatalogueText| {
            let read = definition::check(&[SourceText::new(&stored.path, &stored.body)], self.now().date());
            stored.kind == "calendar" && (read.calendars.get(name).is_some() || names(&stored.body, name))
        };
        let Some(place) = texts.iter().position(is_it) else { return Err(not_published(name)) };
        let Some(stored) = texts.get_mut(place) else { return Err(not_published(name)) };
        stored.body = text.to_owned();
        stored.hash = hex::encode(Sm3::digest(text));
        stored.loaded_at = self.now();
        let changed = stored.clone();
        let sources: Vec<_> = texts.iter().map(|text| SourceText::new(&text.path, &text.body)).collect();
        if !sources.iter().any(|source| source.path == changed.path && catalogue_kind(source) == Some("calendar")) {
            return Err(not_published(name));
        }
        let workspace = definition::check(&sources, self.now().date());
        if workspace.has_errors() {
            return Err(Unpublished::Unsound(workspace.diagnostics));
        }
        Ok((Catalogue::of(&texts, revision, self.now().date()), changed))
    }

    async fn loaded(
        &self,
        versions: &mut BTreeMap<(ProcessName, u32), Arc<Loaded>>,
        case: &Case,
    ) -> Result<Arc<Loaded>, ServiceError> {
        let version = (case.process.clone(), case.version);
        if let Some(loaded) = versions.get(&version) {
            return Ok(Arc::clone(loaded));
        }
        let loaded = self.shared.definitions.get(&self.shared.store, &case.process, case.version).await?;
        versions.insert(version, Arc::clone(&loaded));
        Ok(loaded)
    }
}

/// Whether a text says that it is the calendar of a name, also one that stands on a parent that is not at hand.
fn names(body: &str, name: &CalendarName) -> bool {
    let source = SourceText::new("calendar", body);
    let Ok(node) = definition::yaml::parse(&source) else { return false };
    let is_calendar = definition::workspace::kind_of(&node) == Some(Kind::Calendar);
    let mut decoder = definition::source::decode::Decoder::new(&source);
    is_calendar
        && definition::source::calendar::read(&mut decoder, &node).is_some_and(|calendar| calendar.data.name == *name)
}

fn not_published(name: &CalendarName) -> Unpublished {
    Unpublished::Changed(vec![Bilingual::new(
        format!("这里没有发布过工作日历“{name}”，请先用 doudi publish 发布"),
        format!("no calendar `{name}` is published here; publish it first with doudi publish"),
    )])
}

impl CalendarEffect {
    /// Adds what another world does to a case.
    fn add(&mut self, case: &Case, loaded: &Loaded, catalogue: &Catalogue, now: Moment) {
        self.cases += 1;
        let context = catalogue.context(now);
        let command = Command::Change(Change::Reproject);
        let Ok((step, Some(after))) = advance(&loaded.definition, Some(case), &Actor::Time, &command, &context) else {
            return;
        };
        for event in &step.events {
            self.add_event(case, event, now);
        }
        self.notifications += notifications(loaded, after, catalogue, now);
    }

    fn add_event(&mut self, case: &Case, event: &Event, now: Moment) {
        let Event::DeadlineSet { deadline, due_before, .. } = event else {
            self.waits += u64::from(matches!(event, Event::AfterMoved { .. }));
            return;
        };
        let Some(before) = case.deadlines.get(deadline).filter(|before| before.clock == Clock::Running) else { return };
        if before.due_before == *due_before {
            self.confirmed += 1;
            return;
        }
        let overdue = *due_before <= now && now < before.due_before;
        self.moved += 1;
        self.overdue += u64::from(overdue);
        self.revived += u64::from(before.passed && now < *due_before);
        if self.examples.len() < EXAMPLES_MAX {
            self.examples.push(MovedDeadline {
                case: case.number.clone(),
                deadline: deadline.clone(),
                from: before.due_before.shown_as_end(),
                to: due_before.shown_as_end(),
                overdue,
            });
        }
    }
}

/// How many notifications would go out at once from a case as it would be.
fn notifications(loaded: &Loaded, after: Case, catalogue: &Catalogue, now: Moment) -> u64 {
    let context = catalogue.context(now);
    let (mut case, mut told) = (after, 0);
    for _ in 0..DUE_IN_ONE_CASE_MAX {
        let Some((_, command)) = due(&case).filter(|(at, _)| *at <= now) else { break };
        let Ok((step, _)) = advance(&loaded.definition, Some(&case), &Actor::Time, &command, &context) else { break };
        told += step.events.iter().filter(|event| matches!(event, Event::NotificationQueued(_))).count();
        let Some(next) = apply(Some(case), &step) else { break };
        case = next;
    }
    u64::try_from(told).unwrap_or(u64::MAX)
}
