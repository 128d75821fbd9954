//! What a picture shows, before anything has a place: lanes, boxes, and the ways from box to box.

use definition::model::{Branch, DONE, Inside, State, StateKind, Working};
use definition::name::{DeadlineName, LevelName, RoleName, StateName};
use indexmap::IndexMap;

use crate::words::Words;

/// What a picture shows.
#[derive(Debug)]
pub(crate) struct Chart {
    pub title: String,
    pub source: Option<String>,
    /// The levels of offices whose people have to do something, lowest first; then what waits, and the ends.
    pub lanes: Vec<String>,
    /// The states in document order; those that a case enters first are `initial`.
    pub boxes: Vec<Box>,
    pub initial: Vec<usize>,
    /// The deadlines across states, each in one line.
    pub deadlines: Vec<String>,
    pub labels: Labels,
}

/// The few words the picture itself says.
#[derive(Debug)]
pub(crate) struct Labels {
    pub start: &'static str,
    pub deadlines: &'static str,
    pub condition: &'static str,
    pub source: &'static str,
    pub stays: &'static str,
}

/// A state.
#[derive(Debug)]
pub(crate) struct Box {
    pub title: String,
    pub lane: usize,
    /// The role and the deadline, if it has any.
    pub about: Vec<String>,
    pub ways: Vec<Way>,
    pub is_end: bool,
}

/// One way out of a state, or something that can be done without leaving it.
#[derive(Debug)]
pub(crate) struct Way {
    pub kind: WayKind,
    pub label: String,
    pub when: Option<String>,
    /// The box it leads to.
    pub to: Option<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WayKind {
    Action,
    Message,
    Time,
    Automatic,
    Reopen,
}

/// Gathers what a picture of a process shows.
pub(crate) fn chart(words: Words<'_>) -> Chart {
    let definition = words.definition;
    let lanes = Lanes::of(words);
    let boxes = definition.states.values().map(|state| boxed(words, state, &lanes)).collect();
    let initial: Vec<usize> =
        definition.initial.iter().filter_map(|state| definition.states.get_index_of(state.as_str())).collect();
    let across =
        definition.deadlines.values().filter(|deadline| !definition.states.contains_key(deadline.name.as_str()));
    let deadlines = across.map(|deadline| {
        let (title, from, until, term) = (
            deadline.title.get(words.language),
            words.from(&deadline.from),
            words.until(&deadline.until),
            words.term(&deadline.limit),
        );
        words.either(
            format!("{title}：{term}，{from}起，{until}止"),
            format!("{title}: {term}, from {from} until {until}"),
        )
    });
    Chart {
        title: definition.title.get(words.language).to_owned(),
        source: definition.source.clone(),
        deadlines: deadlines.collect(),
        lanes: lanes.titles,
        boxes,
        initial,
        labels: Labels {
            start: words.either("立件", "start"),
            deadlines: words.either("跨环节时限", "Deadlines across states"),
            condition: words.either("条件：", "if "),
            source: words.either("依据", "Source"),
            stays: words.either("留在原环节", "stays"),
        },
    }
}

/// Which lane a state belongs to.
struct Lanes {
    titles: Vec<String>,
    levels: IndexMap<LevelName, usize>,
    waiting: usize,
    ends: usize,
}

impl Lanes {
    fn of(words: Words<'_>) -> Self {
        let organisation = &words.around.organisation;
        let working = words.definition.states.values().filter_map(State::task);
        let used: Vec<&LevelName> =
            working.filter_map(|task| organisation.roles().get(&task.role)).map(|role| &role.level).collect();
        let mut titles = Vec::new();
        let mut levels = IndexMap::new();
        for (name, level) in organisation.levels().iter().rev().filter(|(name, _)| used.contains(name)) {
            levels.insert(name.clone(), titles.len());
            titles.push(level.title.get(words.language).to_owned());
        }
        let waits = |state: &State| matches!(state.kind, StateKind::Working(_)) && state.task().is_none();
        let waiting = titles.len();
        if words.definition.states.values().any(waits) || titles.is_empty() {
            titles.push(words.either("等待、自动", "Waiting").to_owned());
        }
        let ends = titles.len();
        titles.push(words.either("办结", "Closed").to_owned());
        Self { titles, levels, waiting, ends }
    }

    fn lane(&self, words: Words<'_>, state: &State) -> usize {
        let level = |role: &RoleName| words.around.organisation.roles().get(role).map(|role| &role.level);
        match &state.kind {
            StateKind::End(_) => self.ends,
            StateKind::Final | StateKind::History(_) => self.waiting.min(self.ends),
            StateKind::Working(working) => {
                let level = working.task.as_ref().and_then(|task| level(&task.role));
                level.and_then(|level| self.levels.get(level)).copied().unwrap_or(self.waiting.min(self.ends))
            }
        }
    }
}

fn boxed(words: Words<'_>, state: &State, lanes: &Lanes) -> Box {
    let mut about = Vec::new();
    about.extend(state.task().map(|task| words.role(&task.role)));
    about.extend(state.each().map(|each| words.each(each)));
    if let Some(deadline) = words.definition.deadlines.get(&DeadlineName::new(state.name.as_str())) {
        let term = words.term(&deadline.limit);
        about.push(words.either(format!("时限 {term}"), format!("due in {term}")));
    }
    let ways = match &state.kind {
        StateKind::Working(working) => ways(words, state, working),
        StateKind::Final => Vec::new(),
        StateKind::History(history) => {
            let label = words.either("回到上次所在", "where it was");
            history.to.iter().map(|to| automatic(words, label, to)).collect()
        }
        StateKind::End(end) => {
            about.push(end.outcome.clone());
            let reopened = end.reopen.as_ref().map(|reopen| Way {
                kind: WayKind::Reopen,
                label: words.either(
                    format!("{}重启", words.role(&reopen.role)),
                    format!("reopened by {}", words.role(&reopen.role)),
                ),
                when: None,
                to: words.definition.states.get_index_of(reopen.to.as_str()),
            });
            reopened.into_iter().collect()
        }
    };
    Box {
        title: state.title.get(words.language).to_owned(),
        lane: lanes.lane(words, state),
        about,
        ways,
        is_end: matches!(state.kind, StateKind::End(_)),
    }
}

/// A way that nobody takes: into what stands inside, or to where a case was.
fn automatic(words: Words<'_>, label: &str, to: &StateName) -> Way {
    let to = words.definition.states.get_index_of(to.as_str());
    Way { kind: WayKind::Automatic, label: label.to_owned(), when: None, to }
}

fn ways(words: Words<'_>, state: &State, working: &Working) -> Vec<Way> {
    let mut found = Vec::new();
    let begins = match &working.inside {
        Inside::Nothing => [].iter(),
        Inside::One { initial, .. } => initial.iter(),
        Inside::All => state.children.iter(),
    };
    found.extend(begins.map(|inner| automatic(words, words.either("内含", "inside"), inner)));
    for action in working.actions.values() {
        branches(words, WayKind::Action, action.title.get(words.language), &action.branches, &mut found);
    }
    for receive in &working.receive {
        let label = match words.event_of(receive) {
            DONE => words.either("里面办完", "done inside").to_owned(),
            event => words.either(format!("收到 {event}"), format!("received: {event}")),
        };
        branches(words, WayKind::Message, &label, &receive.branches, &mut found);
    }
    for after in &working.after {
        branches(words, WayKind::Time, &words.wait(&after.wait), &after.branches, &mut found);
    }
    branches(words, WayKind::Automatic, words.either("自动", "at once"), &working.always, &mut found);
    found
}

fn branches(words: Words<'_>, kind: WayKind, label: &str, branches: &[Branch], found: &mut Vec<Way>) {
    for branch in branches {
        let when = branch.when.as_ref().map(|when| words.expression(when));
        let way = |to| Way { kind, label: label.to_owned(), when: when.clone(), to };
        if branch.to.is_empty() {
            found.push(way(None));
        }
        found.extend(branch.to.iter().map(|to| way(words.definition.states.get_index_of(to.as_str()))));
    }
}
