//! An organisation file as written: every name keeps its place, nothing is resolved.

use crate::bilingual::Bilingual;
use crate::days::Days;
use crate::keyword;
use crate::name::{CalendarName, LevelName, OfficeName, PersonName, RoleName};
use crate::source::decode::{Decoder, Fields};
use crate::text::{Span, Spanned};
use crate::yaml::Node;

/// One organisation file. Any part may be in another file.
#[derive(Clone, Debug)]
pub struct OrganisationSource {
    /// What the file calls itself.
    pub name: Spanned<String>,
    /// The levels, root first.
    pub levels: Vec<LevelSource>,
    /// The roles.
    pub roles: Vec<RoleSource>,
    /// The offices.
    pub offices: Vec<OfficeSource>,
    /// The people.
    pub people: Vec<PersonSource>,
}

/// A level as written: `county`, or `{level: county, name: {zh: 县, en: County}}`.
#[derive(Clone, Debug)]
pub struct LevelSource {
    /// Its id.
    pub name: Spanned<LevelName>,
    /// Its name for people; its id if none is given.
    pub title: Bilingual,
}

/// A role as written.
#[derive(Clone, Debug)]
pub struct RoleSource {
    /// Its id.
    pub name: Spanned<RoleName>,
    /// The level of the offices that have it; nothing where its absence has been told.
    pub level: Option<Spanned<LevelName>>,
    /// Its name for people; its id if none is given.
    pub title: Bilingual,
}

/// An office as written.
#[derive(Clone, Debug)]
pub struct OfficeSource {
    /// Its id.
    pub name: Spanned<OfficeName>,
    /// Its name for people; its id if none is given.
    pub title: Bilingual,
    /// Its level; nothing where its absence has been told.
    pub level: Option<Spanned<LevelName>>,
    /// Its division code, if that is not its id.
    pub code: Option<Spanned<String>>,
    /// Its calendar.
    pub calendar: Option<Spanned<CalendarName>>,
    /// What it belongs to: an id for always, or `{parent, from, until}`, or a list of those.
    pub within: Vec<WithinSource>,
}

/// What an office belongs to, as written.
#[derive(Clone, Debug)]
pub struct WithinSource {
    /// The office above, by id.
    pub parent: Spanned<OfficeName>,
    /// When.
    pub days: Days,
}

/// A person as written.
#[derive(Clone, Debug)]
pub struct PersonSource {
    /// The person's id.
    pub name: Spanned<PersonName>,
    /// The person's name for people; the id if none is given.
    pub title: Bilingual,
    /// Where mail reaches the person.
    pub mail: Option<String>,
    /// Where a call reaches the person.
    pub phone: Option<String>,
    /// The posts.
    pub posts: Vec<PostSource>,
}

/// A post as written.
#[derive(Clone, Debug)]
pub struct PostSource {
    /// The role.
    pub role: Spanned<RoleName>,
    /// Where: an id, a division code or a path of titles.
    pub office: Spanned<String>,
    /// When.
    pub days: Days,
    /// Where it stands.
    pub span: Span,
}

/// Reads one organisation file: `organisation`, then any of `levels`, `roles`, `offices`, `people`.
pub fn read(decoder: &mut Decoder, node: &Node) -> Option<OrganisationSource> {
    let mut fields = decoder.fields(node)?;
    let name = fields.required(decoder, keyword::ORGANISATION, Decoder::text);
    let levels = fields.optional(decoder, keyword::LEVELS, |decoder, node| Some(decoder.every(node, level)));
    let roles = fields.optional(decoder, keyword::ROLES, |decoder, node| Some(decoder.each(node, role)));
    let offices = fields.optional(decoder, keyword::OFFICES, |decoder, node| Some(decoder.each(node, office)));
    let people = fields.optional(decoder, keyword::PEOPLE, |decoder, node| Some(decoder.each(node, person)));
    fields.finish(decoder);
    Some(OrganisationSource {
        name: name?,
        levels: levels.unwrap_or_default(),
        roles: values(roles),
        offices: values(offices),
        people: values(people),
    })
}

fn values<K, V>(named: Option<Vec<(Spanned<K>, V)>>) -> Vec<V> {
    named.unwrap_or_default().into_iter().map(|(_, value)| value).collect()
}

fn title(fields: &mut Fields<'_>, decoder: &mut Decoder, name: &str) -> Bilingual {
    let title = fields.optional(decoder, keyword::NAME, Decoder::bilingual);
    title.map_or_else(|| Bilingual::same(name), |title| title.value)
}

fn level(decoder: &mut Decoder, node: &Node) -> Option<LevelSource> {
    if let Node::Scalar(_) = node {
        let name: Spanned<LevelName> = decoder.name(node)?;
        let title = Bilingual::same(name.value.as_str());
        return Some(LevelSource { name, title });
    }
    let mut fields = decoder.fields(node)?;
    let name: Option<Spanned<LevelName>> = fields.required(decoder, keyword::LEVEL, Decoder::name);
    let id = name.as_ref().map(|name| name.value.as_str()).unwrap_or_default();
    let title = title(&mut fields, decoder, id);
    fields.finish(decoder);
    Some(LevelSource { name: name?, title })
}

fn role(decoder: &mut Decoder, name: &Spanned<RoleName>, node: &Node) -> Option<RoleSource> {
    let mut fields = decoder.fields(node)?;
    let level = fields.required(decoder, keyword::LEVEL, Decoder::name);
    let title = title(&mut fields, decoder, name.value.as_str());
    fields.finish(decoder);
    Some(RoleSource { name: name.clone(), level, title })
}

fn office(decoder: &mut Decoder, name: &Spanned<OfficeName>, node: &Node) -> Option<OfficeSource> {
    let mut fields = decoder.fields(node)?;
    let title = title(&mut fields, decoder, name.value.as_str());
    let level = fields.required(decoder, keyword::LEVEL, Decoder::name);
    let code = fields.optional(decoder, keyword::CODE, Decoder::text);
    let calendar = fields.optional(decoder, keyword::CALENDAR, Decoder::name);
    let within = fields.optional(decoder, keyword::WITHIN, |decoder, node| Some(decoder.every(node, within)));
    fields.finish(decoder);
    let within = within.unwrap_or_default();
    Some(OfficeSource { name: name.clone(), title, level, code, calendar, within })
}

fn within(decoder: &mut Decoder, node: &Node) -> Option<WithinSource> {
    if let Node::Scalar(_) = node {
        return Some(WithinSource { parent: decoder.name(node)?, days: Days::ALWAYS });
    }
    let mut fields = decoder.fields(node)?;
    let parent = fields.required(decoder, keyword::PARENT, Decoder::name);
    let days = Days::read(&mut fields, decoder);
    fields.finish(decoder);
    Some(WithinSource { parent: parent?, days })
}

fn person(decoder: &mut Decoder, name: &Spanned<PersonName>, node: &Node) -> Option<PersonSource> {
    let mut fields = decoder.fields(node)?;
    let title = title(&mut fields, decoder, name.value.as_str());
    let mail = fields.optional(decoder, keyword::MAIL, mail);
    let phone = fields.optional(decoder, keyword::PHONE, Decoder::text);
    let posts = fields.optional(decoder, keyword::POSTS, |decoder, node| Some(decoder.every(node, post)));
    fields.finish(decoder);
    let phone = phone.map(|phone| phone.value);
    Some(PersonSource { name: name.clone(), title, mail, phone, posts: posts.unwrap_or_default() })
}

fn mail(decoder: &mut Decoder, node: &Node) -> Option<String> {
    let text = decoder.text(node)?.value;
    let sound =
        text.split_once('@').is_some_and(|(user, host)| !user.is_empty() && !host.is_empty() && !host.contains('@'));
    if sound && !text.contains(char::is_whitespace) {
        return Some(text);
    }
    decoder.bad_scalar(
        node,
        Bilingual::new("一个邮箱，例如 li.mei@example.org", "a mail address such as li.mei@example.org"),
    )
}

fn post(decoder: &mut Decoder, node: &Node) -> Option<PostSource> {
    let mut fields = decoder.fields(node)?;
    let role = fields.required(decoder, keyword::ROLE, Decoder::name);
    let office = fields.required(decoder, keyword::OFFICE, Decoder::text);
    let days = Days::read(&mut fields, decoder);
    let span = fields.span;
    fields.finish(decoder);
    Some(PostSource { role: role?, office: office?, days, span })
}
