//! The states, each with who acts, until when, and what may follow.

use definition::model::{Branch, Comment, DONE, Effect, State, StateKind, Working};
use definition::name::DeadlineName;

use super::desk;
use super::html::{Html, Row};
use crate::words::Words;

pub(super) fn states(html: &mut Html, words: Words<'_>) {
    html.heading(2, words.either("环节", "States"), None);
    for (number, state) in words.definition.states.values().enumerate() {
        html.open("section", "state");
        let title = format!("{} {}", number + 1, state.title.get(words.language));
        html.heading_with(3, &title, Some(state.name.as_str()), &tags(words, state));
        one(html, words, state);
        html.close("section");
    }
}

/// Who acts, and until when.
fn tags(words: Words<'_>, state: &State) -> Vec<String> {
    let mut tags = Vec::new();
    tags.extend(state.task().map(|task| words.role(&task.role)));
    let deadline = words.definition.deadlines.get(&DeadlineName::new(state.name.as_str()));
    tags.extend(deadline.map(|deadline| words.term(&deadline.limit)));
    if matches!(state.kind, StateKind::End(_)) {
        tags.push(words.either("办结", "closed").to_owned());
    }
    tags
}

fn one(html: &mut Html, words: Words<'_>, state: &State) {
    let mut facts = Vec::new();
    if let Some(source) = &state.source {
        facts.push(Row::pair(words.either("依据", "Source"), source.clone()));
    }
    if let Some(task) = state.task() {
        if !task.form.is_empty() {
            facts.push(Row::pair(words.either("填写", "Filled in"), words.form(&task.form)));
        }
        if !task.not_same_person_as.is_empty() {
            let bars = words.states(&task.not_same_person_as);
            let text = words.either(format!("办过“{bars}”的人不得办理"), format!("not whoever acted in {bars}"));
            facts.push(Row::pair(words.either("回避", "Separation"), text));
        }
        facts.extend(desk::of_task(words, task));
    }
    if let Some(each) = state.each() {
        facts.push(Row::pair(words.either("逐项", "Item by item"), words.each(each)));
    }
    facts.extend(effects(words, words.either("进入时", "On entering"), &state.enter));
    facts.extend(effects(words, words.either("离开时", "On leaving"), &state.leave));
    if let StateKind::End(end) = &state.kind {
        facts.push(Row::pair(words.either("办理结果", "Outcome"), end.outcome.clone()));
        if let Some(reopen) = &end.reopen {
            let (role, to) = (words.role(&reopen.role), words.state(&reopen.to));
            let text =
                words.either(format!("{role}可以重启，回到“{to}”"), format!("{role} may open it again, to {to}"));
            facts.push(Row::pair(words.either("重启办理", "Reopening"), text));
        }
    }
    if !facts.is_empty() {
        html.facts(&facts);
    }
    if let StateKind::Working(working) = &state.kind {
        let rows = ways(words, working);
        let head = words.either(
            [("办理", 27), ("条件", 33), ("去向", 16), ("同时", 24)],
            [("What", 27), ("Condition", 33), ("To", 16), ("Along with it", 24)],
        );
        if !rows.is_empty() {
            html.table(&head, &rows);
        }
    }
}

fn effects(words: Words<'_>, word: &str, effects: &[Effect]) -> Option<Row> {
    let said: Vec<String> = effects.iter().map(|effect| words.effect(effect)).collect();
    (!said.is_empty()).then(|| Row::lines(vec![vec![word.to_owned()], said]))
}

fn ways(words: Words<'_>, working: &Working) -> Vec<Row> {
    let mut rows = Vec::new();
    for action in working.actions.values() {
        let mut what = vec![action.title.get(words.language).to_owned()];
        if !action.form.is_empty() {
            let form = words.form(&action.form);
            what.push(words.either(format!("填写{form}"), format!("fill in {form}")));
        }
        what.extend(desk::back(words, action));
        if action.comment == Comment::Required {
            what.push(words.either("须写意见", "a comment is required").to_owned());
        }
        if action.without_form {
            what.push(words.either("不必填表单", "the form may be left empty").to_owned());
        }
        let refusal = action.otherwise.as_ref().map(|text| text.get(words.language));
        branches(words, what, &action.branches, refusal, &mut rows);
    }
    for receive in &working.receive {
        let mut what = vec![match words.event_of(receive) {
            DONE => words.either("里面办完", "done inside").to_owned(),
            event => words.either(format!("收到消息 {event}"), format!("event {event}")),
        }];
        if !receive.form.is_empty() {
            let form = words.form(&receive.form);
            what.push(words.either(format!("带来{form}"), format!("with {form}")));
        }
        if let Some(keep) = &receive.keep {
            let term = keep.text(words.language);
            what.push(words.either(format!("早到留存{term}"), format!("kept for {term} if it comes early")));
        }
        branches(words, what, &receive.branches, None, &mut rows);
    }
    for after in &working.after {
        branches(words, vec![words.wait(&after.wait)], &after.branches, None, &mut rows);
    }
    branches(words, vec![words.either("自动", "At once").to_owned()], &working.always, None, &mut rows);
    rows
}

fn branches(words: Words<'_>, what: Vec<String>, branches: &[Branch], refusal: Option<&str>, rows: &mut Vec<Row>) {
    for (at, branch) in branches.iter().enumerate() {
        let mut when: Vec<String> = branch.when.iter().map(|when| words.expression(when)).collect();
        if at + 1 == branches.len() {
            when.extend(refusal.map(|text| words.either(format!("否则告知：{text}"), format!("otherwise: {text}"))));
        }
        let to = words.target(branch).unwrap_or_else(|| words.either("留在原环节", "stays").to_owned());
        let along = branch.effects.iter().map(|effect| words.effect(effect)).collect();
        let what = if at == 0 { what.clone() } else { vec![words.either("或", "or").to_owned()] };
        rows.push(Row::lines(vec![what, when, vec![to], along]));
    }
}
