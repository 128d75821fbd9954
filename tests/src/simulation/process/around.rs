//! States around states: some of the working ones stand inside others, side by side in regions, or where a history remembers them.

use std::fmt::Write;

use rand::Rng;

use super::Draft;

/// Some working states, one after another in the document, and what stands around them.
#[derive(Clone, Debug)]
pub(super) struct Group {
    /// The first of them and the first no longer.
    from: usize,
    until: usize,
    around: Around,
}

#[derive(Clone, Copy, Debug)]
enum Around {
    Nothing,
    /// One state, with a history or without.
    State {
        at: usize,
        history: bool,
    },
    /// A state with two regions, each done in its own time; the second begins at this one.
    Regions {
        at: usize,
        second: usize,
    },
}

/// How working states stand; said before any of them is written, so that ways can lead there.
pub(super) fn groups(working: usize, random: &mut impl Rng) -> Vec<Group> {
    let mut groups = Vec::new();
    let mut from = 0;
    while from < working {
        let left = working - from;
        let at = groups.len();
        let (count, around) = match random.random_range(0..6) {
            0 => (left.min(2), Around::State { at, history: false }),
            1 => (left.min(3), Around::State { at, history: true }),
            2 if left >= 2 => (left.min(3), Around::Regions { at, second: from + 1 }),
            _ => (1, Around::Nothing),
        };
        groups.push(Group { from, until: from + count, around });
        from += count;
    }
    groups
}

impl Group {
    /// The names of what stands around, where ways can lead.
    pub fn names(&self) -> Vec<String> {
        match self.around {
            Around::Nothing => Vec::new(),
            Around::State { at, history: false } => vec![format!("c{at}")],
            Around::State { at, history: true } => vec![format!("c{at}"), format!("h{at}")],
            Around::Regions { at, .. } => {
                vec![format!("p{at}"), format!("h{at}"), format!("f{at}a"), format!("f{at}b")]
            }
        }
    }
}

impl Draft<'_, '_> {
    /// A group of working states with what stands around them.
    pub(super) fn group(&mut self, group: &Group) -> String {
        let inside = |draft: &mut Self, from: usize, until: usize, depth: usize| -> String {
            let states: Vec<String> = (from..until).map(|at| draft.state(at)).collect();
            indented(&states.concat(), depth)
        };
        match group.around {
            Around::Nothing => inside(self, group.from, group.until, 0),
            Around::State { at, history } => {
                let mut text = format!("  c{at}:\n    initial: s{}\n", group.from);
                text.push_str(&self.of_the_outer());
                text.push_str("    states:\n");
                text.push_str(&inside(self, group.from, group.until, 4));
                if history {
                    let depth = self.one_of(&["deep", "shallow"]);
                    let _ = writeln!(text, "      h{at}: {{history: {depth}, to: s{}}}", group.from);
                }
                text
            }
            Around::Regions { at, second } => {
                let mut text = format!("  p{at}:\n");
                text.push_str(&self.of_the_outer());
                let to = self.target();
                let _ = writeln!(text, "    done: {{to: {to}}}\n    regions:");
                for (name, from, until) in [("a", group.from, second), ("b", second, group.until)] {
                    let _ = writeln!(text, "      r{at}{name}:\n        initial: s{from}\n        states:");
                    text.push_str(&inside(self, from, until, 8));
                    let _ = writeln!(text, "          f{at}{name}: {{final: true}}");
                }
                let _ = writeln!(text, "      h{at}: {{history: deep, to: [s{}, s{second}]}}", group.from);
                text
            }
        }
    }

    /// What a state around others has of its own.
    fn of_the_outer(&mut self) -> String {
        let mut text = self.effects("    ", "enter", 0.3);
        text.push_str(&self.effects("    ", "leave", 0.2));
        if self.chance(0.5) {
            let (wait, to) = (self.period(), self.target());
            let _ = writeln!(text, "    after: [{{in: {wait}, to: {to}}}]");
        }
        if self.chance(0.5) {
            let (guard, to, other) = (self.guard(), self.target(), self.target());
            let _ = writeln!(
                text,
                "    receive: {{hold: {{sender: outside, to: {to}}}, ping: {{when: {guard}, to: {other}}}}}"
            );
        }
        if self.chance(0.3) {
            let to = self.target();
            let _ = writeln!(text, "    on: {{withdraw: {{to: {to}, comment: required}}}}");
        }
        if self.chance(0.3) {
            text.push_str("    deadline:\n");
            text.push_str(&self.term("      "));
        }
        text
    }
}

fn indented(text: &str, depth: usize) -> String {
    text.lines().map(|line| format!("{}{line}\n", " ".repeat(depth))).collect()
}
