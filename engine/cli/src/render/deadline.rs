//! The deadlines of a case: when each is due, what is left, and why.

use definition::bilingual::Language;
use serde_json::Value as Json;

use super::case::{both, each, text};

/// One line: `审批：2020-05-06 24:00〔暂定〕（计时中，剩余2个工作日）`.
pub fn line(deadline: &Json, language: Language) -> String {
    let zh = language == Language::Zh;
    let clock = match (text(&deadline["clock"]).as_str(), zh) {
        ("running", true) => "计时中",
        ("stopped", true) => "暂停",
        ("met", true) => "已达成",
        ("ended", true) => "随办件结束",
        ("running", false) => "running",
        ("stopped", false) => "stopped",
        ("met", false) => "met",
        _ => "ended",
    };
    let mut state = vec![clock.to_owned()];
    if let Some(remaining) = deadline["remaining"].as_object() {
        state.extend(remaining.get("text").map(|words| both(words, language)));
    }
    if let Some(target) = deadline["target"].as_str() {
        state.push(format!("{} {target}", if zh { "内部目标" } else { "target" }));
    }
    if deadline["passed"].as_bool().unwrap_or_default() {
        state.push((if zh { "曾逾期" } else { "passed unmet" }).to_owned());
    }
    let provisional = match (deadline["provisional"].as_bool().unwrap_or_default(), zh) {
        (false, _) => "",
        (true, true) => "〔暂定〕",
        (true, false) => " [provisional]",
    };
    let state = state.join(if zh { "，" } else { ", " });
    format!("{}：{}{provisional}（{state}）", both(&deadline["title"], language), text(&deadline["due"]))
}

/// Every deadline of a case, each with all that led to its date.
pub fn explained(case: &Json, language: Language) -> String {
    let mut told = String::new();
    for deadline in each(&case["deadlines"]) {
        told.push_str(&format!("{}\n", line(deadline, language)));
        if let Some(source) = deadline["source"].as_str() {
            told.push_str(&format!("  {source}\n"));
        }
        let lines = match language {
            Language::Zh => &deadline["lines"]["zh"],
            Language::En => &deadline["lines"]["en"],
        };
        each(lines).for_each(|line| told.push_str(&format!("  {}\n", text(line))));
    }
    told
}
