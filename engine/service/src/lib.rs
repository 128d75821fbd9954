//! THE door. Whoever wants something of a case, person or time, comes through [`Service::submit`]; whoever wants to know
//! something asks a query. The service reads the clock, holds the writer, and judges authority; it renders and sends nothing.

mod ask;
mod bundle;
mod catalogue;
mod clock;
mod definitions;
mod delivery;
mod error;
mod explain;
mod fields;
mod ids;
mod kept_tokens;
mod notify;
mod obligate;
mod operate;
mod pace;
mod publish;
mod query;
mod reach;
mod reproject;
mod service;
mod token;
mod verify;
mod writer;

pub use ask::{Answer, Ask, NewCase, OpenTask, RequestKey};
pub use catalogue::Catalogue;
pub use clock::Clock;
pub use definition::bilingual::{Bilingual, Language};
pub use definition::calendar::{Budget, Explanation, Left};
pub use definition::moment::{Date, Moment};
pub use definition::name::{CalendarName, PersonName};
pub use definition::notifications;
pub use definition::text::SourceText;
pub use delivery::{Delivery, Unreached, Wait};
pub use error::{Refusal, ServiceError};
pub use explain::{DeadlineExplained, DecisionExplained, Happened, Lines, ReadExplained, RemainingView};
pub use ids::Ids;
pub use machine::{Actor, Addressee, CaseId, Change, DeskCommand, Grounds, Party, Rejection, RejectionKind};
pub use notify::{
    CaseNotifications, CorrectionView, MessageView, NotificationView, PaperProof, PaperView, PreferenceView, Route,
    TrackView, Unsent,
};
pub use operate::IncidentView;
pub use publish::{Published, Unpublished};
pub use query::{
    ActionOffer, CaseItem, CasePage, CaseQuery, CaseView, Consequence, CoursePicture, CourseStep, CourseView,
    DeadlineGroup, ExceptionView, FieldShape, FieldView, FormField, GrantView, GroupCounts, HistoryEntry,
    HouseholdCase, HouseholdMonth, HouseholdPayment, HouseholdView, InboxItem, InboxPage, ObligationItem,
    OccurrencePage, OccurrenceQuery, OccurrenceView, OfferedAction, OffersView, OfficePage, OfficeView, OptionView,
    PersonView, PostView, ProcessOffer, ReopenOffer, StateView, StepCondition, SuspendedView, TaskOffer, TaskQuery,
    TaskView,
};
pub use reproject::{CalendarEffect, JobView, MovedDeadline, Piece};
pub use service::{Service, ServiceSettings};
pub use storage::{
    CaseCursor, CaseFilter, Keys, OutboxKey, OutboxRow, Page, RawCommand, Scope, Scratch, Store, StoreSettings,
    TaskCursor, Yardstick,
};
pub use verify::{Finding, Verification};
pub use writer::Fired;
