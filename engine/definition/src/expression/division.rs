//! Proves of every division that its divisor cannot be zero, or says how to make sure of it.

use super::knowledge::walk;
use super::names::Names;
use super::problem::Problem;
use super::range::Range;
use super::syntax::{Arithmetic, Syntax, SyntaxKind};
use crate::diagnostic::Code;

/// The divisions without proof. A divisor that has another problem is not judged.
pub(super) fn check(syntax: &Syntax, source: &str, names: &dyn Names, others: &[Problem]) -> Vec<Problem> {
    let mut problems = Vec::new();
    walk(syntax, names, &mut |operand, knowledge| {
        let divisor = match &operand.kind {
            SyntaxKind::Arithmetic(Arithmetic::Divide, _, divisor) => divisor,
            // A negative power divides by its base.
            SyntaxKind::Arithmetic(Arithmetic::Power, base, exponent)
                if knowledge.range(exponent).may_be_negative() =>
            {
                base
            }
            _ => return,
        };
        let range = knowledge.range(divisor);
        if !range.excludes_zero() && !others.iter().any(|other| stands_in(other, divisor)) {
            problems.push(may_be_zero(divisor, source, range));
        }
    });
    problems
}

fn stands_in(problem: &Problem, divisor: &Syntax) -> bool {
    divisor.span.start <= problem.span.start && problem.span.end <= divisor.span.end
}

fn may_be_zero(divisor: &Syntax, source: &str, range: Range) -> Problem {
    let written = &source[divisor.span.range()];
    if range == Range::exactly(rust_decimal::Decimal::ZERO) {
        return Problem::new(
            Code::DivisionByZero,
            divisor.span,
            format!("除数“{written}”就是 0"),
            format!("the divisor `{written}` is zero"),
        )
        .helped("换一个除数", "divide by something else");
    }
    let problem = Problem::new(
        Code::DivisionByZero,
        divisor.span,
        format!("除数“{written}”可能为 0"),
        format!("the divisor `{written}` can be zero"),
    );
    let zh = format!("写成 if {written} > 0 then … else …");
    let en = format!("write if {written} > 0 then … else …");
    if matches!(divisor.kind, SyntaxKind::Name(_)) {
        return problem.helped(
            format!("在“{written}”上声明下限（如 最小: 1），或{zh}"),
            format!("declare a least value for `{written}` (min: 1), or {en}"),
        );
    }
    problem.helped(zh, en)
}
