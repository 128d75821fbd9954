//! A household as a person reads it at a terminal.

use comfy_table::{CellAlignment, Table, presets};
use definition::bilingual::Language;
use serde_json::Value as Json;

use super::case::{both, each, status, text};

/// Its cases, then what they pay month by month.
pub fn whole(household: &Json, language: Language) -> String {
    let zh = language == Language::Zh;
    let head = if zh { ["编号", "流程", "状态", "立件"] } else { ["number", "process", "status", "started"] };
    let mut cases = table(&head);
    for case in each(&household["cases"]) {
        let day = text(&case["started_at"]).chars().take(10).collect();
        cases.add_row([text(&case["number"]), both(&case["process_title"], language), status(case, language), day]);
    }
    let head = if zh { ["月份", "合计（元）", "组成"] } else { ["month", "total (yuan)", "made of"] };
    let mut months = table(&head);
    for month in each(&household["months"]) {
        let parts = each(&month["payments"]).map(|payment| {
            format!("{} {} {}", text(&payment["number"]), text(&payment["grant"]), text(&payment["amount"]))
        });
        months.add_row([text(&month["month"]), text(&month["total"]), parts.collect::<Vec<_>>().join("\n")]);
    }
    if let Some(totals) = months.column_mut(1) {
        totals.set_cell_alignment(CellAlignment::Right);
    }
    let goes_on = match (household["goes_on"].as_bool().unwrap_or_default(), zh) {
        (true, true) => "此后继续发放\n",
        (true, false) => "and goes on\n",
        (false, _) => "",
    };
    format!("{}\n{cases}\n{months}\n{goes_on}", text(&household["applicant"]))
}

fn table(head: &[&str]) -> Table {
    let mut table = Table::new();
    table.load_style(presets::UTF8_HORIZONTAL_ONLY).set_header(head);
    table
}
