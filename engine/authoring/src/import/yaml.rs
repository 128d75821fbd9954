//! Writing a new file: scalars quoted where they must be, names made from other systems' words.

/// A text as a YAML scalar.
pub(super) fn scalar(text: &str) -> String {
    let plain = |character: char| {
        character.is_alphanumeric() || matches!(character, '_' | '-' | '.' | ' ' | '（' | '）' | '，')
    };
    let starts = text.chars().next().is_some_and(char::is_alphabetic);
    if starts && text.chars().all(plain) && !text.ends_with(' ') {
        return text.to_owned();
    }
    let mut quoted = String::from("\"");
    for character in text.chars() {
        match character {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            control if control.is_control() => quoted.push(' '),
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}

/// A name of ours made of another system's: what a name cannot have becomes `_`.
pub(super) fn name(text: &str) -> String {
    let fits = |character: char| character.is_alphanumeric() || matches!(character, '_' | '-' | '.');
    let made: String = text.trim().chars().map(|character| if fits(character) { character } else { '_' }).collect();
    if made.chars().next().is_some_and(char::is_alphanumeric) { made } else { format!("x{made}") }
}
