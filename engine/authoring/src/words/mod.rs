//! A definition in words, as people of the field would say it: what `diff`, `doc`, the diagram and the editor show.

mod change;
mod deadline;
mod each;
mod effect;
mod expression;
mod field;

use definition::Workspace;
use definition::bilingual::Language;
use definition::model::{Branch, Comment, Definition, FormItem, Receive, Sender, Wait};
use definition::name::{ProcessName, RoleName, StateName, TemplateName};

/// Speaks of one definition in one language, with the titles of what stands around it.
#[derive(Clone, Copy)]
pub struct Words<'d> {
    /// The definition.
    pub definition: &'d Definition,
    /// What stands around it.
    pub around: &'d Workspace,
    /// The language.
    pub language: Language,
}

impl Words<'_> {
    /// Whichever of two is in the language.
    pub fn either<T>(&self, zh: T, en: T) -> T {
        match self.language {
            Language::Zh => zh,
            Language::En => en,
        }
    }

    /// Several, one after the other.
    pub fn listed(&self, items: &[String]) -> String {
        items.join(self.either("、", ", "))
    }

    /// In the quotation marks of the language.
    pub fn quoted(&self, text: &str) -> String {
        self.either(format!("“{text}”"), format!("\u{201c}{text}\u{201d}"))
    }

    /// The title of a state.
    pub fn state(&self, name: &StateName) -> String {
        let found = self.definition.states.get(name);
        found.map_or_else(|| name.to_string(), |state| state.title.get(self.language).to_owned())
    }

    /// The titles of states.
    pub fn states(&self, names: &[StateName]) -> String {
        self.listed(&names.iter().map(|name| self.state(name)).collect::<Vec<_>>())
    }

    /// Where a branch leads to; none if the case stays.
    pub fn target(&self, branch: &Branch) -> Option<String> {
        (!branch.to.is_empty()).then(|| self.states(&branch.to))
    }

    /// What a state waits for, by name: `paid`, or `done`.
    pub fn event_of<'r>(&self, receive: &'r Receive) -> &'r str {
        receive.of.strip_prefix("receive.").unwrap_or(&receive.of)
    }

    /// The title of a role.
    pub fn role(&self, name: &RoleName) -> String {
        let found = self.around.organisation.roles().get(name);
        found.map_or_else(|| name.to_string(), |role| role.title.get(self.language).to_owned())
    }

    /// The titles of roles.
    pub fn roles(&self, names: &[RoleName]) -> String {
        self.listed(&names.iter().map(|name| self.role(name)).collect::<Vec<_>>())
    }

    /// The title of a process.
    pub fn process(&self, name: &ProcessName) -> String {
        let found = self.around.processes.get(name);
        found.map_or_else(|| name.to_string(), |checked| checked.definition.title.get(self.language).to_owned())
    }

    /// The title of a template.
    pub fn template(&self, name: &TemplateName) -> String {
        let found = self.around.templates.all().get(name);
        found.map_or_else(|| name.to_string(), |template| template.title.get(self.language).to_owned())
    }

    /// A form: the titles of its fields, those that may be left out marked.
    pub fn form(&self, form: &[FormItem]) -> String {
        let item = |item: &FormItem| {
            let title = self.field(item.field.as_str());
            if item.required { title } else { format!("{title}{}", self.either("（选填）", " (optional)")) }
        };
        self.listed(&form.iter().map(item).collect::<Vec<_>>())
    }

    /// Whether a comment is wanted.
    pub fn comment(&self, comment: Comment) -> &'static str {
        match comment {
            Comment::Optional => self.either("选填", "optional"),
            Comment::Required => self.either("必填", "required"),
        }
    }

    /// Until when a state waits.
    pub fn wait(&self, wait: &Wait) -> String {
        match wait {
            Wait::For(budget) => {
                let length = budget.text(self.language);
                self.either(format!("满{length}"), format!("after {length}"))
            }
            Wait::Until(day) => {
                let day = self.expression(day);
                self.either(format!("到{day}"), format!("on {day}"))
            }
        }
    }

    /// Who may send an event.
    pub fn sender(&self, sender: &Sender) -> String {
        match sender {
            Sender::Outside => self.either("外部系统", "a system outside").to_owned(),
            Sender::Role(role) => self.role(role),
        }
    }
}
