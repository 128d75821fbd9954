//! A process file: its head, its fields, formulas and who starts it.

use super::deadline::{DEADLINE, LIMIT};
use super::state::{FORM, STATES};
use super::{DATE, DECIMAL, FLAG, Key, Map, Name, PHRASE, ROLE, Shape, TEXT, WHOLE, declares, k, may, must, name};

/// 流程
pub(super) static PROCESS: Map = Map {
    id: "process",
    keys: &[
        must(k::PROCESS, name(Name::Process), "流程的编码，发布后不改", "the id of the process; it never changes"),
        must(
            k::VERSION,
            WHOLE,
            "版本号。已发布的版本不改，改了内容就加一",
            "the version; a changed process carries the next number",
        ),
        must(k::NAME, PHRASE, "给人看的名称", "its name for people"),
        may(
            k::SOURCE,
            TEXT,
            "依据的文件和条款，例如 吉民发〔2020〕7号 二(七)",
            "the document and article it carries out",
        ),
        must(
            k::EFFECTIVE,
            Shape::Map(&EFFECTIVE),
            "从哪天起、到哪天止接收新办件",
            "from when until when new cases start",
        ),
        must(
            k::NUMBER,
            TEXT,
            "办件编号的格式，例如 KS-{office}-{year}-{seq:5}",
            "how cases are numbered, such as KS-{office}-{year}-{seq:5}",
        ),
        may(
            k::CALENDAR,
            name(Name::Calendar),
            "时限按哪个工作日历计；不写则按机构最近的",
            "the calendar its deadlines count by; the office's nearest if none is named",
        ),
        may(
            k::ALLOW,
            Shape::Named(declares(Name::Code), &TEXT),
            "知道而容许的警告：代码: 理由",
            "warnings known and allowed: code: reason",
        ),
        may(k::APPLICANT, Shape::Map(&APPLICANT), "哪些表单项说明申请人是谁", "which fields say who applies"),
        may(
            k::USE,
            Shape::List(&Shape::Either(&[Shape::Map(&USE), Shape::Name(Name::Fragment)])),
            "采用哪些流程片段",
            "the fragments it takes in",
        ),
        may(k::FIELDS, FIELDS, "表单项：办件里要填的每一项及其类型", "the fields of a case, each with its type"),
        may(k::VALUES, VALUES, "计算项：由表单项和参数算出来的数", "named formulas over fields and parameters"),
        may(k::TABLES, super::table::TABLES, "决策表", "decision tables"),
        may(
            k::DEADLINES,
            Shape::Named(declares(Name::Deadline), &Shape::Map(&DEADLINE)),
            "跨环节的时限；只管一个环节的写在环节的 deadline 里",
            "deadlines across states; one of a single state stands in it",
        ),
        may(
            k::MUST_FINISH_WITHIN,
            Shape::List(&Shape::Map(&LIMIT)),
            "最长办理期限：路上各段时限合计不得超过它，由检查核对，运行时不计",
            "how long the whole may take: the deadlines on the way must keep it among them; only checked, nothing runs on it",
        ),
        must(k::START, Shape::Map(&START), "谁可以立件、填什么、什么条件下", "who may start a case, with what, when"),
        may(k::REPAIR, Shape::Map(&REPAIR), "办件出现运行异常时谁来处理", "who mends a case that stands still"),
        super::change::SUSPEND,
        super::desk::CANCEL,
        super::desk::COPIES,
        must(k::INITIAL, Shape::List(&super::STATE), "办件从哪个环节开始", "the state a case begins in"),
        must(k::STATES, STATES, "办件经过的各个环节", "the states a case goes through"),
    ],
};

pub(super) static EFFECTIVE: Map = Map {
    id: "effective",
    keys: &[
        must(k::FROM, DATE, "施行的第一天", "the first day"),
        may(k::UNTIL, DATE, "不再施行的第一天", "the first day no longer"),
    ],
};

static APPLICANT: Map = Map {
    id: "applicant",
    keys: &[
        may(k::NAME, FIELD_NAME, "填申请人姓名的表单项", "the field with the applicant's name"),
        may(
            k::IDENTITY,
            FIELD_NAME,
            "填身份证号的表单项；敏感内容按此人的密钥加密",
            "the field with the identity number; its person's key seals what is sensitive",
        ),
        may(k::MAIL, FIELD_NAME, "填邮箱的表单项，通知发到这里", "the field with the mail address"),
        may(k::PHONE, FIELD_NAME, "填电话的表单项", "the field with the phone number"),
    ],
};

const FIELD_NAME: Shape = name(Name::Field);

/// 表单项
pub(super) const FIELDS: Shape = Shape::Named(declares(Name::Field), &Shape::Map(&FIELD));
/// 计算项
pub(super) const VALUES: Shape =
    Shape::Named(declares(Name::Value), &Shape::Either(&[Shape::Map(&FORMULA), Shape::Expression]));

static USE: Map = Map {
    id: "use",
    keys: &[
        must(k::FRAGMENT, name(Name::Fragment), "哪个片段", "which fragment"),
        may(
            k::WITH,
            Shape::Named(super::mentions(Name::Hole), &TEXT),
            "片段的各个空位填什么",
            "what its holes are filled with",
        ),
    ],
};

const HOLDS: Key = must(k::TYPE, Shape::Word(TYPES), "类型", "what it holds");
const TITLE: Key = may(k::NAME, PHRASE, "给人看的名称", "its name for people");
const LEAST: Key = may(k::MIN, DECIMAL, "最小值（含）", "the least, inclusive");
const GREATEST: Key =
    may(k::MAX, DECIMAL, "最大值（含）；文字则为最多字数", "the greatest, inclusive; of a text, its most characters");
const OPTIONS: Key = may(
    k::OPTIONS,
    Shape::Either(&[Shape::Named(declares(Name::Choice), &PHRASE), Shape::List(&Shape::Name(Name::Choice))]),
    "单选的各个选项",
    "the options of a choice",
);
const SEARCHED: Key = may(k::SEARCH, FLAG, "能否用来查询办件", "whether cases can be searched by it");
const SEALED: Key =
    may(k::SENSITIVE, FLAG, "是否敏感：加密保存，不进通知", "whether it is kept sealed and never leaves in a notice");
const HELPED: Key = may(k::HELP, PHRASE, "填写说明", "a word of help under the field");

/// What a field, or a part of one, holds.
pub(super) static FIELD: Map = Map {
    id: "field",
    keys: &[
        HOLDS,
        TITLE,
        LEAST,
        GREATEST,
        OPTIONS,
        may(
            k::OF,
            Shape::Either(&[
                Shape::Named(declares(Name::Part), &Shape::Map(&PART)),
                Shape::Map(&PART),
                Shape::Word(TYPES),
            ]),
            "一组数据的各项，或列表每一项的内容",
            "the parts of a record, or what each item of a list holds",
        ),
        SEARCHED,
        SEALED,
        HELPED,
    ],
};

/// One part of a record, or each item of a list.
static PART: Map = Map {
    id: "part",
    keys: &[
        HOLDS,
        TITLE,
        LEAST,
        GREATEST,
        OPTIONS,
        may(
            k::OF,
            Shape::Either(&[
                Shape::Named(declares(Name::Part), &Shape::Map(&PART)),
                Shape::Map(&PART),
                Shape::Word(TYPES),
            ]),
            "一组数据的各项，或列表每一项的内容",
            "the parts of a record, or what each item of a list holds",
        ),
        may(k::OPTIONAL, FLAG, "可以不填", "whether it may be left out"),
        SEARCHED,
        SEALED,
        HELPED,
    ],
};

const TYPES: &[super::Keyword] = &[
    k::BOOLEAN,
    k::INTEGER,
    k::DECIMAL,
    k::MONEY,
    k::PERCENT,
    k::TEXT,
    k::DATE,
    k::MONTH,
    k::MOMENT,
    k::CHOICE,
    k::IDENTITY_NUMBER,
    k::OFFICE,
    k::ATTACHMENT,
    k::PERSON_FIELD,
    k::HOUSEHOLD_FIELD,
    k::RECORD,
    k::LIST,
];

static FORMULA: Map = Map {
    id: "formula",
    keys: &[
        may(k::NAME, PHRASE, "给人看的名称", "its name for people"),
        must(k::FORMULA, Shape::Expression, "公式，例如 annual_income / members", "the formula"),
    ],
};

pub(super) const ROLES: Key =
    must(k::ROLE, Shape::List(&ROLE), "可以这样做的角色，一个或几个", "the roles that may, one or several");

static START: Map = Map {
    id: "start",
    keys: &[
        ROLES,
        may(k::FORM, FORM, "立件时填哪些表单项", "what is filled in at the start"),
        may(k::WHEN, Shape::Expression, "条件成立才能立件", "the condition for starting"),
        may(k::OTHERWISE, PHRASE, "条件不成立时告诉办理人的话", "what people are told when it does not hold"),
    ],
};

static REPAIR: Map = Map { id: "repair", keys: &[ROLES] };
