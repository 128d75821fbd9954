//! The tables, one file a step. A released step is never edited: a change is a new step. Imports nothing of ours, so that
//! history is frozen here while the entities of `storage` go on.
//!
//! All instants are whole milliseconds since 1970 UTC, all money whole fen, all days numbers such as 20200420.

use sea_orm_migration::prelude::*;

mod m20261124_000001_publication;
mod m20261124_000002_case;
mod m20261124_000003_effect;
mod m20261124_000004_search;
mod m20261124_000005_people;
mod m20261124_000006_last_step;
mod m20261124_000007_notifications;
mod m20261124_000011_task_item;
mod m20261124_000012_aside;
mod m20261124_000013_obligations;
mod m20261124_000014_job;
mod table;

/// Every step, in order.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261124_000001_publication::Migration),
            Box::new(m20261124_000002_case::Migration),
            Box::new(m20261124_000003_effect::Migration),
            Box::new(m20261124_000004_search::Migration),
            Box::new(m20261124_000005_people::Migration),
            Box::new(m20261124_000006_last_step::Migration),
            Box::new(m20261124_000007_notifications::Migration),
            Box::new(m20261124_000011_task_item::Migration),
            Box::new(m20261124_000012_aside::Migration),
            Box::new(m20261124_000013_obligations::Migration),
            Box::new(m20261124_000014_job::Migration),
        ]
    }
}
