//! The tables at the end: deadlines, fields, formulas, parameters, roles, and every source cited.

use definition::model::{Deadline, FormItem, State};
use definition::name::{FieldName, RoleName};
use indexmap::IndexMap;

use super::html::{Html, Row};
use crate::words::Words;

pub(super) fn deadlines(html: &mut Html, words: Words<'_>) {
    if words.definition.deadlines.is_empty() {
        return;
    }
    html.heading(2, words.either("时限", "Deadlines"), None);
    let head = words.either(
        [("时限", 26), ("期限", 12), ("起止", 32), ("提醒和逾期提级", 30)],
        [("Deadline", 26), ("How long", 12), ("From, until", 32), ("Reminders and escalations", 30)],
    );
    let rows: Vec<Row> = words.definition.deadlines.values().map(|deadline| one(words, deadline)).collect();
    html.table(&head, &rows);
}

fn one(words: Words<'_>, deadline: &Deadline) -> Row {
    let mut name = vec![deadline.title.get(words.language).to_owned()];
    name.extend(deadline.source.clone());
    let (from, until) = (words.from(&deadline.from), words.until(&deadline.until));
    let mut span = vec![
        words.either(format!("自{from}"), format!("from {from}")),
        words.either(format!("至{until}"), format!("until {until}")),
    ];
    if !deadline.stops_while.is_empty() {
        let (states, on_return) = (words.states(&deadline.stops_while), words.on_return(deadline.on_return));
        span.push(
            words.either(
                format!("在“{states}”暂停，恢复后{on_return}"),
                format!("stands in {states}, then {on_return}"),
            ),
        );
    }
    span.extend(words.changes(deadline));
    Row::lines(vec![name, vec![words.term(&deadline.limit)], span, words.ladder(deadline)])
}

pub(super) fn fields(html: &mut Html, words: Words<'_>) {
    if words.definition.fields.is_empty() {
        return;
    }
    html.heading(2, words.either("表单项", "Fields"), None);
    let head = words.either(
        [("名称", 26), ("类型", 32), ("在哪里填", 22), ("说明", 20)],
        [("Name", 26), ("Type", 32), ("Where filled in", 22), ("Notes", 20)],
    );
    let rows: Vec<Row> = words
        .definition
        .fields
        .iter()
        .map(|(name, field)| {
            let mut notes: Vec<String> = field.help.iter().map(|help| help.get(words.language).to_owned()).collect();
            if field.sensitive {
                notes.push(words.either("敏感，加密保存", "sensitive, kept sealed").to_owned());
            }
            if field.search {
                notes.push(words.either("可查询", "searchable").to_owned());
            }
            Row::lines(vec![
                vec![field.title.get(words.language).to_owned()],
                vec![words.kind(&field.kind)],
                vec![words.listed(&filled_in(words, name))],
                notes,
            ])
            .with_id(name.as_str())
        })
        .collect();
    html.table(&head, &rows);
}

/// Where a field stands on a form.
fn filled_in(words: Words<'_>, name: &FieldName) -> Vec<String> {
    let on = |form: &[FormItem]| form.iter().any(|item| item.field == *name);
    let mut places = Vec::new();
    if on(&words.definition.start.form) {
        places.push(words.either("立件", "start").to_owned());
    }
    for state in words.definition.states.values() {
        let task = state.task().is_some_and(|task| on(&task.form));
        let actions =
            state.working().into_iter().flat_map(|working| working.actions.values()).any(|action| on(&action.form));
        if task || actions {
            places.push(state.title.get(words.language).to_owned());
        }
    }
    places
}

pub(super) fn values(html: &mut Html, words: Words<'_>) {
    if words.definition.values.is_empty() {
        return;
    }
    html.heading(2, words.either("计算项", "Formulas"), None);
    let head = words.either([("名称", 30), ("怎样算", 70)], [("Name", 30), ("Formula", 70)]);
    let rows: Vec<Row> = words
        .definition
        .values
        .iter()
        .map(|(name, value)| {
            let title = value.title.get(words.language).to_owned();
            Row::of(vec![title, words.expression(&value.expression)]).with_id(name.as_str())
        })
        .collect();
    html.table(&head, &rows);
}

pub(super) fn parameters(html: &mut Html, words: Words<'_>) {
    let declared = words.around.parameters.declared();
    let read: Vec<Row> = words
        .definition
        .parameters
        .iter()
        .filter_map(|name| declared.get(name))
        .map(|found| {
            let title = found.title.get(words.language).to_owned();
            Row::of(vec![title, found.source.clone().unwrap_or_default()]).with_id(found.name.as_str())
        })
        .collect();
    if read.is_empty() {
        return;
    }
    html.heading(2, words.either("用到的参数", "Parameters it reads"), None);
    html.table(&words.either([("参数", 45), ("依据", 55)], [("Parameter", 45), ("Source", 55)]), &read);
}

pub(super) fn roles(html: &mut Html, words: Words<'_>) {
    let mut duties: IndexMap<&RoleName, Vec<String>> = IndexMap::new();
    for role in &words.definition.start.roles {
        duties.entry(role).or_default().push(words.either("立件", "start").to_owned());
    }
    for state in words.definition.states.values() {
        if let Some(task) = state.task() {
            duties.entry(&task.role).or_default().push(state.title.get(words.language).to_owned());
        }
    }
    let organisation = &words.around.organisation;
    let rows: Vec<Row> = duties
        .iter()
        .map(|(role, duties)| {
            let level = organisation.roles().get(*role).and_then(|role| organisation.levels().get(&role.level));
            let level = level.map_or(String::new(), |level| level.title.get(words.language).to_owned());
            Row::of(vec![words.role(role), level, words.listed(duties)])
        })
        .collect();
    html.heading(2, words.either("角色", "Roles"), None);
    html.table(
        &words.either([("角色", 28), ("层级", 20), ("办什么", 52)], [("Role", 28), ("Level", 20), ("Does", 52)]),
        &rows,
    );
}

/// Every document cited, and what cites it.
pub(super) fn sources(html: &mut Html, words: Words<'_>) {
    let mut cited: IndexMap<&str, Vec<String>> = IndexMap::new();
    let definition = words.definition;
    if let Some(source) = &definition.source {
        cited.entry(source).or_default().push(words.either("整个流程", "the whole process").to_owned());
    }
    let states = definition.states.values();
    let states = states.filter_map(|state: &State| Some((state.source.as_deref()?, state.title.get(words.language))));
    let deadlines = definition.deadlines.values();
    let deadlines =
        deadlines.filter_map(|deadline| Some((deadline.source.as_deref()?, deadline.title.get(words.language))));
    for (source, title) in states.chain(deadlines) {
        cited.entry(source).or_default().push(title.to_owned());
    }
    if cited.is_empty() {
        return;
    }
    html.heading(2, words.either("依据", "Sources"), None);
    let rows: Vec<Row> =
        cited.into_iter().map(|(source, by)| Row::of(vec![source.to_owned(), words.listed(&by)])).collect();
    html.table(&words.either([("文件、条款", 55), ("用于", 45)], [("Document", 55), ("For", 45)]), &rows);
}
