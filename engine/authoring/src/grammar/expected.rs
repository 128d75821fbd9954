//! What a scenario expects after a step.

use super::{
    DATE, DECIMAL, FLAG, Key, MOMENT, Map, Name, ROLE, STATE, Scalar, Shape, TEXT, VALUE, k, may, mentions, must, name,
};

const MONTH: Shape = Shape::Scalar(Scalar::Month);
const OFFICE: Shape = name(Name::Office);

/// 应当
pub(super) static EXPECT: Map = Map {
    id: "expect",
    keys: &[
        may(k::REFUSED, TEXT, "不予办理，写种类，例如 role、guard", "it is refused, and how, such as role or guard"),
        may(k::MESSAGE, TEXT, "提示里含有的话", "what the refusal says"),
        may(k::ACTIVE, Shape::List(&STATE), "办件在哪些环节", "the states the case is in"),
        may(
            k::STATUS,
            Shape::Word(&[k::OPEN, k::ENDED, k::SUSPENDED]),
            "在办、已中止还是已办结",
            "whether the case is open, suspended or closed",
        ),
        may(k::OUTCOME, name(Name::Outcome), "办理结果", "what came of the case"),
        may(
            k::FIELDS,
            Shape::Named(mentions(Name::Field), &VALUE),
            "表单项的值；~ 表示没填",
            "fields; ~ for one that is not set",
        ),
        may(k::VALUES, Shape::Named(mentions(Name::Value), &VALUE), "计算项的值", "formulas"),
        may(k::BENEFITS, Shape::List(&Shape::Map(&BENEFIT)), "全部待遇", "all benefits"),
        may(
            k::HOUSEHOLD,
            Shape::Named(mentions(Name::Period), &VALUE),
            "场景里各办件合计每月发多少",
            "what all cases together pay in a month",
        ),
        may(k::TASKS, Shape::List(&Shape::Map(&TASK)), "全部待办", "all open tasks"),
        may(k::DEADLINES, Shape::List(&Shape::Map(&DEADLINE)), "全部时限", "all deadlines"),
        may(k::NOTIFIED, Shape::List(&Shape::Map(&NOTICE)), "这一步发出的全部通知", "everybody told in this step"),
        may(k::SUPPRESSED, Shape::List(&Shape::Map(&UNTOLD)), "这一步没能发出的通知", "who could not be told"),
        may(k::STARTED, Shape::List(&Shape::Map(&STARTED)), "这一步另立的办件", "the cases started in this step"),
        may(k::INCIDENT, FLAG, "是否运行异常", "whether the case stands still"),
    ],
};

static BENEFIT: Map = Map {
    id: "expected_benefit",
    keys: &[
        must(k::GRANT, name(Name::Grant), "发放项", "its key"),
        may(k::MONTH, MONTH, "月份", "one month"),
        may(k::FROM, MONTH, "从哪个月起（持续的）", "from this month on"),
        may(k::UNTIL, MONTH, "从哪个月起不再发", "the first month no longer"),
        may(k::AMOUNT, DECIMAL, "数额", "the amount"),
    ],
};

static TASK: Map = Map {
    id: "expected_task",
    keys: &[
        must(k::STATE, STATE, "哪个环节的", "its state"),
        may(
            k::ASIDE,
            TEXT,
            "本环节待办之外的种类：copy、opinion、signature",
            "what it is beside the state's own: copy, opinion, signature",
        ),
        may(k::ROLE, ROLE, "哪个角色的", "its role"),
        may(k::OFFICE, OFFICE, "哪个机构的", "its office"),
        may(k::ASSIGNEE, name(Name::Person), "谁签收了；~ 表示无人", "who claimed it; ~ for nobody"),
    ],
};

static DEADLINE: Map = Map {
    id: "expected_deadline",
    keys: &[
        must(k::DEADLINE, name(Name::Deadline), "哪个时限", "which"),
        may(
            k::DUE,
            Shape::Either(&[DATE, MOMENT]),
            "最后一日；按小时计的写时刻",
            "the last day, or in hours the moment",
        ),
        may(k::MET, FLAG, "是否已达成", "whether it is met"),
        may(k::LATE, FLAG, "是否迟于时限才达成", "whether it was met late"),
        may(k::PASSED, FLAG, "是否已逾期", "whether it has passed"),
        may(k::STOPPED, FLAG, "计时是否暂停", "whether its clock stands"),
        may(k::PROVISIONAL, FLAG, "日期是否暂定", "whether its date is provisional"),
        may(k::TARGET, DATE, "内部目标的最后一日", "the last day of its target"),
    ],
};

const TEMPLATE: Key = must(k::TEMPLATE, name(Name::Template), "哪个模板", "the template");
const HOLDERS: Shape = Shape::Map(&TO_ROLE);
const TO: Key = may(
    k::RECIPIENT,
    Shape::Either(&[Shape::Word(&[k::APPLICANT, k::ASSIGNEE]), HOLDERS, Shape::Name(Name::Person)]),
    "告诉了谁",
    "who was told",
);

static TO_ROLE: Map = Map { id: "expected_recipient", keys: &[must(k::ROLE, ROLE, "这个角色", "this role")] };

static NOTICE: Map = Map {
    id: "expected_notice",
    keys: &[
        TEMPLATE,
        TO,
        may(k::AT, MOMENT, "时刻", "when"),
        may(k::CASE, name(Name::CaseKey), "哪个另立办件发的", "the started case it comes from"),
    ],
};

static UNTOLD: Map = Map {
    id: "expected_untold",
    keys: &[
        TEMPLATE,
        TO,
        may(
            k::REASON,
            Shape::Word(&[k::NOBODY_HOLDS, k::NO_OPEN_TASK, k::NO_ADDRESS]),
            "为什么没能通知",
            "why nobody was told",
        ),
    ],
};

static STARTED: Map = Map {
    id: "expected_started",
    keys: &[
        must(k::PROCESS, name(Name::Process), "哪个流程的", "of which process"),
        may(k::KEY, name(Name::CaseKey), "标识", "its key"),
    ],
};
