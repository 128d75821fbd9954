//! What changes in what a case is found by.

use std::collections::BTreeSet;

use machine::Case;
use sea_orm::DatabaseTransaction;
use sea_orm::sea_query::Value;

use crate::entities::{search_gram, search_value};
use crate::error::Result;
use crate::keys::Keys;
use crate::seal::SealingRules;
use crate::search::{SearchRows, gram_rows, search_rows};
use crate::statement::{IfPresent, delete, insert};

/// Rows to be written and rows to be taken away.
#[derive(Default)]
pub(crate) struct SearchChanges {
    values: Vec<search_value::Model>,
    values_gone: Vec<Vec<Value>>,
    grams: Vec<search_gram::Model>,
    grams_gone: Vec<Vec<Value>>,
}

impl SearchChanges {
    /// Only what changed.
    pub(crate) fn add(&mut self, before: Option<&Case>, after: &Case, rules: &SealingRules, keys: Option<&Keys>) {
        if before.is_some_and(|before| before.fields == after.fields && before.office == after.office) {
            return;
        }
        let were: SearchRows = before.map(|before| search_rows(before, rules, keys)).unwrap_or_default();
        let are = search_rows(after, rules, keys);
        let fields: BTreeSet<&str> = are.values.iter().map(|row| row.field.as_str()).collect();
        let gone = were.values.iter().filter(|row| !fields.contains(row.field.as_str()));
        self.values_gone.extend(gone.map(|row| vec![row.case_id.into(), row.field.clone().into()]));
        let gone = gram_rows(after, were.grams.difference(&are.grams).cloned());
        self.grams_gone.extend(gone.into_iter().map(|row| vec![row.gram.into(), row.case_id.into(), row.field.into()]));
        self.grams.extend(gram_rows(after, are.grams.difference(&were.grams).cloned()));
        self.values.extend(are.values.into_iter().filter(|row| !were.values.contains(row)));
    }

    /// Writes them, one statement a table and kind.
    pub(crate) async fn write(self, db: &DatabaseTransaction) -> Result<()> {
        let value_key = [search_value::Column::CaseId, search_value::Column::Field];
        let gram_key = [search_gram::Column::Gram, search_gram::Column::CaseId, search_gram::Column::Field];
        delete::<search_value::Entity>(db, &value_key, self.values_gone).await?;
        insert::<search_value::Entity>(db, &self.values, IfPresent::Update).await?;
        delete::<search_gram::Entity>(db, &gram_key, self.grams_gone).await?;
        insert::<search_gram::Entity>(db, &self.grams, IfPresent::Keep).await
    }
}
