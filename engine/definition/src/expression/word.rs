//! The words of the language and what may be a name.

/// A word with a meaning of its own; no variable can have it as a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    And,
    Or,
    Not,
    If,
    Then,
    Else,
    In,
    True,
    False,
}

/// Each word in English and in Chinese.
const WORDS: [(Word, &str, &str); 9] = [
    (Word::And, "and", "并且"),
    (Word::Or, "or", "或者"),
    (Word::Not, "not", "非"),
    (Word::If, "if", "如果"),
    (Word::Then, "then", "那么"),
    (Word::Else, "else", "否则"),
    (Word::In, "in", "属于"),
    (Word::True, "true", "是"),
    (Word::False, "false", "否"),
];

impl Word {
    pub(super) fn of(text: &str) -> Option<Self> {
        WORDS.iter().find(|(_, english, chinese)| text == *english || text == *chinese).map(|(word, _, _)| *word)
    }

    /// The word that was meant by `AND`, `True`, `Not`.
    pub(super) fn meant_by(text: &str) -> Option<&'static str> {
        WORDS.iter().map(|(_, english, _)| *english).find(|english| english.eq_ignore_ascii_case(text))
    }
}

/// Whether an expression can name a variable or state so: a letter of any script or `_`, then letters, digits and `_`,
/// and not one of the language's own words (`and`, `或者`, `true`, `是`, ...).
pub fn is_name(text: &str) -> bool {
    let mut characters = text.chars();
    characters.next().is_some_and(starts_name) && characters.all(continues_name) && Word::of(text).is_none()
}

pub(super) fn starts_name(character: char) -> bool {
    character == '_' || (character.is_alphabetic() && !is_full_width_form(character))
}

pub(super) fn continues_name(character: char) -> bool {
    character == '_' || (character.is_alphanumeric() && !is_full_width_form(character))
}

/// Letters, digits and signs of ASCII in the double width of Chinese type: `Ａ`, `１`, `＝`.
pub(super) fn is_full_width_form(character: char) -> bool {
    matches!(character, '\u{FF01}'..='\u{FF5E}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_letters_of_any_script_and_never_the_languages_own_words() {
        for name in ["members", "家庭人均收入", "_x1", "是否低保", "不是", "〇六年", "naïve"] {
            assert!(is_name(name), "{name}");
        }
        for not_a_name in ["", "1a", "a-b", "a.b", "and", "或者", "是", "ａｂ", "人口１", "a b"] {
            assert!(!is_name(not_a_name), "{not_a_name}");
        }
    }
}
