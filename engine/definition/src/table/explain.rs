//! Why a table came to what it did: the rows that held, cell by cell, and for each row passed over the cell that stopped it.

use super::{Hit, Table};
use crate::bilingual::{Bilingual, Language};
use crate::expression::Facts;
use crate::value::Value;

/// The most rows passed over that are told one by one.
const PASSED_OVER_SHOWN_MAX: usize = 20;

impl Table {
    /// One line an input, then one a row: `第 2 行成立：3200.00 < 4000，3 in [2..5] → 0.5`.
    pub fn explain(&self, facts: &dyn Facts) -> Bilingual {
        let lines = |language| self.lines(facts, language).join("\n");
        Bilingual::new(lines(Language::Zh), lines(Language::En))
    }

    fn lines(&self, facts: &dyn Facts, language: Language) -> Vec<String> {
        let mut lines: Vec<String> =
            self.inputs.iter().flat_map(|input| input.expression.explain(facts).lines(language)).collect();
        let Ok(inputs) = self.input_values(facts) else { return lines };
        let mut passed_over = 0;
        for (at, row) in self.rows.iter().enumerate() {
            let stopped = row.cells.iter().zip(&inputs).find(|(cell, value)| cell.passes(value, facts) != Ok(true));
            let number = at + 1;
            match stopped {
                Some((cell, value)) => {
                    passed_over += 1;
                    if passed_over <= PASSED_OVER_SHOWN_MAX {
                        lines.push(not_held(number, &cell.shown(value, facts), language));
                    }
                }
                None => {
                    lines.push(self.held(at, &inputs, facts, language));
                    if self.hit == Hit::First {
                        break;
                    }
                }
            }
        }
        lines
    }

    fn held(&self, at: usize, inputs: &[Value], facts: &dyn Facts, language: Language) -> String {
        let row = &self.rows[at];
        let asked = row.cells.iter().zip(inputs).filter(|(cell, _)| cell.asks.is_some());
        let cells: Vec<String> = asked.map(|(cell, value)| cell.shown(value, facts)).collect();
        let given: Vec<String> = row.results.iter().map(|result| shown(result.evaluate(facts).as_ref())).collect();
        let number = at + 1;
        let (zh, en) = (cells.join("，"), cells.join(", "));
        let mut line = match language {
            Language::Zh if cells.is_empty() => format!("第 {number} 行成立（不限条件） → {}", given.join("，")),
            Language::En if cells.is_empty() => format!("row {number} holds (it asks nothing) → {}", given.join(", ")),
            Language::Zh => format!("第 {number} 行成立：{zh} → {}", given.join("，")),
            Language::En => format!("row {number} holds: {en} → {}", given.join(", ")),
        };
        if let Some(source) = row.source.as_ref().or(self.source.as_ref()) {
            line.push_str(&match language {
                Language::Zh => format!("（依据 {source}）"),
                Language::En => format!(" (by {source})"),
            });
        }
        line
    }
}

fn shown<E>(value: Result<&Value, E>) -> String {
    value.map_or_else(|_| "?".to_owned(), Value::shown)
}

fn not_held(number: usize, cell: &str, language: Language) -> String {
    match language {
        Language::Zh => format!("第 {number} 行不成立：{cell} 不成立"),
        Language::En => format!("row {number} does not hold: {cell} does not hold"),
    }
}
