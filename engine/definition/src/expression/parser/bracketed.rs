//! Groups, lists, and what may stand after `in`, which is what may stand in a cell of a decision table.

use super::super::limits::LIST_ITEMS_MAX;
use super::super::problem::Problem;
use super::super::syntax::{Between, Syntax, SyntaxKind, Test};
use super::super::token::{Symbol, TokenKind};
use super::super::word::Word;
use super::{Infix, Parser, Power, complaint};
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
        Ok(vec![self.test(Power::Sum)?])
    }

    /// One alternative: `< 4000`, `[4000..8000)`, or an operand.
    fn test(&mut self, least: Power) -> Result<Test, Problem> {
        if let Some(Infix::Comparison(comparison)) = Infix::of(&self.next().kind) {
            self.advance();
            return Ok(Test::Compared(comparison, self.expression(Power::Sum)?));
        }
        if self.is_range() {
            return self.nested(|parser| {
                let open = parser.advance();
                let low = parser.expression(Power::Lowest)?;
                parser.advance();
                parser.between(low, open.kind == TokenKind::Symbol(Symbol::LeftBracket), open.span)
            });
        }
        Ok(Test::Equal(self.expression(least)?))
    }

    /// Whether the bracket that stands here holds a range: `..` before it is closed, not deeper inside.
    fn is_range(&self) -> bool {
        let mut depth = 0_usize;
        for token in &self.tokens[self.at..] {
            match token.kind {
                TokenKind::Symbol(Symbol::LeftParenthesis | Symbol::LeftBracket) => depth += 1,
                TokenKind::Symbol(Symbol::DotDot) if depth == 1 => return true,
                TokenKind::Symbol(Symbol::RightParenthesis | Symbol::RightBracket) if depth <= 1 => return false,
                TokenKind::Symbol(Symbol::RightParenthesis | Symbol::RightBracket) => depth -= 1,
                _ if depth == 0 => return false,
                _ => {}
            }
        }
        false
    }

    fn bracketed_tests(&mut self) -> Result<Vec<Test>, Problem> {
        let open = self.advance();
        let square = open.kind == TokenKind::Symbol(Symbol::LeftBracket);
        let first = self.test(Power::Lowest)?;
        if let Test::Equal(low) = &first
            && self.take(Symbol::DotDot)
        {
            return Ok(vec![self.between(low.clone(), square, open.span)?]);
        }
        let mut tests = vec![first];
        while self.take(Symbol::Comma) {
            self.room_for_one_more(tests.len())?;
            tests.push(self.test(Power::Lowest)?);
        }
        let closing = if square { Symbol::RightBracket } else { Symbol::RightParenthesis };
        self.close(closing, open.span)?;
        Ok(tests)
    }

    /// `a and b` after `between`: both ends included.
    pub(super) fn between_and(&mut self) -> Result<Test, Problem> {
        let low = self.expression(Power::Sum)?;
        if !self.take_word(Word::And) {
            return Err(self.missing_word("and"));
        }
        let high = self.expression(Power::Sum)?;
        Ok(Test::Between(Box::new(Between { low, low_included: true, high, high_included: true })))
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
