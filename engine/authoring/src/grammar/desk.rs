//! 日常办理: who may do what with a case besides taking its actions.

use super::deadline::OWN_DEADLINE;
use super::process::ROLES;
use super::state::FORM;
use super::{
    FLAG, Key, Map, Name, PHRASE, ROLE, STATE, Scalar, Shape, TEXT, VALUE, declares, k, may, mentions, must, name,
};

/// Who may give a task of others away.
pub(super) const HAND_OVER: Key = may(
    k::HAND_OVER,
    Shape::Map(&BY_ROLE),
    "除签收人外，谁可以把待办转交给同角色的另一人",
    "who besides the one who has claimed it may give the task to another of its role",
);

/// How a case may be cancelled.
pub(super) const CANCEL: Key = may(
    k::CANCEL_CASE,
    Shape::Map(&CANCEL_MAP),
    "谁可以撤销办件，待遇和另立的办件怎么办；不写则不能撤销",
    "who may cancel a case, and what becomes of its benefits and the cases it started; without it nobody may",
);

static CANCEL_MAP: Map = Map {
    id: "cancel_case",
    keys: &[
        may(
            k::ROLE,
            Shape::List(&ROLE),
            "可以撤销的角色；不写则为异常处理的角色",
            "the roles that may; those of `repair` if none is named",
        ),
        may(
            k::BENEFITS_THEN,
            Shape::Word(&[k::STOP, k::KEEP]),
            "待遇自次月起停发，或照发；发放待遇的流程须写明",
            "whether benefits end with this month or go on; must be said where any are granted",
        ),
        may(
            k::STARTED,
            Shape::List(&Shape::Name(Name::CaseKey)),
            "一并撤销哪些另立的办件",
            "the started cases cancelled with it",
        ),
    ],
};

/// What may be asked of other offices.
pub(super) const OPINIONS: Key = may(
    k::OPINIONS,
    Shape::Named(declares(Name::Opinion), &ONE_OPINION),
    "可以向别的机构征求的意见",
    "what may be asked of other offices",
);

/// Whether others may be asked to sign.
pub(super) const SIGNERS: Key = may(
    k::SIGNERS,
    Shape::Word(&[k::ALLOWED]),
    "承办人可以加签：请别人先会签；不写则不能",
    "whether others may be added who sign before the task is acted on",
);

static ONE_OPINION: Shape = Shape::Map(&OPINION);

static OPINION: Map = Map {
    id: "opinion",
    keys: &[
        may(k::NAME, PHRASE, "给人看的名称", "its name for people"),
        must(k::ROLE, ROLE, "被征求机构里由哪个角色答复", "the role that answers at the office asked"),
        may(k::FORM, FORM, "答复时填哪些表单项", "what is filled in with the answer"),
        may(k::WAITS, FLAG, "答复之前本待办不能办", "whether the task waits for the answer"),
        must(
            k::DEADLINE,
            Shape::Map(&OWN_DEADLINE),
            "答复的时限：征求时起算",
            "by when it is answered, from asking on",
        ),
        may(
            k::NO_ANSWER,
            Shape::Word(&[k::NO_OBJECTION]),
            "逾期不答视为无异议；不写则继续催办",
            "whether no answer in time counts as no objection",
        ),
    ],
};

/// Whom copies may go to.
pub(super) const COPIES: Key = may(
    k::COPIES,
    Shape::Map(&BY_ROLE),
    "抄送件只能给哪些角色；不写则不限",
    "the roles copies may go to; any if it is left out",
);

/// Whether the officer chooses where an action leads back to.
pub(super) const RETURN_TO: Key = may(
    k::RETURN_TO,
    Shape::Either(&[Shape::Word(&[k::VISITED]), Shape::List(&STATE)]),
    "退回到办理人选定的已办环节，可限定为其中几个；不与 to、branches 同写",
    "leads back to a state passed, as the officer chooses, of all or of those named; not beside `to` or `branches`",
);

static BY_ROLE: Map = Map { id: "by_role", keys: &[ROLES] };

/// A task in a scenario, by its state or its number.
pub(super) const TASK_OF: Shape = Shape::Either(&[Shape::Scalar(Scalar::Whole), Shape::Name(Name::State)]);

/// What a scenario says of handing over.
pub(super) static HANDED_OVER: Map = Map {
    id: "handed_over",
    keys: &[
        must(k::TASK, TASK_OF, "哪个环节的待办", "which task"),
        must(k::HAND_TO, name(Name::Person), "交给谁", "to whom"),
        may(k::COMMENT, TEXT, "意见", "the comment"),
    ],
};

/// What a scenario says of cancelling.
pub(super) static CANCELLED: Map = Map { id: "cancelled", keys: &[must(k::REASON, TEXT, "理由", "why")] };

/// People, or the holders of a role at an office, in a scenario.
const PARTIES: Shape = Shape::List(&Shape::Either(&[Shape::Map(&PARTY), Shape::Name(Name::Person)]));

static PARTY: Map = Map {
    id: "party",
    keys: &[
        must(k::ROLE, ROLE, "什么角色", "the role"),
        must(k::OFFICE, name(Name::Office), "在哪个机构", "at which office"),
    ],
};

/// What a scenario says of sending copies.
pub(super) static COPIED: Map = Map {
    id: "copied",
    keys: &[
        must(k::COPY_TO, PARTIES, "给谁：人员，或某机构的某角色", "to whom: people, or a role at an office"),
        may(k::NOTE, TEXT, "附言", "a word to it"),
    ],
};

/// What a scenario says of asking another office.
pub(super) static ASKED: Map = Map {
    id: "asked",
    keys: &[
        must(k::TASK, TASK_OF, "为哪个环节的待办", "for which task"),
        must(k::OPINION, name(Name::Opinion), "征求哪项意见", "which opinion"),
        may(
            k::OFFICE,
            name(Name::Office),
            "向哪个机构；不写则为管辖本件的",
            "which office; the one above the case if left out",
        ),
        must(k::QUESTION, TEXT, "征求什么", "what is asked"),
    ],
};

/// What a scenario says of answering.
pub(super) static ANSWERED: Map = Map {
    id: "answered",
    keys: &[
        must(k::OPINION, name(Name::Opinion), "答复哪项意见", "which opinion"),
        must(k::TEXT_OF, TEXT, "怎么答复", "what is said"),
        may(k::FIELDS, Shape::Named(mentions(Name::Field), &VALUE), "填了什么", "what is filled in"),
    ],
};

/// What a scenario says of adding signers.
pub(super) static SIGNERS_ADDED: Map = Map {
    id: "signers_added",
    keys: &[
        must(k::TASK, TASK_OF, "为哪个环节的待办", "for which task"),
        must(k::COPY_TO, PARTIES, "请谁会签：人员，或某机构的某角色", "who signs: people, or a role at an office"),
        may(k::DONE_WHEN, super::WHOLE, "几人会签就够；不写则须全部", "how many are enough; all if left out"),
        may(k::ORDER, Shape::Word(&[k::FREE, k::FIXED]), "不限次序，或依次", "in any order, or one after another"),
        may(k::NOTE, TEXT, "附言", "a word to it"),
    ],
};

/// What a scenario says of signing.
pub(super) static SIGNED: Map = Map {
    id: "signed",
    keys: &[
        must(k::TASK, TASK_OF, "第几号待办", "which task"),
        must(k::AGREES, FLAG, "同意与否", "whether the signer agrees"),
        may(k::COMMENT, TEXT, "意见", "the comment"),
    ],
};
