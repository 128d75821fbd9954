//! From a script that shows something to the fewest and plainest steps that still show it.

use machine::{Command, FieldInput};

use super::ground::Ground;
use super::play::{Played, Script, replay};
use crate::read::{Deed, Step, What};

/// The most times a script is carried out to make it smaller.
const REPLAYS_MAX: usize = 1_500;

/// The smallest script found that still shows what is wanted.
pub(super) fn shrink(ground: &Ground<'_>, script: Script, shows: &dyn Fn(&Played) -> bool) -> Played {
    let mut search = Search { ground, shows, replays: 0 };
    let fewer = search.fewer(script);
    let plainer = search.plainer(fewer);
    let smallest = search.fewer(plainer);
    replay(ground, &smallest)
}

struct Search<'s> {
    ground: &'s Ground<'s>,
    shows: &'s dyn Fn(&Played) -> bool,
    replays: usize,
}

impl Search<'_> {
    /// Whether a script still shows it.
    fn holds(&mut self, script: &Script) -> bool {
        self.replays += 1;
        self.replays <= REPLAYS_MAX && (self.shows)(&replay(self.ground, script))
    }

    /// Takes steps out, many at a time at first, then one by one.
    fn fewer(&mut self, mut script: Script) -> Script {
        let mut size = script.steps.len().div_ceil(2).max(1);
        loop {
            let before = script.steps.len();
            let mut at = before;
            while at > 0 {
                let from = at.saturating_sub(size);
                let mut without = script.clone();
                without.steps.drain(from..at.min(without.steps.len()));
                if self.holds(&without) {
                    script = without;
                }
                at = from;
            }
            if size == 1 && script.steps.len() == before {
                return script;
            }
            size = (size / 2).max(1);
        }
    }

    /// Leaves out every field that is not needed.
    fn plainer(&mut self, mut script: Script) -> Script {
        while let Some(plainer) = self.plainer_start(&script) {
            script = plainer;
        }
        for at in 0..script.steps.len() {
            while let Some(plainer) = self.plainer_step(&script, at) {
                script = plainer;
            }
        }
        script
    }

    fn plainer_start(&mut self, script: &Script) -> Option<Script> {
        without_one(&script.start.fields).find_map(|fields| {
            let mut plainer = script.clone();
            plainer.start.fields = fields;
            self.holds(&plainer).then_some(plainer)
        })
    }

    fn plainer_step(&mut self, script: &Script, at: usize) -> Option<Script> {
        let step = script.steps.get(at)?;
        plainer_steps(step).into_iter().find_map(|step| {
            let mut plainer = script.clone();
            *plainer.steps.get_mut(at)? = step;
            self.holds(&plainer).then_some(plainer)
        })
    }
}

fn plainer_steps(step: &Step) -> Vec<Step> {
    let Some(Deed { person, what: What::Command(command) }) = &step.deed else { return Vec::new() };
    let with = |command| {
        let deed = Some(Deed { person: person.clone(), what: What::Command(command) });
        Step { deed, ..step.clone() }
    };
    match command {
        Command::Act { state, action, task, fields, comment, return_to } => {
            let act = |fields| Command::Act {
                state: state.clone(),
                action: action.clone(),
                task: *task,
                fields,
                comment: comment.clone(),
                return_to: return_to.clone(),
            };
            without_one(fields).map(act).map(with).collect()
        }
        Command::Receive { event, fields } => {
            without_one(fields).map(|fields| Command::Receive { event: event.clone(), fields }).map(with).collect()
        }
        Command::Start(_)
        | Command::Claim { .. }
        | Command::Release { .. }
        | Command::ReachDeadline { .. }
        | Command::ReachAfter { .. }
        | Command::ReachSend { .. }
        | Command::ExpireKept { .. }
        | Command::CallOff
        | Command::Reopen { .. }
        | Command::Desk(_)
        | Command::Retry
        | Command::Move { .. }
        | Command::Change(_) => Vec::new(),
    }
}

/// The same fields with one left out, each in turn.
fn without_one(fields: &FieldInput) -> impl Iterator<Item = FieldInput> {
    fields.keys().map(|name| {
        let mut fewer = fields.clone();
        fewer.remove(name);
        fewer
    })
}
