//! What goes over the wire, as the OpenAPI document describes it. Names are snake_case, money is text with two decimals,
//! moments are RFC 3339 in the time of Asia/Shanghai.

mod answer;
mod bilingual;
mod case;
mod case_page;
mod change;
mod course;
mod dead_letter;
mod deadline;
mod desk;
mod form;
mod group;
mod history;
mod history_event;
mod household;
mod inbox;
mod incident;
mod me;
mod notification;
mod obligation;
mod offer;
mod office;
mod problem;
mod process;
mod request;
mod task;

pub(crate) use answer::Answer;
pub(crate) use bilingual::Bilingual;
pub(crate) use case::CaseView;
pub(crate) use case_page::{CasePage, Status};
pub(crate) use change::{Correction, Deadlines, Extension, Grounds};
pub(crate) use course::{Course, Picture};
pub(crate) use dead_letter::DeadLetters;
pub(crate) use desk::{Cancelling, Copies, HandOver, OpinionAsked, OpinionGiven, Signature, Signers};
pub(crate) use group::{DeadlineGroup, TaskCounts};
pub(crate) use history::HistoryPage;
pub(crate) use household::Household;
pub(crate) use inbox::InboxPage;
pub(crate) use incident::Incidents;
pub(crate) use me::Me;
pub(crate) use notification::{
    CaseNotifications, Corrections, Done, Messages, Notification, PaperProof, Papers, Preference,
};
pub(crate) use obligation::{Obligations, OccurrencePage};
pub(crate) use offer::Offers;
pub(crate) use office::Offices;
pub(crate) use problem::Problem;
pub(crate) use process::Processes;
pub(crate) use request::{Action, Move, NewCase, OutsideEvent, Reopening, TaskOnly};

/// A list of things as they go over the wire.
fn listed<T, W: From<T>>(things: Vec<T>) -> Vec<W> {
    things.into_iter().map(W::from).collect()
}

/// A list of names or identities as text.
fn texts<T: ToString>(things: &[T]) -> Vec<String> {
    things.iter().map(ToString::to_string).collect()
}
