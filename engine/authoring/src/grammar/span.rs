//! A span of time: recurring duties of some offices, people acting on some days, and what must come of it.

use super::scenario::{PARAMETERS, PERSON};
use super::{
    DATE, FLAG, Key, MOMENT, Map, Name, STATE, Shape, TEXT, VALUE, WHOLE, declares, k, may, mentions, must, name,
};

const OBLIGATION: Key = must(k::OBLIGATION, name(Name::Obligation), "哪项定期任务", "which duty");
const OFFICE: Key = must(k::OFFICE, name(Name::Office), "哪个机构", "which office");
const PERIOD: Key = must(k::PERIOD, TEXT, "哪个所属期，例如 2020-Q1", "about which period, such as 2020-Q1");

/// What came of an occurrence.
const TURN: Shape = Shape::Word(&[k::OPEN, k::DONE, k::LATE, k::MISSED, k::TURN_REFUSED]);

/// 时段
pub(super) static SPAN: Map = Map {
    id: "span",
    keys: &[
        must(k::SPAN, TEXT, "给这一段时间起的名字", "what the span is called"),
        must(k::FROM, DATE, "从哪天零点起", "from when"),
        must(k::UNTIL, DATE, "到哪天零点止", "until when"),
        must(k::OBLIGATIONS, Shape::List(&Shape::Name(Name::Obligation)), "哪些定期任务", "which duties"),
        must(
            k::PEOPLE,
            Shape::Named(declares(Name::Person), &Shape::Map(&PERSON)),
            "人员；此外没有别人",
            "the people; there are no others",
        ),
        PARAMETERS,
        may(k::STEPS, Shape::List(&Shape::Map(&STEP)), "谁在哪一刻办什么", "who does what, and when"),
        may(
            k::OCCURRENCES,
            Shape::List(&Shape::Map(&TURN_LINE)),
            "每一次应办及其结果",
            "every occurrence and what came of it",
        ),
        may(
            k::COUNTED,
            Shape::List(&Shape::Map(&COUNTED)),
            "各种结果的应办有多少",
            "how many occurrences came to what",
        ),
        may(k::MAILS, Shape::List(&Shape::Map(&MAIL)), "每一封邮件", "every mail"),
    ],
};

static STEP: Map = Map {
    id: "span_step",
    keys: &[
        must(k::AT, MOMENT, "什么时候", "when"),
        OBLIGATION,
        OFFICE,
        PERIOD,
        may(k::MISSED, FLAG, "办的是因逾期在上级立的件", "the case started because it was missed"),
        must(k::AS, name(Name::Person), "谁", "who"),
        must(k::DO_ACTION, name(Name::Action), "办理动作", "the action"),
        may(k::FIELDS, Shape::Named(mentions(Name::Field), &VALUE), "填什么", "what is filled in"),
        may(k::STATE, STATE, "在哪个环节办", "in which state"),
        may(k::TASK, WHOLE, "待办号", "the number of the task"),
        may(k::COMMENT, TEXT, "意见", "a word to it"),
        may(k::RETURN_TO, STATE, "退回到哪个已办环节", "the state it leads back to"),
        may(k::REFUSED, TEXT, "不予办理的种类", "how it is refused"),
        may(k::ACTIVE, Shape::List(&STATE), "之后所在的环节", "where the case is then"),
    ],
};

static TURN_LINE: Map = Map {
    id: "occurrence",
    keys: &[
        OBLIGATION,
        OFFICE,
        PERIOD,
        may(k::DUE, DATE, "到期日", "the legal day"),
        may(k::TARGET, DATE, "内部目标日", "the target"),
        must(k::STATUS, TURN, "结果", "what came of it"),
        may(k::DONE_AT, MOMENT, "完成时间", "when it was done"),
        may(k::MISSED, STATE, "因逾期立的件在哪个环节", "where the case is that was started because it was missed"),
    ],
};

static COUNTED: Map = Map {
    id: "occurrences_counted",
    keys: &[OBLIGATION, must(k::STATUS, TURN, "结果", "what came of them"), must(k::COUNT, WHOLE, "多少", "how many")],
};

static MAIL: Map = Map {
    id: "mail",
    keys: &[
        must(k::TEMPLATE, name(Name::Template), "哪个模板", "which template"),
        must(k::RECIPIENT, name(Name::Person), "发给谁", "to whom"),
        must(k::AT, MOMENT, "什么时候", "when"),
    ],
};
