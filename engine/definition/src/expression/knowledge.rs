//! What is known at each place of an expression because evaluation got there: `a and b` comes to `b` only when `a` holds.

use rust_decimal::{Decimal, RoundingStrategy};

use super::evaluate::power_exactly;
use super::function::Function;
use super::limits::PROOF_STEPS_MAX;
use super::names::Names;
use super::range::Range;
use super::syntax::{Arithmetic, Call, Comparison, Syntax, SyntaxKind, Test};

/// What is known at one place.
pub(super) struct Knowledge<'a> {
    names: &'a dyn Names,
    known: Vec<Known<'a>>,
    steps_left: usize,
    /// How many bodies deep, where names may be those of items.
    bodies: usize,
}

enum Known<'a> {
    Within(&'a Syntax, Range),
    Given(&'a str),
}

/// Visits every operand in source order, with what is known there. The field inside `given(field)` is not visited.
pub(super) fn walk<'a>(
    syntax: &'a Syntax,
    names: &'a dyn Names,
    visit: &mut dyn FnMut(&'a Syntax, &mut Knowledge<'a>),
) {
    Knowledge::new(names).walk(syntax, visit);
}

/// Where the value of a whole expression lies.
pub(super) fn range_of(syntax: &Syntax, names: &dyn Names) -> Range {
    Knowledge::new(names).range(syntax)
}

impl<'a> Knowledge<'a> {
    fn new(names: &'a dyn Names) -> Self {
        Self { names, known: Vec::new(), steps_left: PROOF_STEPS_MAX, bodies: 0 }
    }

    fn walk(&mut self, syntax: &'a Syntax, visit: &mut dyn FnMut(&'a Syntax, &mut Self)) {
        visit(syntax, self);
        let known_before = self.known.len();
        match &syntax.kind {
            SyntaxKind::All(parts) => self.walk_chain(parts, true, visit),
            SyntaxKind::Any(parts) => self.walk_chain(parts, false, visit),
            SyntaxKind::If(parts) => {
                self.walk(&parts.condition, visit);
                self.learn(&parts.condition, true);
                self.walk(&parts.yes, visit);
                self.known.truncate(known_before);
                self.learn(&parts.condition, false);
                self.walk(&parts.no, visit);
            }
            SyntaxKind::Call(call) if Function::named(&call.function.text) == Some(Function::Given) => {}
            SyntaxKind::Each(each) => {
                self.walk(&each.list, visit);
                self.walk_body(&each.body, visit);
            }
            SyntaxKind::Number(_)
            | SyntaxKind::Text(_)
            | SyntaxKind::Boolean(_)
            | SyntaxKind::Name(_)
            | SyntaxKind::State(_)
            | SyntaxKind::Negate(_)
            | SyntaxKind::Not(_)
            | SyntaxKind::Arithmetic(..)
            | SyntaxKind::Comparison(..)
            | SyntaxKind::In(..)
            | SyntaxKind::List(_)
            | SyntaxKind::Part(..)
            | SyntaxKind::Call(_) => {
                for operand in syntax.below() {
                    self.walk(operand, visit);
                }
            }
        }
        self.known.truncate(known_before);
    }

    /// Inside a filter a name may be a part of the item: what is known of the same name outside says nothing of it.
    fn walk_body(&mut self, body: &'a Syntax, visit: &mut dyn FnMut(&'a Syntax, &mut Self)) {
        let given = self.known.iter().filter_map(|known| match known {
            Known::Given(name) => Some(Known::Given(name)),
            Known::Within(..) => None,
        });
        let inside = given.collect();
        let outside = std::mem::replace(&mut self.known, inside);
        self.bodies += 1;
        self.walk(body, visit);
        self.bodies -= 1;
        self.known = outside;
    }

    fn walk_chain(&mut self, parts: &'a [Syntax], holds: bool, visit: &mut dyn FnMut(&'a Syntax, &mut Self)) {
        for part in parts {
            self.walk(part, visit);
            self.learn(part, holds);
        }
    }

    /// Whether a field is known to be set here.
    pub(super) fn is_given(&self, name: &str) -> bool {
        self.known.iter().any(|known| match known {
            Known::Given(given) => *given == name,
            Known::Within(..) => false,
        })
    }

    /// Keeps what follows from a condition that holds, or does not.
    fn learn(&mut self, condition: &'a Syntax, holds: bool) {
        match &condition.kind {
            SyntaxKind::Not(inner) => self.learn(inner, !holds),
            SyntaxKind::All(parts) if holds => parts.iter().for_each(|part| self.learn(part, true)),
            SyntaxKind::Any(parts) if !holds => parts.iter().for_each(|part| self.learn(part, false)),
            SyntaxKind::Comparison(comparison, left, right) => {
                let comparison = if holds { *comparison } else { comparison.negated() };
                self.learn_comparison(comparison, left, right);
            }
            SyntaxKind::In(value, tests) if holds => self.learn_tests(value, tests),
            SyntaxKind::Call(call) if holds => self.learn_given(call),
            // These say nothing about a single operand.
            SyntaxKind::All(_)
            | SyntaxKind::Any(_)
            | SyntaxKind::In(..)
            | SyntaxKind::Call(_)
            | SyntaxKind::Number(_)
            | SyntaxKind::Text(_)
            | SyntaxKind::Boolean(_)
            | SyntaxKind::Name(_)
            | SyntaxKind::State(_)
            | SyntaxKind::Negate(_)
            | SyntaxKind::Arithmetic(..)
            | SyntaxKind::If(_)
            | SyntaxKind::Part(..)
            | SyntaxKind::Each(_)
            | SyntaxKind::List(_) => {}
        }
    }

    fn learn_comparison(&mut self, comparison: Comparison, left: &'a Syntax, right: &'a Syntax) {
        let (of_left, of_right) = (self.range(left), self.range(right));
        self.keep(left, Range::compared(comparison, of_right));
        self.keep(right, Range::compared(comparison.mirrored(), of_left));
    }

    fn learn_tests(&mut self, value: &'a Syntax, tests: &'a [Test]) {
        let mut together: Option<Range> = None;
        for test in tests {
            let range = match test {
                Test::Equal(operand) => self.range(operand),
                Test::Compared(comparison, operand) => Range::compared(*comparison, self.range(operand)),
                Test::Between(between) => {
                    let low = if between.low_included { Comparison::GreaterOrEqual } else { Comparison::Greater };
                    let high = if between.high_included { Comparison::LessOrEqual } else { Comparison::Less };
                    Range::compared(low, self.range(&between.low)).and(Range::compared(high, self.range(&between.high)))
                }
            };
            together = Some(together.map_or(range, |wider| wider.or(range)));
        }
        self.keep(value, together.unwrap_or(Range::ANY));
    }

    fn learn_given(&mut self, call: &'a Call) {
        if Function::named(&call.function.text) == Some(Function::Given)
            && let [argument] = call.arguments.as_slice()
            && let SyntaxKind::Name(name) = &argument.value.kind
        {
            self.known.push(Known::Given(name));
        }
    }

    fn keep(&mut self, subject: &'a Syntax, range: Range) {
        if range != Range::ANY && !matches!(subject.kind, SyntaxKind::Number(_)) {
            self.known.push(Known::Within(subject, range));
        }
    }

    /// Where the value of an operand lies: by what it is, and by what is known.
    pub(super) fn range(&mut self, syntax: &'a Syntax) -> Range {
        // Conditions inside conditions are asked again and again; without a bound this doubles with every level.
        let Some(left) = self.steps_left.checked_sub(1 + self.known.len()) else { return Range::ANY };
        self.steps_left = left;
        let by_itself = self.range_by_itself(syntax);
        self.known.iter().fold(by_itself, |range, known| match known {
            Known::Within(subject, within) if *subject == syntax => range.and(*within),
            Known::Within(..) | Known::Given(_) => range,
        })
    }

    fn range_by_itself(&mut self, syntax: &'a Syntax) -> Range {
        match &syntax.kind {
            SyntaxKind::Number(number) => Range::exactly(*number),
            SyntaxKind::Name(_) if self.bodies > 0 => Range::ANY,
            SyntaxKind::Name(name) => {
                let (low, high) = self.names.bounds(name);
                Range::between(low, high)
            }
            SyntaxKind::Negate(inner) => self.range(inner).negated(),
            SyntaxKind::Arithmetic(operation, left, right) => {
                let (left, right) = (self.range(left), self.range(right));
                if let Some(exact) = left.exact().zip(right.exact()).and_then(|both| exactly(*operation, both)) {
                    return Range::exactly(exact);
                }
                match operation {
                    Arithmetic::Add => left.plus(right),
                    Arithmetic::Subtract => left.minus(right),
                    Arithmetic::Multiply => left.times(right),
                    Arithmetic::Divide => left.over(right),
                    Arithmetic::Power => left.power(right),
                }
            }
            SyntaxKind::If(parts) => {
                let known_before = self.known.len();
                self.learn(&parts.condition, true);
                let yes = self.range(&parts.yes);
                self.known.truncate(known_before);
                self.learn(&parts.condition, false);
                let no = self.range(&parts.no);
                self.known.truncate(known_before);
                yes.or(no)
            }
            SyntaxKind::Call(call) => self.range_of_call(call),
            SyntaxKind::Text(_)
            | SyntaxKind::Boolean(_)
            | SyntaxKind::State(_)
            | SyntaxKind::Not(_)
            | SyntaxKind::Comparison(..)
            | SyntaxKind::All(_)
            | SyntaxKind::Any(_)
            | SyntaxKind::In(..)
            | SyntaxKind::Part(..)
            | SyntaxKind::Each(_)
            | SyntaxKind::List(_) => Range::ANY,
        }
    }

    fn range_of_call(&mut self, call: &'a Call) -> Range {
        let Some(function) = Function::named(&call.function.text) else { return Range::ANY };
        let Some(first) = call.arguments.first().map(|argument| &argument.value) else { return Range::ANY };
        let up_to = |low: i64, high: i64| Range::between(Some(low.into()), Some(high.into()));
        match function {
            Function::Parameter => self.range_of_parameter(first),
            Function::Min => self.range_of_each(call, Range::lesser_of),
            Function::Max => self.range_of_each(call, Range::greater_of),
            Function::Abs => self.range(first).absolute(),
            Function::Yuan => self.range(first),
            Function::Floor => self.range(first).rounded(|at| at.floor()),
            Function::Ceiling => self.range(first).rounded(|at| at.ceil()),
            Function::Round => self.rounded(call, RoundingStrategy::MidpointAwayFromZero),
            Function::RoundUp => self.rounded(call, RoundingStrategy::AwayFromZero),
            Function::RoundDown => self.rounded(call, RoundingStrategy::ToZero),
            Function::Count | Function::Length => Range::between(Some(Decimal::ZERO), None),
            Function::Year => up_to(1, 9_999),
            Function::Month => up_to(1, 12),
            Function::Day => up_to(1, 31),
            Function::Date
            | Function::Moment
            | Function::Today
            | Function::Now
            | Function::Given
            | Function::Days
            | Function::Months
            | Function::Years
            | Function::Hours
            | Function::DateOf
            | Function::MonthOf
            | Function::FirstOfMonth
            | Function::Contains
            | Function::StartsWith
            | Function::Sum
            | Function::All
            | Function::Any => Range::ANY,
        }
    }

    fn range_of_parameter(&self, name: &Syntax) -> Range {
        let SyntaxKind::Text(name) = &name.kind else { return Range::ANY };
        let (low, high) = self.names.parameter_bounds(name);
        Range::between(low, high)
    }

    fn range_of_each(&mut self, call: &'a Call, join: fn(Range, Range) -> Range) -> Range {
        let items: Vec<&'a Syntax> = match call.arguments.as_slice() {
            [only] => {
                let SyntaxKind::List(items) = &only.value.kind else { return Range::ANY };
                items.iter().collect()
            }
            several => several.iter().map(|argument| &argument.value).collect(),
        };
        let ranges: Vec<Range> = items.into_iter().map(|item| self.range(item)).collect();
        ranges.into_iter().reduce(join).unwrap_or(Range::ANY)
    }

    fn rounded(&mut self, call: &'a Call, strategy: RoundingStrategy) -> Range {
        let [amount, places] = call.arguments.as_slice() else { return Range::ANY };
        let SyntaxKind::Number(places) = places.value.kind else { return Range::ANY };
        let Ok(places) = u32::try_from(places) else { return Range::ANY };
        self.range(&amount.value).rounded(|at| at.round_dp_with_strategy(places, strategy))
    }
}

/// Of two single values the very value, rounded as the evaluation rounds it.
fn exactly(operation: Arithmetic, (left, right): (Decimal, Decimal)) -> Option<Decimal> {
    match operation {
        Arithmetic::Add => left.checked_add(right),
        Arithmetic::Subtract => left.checked_sub(right),
        Arithmetic::Multiply => left.checked_mul(right),
        Arithmetic::Divide => left.checked_div(right),
        Arithmetic::Power => power_exactly(left, right),
    }
}
