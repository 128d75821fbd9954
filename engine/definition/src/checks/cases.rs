//! Which cases some guards let through among them, judged whole by looking at one value of each piece of what they ask about.

use std::collections::BTreeMap;

use crate::expression::{Asked, Bound, Condition, Passes, Test};
use crate::model::{Branch, Definition, Working};
use crate::table::region::{Column, Scale, cut};
use crate::value::Type;

/// The most cases looked at for one list of guards. Past it nothing is said, rather than something unproved.
const CASES_MAX: usize = 20_000;

/// A case by what the guards ask about: the title of each thing, and a value.
pub(super) type Example = Vec<(String, String, String)>;

/// Some guards and everything they ask about.
pub(super) struct Cases {
    things: Vec<Thing>,
    guards: Vec<Formula>,
}

/// Something guards ask about.
struct Thing {
    /// As written.
    subject: String,
    /// For people.
    title: (String, String),
    column: Column,
    /// Whether every value stands for cases there can be, whatever the other things are.
    is_own: bool,
    /// Whether it is compared with what is known only in a case.
    has_terms: bool,
}

/// A guard as a formula over pieces.
enum Formula {
    Sure(bool),
    Ask { thing: usize, row: usize },
    Not(Box<Formula>),
    All(Vec<Formula>),
    Any(Vec<Formula>),
}

/// What is asked of each subject, in the order first met.
#[derive(Default)]
struct Gathered {
    subjects: Vec<(String, Type, Vec<Passes>)>,
    free: Vec<String>,
    at: BTreeMap<String, usize>,
}

impl Cases {
    /// Of guards that are tried one after the other.
    pub fn of(definition: &Definition, guards: &[Condition]) -> Self {
        let mut gathered = Gathered::default();
        guards.iter().for_each(|guard| gathered.take(guard));
        let mut things: Vec<Thing> = Vec::new();
        let mut places: BTreeMap<(String, String), (usize, usize)> = BTreeMap::new();
        for (subject, of, asked) in &gathered.subjects {
            match column(definition, subject, of, asked) {
                Some(column) => {
                    for (row, passes) in asked.iter().enumerate() {
                        places.insert((subject.clone(), format!("{passes:?}")), (things.len(), row));
                    }
                    things.push(thing(definition, subject, column, asked));
                }
                // How its values lie nobody can tell: each thing asked of it is one that holds or does not.
                None => {
                    for passes in asked {
                        places.insert((subject.clone(), format!("{passes:?}")), (things.len(), 0));
                        things.push(free(subject));
                    }
                }
            }
        }
        for text in &gathered.free {
            places.insert((text.clone(), String::new()), (things.len(), 0));
            things.push(free(text));
        }
        let guards = guards.iter().map(|guard| formula(guard, &places)).collect();
        Self { things, guards }
    }

    /// A case of which something holds, given which guards hold in it; `Err` where there are too many to look at.
    pub fn find(&self, wanted: impl Fn(&[bool]) -> bool) -> Result<Option<Example>, ()> {
        let sizes: Vec<usize> = self.things.iter().map(|thing| thing.column.examples.len()).collect();
        let count = sizes.iter().try_fold(1_usize, |count, size| count.checked_mul(*size)).ok_or(())?;
        if count > CASES_MAX {
            return Err(());
        }
        let mut pieces = vec![0; sizes.len()];
        for _ in 0..count {
            let held: Vec<bool> = self.guards.iter().map(|guard| self.holds(guard, &pieces)).collect();
            if wanted(&held) {
                return Ok(Some(self.example(&pieces)));
            }
            next(&mut pieces, &sizes);
        }
        Ok(None)
    }

    /// Whether in every case one of the guards holds.
    pub fn are_exhaustive(&self) -> bool {
        self.find(|held| !held.contains(&true)) == Ok(None)
    }

    /// Whether a case by one value each is a case there can be: nothing in it follows from something else.
    pub fn are_real(&self) -> bool {
        match self.things.as_slice() {
            [only] => !only.column.examples.is_empty() && (only.is_own || !is_free(only)),
            things => things.iter().all(|thing| thing.is_own && !thing.has_terms),
        }
    }

    fn holds(&self, formula: &Formula, pieces: &[usize]) -> bool {
        match formula {
            Formula::Sure(holds) => *holds,
            Formula::Ask { thing, row } => {
                let passes = self.things.get(*thing).and_then(|thing| thing.column.passes.get(*row));
                passes.zip(pieces.get(*thing)).and_then(|(row, piece)| row.get(*piece)).copied().unwrap_or_default()
            }
            Formula::Not(inner) => !self.holds(inner, pieces),
            Formula::All(parts) => parts.iter().all(|part| self.holds(part, pieces)),
            Formula::Any(parts) => parts.iter().any(|part| self.holds(part, pieces)),
        }
    }

    fn example(&self, pieces: &[usize]) -> Example {
        let things = self.things.iter().zip(pieces);
        things
            .filter_map(|(thing, piece)| {
                let value = thing.column.examples.get(*piece)?.clone();
                Some((thing.title.0.clone(), thing.title.1.clone(), value))
            })
            .collect()
    }
}

impl Gathered {
    fn take(&mut self, condition: &Condition) {
        match condition {
            Condition::Sure(_) => {}
            Condition::Asks(Asked { subject, of, passes }) => {
                let at = *self.at.entry(subject.clone()).or_insert_with(|| {
                    self.subjects.push((subject.clone(), of.clone(), Vec::new()));
                    self.subjects.len() - 1
                });
                if let Some((_, _, asked)) = self.subjects.get_mut(at)
                    && !asked.contains(passes)
                {
                    asked.push(passes.clone());
                }
            }
            Condition::Free(text) => {
                if !self.free.contains(text) {
                    self.free.push(text.clone());
                }
            }
            Condition::Not(inner) => self.take(inner),
            Condition::All(parts) | Condition::Any(parts) => parts.iter().for_each(|part| self.take(part)),
        }
    }
}

fn column(definition: &Definition, subject: &str, of: &Type, asked: &[Passes]) -> Option<Column> {
    let field = definition.fields.get(subject);
    let formula = definition.values.get(subject);
    let bounds = field
        .map(|field| field.kind.bounds())
        .or_else(|| formula.map(|formula| formula.expression.bounds()))
        .unwrap_or_default();
    let step = field.and_then(|field| field.kind.step());
    cut(&Scale { of, bounds, step }, asked).filter(|column| !column.examples.is_empty())
}

fn thing(definition: &Definition, subject: &str, column: Column, asked: &[Passes]) -> Thing {
    let field = definition.fields.get(subject).map(|field| &field.title);
    let title = field.or_else(|| definition.values.get(subject).map(|formula| &formula.title));
    let title =
        title.map_or_else(|| (subject.to_owned(), subject.to_owned()), |title| (title.zh.clone(), title.en.clone()));
    let has_terms = asked.iter().any(has_terms);
    Thing { subject: subject.to_owned(), title, column, is_own: field.is_some(), has_terms }
}

/// Something of which nothing is known but that it holds or not.
fn free(text: &str) -> Thing {
    let column = Column { examples: vec!["true".to_owned(), "false".to_owned()], passes: vec![vec![true, false]] };
    let title = (text.to_owned(), text.to_owned());
    Thing { subject: String::new(), title, column, is_own: false, has_terms: true }
}

fn is_free(thing: &Thing) -> bool {
    thing.subject.is_empty()
}

fn has_terms(passes: &Passes) -> bool {
    let is_term = |bound: &Bound| matches!(bound, Bound::Term(_));
    let tests = match passes {
        Passes::Any(tests) | Passes::None(tests) => tests.as_slice(),
        Passes::Everything | Passes::Unknown => &[],
    };
    tests.iter().any(|test| match test {
        Test::Equal(at) | Test::Different(at) => is_term(at),
        Test::Between(low, high) => low.iter().chain(high).any(|limit| is_term(&limit.at)),
    })
}

fn formula(condition: &Condition, places: &BTreeMap<(String, String), (usize, usize)>) -> Formula {
    let parts = |parts: &[Condition]| parts.iter().map(|part| formula(part, places)).collect();
    let ask = |key: (String, String)| places.get(&key).map(|(thing, row)| Formula::Ask { thing: *thing, row: *row });
    match condition {
        Condition::Sure(holds) => Formula::Sure(*holds),
        Condition::Asks(Asked { subject, passes, .. }) => {
            ask((subject.clone(), format!("{passes:?}"))).unwrap_or(Formula::Sure(true))
        }
        Condition::Free(text) => ask((text.clone(), String::new())).unwrap_or(Formula::Sure(true)),
        Condition::Not(inner) => Formula::Not(Box::new(formula(inner, places))),
        Condition::All(all) => Formula::All(parts(all)),
        Condition::Any(any) => Formula::Any(parts(any)),
    }
}

/// The next combination of pieces.
fn next(pieces: &mut [usize], sizes: &[usize]) {
    for (piece, size) in pieces.iter_mut().zip(sizes) {
        *piece += 1;
        if *piece < *size {
            return;
        }
        *piece = 0;
    }
}

/// Every list of branches of a state of which one is taken, with what it is called in the file.
pub(super) fn lists(working: &Working) -> Vec<(String, &[Branch])> {
    let actions = working.actions.values().map(|action| (format!("on.{}", action.name), action.branches.as_slice()));
    let events = working.receive.iter().map(|receive| (receive.of.clone(), receive.branches.as_slice()));
    let times = working.after.iter().enumerate().map(|(at, after)| (format!("after.{at}"), after.branches.as_slice()));
    actions.chain(events).chain(times).chain([("always".to_owned(), working.always.as_slice())]).collect()
}

/// Whether in every case one of some branches is open.
pub(super) fn is_always_open(definition: &Definition, branches: &[Branch]) -> bool {
    let guards: Vec<Condition> =
        branches.iter().filter_map(|branch| branch.when.as_ref()).map(|when| when.condition()).collect();
    let is_free = branches.iter().any(|branch| branch.when.is_none());
    is_free || (!guards.is_empty() && Cases::of(definition, &guards).are_exhaustive())
}

/// A case in words: `收入 = 3999.00，户籍 = rural`.
pub(super) fn words(example: &Example) -> (String, String) {
    let said = |title: &str, value: &str| {
        if value.starts_with(['<', '>']) { format!("{title} {value}") } else { format!("{title} = {value}") }
    };
    let zh: Vec<String> = example.iter().map(|(zh, _, value)| said(zh, value)).collect();
    let en: Vec<String> = example.iter().map(|(_, en, value)| said(en, value)).collect();
    (zh.join("，"), format!("`{}`", en.join(", ")))
}
