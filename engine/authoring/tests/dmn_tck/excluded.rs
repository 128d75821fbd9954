//! What of the suite is not decided as it says, one line and reason each: `model case | reason`, or `model * | reason`.

const LIST: &str = include_str!("excluded.txt");

/// Whether a case has its reason.
pub fn is(model: &str, case: &str) -> bool {
    LIST.lines().filter_map(|line| line.split_once('|')).any(|(of, reason)| {
        let mut words = of.split_whitespace();
        let (named, which) = (words.next(), words.next());
        named == Some(model)
            && matches!(which, Some(which) if which == "*" || which == case)
            && !reason.trim().is_empty()
    })
}
