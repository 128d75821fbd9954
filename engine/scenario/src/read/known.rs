//! Names that must exist, and the nearest that does.

use definition::bilingual::Bilingual;
use definition::diagnostic::Code;
use definition::keyword as k;
use definition::model::Definition;
use definition::name::{OfficeName, PersonName, RoleName, StateName, TemplateName};
use definition::source::decode::{Decoder, nearest};
use definition::text::Spanned;
use definition::yaml::Node;

use super::Reader;

/// How many names are listed where none is like the misspelt one.
const LISTED_MAX: usize = 12;

/// Tells that nothing of a kind has this name.
pub(super) fn unknown<'c>(
    decoder: &mut Decoder,
    code: Code,
    (zh, en): (&str, &str),
    written: Spanned<&str>,
    candidates: impl Iterator<Item = &'c str>,
) {
    let mut names: Vec<&str> = Vec::new();
    for name in candidates {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let message =
        Bilingual::new(format!("没有{zh}“{}”", written.value), format!("there is no {en} `{}`", written.value));
    decoder.problem(code, written.span, message, help(written.value, &names));
}

fn help(written: &str, names: &[&str]) -> Option<Bilingual> {
    if let Some(near) = nearest(written, names.iter().copied()) {
        return Some(Bilingual::new(format!("是不是“{near}”？"), format!("did you mean `{near}`?")));
    }
    let first: Vec<&str> = names.iter().take(LISTED_MAX).copied().collect();
    let shown = || Bilingual::new(format!("现有：{}", first.join("、")), format!("there are: {}", first.join(", ")));
    (!first.is_empty()).then(shown)
}

impl Reader<'_> {
    /// A name that must be one of these.
    pub fn one_of<'c>(
        &mut self,
        node: &Node,
        code: Code,
        kind: (&str, &str),
        candidates: impl IntoIterator<Item = &'c str>,
    ) -> Option<Spanned<String>> {
        let written = self.decoder.text(node)?;
        let names: Vec<&str> = candidates.into_iter().collect();
        if names.contains(&written.value.as_str()) {
            return Some(written);
        }
        let place = Spanned::new(written.value.as_str(), written.span);
        unknown(&mut self.decoder, code, kind, place, names.into_iter());
        None
    }

    /// A state of a process.
    pub fn state(&mut self, node: &Node, of: &Definition) -> Option<Spanned<StateName>> {
        let names = of.states.keys().map(StateName::as_str);
        let name = self.one_of(node, Code::UnknownState, ("环节", "state"), names)?;
        Some(name.map(StateName::new))
    }

    /// A role of the organisation.
    pub fn role(&mut self, node: &Node) -> Option<Spanned<RoleName>> {
        let workspace = self.workspace;
        let names = workspace.organisation.roles().keys().map(RoleName::as_str);
        let name = self.one_of(node, Code::UnknownRole, ("角色", "role"), names)?;
        Some(name.map(RoleName::new))
    }

    /// A template of the workspace.
    pub fn template(&mut self, node: &Node) -> Option<Spanned<TemplateName>> {
        let workspace = self.workspace;
        let names = workspace.templates.all().keys().map(TemplateName::as_str);
        let name = self.one_of(node, Code::UnknownTemplate, ("模板", "template"), names)?;
        Some(name.map(TemplateName::new))
    }

    /// A person of the file.
    pub fn person(&mut self, node: &Node) -> Option<Spanned<PersonName>> {
        let people: Vec<PersonName> = self.people.iter().map(|person| person.name.clone()).collect();
        let names = people.iter().map(PersonName::as_str);
        let name = self.one_of(node, Code::UnknownReference, (k::PEOPLE.zh, "person"), names)?;
        Some(name.map(PersonName::new))
    }

    /// An office, by its id, code or path, as of the virtual time.
    pub fn office(&mut self, node: &Node) -> Option<Spanned<OfficeName>> {
        let written = self.decoder.text(node)?;
        match self.workspace.organisation.find(&written.value, self.now.date()) {
            Ok(office) => Some(Spanned::new(office, written.span)),
            Err(error) => {
                self.decoder.problem(Code::UnknownOffice, written.span, error.message(), Some(error.help()));
                None
            }
        }
    }
}
