//! Tokens -> tree, by binding power (Pratt). Stops at the first thing it cannot read.

mod bracketed;
mod complaint;
mod each;
mod prefix;

use super::lexer;
use super::limits::{NESTING_LEVELS_MAX, NODES_MAX, SOURCE_BYTES_MAX, TREE_LEVELS_MAX};
use super::problem::Problem;
use super::syntax::{Arithmetic, Comparison, Syntax, SyntaxKind};
use super::token::{Symbol, Token, TokenKind};
use super::word::Word;
use crate::diagnostic::Code;
use crate::text::Span;

/// The tree of a source. Every strange sign is reported at once; of the rest, the first.
pub(super) fn parse(source: &str) -> Result<Syntax, Vec<Problem>> {
    if source.len() > SOURCE_BYTES_MAX {
        return Err(vec![complaint::source_too_long(source)]);
    }
    whole(source, lexer::tokens(source)?)
}

/// The tree of a cell of a table, where `?` stands for the value of its column.
pub(super) fn parse_cell(source: &str) -> Result<Syntax, Vec<Problem>> {
    if source.len() > SOURCE_BYTES_MAX {
        return Err(vec![complaint::source_too_long(source)]);
    }
    whole(source, lexer::tokens_of_cell(source)?)
}

fn whole(source: &str, tokens: Vec<Token>) -> Result<Syntax, Vec<Problem>> {
    let mut parser = Parser { source, tokens, at: 0, nesting: 0, nodes: 0 };
    parser.whole().map_err(|problem| vec![problem])
}

/// How strongly an operator holds its operands; later ones hold stronger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Power {
    Lowest,
    Or,
    And,
    Comparison,
    Sum,
    Product,
    Exponent,
    Sign,
}

/// What may follow a complete operand.
#[derive(Clone, Copy)]
enum Infix {
    And,
    Or,
    In,
    Between,
    Comparison(Comparison),
    Arithmetic(Arithmetic),
}

/// `x between a and b`; a word only where an operand is complete, so that anything may be named so.
const BETWEEN: [&str; 2] = ["between", "介于"];

impl Infix {
    fn of(kind: &TokenKind) -> Option<Self> {
        match kind {
            TokenKind::Word(word) => Self::of_word(*word),
            TokenKind::Symbol(symbol) => Self::of_symbol(*symbol),
            TokenKind::Name(name) if BETWEEN.contains(&name.as_str()) => Some(Infix::Between),
            TokenKind::Number(_) | TokenKind::Text(_) | TokenKind::Name(_) | TokenKind::End => None,
        }
    }

    fn of_word(word: Word) -> Option<Self> {
        match word {
            Word::And => Some(Infix::And),
            Word::Or => Some(Infix::Or),
            Word::In => Some(Infix::In),
            Word::Not | Word::If | Word::Then | Word::Else | Word::True | Word::False => None,
        }
    }

    fn of_symbol(symbol: Symbol) -> Option<Self> {
        match symbol {
            Symbol::Plus => Some(Infix::Arithmetic(Arithmetic::Add)),
            Symbol::Minus => Some(Infix::Arithmetic(Arithmetic::Subtract)),
            Symbol::Star => Some(Infix::Arithmetic(Arithmetic::Multiply)),
            Symbol::Slash => Some(Infix::Arithmetic(Arithmetic::Divide)),
            Symbol::StarStar => Some(Infix::Arithmetic(Arithmetic::Power)),
            Symbol::Equal => Some(Infix::Comparison(Comparison::Equal)),
            Symbol::NotEqual => Some(Infix::Comparison(Comparison::NotEqual)),
            Symbol::Less => Some(Infix::Comparison(Comparison::Less)),
            Symbol::LessOrEqual => Some(Infix::Comparison(Comparison::LessOrEqual)),
            Symbol::Greater => Some(Infix::Comparison(Comparison::Greater)),
            Symbol::GreaterOrEqual => Some(Infix::Comparison(Comparison::GreaterOrEqual)),
            Symbol::LeftParenthesis
            | Symbol::RightParenthesis
            | Symbol::LeftBracket
            | Symbol::RightBracket
            | Symbol::Comma
            | Symbol::Colon
            | Symbol::Dot
            | Symbol::DotDot => None,
        }
    }

    fn power(self) -> Power {
        match self {
            Infix::And => Power::And,
            Infix::Or => Power::Or,
            Infix::In | Infix::Between | Infix::Comparison(_) => Power::Comparison,
            Infix::Arithmetic(Arithmetic::Add | Arithmetic::Subtract) => Power::Sum,
            Infix::Arithmetic(Arithmetic::Multiply | Arithmetic::Divide) => Power::Product,
            Infix::Arithmetic(Arithmetic::Power) => Power::Exponent,
        }
    }
}

struct Parser<'a> {
    source: &'a str,
    tokens: Vec<Token>,
    at: usize,
    nesting: usize,
    nodes: usize,
}

impl Parser<'_> {
    fn whole(&mut self) -> Result<Syntax, Problem> {
        if self.next_is_end() {
            return Err(complaint::empty());
        }
        let syntax = self.expression(Power::Lowest)?;
        if self.next_is_end() { Ok(syntax) } else { Err(self.left_over()) }
    }

    /// An operand and every operator after it that holds at least as strongly as `least`.
    fn expression(&mut self, least: Power) -> Result<Syntax, Problem> {
        let start = self.next().span.start;
        let mut left = self.operand()?;
        while let Some(infix) = Infix::of(&self.next().kind) {
            if infix.power() < least {
                break;
            }
            left = self.infix(infix, left, start)?;
        }
        Ok(left)
    }

    /// An operand with what is taken of it: `household.members[age < 18]`.
    fn operand(&mut self) -> Result<Syntax, Problem> {
        let start = self.next().span.start;
        let mut operand = self.prefix()?;
        loop {
            operand = if self.next_is(Symbol::Dot) {
                self.part(start, operand)?
            } else if self.next_is(Symbol::LeftBracket) {
                self.nested(|parser| parser.those(start, operand))?
            } else {
                return Ok(operand);
            };
        }
    }

    fn infix(&mut self, infix: Infix, left: Syntax, start: usize) -> Result<Syntax, Problem> {
        match infix {
            Infix::And => {
                let parts = self.chain(Word::And, Power::Comparison, left)?;
                self.node(start, SyntaxKind::All(parts))
            }
            Infix::Or => {
                let parts = self.chain(Word::Or, Power::And, left)?;
                self.node(start, SyntaxKind::Any(parts))
            }
            Infix::In => {
                self.advance();
                let tests = self.tests()?;
                self.compared(start, SyntaxKind::In(Box::new(left), tests))
            }
            Infix::Between => {
                self.advance();
                let tests = vec![self.between_and()?];
                self.compared(start, SyntaxKind::In(Box::new(left), tests))
            }
            Infix::Comparison(comparison) => {
                self.advance();
                let right = self.expression(Power::Sum)?;
                self.compared(start, SyntaxKind::Comparison(comparison, Box::new(left), Box::new(right)))
            }
            Infix::Arithmetic(arithmetic) => {
                self.advance();
                let right = self.expression(self.operand_power(arithmetic))?;
                self.node(start, SyntaxKind::Arithmetic(arithmetic, Box::new(left), Box::new(right)))
            }
        }
    }

    fn operand_power(&self, arithmetic: Arithmetic) -> Power {
        match arithmetic {
            Arithmetic::Add | Arithmetic::Subtract => Power::Product,
            Arithmetic::Multiply | Arithmetic::Divide => Power::Exponent,
            Arithmetic::Power => Power::Sign,
        }
    }

    /// `a and b and c` is one operation of three parts, so that long conditions stay flat.
    fn chain(&mut self, word: Word, part: Power, first: Syntax) -> Result<Vec<Syntax>, Problem> {
        let mut parts = vec![first];
        while self.take_word(word) {
            parts.push(self.expression(part)?);
        }
        Ok(parts)
    }

    fn compared(&mut self, start: usize, kind: SyntaxKind) -> Result<Syntax, Problem> {
        let compared = self.node(start, kind)?;
        match Infix::of(&self.next().kind) {
            Some(infix) if infix.power() == Power::Comparison => Err(self.comparison_chain()),
            Some(_) | None => Ok(compared),
        }
    }

    /// Makes a node that starts at byte `start` and ends with the last token taken.
    fn node(&mut self, start: usize, kind: SyntaxKind) -> Result<Syntax, Problem> {
        let span = Span::new(start, self.previous_end(start));
        self.nodes += 1;
        let mut syntax = Syntax { kind, span, levels: 1 };
        syntax.levels += syntax.below().iter().map(|operand| operand.levels).max().unwrap_or(0);
        if self.nodes > NODES_MAX {
            return Err(complaint::too_many_nodes(span));
        }
        if syntax.levels > TREE_LEVELS_MAX {
            return Err(complaint::too_many_levels(span));
        }
        Ok(syntax)
    }

    /// Reads something inside brackets or behind a sign, and counts how deep that is.
    fn nested<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T, Problem>) -> Result<T, Problem> {
        if self.nesting == NESTING_LEVELS_MAX {
            return Err(complaint::too_deep(self.next().span));
        }
        self.nesting += 1;
        let result = read(self);
        self.nesting -= 1;
        result
    }

    fn next(&self) -> &Token {
        &self.tokens[self.at]
    }

    fn after_next(&self) -> &Token {
        &self.tokens[(self.at + 1).min(self.tokens.len() - 1)]
    }

    fn next_is_end(&self) -> bool {
        self.next().kind == TokenKind::End
    }

    fn next_is(&self, symbol: Symbol) -> bool {
        self.next().kind == TokenKind::Symbol(symbol)
    }

    fn advance(&mut self) -> Token {
        let token = self.next().clone();
        self.at = (self.at + 1).min(self.tokens.len() - 1);
        token
    }

    fn take(&mut self, symbol: Symbol) -> bool {
        let found = self.next_is(symbol);
        if found {
            self.advance();
        }
        found
    }

    fn take_word(&mut self, word: Word) -> bool {
        let found = self.next().kind == TokenKind::Word(word);
        if found {
            self.advance();
        }
        found
    }

    fn previous_end(&self, start: usize) -> usize {
        self.at.checked_sub(1).map_or(start, |before| self.tokens[before].span.end)
    }

    fn problem(&self, zh: impl Into<String>, en: impl Into<String>) -> Problem {
        Problem::new(Code::ExpressionSyntax, self.next().span, zh, en)
    }
}

#[cfg(test)]
mod tests;
