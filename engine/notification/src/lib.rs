//! Notifications 通知: a template and data become a message, a message leaves by a channel.
//!
//! This crate knows no case, no storage and no machine. What is sent, to whom, and whether it is sent again is decided
//! by whoever owns the outbox; here is only how words are made and how they leave.

pub mod backoff;
pub mod channel;
mod compose;
pub mod identity;
pub mod line;
pub mod message;
pub mod reason;
pub mod render_error;
pub mod template;

pub use backoff::{ATTEMPTS_MAX, backoff};
pub use channel::directory::Directory;
pub use channel::memory::Memory;
pub use channel::smtp::Smtp;
pub use channel::smtp_settings::{Login, Secret, Security, SmtpSettings};
pub use channel::{Channel, Receipt, SendError, SettingsError};
pub use identity::{IdentityFound, guard_identity};
pub use message::{Address, Message};
pub use reason::Reason;
pub use render_error::{Part, Problem, RenderError};
pub use template::{Rendered, Template, render, variables};
