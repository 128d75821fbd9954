//! What a changed calendar does to the deadlines that run.

use definition::bilingual::Language;
use serde_json::Value as Json;

use super::case::{each, text};

/// `127 条时限改期，3 条将逾期，1 条通知将发出`, then some of them.
pub fn effect(effect: &Json, language: Language) -> String {
    let count = |key: &str| effect[key].as_u64().unwrap_or_default();
    let (moved, overdue, mails) = (count("moved"), count("overdue"), count("notifications"));
    let (cases, confirmed, revived, waits) = (count("cases"), count("confirmed"), count("revived"), count("waits"));
    let mut told = match language {
        Language::Zh => format!(
            "{moved} 条时限改期，{overdue} 条将逾期，{mails} 条通知将发出\n查看 {cases} 个办件：{confirmed} 条日期不变、只改暂定标记，{revived} 条已逾期的恢复计时，{waits} 个环节的等待改期\n"
        ),
        Language::En => format!(
            "{moved} deadlines move, {overdue} become overdue, {mails} notifications would go out\n{cases} cases looked at: {confirmed} keep their date and change only in being provisional, {revived} that had passed run again, {waits} waits of states move\n"
        ),
    };
    for moved in each(&effect["examples"]) {
        let overdue = match (moved["overdue"].as_bool().unwrap_or_default(), language) {
            (false, _) => "",
            (true, Language::Zh) => "（逾期）",
            (true, Language::En) => " (overdue)",
        };
        let (case, deadline) = (text(&moved["case"]), text(&moved["deadline"]));
        told.push_str(&format!("  {case} {deadline}  {} → {}{overdue}\n", text(&moved["from"]), text(&moved["to"])));
    }
    told
}
