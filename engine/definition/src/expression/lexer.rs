//! Source text -> tokens. Reports every strange sign at once.

use rust_decimal::Decimal;

use super::problem::Problem;
use super::stranger;
use super::token::{SYMBOLS, Symbol, Token, TokenKind};
use super::unary::INPUT;
use super::word::{Word, continues_name, starts_name};
use crate::diagnostic::Code;
use crate::text::Span;

/// The tokens of a source, the last one [`TokenKind::End`].
pub(super) fn tokens(source: &str) -> Result<Vec<Token>, Vec<Problem>> {
    read(Lexer { source, at: 0, tokens: Vec::new(), problems: Vec::new(), in_cell: false })
}

/// The tokens of a cell of a table, where `?` stands for the value of its column.
pub(super) fn tokens_of_cell(source: &str) -> Result<Vec<Token>, Vec<Problem>> {
    read(Lexer { source, at: 0, tokens: Vec::new(), problems: Vec::new(), in_cell: true })
}

fn read(mut lexer: Lexer<'_>) -> Result<Vec<Token>, Vec<Problem>> {
    let source = lexer.source;
    while lexer.at < source.len() {
        lexer.step();
    }
    lexer.push(0, TokenKind::End);
    if lexer.problems.is_empty() { Ok(lexer.tokens) } else { Err(lexer.problems) }
}

struct Lexer<'a> {
    source: &'a str,
    at: usize,
    tokens: Vec<Token>,
    problems: Vec<Problem>,
    in_cell: bool,
}

impl<'a> Lexer<'a> {
    fn rest(&self) -> &'a str {
        &self.source[self.at..]
    }

    fn step(&mut self) {
        let Some(first) = self.rest().chars().next() else { return };
        match first {
            ' ' | '\t' | '\r' | '\n' => self.at += 1,
            '"' => self.text(),
            _ if first.is_ascii_digit() || self.begins_with_a_fraction() => self.number(),
            '?' if self.in_cell => self.push(1, TokenKind::Name(INPUT.to_owned())),
            _ if starts_name(first) => self.name(),
            _ => self.sign(first),
        }
    }

    /// `.5`, but not the end of `members.5` or `1..5`.
    fn begins_with_a_fraction(&self) -> bool {
        let mut next = self.rest().chars();
        let after_operand = self.tokens.last().is_some_and(|token| match &token.kind {
            TokenKind::Number(_) | TokenKind::Text(_) | TokenKind::Name(_) => token.span.end == self.at,
            TokenKind::Symbol(symbol) => token.span.end == self.at && matches!(symbol, Symbol::DotDot),
            TokenKind::Word(_) | TokenKind::End => false,
        });
        next.next() == Some('.') && next.next().is_some_and(|digit| digit.is_ascii_digit()) && !after_operand
    }

    fn push(&mut self, bytes: usize, kind: TokenKind) {
        let span = Span::new(self.at, self.at + bytes);
        self.tokens.push(Token { kind, span });
        self.at += bytes;
    }

    fn refuse(&mut self, bytes: usize, problem: Problem) {
        self.problems.push(problem);
        self.at += bytes;
    }

    fn name(&mut self) {
        let bytes = length_while(self.rest(), continues_name);
        let text = &self.rest()[..bytes];
        let kind = Word::of(text).map_or_else(|| TokenKind::Name(text.to_owned()), TokenKind::Word);
        self.push(bytes, kind);
    }

    fn number(&mut self) {
        let rest = self.rest();
        let mut bytes = length_while(rest, |character| character.is_ascii_digit());
        if rest[bytes..].starts_with('.') {
            let places = length_while(&rest[bytes + 1..], |character| character.is_ascii_digit());
            bytes += if places > 0 { 1 + places } else { 0 };
        }
        let tail = length_while(&rest[bytes..], continues_name);
        if tail > 0 {
            let problem = glued(&rest[..bytes], &rest[bytes..bytes + tail], self.at);
            return self.refuse(bytes + tail, problem);
        }
        match Decimal::from_str_exact(&rest[..bytes]) {
            Ok(number) => self.push(bytes, TokenKind::Number(number)),
            Err(_) => self.refuse(bytes, too_long(self.at, bytes)),
        }
    }

    fn text(&mut self) {
        let mut content = String::new();
        let mut characters = self.rest().char_indices().skip(1);
        while let Some((offset, character)) = characters.next() {
            match character {
                '"' => return self.push(offset + 1, TokenKind::Text(content)),
                '\\' => match characters.next() {
                    Some((_, escaped @ ('"' | '\\'))) => content.push(escaped),
                    _ => return self.refuse(self.rest().len(), bad_escape(self.at + offset)),
                },
                other => content.push(other),
            }
        }
        let problem = unclosed(self.rest(), self.at);
        self.refuse(self.rest().len(), problem);
    }

    fn sign(&mut self, first: char) {
        if let Some(stranger) = stranger::find(self.rest(), self.at) {
            return self.refuse(stranger.bytes, stranger.problem);
        }
        match SYMBOLS.iter().find(|(sign, _)| self.rest().starts_with(sign)) {
            Some((sign, symbol)) => self.push(sign.len(), TokenKind::Symbol(*symbol)),
            None => self.refuse(first.len_utf8(), unknown(first, self.at)),
        }
    }
}

fn length_while(text: &str, wanted: impl Fn(char) -> bool) -> usize {
    text.find(|character| !wanted(character)).unwrap_or(text.len())
}

fn glued(number: &str, tail: &str, at: usize) -> Problem {
    let span = Span::new(at, at + number.len() + tail.len());
    Problem::new(
        Code::ExpressionSyntax,
        span,
        format!("数字“{number}”后面紧跟着“{tail}”"),
        format!("`{tail}` follows the number {number} without a space"),
    )
    .helped(
        "数字不带单位，金额以元计，例如 4000；后面若是另一个词，请加空格；名称不能以数字开头",
        "numbers carry no unit (money is in yuan: 4000); put a space before the next word; a name cannot begin with a digit",
    )
}

fn too_long(at: usize, bytes: usize) -> Problem {
    let span = Span::new(at, at + bytes);
    Problem::new(
        Code::ExpressionLimit,
        span,
        "这个数字太长，无法精确表示",
        "this number has too many digits to be kept exactly",
    )
    .helped("最多 28 位有效数字", "write at most 28 significant digits")
}

fn bad_escape(at: usize) -> Problem {
    let span = Span::new(at, at + 1);
    Problem::new(
        Code::ExpressionSyntax,
        span,
        "文本里反斜杠后面只能是双引号或反斜杠",
        "in a text a backslash stands only before a double quote or another backslash",
    )
    .helped("要写反斜杠本身，请写两个：\\\\", "to write a backslash itself, write two: \\\\")
}

fn unclosed(rest: &str, at: usize) -> Problem {
    let span = Span::new(at, at + rest.len());
    let problem =
        Problem::new(Code::ExpressionSyntax, span, "文本没有结束的双引号", "the text has no closing double quote");
    if rest.contains(['”', '“', '＂']) {
        return problem
            .helped("结尾的引号是全角的，请换成半角双引号", "its closing quote is full-width; use a plain one");
    }
    problem.helped("在文本末尾补上半角双引号", "add a double quote at the end of the text")
}

fn unknown(found: char, at: usize) -> Problem {
    let span = Span::new(at, at + found.len_utf8());
    let visible = !found.is_control() && !found.is_whitespace() && found != '\u{200B}' && found != '\u{FEFF}';
    let shown = if visible { found.to_string() } else { format!("U+{:04X}", u32::from(found)) };
    Problem::new(
        Code::ExpressionSyntax,
        span,
        format!("表达式里不能有字符“{shown}”"),
        format!("the character `{shown}` has no place in an expression"),
    )
    .helped("删去它；若是文本，请放在半角双引号里", "remove it, or put it between double quotes if it is text")
}
