//! A command -> what it brings about, or why not.

mod act;
mod benefit;
mod cancel;
mod change;
mod child;
mod claim;
mod copy;
mod deadline;
mod desk;
mod each;
mod effects;
mod evaluate;
mod form;
mod hand_over;
mod incident;
mod keep;
mod opinion;
mod party;
mod reach;
mod receive;
mod recipients;
mod reopen;
mod return_to;
mod run;
mod select;
mod send;
mod signer;
mod start;
mod suspend;
mod task;
mod timer;
mod transition;

use definition::bilingual::Bilingual;
use definition::expression::{Failure, FailureKind};
use definition::model::{Definition, INCIDENT_OUTCOME};
use definition::moment::Moment;
use definition::name::StateName;

use crate::actor::Actor;
use crate::apply::apply;
use crate::case::{Case, Status};
use crate::change::Change;
use crate::command::{Command, FieldInput};
use crate::context::Context;
use crate::event::Event;
use crate::rejection::{Rejection, RejectionKind};
use crate::step::{Cause, Step};

pub(crate) use each::waiting as items_waiting;
pub use evaluate::{evaluate, value_of};
pub use return_to::passed;
use run::Run;

/// What a command brings about. Runs to completion: afterwards the case waits for a person, an event or time.
///
/// # Errors
/// A [`Rejection`] to the person acting; nothing is to be written then. An expression that fails inside a running case is no
/// error here: the step then says that the case stands still.
pub fn decide(
    definition: &Definition,
    case: Option<&Case>,
    actor: &Actor,
    command: &Command,
    context: &Context<'_>,
) -> Result<Step, Rejection> {
    advance(definition, case, actor, command, context).map(|(step, _)| step)
}

/// What a command brings about, as [`decide`], with the case as [`apply`] makes it of the step: for whoever goes on with it at
/// once, since deciding has already folded the step.
///
/// # Errors
/// As [`decide`].
pub fn advance(
    definition: &Definition,
    case: Option<&Case>,
    actor: &Actor,
    command: &Command,
    context: &Context<'_>,
) -> Result<(Step, Option<Case>), Rejection> {
    let mut run = Run::new(definition, case.cloned(), actor.clone(), *context);
    match run.execute(command) {
        Ok(()) => Ok(run.into_step(cause(command))),
        Err(Trouble::Rejected(rejection)) => Err(*rejection),
        Err(Trouble::Failed(failed)) => {
            let step = failed_step(case, actor, command, context, *failed)?;
            let after = apply(case.cloned(), &step);
            Ok((step, after))
        }
    }
}

/// Why a run did not come to its end.
#[derive(Debug)]
enum Trouble {
    /// The person acting is told.
    Rejected(Box<Rejection>),
    /// An expression failed.
    Failed(Box<Failed>),
}

/// An expression that failed, and where.
#[derive(Debug)]
struct Failed {
    state: Option<StateName>,
    expression: String,
    failure: Failure,
}

impl Failed {
    /// Whether it failed because a field is not filled in.
    fn is_unset(&self) -> bool {
        matches!(self.failure.kind, FailureKind::Unset { .. })
    }
}

impl From<Rejection> for Trouble {
    fn from(rejection: Rejection) -> Self {
        Trouble::Rejected(Box::new(rejection))
    }
}

fn cause(command: &Command) -> Cause {
    match command {
        Command::Start(_) => Cause::Started,
        Command::Act { .. } => Cause::Acted,
        Command::Claim { .. } => Cause::Claimed,
        Command::Release { .. } => Cause::Released,
        Command::Desk(command) => command.cause(),
        Command::Receive { .. } => Cause::Received,
        Command::ReachDeadline { .. } => Cause::DeadlineReached,
        Command::ReachAfter { .. } => Cause::AfterReached,
        Command::ReachSend { .. } => Cause::SendReached,
        Command::ExpireKept { .. } => Cause::KeptExpired,
        Command::CallOff => Cause::CalledOff,
        Command::Reopen { .. } => Cause::Reopened,
        Command::Retry => Cause::Retried,
        Command::Move { .. } => Cause::Moved,
        Command::Change(change) => cause_of(change),
    }
}

fn cause_of(change: &Change) -> Cause {
    match change {
        Change::Suspend(_) => Cause::Suspended,
        Change::Resume(_) => Cause::Resumed,
        Change::Extend { .. } => Cause::Extended,
        Change::Correct { .. } => Cause::Corrected,
        Change::Reproject => Cause::Reprojected,
    }
}

/// A person is told what is missing, since he or the keeper of the parameters can mend it. Anything else is an incident: the
/// case stands still here, others go on.
fn failed_step(
    case: Option<&Case>,
    actor: &Actor,
    command: &Command,
    context: &Context<'_>,
    failed: Failed,
) -> Result<Step, Rejection> {
    let person_can_mend = matches!(actor, Actor::Person { .. })
        && matches!(failed.failure.kind, FailureKind::ParameterMissing { .. } | FailureKind::Unset { .. });
    let Some(case) = case else { return Err(refusal(&failed)) };
    if person_can_mend && !matches!(command, Command::Retry) {
        return Err(refusal(&failed));
    }
    // Nothing is under way in a closed case that could stand still; whoever would open it again is told.
    if matches!(case.status, Status::Ended { .. }) {
        return Err(refusal(&failed));
    }
    let reason = failed.failure.message();
    let hitch = Hitch { state: failed.state, expression: failed.expression, reason };
    let mut step = stand_still(case, actor, command, context.now, hitch);
    // Where its starter takes that for a failure, it is told at once; whether somebody mends it is not waited for.
    if let (Some(starter), Some(failing)) = (case.starter, &case.failing)
        && failing.means(INCIDENT_OUTCOME)
    {
        step.events.push(Event::CaseTold { case: starter, event: failing.event.clone(), fields: FieldInput::new() });
    }
    Ok(step)
}

/// What keeps a case from going on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hitch {
    /// In which state it arose.
    pub state: Option<StateName>,
    /// The expression that failed, as written, or the effect that could not be had.
    pub expression: String,
    /// What went wrong.
    pub reason: Bilingual,
}

/// The step by which a case stands still, and nothing else of the command takes effect. For what cannot be decided inside the
/// case, such as another case it starts that is refused while nobody is there to be told.
pub fn stand_still(case: &Case, actor: &Actor, command: &Command, now: Moment, hitch: Hitch) -> Step {
    // A retry that fails again keeps what was to be retried, not the retry.
    let (attempted, attempted_by) = match (&case.incident, command) {
        (Some(incident), Command::Retry) => (incident.command.clone(), incident.actor.clone()),
        (Some(_) | None, _) => (Box::new(command.clone()), actor.clone()),
    };
    let Hitch { state, expression, reason } = hitch;
    let raised = Event::IncidentRaised { state, expression, reason, command: attempted, actor: attempted_by };
    Step { at: now, by: actor.clone(), cause: cause(command), events: vec![raised] }
}

fn refusal(failed: &Failed) -> Rejection {
    let reason = failed.failure.message();
    let kind = match failed.failure.kind {
        FailureKind::ParameterMissing { .. } => RejectionKind::Parameter,
        _ => RejectionKind::Field,
    };
    let message = Rejection::new(kind, reason.zh, reason.en);
    message.with_help(
        format!("算式：{}。请补填或请参数管理人员维护后再办", failed.expression),
        format!(
            "in the expression {}; fill in what is missing, or have the parameter entered, and try again",
            failed.expression
        ),
    )
}
