//! A file of scenarios: people, how a case begins, steps.

use super::change::{CORRECTING, EXTENDING, GROUNDS};
use super::data::POST;
use super::deadline::BUDGET;
use super::desk::{self, TASK_OF};
use super::expected::EXPECT;
use super::{
    DATE, FLAG, Key, MOMENT, Map, Name, ROLE, STATE, Shape, TEXT, VALUE, WHOLE, declares, k, may, mentions, must, name,
};

pub(super) const PARAMETERS: Key = may(
    k::PARAMETERS,
    Shape::Named(mentions(Name::Parameter), &VALUE),
    "场景里参数取什么值，不管参数文件怎么写",
    "parameter values in force here, whatever the parameter files say",
);
const NEVER: Key =
    may(k::NEVER, Shape::List(&Shape::Expression), "任何一步之后都决不成立的", "what never holds after any step");
const ALWAYS: Key =
    may(k::ALWAYS_HOLDS, Shape::List(&Shape::Expression), "每一步之后都成立的", "what holds after every step");

/// 场景文件
pub(super) static FILE: Map = Map {
    id: "scenarios",
    keys: &[
        must(k::PROCESS, name(Name::Process), "测试哪个流程", "the process it is about"),
        must(
            k::PEOPLE,
            Shape::Named(declares(Name::Person), &Shape::Map(&PERSON)),
            "场景里的人和任职",
            "the people of the scenarios",
        ),
        PARAMETERS,
        NEVER,
        ALWAYS,
        must(k::SCENARIOS, Shape::List(&Shape::Map(&SCENARIO)), "各个场景", "the scenarios"),
    ],
};

pub(super) static PERSON: Map = Map {
    id: "scenario_person",
    keys: &[
        may(k::ROLE, ROLE, "任什么角色", "the role"),
        may(k::OFFICE, name(Name::Office), "在哪个机构，例如 敦化市/江源镇", "where: an id, a code or a path"),
        may(k::FROM, DATE, "任职第一天", "the first day of the post"),
        may(k::UNTIL, DATE, "不再任职的第一天", "the first day no longer"),
        may(k::POSTS, Shape::List(&Shape::Map(&POST)), "兼任几职时逐一写", "several posts"),
        may(k::MAIL, Shape::Either(&[Shape::Word(&[k::NONE]), TEXT]), "邮箱；none 表示没有", "a mail address, or none"),
    ],
};

static SCENARIO: Map = Map {
    id: "scenario",
    keys: &[
        must(k::NAME, TEXT, "场景叫什么", "its name"),
        PARAMETERS,
        must(k::START, Shape::Map(&START), "怎样立件", "how the case begins"),
        may(k::STEPS, Shape::List(&Shape::Map(&STEP)), "依次发生的事", "what happens, in order"),
        NEVER,
        ALWAYS,
    ],
};

const PERSON_NAME: Shape = name(Name::Person);
const EXPECTED: Key = may(
    k::EXPECT,
    Shape::Map(&EXPECT),
    "之后应当怎样；写了就须分毫不差",
    "what is expected then; what is written is exact",
);
const GIVEN: Shape = Shape::Named(mentions(Name::Field), &VALUE);

static START: Map = Map {
    id: "scenario_start",
    keys: &[
        must(k::AT, MOMENT, "立件时刻", "when"),
        must(k::OFFICE, name(Name::Office), "在哪个机构", "where"),
        must(k::AS, PERSON_NAME, "由谁", "by whom"),
        may(k::FIELDS, GIVEN, "填了什么", "what is filled in"),
        may(k::RECEIVED_AT, MOMENT, "收件时刻，若早于立件", "when it was handed in, if earlier"),
        may(k::REASON, TEXT, "补录的理由", "why it is entered late"),
        EXPECTED,
    ],
};

static STEP: Map = Map {
    id: "step",
    keys: &[
        may(k::AT, MOMENT, "时刻", "when"),
        may(k::ADVANCE, Shape::Map(&BUDGET), "时间向前推进多久", "so long after the step before"),
        may(k::ADVANCE_TO, MOMENT, "时间推进到", "time moves on until"),
        may(
            k::OUTAGE,
            FLAG,
            "此前系统中断，到点的事补做",
            "nothing ran until then; what came due takes its effect late",
        ),
        may(k::CASE, name(Name::CaseKey), "说的是另立的哪个办件", "the step is about a case started under this key"),
        may(k::AS, PERSON_NAME, "由谁", "by whom"),
        may(k::DO_ACTION, name(Name::Action), "办哪个动作", "the action taken"),
        may(k::STATE, STATE, "在哪个环节办", "in which state"),
        may(k::TASK, WHOLE, "第几个待办", "the number of the task"),
        may(k::FIELDS, GIVEN, "填了什么", "what is filled in"),
        may(k::COMMENT, TEXT, "意见", "the comment"),
        may(
            k::CLAIM,
            Shape::Either(&[Shape::Scalar(super::Scalar::Whole), Shape::Name(Name::State)]),
            "签收哪个环节的待办",
            "the task that is claimed",
        ),
        may(
            k::RELEASE,
            Shape::Either(&[Shape::Scalar(super::Scalar::Whole), Shape::Name(Name::State)]),
            "退签哪个环节的待办",
            "the task that is given back",
        ),
        may(k::RETURN_TO, STATE, "退回到哪个已办环节", "the state it leads back to"),
        may(k::HAND_OVER, Shape::Map(&desk::HANDED_OVER), "转交待办", "a task is given to another"),
        may(k::ADD_SIGNERS, Shape::Map(&desk::SIGNERS_ADDED), "加签", "others are asked to sign"),
        may(k::SIGN, Shape::Map(&desk::SIGNED), "会签", "a signer signs, or refuses to"),
        may(k::ASK_OPINION, Shape::Map(&desk::ASKED), "征求意见", "another office is asked"),
        may(k::ANSWER, Shape::Map(&desk::ANSWERED), "答复意见", "the office asked answers"),
        may(k::COPY, Shape::Map(&desk::COPIED), "抄送", "copies to read are sent"),
        may(k::READ, TASK_OF, "阅知哪个抄送件", "the copy that was read"),
        may(k::CANCEL_CASE, Shape::Map(&desk::CANCELLED), "撤销办件", "the case is cancelled"),
        may(k::SEND, name(Name::Event), "外部发来什么消息", "an event from outside"),
        may(k::DATA, GIVEN, "消息带来什么", "what the event carries"),
        may(k::REOPEN, Shape::Map(&REOPEN), "重启办理", "a closed case is opened again"),
        may(k::RETRY, Shape::Map(&RETRY), "运行异常后重试", "a case that stands still is retried"),
        may(k::SUSPEND, Shape::Map(&GROUNDS), "中止办理", "the case is suspended"),
        may(k::RESUME, Shape::Map(&GROUNDS), "恢复办理", "a suspended case goes on"),
        may(k::EXTEND, Shape::Map(&EXTENDING), "延长一个时限", "a deadline is extended"),
        may(k::CORRECT, Shape::Map(&CORRECTING), "更正一个时限的起算", "the start of a deadline is corrected"),
        may(k::MOVE, Shape::Map(&MOVE), "把停住的办件移到别的环节", "a case that stands still is moved"),
        EXPECTED,
    ],
};

static REOPEN: Map = Map { id: "scenario_reopen", keys: &[may(k::COMMENT, TEXT, "意见", "the comment")] };
static RETRY: Map = Map { id: "retry", keys: &[] };

static MOVE: Map = Map {
    id: "move",
    keys: &[
        must(k::TO, STATE, "移到哪个环节", "where to"),
        must(k::REASON, TEXT, "理由", "why"),
        must(k::SECOND, PERSON_NAME, "复核的第二人", "the second person"),
    ],
};
