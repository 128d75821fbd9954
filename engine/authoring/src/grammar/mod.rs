//! The one table of what may stand where: every key with its two spellings, its shape and its help. `fmt`, the JSON Schema, the
//! language server and the handbook are all made from it.

mod change;
mod data;
mod deadline;
mod desk;
mod effect;
mod expected;
mod fragment;
mod locate;
mod obligation;
mod process;
mod scenario;
mod span;
mod state;
mod table;
#[cfg(test)]
mod tests;
mod walk;

use definition::keyword::{self as k, Keyword};
use definition::workspace::Kind;

pub use locate::{Place, locate};
pub use walk::{Found, Mention, walk};

/// A map whose keys are words of the language.
#[derive(Debug)]
pub struct Map {
    /// What it describes, in English, unique in the table; a JSON Schema refers to it.
    pub id: &'static str,
    /// What may stand in it, in the order in which people usually write it.
    pub keys: &'static [Key],
}

/// One key of a map.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// Its two spellings.
    pub word: Keyword,
    /// Whether it must be there.
    pub required: bool,
    /// What stands under it.
    pub shape: Shape,
    /// What it means, in Chinese.
    pub zh: &'static str,
    /// What it means, in English.
    pub en: &'static str,
}

/// What may stand in one place.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// A map of words of the language.
    Map(&'static Map),
    /// A map whose keys are the author's names, each with something of one shape.
    Named(Names, &'static Shape),
    /// A list, or a single item for a list of one.
    List(&'static Shape),
    /// Whichever fits what is written.
    Either(&'static [Shape]),
    /// One of some words of the language.
    Word(&'static [Keyword]),
    /// `word(state)`.
    Mark(&'static [Keyword]),
    /// A name that something has.
    Name(Name),
    /// An expression.
    Expression,
    /// Anything without parts, of one kind.
    Scalar(Scalar),
}

/// The author's names as keys.
#[derive(Clone, Copy, Debug)]
pub struct Names {
    /// What they name.
    pub of: Name,
    /// Whether standing here is what makes the name exist.
    pub declares: bool,
}

/// What a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Name {
    /// 流程
    Process,
    /// 环节
    State,
    /// 办理动作
    Action,
    /// 表单项
    Field,
    /// 计算项
    Value,
    /// 时限
    Deadline,
    /// 消息
    Event,
    /// 待遇的标识
    Grant,
    /// 待遇的种类
    BenefitKind,
    /// 另立办件的标识
    CaseKey,
    /// 征求意见的名称
    Opinion,
    /// 办理结果
    Outcome,
    /// 选项
    Choice,
    /// 角色
    Role,
    /// 层级
    Level,
    /// 机构
    Office,
    /// 人员
    Person,
    /// 参数
    Parameter,
    /// 工作日历
    Calendar,
    /// 模板
    Template,
    /// A year or a month as a key.
    Period,
    /// 问题代码
    Code,
    /// 流程片段
    Fragment,
    /// 片段里的空位
    Hole,
    /// 自发消息的标识
    SendKey,
    /// 一组数据里的一项
    Part,
    /// 决策表的一列输出
    Output,
    /// 定期任务
    Obligation,
}

/// What a scalar holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scalar {
    /// Words for people, or anything a machine does not look into.
    Text,
    /// 是 or 否.
    Flag,
    /// A whole number from zero.
    Whole,
    /// An exact decimal.
    Decimal,
    /// `2020-04-20`
    Date,
    /// `2020-04-20T10:12+08:00`
    Moment,
    /// `"16:30"`
    Time,
    /// `2020-04`
    Month,
    /// Whatever the field or parameter it is for takes.
    Value,
}

const fn must(word: Keyword, shape: Shape, zh: &'static str, en: &'static str) -> Key {
    Key { word, required: true, shape, zh, en }
}

const fn may(word: Keyword, shape: Shape, zh: &'static str, en: &'static str) -> Key {
    Key { word, required: false, shape, zh, en }
}

const fn name(of: Name) -> Shape {
    Shape::Name(of)
}

const fn declares(of: Name) -> Names {
    Names { of, declares: true }
}

const fn mentions(of: Name) -> Names {
    Names { of, declares: false }
}

const TEXT: Shape = Shape::Scalar(Scalar::Text);
const FLAG: Shape = Shape::Scalar(Scalar::Flag);
const WHOLE: Shape = Shape::Scalar(Scalar::Whole);
const DECIMAL: Shape = Shape::Scalar(Scalar::Decimal);
const DATE: Shape = Shape::Scalar(Scalar::Date);
const MOMENT: Shape = Shape::Scalar(Scalar::Moment);
const VALUE: Shape = Shape::Scalar(Scalar::Value);
const ROLE: Shape = name(Name::Role);
const STATE: Shape = name(Name::State);

/// A text for both languages, or one for each.
const PHRASE: Shape = Shape::Either(&[TEXT, Shape::Map(&BILINGUAL)]);

static BILINGUAL: Map = Map {
    id: "bilingual",
    keys: &[must(k::ZH, TEXT, "中文写法", "the Chinese text"), must(k::EN, TEXT, "英文写法", "the English text")],
};

/// What a file of a kind holds.
pub fn root(kind: Kind) -> &'static Map {
    match kind {
        Kind::Process => &process::PROCESS,
        Kind::Scenarios => &scenario::FILE,
        Kind::Parameters => &data::PARAMETERS,
        Kind::Calendar => &data::CALENDAR,
        Kind::Organisation => &data::ORGANISATION,
        Kind::Template => &data::TEMPLATE,
        Kind::Fragment => &fragment::FRAGMENT,
        Kind::Obligation => &obligation::OBLIGATION,
        Kind::Span => &span::SPAN,
    }
}

/// The kinds of file, in the order in which the handbook speaks of them.
pub const KINDS: [Kind; 9] = [
    Kind::Process,
    Kind::Scenarios,
    Kind::Fragment,
    Kind::Obligation,
    Kind::Span,
    Kind::Parameters,
    Kind::Calendar,
    Kind::Organisation,
    Kind::Template,
];

/// Every map that can stand in a file of a kind, each once, the root first.
pub fn maps(kind: Kind) -> Vec<&'static Map> {
    let mut found: Vec<&'static Map> = vec![root(kind)];
    let mut at = 0;
    while let Some(map) = found.get(at).copied() {
        map.keys.iter().for_each(|key| gather(&key.shape, &mut found));
        at += 1;
    }
    found
}

fn gather(shape: &Shape, found: &mut Vec<&'static Map>) {
    match shape {
        Shape::Map(map) => {
            if !found.iter().any(|known| std::ptr::eq(*known, *map)) {
                found.push(map);
            }
        }
        Shape::Named(_, inner) | Shape::List(inner) => gather(inner, found),
        Shape::Either(shapes) => shapes.iter().for_each(|shape| gather(shape, found)),
        Shape::Word(_) | Shape::Mark(_) | Shape::Name(_) | Shape::Expression | Shape::Scalar(_) => {}
    }
}

impl Map {
    /// The key of a spelling.
    pub fn key(&self, written: &str) -> Option<&'static Key> {
        self.keys.iter().find(|key| key.word.is(written))
    }
}
