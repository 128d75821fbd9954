//! Problems of a definition, told to its author: a stable code, a place, both languages, and what to do.

use std::sync::Arc;

use crate::bilingual::{Bilingual, Language};
use crate::text::{SourceText, Span};

/// How bad a problem is. An error keeps a process from being published; a warning does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Must be mended before anyone can be subject to the process.
    Error,
    /// Worth a second look.
    Warning,
}

/// One problem at one place. Plain data: rendering is the caller's.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// Which check found it; see [`Code`].
    pub code: Code,
    /// The text it was found in.
    pub source: Arc<SourceText>,
    /// The bytes it concerns.
    pub span: Span,
    /// Where in the structure, e.g. `states.village_review.on.submit.to`.
    pub path: String,
    /// What was expected and what was found.
    pub message: Bilingual,
    /// What to do about it.
    pub help: Option<Bilingual>,
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $severity:ident;)+) => {
        /// The stable codes. A code is never given another meaning.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[$doc])* $name,)+
        }

        impl Code {
            /// Every code, in order.
            pub const ALL: &'static [Code] = &[$(Code::$name,)+];

            /// `D0101`
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Code::$name => $code,)+
                }
            }

            /// Whether it is an error or a warning.
            pub fn severity(self) -> Severity {
                match self {
                    $(Code::$name => Severity::$severity,)+
                }
            }
        }
    };
}

codes! {
    // --- the YAML door
    /// The text is not YAML.
    YamlSyntax = "D0001", Error;
    /// The same key stands twice in one map.
    DuplicateKey = "D0002", Error;
    /// The text is larger, deeper or expands further than any honest file.
    TooLarge = "D0003", Error;
    /// Control characters that make a text read differently from what it says.
    HiddenCharacter = "D0004", Error;
    /// Full-width punctuation where YAML wants its half-width twin.
    FullWidthPunctuation = "D0005", Error;
    // --- shapes
    /// A key that no part of the language has here.
    UnknownKey = "D0101", Error;
    /// A key that must be given is missing.
    MissingKey = "D0102", Error;
    /// A value of another shape than this key takes.
    WrongShape = "D0103", Error;
    /// A name that cannot be a name.
    BadName = "D0104", Error;
    /// A scalar that is not what this key takes (a number, a date, a time of day, one of some words).
    BadScalar = "D0105", Error;
    /// Neither or both of two keys of which exactly one is wanted.
    OneOf = "D0106", Error;
    // --- names that must exist
    /// A transition leads to a state that is not there.
    UnknownState = "D0201", Error;
    /// A role the organisation does not have.
    UnknownRole = "D0202", Error;
    /// A form or an applicant names a field that is not declared.
    UnknownField = "D0203", Error;
    /// A parameter that no parameter file declares.
    UnknownParameter = "D0204", Error;
    /// A template that is not there.
    UnknownTemplate = "D0205", Error;
    /// A calendar that is not there.
    UnknownCalendar = "D0206", Error;
    /// A deadline counts from or until something that is not there.
    UnknownMark = "D0207", Error;
    /// An office or level the organisation does not have.
    UnknownOffice = "D0208", Error;
    /// A template uses a variable that its notice does not carry.
    UnknownVariable = "D0209", Error;
    /// The scenario names a process, person or other thing that is not there.
    UnknownReference = "D0210", Error;
    // --- expressions
    /// An expression that cannot be read.
    ExpressionSyntax = "D0301", Error;
    /// A name no field, value or function has.
    ExpressionName = "D0302", Error;
    /// Types or units that do not go together.
    ExpressionType = "D0303", Error;
    /// Formulas that need each other.
    ExpressionCycle = "D0304", Error;
    /// An expression beyond the limits of the language.
    ExpressionLimit = "D0305", Error;
    /// A division whose divisor can be zero.
    DivisionByZero = "D0306", Error;
    /// A field may be read before anything has set it.
    UnsetRead = "D0307", Error;
    // --- the shape of a process
    /// A state that no path reaches.
    UnreachableState = "D0401", Warning;
    /// A state from which no end can be reached.
    NoWayToEnd = "D0402", Error;
    /// A state that is not an end and offers nobody and no time a way on.
    NoWayOut = "D0403", Error;
    /// A guard may refuse everybody and the file says no reason.
    NoOtherwise = "D0404", Error;
    /// Automatic transitions that can go round for ever.
    AutomaticLoop = "D0405", Error;
    /// A state with a task that offers no action, or actions without a task.
    TaskWithoutAction = "D0406", Error;
    /// A branch that an earlier branch always takes.
    ShadowedBranch = "D0407", Warning;
    /// Two guards that both hold in some case, neither of which is the narrower one.
    GuardsOverlap = "D0408", Warning;
    /// A guard that no case can meet.
    GuardNeverHolds = "D0409", Warning;
    /// A state that stands, or is written, as it cannot be.
    StateShape = "D0411", Error;
    /// A transition between the regions of one state, which begins all of them anew.
    RegionsRestart = "D0412", Warning;
    /// An event raised within the case that carries what it may not, or is not what waits for it.
    EventData = "D0413", Error;
    /// An event raised within the case that no state waits for.
    EventUnheard = "D0414", Warning;
    /// A state gone through item by item that cannot be as it is written.
    EachItem = "D0415", Error;
    /// An event is to be kept until it is waited for that cannot come from outside.
    EarlyEvent = "D0416", Error;
    // --- people
    /// The one who submits could be the one who approves.
    SelfApproval = "D0501", Warning;
    /// A role no office of its level has anyone in.
    NobodyHolds = "D0502", Warning;
    /// A role that some offices have nobody for.
    MissingSomewhere = "D0503", Warning;
    // --- time
    /// A reminder that can never fire.
    ReminderNeverFires = "D0601", Error;
    /// The calendar ends before the process can.
    CalendarEnds = "D0602", Warning;
    /// A deadline that may stop its clock and does not say what a return does.
    ReturnUnstated = "D0603", Error;
    /// A deadline that can never start or never end.
    DeadlineUnused = "D0604", Warning;
    /// Deadlines that together take longer than the whole may.
    LimitBroken = "D0605", Error;
    /// A limit of which it cannot be shown that it is kept.
    LimitUnproved = "D0606", Warning;
    // --- money
    /// A state that can be entered again grants without saying what a second time does.
    RepeatedGrant = "D0701", Error;
    // --- several cases
    /// One case tells another something it never waits for, or in a form it does not take.
    MessageUnwanted = "D0702", Error;
    /// A case started by another that is owned where nothing owns it, or whose failure nobody could mean or take up.
    ChildCase = "D0703", Error;
    // --- wording
    /// A name given in one language only.
    MissingTranslation = "D0801", Warning;
    /// A warning is allowed that is not told here.
    AllowUnused = "D0802", Warning;
    // --- data files
    /// A row of data that contradicts another.
    Contradiction = "D0901", Error;
    /// A parameter beyond its bounds.
    BelowFloor = "D0902", Error;
    /// A notification template that does not read, or uses a filter or function that is not there.
    TemplateSyntax = "D0903", Error;
    // --- decision tables
    /// A case that no row of a table takes.
    TableGap = "D1001", Error;
    /// A case that two rows take where one only may.
    TableOverlap = "D1002", Error;
    /// A row that no case is ever left for.
    TableRowUnreached = "D1003", Warning;
    /// A table that goes by priority and has no output with an order.
    TableWithoutOrder = "D1004", Error;
    /// A table of which it cannot be shown that it takes every case.
    TableUnproved = "D1005", Warning;
}

impl Diagnostic {
    /// Its severity, which its code decides.
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }

    /// `path:line:column`, the place as editors and people write it.
    pub fn place(&self) -> String {
        let at = self.source.position(self.span.start);
        format!("{}:{}:{}", self.source.path, at.line, at.column)
    }

    /// The message in one language.
    pub fn text(&self, language: Language) -> &str {
        self.message.get(language)
    }
}
