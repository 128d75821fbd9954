//! What a process is explored on: an office with everybody above it, people for every post, parameters, and a day.

use std::collections::BTreeMap;

use chrono::Days;
use definition::bilingual::Bilingual;
use definition::model::Definition;
use definition::moment::{Date, Moment};
use definition::name::{OfficeName, ParameterName, PersonName, ProcessName};
use definition::organisation::{Organisation, Person, Post};
use definition::parameter::Parameters;
use definition::value::Value;
use definition::workspace::Workspace;

use super::chance::Chance;
use super::values::Values;
use crate::definitions;
use crate::properties::{Properties, Property};
use crate::read;
use crate::venue::Setting;

/// How many hold each post.
const HOLDERS: usize = 2;
/// The days after the first possible one on which a case may be started.
const STARTS_WITHIN_DAYS: u64 = 400;
/// The first hour of a day at which a case is started, and how many there are.
const FIRST_HOUR: i64 = 8;
const HOURS: i64 = 9;
const MINUTE_MILLISECONDS: i64 = 60_000;

/// What a process is explored on.
pub(super) struct Ground<'w> {
    pub workspace: &'w Workspace,
    pub definition: &'w Definition,
    pub properties: Vec<Property>,
    /// Values its own scenarios give: under others, what they say must hold may not.
    pub parameters: Vec<(ParameterName, Value)>,
    pub office: OfficeName,
    /// The first day on which a case may be started.
    pub first: Date,
    /// What may be filled in, of the process and all it starts.
    pub values: BTreeMap<ProcessName, Values>,
    setting: Setting,
}

impl<'w> Ground<'w> {
    /// The ground of a process; none if there is no office where somebody could start a case.
    pub fn of(workspace: &'w Workspace, definition: &'w Definition) -> Option<Self> {
        let own = own_scenario(workspace, &definition.process);
        let today = own.as_ref().map_or(definition.effective.from, |own| own.day);
        let office = own.as_ref().map(|own| own.office.clone()).or_else(|| lowest(workspace, definition, today))?;
        let organisation = workspace.organisation.with_people(people(workspace, &office, today));
        let parameters = own.map(|own| own.parameters).unwrap_or_default();
        let mut all = workspace.parameters.clone();
        for (name, value) in &parameters {
            all = all.with_override(name.clone(), value.clone());
        }
        let started = definitions::descendants(definition, workspace);
        let involved = started.iter().map(|(_, started)| *started).chain([definition]);
        let properties = Properties::of(workspace, &definition.process).into_found();
        let values = involved.map(|of| (of.process.clone(), Values::of(of, &properties, &all, &office))).collect();
        let setting = Setting {
            number: 0,
            file: String::new(),
            name: String::new(),
            process: definition.process.clone(),
            organisation,
            parameters: all,
            begins: Moment::start_of(today),
        };
        Some(Self { workspace, definition, properties, parameters, office, first: today, values, setting })
    }

    /// The world of a case started at a moment.
    pub fn setting(&self, begins: Moment) -> Setting {
        Setting { begins, ..self.setting.clone() }
    }

    /// Everybody, and where they work.
    pub fn organisation(&self) -> &Organisation {
        &self.setting.organisation
    }

    /// The parameters as they are there.
    pub fn all_parameters(&self) -> &Parameters {
        &self.setting.parameters
    }

    /// A process of the workspace.
    pub fn definition_of(&self, process: &ProcessName) -> Option<&'w Definition> {
        self.workspace.processes.get(process).map(|checked| &checked.definition)
    }

    /// A moment of an office day at which a case may be started.
    pub fn begins(&self, chance: &mut Chance) -> Moment {
        let until = self.definition.effective.until;
        let wide = until.map_or(STARTS_WITHIN_DAYS, |until| {
            let days = until.signed_duration_since(self.first).num_days() - 1;
            u64::try_from(days).unwrap_or_default().min(STARTS_WITHIN_DAYS)
        });
        let widest = if chance.percent(50) { wide } else { wide.min(5) };
        let days = u64::try_from(chance.between(0, i64::try_from(widest).unwrap_or_default())).unwrap_or_default();
        let day = self.first.checked_add_days(Days::new(days)).unwrap_or(self.first);
        let minutes = FIRST_HOUR * 60 + chance.between(0, HOURS * 60 - 1);
        Moment::start_of(day).plus_milliseconds(minutes * MINUTE_MILLISECONDS)
    }
}

/// What the first scenario of a process that can be read stands on.
struct Own {
    day: Date,
    office: OfficeName,
    parameters: Vec<(ParameterName, Value)>,
}

fn own_scenario(workspace: &Workspace, process: &ProcessName) -> Option<Own> {
    let files = read::files(workspace).into_iter().filter(|file| file.process.as_ref() == Some(process));
    files.flat_map(|file| file.scenarios).filter_map(|found| found.scenario.ok()).next().map(|scenario| Own {
        day: scenario.start.at.date(),
        office: scenario.start.office.clone(),
        parameters: scenario.parameters,
    })
}

/// The first office of the lowest level that somebody who may start a case stands above or in.
fn lowest(workspace: &Workspace, definition: &Definition, today: Date) -> Option<OfficeName> {
    let organisation = &workspace.organisation;
    let last = organisation.levels().keys().last()?;
    let mut lowest = organisation.offices().values().filter(|office| office.level == *last && office.exists(today));
    let may_start = |office: &OfficeName| {
        definition.start.roles.iter().any(|role| organisation.owning_office(office, role, today).is_some())
    };
    lowest.find(|office| may_start(&office.name)).map(|office| office.name.clone())
}

/// Some for each post of the office and above, and one who holds all of them.
fn people(workspace: &Workspace, office: &OfficeName, today: Date) -> Vec<Person> {
    let organisation = &workspace.organisation;
    let mut people = Vec::new();
    let mut every = Vec::new();
    for role in organisation.roles().keys() {
        let Some(at) = organisation.owning_office(office, role, today) else { continue };
        let post = Post { role: role.clone(), office: at, from: None, until: None };
        people.extend((1..=HOLDERS).map(|number| person(format!("{role}_{number}"), vec![post.clone()])));
        every.push(post);
    }
    // Whoever holds all posts at once is the one who could approve what he has submitted.
    people.push(person("every_post".to_owned(), every));
    people
}

fn person(name: String, posts: Vec<Post>) -> Person {
    let title = Bilingual::same(&name);
    let mail = Some(format!("{name}@example.org"));
    Person { name: PersonName::new(name), title, mail, phone: None, posts }
}
