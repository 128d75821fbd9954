//! Two places at once: whatever is asked of one is asked of the other, and both must show the same.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::Arc;

use definition::moment::Moment;
use definition::text::SourceText;
use definition::workspace::Workspace;
use machine::{Actor, CaseId, Command, Rejection};
use scenario::{Observation, Opening, PureVenue, Setting, Venue};
use serde::Serialize;
use serde::de::DeserializeOwned;
use tests::harness::Backend;
use tokio::runtime::Runtime;
use uuid::Uuid;

use crate::stored::Stored;

/// The characters of an identity as text.
const UUID_CHARACTERS: usize = 36;

/// The bare machine beside the whole house. Cases go by the identities of the machine.
pub struct Both<'w> {
    name: String,
    bare: PureVenue<'w>,
    stored: Stored<'w>,
    /// The same case in the house.
    twins: BTreeMap<CaseId, CaseId>,
}

impl<'w> Both<'w> {
    /// Opens both for one scenario.
    pub fn open(
        workspace: &'w Workspace,
        sources: &[Arc<SourceText>],
        setting: &Setting,
        runtime: &'w Runtime,
        backend: Backend,
    ) -> Self {
        let stored = Stored::open(sources, setting, runtime, backend);
        Self { name: setting.name.clone(), bare: PureVenue::new(workspace, setting), stored, twins: BTreeMap::new() }
    }

    fn same<T: Debug>(&self, what: &dyn Debug, bare: &Result<T, Rejection>, stored: &Result<T, Rejection>) {
        let told = |answer: &Result<T, Rejection>| answer.as_ref().err().map(told);
        assert_eq!(told(bare), told(stored), "{}: {what:?}", self.name);
    }

    /// Learns which cases are the same: those started under the same key.
    fn learn(&mut self, bare: &Observation, stored: &Observation) {
        for (key, id) in &bare.case.started {
            if let Some(twin) = stored.case.started.get(key) {
                self.twins.insert(*id, *twin);
            }
        }
    }
}

/// What a person is told; how to write an office is a matter of the door he comes by.
fn told(rejection: &Rejection) -> String {
    let Rejection { kind, message, help: _, field } = rejection;
    anonymous(&format!("{kind:?} {message:?} {field:?}"))
}

impl Venue for Both<'_> {
    fn start(&mut self, opening: &Opening) -> Result<CaseId, Rejection> {
        let (bare, stored) = (self.bare.start(opening), self.stored.start(opening));
        self.same(opening, &bare, &stored);
        if let (Ok(id), Ok(twin)) = (&bare, &stored) {
            self.twins.insert(*id, *twin);
        }
        bare
    }

    fn submit(&mut self, case: CaseId, actor: &Actor, command: &Command) -> Result<(), Rejection> {
        let twin = self.twins.get(&case).copied().unwrap_or(case);
        let (bare, stored) = (self.bare.submit(case, actor, command), self.stored.submit(twin, actor, command));
        self.same(command, &bare, &stored);
        bare
    }

    fn advance_to(&mut self, moment: Moment) -> Result<(), Rejection> {
        let (bare, stored) = (self.bare.advance_to(moment), self.stored.advance_to(moment));
        self.same(&moment, &bare, &stored);
        bare
    }

    fn stand_still_until(&mut self, moment: Moment) {
        self.bare.stand_still_until(moment);
        self.stored.stand_still_until(moment);
    }

    /// What is shown goes on from the house, so that the expectations are held against what is stored; only the identities
    /// are those of the bare machine.
    fn observe(&mut self, case: CaseId) -> Option<Observation> {
        let twin = self.twins.get(&case).copied().unwrap_or(case);
        let (bare, stored) = (self.bare.observe(case), self.stored.observe(twin));
        let (shown, expected) = (stored.as_ref().map(text), bare.as_ref().map(text));
        assert_eq!(shown, expected, "{}: what is stored is not what the bare machine gives", self.name);
        let (bare, mut stored) = (bare?, stored?);
        self.learn(&bare, &stored);
        stored.case = self.renamed(&stored.case);
        stored.steps = self.renamed(&stored.steps);
        Some(stored)
    }
}

impl Both<'_> {
    /// The same with the identities of the bare machine.
    fn renamed<T: Serialize + DeserializeOwned>(&self, value: &T) -> T {
        let written = serde_json::to_string(value).unwrap();
        let renamed =
            self.twins.iter().fold(written, |text, (id, twin)| text.replace(&twin.to_string(), &id.to_string()));
        serde_json::from_str(&renamed).unwrap()
    }
}

fn text(observation: &Observation) -> String {
    let Observation { case, steps, benefits, notified } = observation;
    let case = serde_json::to_string_pretty(case).unwrap();
    let steps = serde_json::to_string_pretty(steps).unwrap();
    anonymous(&format!("{case}\n{steps}\n{benefits:#?}\n{notified:#?}"))
}

/// Each identity by the order in which it is met, and a scenario's own parameter rows by the same name in both.
fn anonymous(text: &str) -> String {
    let mut met: Vec<&str> = Vec::new();
    let mut anonymous = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let candidate = rest.get(..UUID_CHARACTERS).filter(|candidate| Uuid::try_parse(candidate).is_ok());
        let taken = match candidate {
            Some(id) => {
                let position = met.iter().position(|known| *known == id).unwrap_or_else(|| {
                    met.push(id);
                    met.len() - 1
                });
                anonymous.push_str(&format!("case-{position}"));
                id.len()
            }
            None => {
                anonymous.push(first);
                first.len_utf8()
            }
        };
        rest = &rest[taken..];
    }
    anonymous.replace("@22@-\"", "@scenario\"")
}
