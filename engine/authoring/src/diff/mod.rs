//! `diff`: what changed between two versions of a process, in words.

mod desk;
mod facts;
mod graph;
#[cfg(test)]
mod tests;

use definition::Workspace;
use definition::bilingual::{Bilingual, Language};
use definition::model::Definition;
use indexmap::IndexMap;

use crate::words::Words;
use facts::Fact;

/// A process and what stands around it.
#[derive(Clone, Copy)]
pub struct Side<'d> {
    /// The process.
    pub definition: &'d Definition,
    /// What stands around it.
    pub around: &'d Workspace,
}

/// How something changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// It was not there.
    Added,
    /// It is no longer there.
    Removed,
    /// It says something else.
    Changed,
}

/// One change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// How.
    pub how: How,
    /// Where in the structure, e.g. `states.review.task.role`.
    pub path: String,
    /// In words, e.g. 入户调查期限 10→7 个工作日.
    pub text: Bilingual,
}

/// Every change from one process to another, in the order of the new one; what is gone comes last.
pub fn diff(old: Side<'_>, new: Side<'_>) -> Vec<Change> {
    let (before, after) = (facts_of(old), facts_of(new));
    let mut changes = Vec::new();
    for (path, fact) in &after {
        match before.get(path) {
            None if !is_part_of_another(path, &after, &before) => changes.push(added(path, fact)),
            Some(known) if known.value != fact.value => changes.push(changed(path, known, fact)),
            None | Some(_) => {}
        }
    }
    for (path, fact) in &before {
        if !after.contains_key(path) && !is_part_of_another(path, &before, &after) {
            changes.push(removed(path, fact));
        }
    }
    changes
}

fn facts_of(side: Side<'_>) -> IndexMap<String, Fact> {
    let words = |language| Words { definition: side.definition, around: side.around, language };
    facts::facts(words(Language::Zh), words(Language::En))
}

/// Whether the thing this belongs to came or went as a whole, which then is said alone.
fn is_part_of_another(path: &str, here: &IndexMap<String, Fact>, there: &IndexMap<String, Fact>) -> bool {
    let whole = path.match_indices('.').map(|(at, _)| &path[..at]);
    whole.into_iter().any(|above| here.contains_key(above) && !there.contains_key(above))
}

fn added(path: &str, fact: &Fact) -> Change {
    let text = Bilingual::new(
        format!("新增{}{}", fact.subject.zh, after_colon(&fact.value.zh, "：")),
        format!("new: {}{}", fact.subject.en, after_colon(&fact.value.en, ": ")),
    );
    Change { how: How::Added, path: path.to_owned(), text }
}

fn removed(path: &str, fact: &Fact) -> Change {
    let text = Bilingual::new(
        format!("取消{}{}", fact.subject.zh, after_colon(&fact.value.zh, "：")),
        format!("gone: {}{}", fact.subject.en, after_colon(&fact.value.en, ": ")),
    );
    Change { how: How::Removed, path: path.to_owned(), text }
}

fn changed(path: &str, old: &Fact, new: &Fact) -> Change {
    let text = Bilingual::new(
        format!("{} {}", new.subject.zh, arrow(&old.value.zh, &new.value.zh)),
        format!("{} {}", new.subject.en, arrow(&old.value.en, &new.value.en)),
    );
    Change { how: How::Changed, path: path.to_owned(), text }
}

fn after_colon(value: &str, colon: &str) -> String {
    if value.is_empty() { String::new() } else { format!("{colon}{value}") }
}

/// `10→7个工作日` where only the number differs, else both in full.
fn arrow(old: &str, new: &str) -> String {
    let digits = |text: &str| text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let (old_number, old_unit) = old.split_at(digits(old));
    let (new_number, new_unit) = new.split_at(digits(new));
    let same = |one: &str, other: &str| one.trim_end_matches('s') == other.trim_end_matches('s');
    if !old_number.is_empty() && !new_number.is_empty() && !new_unit.is_empty() && same(old_unit, new_unit) {
        return format!("{old_number}→{new_number}{}{new_unit}", if new_unit.is_ascii() { "" } else { " " });
    }
    format!("{} → {}", or_nothing(old), or_nothing(new))
}

fn or_nothing(value: &str) -> &str {
    if value.is_empty() { "—" } else { value }
}
