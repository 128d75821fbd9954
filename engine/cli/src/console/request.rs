//! What can be asked at the console, and the replies.

use definition::bilingual::Bilingual;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use service::{Ask, CalendarName, Moment, PersonName};

/// Something asked at the console.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Request {
    /// Publish texts: path and content.
    Publish {
        /// The texts.
        texts: Vec<(String, String)>,
    },
    /// Make a token.
    AddToken {
        /// For whom.
        person: PersonName,
        /// What it is for.
        name: String,
        /// For how many days; without end if none.
        days: Option<u32>,
    },
    /// List tokens.
    Tokens,
    /// End a token.
    RevokeToken {
        /// Its id.
        id: String,
    },
    /// Ask something of a case, as a person.
    Ask {
        /// As whom.
        person: PersonName,
        /// The case's number or id; none to start one.
        case: Option<String>,
        /// What.
        ask: Ask,
    },
    /// Show a case.
    Show {
        /// Its number or id.
        case: String,
    },
    /// Show what happened to a case.
    History {
        /// Its number or id.
        case: String,
    },
    /// Show the household of a case.
    Household {
        /// The number or id of any of its cases.
        case: String,
    },
    /// List cases.
    List {
        /// Of which process.
        process: Option<String>,
        /// In which state.
        state: Option<String>,
        /// Only open ones.
        open: bool,
        /// At most so many.
        limit: u64,
    },
    /// List the recurring duties.
    Obligations,
    /// Show what came of a duty, and what is coming.
    Occurrences {
        /// Which duty.
        obligation: String,
        /// Of which office and those below it.
        office: Option<String>,
        /// Due on this day or later.
        from: Option<String>,
        /// Due before this day.
        until: Option<String>,
        /// How many to leave out.
        skipped: u64,
    },
    /// List the cases that stand still.
    Incidents,
    /// List notifications that were given up.
    DeadLetters,
    /// Try a notification that was given up again.
    Requeue {
        /// The case's number or id.
        case: String,
        /// The step.
        seq: u64,
        /// The position in the step.
        position: usize,
    },
    /// What another text of a calendar would do to the deadlines that run.
    PreviewCalendar {
        /// Which calendar.
        calendar: CalendarName,
        /// The text.
        text: String,
    },
    /// Put another text in the place of a calendar, and count every deadline anew.
    PutCalendar {
        /// Which calendar.
        calendar: CalendarName,
        /// The text.
        text: String,
    },
    /// Where the counting anew stands.
    Jobs,
    /// Let no further piece of a job be done.
    CancelJob {
        /// Which.
        id: i64,
    },
    /// Ask something of notifications.
    Notify(super::Notify),
    /// Verify everything.
    Verify,
    /// Tell the time, or let virtual time pass.
    Clock {
        /// Until when.
        until: Option<Moment>,
    },
}

/// What the console answers.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reply {
    /// Done; what there is to show.
    Done(Json),
    /// Refused, or failed; why, and what to do.
    Refused {
        /// Why.
        message: Bilingual,
        /// What to do.
        help: Option<Bilingual>,
    },
}
