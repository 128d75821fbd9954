//! What may happen next. Pure: `decide` says what a command brings about, `apply` is the only code that changes a case,
//! `effects` lists what is asked of the outside world. Same inputs, same outcome, to the byte.

mod account;
mod actor;
mod apply;
mod aside;
mod breach;
mod case;
mod change;
mod command;
mod context;
mod counting;
mod decide;
mod decision;
mod desk;
mod due;
mod duty;
mod effect;
mod event;
mod ledger;
mod month;
mod notified;
mod rejection;
mod request;
mod step;

pub use account::Account;
pub use actor::Actor;
pub use apply::apply;
pub use aside::{Aside, AsideKind, Party, Signer};
pub use breach::{Breach, Course, breaches, breaches_of_shape};
pub use case::{
    Acted, Active, ArmedDeadline, Case, CaseId, Clock, Failing, Generation, GrantState, Incident, ItemNumber, Kept,
    KeptNumber, LedgerEntry, Pending, Round, SendNumber, Status, Task, TaskNumber, TaskState,
};
pub use change::{Change, Grounds, Note, Suspended};
pub use command::{Command, FieldInput, Start};
pub use context::Context;
pub use counting::Counting;
pub use decide::{Hitch, advance, decide, evaluate, passed, stand_still, value_of};
pub use decision::{Decision, Place, Read};
pub use desk::{DeskCommand, DeskEvent};
pub use due::due;
pub use duty::{done_at, handed_to, missed_office, report_of, reports_to, turns};
pub use effect::{Effect, effects};
pub use event::{Addressee, Event, Notified, Suppression};
pub use ledger::{Benefit, Entry, Operation, entries, schedule, yuan};
pub use month::Month;
pub use rejection::{Rejection, RejectionKind};
pub use request::{Request, requests};
pub use step::{Cause, Step};
