//! 未能办理: why a command was not carried out. Told to the person acting: what was expected, what was found, what to do.

use definition::bilingual::Bilingual;

/// A refusal. Nothing was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejection {
    /// What kind of refusal.
    pub kind: RejectionKind,
    /// Expected ..., but ...; in both languages.
    pub message: Bilingual,
    /// What to do about it.
    pub help: Option<Bilingual>,
    /// The field it concerns, if one.
    pub field: Option<String>,
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $word:literal;)+) => {
        /// The kinds of refusal; the word is what scenarios (`refused: role`) and the API say.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum RejectionKind {
            $($(#[$doc])* $name,)+
        }

        impl RejectionKind {
            /// Every kind.
            pub const ALL: &'static [RejectionKind] = &[$(RejectionKind::$name,)+];

            /// The word for it.
            pub fn as_str(self) -> &'static str {
                match self { $(RejectionKind::$name => $word,)+ }
            }
        }
    };
}

kinds! {
    /// No such case, office or process within reach.
    NotFound = "not_found";
    /// The person does not hold the role at the office the task belongs to.
    Role = "role";
    /// The person acted earlier in a state that bars him here.
    SamePerson = "same_person";
    /// The task has been answered or has fallen away.
    TaskClosed = "task_closed";
    /// Somebody else has claimed the task.
    ClaimedByOther = "claimed_by_other";
    /// The state addressed is not active, or offers no such action.
    NotOffered = "not_offered";
    /// More than one open task offers the action.
    Ambiguous = "ambiguous";
    /// Somebody asked beside the task has to answer first.
    Waits = "waits";
    /// No guard holds.
    Guard = "guard";
    /// A field is missing, not on the form, or not of its type or within its limits.
    Field = "field";
    /// A comment or reason is missing.
    Comment = "comment";
    /// A parameter has no value there on that day.
    Parameter = "parameter";
    /// The case is closed.
    Ended = "ended";
    /// The case stands still because of an incident.
    Incident = "incident";
    /// No incident to retry or move.
    NoIncident = "no_incident";
    /// The rung, timer or event is no longer waited for.
    NotAwaited = "not_awaited";
    /// Not yet due.
    NotDue = "not_due";
    /// The process takes no cases on that day.
    NotEffective = "not_effective";
    /// The same key was used for another request.
    KeyReused = "key_reused";
    /// The second person must be another one, of the same authority.
    SecondPerson = "second_person";
    /// The case is suspended, or is not, where that matters.
    Suspended = "suspended";
    /// Too much at once.
    Limit = "limit";
}

impl Rejection {
    /// A refusal of one kind.
    pub fn new(kind: RejectionKind, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { kind, message: Bilingual::new(zh, en), help: None, field: None }
    }

    /// With what to do about it.
    pub fn with_help(mut self, zh: impl Into<String>, en: impl Into<String>) -> Self {
        self.help = Some(Bilingual::new(zh, en));
        self
    }

    /// About one field.
    pub fn about(mut self, field: &str) -> Self {
        self.field = Some(field.to_owned());
        self
    }
}
