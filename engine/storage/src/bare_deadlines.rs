//! Rows of deadlines and nothing else, for measuring what a look costs where very many are armed.

use definition::moment::Moment;
use sea_orm::{ConnectionTrait, DbBackend, Statement};

use crate::error::Result;
use crate::store::Store;

impl Store {
    /// Arms so many deadlines of no case, due one after another in seconds from an instant on. For measurements on databases that are
    /// thrown away: such rows belong to nothing, and `doudi verify` names them. System only: no scope.
    pub async fn arm_bare(&self, count: u32, from: Moment) -> Result<()> {
        let backend = self.writer.get_database_backend();
        let text = match backend {
            DbBackend::Postgres => {
                "INSERT INTO deadline SELECT gen_random_uuid(), 'bare', 'deadline', 1, $1 + n * 1000, $1 + n * 1000, 0 FROM generate_series(1, $2) AS n"
            }
            _ => {
                "WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ?2) INSERT INTO deadline SELECT randomblob(16), 'bare', 'deadline', 1, ?1 + n * 1000, ?1 + n * 1000, 0 FROM numbers"
            }
        };
        let values = [from.milliseconds().into(), i64::from(count).into()];
        self.writer.execute_raw(Statement::from_sql_and_values(backend, text, values)).await?;
        Ok(())
    }
}
