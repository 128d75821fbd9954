//! Pages of obligations.

use definition::diagnostic::Code;

use super::{Page, Place};

pub(super) const PAGES: &[Page] = &[Page {
    code: Code::ObligationShape,
    title: ("定期任务前后不合", "an obligation whose parts do not go together"),
    meaning: (
        "办件要到所属期结束才开始，到期日却在所属期内：机构还没见到待办就已经逾期；或者逾期的事交给了并不在上面的机构。",
        "The case opens when its period has ended but is due within it, so the office is late before it sees a task; or what was missed goes to an office that is not above.",
    ),
    place: Place::Obligation,
    wrong: r#"
obligation: monthly
name: {zh: 每月一报, en: Monthly report}
effective: {from: 2026-01-01}
binds: {level: township}
schedule: {monthly: {day: last}}
period: month
opens: period_ends
process: sample
fields: {sure: "true", income: parameter("line"), members: "3"}
"#,
    right: r#"
obligation: monthly
name: {zh: 每月一报, en: Monthly report}
effective: {from: 2026-01-01}
binds: {level: township}
schedule: {monthly: {day: last}}
period: month
opens: {before: {working_days: 10}, at: "09:00"}
process: sample
fields: {sure: "true", income: parameter("line"), members: "3"}
"#,
}];
