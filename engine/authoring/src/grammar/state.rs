//! States: tasks, actions, events, what time does, ends.

use super::deadline::{BUDGET, OWN_DEADLINE};
use super::desk::{HAND_OVER, OPINIONS, RETURN_TO, SIGNERS};
use super::effect::EFFECTS;
use super::process::FIELDS;
use super::{FLAG, Key, Map, Name, PHRASE, ROLE, STATE, Scalar, Shape, TEXT, declares, k, may, mentions, must, name};

/// 环节
pub(super) const STATES: Shape = Shape::Named(declares(Name::State), &ONE);
static ONE: Shape = Shape::Map(&STATE_MAP);
/// States in states: looked up by its place, since the table stands in itself.
static INSIDE: Shape = Shape::Named(declares(Name::State), &ONE);

/// A form: fields, each required unless it says otherwise.
pub(super) const FORM: Shape = Shape::List(&Shape::Either(&[
    Shape::Name(Name::Field),
    Shape::Named(mentions(Name::Field), &Shape::Word(&[k::OPTIONAL, k::REQUIRED])),
]));

const STATE_LIST: Shape = Shape::List(&STATE);

static STATE_MAP: Map = Map {
    id: "state",
    keys: &[
        may(k::NAME, PHRASE, "给人看的名称", "its name for people"),
        may(k::SOURCE, TEXT, "依据的条款，若与流程的不同", "the article it carries out, if not the process's"),
        may(k::ENTER, EFFECTS, "进入这个环节时依次做的事", "what is done on entering, in order"),
        may(k::LEAVE, EFFECTS, "离开这个环节时依次做的事", "what is done on leaving, in order"),
        may(k::TASK, Shape::Map(&TASK), "谁来办、填什么", "who has to do something, and what is filled in"),
        may(k::FOR_EACH, Shape::Map(&FOR_EACH), "逐项办理：每一项各有一个待办", "a task for each of several items"),
        may(
            k::DEADLINE,
            Shape::Map(&OWN_DEADLINE),
            "本环节的时限：进入时起算，离开时为止",
            "the deadline of this state: from entering to leaving it",
        ),
        may(
            k::ON,
            Shape::Named(declares(Name::Action), &Shape::Map(&ACTION)),
            "可以办理的动作",
            "the actions a person may take",
        ),
        may(
            k::RECEIVE,
            Shape::Either(&[
                Shape::Named(
                    declares(Name::Event),
                    &Shape::Either(&[Shape::Map(&RECEIVE), Shape::List(&Shape::Map(&BRANCH))]),
                ),
                Shape::List(&Shape::Map(&RECEIVE_IN_ORDER)),
            ]),
            "收到别的办件或外部系统的消息时怎么办",
            "what an event from another case or from outside does",
        ),
        may(k::AFTER_STATE, Shape::List(&Shape::Map(&AFTER)), "过了多久或到了哪天自动做什么", "what time does"),
        may(
            k::ALWAYS,
            Shape::List(&Shape::Map(&BRANCH)),
            "进入后立即自动走第一个条件成立的分支",
            "taken at once: the first branch whose condition holds",
        ),
        may(
            k::DONE,
            Shape::Either(&[Shape::Map(&RECEIVE), Shape::List(&WAY)]),
            "里面的环节办完后怎么办",
            "what follows once what is inside is done",
        ),
        may(
            k::INITIAL,
            Shape::Either(&[Shape::Map(&BEGINNING), STATE_LIST]),
            "里面从哪个环节开始",
            "the state inside in which it begins",
        ),
        may(
            k::STATES,
            Shape::Either(std::slice::from_ref(&INSIDE)),
            "里面的环节，同时只在其中一个",
            "states inside it, of which the case is in one",
        ),
        may(
            k::REGIONS,
            Shape::Either(std::slice::from_ref(&INSIDE)),
            "里面的分区，同时并行",
            "regions inside it, in all of which the case is at once",
        ),
        may(k::FINAL, FLAG, "到这里，外层环节就办完了", "here the state around it is done"),
        may(
            k::HISTORY,
            Shape::Word(&[k::SHALLOW, k::DEEP]),
            "历史：回到上次所在，浅或深",
            "stands for where the case was last: shallow or deep",
        ),
        may(k::TO, STATE_LIST, "没有历史可记时去哪里", "where to if there is no history"),
        DO,
        may(k::END, name(Name::Outcome), "办件在此办结，写办理结果", "the case is closed here; what came of it"),
        may(k::REOPEN, Shape::Map(&REOPEN), "办结后谁可以重启、回到哪里", "who may open a closed case again"),
    ],
};

static TASK: Map = Map {
    id: "task",
    keys: &[
        must(k::ROLE, ROLE, "由哪个角色办", "the role that does it"),
        may(k::FORM, FORM, "办理时填哪些表单项", "what is filled in"),
        may(
            k::NOT_SAME_PERSON_AS,
            STATE_LIST,
            "办过这些环节的人不得再办本环节",
            "whoever acted in one of these states may not act here",
        ),
        HAND_OVER,
        OPINIONS,
        SIGNERS,
    ],
};

static FOR_EACH: Map = Map {
    id: "for_each",
    keys: &[
        may(k::OVER, Shape::Name(Name::Field), "逐项办哪个列表里的各项", "the list whose items are gone through"),
        may(k::ITEM, Shape::Name(Name::Part), "条件和同时里怎么称这一项", "what guards and effects call the item"),
        may(
            k::PERSONS,
            Shape::Scalar(Scalar::Whole),
            "要几个不同的人各办一次；不与 over 同写",
            "so many different persons, one each; not beside `over`",
        ),
        may(
            k::ORDER,
            Shape::Word(&[k::FREE, k::FIXED]),
            "次序：free（不限，默认）或 fixed（依次）",
            "free (all at once, if nothing is said) or fixed (one after another)",
        ),
        must(
            k::DONE_WHEN,
            Shape::Either(&[Shape::Word(&[k::ALL_ITEMS, k::ANY_ITEM]), Shape::Expression]),
            "何时算办完：all（全部）、any（任一）、2 of 3 或条件",
            "when it is done: all, any, `2 of 3` or a condition",
        ),
        may(
            k::INTO,
            Shape::Name(Name::Field),
            "每项填的内容汇入哪个列表（一组一组的）",
            "the list of records that keeps what is filled in for each",
        ),
    ],
};

const WHEN: Key = may(k::WHEN, Shape::Expression, "条件成立才走这条路", "taken only if this holds");
const TO: Key = may(
    k::TO,
    STATE_LIST,
    "转到哪个环节，可以是几个；不写则留在原环节",
    "where to, one or several; without it the case stays",
);
const INTERNAL: Key =
    may(k::INTERNAL, FLAG, "转到里面的环节时不离开本环节", "whether the state is not left on the way to one inside it");
const DO: Key = may(k::DO, EFFECTS, "同时依次做的事", "what is done on the way, in order");
const WAY: Shape = Shape::Map(&BRANCH);
const BRANCHES: Key = may(
    k::BRANCHES,
    Shape::List(&WAY),
    "几条路，走第一个条件成立的；不与 to、when 同写",
    "several ways, the first whose condition holds is taken; not beside `to` or `when`",
);
const COMMENT: Key =
    may(k::COMMENT, Shape::Word(&[k::OPTIONAL, k::REQUIRED]), "要不要写意见", "whether a comment is wanted");

static ACTION: Map = Map {
    id: "action",
    keys: &[
        may(k::NAME, PHRASE, "给人看的名称，写在按钮上", "its name for people, as on the button"),
        TO,
        INTERNAL,
        WHEN,
        may(k::OTHERWISE, PHRASE, "条件都不成立时告诉办理人的话", "what people are told when no condition holds"),
        may(k::FORM, FORM, "除待办的表单外还填什么", "fields given with it, besides the task's"),
        may(
            k::WITHOUT_FORM,
            FLAG,
            "不必填待办的表单（退回、不予受理）",
            "whether the task's form need not be filled in",
        ),
        COMMENT,
        RETURN_TO,
        BRANCHES,
        DO,
    ],
};

static BRANCH: Map = Map { id: "branch", keys: &[WHEN, TO, INTERNAL, DO] };

static BEGINNING: Map = Map {
    id: "beginning",
    keys: &[must(k::TO, STATE_LIST, "从哪个环节开始", "the state in which it begins"), DO],
};

const DATA: Key =
    may(k::DATA, FIELDS, "消息另带的内容，办件不保存", "what else the event carries; the case does not keep it");

const KEEP: Key = may(
    k::KEEP,
    Shape::Map(&KEPT),
    "来得太早（还没有环节等它）时留存多久",
    "for how long it is kept if it comes before any state waits for it",
);
static KEPT: Map = Map {
    id: "keep",
    keys: &[must(k::FOR, Shape::Map(&BUDGET), "留存多久，过后作废", "for how long; then it lapses")],
};

static RECEIVE: Map = Map {
    id: "receive",
    keys: &[
        may(
            k::SENDER,
            Shape::List(&Shape::Either(&[Shape::Word(&[k::OUTSIDE]), Shape::Map(&SENDER)])),
            "除别的办件外，谁可以发来",
            "who may send it besides other cases",
        ),
        may(k::FORM, FORM, "消息带来哪些表单项", "the fields it may carry"),
        KEEP,
        DATA,
        TO,
        WHEN,
        BRANCHES,
        INTERNAL,
        DO,
    ],
};

static RECEIVE_IN_ORDER: Map = Map {
    id: "receive_in_order",
    keys: &[
        must(k::EVENT, Shape::List(&Shape::Name(Name::Event)), "收到哪些消息", "which events"),
        may(
            k::SENDER,
            Shape::List(&Shape::Either(&[Shape::Word(&[k::OUTSIDE]), Shape::Map(&SENDER)])),
            "除别的办件外，谁可以发来",
            "who may send it besides other cases",
        ),
        may(k::FORM, FORM, "消息带来哪些表单项", "the fields it may carry"),
        KEEP,
        DATA,
        TO,
        WHEN,
        BRANCHES,
        INTERNAL,
        DO,
    ],
};

static SENDER: Map = Map {
    id: "sender",
    keys: &[must(k::ROLE, Shape::List(&ROLE), "可以发来的角色", "the roles that may send it")],
};

static AFTER: Map = Map {
    id: "after",
    keys: &[
        may(k::IN, Shape::Map(&BUDGET), "进入环节后经过多久", "so long after entering the state"),
        may(k::AT, Shape::Expression, "到哪一天（日期表达式）", "the beginning of a day (a date expression)"),
        TO,
        WHEN,
        BRANCHES,
        INTERNAL,
        DO,
    ],
};

static REOPEN: Map = Map {
    id: "reopen",
    keys: &[
        must(k::ROLE, ROLE, "谁可以重启", "the role that may"),
        must(k::TO, STATE, "重启后回到哪个环节", "where the case goes on"),
        COMMENT,
    ],
};
