//! The words inside the tags of a template, and where they stand. minijinja says which variables are read, not where.

use std::ops::Range;

/// What stands inside the tags of a template, in order.
#[derive(Debug, Default)]
pub(super) struct Scan {
    /// Each `{{ }}` and `{% %}`, markers included.
    pub tags: Vec<Range<usize>>,
    /// Each word.
    pub words: Vec<Word>,
}

/// A name, or names joined by dots, inside a tag.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// Without white space: `fields.members`.
    pub text: String,
    /// Where it stands.
    pub range: Range<usize>,
    /// What it is by its neighbours.
    pub kind: WordKind,
}

/// What a word is by its neighbours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WordKind {
    /// A variable or a word of the template language.
    Name,
    /// Called: `range(3)`.
    Call,
    /// After `|`, or the filter of a filter block.
    Filter,
    /// After `is` or `is not`.
    Test,
    /// Set by the template itself: after `set`, `with` or `for`.
    Target,
}

/// Finds the words. Tolerant: a tag that is not closed ends with the text.
pub(super) fn scan(text: &str) -> Scan {
    let mut scan = Scan::default();
    let mut at = 0;
    while let Some(found) = text.get(at..).and_then(|rest| rest.find('{')) {
        let start = at + found;
        at = match text.as_bytes().get(start + 1) {
            Some(b'#') => end_of(text, start, "#}"),
            Some(b'{') => tag(text, start, "}}", &mut scan),
            Some(b'%') => block(text, start, &mut scan),
            Some(_) | None => start + 1,
        };
    }
    scan
}

fn end_of(text: &str, start: usize, marker: &str) -> usize {
    text[start..].find(marker).map_or(text.len(), |found| start + found + marker.len())
}

/// A `{% %}`; what stands between `raw` and `endraw` is no template.
fn block(text: &str, start: usize, scan: &mut Scan) -> usize {
    let first = scan.words.len();
    let end = tag(text, start, "%}", scan);
    if scan.words.get(first).is_none_or(|word| word.text != "raw") {
        return end;
    }
    let closing = text[end..].match_indices("{%").map(|(at, _)| end + at);
    let is_end = |at: &usize| text[at + 2..].trim_start_matches(['-', '+']).trim_start().starts_with("endraw");
    closing.into_iter().find(is_end).unwrap_or(text.len())
}

fn tag(text: &str, start: usize, marker: &str, scan: &mut Scan) -> usize {
    let mut inside = Inside { text, at: start + marker.len(), before: Before::Start, depth: 0 };
    while let Some(character) = inside.peek() {
        if inside.depth == 0 && inside.rest().starts_with(marker) {
            inside.at += marker.len();
            break;
        }
        inside.step(character, &mut scan.words);
    }
    scan.tags.push(start..inside.at);
    inside.at
}

/// What stood before, as far as it decides what a word is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    Start,
    Pipe,
    Is,
    Dot,
    /// `set`, `with` or `for`, up to `=` or `in`.
    Target,
    Other,
}

struct Inside<'t> {
    text: &'t str,
    at: usize,
    before: Before,
    depth: usize,
}

impl<'t> Inside<'t> {
    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn step(&mut self, character: char, words: &mut Vec<Word>) {
        match character {
            quote @ ('"' | '\'') => self.skip_string(quote),
            first if first.is_alphabetic() || first == '_' => self.word(words),
            digit if digit.is_ascii_digit() => {
                self.skip_while(|character| character.is_alphanumeric() || matches!(character, '_' | '.'));
                self.before = Before::Other;
            }
            other => {
                self.at += other.len_utf8();
                self.sign(other);
            }
        }
    }

    fn sign(&mut self, sign: char) {
        match sign {
            '{' | '[' | '(' => self.depth += 1,
            '}' | ']' | ')' => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        let at_start = self.before == Before::Start && matches!(sign, '-' | '+');
        self.before = match sign {
            '|' => Before::Pipe,
            '.' => Before::Dot,
            white if white.is_whitespace() => self.before,
            ',' | '(' | ')' if self.before == Before::Target => Before::Target,
            _ if at_start => Before::Start,
            _ => Before::Other,
        };
    }

    fn word(&mut self, words: &mut Vec<Word>) {
        let start = self.at;
        let mut text = self.name().to_owned();
        let before = self.before;
        let one_name = matches!(before, Before::Pipe | Before::Is);
        let mut end = self.at;
        while !one_name && let Some(next) = self.after_dot() {
            text.push('.');
            text.push_str(next);
            end = self.at;
        }
        self.before = match text.as_str() {
            "is" => Before::Is,
            "not" if before == Before::Is => Before::Is,
            "filter" if before == Before::Start => Before::Pipe,
            "set" | "with" | "for" if before == Before::Start => Before::Target,
            other if before == Before::Target && other != "in" => Before::Target,
            _ => Before::Other,
        };
        let kind = match before {
            // `x[0].name`: an attribute of something computed, no variable.
            Before::Dot => return,
            Before::Pipe => WordKind::Filter,
            Before::Is if text == "not" => return,
            Before::Is => WordKind::Test,
            Before::Target if self.before == Before::Target => WordKind::Target,
            Before::Start | Before::Target | Before::Other if self.rest().trim_start().starts_with('(') => {
                WordKind::Call
            }
            Before::Start | Before::Target | Before::Other => WordKind::Name,
        };
        words.push(Word { text, range: start..end, kind });
    }

    fn name(&mut self) -> &'t str {
        let start = self.at;
        self.skip_while(|character| character.is_alphanumeric() || character == '_');
        &self.text[start..self.at]
    }

    /// The name after a dot, if one follows; else nothing is taken.
    fn after_dot(&mut self) -> Option<&'t str> {
        let name = self.rest().trim_start().strip_prefix('.')?.trim_start();
        name.chars().next().filter(|first| first.is_alphabetic() || *first == '_')?;
        self.at = self.text.len() - name.len();
        Some(self.name())
    }

    fn skip_string(&mut self, quote: char) {
        let mut escaped = false;
        let closing = self.rest().char_indices().skip(1).find(|(_, character)| {
            let closes = *character == quote && !escaped;
            escaped = *character == '\\' && !escaped;
            closes
        });
        self.at = closing.map_or(self.text.len(), |(at, _)| self.at + at + 1);
        self.before = Before::Other;
    }

    fn skip_while(&mut self, take: impl Fn(char) -> bool) {
        let rest = self.rest();
        let length = rest.find(|character| !take(character)).unwrap_or(rest.len());
        self.at += length;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<(String, WordKind)> {
        let scan = scan(text);
        for word in &scan.words {
            let written: String = text[word.range.clone()].split_whitespace().collect();
            assert_eq!(written, word.text);
        }
        scan.words.into_iter().map(|word| (word.text, word.kind)).collect()
    }

    #[test]
    fn words_are_told_apart_by_their_neighbours() {
        use WordKind::{Call, Filter, Name, Target, Test};
        let cases = [
            ("no {braces} here, a }} neither", vec![]),
            ("{# a.comment #}{{ number }}", vec![("number", Name)]),
            ("{{ fields . 家庭人口|default(\"a|b }} c\")}}", vec![("fields.家庭人口", Name), ("default", Filter)]),
            ("{{ a is not defined }}", vec![("a", Name), ("is", Name), ("defined", Test)]),
            ("{{- range(1.5e3) -}}", vec![("range", Call)]),
            ("{{ {'k': {'x': y}}['k'].x }}", vec![("y", Name)]),
            ("{% raw %}{{ no }}{% endraw %}{{ yes }}", vec![("raw", Name), ("endraw", Name), ("yes", Name)]),
            ("{% set x=y %}", vec![("set", Name), ("x", Target), ("y", Name)]),
            ("{% for a, b in c %}", vec![("for", Name), ("a", Target), ("b", Target), ("in", Name), ("c", Name)]),
            ("{%- filter upper %}x{% endfilter %}", vec![("filter", Name), ("upper", Filter), ("endfilter", Name)]),
        ];
        for (text, expected) in cases {
            let expected: Vec<(String, WordKind)> =
                expected.into_iter().map(|(word, kind)| (word.to_owned(), kind)).collect();
            assert_eq!(words(text), expected, "{text}");
        }
    }

    #[test]
    fn a_tag_that_is_not_closed_ends_with_the_text() {
        let text = "您好 {{ number";
        assert_eq!(scan(text).tags, vec!["您好 ".len()..text.len()]);
    }
}
