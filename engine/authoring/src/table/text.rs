//! A table in words -> the text under `tables`, its rows drawn so that columns stand under each other.

use std::fmt::Write;

use super::{TableText, bilingual};

/// A text as YAML reads it back.
pub(super) fn quoted(text: &str) -> String {
    let plain =
        |character: char| character.is_alphanumeric() || matches!(character, '_' | '（' | '）' | '〔' | '〕' | '，');
    let looks_plain = text.chars().next().is_some_and(char::is_alphabetic) && text.chars().all(plain);
    let word = matches!(text, "true" | "false" | "null" | "yes" | "no" | "on" | "off");
    if looks_plain && !word {
        return text.to_owned();
    }
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n"))
}

impl TableText {
    /// As it stands under `tables`, two spaces in.
    pub fn yaml(&self) -> String {
        let mut text = format!("  {}:\n    name: {}\n", self.id, bilingual(&self.title));
        if let Some(source) = &self.source {
            let _ = writeln!(text, "    source: {}", quoted(source));
        }
        let _ = write!(text, "    hit: {}\n    inputs:\n", self.hit);
        for (title, formula) in &self.inputs {
            let _ = writeln!(text, "      - {{name: {}, formula: {}}}", bilingual(title), quoted(formula));
        }
        text.push_str("    outputs:\n");
        for (id, declaration) in &self.outputs {
            let _ = writeln!(text, "      {id}: {declaration}");
        }
        self.rows_text(&mut text);
        if let Some(otherwise) = &self.otherwise {
            let cells: Vec<String> = otherwise.iter().map(|cell| quoted(cell)).collect();
            let _ = writeln!(text, "    otherwise: [{}]", cells.join(", "));
        }
        text
    }

    /// Drawn, unless a cell holds what parts cells or rows.
    fn rows_text(&self, text: &mut String) {
        let rows: Vec<Vec<&str>> = self
            .rows
            .iter()
            .map(|(cells, source)| cells.iter().chain(source).map(|cell| cell.trim()).collect())
            .collect();
        if rows.iter().flatten().any(|cell| cell.contains(['|', '\n', '\r', '\t']) || cell.is_empty()) {
            text.push_str("    rows:\n");
            for row in &rows {
                let cells: Vec<String> = row.iter().map(|cell| quoted(cell)).collect();
                let _ = writeln!(text, "      - [{}]", cells.join(", "));
            }
            return;
        }
        text.push_str("    rows: |\n");
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
        let width =
            |at: usize| rows.iter().filter_map(|row| row.get(at)).map(|cell| columns_of(cell)).max().unwrap_or(0);
        let widths: Vec<usize> = (0..columns).map(width).collect();
        for row in &rows {
            let cells = row.iter().enumerate().map(|(at, cell)| {
                let gap = if at + 1 == row.len() { 0 } else { widths[at] - columns_of(cell) };
                format!("{cell}{}", " ".repeat(gap))
            });
            let _ = writeln!(text, "      {}", cells.collect::<Vec<_>>().join(" | "));
        }
    }
}

/// How many columns of a screen a text takes: Chinese ones two each.
fn columns_of(text: &str) -> usize {
    text.chars().map(|character| if u32::from(character) >= 0x1100 { 2 } else { 1 }).sum()
}
