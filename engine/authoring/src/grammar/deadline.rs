//! Deadlines and their ladders.

use super::change::{CORRECT, EXTEND, LENGTH, ON_CALENDAR_CHANGE, TARGET};
use super::{Key, Map, Name, PHRASE, ROLE, STATE, Scalar, Shape, TEXT, WHOLE, k, may, must, name};

/// A period: a count and its unit.
pub(super) static BUDGET: Map = Map {
    id: "budget",
    keys: &[
        may(k::WORKING_DAYS, WHOLE, "几个工作日", "working days"),
        may(k::NATURAL_DAYS, WHOLE, "几个自然日", "natural days"),
        may(k::MONTHS, WHOLE, "几个月，到对应日", "months, to the corresponding day"),
        may(k::YEARS, WHOLE, "几年，到对应日", "years, to the corresponding day"),
        may(k::HOURS, WHOLE, "几小时，连续计", "hours, without a break"),
        may(k::WORKING_HOURS, WHOLE, "几个工作小时，只计办公时间", "working hours, in office hours only"),
    ],
};

const NAME: Key = may(k::NAME, PHRASE, "给人看的名称", "its name for people");
const SOURCE: Key = may(k::SOURCE, TEXT, "规定这个时限的条款", "the article that sets it");
pub(super) const DUE: Key = must(
    k::DUE,
    Shape::Map(&LENGTH),
    "多长时间，例如 {working_days: 10}；或到哪一天，例如 {by: 2020-04-10}",
    "how long, such as {working_days: 10}, or by which day, such as {by: 2020-04-10}",
);
pub(super) const IF_REST_DAY: Key = may(
    k::IF_REST_DAY,
    Shape::Word(&[k::NEXT, k::PREVIOUS, k::STAY]),
    "最后一日遇休息日怎么办，默认不变",
    "what happens when the last day is a rest day; it stays if nothing is said",
);
const CALENDAR: Key = may(k::CALENDAR, name(Name::Calendar), "按哪个工作日历计", "the calendar it counts by");
const STOPS_WHILE: Key = may(
    k::STOPS_WHILE,
    Shape::List(&STATE),
    "办件在这些环节时暂停计时",
    "the clock stands while the case is in one of these",
);
const ON_RETURN: Key = may(
    k::ON_RETURN,
    Shape::Word(&[k::REMAINING, k::RESTART, k::KEEP_DATE]),
    "恢复计时后接着算、重新起算还是日期不动；有暂停就必须写",
    "whether what was left goes on, the count begins again, or the date stays; wanted beside stops_while",
);
const BEFORE: Shape = Shape::Map(&REMINDER);
const AFTER: Shape = Shape::Map(&ESCALATION);
pub(super) const REMIND: Key = may(k::REMIND, Shape::List(&BEFORE), "到期之前的提醒", "reminders before it is due");
pub(super) const OVERDUE: Key = may(k::OVERDUE, Shape::List(&AFTER), "逾期之后告诉谁", "who is told after it passed");

/// 时限 across states.
pub(super) static DEADLINE: Map = Map {
    id: "deadline",
    keys: &[
        NAME,
        SOURCE,
        must(
            k::FROM,
            ORIGIN,
            "从何时起算：received_at（收件）、start（立件）、reach(环节)、leave(环节) 或一个日期表单项",
            "what starts the clock: received_at, start, reach(state), leave(state) or a date field",
        ),
        must(
            k::UNTIL,
            Shape::List(&GOAL),
            "到何时为止：reach(环节)、leave(环节) 或 end（办结）",
            "what meets it: reach(state), leave(state) or end",
        ),
        DUE,
        IF_REST_DAY,
        CALENDAR,
        STOPS_WHILE,
        ON_RETURN,
        TARGET,
        EXTEND,
        CORRECT,
        ON_CALENDAR_CHANGE,
        REMIND,
        OVERDUE,
    ],
};

/// 时限 of one state.
pub(super) static OWN_DEADLINE: Map = Map {
    id: "own_deadline",
    keys: &[
        NAME,
        SOURCE,
        DUE,
        IF_REST_DAY,
        CALENDAR,
        STOPS_WHILE,
        ON_RETURN,
        TARGET,
        EXTEND,
        CORRECT,
        ON_CALENDAR_CHANGE,
        REMIND,
        OVERDUE,
    ],
};

const ORIGIN: Shape = Shape::Either(&[
    Shape::Word(&[k::RECEIVED_AT, k::START]),
    Shape::Mark(&[k::REACH, k::LEAVE]),
    Shape::Name(Name::Field),
]);
const GOAL: Shape = Shape::Either(&[Shape::Word(&[k::END]), Shape::Mark(&[k::REACH, k::LEAVE])]);

const FINISH_DUE: Key =
    must(k::DUE, Shape::Map(&BUDGET), "多长时间，例如 {working_days: 30}", "how long, such as {working_days: 30}");

/// 最长办理期限
pub(super) static LIMIT: Map = Map {
    id: "limit",
    keys: &[
        FINISH_DUE,
        may(k::FROM, ORIGIN, "从何时起算，默认从立件起", "from when it is counted; from the start if nothing is said"),
        may(k::UNTIL, Shape::List(&GOAL), "到何时为止，默认到办结", "until when; until the end if nothing is said"),
        may(k::STOPS_WHILE, Shape::List(&STATE), "在这些环节的时间不计", "what a case spends in these does not count"),
    ],
};

/// Who is told.
pub(super) const RECIPIENT: Shape = Shape::Either(&[Shape::Word(&[k::ASSIGNEE, k::APPLICANT]), HOLDERS]);
const HOLDERS: Shape = Shape::Map(&RECIPIENT_ROLE);

static RECIPIENT_ROLE: Map = Map {
    id: "recipient",
    keys: &[must(k::ROLE, ROLE, "告诉本机构或上级机构的这个角色", "every holder of this role")],
};

const TIME: Shape = Shape::Scalar(Scalar::Time);
const TO: Key = must(
    k::RECIPIENT,
    RECIPIENT,
    "告诉谁：assignee（办理人）、applicant（申请人）或 {role: 角色}",
    "whom: assignee, applicant or {role: ...}",
);
const TEMPLATE: Key = may(k::TEMPLATE, name(Name::Template), "用哪个通知模板", "in which words");

static REMINDER: Map = Map {
    id: "reminder",
    keys: &[
        may(k::BEFORE, Shape::Map(&BUDGET), "到期前多久", "so long before it is due"),
        may(k::SINCE, Shape::Map(&BUDGET), "起算后多久", "so long after the clock began"),
        may(
            k::AT,
            TIME,
            "最后一日（或提前的那一日）几点",
            "at a time of the last day, or of the day that `before` names",
        ),
        TO,
        TEMPLATE,
    ],
};

static ESCALATION: Map = Map {
    id: "escalation",
    keys: &[
        must(k::AFTER, Shape::Map(&BUDGET), "逾期后多久", "so long after it passed"),
        may(k::AT, TIME, "那一日几点", "at a time of that day"),
        TO,
        TEMPLATE,
    ],
};
