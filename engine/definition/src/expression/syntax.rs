//! The tree of an expression as written: names not yet looked up, types not yet known.

use rust_decimal::Decimal;

use crate::text::Span;

/// An operand or operation and where it stands. Two are equal when they say the same, wherever they stand.
#[derive(Clone, Debug)]
pub(super) struct Syntax {
    pub(super) kind: SyntaxKind,
    pub(super) span: Span,
    /// How many levels stand below and including this one.
    pub(super) levels: usize,
}

impl PartialEq for Syntax {
    fn eq(&self, other: &Self) -> bool {
        self.levels == other.levels && self.kind == other.kind
    }
}

/// What is written.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum SyntaxKind {
    Number(Decimal),
    Text(String),
    Boolean(bool),
    Name(String),
    /// `in(approved)`
    State(Name),
    Negate(Box<Syntax>),
    Not(Box<Syntax>),
    Arithmetic(Arithmetic, Box<Syntax>, Box<Syntax>),
    Comparison(Comparison, Box<Syntax>, Box<Syntax>),
    /// `a and b and c`
    All(Vec<Syntax>),
    /// `a or b or c`
    Any(Vec<Syntax>),
    /// `x in [a..b)`, `x in ("a", "b")`
    In(Box<Syntax>, Vec<Test>),
    If(Box<Conditional>),
    List(Vec<Syntax>),
    Call(Call),
    /// `household.income`: a part of a record, or of each record of a list.
    Part(Box<Syntax>, Name),
    /// `some m in members satisfies m.age < 18`, `members[age < 18]`
    Each(Box<Each>),
}

/// Something asked of each item of a list.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Each {
    pub(super) what: Every,
    /// What an item is called in the body; in a filter, [`ITEM`], and the parts of a record stand by their own names too.
    pub(super) item: Name,
    pub(super) list: Syntax,
    pub(super) body: Syntax,
}

/// What an item of a list is called inside `[...]`.
pub(super) const ITEM: &str = "item";

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Every {
    /// `some ... satisfies`: whether it holds of one at least.
    Some,
    /// `every ... satisfies`: whether it holds of all.
    All,
    /// `list[...]`: those of which it holds.
    Those,
    /// `for ... return`: what it comes to for each.
    Mapped,
}

/// `if condition then yes else no`
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Conditional {
    pub(super) condition: Syntax,
    pub(super) yes: Syntax,
    pub(super) no: Syntax,
}

/// A function and its arguments.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Call {
    pub(super) function: Name,
    pub(super) arguments: Vec<Argument>,
}

/// One argument, with its name where one is written: `on: today()`.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Argument {
    pub(super) name: Option<Name>,
    pub(super) value: Syntax,
}

/// A name and where it stands. Two are equal when they read the same.
#[derive(Clone, Debug)]
pub(super) struct Name {
    pub(super) text: String,
    pub(super) span: Span,
}

impl PartialEq for Name {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

/// One thing that may stand after `in`; a cell of a decision table is a list of such.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Test {
    /// The value equals this, or is in this list.
    Equal(Syntax),
    /// The value lies between these.
    Between(Box<Between>),
    /// The value compares so with this.
    Compared(Comparison, Syntax),
}

/// `[low..high)`
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Between {
    pub(super) low: Syntax,
    pub(super) low_included: bool,
    pub(super) high: Syntax,
    pub(super) high_included: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Arithmetic {
    Add,
    Subtract,
    Multiply,
    Divide,
    /// `**`; of a whole exponent.
    Power,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Comparison {
    /// Whether it asks for an order, not only for equality.
    pub(super) fn is_order(self) -> bool {
        match self {
            Comparison::Equal | Comparison::NotEqual => false,
            Comparison::Less | Comparison::LessOrEqual | Comparison::Greater | Comparison::GreaterOrEqual => true,
        }
    }

    /// What holds when this does not.
    pub(super) fn negated(self) -> Self {
        match self {
            Comparison::Equal => Comparison::NotEqual,
            Comparison::NotEqual => Comparison::Equal,
            Comparison::Less => Comparison::GreaterOrEqual,
            Comparison::LessOrEqual => Comparison::Greater,
            Comparison::Greater => Comparison::LessOrEqual,
            Comparison::GreaterOrEqual => Comparison::Less,
        }
    }

    /// The same said from the other side.
    pub(super) fn mirrored(self) -> Self {
        match self {
            Comparison::Equal => Comparison::Equal,
            Comparison::NotEqual => Comparison::NotEqual,
            Comparison::Less => Comparison::Greater,
            Comparison::LessOrEqual => Comparison::GreaterOrEqual,
            Comparison::Greater => Comparison::Less,
            Comparison::GreaterOrEqual => Comparison::LessOrEqual,
        }
    }

    /// Whether it holds for two values in this order.
    pub(super) fn holds(self, order: std::cmp::Ordering) -> bool {
        match self {
            Comparison::Equal => order.is_eq(),
            Comparison::NotEqual => order.is_ne(),
            Comparison::Less => order.is_lt(),
            Comparison::LessOrEqual => order.is_le(),
            Comparison::Greater => order.is_gt(),
            Comparison::GreaterOrEqual => order.is_ge(),
        }
    }
}

impl Syntax {
    /// The operands directly below this one, in source order.
    pub(super) fn below(&self) -> Vec<&Syntax> {
        match &self.kind {
            SyntaxKind::Number(_)
            | SyntaxKind::Text(_)
            | SyntaxKind::Boolean(_)
            | SyntaxKind::Name(_)
            | SyntaxKind::State(_) => Vec::new(),
            SyntaxKind::Negate(inner) | SyntaxKind::Not(inner) | SyntaxKind::Part(inner, _) => vec![inner],
            SyntaxKind::Each(each) => vec![&each.list, &each.body],
            SyntaxKind::Arithmetic(_, left, right) | SyntaxKind::Comparison(_, left, right) => vec![left, right],
            SyntaxKind::All(parts) | SyntaxKind::Any(parts) | SyntaxKind::List(parts) => parts.iter().collect(),
            SyntaxKind::In(value, tests) => {
                std::iter::once(value.as_ref()).chain(tests.iter().flat_map(Test::below)).collect()
            }
            SyntaxKind::If(parts) => vec![&parts.condition, &parts.yes, &parts.no],
            SyntaxKind::Call(call) => call.arguments.iter().map(|argument| &argument.value).collect(),
        }
    }
}

impl Test {
    fn below(&self) -> Vec<&Syntax> {
        match self {
            Test::Equal(value) | Test::Compared(_, value) => vec![value],
            Test::Between(between) => vec![&between.low, &between.high],
        }
    }
}
