//! Another name for a thing, everywhere at once. What would leave the rulebook worse than it was is refused.

use std::collections::BTreeMap;

use definition::bilingual::Bilingual;
use definition::diagnostic::Severity;
use definition::text::{SourceText, Span};
use definition::workspace::{Parsed, Workspace, check_trees};
use definition::yaml;

use super::Desk;
use crate::edit::{Edit, apply};
use crate::grammar::Name;

/// The edits of each text, by path.
pub type Renaming = BTreeMap<String, Vec<Edit>>;

/// Why a thing cannot be renamed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal(pub Bilingual);

impl Desk {
    /// The place of the name at an offset, if it can be renamed.
    pub fn renameable(&self, path: &str, offset: usize) -> Option<Span> {
        let named = self.files.get(path)?.at(offset)?;
        self.thing_at(path, offset).filter(|thing| is_renamed(thing.of)).map(|_| named.span)
    }

    /// The edits that give the thing at a place another name.
    ///
    /// # Errors
    /// Why not, in both languages.
    pub fn rename(&self, path: &str, offset: usize, to: &str) -> Result<Renaming, Refusal> {
        let refuse = |zh: String, en: String| Err(Refusal(Bilingual::new(zh, en)));
        let Some(thing) = self.thing_at(path, offset).filter(|thing| is_renamed(thing.of)) else {
            return refuse("这里没有可以改名的东西".into(), "nothing here can be renamed".into());
        };
        let fits = |character: char| character.is_alphanumeric() || matches!(character, '_' | '-' | '.');
        if !to.chars().next().is_some_and(char::is_alphanumeric) || !to.chars().all(fits) {
            return refuse(format!("“{to}”不能作名字"), format!("`{to}` cannot be a name"));
        }
        let mut renaming = Renaming::new();
        for (file, named) in self.mentions_of(&thing) {
            if !file.is_current {
                let path = &file.source.path;
                return refuse(
                    format!("先改正 {path}，它现在读不懂"),
                    format!("mend {path} first; it does not read now"),
                );
            }
            if !named.verbatim {
                let line = file.source.position(named.span.start).line;
                let at = format!("{}:{line}", file.source.path);
                return refuse(
                    format!("{at} 的写法带转义，请先手工改写"),
                    format!("{at} is written with escapes; change it by hand"),
                );
            }
            let edits = renaming.entry(file.source.path.clone()).or_default();
            let edit = Edit { span: named.span, text: to.to_owned() };
            if !edits.contains(&edit) {
                edits.push(edit);
            }
        }
        self.harmless(&renaming).map(|()| renaming)
    }

    /// Whether the rulebook has no more errors afterwards than before.
    fn harmless(&self, renaming: &Renaming) -> Result<(), Refusal> {
        let renamed = |(source, tree): Parsed| match renaming.get(&source.path) {
            Some(edits) => {
                let source = SourceText::new(source.path.clone(), apply(&source.text, edits));
                let tree = yaml::parse(&source);
                (source, tree)
            }
            None => (source, tree),
        };
        let known = match &self.workspace {
            Some(workspace) if self.is_checked => errors(workspace),
            Some(_) | None => errors(&check_trees(self.trees(), self.today)),
        };
        let after = check_trees(self.trees().into_iter().map(renamed), self.today);
        if errors(&after).len() <= known.len() {
            return Ok(());
        }
        let new = errors(&after).into_iter().find(|one| !known.iter().any(|old| old.0 == one.0 && old.1 == one.1));
        let (place, text) = new.map(|(path, _, text)| (path, text)).unwrap_or_default();
        Err(Refusal(Bilingual::new(
            format!("改名会带来新的问题：{place} {}", text.zh),
            format!("renaming would bring about a new problem: {place} {}", text.en),
        )))
    }
}

fn errors(workspace: &Workspace) -> Vec<(String, &'static str, Bilingual)> {
    let found = workspace.diagnostics.iter().filter(|one| one.severity() == Severity::Error);
    found.map(|one| (one.source.path.clone(), one.code.as_str(), one.message.clone())).collect()
}

/// What can be renamed: what is made in one place, and whose every mention says what it means.
fn is_renamed(of: Name) -> bool {
    match of {
        Name::State
        | Name::Field
        | Name::Value
        | Name::Deadline
        | Name::Role
        | Name::Parameter
        | Name::Template
        | Name::Process
        | Name::Person => true,
        Name::Action
        | Name::Event
        | Name::Grant
        | Name::BenefitKind
        | Name::CaseKey
        | Name::Opinion
        | Name::Outcome
        | Name::Choice
        | Name::Level
        | Name::Office
        | Name::Calendar
        | Name::Period
        | Name::Fragment
        | Name::Hole
        | Name::SendKey
        | Name::Part
        | Name::Output
        | Name::Code => false,
    }
}
