//! What changes in what a case is found by.

use std::collections::BTreeSet;

use machine::Case;
use sea_orm::sea_query::Value;

use crate::batch::Batch;
use crate::entities::{search_gram, search_value};
use crate::error::Result;
use crate::keys::Keys;
use crate::seal::SealingRules;
use crate::search::{SearchRows, gram_rows, search_rows};
use crate::statement::IfPresent;

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

    /// Takes the changes of others in.
    pub(crate) fn extend(&mut self, other: Self) {
        self.values.extend(other.values);
        self.values_gone.extend(other.values_gone);
        self.grams.extend(other.grams);
        self.grams_gone.extend(other.grams_gone);
    }

    /// Writes them.
    pub(crate) fn write(self, batch: &mut Batch) -> Result<()> {
        let value_key = [search_value::Column::CaseId, search_value::Column::Field];
        let gram_key = [search_gram::Column::Gram, search_gram::Column::CaseId, search_gram::Column::Field];
        batch.delete::<search_value::Entity>(&value_key, self.values_gone)?;
        batch.insert::<search_value::Entity>(&self.values, IfPresent::Update)?;
        batch.delete::<search_gram::Entity>(&gram_key, self.grams_gone)?;
        batch.insert::<search_gram::Entity>(&self.grams, IfPresent::Keep)
    }
}
