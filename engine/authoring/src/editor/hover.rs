//! What stands at a place, in words: a key's help, a thing's title, the article cited.

use definition::bilingual::Language;
use definition::model::Definition;
use definition::name::{FieldName, ProcessName};

use super::find::Thing;
use super::index::{Indexed, Named};
use super::{Desk, Location};
use crate::grammar::Name;
use crate::words::Words;

impl Desk {
    /// What is at a place, as Markdown, and where it stands.
    pub fn hover(&self, path: &str, offset: usize) -> Option<(String, Location)> {
        let file = self.files.get(path)?;
        let location = |span| Location { source: file.source.clone(), span };
        if let Some((span, key)) = file.keys.iter().find(|(span, _)| span.start <= offset && offset <= span.end) {
            let text = format!("**{}** · {}\n\n{}", key.word.zh, key.word.en, self.help(key));
            return Some((text, location(*span)));
        }
        let named = file.at(offset)?;
        let thing = self.thing_at(path, offset)?;
        let text = self.told(&thing).unwrap_or_else(|| named.text.clone());
        Some((text, location(named.span)))
    }

    /// The title of a thing where it is made, as far as the rulebook was last read.
    pub(super) fn title(&self, file: &Indexed, named: &Named) -> String {
        let thing = Thing { of: named.of, text: named.text.clone(), processes: file.process.iter().cloned().collect() };
        self.told(&thing).and_then(|told| told.lines().next().map(|line| line.replace("**", ""))).unwrap_or_default()
    }

    fn told(&self, thing: &Thing) -> Option<String> {
        let around = self.workspace.as_ref()?;
        let text = thing.text.as_str();
        let titled = |title: &definition::bilingual::Bilingual| format!("**{}** · `{text}`", title.get(self.language));
        match thing.of {
            Name::Role => {
                let role = around.organisation.roles().get(text)?;
                let level = around.organisation.levels().get(&role.level)?;
                Some(format!("{}\n\n{}", titled(&role.title), level.title.get(self.language)))
            }
            Name::Template => around.templates.all().get(text).map(|template| titled(&template.title)),
            Name::Parameter => {
                let parameter = around.parameters.declared().get(text)?;
                let source = parameter.source.clone().unwrap_or_default();
                Some(format!("{}\n\n{source}", titled(&parameter.title)))
            }
            Name::Calendar => {
                let calendar = around.calendars.get(&definition::name::CalendarName::new(text))?;
                Some(titled(calendar.title()))
            }
            Name::Process => {
                let checked = around.processes.get(&ProcessName::new(text))?;
                let source = checked.definition.source.clone().unwrap_or_default();
                Some(format!("{}\n\n{source}", titled(&checked.definition.title)))
            }
            _ => {
                let processes = thing.processes.iter().map(ProcessName::new);
                let definitions = processes.filter_map(|process| around.processes.get(&process));
                definitions.into_iter().find_map(|checked| {
                    let words = Words { definition: &checked.definition, around, language: self.language };
                    of_process(words, thing.of, text)
                })
            }
        }
    }
}

fn of_process(words: Words<'_>, of: Name, text: &str) -> Option<String> {
    let definition: &Definition = words.definition;
    let cited = |own: &Option<String>| {
        let source = own.as_ref().or(definition.source.as_ref());
        let word = words.either("依据", "source");
        source.map(|source| format!("\n\n{word}: {source}")).unwrap_or_default()
    };
    match of {
        Name::State => {
            let state = definition.states.get(text)?;
            let mut told = format!("**{}** · `{text}`", state.title.get(words.language));
            if let Some(task) = state.task() {
                told += &format!("\n\n{}", words.role(&task.role));
            }
            if let Some(each) = state.each() {
                told += &format!(" · {}", words.each(each));
            }
            if let Some(deadline) = definition.deadlines.get(text) {
                told += &format!(" · {}", words.term(&deadline.limit));
            }
            Some(told + &cited(&state.source))
        }
        Name::Deadline => {
            let deadline = definition.deadlines.get(text)?;
            let (title, term) = (deadline.title.get(words.language), words.term(&deadline.limit));
            let (from, until) = (words.from(&deadline.from), words.until(&deadline.until));
            let span = words.either(format!("自{from}至{until}"), format!("from {from} until {until}"));
            Some(format!("**{title}** · `{text}`\n\n{term}\n\n{span}{}", cited(&deadline.source)))
        }
        Name::Field => {
            let field = definition.fields.get(&FieldName::new(text))?;
            let help = field.help.as_ref().map(|help| format!("\n\n{}", help.get(words.language))).unwrap_or_default();
            Some(format!("**{}** · `{text}`\n\n{}{help}", field.title.get(words.language), words.kind(&field.kind)))
        }
        Name::Value => {
            let value = definition.values.get(text)?;
            let formula = words.expression(&value.expression);
            Some(format!("**{}** · `{text}`\n\n{formula}", value.title.get(words.language)))
        }
        _ => None,
    }
}

impl Desk {
    /// The language the desk answers in.
    pub fn language(&self) -> Language {
        self.language
    }
}
