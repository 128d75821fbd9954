//! What serde says of something that does not fit, in the words of both languages.

use service::Bilingual;

use crate::failure::Failure;

/// What Rust calls a kind of value, and what people do.
const KINDS: [(&str, &str); 12] = [
    ("a string", "文字"),
    ("a boolean", "true 或 false"),
    ("a map", "对象"),
    ("u32", "不太大的非负整数"),
    ("u64", "非负整数"),
    ("struct ", "对象 "),
    ("integer ", "整数 "),
    ("floating point ", "小数 "),
    ("string ", "文字 "),
    ("boolean ", ""),
    ("sequence", "列表"),
    ("map", "对象"),
];

/// What does not fit the expected shape, from what serde says of it and where it stands.
pub(super) fn misfit(said: &str, place: &Bilingual) -> Failure {
    let Bilingual { zh, en } = place;
    if let Some((name, expected)) = said.strip_prefix("unknown field ").and_then(|rest| rest.split_once(", ")) {
        let failure = Failure::malformed(format!("{zh}里没有 {name} 这一项"), format!("{en} has no item {name}"));
        return failure.with_help(format!("可用的有：{}", choices(expected)), expected).about(quoted(name));
    }
    if let Some(name) = said.strip_prefix("missing field ") {
        let failure = Failure::malformed(format!("{zh}缺少 {name} 这一项"), format!("{en} lacks the item {name}"));
        return failure.about(quoted(name));
    }
    if let Some(name) = said.strip_prefix("duplicate field ") {
        let failure = Failure::malformed(format!("{zh}里 {name} 写了两次"), format!("{en} gives {name} twice"));
        return failure.about(quoted(name));
    }
    Failure::malformed(
        format!("{zh}有一项不合要求：{}", in_chinese(said)),
        format!("an item of {en} does not fit: {said}"),
    )
}

fn in_chinese(said: &str) -> String {
    let found = said.split_once(": ").filter(|(wrong, _)| matches!(*wrong, "invalid type" | "invalid value"));
    if let Some((found, expected)) = found.and_then(|(_, rest)| rest.split_once(", expected ")) {
        return format!("应为{}，写的是{}", kind(expected), kind(found));
    }
    if let Some((found, expected)) = said.strip_prefix("unknown variant ").and_then(|rest| rest.split_once(", ")) {
        return format!("应为 {} 之一，写的是 {found}", choices(expected));
    }
    if let Some((example, found)) =
        said.strip_prefix("expected a moment such as ").and_then(|rest| rest.split_once(", "))
    {
        return format!("应为时刻，例如 {example}，写的是 {}", found.trim_start_matches("found "));
    }
    match said {
        "provided string was not `true` or `false`" => "应为 true 或 false".to_owned(),
        _ if said.contains("digit") || said.contains("integer") => "应为非负整数".to_owned(),
        _ => said.to_owned(),
    }
}

fn kind(said: &str) -> String {
    let known = KINDS.iter().find_map(|(en, zh)| said.strip_prefix(en).map(|rest| format!("{zh}{rest}")));
    known.unwrap_or_else(|| format!(" {said}"))
}

/// "expected one of `a`, `b`" and "expected `a` or `b`" as a list.
fn choices(expected: &str) -> String {
    let list = expected.trim_start_matches("expected ").trim_start_matches("one of ");
    list.replace(" or ", "、").replace(", ", "、")
}

fn quoted(name: &str) -> &str {
    name.trim_matches('`')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_serde_says_is_said_in_chinese() {
        let cases = [
            ("invalid type: integer `3`, expected a string", "应为文字，写的是整数 `3`"),
            ("invalid type: string \"x\", expected u32", "应为不太大的非负整数，写的是文字 \"x\""),
            ("invalid value: integer `-1`, expected u64", "应为非负整数，写的是整数 `-1`"),
            ("invalid type: sequence, expected a map", "应为对象，写的是列表"),
            ("unknown variant `opne`, expected `open` or `ended`", "应为 `open`、`ended` 之一，写的是 `opne`"),
            ("invalid digit found in string", "应为非负整数"),
            ("cannot parse integer from empty string", "应为非负整数"),
            ("provided string was not `true` or `false`", "应为 true 或 false"),
            ("something new", "something new"),
        ];
        for (said, expected) in cases {
            assert_eq!(in_chinese(said), expected);
        }
    }
}
