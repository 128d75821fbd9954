//! A guard that may refuse a person must say why: `otherwise`.

use super::Subject;
use super::cases::is_always_open;
use crate::bilingual::Bilingual;
use crate::diagnostic::{Code, Diagnostic};

pub(super) fn check(subject: &Subject<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for (name, state) in &subject.definition.states {
        for (action_name, action) in state.working().into_iter().flat_map(|working| &working.actions) {
            if action.otherwise.is_some() || is_always_open(subject.definition, &action.branches) {
                continue;
            }
            let message = Bilingual::new(
                format!("动作“{action_name}”的条件都不成立时，没有说明告诉办理人什么"),
                format!("when no condition of `{action_name}` holds, nothing says what the person is told"),
            );
            let help = Bilingual::new(
                "加一行 不符提示（otherwise）: 不符的原因",
                "add `otherwise: <the reason>`, or a branch without `when`",
            );
            let path = format!("states.{name}.on.{action_name}");
            diagnostics.push(subject.problem(Code::NoOtherwise, action.span, path, message, help));
        }
    }
    let start = &subject.definition.start;
    if let (Some(when), None) = (&start.when, &start.otherwise) {
        let message = Bilingual::new(
            "立件条件不成立时，没有说明告诉办理人什么",
            "when the condition for starting does not hold, nothing says what the person is told",
        );
        let help = Bilingual::new(
            "在申请（start）下加一行 不符提示（otherwise）: 不符的原因",
            "add `otherwise: <the reason>` under `start`",
        );
        let at = subject.source.text.find(when.source()).unwrap_or_default();
        let span = crate::text::Span::new(at, at + when.source().len());
        diagnostics.push(subject.problem(Code::NoOtherwise, span, "start.when".to_owned(), message, help));
    }
}
