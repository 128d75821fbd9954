//! Signs of other languages and of Chinese keyboards, each with the sign that is meant here.

use super::problem::Problem;
use super::word::is_full_width_form;
use crate::diagnostic::Code;
use crate::text::Span;

/// A sign that has no place in an expression: how many bytes it takes, and what to say.
pub(super) struct Stranger {
    pub(super) bytes: usize,
    pub(super) problem: Problem,
}

/// Looks for a strange sign at the very start of `rest`, which stands at byte `at`.
pub(super) fn find(rest: &str, at: usize) -> Option<Stranger> {
    quotes(rest, at).or_else(|| full_width(rest, at)).or_else(|| foreign(rest, at))
}

/// Quotation marks that are not the language's own, with the mark that closes each.
const QUOTES: [(char, char, Code); 6] = [
    ('“', '”', Code::FullWidthPunctuation),
    ('”', '”', Code::FullWidthPunctuation),
    ('＂', '＂', Code::FullWidthPunctuation),
    ('‘', '’', Code::FullWidthPunctuation),
    ('「', '」', Code::FullWidthPunctuation),
    ('\'', '\'', Code::ExpressionSyntax),
];

fn quotes(rest: &str, at: usize) -> Option<Stranger> {
    let first = rest.chars().next()?;
    let (_, close, code) = *QUOTES.iter().find(|(open, _, _)| *open == first)?;
    let inside = &rest[first.len_utf8()..];
    let bytes = inside.find(close).map_or(first.len_utf8(), |end| first.len_utf8() + end + close.len_utf8());
    let found = &rest[..bytes];
    let content: String = found.chars().filter(|character| *character != first && *character != close).collect();
    let twin = if content.is_empty() { "\"…\"".to_owned() } else { format!("\"{content}\"") };
    let zh = if code == Code::FullWidthPunctuation {
        format!("此处的引号是全角的：{found}")
    } else {
        format!("此处用了单引号：{found}")
    };
    let en = format!("these are not the quotation marks of an expression: {found}");
    let problem = Problem::new(code, Span::new(at, at + bytes), zh, en).helped(
        format!("文本两边用半角双引号，写成 {twin}"),
        format!("write text between plain double quotes: {twin}"),
    );
    Some(Stranger { bytes, problem })
}

fn full_width(rest: &str, at: usize) -> Option<Stranger> {
    let twins: Vec<(char, String)> = rest.chars().map_while(|found| Some((found, half_width(found)?))).collect();
    let bytes: usize = twins.iter().map(|(found, _)| found.len_utf8()).sum();
    if bytes == 0 {
        return None;
    }
    let found = &rest[..bytes];
    let twin: String = twins.into_iter().map(|(_, twin)| twin).collect();
    let (zh, en) = if twin.trim().is_empty() {
        ("此处是全角空格，应为半角空格".to_owned(), "a full-width space stands here; use a plain space".to_owned())
    } else {
        (
            format!("此处是全角的“{found}”，应为半角的“{}”", twin.trim()),
            format!("full-width `{found}` stands here; an expression wants `{}`", twin.trim()),
        )
    };
    let problem = Problem::new(Code::FullWidthPunctuation, Span::new(at, at + bytes), zh, en)
        .helped("切换到英文输入法，重打这个符号", "type it again with an English keyboard");
    Some(Stranger { bytes, problem })
}

/// The half-width twin of one character of Chinese type.
fn half_width(found: char) -> Option<String> {
    let twin = match found {
        '＂' => return None,
        '\u{3000}' => ' ',
        '。' => '.',
        '、' => ',',
        '【' => '[',
        '】' => ']',
        '《' | '〈' => '<',
        '》' | '〉' => '>',
        other if is_full_width_form(other) => char::from_u32(u32::from(other) - 0xFEE0)?,
        _ => return None,
    };
    Some(twin.to_string())
}

/// Signs of mathematics and of programming languages: the sign, what is written here instead.
const FOREIGN: [(&str, &str); 24] = [
    ("===", "="),
    ("!==", "!="),
    ("==", "="),
    ("<>", "!="),
    ("=<", "<="),
    ("=>", ">="),
    ("≤", "<="),
    ("≥", ">="),
    ("≠", "!="),
    ("×", "*"),
    ("÷", "/"),
    ("−", "-"),
    ("–", "-"),
    ("—", "-"),
    ("…", ".."),
    ("&&", "and"),
    ("&", "and"),
    ("||", "or"),
    ("|", "or"),
    ("!", "not(…)"),
    ("?", "if … then … else …"),
    ("%", "/ 100"),
    ("{", "("),
    ("}", ")"),
];

fn foreign(rest: &str, at: usize) -> Option<Stranger> {
    if rest.starts_with("!=") && !rest.starts_with("!==") {
        return None;
    }
    let (found, meant) = FOREIGN.iter().find(|(sign, _)| rest.starts_with(sign))?;
    let problem = Problem::new(
        Code::ExpressionSyntax,
        Span::new(at, at + found.len()),
        format!("表达式里没有“{found}”"),
        format!("an expression has no `{found}`"),
    )
    .helped(format!("请写成 {meant}"), format!("write {meant}"));
    Some(Stranger { bytes: found.len(), problem })
}
