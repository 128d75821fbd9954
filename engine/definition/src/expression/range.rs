//! Ranges of decimals, as far as the divisor proof needs them. Every operation may answer wider than the truth, never
//! narrower, also where decimals round.

use rust_decimal::Decimal;

use super::syntax::Comparison;

/// The values an operand can have.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Range {
    pub(super) low: Option<Limit>,
    pub(super) high: Option<Limit>,
    /// Zero is known not to be among them, though it may lie between the limits.
    pub(super) nonzero: bool,
}

/// One end of a range.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Limit {
    pub(super) at: Decimal,
    pub(super) included: bool,
}

impl Limit {
    pub(super) fn included(at: Decimal) -> Self {
        Self { at, included: true }
    }

    fn negated(self) -> Self {
        Self { at: -self.at, ..self }
    }
}

impl Range {
    pub(super) const ANY: Range = Range { low: None, high: None, nonzero: false };

    pub(super) fn exactly(at: Decimal) -> Self {
        Self::between(Some(at), Some(at))
    }

    pub(super) fn between(low: Option<Decimal>, high: Option<Decimal>) -> Self {
        Self { low: low.map(Limit::included), high: high.map(Limit::included), nonzero: false }
    }

    /// The values that compare so with some value of `other`.
    pub(super) fn compared(comparison: Comparison, other: Range) -> Self {
        let excluded = |limit: Limit| Limit { included: false, ..limit };
        match comparison {
            Comparison::Equal => other,
            Comparison::NotEqual => Range { nonzero: other == Range::exactly(Decimal::ZERO), ..Range::ANY },
            Comparison::Less => Range { high: other.high.map(excluded), ..Range::ANY },
            Comparison::LessOrEqual => Range { high: other.high, ..Range::ANY },
            Comparison::Greater => Range { low: other.low.map(excluded), ..Range::ANY },
            Comparison::GreaterOrEqual => Range { low: other.low, ..Range::ANY },
        }
    }

    /// Whether zero cannot be among the values.
    pub(super) fn excludes_zero(&self) -> bool {
        self.nonzero
            || self.low.is_some_and(|low| low.at > Decimal::ZERO || (low.at.is_zero() && !low.included))
            || self.high.is_some_and(|high| high.at < Decimal::ZERO || (high.at.is_zero() && !high.included))
    }

    /// The one value, if there is but one.
    pub(super) fn exact(&self) -> Option<Decimal> {
        let (low, high) = (self.low?, self.high?);
        (low.at == high.at && low.included && high.included).then_some(low.at)
    }

    pub(super) fn may_be_negative(&self) -> bool {
        !self.is_not_negative()
    }

    fn is_not_negative(&self) -> bool {
        self.low.is_some_and(|low| low.at >= Decimal::ZERO)
    }

    fn is_not_positive(&self) -> bool {
        self.high.is_some_and(|high| high.at <= Decimal::ZERO)
    }

    /// The values in both.
    pub(super) fn and(self, other: Range) -> Range {
        Range {
            low: narrower(self.low, other.low, |a, b| a > b),
            high: narrower(self.high, other.high, |a, b| a < b),
            nonzero: self.nonzero || other.nonzero,
        }
    }

    /// The values in either.
    pub(super) fn or(self, other: Range) -> Range {
        Range {
            low: wider(self.low, other.low, |a, b| a < b),
            high: wider(self.high, other.high, |a, b| a > b),
            nonzero: self.excludes_zero() && other.excludes_zero(),
        }
    }

    pub(super) fn negated(self) -> Range {
        Range { low: self.high.map(Limit::negated), high: self.low.map(Limit::negated), nonzero: self.nonzero }
    }

    pub(super) fn plus(self, other: Range) -> Range {
        Range { low: sum(self.low, other.low), high: sum(self.high, other.high), nonzero: false }
    }

    pub(super) fn minus(self, other: Range) -> Range {
        self.plus(other.negated())
    }

    /// Only where both signs are known.
    pub(super) fn times(self, other: Range) -> Range {
        if self.is_not_positive() && !self.is_not_negative() {
            return self.negated().times(other).negated();
        }
        if other.is_not_positive() && !other.is_not_negative() {
            return self.times(other.negated()).negated();
        }
        if !(self.is_not_negative() && other.is_not_negative()) {
            return Range::ANY;
        }
        let product = |a: Option<Limit>, b: Option<Limit>| a?.at.checked_mul(b?.at);
        Range::between(product(self.low, other.low), product(self.high, other.high))
    }

    /// Only where both are positive: a quotient is at least the least over the greatest.
    pub(super) fn over(self, other: Range) -> Range {
        if !(self.is_not_negative() && other.is_not_negative()) {
            return Range::ANY;
        }
        let quotient = |a: Option<Limit>, b: Option<Limit>| a?.at.checked_div(b?.at);
        let low = quotient(self.low, other.high).unwrap_or(Decimal::ZERO);
        Range::between(Some(low), quotient(self.high, other.low))
    }

    /// Never below zero where the base never is.
    pub(super) fn power(self, _exponent: Range) -> Range {
        if self.is_not_negative() { Range::between(Some(Decimal::ZERO), None) } else { Range::ANY }
    }

    pub(super) fn absolute(self) -> Range {
        let nonzero = self.excludes_zero();
        if self.is_not_negative() {
            return self;
        }
        if self.is_not_positive() {
            return self.negated();
        }
        Range { low: Some(Limit::included(Decimal::ZERO)), high: None, nonzero }
    }

    pub(super) fn greater_of(self, other: Range) -> Range {
        let low = narrower(self.low, other.low, |a, b| a > b);
        let high = wider(self.high, other.high, |a, b| a > b);
        Range { low, high, nonzero: self.excludes_zero() && other.excludes_zero() }
    }

    pub(super) fn lesser_of(self, other: Range) -> Range {
        self.negated().greater_of(other.negated()).negated()
    }

    /// After a rounding, which keeps order but may bring values together.
    pub(super) fn rounded(self, round: impl Fn(Decimal) -> Decimal) -> Range {
        let limit = |limit: Limit| Limit::included(round(limit.at));
        Range { low: self.low.map(limit), high: self.high.map(limit), nonzero: false }
    }
}

/// The narrower of two limits on the same side; `inside` says which of two points lies further in.
fn narrower(a: Option<Limit>, b: Option<Limit>, inside: impl Fn(Decimal, Decimal) -> bool) -> Option<Limit> {
    let (Some(first), Some(second)) = (a, b) else { return a.or(b) };
    if first.at == second.at {
        return Some(Limit { at: first.at, included: first.included && second.included });
    }
    Some(if inside(first.at, second.at) { first } else { second })
}

/// The wider of two limits on the same side; none is wider than any.
fn wider(a: Option<Limit>, b: Option<Limit>, outside: impl Fn(Decimal, Decimal) -> bool) -> Option<Limit> {
    let (first, second) = (a?, b?);
    if first.at == second.at {
        return Some(Limit { at: first.at, included: first.included || second.included });
    }
    Some(if outside(first.at, second.at) { first } else { second })
}

/// An excluded limit stays excluded only at zero: elsewhere a sum may round onto it, but a sum rounds to zero only if it
/// is zero.
fn sum(a: Option<Limit>, b: Option<Limit>) -> Option<Limit> {
    let (a, b) = (a?, b?);
    let at = a.at.checked_add(b.at)?;
    Some(Limit { at, included: (a.included && b.included) || !at.is_zero() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(low: i64, high: i64) -> Range {
        Range::between(Some(low.into()), Some(high.into()))
    }

    #[test]
    fn operations_on_ranges_hold_every_result() {
        assert_eq!(range(1, 2).plus(range(3, 4)), range(4, 6));
        assert_eq!(range(1, 2).minus(range(3, 4)), range(-3, -1));
        assert_eq!(range(1, 2).times(range(3, 4)), range(3, 8));
        assert_eq!(range(-2, -1).times(range(3, 4)), range(-8, -3));
        assert_eq!(range(4, 8).over(range(1, 2)), range(2, 8));
        assert_eq!(range(-3, -1).absolute(), range(1, 3));
        assert_eq!(range(-3, 1).greater_of(range(0, 5)), range(0, 5));
        assert_eq!(range(-3, 1).lesser_of(range(0, 5)), range(-3, 1));
        assert_eq!(range(-3, 1).or(range(4, 5)), range(-3, 5));
        assert_eq!(range(-3, 4).and(range(1, 5)), range(1, 4));
        assert_eq!(range(-3, 4).times(range(1, 5)), Range::ANY);
        assert_eq!(range(0, 0).times(Range::ANY), Range::ANY);
        assert_eq!(range(0, 0).times(range(-2, 0)), range(0, 0));
    }

    #[test]
    fn zero_is_excluded_only_where_no_value_can_be_zero() {
        let above = |at: i64| Range::compared(Comparison::Greater, Range::exactly(at.into()));
        assert!(above(0).excludes_zero());
        assert!(above(1).minus(Range::exactly(1.into())).excludes_zero());
        assert!(!above(1).minus(Range::exactly(2.into())).excludes_zero());
        assert!(!above(0).rounded(|at| at.floor()).excludes_zero());
        assert!(!range(-1, 1).excludes_zero());
        assert!(Range::compared(Comparison::NotEqual, Range::exactly(Decimal::ZERO)).excludes_zero());
        // Two positive numbers can be so small that their product is kept as zero.
        assert!(!above(0).times(above(0)).excludes_zero());
    }
}
