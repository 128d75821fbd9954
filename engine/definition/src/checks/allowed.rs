//! Warnings that a process allows are not told; a permission nothing needs any more is.

use indexmap::IndexMap;

use crate::bilingual::Bilingual;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::keyword as k;
use crate::name::ProcessName;
use crate::workspace::Checked;

pub(super) fn settle(processes: &IndexMap<ProcessName, Checked>, diagnostics: &mut Vec<Diagnostic>) {
    for checked in processes.values() {
        let path = &checked.source.path;
        for allowed in &checked.definition.allowed {
            let before = diagnostics.len();
            diagnostics.retain(|one| one.code != allowed.code || one.source.path != *path);
            let is_sound = !diagnostics.iter().any(|one| one.severity() == Severity::Error && one.source.path == *path);
            // Beside errors some checks do not run, so that nothing can be said of what they would tell.
            if diagnostics.len() == before && is_sound {
                diagnostics.push(Diagnostic {
                    code: Code::AllowUnused,
                    source: checked.source.clone(),
                    span: allowed.span,
                    path: k::ALLOW.en.to_owned(),
                    message: Bilingual::new(
                        format!("容许的 {} 在这里已经没有了", allowed.code.as_str()),
                        format!("{} is allowed here but no longer told", allowed.code.as_str()),
                    ),
                    help: Some(Bilingual::new("删去这一行", "remove the line")),
                });
            }
        }
    }
}
