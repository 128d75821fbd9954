//! What is read of a request before the service is asked.

mod asker;
mod body;
mod key;
mod misfit;
mod part;

pub(crate) use asker::{Asker, authenticated};
pub(crate) use body::Body;
pub(crate) use key::Key;
pub(crate) use part::{Limit, Query, Which};
