//! What is asked of each item of a list: `some m in members satisfies m.age < 18`, `members[age < 18]`, `members.income`.
//! Its words are words only here, so that nothing else is kept from using them as names.

use super::super::problem::Problem;
use super::super::syntax::{Each, Every, ITEM, Name, Syntax, SyntaxKind};
use super::super::token::{Symbol, TokenKind};
use super::super::word::Word;
use super::{Parser, Power};

/// The word before the item, the word before the body, in English and Chinese.
const FORMS: [(Every, [&str; 2], [&str; 2]); 3] = [
    (Every::Some, ["some", "存在"], ["satisfies", "满足"]),
    (Every::All, ["every", "每个"], ["satisfies", "满足"]),
    (Every::Mapped, ["for", "逐个"], ["return", "取"]),
];

impl Parser<'_> {
    /// Whether `some x in` or the like begins here.
    pub(super) fn asks_each(&self, word: &str) -> bool {
        let begins = FORMS.iter().any(|(_, first, _)| first.contains(&word));
        begins && matches!(self.after_next().kind, TokenKind::Name(_))
    }

    /// `some m in members satisfies m.age < 18`
    pub(super) fn each(&mut self) -> Result<Syntax, Problem> {
        let first = self.advance();
        let TokenKind::Name(word) = &first.kind else { return Err(self.no_operand()) };
        let Some((what, _, then)) = FORMS.iter().find(|(_, words, _)| words.contains(&word.as_str())) else {
            return Err(self.no_operand());
        };
        let item = self.item_name()?;
        if !self.take_word(Word::In) {
            return Err(self.missing_word("in"));
        }
        let list = self.expression(Power::Sum)?;
        let found = matches!(&self.next().kind, TokenKind::Name(word) if then.contains(&word.as_str()));
        if !found {
            return Err(self.missing_word(then[0]));
        }
        self.advance();
        let body = self.expression(Power::Lowest)?;
        self.node(first.span.start, SyntaxKind::Each(Box::new(Each { what: *what, item, list, body })))
    }

    fn item_name(&mut self) -> Result<Name, Problem> {
        let token = self.advance();
        match token.kind {
            TokenKind::Name(text) => Ok(Name { text, span: token.span }),
            TokenKind::Number(_) | TokenKind::Text(_) | TokenKind::Word(_) | TokenKind::Symbol(_) | TokenKind::End => {
                Err(self.no_operand())
            }
        }
    }

    /// `list[condition]`, after the list.
    pub(super) fn those(&mut self, start: usize, list: Syntax) -> Result<Syntax, Problem> {
        let open = self.advance().span;
        let body = self.expression(Power::Lowest)?;
        self.close(Symbol::RightBracket, open)?;
        let item = Name { text: ITEM.to_owned(), span: open };
        self.node(start, SyntaxKind::Each(Box::new(Each { what: Every::Those, item, list, body })))
    }

    /// `record.part`, after the record.
    pub(super) fn part(&mut self, start: usize, whole: Syntax) -> Result<Syntax, Problem> {
        self.advance();
        let token = self.next().clone();
        let TokenKind::Name(text) = token.kind else { return Err(self.no_part()) };
        self.advance();
        self.node(start, SyntaxKind::Part(Box::new(whole), Name { text, span: token.span }))
    }
}
