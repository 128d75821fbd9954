//! Powers of whole exponents, exact as far as decimals are.

use rust_decimal::Decimal;

use super::super::facts::{Failure, FailureKind};
use super::super::limits::EXPONENT_MAX;
use super::super::node::Node;
use super::taken::invalid;

/// A power, or why there is none.
pub(super) fn power(base: Decimal, exponent: Decimal, node: &Node) -> Result<Decimal, Failure> {
    if base.is_zero() && exponent.is_sign_negative() {
        return Err(Failure { span: node.span, kind: FailureKind::DivisionByZero });
    }
    if !exponent.fract().is_zero() || exponent.abs() > EXPONENT_MAX.into() {
        let shown = exponent.normalize();
        return Err(invalid(
            node,
            format!("指数应为 -{EXPONENT_MAX} 到 {EXPONENT_MAX} 的整数，得到的是 {shown}"),
            format!("an exponent is a whole number of at most {EXPONENT_MAX}, not {shown}"),
        ));
    }
    exactly(base, exponent).ok_or(Failure { span: node.span, kind: FailureKind::Overflow })
}

/// A power by squaring; nothing beyond what decimals hold, or where the exponent is none of ours.
pub(crate) fn exactly(base: Decimal, exponent: Decimal) -> Option<Decimal> {
    let count = i64::try_from(exponent).ok().filter(|count| count.abs() <= EXPONENT_MAX)?;
    let (mut result, mut square, mut left) = (Decimal::ONE, base, count.unsigned_abs());
    while left > 0 {
        if left % 2 == 1 {
            result = result.checked_mul(square)?;
        }
        left /= 2;
        if left > 0 {
            square = square.checked_mul(square)?;
        }
    }
    if count < 0 { Decimal::ONE.checked_div(result) } else { Some(result) }
}
