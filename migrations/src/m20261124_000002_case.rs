//! Cases with their history, and what is open in them: tasks and deadlines.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, text, text_null, uuid, uuid_null};

use crate::table::{create_compact, drop_all, index, primary};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(cases()).await?;
        manager.create_table(history()).await?;
        create_compact(manager, task()).await?;
        create_compact(manager, deadline()).await?;
        for index in [case_list(), case_incident(), case_subject(), task_inbox(), task_assignee(), deadline_next()] {
            manager.create_index(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = [
            Deadline::Table.into_iden(),
            Task::Table.into_iden(),
            History::Table.into_iden(),
            Cases::Table.into_iden(),
        ];
        drop_all(manager, tables).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

/// `states` holds the names of the active states, each between line breaks. `body` is the case, sealed.
fn cases() -> TableCreateStatement {
    Table::create()
        .table(Cases::Table)
        .col(uuid(Cases::Id).primary_key())
        .col(text(Cases::Number).unique_key())
        .col(text(Cases::Process))
        .col(big_integer(Cases::Version))
        .col(text(Cases::Office))
        .col(text(Cases::Status))
        .col(text_null(Cases::Outcome))
        .col(big_integer(Cases::ReceivedAt))
        .col(big_integer(Cases::StartedAt))
        .col(big_integer_null(Cases::EndedAt))
        .col(big_integer(Cases::Seq))
        .col(text(Cases::LastHash))
        .col(uuid_null(Cases::Subject))
        .col(big_integer_null(Cases::IncidentAt))
        .col(text(Cases::States))
        .col(text(Cases::Body))
        .take()
}

/// Append-only; `body` is exactly what was hashed, so it is text and never a JSON column.
fn history() -> TableCreateStatement {
    Table::create()
        .table(History::Table)
        .col(uuid(History::CaseId))
        .col(big_integer(History::Seq))
        .col(text(History::EventType))
        .col(big_integer(History::EventVersion))
        .col(big_integer(History::At))
        .col(text(History::Body))
        .col(text(History::PreviousHash))
        .col(text(History::Hash))
        .primary_key(&mut primary([History::CaseId, History::Seq]))
        .take()
}

/// `due` is the largest number where there is none, so that one order pages over all.
fn task() -> TableCreateStatement {
    Table::create()
        .table(Task::Table)
        .col(uuid(Task::CaseId))
        .col(big_integer(Task::Number))
        .col(text(Task::Process))
        .col(text(Task::State))
        .col(text(Task::Role))
        .col(text(Task::Office))
        .col(text_null(Task::Assignee))
        .col(big_integer(Task::Due))
        .col(big_integer(Task::OpenedAt))
        .col(big_integer_null(Task::ClosedAt))
        .col(text(Task::Condition))
        .primary_key(&mut primary([Task::CaseId, Task::Number]))
        .take()
}

/// Only what still runs or stands still: deadlines, and pending `after` under the name `state#position`.
fn deadline() -> TableCreateStatement {
    Table::create()
        .table(Deadline::Table)
        .col(uuid(Deadline::CaseId))
        .col(text(Deadline::Name))
        .col(text(Deadline::Kind))
        .col(big_integer(Deadline::Generation))
        .col(big_integer(Deadline::DueBefore))
        .col(big_integer_null(Deadline::NextAt))
        .col(big_integer_null(Deadline::NextRung))
        .primary_key(&mut primary([Deadline::CaseId, Deadline::Name]))
        .take()
}

fn case_list() -> IndexCreateStatement {
    index("cases_list", Cases::Table, [Cases::Office, Cases::StartedAt, Cases::Id])
}

fn case_incident() -> IndexCreateStatement {
    index("cases_incident", Cases::Table, [Cases::IncidentAt, Cases::Id])
        .and_where(Expr::col(Cases::IncidentAt).is_not_null())
        .take()
}

fn case_subject() -> IndexCreateStatement {
    index("cases_subject", Cases::Table, [Cases::Subject]).and_where(Expr::col(Cases::Subject).is_not_null()).take()
}

fn task_inbox() -> IndexCreateStatement {
    index("task_inbox", Task::Table, [Task::Office, Task::Role, Task::Due, Task::CaseId, Task::Number])
        .and_where(Expr::col(Task::ClosedAt).is_null())
        .take()
}

fn task_assignee() -> IndexCreateStatement {
    index("task_assignee", Task::Table, [Task::Assignee, Task::Due, Task::CaseId, Task::Number])
        .and_where(Expr::col(Task::ClosedAt).is_null())
        .and_where(Expr::col(Task::Assignee).is_not_null())
        .take()
}

fn deadline_next() -> IndexCreateStatement {
    index("deadline_next", Deadline::Table, [Deadline::NextAt, Deadline::CaseId])
        .and_where(Expr::col(Deadline::NextAt).is_not_null())
        .take()
}

#[derive(DeriveIden)]
enum Cases {
    Table,
    Id,
    Number,
    Process,
    Version,
    Office,
    Status,
    Outcome,
    ReceivedAt,
    StartedAt,
    EndedAt,
    Seq,
    LastHash,
    Subject,
    IncidentAt,
    States,
    Body,
}

#[derive(DeriveIden)]
enum History {
    Table,
    CaseId,
    Seq,
    EventType,
    EventVersion,
    At,
    Body,
    PreviousHash,
    Hash,
}

#[derive(DeriveIden)]
enum Task {
    Table,
    CaseId,
    Number,
    Process,
    State,
    Role,
    Office,
    Assignee,
    Due,
    OpenedAt,
    ClosedAt,
    Condition,
}

#[derive(DeriveIden)]
enum Deadline {
    Table,
    CaseId,
    Name,
    Kind,
    Generation,
    DueBefore,
    NextAt,
    NextRung,
}
