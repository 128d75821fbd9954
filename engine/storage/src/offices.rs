//! 机构: offices and which lies within which, by date. Loaded from the organisation's texts, never edited here.

use definition::moment::Date;
use definition::name::{LevelName, OfficeName};
use sea_orm::{DatabaseTransaction, EntityTrait};

use crate::entities::{office, office_closure};
use crate::error::Result;
use crate::scope::day_number;
use crate::statement::{IfPresent, insert};
use crate::store::Store;

/// The day that stands for "until further notice".
const UNTIL_FURTHER_NOTICE: i64 = 99_991_231;

/// An office.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfficeRow {
    /// Its stable id.
    pub id: OfficeName,
    /// Its name for people.
    pub title: String,
    /// Its level.
    pub level: LevelName,
}

/// That an office lies within another, or is it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClosureRow {
    /// The one above, or the same.
    pub ancestor: OfficeName,
    /// The one below.
    pub descendant: OfficeName,
    /// From this day.
    pub from: Date,
    /// Until this day, that day no longer; until further notice if none.
    pub until: Option<Date>,
}

impl Store {
    /// All offices, in no order. System only: no scope.
    pub async fn offices(&self) -> Result<Vec<OfficeRow>> {
        let rows = office::Entity::find().all(&self.reader).await?;
        Ok(rows.into_iter().map(OfficeRow::from).collect())
    }
}

/// Puts an organisation in the place of the one before.
pub(crate) async fn replace(db: &DatabaseTransaction, offices: Vec<OfficeRow>, closure: Vec<ClosureRow>) -> Result<()> {
    office::Entity::delete_many().exec(db).await?;
    office_closure::Entity::delete_many().exec(db).await?;
    let offices: Vec<_> = offices.into_iter().map(office::Model::from).collect();
    let closure: Vec<_> = closure.into_iter().map(office_closure::Model::from).collect();
    insert::<office::Entity>(db, &offices, IfPresent::Fail).await?;
    insert::<office_closure::Entity>(db, &closure, IfPresent::Fail).await
}

impl From<office::Model> for OfficeRow {
    fn from(row: office::Model) -> Self {
        Self { id: OfficeName::new(row.id), title: row.title, level: LevelName::new(row.level) }
    }
}

impl From<OfficeRow> for office::Model {
    fn from(row: OfficeRow) -> Self {
        Self { id: row.id.to_string(), title: row.title, level: row.level.to_string() }
    }
}

impl From<ClosureRow> for office_closure::Model {
    fn from(row: ClosureRow) -> Self {
        Self {
            ancestor: row.ancestor.to_string(),
            descendant: row.descendant.to_string(),
            from_day: day_number(row.from),
            until_day: row.until.map_or(UNTIL_FURTHER_NOTICE, day_number),
        }
    }
}
