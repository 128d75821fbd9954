//! The case a path names, and the items of a query.

use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{FromRequestParts, Path, Query as AxumQuery};
use axum::http::request::Parts;
use serde::de::DeserializeOwned;
use service::Bilingual;

use super::misfit::misfit;
use crate::failure::Failure;

/// How many rows a page has unless asked otherwise.
const ROWS_DEFAULT: u64 = 50;
/// The most rows of a page.
pub(crate) const ROWS_MAX: u64 = 200;
/// No database keeps this character in a text.
const NUL: &str = "%00";

/// Which case: its identity or its number.
pub(crate) struct Which(String);

impl Which {
    /// As written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Which {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        without_nul(parts.uri.path())?;
        let read: Result<Path<String>, PathRejection> = Path::from_request_parts(parts, state).await;
        let unreadable = |_| Failure::malformed("办件号应为 UTF-8 文字", "expected the number of a case in UTF-8");
        read.map(|Path(which)| Which(which)).map_err(unreadable)
    }
}

/// The items of a query; one that is not known is refused, for leaving it out would answer another question.
pub(crate) struct Query<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Query<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        without_nul(parts.uri.query().unwrap_or_default())?;
        let read: Result<AxumQuery<T>, QueryRejection> = AxumQuery::from_request_parts(parts, state).await;
        read.map(|AxumQuery(read)| Query(read)).map_err(|rejection| unfit(&rejection))
    }
}

/// What axum says of a query, such as `...: limit: invalid digit`: which item, and what is wrong with it.
fn unfit(rejection: &QueryRejection) -> Failure {
    let said = rejection.body_text();
    let said = said.split_once("query string: ").map_or(said.as_str(), |(_, said)| said);
    let whole = Bilingual::new("查询条件", "the query");
    match said.split_once(": ") {
        Some((item, said)) if !said.starts_with("unknown field") => {
            let place = Bilingual::new(format!("查询条件 {item} "), format!("the query, {item},"));
            misfit(said, &place).about(item)
        }
        Some((_, said)) => misfit(said, &whole),
        None => misfit(said, &whole),
    }
}

fn without_nul(written: &str) -> Result<(), Failure> {
    if written.contains(NUL) {
        return Err(Failure::malformed("地址里不能有字符 %00", "an address cannot contain the character %00"));
    }
    Ok(())
}

/// How many rows are wanted.
#[derive(Clone, Copy)]
pub(crate) struct Limit(pub Option<u64>);

impl Limit {
    /// The number of rows.
    ///
    /// # Errors
    /// For none at all, or more than there may be.
    pub fn rows(self) -> Result<u64, Failure> {
        let rows = self.0.unwrap_or(ROWS_DEFAULT);
        if (1..=ROWS_MAX).contains(&rows) {
            return Ok(rows);
        }
        let failure = Failure::malformed(
            format!("limit 应为 1 到 {ROWS_MAX}，写的是 {rows}"),
            format!("expected a limit from 1 to {ROWS_MAX}, found {rows}"),
        );
        Err(failure.about("limit"))
    }
}
