//! The ways in which a process is changed: each finds every place it applies to, and makes one edit there.

use std::collections::BTreeSet;
use std::sync::Arc;

use definition::name::ProcessName;
use definition::text::{SourceText, Span};
use definition::yaml::Node;

use crate::rulebook::Rulebook;
use crate::walk::{Place, places, without_entry, without_item};

/// Operators for which no shipped process has a place yet.
pub const NOTHING_TO_CHANGE: &[&str] = &["drop stops_while", "change on_return"];

/// A process changed in one place.
pub struct Mutant {
    pub process: ProcessName,
    pub operator: &'static str,
    pub source: Arc<SourceText>,
    /// Where in the structure, for the list of survivors.
    pub path: String,
    pub span: Span,
    pub replacement: String,
}

impl Mutant {
    pub fn id(&self) -> String {
        format!("{} | {} | {}", self.process, self.operator, self.path)
    }

    pub fn before(&self) -> &str {
        &self.source.text[self.span.range()]
    }

    pub fn text(&self) -> String {
        let text = &self.source.text;
        format!("{}{}{}", &text[..self.span.start], self.replacement, &text[self.span.end..])
    }
}

/// An edit: what is replaced, and by what.
type Edit = (Span, String);
/// What an operator makes of one place.
type Operator = fn(&str, &Place<'_>) -> Vec<Edit>;

const OPERATORS: &[(&str, Operator)] = &[
    ("drop a target", drop_target),
    ("swap regions", swap_regions),
    ("rename a role", rename_role),
    ("break a type", break_type),
    ("shift a number", shift_number),
    ("negate a guard", negate_guard),
    ("loosen a comparison", loosen_comparison),
    ("drop an effect", drop_effect),
    ("change a recipient", change_recipient),
    ("change a deadline's unit", change_unit),
    ("drop stops_while", drop_stops),
    ("drop not_same_person_as", drop_bars),
    ("swap two targets", swap_targets),
    ("drop required", drop_required),
    ("change on_return", change_on_return),
    ("remove otherwise", remove_otherwise),
    ("drop a reminder", drop_reminder),
];

pub fn names() -> impl Iterator<Item = &'static str> {
    OPERATORS.iter().map(|(name, _)| *name)
}

/// Every mutant of every shipped process that is not the process itself.
pub fn mutants(rulebook: &Rulebook) -> Vec<Mutant> {
    let mut found = Vec::new();
    for (process, source, node) in rulebook.processes() {
        let mut seen: BTreeSet<(Span, String)> = BTreeSet::new();
        let mut ids: BTreeSet<String> = BTreeSet::new();
        for place in places(node) {
            for (operator, apply) in OPERATORS {
                for (span, replacement) in apply(&source.text, &place) {
                    // What an alias repeats is one place of the text.
                    if source.text[span.range()] == replacement || !seen.insert((span, replacement.clone())) {
                        continue;
                    }
                    let base = place.path.join(".");
                    let path = (1..).map(|at| if at == 1 { base.clone() } else { format!("{base}#{at}") });
                    let mut path = path.filter(|path| !ids.contains(&format!("{operator}|{path}")));
                    let path = path.next().unwrap();
                    ids.insert(format!("{operator}|{path}"));
                    let (process, source) = (process.clone(), Arc::clone(source));
                    found.push(Mutant { process, operator, source, path, span, replacement });
                }
            }
        }
    }
    found
}

fn removed(text: &str, place: &Place<'_>, key: &str) -> Vec<Edit> {
    let at = place.entries().iter().position(|entry| entry.key.text == key);
    at.map(|at| (without_entry(text, place.entries(), at), String::new())).into_iter().collect()
}

fn replaced(place: &Place<'_>, by: impl Into<String>) -> Vec<Edit> {
    vec![(place.node.span(), by.into())]
}

fn is_branch(place: &Place<'_>) -> bool {
    place.has("states") && place.entry("to").is_some_and(|entry| matches!(entry.value, Node::Scalar(_)))
}

fn is_told(place: &Place<'_>) -> bool {
    place.entry("template").is_some()
        || ["remind", "overdue"].iter().any(|key| place.has(key))
        || place.last() == "notify"
}

fn drop_target(text: &str, place: &Place<'_>) -> Vec<Edit> {
    if is_branch(place) && !is_told(place) { removed(text, place, "to") } else { Vec::new() }
}

fn swap_regions(text: &str, place: &Place<'_>) -> Vec<Edit> {
    let [first, second, ..] = place.entries() else { return Vec::new() };
    if place.last() != "regions" {
        return Vec::new();
    }
    let (one, other) = (first.value.span(), second.value.span());
    let swapped = [&text[other.range()], &text[one.end..other.start], &text[one.range()]].concat();
    vec![(Span::new(one.start, other.end), swapped)]
}

fn rename_role(_: &str, place: &Place<'_>) -> Vec<Edit> {
    let is_role = place.last() == "role" || place.above(1) == "role";
    let other = match place.text() {
        Some("county_clerk") => "township_officer",
        Some("county_supervisor") => "county_clerk",
        Some("township_officer") => "county_clerk",
        Some("township_head") => "township_officer",
        Some("village_clerk") => "township_officer",
        Some(_) if is_role => "county_clerk",
        Some(_) | None => return Vec::new(),
    };
    if is_role { replaced(place, other) } else { Vec::new() }
}

fn break_type(_: &str, place: &Place<'_>) -> Vec<Edit> {
    if place.last() != "type" || !place.has("fields") || place.has("states") {
        return Vec::new();
    }
    match place.text() {
        Some("integer") => replaced(place, "decimal"),
        Some("money") => replaced(place, "integer"),
        Some("boolean") => replaced(place, "text, max: 9"),
        Some("date") => replaced(place, "moment"),
        Some("text") => replaced(place, "boolean"),
        Some(_) | None => Vec::new(),
    }
}

/// Keys under which an expression stands.
const EXPRESSIONS: [&str; 5] = ["when", "formula", "amount", "value", "at"];

fn is_expression(place: &Place<'_>) -> bool {
    EXPRESSIONS.contains(&place.last()) || place.above(1) == "values"
}

/// Numbers as they stand, and those written in expressions.
fn shift_number(_: &str, place: &Place<'_>) -> Vec<Edit> {
    let Node::Scalar(scalar) = place.node else { return Vec::new() };
    if ["version", "max"].contains(&place.last()) || place.has("name") || place.has("otherwise") || place.has("source")
    {
        return Vec::new();
    }
    if let Ok(number) = scalar.text.parse::<i64>() {
        return replaced(place, (number + 1).to_string());
    }
    if !is_expression(place) || !scalar.verbatim {
        return Vec::new();
    }
    numbers(&scalar.text).into_iter().map(|(span, number)| (scalar.inner(span), (number + 1).to_string())).collect()
}

/// The whole numbers in an expression that are no part of a name or a text.
fn numbers(text: &str) -> Vec<(Span, i64)> {
    let mut found = Vec::new();
    let mut quoted = false;
    let mut at = 0;
    let bytes = text.as_bytes();
    while at < bytes.len() {
        if bytes[at] == b'"' {
            quoted = !quoted;
        }
        let before = at.checked_sub(1).map(|at| bytes[at]);
        let is_word =
            before.is_some_and(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'.' || byte >= 128);
        if !quoted && bytes[at].is_ascii_digit() && !is_word {
            let end = at + bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
            if let Ok(number) = text[at..end].parse() {
                found.push((Span::new(at, end), number));
            }
            at = end;
        } else {
            at += 1;
        }
    }
    found
}

fn negate_guard(_: &str, place: &Place<'_>) -> Vec<Edit> {
    let Node::Scalar(scalar) = place.node else { return Vec::new() };
    if place.last() != "when" || !scalar.verbatim {
        return Vec::new();
    }
    let inside = scalar.inner(Span::new(0, scalar.text.len()));
    vec![(inside, format!("not({})", scalar.text))]
}

/// `<` becomes `<=`, `>=` becomes `>`: the household right at the line.
fn loosen_comparison(_: &str, place: &Place<'_>) -> Vec<Edit> {
    let Node::Scalar(scalar) = place.node else { return Vec::new() };
    if !is_expression(place) || !scalar.verbatim {
        return Vec::new();
    }
    let swaps = [(" < ", " <= "), (" > ", " >= "), (" <= ", " < "), (" >= ", " > ")];
    let edits = swaps.iter().flat_map(|(from, to)| {
        scalar.text.match_indices(from).map(|(at, _)| (scalar.inner(Span::new(at, at + from.len())), (*to).to_owned()))
    });
    edits.collect()
}

fn drop_effect(text: &str, place: &Place<'_>) -> Vec<Edit> {
    if !["do", "enter", "leave"].contains(&place.last()) || !place.has("states") {
        return Vec::new();
    }
    let items = place.items();
    if items.len() == 1 {
        return vec![(place.node.span(), "[]".to_owned())];
    }
    (0..items.len()).map(|at| (without_item(text, items, at), String::new())).collect()
}

fn change_recipient(_: &str, place: &Place<'_>) -> Vec<Edit> {
    let is_recipient =
        place.last() == "to" && (place.above(1) == "notify" || place.has("remind") || place.has("overdue"));
    match place.text().filter(|_| is_recipient) {
        Some("assignee") => replaced(place, "applicant"),
        Some("applicant") => replaced(place, "assignee"),
        Some(_) => Vec::new(),
        None if is_recipient => replaced(place, "assignee"),
        None => Vec::new(),
    }
}

fn change_unit(_: &str, place: &Place<'_>) -> Vec<Edit> {
    if !["due", "in", "before", "after", "since"].contains(&place.last()) {
        return Vec::new();
    }
    let units = [
        ("working_days", "natural_days"),
        ("natural_days", "working_days"),
        ("hours", "working_hours"),
        ("working_hours", "hours"),
        ("months", "natural_days"),
        ("years", "months"),
    ];
    let edits = place.entries().iter().filter_map(|entry| {
        let (_, to) = units.iter().find(|(from, _)| *from == entry.key.text)?;
        Some((entry.key.span, (*to).to_owned()))
    });
    edits.collect()
}

fn drop_stops(text: &str, place: &Place<'_>) -> Vec<Edit> {
    removed(text, place, "stops_while")
}

fn drop_bars(text: &str, place: &Place<'_>) -> Vec<Edit> {
    removed(text, place, "not_same_person_as")
}

/// The ways of two actions that follow one another.
fn swap_targets(text: &str, place: &Place<'_>) -> Vec<Edit> {
    if place.last() != "on" || !place.has("states") {
        return Vec::new();
    }
    let target = |node: &Node| match node {
        Node::Mapping(entries, _) => {
            entries.iter().find(|entry| entry.key.text == "to").map(|entry| entry.value.span())
        }
        Node::Scalar(_) | Node::Sequence(..) => None,
    };
    let targets: Vec<Span> = place.entries().iter().filter_map(|entry| target(&entry.value)).collect();
    // What an alias repeats stands where it was first written, which may be before.
    let swapped = targets.windows(2).filter(|pair| pair[0].end <= pair[1].start).map(|pair| {
        let (one, other) = (pair[0], pair[1]);
        let swapped = [&text[other.range()], &text[one.end..other.start], &text[one.range()]].concat();
        (Span::new(one.start, other.end), swapped)
    });
    swapped.collect()
}

fn drop_required(text: &str, place: &Place<'_>) -> Vec<Edit> {
    let comment = place
        .entry("comment")
        .is_some_and(|entry| matches!(&entry.value, Node::Scalar(text) if text.text == "required"));
    if comment {
        return removed(text, place, "comment");
    }
    match place.text() {
        Some(field) if place.above(1) == "form" => replaced(place, format!("{{{field}: optional}}")),
        Some(_) | None => Vec::new(),
    }
}

fn change_on_return(_: &str, place: &Place<'_>) -> Vec<Edit> {
    match (place.last(), place.text()) {
        ("on_return", Some("remaining")) => replaced(place, "restart"),
        ("on_return", Some("restart")) => replaced(place, "remaining"),
        (_, _) => Vec::new(),
    }
}

fn remove_otherwise(text: &str, place: &Place<'_>) -> Vec<Edit> {
    removed(text, place, "otherwise")
}

fn drop_reminder(text: &str, place: &Place<'_>) -> Vec<Edit> {
    if !["remind", "overdue"].contains(&place.last()) {
        return Vec::new();
    }
    let items = place.items();
    if items.len() == 1 {
        return vec![(place.node.span(), "[]".to_owned())];
    }
    (0..items.len()).map(|at| (without_item(text, items, at), String::new())).collect()
}
