//! What a command prints, held against what a chapter says it prints.

/// In a line it stands for any text; alone on a line for any lines; for none as well.
const ANYTHING: &str = "...";
/// Where the handbook's server listens; the test's own takes a free port.
const LISTENING: &str = "127.0.0.1:8080";

/// Whether printed lines are those a chapter shows.
pub fn is_as_said(said: &[String], printed: &[String]) -> bool {
    match said.split_first() {
        None => printed.is_empty(),
        Some((first, rest)) if first.trim() == ANYTHING => {
            (0..=printed.len()).any(|passed| is_as_said(rest, &printed[passed..]))
        }
        Some((first, rest)) => printed.first().is_some_and(|line| fits(first, line)) && is_as_said(rest, &printed[1..]),
    }
}

/// Whether a line is as a chapter shows it.
pub fn fits(said: &str, line: &str) -> bool {
    let mut parts = said.split(ANYTHING);
    let Some(mut rest) = parts.next().and_then(|first| line.strip_prefix(first)) else { return false };
    let mut parts = parts.peekable();
    let mut is_open = false;
    while let Some(part) = parts.next() {
        is_open = part.is_empty() && parts.peek().is_none();
        let found = if parts.peek().is_none() { rest.rfind(part) } else { rest.find(part) };
        let Some(at) = found else { return false };
        rest = &rest[at + part.len()..];
    }
    is_open || rest.is_empty()
}

/// The lines of an output as a chapter shows them: without blanks at their ends, at the handbook's own address.
pub fn lines(output: &str) -> Vec<String> {
    let mut lines: Vec<String> = output.lines().map(|line| at_home(line).trim_end().to_owned()).collect();
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines
}

fn at_home(line: &str) -> String {
    let Some((before, rest)) = line.split_once("127.0.0.1:") else { return line.to_owned() };
    format!("{before}{LISTENING}{}", rest.trim_start_matches(|character: char| character.is_ascii_digit()))
}

#[test]
fn dots_stand_for_any_text_or_lines_and_nothing_else_does() {
    let lines = |text: &str| text.split('/').map(str::to_owned).collect::<Vec<_>>();
    for (said, printed, expected) in [
        ("a/b", "a/b", true),
        ("a/b", "a", false),
        ("a", "a/b", false),
        ("a/.../d", "a/b/c/d", true),
        ("a/.../d", "a/d", true),
        ("a/.../d", "a/b/c", false),
        ("...", "a", true),
        (".../b", "a/c", false),
        ("a...c", "abc", true),
        ("a...c", "abcd", false),
        ("a...", "abc", true),
        ("...c", "abc", true),
        ("a...b...c", "a1c2b3c", true),
        ("a...b...c", "a1c2b3d", false),
    ] {
        assert_eq!(is_as_said(&lines(said), &lines(printed)), expected, "{said} {printed}");
    }
    assert_eq!(self::lines("服务：http://127.0.0.1:43121（停）  \n\n"), ["服务：http://127.0.0.1:8080（停）"]);
}
