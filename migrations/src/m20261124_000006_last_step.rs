//! When a case's last step was, beside its number and hash: the writer reads it with the case itself, so that whoever waited for
//! the row sees the step it waited for.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::big_integer;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let column = big_integer(Cases::LastAt).default(0).take();
        manager.alter_table(Table::alter().table(Cases::Table).add_column(column).take()).await?;
        let same = |of_history: History, of_case: Cases| {
            Expr::col((History::Table, of_history)).equals((Cases::Table, of_case))
        };
        let at = Query::select()
            .column((History::Table, History::At))
            .from(History::Table)
            .and_where(same(History::CaseId, Cases::Id))
            .and_where(same(History::Seq, Cases::Seq))
            .take();
        // A case whose history is cut off keeps 0, and `doudi verify` names it.
        let at = Func::coalesce([Expr::from(at), Expr::val(0)]);
        let fill = Query::update().table(Cases::Table).value(Cases::LastAt, at).take();
        manager.execute(fill).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table(Cases::Table).drop_column(Cases::LastAt).take()).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

#[derive(Clone, Copy, DeriveIden)]
enum Cases {
    Table,
    Id,
    Seq,
    LastAt,
}

#[derive(Clone, Copy, DeriveIden)]
enum History {
    Table,
    CaseId,
    Seq,
    At,
}
