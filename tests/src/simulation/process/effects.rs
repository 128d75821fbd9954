//! What entering, leaving or acting brings about.

use rand::seq::IndexedRandom;

use super::Draft;

impl Draft<'_, '_> {
    /// Some effects as one line under a key, or nothing.
    pub(super) fn effects(&mut self, indent: &str, key: &str, chance: f64) -> String {
        if !self.chance(chance) {
            return String::new();
        }
        let count = self.below(2) + 1;
        let mut effects = Vec::new();
        for _ in 0..count {
            let effect = self.effect();
            effects.push(self.owned(key, effect));
        }
        format!("{indent}{key}: [{}]\n", effects.join(", "))
    }

    fn effect(&mut self) -> String {
        let when = if self.chance(0.3) { format!("when: {}, ", self.guard()) } else { String::new() };
        let month = self.one_of(&["this_month", "next_month"]);
        let grant = format!("g{}", self.below(2));
        match self.below(9) {
            6 => format!("{{raise: {{{when}event: ping}}}}"),
            7 => {
                let (wait, key) = (self.period(), self.one_of(&["soon", "later"]));
                let event = self.one_of(&["ping", "paid"]);
                format!("{{send: {{{when}event: {event}, key: {key}, in: {wait}}}}}")
            }
            8 => format!("{{cancel: {{{when}key: soon}}}}"),
            0 | 1 => {
                let (amount, again) = (self.amount(), self.one_of(&["nothing", "amend"]));
                let months = self.one_of(&["open_ended", "1", "members", "12"]);
                format!(
                    "{{benefit: {{{when}grant: {grant}, kind: regular, amount: {amount}, months: {months}, from: {month}, again: {again}}}}}"
                )
            }
            2 => format!("{{stop: {{{when}grant: {grant}, from: {month}}}}}"),
            3 => {
                let (field, value) = self.assignment();
                format!("{{set: {{{when}fields: {field}, value: {value}}}}}")
            }
            4 => match self.children.choose(self.random).cloned() {
                Some(child) => self.child(&when, child.as_str()),
                None => format!("{{notify: {{{when}to: assignee, template: deadline-reminder}}}}"),
            },
            _ => {
                let role = self.role();
                let to = if self.chance(0.5) { "assignee".to_owned() } else { format!("{{role: {role}}}") };
                format!("{{notify: {{{when}to: {to}, template: filing-request}}}}")
            }
        }
    }

    /// Half of the cases started on entering a state go with it.
    fn owned(&mut self, key: &str, effect: String) -> String {
        match key == "enter" && effect.starts_with("{start_case") && self.chance(0.5) {
            true => effect.replacen("key:", "owned: true, key:", 1),
            false => effect,
        }
    }

    fn assignment(&mut self) -> (&'static str, String) {
        match self.below(5) {
            0 => ("agreed", "'members > 2'".to_owned()),
            1 => ("note", "'\"自动\"'".to_owned()),
            2 => ("visited_on", "'today()'".to_owned()),
            3 => ("share", "'members / 12'".to_owned()),
            _ => ("income", "'per_person'".to_owned()),
        }
    }

    /// A case of a shipped process, given those fields that it asks for and this one has.
    fn child(&mut self, when: &str, process: &str) -> String {
        let definition = &self.workspace.processes.get(process).unwrap().definition;
        let shared = ["applicant_name", "id_number", "members"];
        let wanted = definition.start.form.iter().filter(|item| shared.contains(&item.field.as_str()));
        let mut given: Vec<String> = wanted.map(|item| format!("{0}: {0}", item.field)).collect();
        for item in definition.start.form.iter().filter(|item| item.required) {
            if let Some(definition::model::FieldKind::Choice(options)) =
                definition.fields.get(&item.field).map(|field| &field.kind)
            {
                given.push(format!("{}: '\"{}\"'", item.field, options[0].id));
            }
        }
        let key = self.one_of(&["watch", "second"]);
        format!("{{start_case: {{{when}key: {key}, process: {process}, fields: {{{}}}}}}}", given.join(", "))
    }
}
