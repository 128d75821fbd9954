//! The people of a world: some offices of the organisation, each post held by several; some come and go.

use definition::bilingual::Bilingual;
use definition::days::Days;
use definition::moment::Date;
use definition::name::{OfficeName, PersonName, RoleName};
use definition::organisation::{Organisation, Person, Post};
use rand::Rng;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;

/// How many hold each post for ever.
const HOLDERS: usize = 3;
/// How many of the lowest offices a world has.
const LOWEST_OFFICES: usize = 3;
/// One person in so many has no address.
const WITHOUT_ADDRESS_EVERY: u32 = 12;

/// Who works where in a world.
pub struct People {
    /// The lowest offices, where cases are started.
    pub offices: Vec<OfficeName>,
    /// Everybody.
    pub people: Vec<Person>,
}

impl People {
    /// The people of a few neighbouring offices and all above them; some leave, and others come, on a day.
    pub fn of(organisation: &Organisation, today: Date, change: Date, random: &mut StdRng) -> Self {
        let offices = neighbours(organisation, today, random);
        let mut all: Vec<OfficeName> = Vec::new();
        for office in &offices {
            for above in organisation.lineage(office, today) {
                if !all.contains(&above) {
                    all.push(above);
                }
            }
        }
        let mut people = People { offices, people: Vec::new() };
        for office in &all {
            people.staff(organisation, office, change, random);
        }
        people.doubled(organisation, today);
        people
    }

    fn staff(&mut self, organisation: &Organisation, office: &OfficeName, change: Date, random: &mut StdRng) {
        let level = &organisation.offices().get(office).unwrap().level;
        let roles = organisation.roles().values().filter(|role| role.level == *level);
        for role in roles {
            for _ in 0..HOLDERS {
                self.hire(&role.name, office, Days::ALWAYS, random);
            }
            if random.random_bool(0.5) {
                self.hire(&role.name, office, Days { from: None, until: Some(change) }, random);
                self.hire(&role.name, office, Days { from: Some(change), until: None }, random);
            }
        }
    }

    fn hire(&mut self, role: &RoleName, office: &OfficeName, days: Days, random: &mut StdRng) {
        let number = self.people.len() + 1;
        let name = PersonName::new(format!("p{number}"));
        let mail = (!random.random_ratio(1, WITHOUT_ADDRESS_EVERY)).then(|| format!("p{number}@example.org"));
        let post = Post { role: role.clone(), office: office.clone(), from: days.from, until: days.until };
        self.people.push(Person { title: Bilingual::same(name.as_str()), name, mail, phone: None, posts: vec![post] });
    }

    /// One person of each lowest office also holds every post of the office above.
    fn doubled(&mut self, organisation: &Organisation, today: Date) {
        for office in &self.offices {
            let Some(above) = organisation.lineage(office, today).get(1).cloned() else { continue };
            let level = &organisation.offices().get(&above).unwrap().level;
            let person = self.people.iter_mut().find(|person| person.posts[0].office == *office);
            let roles = organisation.roles().values().filter(|role| role.level == *level);
            let posts =
                roles.map(|role| Post { role: role.name.clone(), office: above.clone(), from: None, until: None });
            person.into_iter().for_each(|person| person.posts.extend(posts.clone()));
        }
    }
}

/// A lowest office and some that stand beside it.
fn neighbours(organisation: &Organisation, today: Date, random: &mut StdRng) -> Vec<OfficeName> {
    let parents: Vec<&OfficeName> = organisation.offices().values().filter_map(|office| office.parent(today)).collect();
    let lowest: Vec<&OfficeName> = organisation.offices().keys().filter(|office| !parents.contains(office)).collect();
    let first = (*lowest.choose(random).unwrap()).clone();
    let parent =
        |office: &OfficeName| organisation.offices().get(office).and_then(|office| office.parent(today).cloned());
    let beside = lowest.into_iter().filter(|office| parent(office) == parent(&first) && **office != first).cloned();
    std::iter::once(first.clone()).chain(beside.take(LOWEST_OFFICES - 1)).collect()
}
