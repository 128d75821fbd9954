//! States: what a person, an event, time or nothing at all does in each.

use std::fmt::Write;

use super::{Draft, FIELDS};

impl Draft<'_, '_> {
    /// A working state.
    pub(super) fn state(&mut self, at: usize) -> String {
        let mut text = format!("  s{at}:\n");
        text.push_str(&self.effects("    ", "enter", 0.4));
        text.push_str(&self.effects("    ", "leave", 0.15));
        let has_task = self.chance(0.85);
        if has_task {
            text.push_str(&self.task());
            text.push_str(&self.actions());
            if self.chance(0.15) {
                text.push_str(&self.items());
            }
        }
        if self.chance(0.4) {
            text.push_str("    deadline:\n");
            text.push_str(&self.term("      "));
            text.push_str(&self.ladder("      "));
        }
        if !has_task || self.chance(0.35) {
            text.push_str(&self.after());
        }
        if self.chance(0.25) {
            text.push_str(&self.receive());
        }
        if self.chance(0.12) {
            let (guard, to) = (self.guard(), self.target());
            let _ = writeln!(text, "    always: [{{when: {guard}, to: {to}}}]");
        }
        text
    }

    fn task(&mut self) -> String {
        let (role, form) = (self.role(), self.form());
        let bars =
            if self.chance(0.2) { format!(", not_same_person_as: [{}]", self.working_state()) } else { String::new() };
        format!("    task: {{role: {role}, form: [{form}]{bars}}}\n")
    }

    fn form(&mut self) -> String {
        let mut items = Vec::new();
        for (field, _) in &FIELDS[2..] {
            match self.below(8) {
                0 => items.push((*field).to_owned()),
                1 => items.push(format!("{{{field}: optional}}")),
                _ => {}
            }
        }
        items.join(", ")
    }

    fn actions(&mut self) -> String {
        let mut text = String::from("    on:\n");
        let count = self.below(3) + 1;
        for at in 0..count {
            let form = if self.chance(0.3) { self.form() } else { String::new() };
            let _ = write!(text, "      a{at}: {{form: [{form}]");
            if self.chance(0.2) {
                text.push_str(", comment: required");
            }
            if self.chance(0.2) {
                text.push_str(", without_form: true");
            }
            // The first always leads on, so that no case is stuck by its guards.
            let (kind, to) = (if at == 0 { 0 } else { self.below(4) }, self.target());
            match kind {
                0 => drop(write!(text, ", to: {to}")),
                1 => drop(write!(text, ", when: {}, otherwise: 不符, to: {to}", self.guard())),
                2 => {
                    let (guard, other) = (self.guard(), self.target());
                    let _ = write!(text, ", branches: [{{when: {guard}, to: {to}}}, {{to: {other}}}]");
                }
                _ => {}
            }
            if kind != 2 {
                let effects = self.effects(" ", "do", 0.25);
                if !effects.is_empty() {
                    let _ = write!(text, ",{}", effects.trim_end());
                }
            }
            text.push_str("}\n");
        }
        text
    }

    /// Several persons, each with a task of their own; one more action answers one of them.
    fn items(&mut self) -> String {
        let (to, persons) = (self.target(), self.below(3) + 1);
        let order = if self.chance(0.3) { ", order: fixed" } else { "" };
        let done = match self.below(3) {
            0 => "all".to_owned(),
            1 => "any".to_owned(),
            _ => format!("1 of {persons}"),
        };
        format!(
            "      answer: {{}}\n    for_each: {{persons: {persons}{order}, done_when: {done}}}\n    done: {{to: {to}}}\n"
        )
    }

    fn after(&mut self) -> String {
        let (wait, to) = (self.period(), self.target());
        if self.chance(0.4) {
            let (guard, other, second) = (self.guard(), self.target(), self.period());
            return format!("    after: [{{in: {wait}, when: {guard}, to: {to}}}, {{in: {second}, to: {other}}}]\n");
        }
        format!("    after: [{{in: {wait}, to: {to}}}]\n")
    }

    fn receive(&mut self) -> String {
        let (form, guard, to) = (self.form(), self.guard(), self.target());
        if self.chance(0.3) {
            let days = self.below(20) + 1;
            return format!(
                "    receive: {{paid: {{keep: {{for: {{natural_days: {days}}}}}, form: [{form}], to: {to}}}}}\n"
            );
        }
        if self.chance(0.2) {
            format!("    receive: {{ping: {{to: {to}}}, paid: {{form: [{form}], when: {guard}, to: {to}}}}}\n")
        } else if self.chance(0.5) {
            format!("    receive: {{paid: {{form: [{form}], when: {guard}, to: {to}}}}}\n")
        } else {
            format!("    receive: {{paid: {{form: [{form}], to: {to}}}}}\n")
        }
    }

    /// An end.
    pub(super) fn end(&mut self, at: usize) -> String {
        let mut text = format!("  e{at}:\n    end: o{at}\n");
        text.push_str(&self.effects("    ", "enter", 0.25));
        if self.chance(0.4) {
            let (role, to) = (self.role(), self.working_state());
            let comment = if self.chance(0.5) { ", comment: required" } else { "" };
            let _ = writeln!(text, "    reopen: {{role: {role}, to: {to}{comment}}}");
        }
        text
    }
}
