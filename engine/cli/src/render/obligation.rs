//! Recurring duties as a person reads them at a terminal.

use comfy_table::{Table, presets};
use definition::bilingual::Language;
use serde_json::Value as Json;

use super::case::{both, each, text};

/// The duties there are.
pub fn list(obligations: &Json, language: Language) -> String {
    let head = match language {
        Language::Zh => ["编码", "定期任务", "层级", "机构数", "流程", "下次开始"],
        Language::En => ["id", "duty", "level", "offices", "process", "next opening"],
    };
    let mut table = table(&head);
    for one in each(obligations) {
        table.add_row([
            text(&one["obligation"]),
            both(&one["title"], language),
            text(&one["level"]),
            one["offices"].to_string(),
            text(&one["process"]),
            minute(&one["next_opening"]),
        ]);
    }
    format!("{table}\n")
}

/// What came of a duty, and what is coming.
pub fn page(page: &Json, language: Language) -> String {
    let zh = language == Language::Zh;
    let duty = &page["obligation"];
    let head = match language {
        Language::Zh => ["机构", "所属期", "内部目标", "到期", "结果", "办件", "说明"],
        Language::En => ["office", "period", "target", "due", "state", "case", "note"],
    };
    let mut table = table(&head);
    for one in each(&page["occurrences"]) {
        table.add_row([
            last(&both(&one["office_path"], language)),
            both(&one["period_title"], language),
            text(&one["target"]),
            text(&one["due"]),
            state(&text(&one["state"]), language).to_owned(),
            text(&one["number"]),
            note(one, language),
        ]);
    }
    let mut told = format!("{}  {}\n", both(&duty["title"], language), text(&duty["source"]));
    for exception in each(&duty["exceptions"]) {
        let (office, reason) = (both(&exception["office_title"], language), text(&exception["reason"]));
        let (from, until) = (text(&exception["from"]), text(&exception["until"]));
        told.push_str(&match zh {
            true => format!("除外：{office} {from}～{until} {reason}\n"),
            false => format!("except {office} {from}..{until}: {reason}\n"),
        });
    }
    if let Some(next) = page["next"].as_u64() {
        let more = if zh { "还有，用 --after" } else { "more: --after" };
        return format!("{told}{table}\n{more} {next}\n");
    }
    format!("{told}{table}\n")
}

fn note(one: &Json, language: Language) -> String {
    let zh = language == Language::Zh;
    let done = minute(&one["done_at"]);
    let missed = text(&one["missed_number"]);
    let mut notes = Vec::new();
    if !done.is_empty() {
        notes.push(if zh { format!("{done} 完成") } else { format!("done {done}") });
    }
    if !missed.is_empty() {
        notes.push(if zh { format!("上级 {missed}") } else { format!("above: {missed}") });
    }
    if one["reason"].is_object() {
        notes.push(both(&one["reason"], language));
    }
    if text(&one["state"]) == "coming" {
        let opens = minute(&one["opens_at"]);
        notes.push(if zh { format!("{opens} 开始") } else { format!("opens {opens}") });
    }
    notes.join("；")
}

/// What came of an occurrence, in one word.
pub fn state(state: &str, language: Language) -> &'static str {
    let (zh, en) = match state {
        "coming" => ("未开始", "coming"),
        "open" => ("在办", "open"),
        "done" => ("按期完成", "done"),
        "late" => ("逾期完成", "late"),
        "missed" => ("未完成", "missed"),
        _ => ("未能立件", "refused"),
    };
    if language == Language::Zh { zh } else { en }
}

fn last(path: &str) -> String {
    path.rsplit('/').next().unwrap_or_default().to_owned()
}

/// A moment to the minute.
fn minute(moment: &Json) -> String {
    text(moment).chars().take(16).collect::<String>().replace('T', " ")
}

fn table(head: &[&str]) -> Table {
    let mut table = Table::new();
    table.load_style(presets::UTF8_HORIZONTAL_ONLY).set_header(head);
    table
}
