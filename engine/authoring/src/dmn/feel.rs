//! FEEL as other tools write it -> our spelling: names without spaces, our names of functions, functions of the model put in
//! place of their calls.

use definition::expression::is_name;

use super::{Function, Item, Kind, Model};

/// How deep functions of a model may call each other.
const CALLS_MAX: usize = 8;
/// The longest expression made of one, in bytes; beyond it the compiler would refuse it anyhow.
const TEXT_BYTES_MAX: usize = 8_192;

/// Functions under another name.
const FUNCTIONS: [(&str, &str); 9] = [
    ("string length", "length"),
    ("starts with", "starts_with"),
    ("round half up", "round"),
    ("round up", "round_up"),
    ("round down", "round_down"),
    ("day of month", "day"),
    ("date and time", "moment"),
    ("year of date", "year"),
    ("absolute", "abs"),
];

/// A name as ours: letters, digits and underscores.
pub(super) fn identifier(name: &str) -> String {
    let mut found: String =
        name.trim().chars().map(|character| if character.is_alphanumeric() { character } else { '_' }).collect();
    if found.chars().next().is_none_or(char::is_numeric) {
        found.insert(0, '_');
    }
    if !is_name(&found) {
        found.push('_');
    }
    found
}

/// The names of a model, each with ours, longest first. A part of a structure that is given becomes a field of its own.
pub(super) struct Vocabulary {
    names: Vec<(String, String)>,
    functions: Vec<Function>,
}

impl Vocabulary {
    pub(super) fn of(model: &Model) -> Self {
        let mut names: Vec<(String, String)> =
            FUNCTIONS.map(|(theirs, ours)| (theirs.to_owned(), ours.to_owned())).into();
        for input in &model.inputs {
            names.extend(flattened(input).into_iter().map(|(path, item)| (path, item.name)));
        }
        let decided = model.decisions.iter().map(|decision| &decision.name);
        let parts = model.types.values().flat_map(part_names);
        let parameters = model.functions.iter().flat_map(|function| function.parameters.iter());
        let plain = decided.chain(parameters).cloned().chain(parts);
        names.extend(plain.map(|name| (name.clone(), identifier(&name))));
        names.sort_by_key(|(theirs, _)| std::cmp::Reverse(theirs.len()));
        names.dedup();
        Self { names, functions: model.functions.clone() }
    }

    /// An expression in our spelling.
    pub(super) fn ours(&self, text: &str) -> String {
        let inlined = self.inlined(text, CALLS_MAX);
        self.renamed(&inlined)
    }

    fn renamed(&self, text: &str) -> String {
        let mut found = String::new();
        let mut rest = text;
        let mut free = true;
        while let Some(next) = rest.chars().next() {
            if next == '"' {
                let end = text_end(rest);
                found.push_str(&rest[..end]);
                rest = &rest[end..];
                free = true;
                continue;
            }
            let known = self.names.iter().find(|(theirs, _)| free && begins_with_name(rest, theirs));
            match known {
                Some((theirs, ours)) => {
                    found.push_str(ours);
                    rest = &rest[theirs.len()..];
                    free = false;
                }
                None => {
                    found.push(next);
                    rest = &rest[next.len_utf8()..];
                    free = !continues(next);
                }
            }
        }
        found
    }

    /// Calls of the model's own functions replaced by their bodies.
    fn inlined(&self, text: &str, calls_left: usize) -> String {
        let Some(calls_left) = calls_left.checked_sub(1) else { return text.to_owned() };
        for function in &self.functions {
            let Some(body) = &function.body else { continue };
            let Some((start, end, arguments)) = call_of(text, &function.name) else { continue };
            if arguments.len() != function.parameters.len() || text.len() > TEXT_BYTES_MAX {
                continue;
            }
            let body = with_arguments(body, &function.parameters, &arguments);
            let inlined = format!("{}({body}){}", &text[..start], &text[end..]);
            return self.inlined(&inlined, calls_left);
        }
        text.to_owned()
    }
}

/// What is given, each part of a structure by itself, with the path it is written by.
pub(super) fn flattened(input: &Item) -> Vec<(String, Item)> {
    let Kind::Record(parts) = &input.kind else {
        return vec![(input.name.clone(), Item { name: identifier(&input.name), kind: input.kind.clone() })];
    };
    let below = parts.iter().flat_map(flattened_part);
    below
        .map(|(path, item)| {
            let name = format!("{}_{}", identifier(&input.name), item.name);
            (format!("{}.{path}", input.name), Item { name, kind: item.kind })
        })
        .collect()
}

fn flattened_part(part: &Item) -> Vec<(String, Item)> {
    flattened(part)
}

fn part_names(kind: &Kind) -> Vec<String> {
    match kind {
        Kind::Record(parts) => {
            parts.iter().flat_map(|part| std::iter::once(part.name.clone()).chain(part_names(&part.kind))).collect()
        }
        Kind::List(item) => part_names(item),
        Kind::Text | Kind::Number | Kind::Boolean | Kind::Date | Kind::Moment | Kind::Named(_) => Vec::new(),
    }
}

fn begins_with_name(text: &str, name: &str) -> bool {
    text.strip_prefix(name).is_some_and(|rest| !rest.chars().next().is_some_and(continues))
}

fn continues(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

/// The bytes of a quoted text at the start.
fn text_end(text: &str) -> usize {
    let mut escaped = false;
    for (at, character) in text.char_indices().skip(1) {
        match character {
            '"' if !escaped => return at + 1,
            '\\' if !escaped => escaped = true,
            _ => escaped = false,
        }
    }
    text.len()
}

/// The first call of a function: where it stands, and its arguments as written.
fn call_of(text: &str, name: &str) -> Option<(usize, usize, Vec<String>)> {
    let mut at = 0;
    while let Some(found) = text.get(at..)?.find(name) {
        let start = at + found;
        let before = text[..start].chars().next_back();
        let after = &text[start + name.len()..];
        let open = after.len() - after.trim_start().len();
        if !before.is_some_and(continues) && after.trim_start().starts_with('(') {
            let inside = start + name.len() + open + 1;
            let (length, arguments) = arguments_of(&text[inside..])?;
            return Some((start, inside + length, arguments));
        }
        at = start + name.len();
    }
    None
}

/// What stands up to the closing parenthesis, parted at its commas, and how many bytes that takes.
fn arguments_of(text: &str) -> Option<(usize, Vec<String>)> {
    let (mut depth, mut start, mut quoted) = (0_usize, 0, false);
    let mut arguments = Vec::new();
    for (at, character) in text.char_indices() {
        match character {
            '"' => quoted = !quoted,
            _ if quoted => {}
            '(' | '[' => depth += 1,
            ')' if depth == 0 => {
                arguments.push(text[start..at].trim().to_owned());
                return Some((at + 1, arguments));
            }
            ')' | ']' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                arguments.push(text[start..at].trim().to_owned());
                start = at + 1;
            }
            _ => {}
        }
    }
    None
}

/// A body with each parameter replaced by its argument.
pub(super) fn with_arguments(body: &str, parameters: &[String], arguments: &[String]) -> String {
    let mut pairs: Vec<(&String, &String)> = parameters.iter().zip(arguments).collect();
    pairs.sort_by_key(|(parameter, _)| std::cmp::Reverse(parameter.len()));
    let (mut found, mut rest, mut free) = (String::new(), body, true);
    while let Some(next) = rest.chars().next() {
        if next == '"' {
            let end = text_end(rest);
            found.push_str(&rest[..end]);
            rest = &rest[end..];
            free = true;
            continue;
        }
        if let Some((parameter, argument)) =
            pairs.iter().find(|(parameter, _)| free && begins_with_name(rest, parameter))
        {
            let plain = argument.chars().all(|character| continues(character) || character == '.');
            found.push_str(&if plain { (*argument).clone() } else { format!("({argument})") });
            rest = &rest[parameter.len()..];
            free = false;
            continue;
        }
        found.push(next);
        rest = &rest[next.len_utf8()..];
        free = !continues(next) && next != '.';
    }
    found
}
