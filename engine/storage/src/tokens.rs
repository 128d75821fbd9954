//! Tokens of access. Only their digests are kept.

use definition::moment::Moment;
use definition::name::PersonName;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use crate::entities::token::{Column, Entity, Model};
use crate::error::Result;
use crate::statement::{IfPresent, insert};
use crate::store::Store;

/// A token of access.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its id, by which it is revoked.
    pub id: Uuid,
    /// The digest of the token itself.
    pub hash: String,
    /// Whose.
    pub person: PersonName,
    /// What it is for.
    pub name: String,
    /// When it was made.
    pub created_at: Moment,
    /// From when it no longer holds.
    pub expires_at: Option<Moment>,
    /// When it was revoked.
    pub revoked_at: Option<Moment>,
}

impl Store {
    /// Adds a token. System only: no scope.
    pub async fn add_token(&self, token: Token) -> Result<()> {
        insert::<Entity>(&self.writer, &[Model::from(token)], IfPresent::Fail).await
    }

    /// The token of a digest, revoked or expired or not. System only: no scope.
    pub async fn token_by_hash(&self, hash: &str) -> Result<Option<Token>> {
        let row = Entity::find().filter(Column::Hash.eq(hash)).one(&self.reader).await?;
        Ok(row.map(Token::from))
    }

    /// The tokens of a person, or all; the oldest first. System only: no scope.
    pub async fn tokens(&self, person: Option<&PersonName>) -> Result<Vec<Token>> {
        let mut find = Entity::find().order_by_asc(Column::CreatedAt).order_by_asc(Column::Id);
        if let Some(person) = person {
            find = find.filter(Column::Person.eq(person.as_str()));
        }
        Ok(find.all(&self.reader).await?.into_iter().map(Token::from).collect())
    }

    /// Revokes a token for ever. Answers whether it was in force. System only: no scope.
    pub async fn revoke_token(&self, id: Uuid, at: Moment) -> Result<bool> {
        let update = Query::update()
            .table(Entity)
            .value(Column::RevokedAt, at.milliseconds())
            .and_where(Expr::col(Column::Id).eq(id))
            .and_where(Expr::col(Column::RevokedAt).is_null())
            .take();
        Ok(self.writer.execute(&update).await?.rows_affected() > 0)
    }
}

impl From<Model> for Token {
    fn from(row: Model) -> Self {
        Self {
            id: row.id,
            hash: row.hash,
            person: PersonName::new(row.person),
            name: row.name,
            created_at: Moment::from_milliseconds(row.created_at),
            expires_at: row.expires_at.map(Moment::from_milliseconds),
            revoked_at: row.revoked_at.map(Moment::from_milliseconds),
        }
    }
}

impl From<Token> for Model {
    fn from(token: Token) -> Self {
        Self {
            id: token.id,
            hash: token.hash,
            person: token.person.to_string(),
            name: token.name,
            created_at: token.created_at.milliseconds(),
            expires_at: token.expires_at.map(Moment::milliseconds),
            revoked_at: token.revoked_at.map(Moment::milliseconds),
        }
    }
}
