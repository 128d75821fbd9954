//! Effects: what entering, leaving or acting brings about.

use super::deadline::RECIPIENT;
use super::{Key, Map, Name, Shape, k, may, mentions, must, name};

/// A list of effects.
pub(super) const EFFECTS: Shape = Shape::List(&ONE);
const ONE: Shape = Shape::Map(&EFFECT);

static EFFECT: Map = Map {
    id: "effect",
    keys: &[
        may(k::NOTIFY, Shape::Map(&NOTIFY), "发一个通知", "tells somebody"),
        may(k::BENEFIT, Shape::Map(&BENEFIT), "发放待遇", "grants a benefit"),
        may(k::STOP, Shape::Map(&STOP), "停发待遇", "ends a benefit"),
        may(k::SET, Shape::Map(&SET), "把算出来的值记进表单项", "records a computed value in a field"),
        may(k::START_CASE, Shape::Map(&START_CASE), "另立一个办件", "starts another case"),
        may(k::TELL, Shape::Map(&TELL), "转告另一个办件", "tells another case"),
        may(
            k::RAISE,
            Shape::Map(&RAISE),
            "在本办件里引发一个消息，先于外来的",
            "raises an event within the case, before any from outside",
        ),
        may(
            k::SEND_SELF,
            Shape::Map(&SEND),
            "给本办件自己发消息，可以晚些",
            "sends the case itself an event, also later",
        ),
        may(k::CANCEL, Shape::Map(&CANCEL), "取消还没有到的自发消息", "takes back what was to be sent"),
    ],
};

const WHEN: Key = may(k::WHEN, Shape::Expression, "条件成立才做", "done only if this holds");
const DAY: Shape = Shape::Map(&MONTH_OF_DAY);
const FROM_MONTH: Key = must(
    k::FROM,
    Shape::Either(&[Shape::Word(&[k::THIS_MONTH, k::NEXT_MONTH]), DAY]),
    "从哪个月起：this_month（本月）、next_month（次月）、{month_of: 日期} 或 {month_after: 日期}",
    "from which month: this_month, next_month, {month_of: day} or {month_after: day}",
);
const GRANT: Key = must(k::GRANT, name(Name::Grant), "发放项的标识，一个办件里不重", "its key, unique in the case");

static NOTIFY: Map = Map {
    id: "notify",
    keys: &[
        must(
            k::RECIPIENT,
            RECIPIENT,
            "告诉谁：assignee（办理人）、applicant（申请人）或 {role: 角色}",
            "whom: assignee, applicant or {role: ...}",
        ),
        must(k::TEMPLATE, name(Name::Template), "用哪个通知模板", "in which words"),
        WHEN,
    ],
};

const AMOUNT: Key = must(k::AMOUNT, Shape::Expression, "每月多少元", "yuan a month");
const MONTHS: Key = must(
    k::MONTHS,
    Shape::Either(&[Shape::Word(&[k::OPEN_ENDED]), Shape::Expression]),
    "发几个月，或 open_ended（持续）",
    "for how many months, or open_ended",
);

static BENEFIT: Map = Map {
    id: "benefit",
    keys: &[
        GRANT,
        must(k::KIND, name(Name::BenefitKind), "待遇的种类", "what kind of benefit"),
        AMOUNT,
        MONTHS,
        FROM_MONTH,
        may(
            k::THEN,
            Shape::List(&Shape::Map(&PHASE)),
            "其后各期的数额和月数",
            "later phases, one right after the other",
        ),
        may(
            k::AGAIN,
            Shape::Word(&[k::NOTHING, k::AMEND]),
            "再次遇到同一标识：不变更，或变更；决不重复发放",
            "what meeting the key again does; it never adds",
        ),
        WHEN,
    ],
};

static PHASE: Map = Map { id: "phase", keys: &[AMOUNT, MONTHS] };

static MONTH_OF_DAY: Map = Map {
    id: "month_of_day",
    keys: &[
        may(k::MONTH_OF, Shape::Expression, "这一天所在的月", "the month this day falls in"),
        may(k::MONTH_AFTER, Shape::Expression, "这一天的下月", "the month after this day"),
    ],
};

static STOP: Map = Map { id: "stop", keys: &[GRANT, FROM_MONTH, WHEN] };

static SET: Map = Map {
    id: "set",
    keys: &[
        must(k::FIELDS, name(Name::Field), "记进哪个表单项", "the field"),
        must(k::VALUE, Shape::Expression, "记什么（表达式）", "what it becomes"),
        WHEN,
    ],
};

const OPTIONALLY: Shape = Shape::Map(&HANDED_OPTIONAL);
const HANDED_VALUE: Shape = Shape::Either(&[OPTIONALLY, Shape::Expression]);
const HANDED: Key = may(
    k::FIELDS,
    Shape::Named(mentions(Name::Field), &HANDED_VALUE),
    "交给对方哪些表单项：对方的表单项: 表达式",
    "the fields handed over: the other's field: an expression",
);

static HANDED_OPTIONAL: Map = Map {
    id: "handed_optional",
    keys: &[must(
        k::OPTIONAL,
        Shape::Expression,
        "算不出来（没填）就不交",
        "left out where a field it is computed from is not filled in",
    )],
};

static START_CASE: Map = Map {
    id: "start_case",
    keys: &[
        must(k::KEY, name(Name::CaseKey), "这个另立办件的标识", "its key in this case"),
        must(k::PROCESS, name(Name::Process), "哪个流程的办件", "of which process"),
        HANDED,
        may(
            k::AGAIN,
            Shape::Word(&[k::NOTHING, k::ANEW]),
            "再次遇到同一标识：不再立，或再立一件",
            "whether meeting the key again starts another one",
        ),
        may(
            k::OWNED,
            super::FLAG,
            "附属于这个环节：离开时随之撤销（只写在 enter 里）",
            "called off when this state is left (under `enter` only)",
        ),
        may(
            k::FAILED,
            Shape::List(&Shape::Either(&[Shape::Word(&[k::INCIDENT]), Shape::Name(Name::Outcome)])),
            "它的哪些办理结果算失败；incident 指运行异常",
            "which of its outcomes mean failure; `incident`, that it stands still",
        ),
        WHEN,
    ],
};

const OWN_EVENT: Key = must(k::EVENT, name(Name::Event), "什么消息", "which event");
const DATA: Key = may(
    k::DATA,
    Shape::Named(mentions(Name::Part), &HANDED_VALUE),
    "消息带的内容：名称: 表达式",
    "what it carries: name: expression",
);

static RAISE: Map = Map { id: "raise", keys: &[OWN_EVENT, DATA, WHEN] };

static SEND: Map = Map {
    id: "send",
    keys: &[
        may(k::KEY, name(Name::SendKey), "标识，用来取消", "what it can be taken back by"),
        OWN_EVENT,
        may(k::IN, Shape::Map(&super::deadline::BUDGET), "过多久", "after so long"),
        may(k::AT, Shape::Expression, "到哪一天（日期表达式）", "the beginning of a day (a date expression)"),
        DATA,
        WHEN,
    ],
};

static CANCEL: Map =
    Map { id: "cancel", keys: &[must(k::KEY, name(Name::SendKey), "要取消的标识", "its key"), WHEN] };

static TELL: Map = Map {
    id: "tell",
    keys: &[
        must(
            k::CASE,
            Shape::Either(&[Shape::Word(&[k::STARTER]), Shape::Name(Name::CaseKey)]),
            "告诉哪个办件：starter（来源办件）或另立办件的标识",
            "which case: starter, or the key of a case it started",
        ),
        must(k::EVENT, name(Name::Event), "告诉什么消息", "the event it receives"),
        HANDED,
        WHEN,
    ],
};
