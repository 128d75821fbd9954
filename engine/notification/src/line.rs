//! Texts as a mail may carry them: a header on one line, a body without control characters.

/// One line of at most `characters_max` characters: every line break, tab and control character becomes a space, spaces
/// in a row become one, and what is too long ends in `…`. A header made of this cannot begin another header.
pub fn one_line(text: &str, characters_max: usize) -> String {
    let spaced: String = text.chars().map(|character| if breaks(character) { ' ' } else { character }).collect();
    let line = spaced.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    cut(line, characters_max)
}

fn breaks(character: char) -> bool {
    character.is_control() || matches!(character, '\u{2028}' | '\u{2029}')
}

fn cut(line: String, characters_max: usize) -> String {
    if line.chars().count() <= characters_max {
        return line;
    }
    let kept: String = line.chars().take(characters_max.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

/// A body with `\n` as its only line break and no control characters but tabs.
pub fn plain_body(text: &str) -> String {
    let lines = text.replace("\r\n", "\n").replace('\r', "\n");
    lines.chars().filter(|character| !character.is_control() || matches!(character, '\n' | '\t')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_is_one_line_whatever_breaks_it() {
        for (text, expected) in [
            ("期限提醒\r\nBcc: x@example.org", "期限提醒 Bcc: x@example.org"),
            ("甲\n\n\n乙", "甲 乙"),
            ("甲\r乙\u{85}丙\u{2028}丁\0戊", "甲 乙 丙 丁 戊"),
            ("  两端  ", "两端"),
            ("全角　空格不动", "全角　空格不动"),
        ] {
            assert_eq!(one_line(text, 200), expected);
        }
    }

    #[test]
    fn a_line_that_is_too_long_says_that_it_was_cut() {
        assert_eq!(one_line("一二三四五", 5), "一二三四五");
        assert_eq!(one_line("一二三四五六", 5), "一二三四…");
    }

    #[test]
    fn a_body_keeps_its_lines_and_loses_its_control_characters() {
        assert_eq!(plain_body("一\r\n二\r三\n\t四\0\u{1b}[1m"), "一\n二\n三\n\t四[1m");
    }
}
