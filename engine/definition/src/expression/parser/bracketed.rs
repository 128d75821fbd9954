//! Groups, lists, and what may stand after `in`. Further unary tests of decision tables (`< 4000`, `-`) belong here too.

use super::super::limits::LIST_ITEMS_MAX;
use super::super::problem::Problem;
use super::super::syntax::{Between, Syntax, SyntaxKind, Test};
use super::super::token::{Symbol, TokenKind};
use super::{Parser, Power, complaint};
use crate::text::Span;

impl Parser<'_> {
    /// `(a + b)`: the inside, without a node of its own.
    pub(super) fn group(&mut self) -> Result<Syntax, Problem> {
        let open = self.advance().span;
        let inner = self.expression(Power::Lowest)?;
        if self.next_is(Symbol::Comma) {
            return Err(self.list_in_parentheses());
        }
        self.close(Symbol::RightParenthesis, open)?;
        Ok(inner)
    }

    /// `[a, b]`
    pub(super) fn list(&mut self) -> Result<Syntax, Problem> {
        let open = self.advance().span;
        let items = if self.next_is(Symbol::RightBracket) { Vec::new() } else { self.items()? };
        self.close(Symbol::RightBracket, open)?;
        self.node(open.start, SyntaxKind::List(items))
    }

    fn items(&mut self) -> Result<Vec<Syntax>, Problem> {
        let first = self.expression(Power::Lowest)?;
        self.further_items(first)
    }

    fn further_items(&mut self, first: Syntax) -> Result<Vec<Syntax>, Problem> {
        let mut items = vec![first];
        while self.take(Symbol::Comma) {
            self.room_for_one_more(items.len())?;
            items.push(self.expression(Power::Lowest)?);
        }
        Ok(items)
    }

    /// What stands after `in`: a range, bracketed alternatives, or one operand that is a list.
    pub(super) fn tests(&mut self) -> Result<Vec<Test>, Problem> {
        if self.next_is(Symbol::LeftParenthesis) || self.next_is(Symbol::LeftBracket) {
            return self.nested(Self::bracketed_tests);
        }
        Ok(vec![Test::Equal(self.expression(Power::Sum)?)])
    }

    fn bracketed_tests(&mut self) -> Result<Vec<Test>, Problem> {
        let open = self.advance();
        let square = open.kind == TokenKind::Symbol(Symbol::LeftBracket);
        let first = self.expression(Power::Lowest)?;
        if self.take(Symbol::DotDot) {
            return Ok(vec![self.between(first, square, open.span)?]);
        }
        let items = self.further_items(first)?;
        let closing = if square { Symbol::RightBracket } else { Symbol::RightParenthesis };
        self.close(closing, open.span)?;
        Ok(items.into_iter().map(Test::Equal).collect())
    }

    fn between(&mut self, low: Syntax, low_included: bool, open: Span) -> Result<Test, Problem> {
        let high = self.expression(Power::Lowest)?;
        let high_included = self.next_is(Symbol::RightBracket);
        if !high_included && !self.next_is(Symbol::RightParenthesis) {
            return Err(self.unclosed_range(open));
        }
        self.advance();
        Ok(Test::Between(Box::new(Between { low, low_included, high, high_included })))
    }

    pub(super) fn close(&mut self, closing: Symbol, open: Span) -> Result<(), Problem> {
        if self.take(closing) { Ok(()) } else { Err(self.not_closed(closing, open)) }
    }

    pub(super) fn room_for_one_more(&self, items: usize) -> Result<(), Problem> {
        if items < LIST_ITEMS_MAX { Ok(()) } else { Err(complaint::list_too_long(self.next().span)) }
    }
}
