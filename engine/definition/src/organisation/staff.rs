//! The people, and who holds what at an office without looking at all of them.

use std::collections::HashMap;

use indexmap::IndexMap;

use super::members::Person;
use crate::days::Days;
use crate::moment::Date;
use crate::name::{OfficeName, PersonName, RoleName};

/// The people of an organisation, with their posts sorted by office.
#[derive(Debug, Default)]
pub(super) struct Staff {
    people: IndexMap<PersonName, Person>,
    posts: HashMap<OfficeName, Vec<Holding>>,
}

/// A post as its office sees it.
#[derive(Debug)]
struct Holding {
    role: RoleName,
    person: usize,
    days: Days,
}

impl Staff {
    /// These people; of two with one id the later.
    pub fn new(people: Vec<Person>) -> Self {
        let people: IndexMap<PersonName, Person> =
            people.into_iter().map(|person| (person.name.clone(), person)).collect();
        let mut posts: HashMap<OfficeName, Vec<Holding>> = HashMap::new();
        for (position, person) in people.values().enumerate() {
            for post in &person.posts {
                let holding = Holding { role: post.role.clone(), person: position, days: post.days() };
                posts.entry(post.office.clone()).or_default().push(holding);
            }
        }
        Self { people, posts }
    }

    pub fn people(&self) -> &IndexMap<PersonName, Person> {
        &self.people
    }

    /// Everyone who holds a role at an office on a day, in the order written.
    pub fn holders<'s, 'r>(
        &'s self,
        role: &'r RoleName,
        office: &OfficeName,
        on: Date,
    ) -> impl Iterator<Item = &'s Person> + use<'s, 'r> {
        let holdings = self.posts.get(office).map(Vec::as_slice).unwrap_or_default();
        holdings
            .iter()
            .filter(move |holding| holding.role == *role && holding.days.contains(on))
            .filter_map(|holding| self.people.get_index(holding.person).map(|(_, person)| person))
    }
}
