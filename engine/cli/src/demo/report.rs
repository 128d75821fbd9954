//! What happened that day, as a table by township.

use std::collections::BTreeMap;

use comfy_table::{CellAlignment, Table, presets};
use definition::bilingual::Language;
use service::Service;

use super::day::Day;
use super::people::Staff;

/// The deadline the document sets.
const SAME_DAY: &str = "same_day";

#[derive(Default)]
struct Row {
    applied: usize,
    in_time: usize,
    reminded: usize,
    breached: usize,
    refused: usize,
    transferred: usize,
    waiting: usize,
    first_fen: i64,
}

/// The table.
pub async fn report(service: &Service, staff: &Staff, day: &Day, language: Language) -> anyhow::Result<String> {
    let mut rows: BTreeMap<String, Row> = BTreeMap::new();
    let mut total = Row::default();
    for (case, household) in &day.cases {
        let township =
            staff.villages.get(household.village).map(|village| village.township.clone()).unwrap_or_default();
        let view = service.case(None, &case.to_string()).await?;
        let reminded = service.history(None, &case.to_string(), None, 200).await?;
        let reminded = reminded.iter().any(|entry| entry.cause == "deadline_reached");
        for row in [rows.entry(township).or_default(), &mut total] {
            row.add(&view, reminded);
        }
    }
    let mut table = Table::new();
    table.load_style(presets::UTF8_HORIZONTAL_ONLY).set_header(match language {
        Language::Zh => {
            ["乡镇", "申请", "当日办结审批", "其间提醒过", "逾期", "不予批准", "转普通程序", "尚未审批", "先行救助(元)"]
        }
        Language::En => [
            "township",
            "applied",
            "decided that day",
            "reminded",
            "late",
            "refused",
            "moved",
            "undecided",
            "first grants (yuan)",
        ],
    });
    for (name, row) in &rows {
        table.add_row(row.cells(name));
    }
    table.add_row(total.cells(if language == Language::Zh { "合计" } else { "total" }));
    for column in 1..9 {
        if let Some(column) = table.column_mut(column) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    Ok(format!("{table}\n"))
}

impl Row {
    fn add(&mut self, view: &service::CaseView, reminded: bool) {
        self.applied += 1;
        let same_day = view.deadlines.iter().find(|deadline| deadline.deadline.as_str() == SAME_DAY);
        let passed = same_day.is_some_and(|deadline| deadline.passed);
        let met = same_day.is_some_and(|deadline| deadline.clock == "met");
        self.in_time += usize::from(met && !passed);
        self.breached += usize::from(passed);
        self.reminded += usize::from(reminded);
        self.waiting += usize::from(same_day.is_some_and(|deadline| deadline.clock == "running"));
        match view.outcome.as_deref() {
            Some("refused") => self.refused += 1,
            Some("transferred") => self.transferred += 1,
            Some(_) | None => {}
        }
        let first = view.grants.iter().find(|grant| grant.grant.as_str() == "first");
        let fen = first.and_then(|grant| grant.amount.replace('.', "").parse::<i64>().ok());
        self.first_fen += fen.unwrap_or_default();
    }

    fn cells(&self, name: &str) -> Vec<String> {
        vec![
            name.to_owned(),
            self.applied.to_string(),
            self.in_time.to_string(),
            self.reminded.to_string(),
            self.breached.to_string(),
            self.refused.to_string(),
            self.transferred.to_string(),
            self.waiting.to_string(),
            format!("{}.{:02}", self.first_fen / 100, self.first_fen % 100),
        ]
    }
}
