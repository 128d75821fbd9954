//! Where a process has an English name, its states and actions should have one too.

use super::Subject;
use crate::bilingual::Bilingual;
use crate::diagnostic::{Code, Diagnostic};

pub(super) fn check(subject: &Subject<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let definition = subject.definition;
    if !is_chinese(&definition.title.zh) || is_chinese(&definition.title.en) {
        return;
    }
    for (name, state) in &definition.states {
        let actions = state.working().into_iter().flat_map(|working| &working.actions);
        let actions = actions.map(|(action, found)| (format!("states.{name}.on.{action}"), &found.title, found.span));
        let untranslated = std::iter::once((format!("states.{name}"), &state.title, state.span)).chain(actions);
        for (path, title, span) in untranslated.filter(|(_, title, _)| is_chinese(&title.en)) {
            let message =
                Bilingual::new(format!("“{}”没有英文名", title.zh), format!("`{}` has no English name", title.zh));
            let help = Bilingual::new("写成 name: {zh: …, en: …}", "write `name: {zh: ..., en: ...}`");
            diagnostics.push(subject.problem(Code::MissingTranslation, span, path, message, help));
        }
    }
}

fn is_chinese(text: &str) -> bool {
    text.chars().any(|character| ('\u{4e00}'..='\u{9fff}').contains(&character))
}
