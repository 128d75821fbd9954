//! Who asks, and what time it is here.

use serde::Serialize;
use service::{PersonView, PostView, Service};
use utoipa::ToSchema;

use super::{Bilingual, listed};

/// The person of the token.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "person": "李梅",
    "title": {"zh": "李梅", "en": "李梅"},
    "posts": [{
        "role": "village_clerk",
        "role_title": {"zh": "村（社区）经办人", "en": "Village clerk"},
        "office": "222403109200",
        "office_title": {"zh": "马号东村", "en": "马号东村"},
    }],
    "clock": {"virtual": true, "now": "2020-04-20T10:12:00+08:00"},
}))]
pub(crate) struct Me {
    /// The person.
    person: String,
    /// The person's name.
    title: Bilingual,
    /// What the person holds today.
    posts: Vec<Post>,
    /// The clock of the database.
    clock: Clock,
}

/// A post held today.
#[derive(Serialize, ToSchema)]
struct Post {
    /// As what.
    role: String,
    /// The role's name.
    role_title: Bilingual,
    /// Where.
    office: String,
    /// The office's name.
    office_title: Bilingual,
}

/// The clock of the database.
#[derive(Serialize, ToSchema)]
struct Clock {
    /// Whether time is virtual: nothing here is real, and no mail leaves.
    #[serde(rename = "virtual")]
    is_virtual: bool,
    /// Now.
    #[schema(format = DateTime)]
    now: String,
}

impl Me {
    /// The person, here and now.
    pub fn of(person: PersonView, service: &Service) -> Self {
        Self {
            person: person.person.to_string(),
            title: person.title.into(),
            posts: listed(person.posts),
            clock: Clock { is_virtual: service.is_virtual(), now: service.now().to_string() },
        }
    }
}

impl From<PostView> for Post {
    fn from(post: PostView) -> Self {
        Self {
            role: post.role.to_string(),
            role_title: post.role_title.into(),
            office: post.office.to_string(),
            office_title: post.office_title.into(),
        }
    }
}
