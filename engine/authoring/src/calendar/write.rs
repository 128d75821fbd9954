//! A calendar file with the arrangement of one more year, or another one of a year it has. Everything else stays letter for letter.

use chrono::Datelike;
use definition::bilingual::Bilingual;
use definition::keyword as k;
use definition::moment::Date;
use definition::text::{SourceText, Span};
use definition::yaml::{Entry, Node};

use super::Arrangement;
use crate::edit::{Edit, apply};

/// What holidays are called in English.
const HOLIDAYS: [(&str, &str); 8] = [
    ("元旦", "New Year's Day"),
    ("春节", "Spring Festival"),
    ("清明节", "Tomb-Sweeping Day"),
    ("劳动节", "Labour Day"),
    ("端午节", "Dragon Boat Festival"),
    ("中秋节", "Mid-Autumn Festival"),
    ("国庆节", "National Day"),
    ("国庆节、中秋节", "National Day and Mid-Autumn Festival"),
];

/// The text of a calendar with an arrangement in it.
///
/// # Errors
/// If the calendar does not read, or does not reach up to the year before.
pub fn with_arrangement(source: &SourceText, root: &Node, arrangement: &Arrangement) -> Result<String, Bilingual> {
    let mut edits: Vec<Edit> = Vec::new();
    edits.extend(covering(root, arrangement.year)?);
    let years = entry(root, k::OF_YEARS).map(|entry| &entry.value);
    match years {
        Some(Node::Mapping(entries, _)) => edits.push(in_years(source, entries, arrangement)),
        Some(_) | None => {
            let end = source.text.trim_end().len();
            let text = format!("\n{}:\n  {}", k::OF_YEARS.en, block(arrangement, None, "  "));
            edits.push(Edit { span: Span::new(end, end), text });
        }
    }
    Ok(apply(&source.text, &edits))
}

/// The edit that lets the calendar cover the year, if it does not.
fn covering(root: &Node, year: i32) -> Result<Option<Edit>, Bilingual> {
    let Some(covers) = entry(root, k::COVERS) else { return Ok(None) };
    let Some(Node::Scalar(to)) = entry(&covers.value, k::TO_DAY).map(|entry| &entry.value) else { return Ok(None) };
    let Ok(last) = to.text.parse::<Date>() else { return Ok(None) };
    if last.year() >= year {
        return Ok(None);
    }
    if last.year() + 1 < year {
        let missing = last.year() + 1;
        return Err(Bilingual::new(
            format!("日历只公布到 {last}，请先导入 {missing} 年的安排，再导入 {year} 年的"),
            format!("the calendar covers days up to {last} only; import {missing} before {year}"),
        ));
    }
    Ok(Some(Edit { span: to.span, text: format!("{year}-12-31") }))
}

fn in_years(source: &SourceText, entries: &[Entry], arrangement: &Arrangement) -> Edit {
    let year = arrangement.year.to_string();
    let end_of = |entry: &Entry| {
        let end = entry.value.span().end.min(source.text.len());
        source.text.get(..end).map_or(end, |text| text.trim_end().len())
    };
    let indent = entries.first().map_or(2, |entry| source.position(entry.key.span.start).column.saturating_sub(1));
    let indent = " ".repeat(indent);
    if let Some(present) = entries.iter().find(|entry| entry.key.text == year) {
        let kept = entry(&present.value, k::SOURCE).and_then(|entry| match &entry.value {
            Node::Scalar(scalar) => Some(scalar.text.as_str()),
            Node::Sequence(..) | Node::Mapping(..) => None,
        });
        let span = Span::new(present.key.span.start, end_of(present));
        return Edit { span, text: block(arrangement, kept, &indent) };
    }
    let before = entries.iter().rev().find(|entry| entry.key.text < year).or(entries.last());
    let at = before.map_or(source.text.trim_end().len(), end_of);
    Edit { span: Span::new(at, at), text: format!("\n{indent}{}", block(arrangement, None, &indent)) }
}

/// `"2027": ...`, from the key on.
fn block(arrangement: &Arrangement, kept_source: Option<&str>, indent: &str) -> String {
    let mut text = format!("\"{}\":", arrangement.year);
    if let Some(source) = arrangement.source.as_deref().or(kept_source) {
        text.push_str(&format!("\n{indent}  {}: {}", k::SOURCE.en, plain(source)));
    }
    if !arrangement.off.is_empty() {
        text.push_str(&format!("\n{indent}  {}:", k::OFF.en));
    }
    for (first, last, name) in runs(arrangement) {
        let to = if first == last { String::new() } else { format!(", to: {last}") };
        text.push_str(&format!("\n{indent}    - {{from: {first}{to}, name: {}}}", named(&name)));
    }
    if !arrangement.work.is_empty() {
        let days: Vec<String> = arrangement.work.iter().map(ToString::to_string).collect();
        text.push_str(&format!("\n{indent}  {}: [{}]", k::WORK.en, days.join(", ")));
    }
    text
}

/// Days off one after another of the same name, as one run.
fn runs(arrangement: &Arrangement) -> Vec<(Date, Date, String)> {
    let mut runs: Vec<(Date, Date, String)> = Vec::new();
    for (day, name) in &arrangement.off {
        match runs.last_mut() {
            Some((_, last, named)) if last.succ_opt() == Some(*day) && named == name => *last = *day,
            Some(_) | None => runs.push((*day, *day, name.clone())),
        }
    }
    runs
}

fn named(zh: &str) -> String {
    let zh = if zh.is_empty() { "放假" } else { zh };
    let en = HOLIDAYS.iter().find(|(name, _)| *name == zh).map_or(zh, |(_, en)| *en);
    format!("{{zh: {}, en: {}}}", plain(zh), plain(en))
}

/// A text as YAML reads it back, without quotes where it needs none.
fn plain(text: &str) -> String {
    let harmless =
        |c: char| c.is_alphanumeric() || matches!(c, ' ' | '、' | '〔' | '〕' | '（' | '）' | '-' | '/' | '.' | '\'');
    let simple = text.starts_with(char::is_alphabetic) && !text.ends_with(' ') && text.chars().all(harmless);
    if simple { text.to_owned() } else { serde_json::to_string(text).unwrap_or_default() }
}

fn entry(node: &Node, keyword: k::Keyword) -> Option<&Entry> {
    let Node::Mapping(entries, _) = node else { return None };
    entries.iter().find(|entry| keyword.is(&entry.key.text))
}
