//! A table that goes by priority needs an output whose options have an order.

use super::Subject;
use super::table::path;
use crate::bilingual::Bilingual;
use crate::diagnostic::{Code, Diagnostic};
use crate::value::Type;

pub(super) fn check(subject: &Subject<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for table in subject.definition.tables.values().filter(|table| table.hit.needs_an_order()) {
        let has_order = table.outputs.values().any(|output| matches!(output.kind.value_type(), Type::Choice(_)));
        if has_order {
            continue;
        }
        let word = table.hit.keyword();
        let message = Bilingual::new(
            format!("决策表“{}”按“{}”取行，却没有一列输出排了先后", table.title.zh, word.zh),
            format!("the table `{}` goes by `{}`, but no output of it has an order", table.name, word.en),
        );
        let help = Bilingual::new(
            "把一列输出写成 choice（单选），选项从高到低排列",
            "make one output a `choice`, its options from the highest to the lowest",
        );
        diagnostics.push(subject.problem(Code::TableWithoutOrder, table.span, path(table), message, help));
    }
}
