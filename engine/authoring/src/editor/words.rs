//! The names inside an expression, at their places in the file.

use definition::text::Span;

/// A name inside an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// A field or formula.
    Variable,
    /// In the brackets of `in(...)`.
    State,
    /// In the brackets and quotes of `parameter(...)`.
    Parameter,
    /// A quoted text.
    Text,
}

/// Every name in what stands between two places of a text. It is read as written, so that folded lines keep their places.
pub(super) fn words(text: &str, within: Span) -> Vec<(Span, Word)> {
    let Some(written) = text.get(within.range()) else { return Vec::new() };
    let outer = written.chars().next().filter(|quote| matches!(quote, '"' | '\''));
    let skipped = usize::from(outer.is_some());
    let mut found = Vec::new();
    let mut before: (String, char) = (String::new(), ' ');
    let mut characters = written.char_indices().skip(skipped).peekable();
    while let Some((at, character)) = characters.next() {
        let start = within.start + at;
        if character.is_alphabetic() || character == '_' {
            let mut end = start + character.len_utf8();
            while let Some((_, next)) = characters.next_if(|(_, next)| next.is_alphanumeric() || *next == '_') {
                end += next.len_utf8();
            }
            let is_state = before.0 == "in" && before.1 == '(';
            found.push((Span::new(start, end), if is_state { Word::State } else { Word::Variable }));
            before = (text.get(start..end).unwrap_or_default().to_owned(), ' ');
        } else if character == '"' && outer != Some('"') {
            let mut end = start + 1;
            let mut closed = false;
            for (_, next) in characters.by_ref() {
                if next == '"' {
                    closed = true;
                    break;
                }
                end += next.len_utf8();
            }
            if closed {
                let is_parameter = before.0 == "parameter" && before.1 == '(';
                found.push((Span::new(start + 1, end), if is_parameter { Word::Parameter } else { Word::Text }));
            }
            before = (String::new(), ' ');
        } else if !character.is_whitespace() {
            before.1 = character;
            if character != '(' {
                before.0.clear();
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_at_their_places_also_in_folded_lines() {
        let text = "f: >-\n  家庭收入 < parameter(\"a.b\")\n  and in(甲) and why = \"refused\"\n";
        let found: Vec<(&str, Word)> =
            words(text, Span::new(3, text.len())).into_iter().map(|(span, word)| (&text[span.range()], word)).collect();
        let names: Vec<(&str, Word)> =
            found.into_iter().filter(|(name, _)| !["and", "parameter", "in"].contains(name)).collect();
        assert_eq!(
            names,
            [
                ("家庭收入", Word::Variable),
                ("a.b", Word::Parameter),
                ("甲", Word::State),
                ("why", Word::Variable),
                ("refused", Word::Text)
            ]
        );
    }
}
