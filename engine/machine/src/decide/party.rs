//! Whom something is sent to or asked of: somebody by name, or everyone who holds a role at an office today.

use definition::name::{OfficeName, PersonName, RoleName};
use definition::organisation::Post;

use crate::aside::Party;
use crate::rejection::{Rejection, RejectionKind};

use super::Trouble;
use super::run::Run;

/// Somebody, and the post as the holder of which he is addressed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Addressed {
    pub person: PersonName,
    pub role: RoleName,
    pub office: OfficeName,
}

impl Run<'_> {
    /// Everyone meant, each once, in the order named.
    pub fn everyone(&self, parties: &[Party]) -> Result<Vec<Addressed>, Trouble> {
        let mut found: Vec<Addressed> = Vec::new();
        for party in parties {
            for one in self.meant(party)? {
                if !found.iter().any(|other| other.person == one.person) {
                    found.push(one);
                }
            }
        }
        if found.is_empty() {
            let message = "nobody is named";
            return Err(Rejection::new(RejectionKind::Field, "没有写明给谁", message).about("to").into());
        }
        Ok(found)
    }

    fn meant(&self, party: &Party) -> Result<Vec<Addressed>, Trouble> {
        let found: Vec<Addressed> = match party {
            Party::Person(person) => self.post_of(person)?.into_iter().collect(),
            Party::Holders { role, office } => {
                let holders = self.context.organisation.holders(role, office, self.today());
                let addressed = holders.into_iter().map(|holder| Addressed {
                    person: holder.name.clone(),
                    role: role.clone(),
                    office: office.clone(),
                });
                addressed.collect()
            }
        };
        if found.is_empty() { Err(self.nobody(party).into()) } else { Ok(found) }
    }

    /// The post somebody is addressed by: one he holds today where the case belongs or above, else the first he holds.
    fn post_of(&self, person: &PersonName) -> Result<Option<Addressed>, Trouble> {
        let (organisation, today) = (self.context.organisation, self.today());
        let lineage = organisation.lineage(&self.case()?.office, today);
        let posts = organisation.people().get(person).map(|person| person.posts.as_slice()).unwrap_or_default();
        let held = || posts.iter().filter(|post| organisation.holds(person, &post.role, &post.office, today));
        let near = held().find(|post| lineage.contains(&post.office));
        let addressed =
            |post: &Post| Addressed { person: person.clone(), role: post.role.clone(), office: post.office.clone() };
        Ok(near.or_else(|| held().next()).map(addressed))
    }

    fn nobody(&self, party: &Party) -> Rejection {
        let rejection = match party {
            Party::Person(person) => {
                let title = self.title(person);
                let message = format!("{title} holds no post today");
                Rejection::new(RejectionKind::Role, format!("{title}今日没有任职"), message)
            }
            Party::Holders { role, office } => {
                let (role, office) = (self.role_titles([role]), self.office_title(office));
                Rejection::new(
                    RejectionKind::Role,
                    format!("{}今日没有人任{}", office.zh, role.zh),
                    format!("nobody is {} of {} today", role.en, office.en),
                )
            }
        };
        rejection.with_help("换一位在任的人，或换一个机构", "name somebody who holds a post, or another office")
    }
}
