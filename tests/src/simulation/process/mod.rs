//! Random processes, as texts: states, also in one another and side by side, actions, guards, deadlines with ladders, `after`, `always`, other cases, benefits. What
//! does not pass the checks is thrown away by whoever asked.

mod around;
mod deadlines;
mod effects;
mod guards;
mod states;

use std::fmt::Write;

use definition::name::{ParameterName, ProcessName, RoleName};
use definition::value::Type;
use definition::workspace::Workspace;
use rand::Rng;
use rand::rngs::StdRng;
use rand::seq::{IndexedRandom, IteratorRandom};

/// What a random process is called.
pub const NAME: &str = "simulated";
/// Since when it holds.
pub const EFFECTIVE: &str = "2020-03-26";
/// What every random process has to fill in: name, type with bounds.
const FIELDS: [(&str, &str); 9] = [
    ("applicant_name", "{type: text, max: 20, search: true}"),
    ("id_number", "{type: identity_number}"),
    ("members", "{type: integer, min: 1, max: 12}"),
    ("income", "{type: money, min: 0, max: 60000, sensitive: true}"),
    ("share", "{type: decimal, min: 0, max: 1}"),
    ("agreed", "{type: boolean}"),
    ("grade", "{type: choice, options: [low, middle, high]}"),
    ("visited_on", "{type: date}"),
    ("note", "{type: text, max: 30}"),
];

/// What is drawn from while a text is written.
pub(super) struct Draft<'w, 'r> {
    pub workspace: &'w Workspace,
    pub random: &'r mut StdRng,
    pub working: usize,
    pub ends: usize,
    /// What stands around working states, and histories.
    pub around: Vec<String>,
    pub roles: Vec<RoleName>,
    pub amounts: Vec<ParameterName>,
    pub switches: Vec<ParameterName>,
    pub children: Vec<ProcessName>,
}

/// The text of a random process.
pub fn text(workspace: &Workspace, random: &mut StdRng) -> String {
    let (working, ends) = (random.random_range(1..6), random.random_range(1..4));
    let groups = around::groups(working, random);
    let mut draft = Draft::new(workspace, random, working, ends);
    draft.around = groups.iter().flat_map(around::Group::names).collect();
    let mut text = String::new();
    let _ = writeln!(text, "process: {NAME}\nversion: 1\nname: {NAME}\neffective: {{from: {EFFECTIVE}}}");
    text.push_str("number: \"SIM-{office}-{year}-{seq:5}\"\n");
    if draft.random.random_bool(0.5) {
        let calendar = workspace.calendars.names().choose(draft.random).unwrap();
        let _ = writeln!(text, "calendar: {calendar}");
    }
    text.push_str("applicant: {name: applicant_name, identity: id_number}\nfields:\n");
    for (name, kind) in FIELDS {
        let _ = writeln!(text, "  {name}: {kind}");
    }
    text.push_str("values:\n  per_person: income / members\n");
    text.push_str(&draft.deadlines());
    text.push_str(&draft.start());
    text.push_str("initial: s0\nstates:\n");
    for group in &groups {
        text.push_str(&draft.group(group));
    }
    for at in 0..ends {
        text.push_str(&draft.end(at));
    }
    text
}

impl<'w, 'r> Draft<'w, 'r> {
    fn new(workspace: &'w Workspace, random: &'r mut StdRng, working: usize, ends: usize) -> Self {
        let organisation = &workspace.organisation;
        let roles = organisation.roles().keys().cloned().collect();
        let declared = workspace.parameters.declared();
        let of_type = |wanted: &Type| {
            let fitting = declared.iter().filter(|(_, declaration)| declaration.kind == *wanted);
            fitting.map(|(name, _)| name.clone()).collect::<Vec<_>>()
        };
        let (amounts, switches) = (of_type(&Type::Money), of_type(&Type::Boolean));
        let children = workspace.processes.keys().cloned().collect();
        let around = Vec::new();
        Self { workspace, random, working, ends, around, roles, amounts, switches, children }
    }

    /// `start`, and who mends a case.
    fn start(&mut self) -> String {
        let (first, second) = (self.role(), self.role());
        let mut text =
            format!("start:\n  role: [{first}, {second}]\n  form: [applicant_name, id_number, members, income");
        for (field, _) in &FIELDS[4..] {
            match self.random.random_range(0..4) {
                0 => drop(write!(text, ", {field}")),
                1 => drop(write!(text, ", {{{field}: optional}}")),
                _ => {}
            }
        }
        text.push_str("]\n");
        if self.random.random_bool(0.2) {
            let guard = self.guard();
            let _ = writeln!(text, "  when: {guard}\n  otherwise: 不受理");
        }
        let (first, second) = (self.role(), self.role());
        let _ = writeln!(text, "repair: {{role: [{first}, {second}]}}");
        text
    }

    pub(super) fn role(&mut self) -> RoleName {
        self.roles.choose(self.random).unwrap().clone()
    }

    /// Any state, a working one more often.
    pub(super) fn target(&mut self) -> String {
        if self.random.random_bool(0.2)
            && let Some(around) = self.around.choose(self.random)
        {
            return around.clone();
        }
        if self.random.random_bool(0.6) {
            self.working_state()
        } else {
            format!("e{}", self.random.random_range(0..self.ends))
        }
    }

    /// Any state a case can be in; it is never in a history.
    pub(super) fn place(&mut self) -> String {
        let state = self.target();
        if state.starts_with('h') { self.working_state() } else { state }
    }

    pub(super) fn working_state(&mut self) -> String {
        format!("s{}", self.random.random_range(0..self.working))
    }

    /// One of these.
    pub(super) fn one_of(&mut self, choices: &[&str]) -> String {
        (*choices.choose(self.random).unwrap()).to_owned()
    }

    pub(super) fn chance(&mut self, chance: f64) -> bool {
        self.random.random_bool(chance)
    }

    pub(super) fn below(&mut self, limit: u32) -> u32 {
        self.random.random_range(0..limit)
    }
}
