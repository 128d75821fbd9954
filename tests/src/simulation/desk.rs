//! What people do with a case besides taking its actions, as a scenario writes it.

use definition::model::{Action, Definition};
use definition::name::StateName;
use machine::{Case, DeskCommand, Party, Task, passed};
use rand::rngs::StdRng;
use rand::seq::IteratorRandom;

use super::scenario_text::quoted;

/// Where an action leads back to, if the officer has to choose: one of the states the case has passed.
pub(super) fn back(
    definition: &Definition,
    case: &Case,
    (task, action): (&Task, &Action),
    random: &mut StdRng,
) -> Option<StateName> {
    let rule = action.return_to.as_ref()?;
    passed(definition, &case.acted, &task.state, rule).into_iter().choose(random).cloned()
}

pub(super) fn text(command: &DeskCommand) -> String {
    match command {
        DeskCommand::HandOver { task, to, comment } => {
            let comment = comment.as_deref().map(|text| format!(", comment: {}", quoted(text))).unwrap_or_default();
            format!(", hand_over: {{task: {task}, to: {to}{comment}}}")
        }
        DeskCommand::Copy { to, note } => {
            let note = note.as_deref().map(|text| format!(", note: {}", quoted(text))).unwrap_or_default();
            format!(", copy: {{to: [{}]{note}}}", to.iter().map(party).collect::<Vec<_>>().join(", "))
        }
        DeskCommand::AskOpinion { .. }
        | DeskCommand::GiveOpinion { .. }
        | DeskCommand::AddSigners { .. }
        | DeskCommand::Sign { .. } => panic!("nobody asks for {command:?}"),
        DeskCommand::Acknowledge { task } => format!(", read: {task}"),
        DeskCommand::Cancel { reason } => format!(", cancel: {{reason: {}}}", quoted(reason)),
    }
}

fn party(party: &Party) -> String {
    match party {
        Party::Person(person) => person.to_string(),
        Party::Holders { role, office } => format!("{{role: {role}, office: {}}}", quoted(office.as_str())),
    }
}
