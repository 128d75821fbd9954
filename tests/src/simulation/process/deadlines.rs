//! Deadlines with their ladders.

use std::fmt::Write;

use super::Draft;

/// Times of day at which somebody may be told.
const TIMES: [&str; 4] = ["\"09:00\"", "\"16:30\"", "\"00:00\"", "\"23:59\""];

impl Draft<'_, '_> {
    /// The deadlines of the case.
    pub(super) fn deadlines(&mut self) -> String {
        let count = self.below(3);
        let mut text = String::new();
        for at in 0..count {
            let (from, until) = (self.from(), self.until());
            let _ = writeln!(text, "  d{at}:\n    from: {from}\n    until: [{until}]");
            text.push_str(&self.term("    "));
            if self.chance(0.5) {
                let (stops, on_return) = (self.working_state(), self.one_of(&["remaining", "restart"]));
                let _ = writeln!(text, "    stops_while: [{stops}]\n    on_return: {on_return}");
            }
            text.push_str(&self.ladder("    "));
        }
        if text.is_empty() { text } else { format!("deadlines:\n{text}") }
    }

    fn from(&mut self) -> String {
        let state = self.working_state();
        match self.below(6) {
            0 => "received_at".to_owned(),
            1 => "start".to_owned(),
            2 => format!("leave({state})"),
            3 => "visited_on".to_owned(),
            _ => format!("reach({state})"),
        }
    }

    fn until(&mut self) -> String {
        let state = self.place();
        match self.below(4) {
            0 => "end".to_owned(),
            1 => format!("leave({}), end", self.working_state()),
            _ => format!("reach({state})"),
        }
    }

    /// `due`, and what happens where the last day is one of rest.
    pub(super) fn term(&mut self, indent: &str) -> String {
        let due = self.period();
        let mut text = format!("{indent}due: {due}\n");
        if self.chance(0.3) {
            let word = self.one_of(&["next", "previous", "stay"]);
            let _ = writeln!(text, "{indent}if_rest_day: {word}");
        }
        text
    }

    /// A period of hours, days, months or, rarely, a year.
    pub(super) fn period(&mut self) -> String {
        let (unit, most) = match self.below(12) {
            0 => ("hours", 72),
            1 => ("working_hours", 30),
            2 => ("natural_days", 3),
            3..=5 => ("natural_days", 40),
            6..=8 => ("working_days", 15),
            9..=10 => ("months", 4),
            _ => ("years", 2),
        };
        format!("{{{unit}: {}}}", self.below(most))
    }

    /// Reminders before, and what follows after.
    pub(super) fn ladder(&mut self, indent: &str) -> String {
        let mut text = String::new();
        let (before, after) = (self.below(3), self.below(3));
        if before > 0 {
            let rungs: Vec<String> = (0..before).map(|_| self.reminder()).collect();
            let _ = writeln!(text, "{indent}remind: [{}]", rungs.join(", "));
        }
        if after > 0 {
            let rungs: Vec<String> = (0..after).map(|_| self.overdue()).collect();
            let _ = writeln!(text, "{indent}overdue: [{}]", rungs.join(", "));
        }
        text
    }

    fn reminder(&mut self) -> String {
        let (to, lead, time) = (self.recipient(), self.below(3), self.one_of(&TIMES));
        match self.below(5) {
            0 => format!("{{since: {{hours: {}}}, to: {to}}}", lead + 1),
            1 => format!("{{at: {time}, to: {to}}}"),
            2 => format!("{{before: {{hours: {}}}, to: {to}}}", lead + 1),
            _ => format!("{{before: {{working_days: {lead}}}, at: {time}, to: {to}}}"),
        }
    }

    fn overdue(&mut self) -> String {
        let (to, lag, time) = (self.recipient(), self.below(4), self.one_of(&TIMES));
        match self.below(3) {
            0 => format!("{{after: {{working_days: {lag}}}, at: {time}, to: {to}}}"),
            _ => format!("{{after: {{hours: {}}}, to: {to}}}", lag * 5),
        }
    }

    fn recipient(&mut self) -> String {
        if self.chance(0.5) { "assignee".to_owned() } else { format!("{{role: {}}}", self.role()) }
    }
}
