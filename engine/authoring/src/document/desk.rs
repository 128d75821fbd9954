//! 日常办理: what may be done with a task besides its actions.

use definition::model::{Action, BenefitsThen, CancelRule, ReturnTo, Task};

use super::html::Row;
use crate::words::Words;

/// What people may do with a task.
pub(super) fn of_task(words: Words<'_>, task: &Task) -> Vec<Row> {
    let mut facts = Vec::new();
    if !task.hand_over.is_empty() {
        facts.push(Row::pair(words.either("可由其转交", "May be handed over by"), words.roles(&task.hand_over)));
    }
    if task.signers {
        facts.push(Row::pair(
            words.either("加签", "Signers"),
            words.either("承办人可以加签", "may be added").to_owned(),
        ));
    }
    for opinion in task.opinions.values() {
        let (title, role) = (opinion.title.get(words.language), words.role(&opinion.role));
        let deadline = words.definition.deadlines.get(opinion.name.as_str());
        let term = deadline.map(|deadline| words.term(&deadline.limit)).unwrap_or_default();
        let waits = if opinion.waits { words.either("，答复后再办", "; the task waits") } else { "" };
        let silence = if opinion.silence_consents {
            words.either("，逾期不答视为无异议", "; silence is no objection")
        } else {
            ""
        };
        let text = words.either(
            format!("“{title}”由{role}答复，{term}内{waits}{silence}"),
            format!("\u{201c}{title}\u{201d} by {role} within {term}{waits}{silence}"),
        );
        facts.push(Row::pair(words.either("可征求意见", "May ask for"), text));
    }
    facts
}

/// Where an action leads back to, if the officer chooses.
pub(super) fn back(words: Words<'_>, action: &Action) -> Option<String> {
    Some(match action.return_to.as_ref()? {
        ReturnTo::Visited => words.either("退回到选定的已办环节", "back to a state passed, as chosen").to_owned(),
        ReturnTo::Named(states) => {
            let states = words.states(states);
            words.either(format!("退回到选定的已办环节（{states}）"), format!("back to one of {states}, if passed"))
        }
    })
}

/// How a case may be cancelled.
pub(super) fn cancel(words: Words<'_>, rule: &CancelRule) -> Row {
    let roles = if rule.roles.is_empty() { &words.definition.repair } else { &rule.roles };
    let roles = words.roles(roles);
    let benefits = match rule.benefits {
        BenefitsThen::Stop => words.either("待遇自次月起停发", "benefits end with the month"),
        BenefitsThen::Keep => words.either("待遇照发", "benefits are paid on"),
    };
    let started = rule.started.join("、");
    let with = if started.is_empty() {
        String::new()
    } else {
        words.either(format!("；一并撤销另立的 {started}"), format!("; with the cases {started}"))
    };
    let text = words.either(format!("{roles}可以撤销，{benefits}{with}"), format!("by {roles}; {benefits}{with}"));
    Row::pair(words.either("撤销办件", "Cancelling"), text)
}
