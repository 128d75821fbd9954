//! Several organisation files become one checked organisation.

use std::collections::HashMap;
use std::sync::Arc;

use indexmap::IndexMap;

use super::members::{Level, Office, Role};
use super::problem::{Declared, place, unknown};
use super::read::{OfficeSource, OrganisationSource};
use super::staff::Staff;
use super::{Organisation, Tree, posts, within};
use crate::bilingual::Bilingual;
use crate::diagnostic::{Code, Diagnostic};
use crate::keyword;
use crate::name::{CalendarName, LevelName, OfficeName, RoleName};
use crate::source::decode::Decoder;
use crate::text::{SourceText, Spanned};

/// A file while it is checked.
pub(super) struct File {
    pub decoder: Decoder,
    pub source: OrganisationSource,
}

impl Organisation {
    /// Merges and checks the organisation files of a workspace. `calendars` are the calendars there are. What a problem
    /// was found with is left out, so that the rest can be checked; an organisation with problems is never put in force.
    pub fn assemble(
        sources: Vec<(Arc<SourceText>, OrganisationSource)>,
        calendars: &[CalendarName],
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Organisation {
        let mut files: Vec<File> =
            sources.into_iter().map(|(text, source)| File { decoder: Decoder::new(&text), source }).collect();
        let levels = levels(&mut files);
        let mut tree = Tree { roles: roles(&mut files, &levels), levels, ..Tree::default() };
        let declared = offices(&mut files, &mut tree, calendars);
        within::check(&mut files, &mut tree, &declared);
        (tree.by_title, tree.by_code) = (by_title(&tree.offices), by_code(&tree.offices));
        codes(&mut files, &tree);
        let placed = Organisation { tree: Arc::new(tree), staff: Arc::new(Staff::default()) };
        let organisation = placed.with_people(posts::people(&mut files, &placed));
        diagnostics.extend(files.into_iter().flat_map(|file| file.decoder.diagnostics));
        organisation
    }
}

/// The levels, which one file gives.
fn levels(files: &mut [File]) -> IndexMap<LevelName, Level> {
    let mut levels = IndexMap::new();
    let mut declared = Declared::new(Bilingual::new("层级", "level"));
    let mut given: Option<String> = None;
    for File { decoder, source } in files.iter_mut() {
        let Some(first) = source.levels.first() else { continue };
        if let Some(given) = &given {
            let message =
                Bilingual::new(format!("层级已在 {given} 写过"), format!("the levels already stand at {given}"));
            let help = Bilingual::new("层级只写在一个文件里", "keep the levels in one file");
            decoder.within(keyword::LEVELS.en, |decoder| {
                decoder.problem(Code::Contradiction, first.name.span, message, Some(help));
            });
            continue;
        }
        given = Some(place(decoder, first.name.span));
        for level in &source.levels {
            if decoder.within(keyword::LEVELS.en, |decoder| declared.declare(decoder, &level.name)) {
                let name = level.name.value.clone();
                levels.insert(name.clone(), Level { name, title: level.title.clone() });
            }
        }
    }
    if given.is_none() {
        no_levels(files);
    }
    levels
}

/// Offices and roles without any levels: told once, not at each of them.
fn no_levels(files: &mut [File]) {
    let Some(file) = files.iter_mut().find(|file| !file.source.offices.is_empty() || !file.source.roles.is_empty())
    else {
        return;
    };
    let message = Bilingual::new("没有一个文件写了 levels（层级表）", "no file gives the `levels`");
    let help = Bilingual::new(
        "补上一行，从最高一级写起，例如 levels: [province, prefecture, county, township, village]",
        "add a line, highest first, such as `levels: [province, prefecture, county, township, village]`",
    );
    file.decoder.problem(Code::MissingKey, file.source.name.span, message, Some(help));
}

fn roles(files: &mut [File], levels: &IndexMap<LevelName, Level>) -> IndexMap<RoleName, Role> {
    let mut roles = IndexMap::new();
    let mut declared = Declared::new(Bilingual::new("角色", "role"));
    for File { decoder, source } in files {
        for role in &source.roles {
            let name = &role.name.value;
            let level = decoder.within(keyword::ROLES.en, |decoder| {
                let known = declared.declare(decoder, &role.name);
                decoder.within(name.as_str(), |decoder| level(decoder, role.level.as_ref(), levels)).filter(|_| known)
            });
            if let Some(level) = level {
                roles.insert(name.clone(), Role { name: name.clone(), level, title: role.title.clone() });
            }
        }
    }
    roles
}

/// The level if there is one of that name.
fn level(
    decoder: &mut Decoder,
    written: Option<&Spanned<LevelName>>,
    levels: &IndexMap<LevelName, Level>,
) -> Option<LevelName> {
    let written = written.filter(|_| !levels.is_empty())?;
    if levels.contains_key(&written.value) {
        return Some(written.value.clone());
    }
    let names: Vec<&str> = levels.keys().map(LevelName::as_str).collect();
    decoder.within(keyword::LEVEL.en, |decoder| {
        let kind = Bilingual::new("层级", "level");
        unknown(decoder, Code::UnknownOffice, &kind, (written.value.as_str(), written.span), &names);
    });
    None
}

/// Puts the offices of all files into the tree, without what they belong to; answers every id met, sound or not.
fn offices(files: &mut [File], tree: &mut Tree, calendars: &[CalendarName]) -> Declared<OfficeName> {
    let mut declared = Declared::new(Bilingual::new("机构", "office"));
    for File { decoder, source } in files {
        decoder.within(keyword::OFFICES.en, |decoder| {
            for written in &source.offices {
                let first = declared.declare(decoder, &written.name);
                let office =
                    decoder.within(written.name.value.as_str(), |decoder| office(decoder, written, tree, calendars));
                if let Some(office) = office.filter(|_| first) {
                    tree.offices.insert(office.name.clone(), office);
                }
            }
        });
    }
    declared
}

fn office(decoder: &mut Decoder, written: &OfficeSource, tree: &Tree, calendars: &[CalendarName]) -> Option<Office> {
    if let Some(calendar) = written.calendar.as_ref().filter(|calendar| !calendars.contains(&calendar.value)) {
        let names: Vec<&str> = calendars.iter().map(CalendarName::as_str).collect();
        decoder.within(keyword::CALENDAR.en, |decoder| {
            let kind = Bilingual::new("工作日历", "calendar");
            unknown(decoder, Code::UnknownCalendar, &kind, (calendar.value.as_str(), calendar.span), &names);
        });
    }
    Some(Office {
        name: written.name.value.clone(),
        title: written.title.clone(),
        level: level(decoder, written.level.as_ref(), &tree.levels)?,
        code: written.code.as_ref().map(|code| code.value.clone()),
        calendar: written.calendar.as_ref().map(|calendar| calendar.value.clone()),
        within: Vec::new(),
    })
}

fn by_title(offices: &IndexMap<OfficeName, Office>) -> HashMap<String, Vec<OfficeName>> {
    let mut found: HashMap<String, Vec<OfficeName>> = HashMap::new();
    for office in offices.values() {
        found.entry(office.title.zh.clone()).or_default().push(office.name.clone());
        if office.title.en != office.title.zh {
            found.entry(office.title.en.clone()).or_default().push(office.name.clone());
        }
    }
    found
}

fn by_code(offices: &IndexMap<OfficeName, Office>) -> HashMap<String, Vec<OfficeName>> {
    let mut found: HashMap<String, Vec<OfficeName>> = HashMap::new();
    for office in offices.values() {
        if let Some(code) = &office.code {
            found.entry(code.clone()).or_default().push(office.name.clone());
        }
    }
    found
}

/// Two offices that exist on the same day have different codes, and no code is another office's id.
fn codes(files: &mut [File], tree: &Tree) {
    for File { decoder, source } in files {
        for written in &source.offices {
            let (Some(code), Some(office)) = (&written.code, tree.offices.get(&written.name.value)) else { continue };
            let Some(other) = rival(tree, office, &code.value) else { continue };
            let message = Bilingual::new(
                format!("代码“{}”也是机构“{}”（{}）的", code.value, other.title.zh, other.name),
                format!("the code `{}` is also that of the office `{}`", code.value, other.name),
            );
            let help = Bilingual::new(
                "核对代码；同一天一个代码只能属于一个机构",
                "check the code; on one day it belongs to one office",
            );
            decoder.within(keyword::OFFICES.en, |decoder| {
                decoder.within(office.name.as_str(), |decoder| {
                    decoder.problem(Code::Contradiction, code.span, message, Some(help))
                });
            });
        }
    }
}

/// Another office that goes by this code on some day on which this one exists; of two, the later written is told.
fn rival<'t>(tree: &'t Tree, office: &Office, code: &str) -> Option<&'t Office> {
    let position = tree.offices.get_index_of(&office.name);
    let earlier =
        tree.by_code.get(code).into_iter().flatten().filter(|other| tree.offices.get_index_of(*other) < position);
    let by_id = tree.offices.get_key_value(code).map(|(name, _)| name).filter(|name| **name != office.name);
    earlier.chain(by_id).filter_map(|name| tree.offices.get(name)).find(|other| coexist(office, other))
}

fn coexist(one: &Office, other: &Office) -> bool {
    if one.within.is_empty() || other.within.is_empty() {
        return true;
    }
    one.within.iter().any(|mine| other.within.iter().any(|theirs| mine.days().overlap(theirs.days()).is_some()))
}
