//! 组织机构: levels, roles, offices and people, each effective-dated. Answers what a step has to know: whose task, who may.

mod assemble;
mod closure;
mod find;
mod members;
mod posts;
pub(crate) mod problem;
mod read;
mod staff;
#[cfg(test)]
mod tests;
mod within;

use std::collections::HashMap;
use std::sync::Arc;

use indexmap::IndexMap;

use crate::bilingual::Language;
use crate::moment::Date;
use crate::name::{CalendarName, LevelName, OfficeName, PersonName, RoleName};

pub use closure::Ancestry;
pub use find::{FindError, Found};
pub use members::{Level, Office, Person, Post, Role, Within};
pub use read::{
    LevelSource, OfficeSource, OrganisationSource, PersonSource, PostSource, RoleSource, WithinSource, read,
};

use staff::Staff;

/// The checked organisation of a workspace. Cloning shares it.
#[derive(Clone, Debug, Default)]
pub struct Organisation {
    tree: Arc<Tree>,
    staff: Arc<Staff>,
}

/// What does not change when other people are put in: levels, roles, offices, and two ways to find an office.
/// A parent is always of a higher level than its child, so no way up is longer than the number of levels.
#[derive(Debug, Default)]
struct Tree {
    levels: IndexMap<LevelName, Level>,
    roles: IndexMap<RoleName, Role>,
    offices: IndexMap<OfficeName, Office>,
    by_title: HashMap<String, Vec<OfficeName>>,
    by_code: HashMap<String, Vec<OfficeName>>,
}

impl Organisation {
    /// The levels, root first.
    pub fn levels(&self) -> &IndexMap<LevelName, Level> {
        &self.tree.levels
    }

    /// The roles.
    pub fn roles(&self) -> &IndexMap<RoleName, Role> {
        &self.tree.roles
    }

    /// The offices, in the order written.
    pub fn offices(&self) -> &IndexMap<OfficeName, Office> {
        &self.tree.offices
    }

    /// The people.
    pub fn people(&self) -> &IndexMap<PersonName, Person> {
        self.staff.people()
    }

    /// An office and its ancestors on a day, the office itself first. Empty if there is no such office.
    pub fn lineage(&self, office: &OfficeName, on: Date) -> Vec<OfficeName> {
        self.tree.up(office, on).map(|office| office.name.clone()).collect()
    }

    /// The office a task of a role belongs to: the case's office or its ancestor at the role's level, on a day.
    pub fn owning_office(&self, case_office: &OfficeName, role: &RoleName, on: Date) -> Option<OfficeName> {
        let level = &self.tree.roles.get(role)?.level;
        self.tree.up(case_office, on).find(|office| office.level == *level).map(|office| office.name.clone())
    }

    /// Everyone who holds a role at exactly this office on a day, in the order written.
    pub fn holders(&self, role: &RoleName, office: &OfficeName, on: Date) -> Vec<&Person> {
        self.staff.holders(role, office, on).collect()
    }

    /// Whether a person holds a role at exactly this office on a day.
    pub fn holds(&self, person: &PersonName, role: &RoleName, office: &OfficeName, on: Date) -> bool {
        self.staff.holders(role, office, on).any(|holder| holder.name == *person)
    }

    /// The calendar an office goes by on a day: its own, else the nearest up the tree.
    pub fn calendar(&self, office: &OfficeName, on: Date) -> Option<CalendarName> {
        self.tree.up(office, on).find_map(|office| office.calendar.clone())
    }

    /// Whether an office stands somewhere in the tree on a day: it is a root, or it has a parent that day.
    pub fn exists(&self, office: &OfficeName, on: Date) -> bool {
        self.tree.offices.get(office).is_some_and(|office| office.exists(on))
    }

    /// The titles from the root down to an office on a day: `吉林省/延边朝鲜族自治州/敦化市/江源镇`.
    pub fn path(&self, office: &OfficeName, on: Date, language: Language) -> String {
        let mut titles: Vec<&str> = self.tree.up(office, on).map(|office| office.title.get(language)).collect();
        titles.reverse();
        titles.join("/")
    }

    /// An office by its id, its division code, or the end of its path of titles if only one office has it on that day.
    pub fn find(&self, written: &str, on: Date) -> Result<OfficeName, FindError> {
        find::find(self, written, on)
    }

    /// This organisation with these people and nobody else; for scenarios.
    pub fn with_people(&self, people: Vec<Person>) -> Organisation {
        Organisation { tree: Arc::clone(&self.tree), staff: Arc::new(Staff::new(people)) }
    }

    /// Every office with each of its ancestors and itself, and in which days; what storage keeps.
    pub fn closure(&self) -> Vec<Ancestry> {
        closure::closure(&self.tree)
    }
}

impl Tree {
    /// An office and its ancestors on a day.
    fn up(&self, office: &OfficeName, on: Date) -> impl Iterator<Item = &Office> {
        let above = move |office: &&Office| self.offices.get(office.parent(on)?);
        std::iter::successors(self.offices.get(office), above).take(self.levels.len())
    }

    /// How far a level is from the root.
    fn rank(&self, level: &LevelName) -> Option<usize> {
        self.levels.get_index_of(level)
    }
}
