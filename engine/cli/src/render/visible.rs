//! Characters that would do something to a terminal, shown as signs of the same length in bytes.

/// Replaces every control and direction-changing character; offsets in the text stay what they were.
pub fn visible(text: &str) -> String {
    text.chars().map(|character| if acts(character) { stand_in(character) } else { character }).collect()
}

fn acts(character: char) -> bool {
    let control = character.is_control() && !matches!(character, '\n' | '\r' | '\t');
    let direction = matches!(character, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
    control || direction
}

fn stand_in(character: char) -> char {
    match character.len_utf8() {
        1 => '?',
        2 => '¤',
        _ => char::REPLACEMENT_CHARACTER,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_acts_on_a_terminal_is_shown_in_as_many_bytes() {
        let text = "甲\u{1b}[31m乙\u{202e}丙\u{85}丁\u{feff}\t\r\n";
        let shown = visible(text);
        assert_eq!(shown, "甲?[31m乙\u{fffd}丙¤丁\u{fffd}\t\r\n");
        assert_eq!(shown.len(), text.len());
    }
}
