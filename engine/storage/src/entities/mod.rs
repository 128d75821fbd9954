//! One file a table; nothing outside this crate sees a row.

pub(crate) mod benefit;
pub(crate) mod bundle;
pub(crate) mod cases;
pub(crate) mod catalogue;
pub(crate) mod channel_day;
pub(crate) mod correction;
pub(crate) mod deadline;
pub(crate) mod history;
pub(crate) mod job;
pub(crate) mod message;
pub(crate) mod number_sequence;
pub(crate) mod occurrence;
pub(crate) mod office;
pub(crate) mod office_closure;
pub(crate) mod outbox;
pub(crate) mod paper;
pub(crate) mod preference;
pub(crate) mod request;
pub(crate) mod search_gram;
pub(crate) mod search_value;
pub(crate) mod setting;
pub(crate) mod subject;
pub(crate) mod task;
pub(crate) mod token;
pub(crate) mod track;
