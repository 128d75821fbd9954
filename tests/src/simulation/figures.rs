//! What happened in a run, in figures.

use std::collections::BTreeMap;

use machine::{Event, Rejection, Step};
use serde_json::{Value as Json, json};

use super::script::Deed;
use super::store::Answer;

/// A day, in milliseconds.
const DAY_MILLISECONDS: u128 = 24 * 60 * 60 * 1_000;

/// Figures of a run; they add up.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    /// How long cases were open, all added up, in milliseconds.
    pub case_milliseconds: u128,
    /// Cases, those started by others among them.
    pub cases: u64,
    /// Cases that came to an end at least once.
    pub ended: u64,
    /// Commands carried out, by kind.
    pub done: BTreeMap<&'static str, u64>,
    /// Commands refused, by kind and why.
    pub refused: BTreeMap<&'static str, BTreeMap<&'static str, u64>>,
    /// Steps, by cause.
    pub steps: BTreeMap<&'static str, u64>,
    /// Rungs that came.
    pub rungs: u64,
    /// Those of them that came late.
    pub late_rungs: u64,
    /// Deadlines that passed.
    pub passed: u64,
    /// Times a state's `after` came.
    pub afters: u64,
    /// Incidents.
    pub incidents: u64,
    /// Cases started by others.
    pub children: u64,
    /// Benefits granted or amended, and stopped.
    pub ledger: u64,
    /// Notifications queued.
    pub queued: u64,
    /// Notifications marked as sent.
    pub sent: u64,
    /// Times the house was killed.
    pub crashes: u64,
    /// Times nothing ran for a while.
    pub outages: u64,
    /// Times everything that must hold was looked at.
    pub audits: u64,
    /// Cases whose whole history was applied again at that.
    pub cases_audited: u64,
    /// Worlds whose course was held against the bare machine's.
    pub compared: u64,
    /// Processes made at random that passed the checks.
    pub processes_sound: u64,
    /// Those that did not.
    pub processes_discarded: u64,
}

impl Figures {
    /// Whole days of a case being open.
    pub fn case_days(&self) -> u64 {
        u64::try_from(self.case_milliseconds / DAY_MILLISECONDS).unwrap()
    }

    /// Takes in how a deed was answered.
    pub fn answered(&mut self, deed: &Deed, answer: &Result<Answer, Rejection>) {
        match answer {
            Ok(_) => *self.done.entry(deed.kind()).or_default() += 1,
            Err(rejection) => {
                *self.refused.entry(deed.kind()).or_default().entry(rejection.kind.as_str()).or_default() += 1;
            }
        }
    }

    /// Takes in a step that was committed.
    pub fn step(&mut self, step: &Step) {
        *self.steps.entry(step.cause.as_str()).or_default() += 1;
        for event in &step.events {
            self.event(event);
        }
    }

    fn event(&mut self, event: &Event) {
        match event {
            Event::CaseStarted { .. } => self.cases += 1,
            Event::CaseEnded { .. } => self.ended += 1,
            Event::CaseRequested { .. } => self.children += 1,
            Event::RungReached { late, .. } => {
                self.rungs += 1;
                self.late_rungs += u64::from(*late);
            }
            Event::DeadlinePassed { .. } => self.passed += 1,
            Event::AfterReached { .. } => self.afters += 1,
            Event::IncidentRaised { .. } => self.incidents += 1,
            Event::BenefitGranted { .. } | Event::BenefitStopped { .. } => self.ledger += 1,
            Event::NotificationQueued(_) => self.queued += 1,
            _ => {}
        }
    }

    /// Adds those of another run.
    pub fn add(&mut self, other: &Figures) {
        self.case_milliseconds += other.case_milliseconds;
        for (mine, others) in [(&mut self.done, &other.done), (&mut self.steps, &other.steps)] {
            for (kind, count) in others {
                *mine.entry(kind).or_default() += count;
            }
        }
        for (kind, reasons) in &other.refused {
            let mine = self.refused.entry(kind).or_default();
            for (reason, count) in reasons {
                *mine.entry(reason).or_default() += count;
            }
        }
        for ((_, mine), (_, others)) in self.counts_mut().into_iter().zip(other.clone().counts_mut()) {
            *mine += *others;
        }
    }

    fn counts_mut(&mut self) -> [(&'static str, &mut u64); 18] {
        [
            ("cases", &mut self.cases),
            ("ended", &mut self.ended),
            ("rungs", &mut self.rungs),
            ("late rungs", &mut self.late_rungs),
            ("deadlines passed", &mut self.passed),
            ("afters", &mut self.afters),
            ("incidents", &mut self.incidents),
            ("cases started by others", &mut self.children),
            ("rows of the ledger", &mut self.ledger),
            ("notifications queued", &mut self.queued),
            ("notifications sent", &mut self.sent),
            ("crashes", &mut self.crashes),
            ("outages", &mut self.outages),
            ("audits", &mut self.audits),
            ("cases audited", &mut self.cases_audited),
            ("worlds compared with the bare machine", &mut self.compared),
            ("random processes sound", &mut self.processes_sound),
            ("random processes discarded", &mut self.processes_discarded),
        ]
    }

    /// Each count with its name.
    pub fn counts(&self) -> Vec<(&'static str, u64)> {
        self.clone().counts_mut().into_iter().map(|(name, count)| (name, *count)).collect()
    }

    /// As JSON.
    pub fn json(&self) -> Json {
        let counts: serde_json::Map<String, Json> =
            self.counts().into_iter().map(|(name, count)| (name.replace(' ', "_"), json!(count))).collect();
        let mut all =
            json!({"case_days": self.case_days(), "done": self.done, "refused": self.refused, "steps": self.steps});
        all.as_object_mut().unwrap().extend(counts);
        all
    }
}
