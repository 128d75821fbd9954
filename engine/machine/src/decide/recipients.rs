//! Whom a notification goes to, and what its words may use. Nobody reached is recorded as such, never passed over.

use std::collections::BTreeMap;

use definition::bilingual::{Bilingual, Language};
use definition::model::{Deadline, From, Notice, Recipient};
use definition::name::{OfficeName, PersonName, RoleName, StateName};
use definition::value::Value;
use serde_json::{Value as Json, json};

use crate::account::Account;
use crate::case::{Task, TaskState};
use crate::counting::Counting;
use crate::event::{Addressee, Event, Notified, Suppression};

use super::Trouble;
use super::run::Run;

/// What is known besides the case when words are chosen.
#[derive(Default)]
struct Occasion<'d> {
    deadline: Option<&'d Deadline>,
    state: Option<StateName>,
    late: bool,
}

/// Whether an address was filled in as nothing.
fn is_blank(address: &Value) -> bool {
    matches!(address, Value::Text(text) if text.trim().is_empty())
}

impl Run<'_> {
    /// Tells a recipient something a state's effect says.
    pub fn tell(&mut self, to: &Recipient, notice: &Notice, state: Option<&StateName>) -> Result<(), Trouble> {
        self.tell_on(to, notice, &Occasion { deadline: None, state: state.cloned(), late: false })
    }

    /// Tells a recipient about a deadline.
    pub fn tell_of_deadline(
        &mut self,
        deadline: &Deadline,
        to: &Recipient,
        notice: &Notice,
        late: bool,
    ) -> Result<(), Trouble> {
        let state = match &deadline.from {
            From::Reach(state) if state.as_str() == deadline.name.as_str() => Some(state.clone()),
            From::Reach(_) | From::Leave(_) | From::ReceivedAt | From::Start | From::Field(_) | From::Asked(_) => None,
        };
        self.tell_on(to, notice, &Occasion { deadline: Some(deadline), state, late })
    }

    fn tell_on(&mut self, to: &Recipient, notice: &Notice, occasion: &Occasion<'_>) -> Result<(), Trouble> {
        match self.addressees(to, occasion)? {
            Ok(addressees) => {
                for addressee in addressees {
                    self.tell_one(addressee, notice, occasion)?;
                }
            }
            Err(reason) => {
                let template = notice.template.clone();
                self.emit(Event::NotificationSuppressed { template, meant_for: meant_for(to), reason });
            }
        }
        Ok(())
    }

    fn tell_one(&mut self, addressee: Addressee, notice: &Notice, occasion: &Occasion<'_>) -> Result<(), Trouble> {
        // Which channel it leaves by is settled when it does; here it is enough that there is one.
        let has_address = |person: &PersonName| {
            let found = self.context.organisation.people().get(person);
            found.is_some_and(|person| person.mail.is_some() || person.phone.is_some())
        };
        if let Addressee::Person(person) = &addressee
            && !has_address(person)
        {
            let meant_for = person.to_string();
            let template = notice.template.clone();
            self.emit(Event::NotificationSuppressed { template, meant_for, reason: Suppression::NoAddress });
            return Ok(());
        }
        let data = self.data(&addressee, notice, occasion)?;
        self.emit(Event::NotificationQueued(Notified { to: addressee, template: notice.template.clone(), data }));
        Ok(())
    }

    fn addressees(
        &self,
        to: &Recipient,
        occasion: &Occasion<'_>,
    ) -> Result<Result<Vec<Addressee>, Suppression>, Trouble> {
        let case = self.case()?;
        Ok(match to {
            Recipient::Applicant => {
                let applicant = &self.definition.applicant;
                let fields = [applicant.mail.as_ref(), applicant.phone.as_ref()].into_iter().flatten();
                let known = fields.filter_map(|field| case.fields.get(field)).any(|address| !is_blank(address));
                if known { Ok(vec![Addressee::Applicant]) } else { Err(Suppression::NoAddress) }
            }
            Recipient::Role(role) => {
                let office = self.context.organisation.owning_office(&case.office, role, self.today());
                self.holders(role, &office.unwrap_or_else(|| case.office.clone()))
            }
            Recipient::Assignee => {
                let wanted = |state: &StateName| occasion.state.as_ref().is_none_or(|only| only == state);
                let asked = occasion.deadline.and_then(|deadline| deadline.opinion());
                let waits = |task: &Task| task.is_open() || matches!(task.condition, TaskState::Held { .. });
                let own = case.tasks.values().filter(|task| task.aside.is_none() && waits(task));
                let tasks: Vec<_> = match asked {
                    Some(opinion) => case.asked(opinion).map(|(_, task)| task).into_iter().collect(),
                    None => own.filter(|task| wanted(&task.state)).collect(),
                };
                if tasks.is_empty() {
                    return Ok(Err(Suppression::NoOpenTask));
                }
                let mut found = Vec::new();
                for task in tasks {
                    match &task.condition {
                        TaskState::Claimed { by, .. } | TaskState::Held { by: Some(by), .. } => {
                            found.push(Addressee::Person(by.clone()))
                        }
                        TaskState::Open | TaskState::Held { by: None, .. } => {
                            found.extend(self.holders(&task.role, &task.office).unwrap_or_default())
                        }
                        TaskState::Answered { .. } | TaskState::Cancelled { .. } => {}
                    }
                }
                found.sort();
                found.dedup();
                if found.is_empty() { Err(Suppression::NobodyHolds) } else { Ok(found) }
            }
        })
    }

    fn holders(&self, role: &RoleName, office: &OfficeName) -> Result<Vec<Addressee>, Suppression> {
        let holders = self.context.organisation.holders(role, office, self.today());
        let mut people: Vec<Addressee> =
            holders.into_iter().map(|person| Addressee::Person(person.name.clone())).collect();
        people.sort();
        if people.is_empty() { Err(Suppression::NobodyHolds) } else { Ok(people) }
    }

    fn data(
        &self,
        addressee: &Addressee,
        notice: &Notice,
        occasion: &Occasion<'_>,
    ) -> Result<BTreeMap<String, Json>, Trouble> {
        let case = self.case()?;
        let definition = self.definition;
        let office = self.context.organisation.offices().get(&case.office).map(|office| office.title.clone());
        let recipient = match addressee {
            Addressee::Person(person) => self.title(person),
            Addressee::Applicant => self.applicant_name(),
        };
        let state = occasion.state.clone().or_else(|| case.leaves().next().map(|(name, _)| name.clone()));
        let state = state.and_then(|name| definition.state(&name).map(|state| state.title.clone()));
        let mut data = BTreeMap::from([
            ("number".to_owned(), json!(case.number)),
            ("process_name".to_owned(), words(&definition.title)),
            ("office_name".to_owned(), office.map_or_else(|| json!(case.office.as_str()), |title| words(&title))),
            ("recipient_name".to_owned(), json!(recipient)),
            ("state_name".to_owned(), state.map_or_else(|| json!(""), |title| words(&title))),
            ("late".to_owned(), json!(occasion.late)),
        ]);
        let mut source = definition.source.clone();
        if let Some(deadline) = occasion.deadline {
            data.insert("deadline_name".to_owned(), words(&deadline.title));
            data.extend(self.dates(deadline, notice)?);
            source = deadline.source.clone().or(source);
        }
        data.insert("source".to_owned(), json!(source.unwrap_or_default()));
        let fields = notice.fields.iter().map(|name| name.as_str());
        let values = notice.values.iter().map(|name| name.as_str());
        data.insert("fields".to_owned(), self.shown(fields));
        data.insert("values".to_owned(), self.shown(values));
        Ok(data)
    }

    /// When a deadline is due, what is left, and why, if the words ask for that.
    fn dates(&self, deadline: &Deadline, notice: &Notice) -> Result<Vec<(String, Json)>, Trouble> {
        let Some(armed) = self.case()?.deadlines.get(&deadline.name) else {
            return Ok(vec![("due".to_owned(), json!(""))]);
        };
        let due = armed.due_before.shown_as_end();
        let marked = Bilingual::new(format!("{due}（暂定）"), format!("{due} (provisional)"));
        let due = if armed.provisional { words(&marked) } else { json!(due) };
        let calendar = self.calendar(deadline.calendar.as_ref());
        let counting = Counting::of(&armed.ledger, deadline.limit, None);
        let remaining = counting.zip(calendar.as_ref()).map(|(counting, calendar)| {
            let left = counting.remaining(calendar, self.context.now);
            Bilingual::new(left.text(Language::Zh), left.text(Language::En))
        });
        let mut dates = vec![("due".to_owned(), due)];
        dates.push(("remaining".to_owned(), words(&remaining.unwrap_or_default())));
        if notice.explains {
            let account = Account::of(armed, deadline.limit, calendar.as_deref(), |person| self.title(person));
            let said = |language| account.lines(language).join("\n");
            dates.push(("due_explained".to_owned(), words(&Bilingual::new(said(Language::Zh), said(Language::En)))));
        }
        Ok(dates)
    }

    fn applicant_name(&self) -> String {
        let name = self.definition.applicant.name.as_ref();
        let name = name.filter(|name| !self.definition.is_sensitive(name.as_str()));
        name.and_then(|name| self.look_up(name.as_str())).map(|value| value.shown()).unwrap_or_default()
    }

    /// Values as people read them, yes and no as such; what has no value yet is left out.
    fn shown<'n>(&self, names: impl Iterator<Item = &'n str>) -> Json {
        let shown = names.filter_map(|name| {
            let value = match self.look_up(name)? {
                Value::Boolean(value) => json!(value),
                value => json!(value.shown()),
            };
            Some((name.to_owned(), value))
        });
        Json::Object(shown.collect())
    }
}

fn words(text: &Bilingual) -> Json {
    json!({"zh": text.zh, "en": text.en})
}

fn meant_for(to: &Recipient) -> String {
    match to {
        Recipient::Assignee => "assignee".to_owned(),
        Recipient::Applicant => "applicant".to_owned(),
        Recipient::Role(role) => role.to_string(),
    }
}
