//! A text in both languages.

use serde::Serialize;
use utoipa::ToSchema;

/// A text in Chinese and English.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({"zh": "村（社区）审核", "en": "Village review"}))]
pub(crate) struct Bilingual {
    /// 中文
    pub zh: String,
    /// English
    pub en: String,
}

impl From<service::Bilingual> for Bilingual {
    fn from(both: service::Bilingual) -> Self {
        Self { zh: both.zh, en: both.en }
    }
}
