//! Who somebody is here today: name and posts.

use definition::bilingual::Bilingual;
use definition::name::{OfficeName, PersonName, RoleName};
use definition::organisation::Organisation;
use serde::Serialize;

use crate::service::Service;

/// A person as he sees himself.
#[derive(Clone, Debug, Serialize)]
pub struct PersonView {
    /// The person.
    pub person: PersonName,
    /// The person's name for people.
    pub title: Bilingual,
    /// What the person holds today.
    pub posts: Vec<PostView>,
}

/// A post somebody holds.
#[derive(Clone, Debug, Serialize)]
pub struct PostView {
    /// As what.
    pub role: RoleName,
    /// The role's name.
    pub role_title: Bilingual,
    /// Where.
    pub office: OfficeName,
    /// The office's name.
    pub office_title: Bilingual,
}

impl Service {
    /// A person with the posts held today; somebody who has left holds none.
    pub fn person(&self, person: &PersonName) -> PersonView {
        let today = self.now().date();
        let catalogue = self.catalogue();
        let organisation = &catalogue.organisation;
        let found = organisation.people().get(person);
        let posts = found.map(|found| found.posts.as_slice()).unwrap_or_default();
        let held = posts.iter().filter(|post| organisation.holds(person, &post.role, &post.office, today));
        PersonView {
            person: person.clone(),
            title: found.map_or_else(|| Bilingual::same(person.as_str()), |found| found.title.clone()),
            posts: held.map(|post| view(organisation, &post.role, &post.office)).collect(),
        }
    }
}

fn view(organisation: &Organisation, role: &RoleName, office: &OfficeName) -> PostView {
    let role_title = organisation.roles().get(role).map(|role| role.title.clone());
    let office_title = organisation.offices().get(office).map(|office| office.title.clone());
    PostView {
        role: role.clone(),
        role_title: role_title.unwrap_or_else(|| Bilingual::same(role.as_str())),
        office: office.clone(),
        office_title: office_title.unwrap_or_else(|| Bilingual::same(office.as_str())),
    }
}
