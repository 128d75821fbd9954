//! The people of all files and their posts: a known role at an office of the role's level.

use super::Organisation;
use super::assemble::File;
use super::members::{Person, Post};
use super::problem::{Declared, unknown, unknown_office};
use super::read::{PersonSource, PostSource};
use crate::bilingual::Bilingual;
use crate::diagnostic::Code;
use crate::keyword;
use crate::name::{OfficeName, RoleName};
use crate::source::decode::Decoder;

/// The people with their sound posts; the rest is told.
pub(super) fn people(files: &mut [File], organisation: &Organisation) -> Vec<Person> {
    let roles: Vec<RoleName> =
        files.iter().flat_map(|file| &file.source.roles).map(|role| role.name.value.clone()).collect();
    let mut declared = Declared::new(Bilingual::new("人员", "person"));
    let mut people = Vec::new();
    for File { decoder, source } in files {
        decoder.within(keyword::PEOPLE.en, |decoder| {
            for written in &source.people {
                let first = declared.declare(decoder, &written.name);
                let person = decoder
                    .within(written.name.value.as_str(), |decoder| person(decoder, written, organisation, &roles));
                people.extend(first.then_some(person));
            }
        });
    }
    people
}

fn person(decoder: &mut Decoder, written: &PersonSource, organisation: &Organisation, roles: &[RoleName]) -> Person {
    let mut posts: Vec<Post> = Vec::new();
    decoder.within(keyword::POSTS.en, |decoder| {
        for (at, post) in written.posts.iter().enumerate() {
            decoder.within(&at.to_string(), |decoder| {
                let Some(sound) = sound(decoder, post, organisation, roles) else { return };
                if posts.iter().any(|other| doubles(other, &sound)) {
                    twice(decoder, post);
                } else {
                    posts.push(sound);
                }
            });
        }
    });
    let PersonSource { name, title, mail, phone, .. } = written.clone();
    Person { name: name.value, title, mail, phone, posts }
}

fn sound(decoder: &mut Decoder, written: &PostSource, organisation: &Organisation, roles: &[RoleName]) -> Option<Post> {
    let office = office(decoder, written, organisation);
    let role = role(decoder, written, organisation, roles);
    let (office, role) = (office?, role?);
    fits(decoder, written, organisation, &office, &role).then(|| {
        let (from, until) = (written.days.from, written.days.until);
        Post { role, office, from, until }
    })
}

fn office(decoder: &mut Decoder, written: &PostSource, organisation: &Organisation) -> Option<OfficeName> {
    let found = organisation.find(&written.office.value, written.days.typical());
    found
        .inspect_err(|error| {
            decoder.within(keyword::OFFICE.en, |decoder| unknown_office(decoder, written.office.span, error))
        })
        .ok()
}

fn role(
    decoder: &mut Decoder,
    written: &PostSource,
    organisation: &Organisation,
    declared: &[RoleName],
) -> Option<RoleName> {
    let role = &written.role;
    if organisation.roles().contains_key(&role.value) {
        return Some(role.value.clone());
    }
    if !declared.contains(&role.value) {
        let names: Vec<&str> = organisation.roles().keys().map(RoleName::as_str).collect();
        decoder.within(keyword::ROLE.en, |decoder| {
            let kind = Bilingual::new("角色", "role");
            unknown(decoder, Code::UnknownRole, &kind, (role.value.as_str(), role.span), &names);
        });
    }
    None
}

/// Whether the office is of the role's level; tells it if not.
fn fits(
    decoder: &mut Decoder,
    written: &PostSource,
    organisation: &Organisation,
    office: &OfficeName,
    role: &RoleName,
) -> bool {
    let (Some(office), Some(role)) = (organisation.offices().get(office), organisation.roles().get(role)) else {
        return false;
    };
    if office.level == role.level {
        return true;
    }
    let title = |level| organisation.levels().get(level).map(|level| level.title.clone()).unwrap_or_default();
    let (has, wants) = (title(&office.level), title(&role.level));
    let message = Bilingual::new(
        format!("角色“{}”属于{}，“{}”是{}", role.title.zh, wants.zh, office.title.zh, has.zh),
        format!("the role `{}` is one of level {}, `{}` is of level {}", role.name, wants.en, office.name, has.en),
    );
    let help = Bilingual::new(
        format!("改为{}的机构，或换一个{}的角色", wants.zh, has.zh),
        format!("name an office of level {}, or a role of level {}", wants.en, has.en),
    );
    decoder.within(keyword::OFFICE.en, |decoder| {
        decoder.problem(Code::Contradiction, written.office.span, message, Some(help))
    });
    false
}

fn doubles(one: &Post, other: &Post) -> bool {
    one.role == other.role && one.office == other.office && one.days().overlap(other.days()).is_some()
}

fn twice(decoder: &mut Decoder, post: &PostSource) {
    let message = Bilingual::new(
        format!("同一人在“{}”任“{}”的时间与前一条重叠", post.office.value, post.role.value),
        format!(
            "the days as `{}` at `{}` overlap with an earlier post of the same person",
            post.role.value, post.office.value
        ),
    );
    let help = Bilingual::new("并成一条，或改 from（自）、until（至）", "make them one, or mend `from` and `until`");
    decoder.problem(Code::Contradiction, post.span, message, Some(help));
}
