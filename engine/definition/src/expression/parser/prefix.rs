//! What an operand may begin with.

use super::super::problem::Problem;
use super::super::syntax::{Argument, Call, Conditional, Name, Syntax, SyntaxKind};
use super::super::token::{Symbol, TokenKind};
use super::super::word::Word;
use super::{Parser, Power};

impl Parser<'_> {
    pub(super) fn prefix(&mut self) -> Result<Syntax, Problem> {
        let start = self.next().span.start;
        match self.next().kind.clone() {
            TokenKind::Number(number) => self.leaf(SyntaxKind::Number(number)),
            TokenKind::Text(text) => self.leaf(SyntaxKind::Text(text)),
            TokenKind::Word(Word::True) => self.leaf(SyntaxKind::Boolean(true)),
            TokenKind::Word(Word::False) => self.leaf(SyntaxKind::Boolean(false)),
            TokenKind::Name(name) if self.after_next().kind == TokenKind::Symbol(Symbol::LeftParenthesis) => {
                self.nested(|parser| parser.call(name))
            }
            TokenKind::Name(name) if self.asks_each(&name) => self.nested(Self::each),
            TokenKind::Name(name) => self.leaf(SyntaxKind::Name(name)),
            TokenKind::Word(Word::In) => self.state(),
            TokenKind::Word(Word::Not) => self.nested(Self::not),
            TokenKind::Word(Word::If) => self.nested(Self::conditional),
            TokenKind::Symbol(Symbol::LeftParenthesis) => self.nested(Self::group),
            TokenKind::Symbol(Symbol::LeftBracket) => self.nested(Self::list),
            TokenKind::Symbol(Symbol::Minus) => {
                self.advance();
                let inner = self.nested(|parser| parser.expression(Power::Sign))?;
                self.node(start, SyntaxKind::Negate(Box::new(inner)))
            }
            TokenKind::Word(Word::And | Word::Or | Word::Then | Word::Else) | TokenKind::Symbol(_) | TokenKind::End => {
                Err(self.no_operand())
            }
        }
    }

    fn leaf(&mut self, kind: SyntaxKind) -> Result<Syntax, Problem> {
        let start = self.advance().span.start;
        self.node(start, kind)
    }

    /// `in(approved)`
    fn state(&mut self) -> Result<Syntax, Problem> {
        let start = self.advance().span.start;
        if !self.take(Symbol::LeftParenthesis) {
            return Err(self.nothing_before_in());
        }
        let span = self.next().span;
        let TokenKind::Name(text) = self.next().kind.clone() else { return Err(self.no_state_name()) };
        self.advance();
        if !self.next_is(Symbol::RightParenthesis) {
            return Err(self.no_state_name());
        }
        self.advance();
        self.node(start, SyntaxKind::State(Name { text, span }))
    }

    /// `not(condition)`
    fn not(&mut self) -> Result<Syntax, Problem> {
        let start = self.advance().span.start;
        let open = self.next().span;
        if !self.take(Symbol::LeftParenthesis) {
            return Err(self.not_without_parentheses());
        }
        let inner = self.expression(Power::Lowest)?;
        self.close(Symbol::RightParenthesis, open)?;
        self.node(start, SyntaxKind::Not(Box::new(inner)))
    }

    fn conditional(&mut self) -> Result<Syntax, Problem> {
        let start = self.advance().span.start;
        let condition = self.expression(Power::Lowest)?;
        if !self.take_word(Word::Then) {
            return Err(self.missing_word("then"));
        }
        let yes = self.expression(Power::Lowest)?;
        if !self.take_word(Word::Else) {
            return Err(self.missing_word("else"));
        }
        let no = self.expression(Power::Lowest)?;
        self.node(start, SyntaxKind::If(Box::new(Conditional { condition, yes, no })))
    }

    /// `round(x, 2)`, `parameter("name", on: today())`
    fn call(&mut self, text: String) -> Result<Syntax, Problem> {
        let span = self.advance().span;
        let open = self.advance().span;
        let mut arguments = Vec::new();
        if !self.next_is(Symbol::RightParenthesis) {
            arguments.push(self.argument()?);
            while self.take(Symbol::Comma) {
                self.room_for_one_more(arguments.len())?;
                arguments.push(self.argument()?);
            }
        }
        self.close(Symbol::RightParenthesis, open)?;
        let function = Name { text, span };
        self.node(span.start, SyntaxKind::Call(Call { function, arguments }))
    }

    fn argument(&mut self) -> Result<Argument, Problem> {
        let span = self.next().span;
        let name = match self.next().kind.clone() {
            TokenKind::Name(text) if self.after_next().kind == TokenKind::Symbol(Symbol::Colon) => {
                self.advance();
                self.advance();
                Some(Name { text, span })
            }
            TokenKind::Name(_)
            | TokenKind::Number(_)
            | TokenKind::Text(_)
            | TokenKind::Word(_)
            | TokenKind::Symbol(_)
            | TokenKind::End => None,
        };
        let value = self.expression(Power::Lowest)?;
        Ok(Argument { name, value })
    }
}
