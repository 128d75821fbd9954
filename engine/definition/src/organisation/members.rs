//! What an organisation is made of.

use crate::bilingual::Bilingual;
use crate::days::Days;
use crate::moment::Date;
use crate::name::{CalendarName, LevelName, OfficeName, PersonName, RoleName};

/// 层级: a level of the tree, e.g. county.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Level {
    /// Its id.
    pub name: LevelName,
    /// Its name for people.
    pub title: Bilingual,
}

/// 角色: a role people hold at offices of one level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    /// Its id.
    pub name: RoleName,
    /// The level of the offices that have it.
    pub level: LevelName,
    /// Its name for people.
    pub title: Bilingual,
}

/// 机构: an office.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Office {
    /// Its stable id.
    pub name: OfficeName,
    /// Its name for people.
    pub title: Bilingual,
    /// Its level.
    pub level: LevelName,
    /// Its administrative division code where that is not its id, e.g. `220000`.
    pub code: Option<String>,
    /// The calendar it goes by, if not its parent's.
    pub calendar: Option<CalendarName>,
    /// The offices it belongs to, one at a time. None for a root.
    pub within: Vec<Within>,
}

/// 隶属: an office belongs to another for some days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Within {
    /// The office above.
    pub parent: OfficeName,
    /// The first day; open if not given.
    pub from: Option<Date>,
    /// The first day no longer; open if not given.
    pub until: Option<Date>,
}

/// 人员: somebody who works in offices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The person's id.
    pub name: PersonName,
    /// The person's name for people.
    pub title: Bilingual,
    /// Where mail reaches the person.
    pub mail: Option<String>,
    /// Where a call reaches the person.
    pub phone: Option<String>,
    /// What the person is, where and when.
    pub posts: Vec<Post>,
}

/// 任职: a person holds a role at an office for some days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Post {
    /// The role.
    pub role: RoleName,
    /// Where.
    pub office: OfficeName,
    /// The first day; open if not given.
    pub from: Option<Date>,
    /// The first day no longer; open if not given.
    pub until: Option<Date>,
}

impl Office {
    /// The office above on a day.
    pub fn parent(&self, on: Date) -> Option<&OfficeName> {
        self.within.iter().find(|within| within.days().contains(on)).map(|within| &within.parent)
    }

    /// Whether it stands somewhere in the tree on a day: a root does always.
    pub fn exists(&self, on: Date) -> bool {
        self.within.is_empty() || self.parent(on).is_some()
    }
}

impl Within {
    /// When.
    pub fn days(&self) -> Days {
        Days { from: self.from, until: self.until }
    }
}

impl Post {
    /// When.
    pub fn days(&self) -> Days {
        Days { from: self.from, until: self.until }
    }
}
