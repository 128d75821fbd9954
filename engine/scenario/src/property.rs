//! Properties that must hold after every step of every scenario.

use definition::model::Definition;
use definition::value::Value;
use definition::Workspace;
use machine::{Case, Context, Step, apply, evaluate};

use crate::source::{Property, Setting};

/// The first property broken by a step from some position on, with the number of that step.
pub(crate) fn broken<'p>(
    properties: &'p [Property],
    definition: &Definition,
    workspace: &Workspace,
    setting: &Setting,
    steps: &[Step],
    from: usize,
) -> Option<(&'p Property, usize)> {
    if properties.is_empty() {
        return None;
    }
    let mut case: Option<Case> = None;
    for (at, step) in steps.iter().enumerate() {
        case = apply(case, step);
        let Some(case) = case.as_ref().filter(|_| at >= from) else { continue };
        let context = Context {
            now: step.at,
            organisation: &setting.organisation,
            parameters: &setting.parameters,
            calendars: &workspace.calendars,
        };
        let wrong = properties.iter().find(|property| {
            // A property that reads what is not filled in yet says nothing yet.
            let holds = evaluate(definition, case, &property.expression, &context).ok();
            holds.is_some_and(|value| value != Value::Boolean(property.always))
        });
        if let Some(property) = wrong {
            return Some((property, at + 1));
        }
    }
    None
}
