//! Where a case stands on its way.

use serde::Serialize;
use utoipa::ToSchema;

use super::{Bilingual, listed};

/// The steps of a case: those it has passed, where it is, and the usual ones ahead.
#[derive(Serialize, ToSchema)]
pub(crate) struct Course {
    /// The steps, in order.
    steps: Vec<CourseStep>,
}

/// A step on the way.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "state": "village_review",
    "title": {"zh": "村（社区）审核", "en": "Village review"},
    "condition": "current",
    "since": "2020-04-20T10:12:00+08:00",
}))]
struct CourseStep {
    /// The state.
    state: String,
    /// The state's name.
    title: Bilingual,
    /// Whether it is behind or ahead.
    condition: StepCondition,
    /// Since when the case is there, if it is.
    #[schema(format = DateTime)]
    since: Option<String>,
}

/// Where a step lies, seen from where the case is.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum StepCondition {
    /// 已办
    Passed,
    /// 在办
    Current,
    /// 待办
    Ahead,
}

/// The picture of a process with where a case is.
#[derive(Serialize, ToSchema)]
pub(crate) struct Picture {
    /// SVG, complete in itself.
    svg: Bilingual,
    /// What it shows, as text.
    text: Bilingual,
}

impl From<service::CourseView> for Course {
    fn from(course: service::CourseView) -> Self {
        Self { steps: listed(course.steps) }
    }
}

impl From<service::CourseStep> for CourseStep {
    fn from(step: service::CourseStep) -> Self {
        let condition = match step.condition {
            service::StepCondition::Passed => StepCondition::Passed,
            service::StepCondition::Current => StepCondition::Current,
            service::StepCondition::Ahead => StepCondition::Ahead,
        };
        let since = step.since.map(|since| since.to_string());
        Self { state: step.state.to_string(), title: step.title.into(), condition, since }
    }
}

impl From<service::CoursePicture> for Picture {
    fn from(picture: service::CoursePicture) -> Self {
        Self { svg: picture.svg.into(), text: picture.text.into() }
    }
}
