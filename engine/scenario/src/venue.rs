//! A place where scenarios run: the bare machine, or service, storage and scheduler together. Results must be equal.

use definition::moment::Moment;
use definition::name::{OfficeName, PersonName, ProcessName};
use definition::organisation::Organisation;
use definition::parameter::Parameters;
use machine::{Actor, CaseId, Command, FieldInput, Rejection};

use crate::observation::Observation;

/// A place where one scenario runs. Its clock stands still except in [`Venue::advance_to`] and [`Venue::stand_still_until`].
pub trait Venue {
    /// Starts a case now.
    ///
    /// # Errors
    /// What the person starting it is told; then there is no case.
    fn start(&mut self, opening: &Opening) -> Result<CaseId, Rejection>;

    /// Asks something of a case now: to act, claim, release, receive, reopen, retry or move.
    ///
    /// # Errors
    /// What the person acting is told; then nothing has changed.
    fn submit(&mut self, case: CaseId, actor: &Actor, command: &Command) -> Result<(), Rejection>;

    /// Moves the clock; never back. Whatever comes due on the way takes effect in order of time, each at its own moment.
    /// What is due already takes effect at once, also where the clock stays.
    ///
    /// # Errors
    /// Only if time cannot go on, because ever more comes due.
    fn advance_to(&mut self, moment: Moment) -> Result<(), Rejection>;

    /// Moves the clock while nothing runs; never back. What comes due on the way is still due afterwards, and takes its effect,
    /// late, with the next [`Venue::advance_to`].
    fn stand_still_until(&mut self, moment: Moment);

    /// A case as it is by now, with its whole history; none if there is no such case.
    fn observe(&mut self, case: CaseId) -> Option<Observation>;
}

/// What a scenario stands on: the world it needs before its first step.
#[derive(Clone, Debug)]
pub struct Setting {
    /// The running number of the scenario among all of a run, from 0.
    pub number: usize,
    /// The file it stands in.
    pub file: String,
    /// Its name.
    pub name: String,
    /// The process it is about.
    pub process: ProcessName,
    /// The offices of the workspace, with the people of the scenario's file and nobody else.
    pub organisation: Organisation,
    /// The parameters of the workspace, with the values of the scenario and its file.
    pub parameters: Parameters,
    /// When its clock begins.
    pub begins: Moment,
}

/// A case to be started.
#[derive(Clone, Debug, PartialEq)]
pub struct Opening {
    /// Of which process.
    pub process: ProcessName,
    /// By whom.
    pub person: PersonName,
    /// At which office.
    pub office: OfficeName,
    /// What is filled in.
    pub fields: FieldInput,
    /// When the application was handed in; now, if not said.
    pub received_at: Option<Moment>,
    /// Why it is entered on a later day.
    pub reason: Option<String>,
}
