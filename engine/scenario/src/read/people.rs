//! The people of a scenario file. They are the only ones there are.

use definition::bilingual::Bilingual;
use definition::days::Days;
use definition::diagnostic::Code;
use definition::keyword as k;
use definition::name::{OfficeName, PersonName, RoleName};
use definition::organisation::{Person, Post};
use definition::source::decode::{Decoder, Fields};
use definition::text::Spanned;
use definition::yaml::{Entry, Node};

use super::Reader;

impl Reader<'_> {
    /// `people: {李梅: {role: village_clerk, office: 敦化市/江源镇/马号东村}}`
    pub(super) fn people(&mut self, node: &Node) -> Vec<Person> {
        let Some((entries, _)) = self.decoder.mapping(node) else { return Vec::new() };
        self.decoder.enter(k::PEOPLE.en);
        let people = entries.iter().enumerate().filter_map(|(at, entry)| self.one(at, entry)).collect();
        self.decoder.leave();
        people
    }

    fn one(&mut self, at: usize, entry: &Entry) -> Option<Person> {
        let name = self.decoder.name_of::<PersonName>(&entry.key)?;
        self.decoder.enter(&entry.key.text);
        let person = self.body(at, name.value, &entry.value);
        self.decoder.leave();
        person
    }

    fn body(&mut self, at: usize, name: PersonName, node: &Node) -> Option<Person> {
        let mut fields = self.decoder.fields(node)?;
        let mail = fields.optional(&mut self.decoder, k::MAIL, Decoder::text);
        let mail = match mail {
            Some(written) if k::NONE.is(&written.value) => None,
            Some(written) => Some(written.value),
            // Without an address nothing would be queued for the people of a scenario, and nothing could be expected.
            None => Some(format!("person{}@example.org", at + 1)),
        };
        let posts = match fields.take(&mut self.decoder, k::POSTS) {
            Some(node) => self.posts(node),
            None => self.post(&mut fields).into_iter().collect(),
        };
        fields.finish(&mut self.decoder);
        let title = Bilingual::same(name.as_str());
        Some(Person { name, title, mail, phone: None, posts })
    }

    fn posts(&mut self, node: &Node) -> Vec<Post> {
        let mut posts = Vec::new();
        for (at, item) in self.decoder.list(node).iter().enumerate() {
            self.decoder.enter(&format!("{}.{at}", k::POSTS.en));
            if let Some(mut fields) = self.decoder.fields(item) {
                posts.extend(self.post(&mut fields));
                fields.finish(&mut self.decoder);
            }
            self.decoder.leave();
        }
        posts
    }

    fn post(&mut self, fields: &mut Fields<'_>) -> Option<Post> {
        let role = fields.required(&mut self.decoder, k::ROLE, |_, node| Some(node));
        let role = role.and_then(|node| self.role(node));
        let office = fields.required(&mut self.decoder, k::OFFICE, |_, node| Some(node));
        let office = office.and_then(|node| self.office(node));
        let days = Days::read(fields, &mut self.decoder);
        let (role, office) = (role?, office?);
        self.fits(&role, &office);
        Some(Post { role: role.value, office: office.value, from: days.from, until: days.until })
    }

    /// Tells a role at an office of another level: nobody could ever act in it.
    fn fits(&mut self, role: &Spanned<RoleName>, office: &Spanned<OfficeName>) {
        let organisation = &self.workspace.organisation;
        let (Some(known), Some(at)) =
            (organisation.roles().get(&role.value), organisation.offices().get(&office.value))
        else {
            return;
        };
        if known.level == at.level {
            return;
        }
        let title = |level| organisation.levels().get(level).map(|level| level.title.clone()).unwrap_or_default();
        let (wanted, found) = (title(&known.level), title(&at.level));
        let message = Bilingual::new(
            format!("角色“{}”属于{}，“{}”是{}", known.title.zh, wanted.zh, at.title.zh, found.zh),
            format!(
                "the role `{}` is one of level {}, `{}` is of level {}",
                role.value, wanted.en, at.title.en, found.en
            ),
        );
        let help = Bilingual::new(
            format!("改为{}的机构，或换一个{}的角色", wanted.zh, found.zh),
            format!("name an office of level {}, or a role of level {}", wanted.en, found.en),
        );
        self.decoder.problem(Code::Contradiction, office.span, message, Some(help));
    }
}
