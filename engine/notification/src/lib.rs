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
pub mod pace;
pub mod reason;
pub mod render_error;
pub mod template;

pub use backoff::{ATTEMPTS_MAX, backoff};
pub use channel::dingtalk::Dingtalk;
pub use channel::directory::Directory;
pub use channel::inbox::Inbox;
pub use channel::memory::Memory;
pub use channel::paper::{Paper, page};
pub use channel::robot::MESSAGES_PER_MINUTE_MAX;
pub use channel::sms::{Sms, SmsSettings, SmsSignature, SmsSuccess};
pub use channel::smtp::Smtp;
pub use channel::smtp_settings::{Login, Secret, Security, SmtpSettings};
pub use channel::webhook::Webhook;
pub use channel::wecom::Wecom;
pub use channel::{Channel, Receipt, SendError, SettingsError};
pub use identity::{IdentityFound, guard_identity};
pub use message::{Address, Message};
pub use pace::Pace;
pub use reason::Reason;
pub use render_error::{Part, Problem, RenderError};
pub use template::{Rendered, Template, render, variables};
