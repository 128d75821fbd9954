//! 办件详情: one case as whoever can reach it sees it. Identity numbers are masked.

use std::collections::BTreeMap;

use definition::bilingual::Bilingual;
use definition::model::{Action, Comment, Definition, Field, FieldKind, percent};
use definition::moment::Moment;
use definition::name::{ActionName, GrantKey, OfficeName, PersonName, ProcessName, RoleName, StateName, TemplateName};
use definition::value::Value;
use machine::{Case, CaseId, Month, Status, Suspended, TaskNumber, TaskState};
use serde::Serialize;
use storage::{CaseCursor, CaseFilter, Page, Scope, StoredCase};

use super::search::applicant;
use crate::catalogue::Catalogue;
use crate::error::ServiceError;
use crate::explain::{self, DeadlineExplained};
use crate::reach::no_such_case;
use crate::service::Service;

/// A case as shown.
#[derive(Clone, Debug, Serialize)]
pub struct CaseView {
    /// Its identity.
    pub id: CaseId,
    /// Its number.
    pub number: String,
    /// Its process.
    pub process: ProcessName,
    /// The process's name.
    pub process_title: Bilingual,
    /// Its version.
    pub version: u32,
    /// The document it carries out.
    pub source: Option<String>,
    /// Whom it is about; masked if that is sensitive.
    pub applicant: Option<String>,
    /// Its office.
    pub office: OfficeName,
    /// The office's name.
    pub office_title: Bilingual,
    /// `open` or `ended`.
    pub status: &'static str,
    /// What came of it.
    pub outcome: Option<String>,
    /// When the application was handed in.
    pub received_at: Moment,
    /// When it was started here.
    pub started_at: Moment,
    /// Where it stands.
    pub active: Vec<StateView>,
    /// What is filled in; sensitive values masked.
    pub fields: Vec<FieldView>,
    /// Its tasks.
    pub tasks: Vec<TaskView>,
    /// Its deadlines, each explained.
    pub deadlines: Vec<DeadlineExplained>,
    /// What it grants.
    pub grants: Vec<GrantView>,
    /// Cases it started.
    pub started: Vec<CaseId>,
    /// Why it stands still, if it does.
    pub incident: Option<Bilingual>,
    /// Since when and why it is suspended, if it is.
    pub suspended: Option<SuspendedView>,
    /// The number of its last step.
    pub seq: u64,
    /// Names for people of every state, action, deadline and field of the process, of everybody who acted, and of the roles
    /// and offices of its tasks, by id.
    pub titles: BTreeMap<String, Bilingual>,
    /// Names for people of the states alone: a state may be called like a field or a deadline.
    pub state_titles: BTreeMap<StateName, Bilingual>,
    /// Names for people of the notifications the process sends.
    pub template_titles: BTreeMap<TemplateName, Bilingual>,
}

/// 中止办理: since when and why a case is suspended.
#[derive(Clone, Debug, Serialize)]
pub struct SuspendedView {
    /// Since when.
    pub since: Moment,
    /// The name of who suspended it.
    pub by: Bilingual,
    /// Why.
    pub reason: String,
    /// What it rests on.
    pub source: Option<String>,
    /// Whether the clocks of its deadlines stand.
    pub clocks_stand: bool,
}

impl SuspendedView {
    fn of(suspended: &Suspended, catalogue: &Catalogue) -> Self {
        let Suspended { at, stops, note, until: _ } = suspended;
        let by = catalogue.organisation.people().get(&note.by);
        Self {
            since: *at,
            by: by.map_or_else(|| Bilingual::same(note.by.as_str()), |person| person.title.clone()),
            reason: note.reason.clone(),
            source: note.source.clone(),
            clocks_stand: *stops,
        }
    }
}

/// A state a case is in.
#[derive(Clone, Debug, Serialize)]
pub struct StateView {
    /// Its id.
    pub state: StateName,
    /// Its name.
    pub title: Bilingual,
    /// Since when.
    pub since: Moment,
}

/// A field with its value as people read it.
#[derive(Clone, Debug, Serialize)]
pub struct FieldView {
    /// Its id.
    pub field: String,
    /// Its name.
    pub title: Bilingual,
    /// Its value; an identity number or a sealed value is masked.
    pub value: String,
    /// The value in words: the name of an option, 是 or 否.
    pub shown: Bilingual,
    /// Whether it was masked.
    pub masked: bool,
}

/// A task of a case.
#[derive(Clone, Debug, Serialize)]
pub struct TaskView {
    /// Its number.
    pub task: TaskNumber,
    /// Its state.
    pub state: StateName,
    /// Who may take it.
    pub role: RoleName,
    /// Where.
    pub office: OfficeName,
    /// About which item of its state, counted from 1.
    pub item: Option<u32>,
    /// `open`, `claimed`, `answered`, `held` or `cancelled`.
    pub condition: &'static str,
    /// Who claimed or answered it.
    pub by: Option<PersonName>,
    /// When.
    pub at: Option<Moment>,
    /// How it was answered.
    pub action: Option<ActionName>,
    /// What can be done on it, if it is open.
    pub actions: Vec<OfferedAction>,
    /// What it is, if it is not the state's own: `copy`, `opinion` or `signature`.
    pub kind: Option<String>,
    /// Who asked for it then.
    pub asked_by: Option<PersonName>,
    /// What was said with it.
    pub note: Option<String>,
}

/// Something a task offers.
#[derive(Clone, Debug, Serialize)]
pub struct OfferedAction {
    /// Its id.
    pub action: ActionName,
    /// Its name.
    pub title: Bilingual,
    /// Where it may lead.
    pub to: Vec<StateName>,
    /// Fields to fill in: name, and whether required.
    pub form: Vec<(String, bool)>,
    /// Whether a comment is needed.
    pub comment_required: bool,
}

/// A benefit as granted.
#[derive(Clone, Debug, Serialize)]
pub struct GrantView {
    /// Its key.
    pub grant: GrantKey,
    /// Its kind.
    pub kind: String,
    /// Yuan a month, with two decimals.
    pub amount: String,
    /// First month.
    pub from: Month,
    /// For how many months; until stopped if none.
    pub months: Option<u32>,
    /// First month no longer paid.
    pub stopped_from: Option<Month>,
}

impl Service {
    /// A case by its identity or number, as a person sees it.
    ///
    /// # Errors
    /// A refusal that is the same whether the case is out of reach or not there.
    pub async fn case(&self, person: Option<&PersonName>, which: &str) -> Result<CaseView, ServiceError> {
        let stored = self.stored(person, which).await?;
        self.view(&stored.case).await
    }

    /// The newest cases within reach.
    pub async fn cases(
        &self,
        person: Option<&PersonName>,
        filter: &CaseFilter,
        limit: u64,
    ) -> Result<Vec<CaseView>, ServiceError> {
        let scope = person.map_or(Scope::System, |person| self.scope_of(person));
        let page: Page<CaseCursor> = Page::first(limit);
        let mut views = Vec::new();
        for mut stored in self.shared.store.cases(&scope, filter, &page).await?.rows {
            self.shared.store.unseal(&mut stored)?;
            views.push(self.view(&stored.case).await?);
        }
        Ok(views)
    }

    /// Which case an identity or a number names. An identity is taken as it is: whether it is within reach is judged where
    /// something is asked of it.
    ///
    /// # Errors
    /// The refusal of a case that is not there, for a number that is unknown or out of reach.
    pub async fn case_id(&self, person: &PersonName, which: &str) -> Result<CaseId, ServiceError> {
        match which.parse() {
            Ok(id) => Ok(CaseId(id)),
            Err(_) => Ok(self.stored(Some(person), which).await?.case.id),
        }
    }

    pub(crate) async fn stored(&self, person: Option<&PersonName>, which: &str) -> Result<StoredCase, ServiceError> {
        let scope = person.map_or(Scope::System, |person| self.scope_of(person));
        let found = match which.parse() {
            Ok(id) => self.shared.store.case_by_id(&scope, CaseId(id)).await?,
            Err(_) => self.shared.store.case_by_number(&scope, which).await?,
        };
        let mut found = found.ok_or_else(no_such_case)?;
        self.shared.store.unseal(&mut found)?;
        Ok(found)
    }

    async fn view(&self, case: &Case) -> Result<CaseView, ServiceError> {
        let loaded = self.shared.definitions.get(&self.shared.store, &case.process, case.version).await?;
        let definition = &loaded.definition;
        let catalogue = self.catalogue();
        let office = catalogue.organisation.offices().get(&case.office);
        let (status, outcome) = match &case.status {
            Status::Open => ("open", None),
            Status::Ended { outcome, .. } => ("ended", Some(outcome.clone())),
        };
        Ok(CaseView {
            id: case.id,
            number: case.number.clone(),
            process: case.process.clone(),
            process_title: definition.title.clone(),
            version: case.version,
            source: definition.source.clone(),
            applicant: applicant(definition, case),
            office: case.office.clone(),
            office_title: office.map_or_else(|| Bilingual::same(case.office.as_str()), |office| office.title.clone()),
            status,
            outcome,
            received_at: case.received_at,
            started_at: case.started_at,
            active: active(definition, case),
            fields: fields(definition, case),
            tasks: tasks(definition, case),
            deadlines: explain::deadlines(definition, &catalogue, case, self.now()),
            suspended: case.suspended().map(|suspended| SuspendedView::of(suspended, &catalogue)),
            grants: grants(case),
            started: case.started.values().copied().collect(),
            incident: case.incident.as_ref().map(|incident| incident.reason.clone()),
            seq: case.seq,
            titles: titles(definition, &catalogue, case),
            state_titles: definition.states.iter().map(|(name, state)| (name.clone(), state.title.clone())).collect(),
            template_titles: loaded.templates.all().values().map(|one| (one.name.clone(), one.title.clone())).collect(),
        })
    }
}

fn titles(definition: &Definition, catalogue: &Catalogue, case: &Case) -> BTreeMap<String, Bilingual> {
    let mut titles = BTreeMap::new();
    for (name, state) in &definition.states {
        titles.insert(name.to_string(), state.title.clone());
        for action in state.working().into_iter().flat_map(|working| working.actions.values()) {
            titles.entry(action.name.to_string()).or_insert_with(|| action.title.clone());
        }
    }
    titles.extend(definition.deadlines.iter().map(|(name, deadline)| (name.to_string(), deadline.title.clone())));
    titles.extend(definition.fields.iter().map(|(name, field)| (name.to_string(), field.title.clone())));
    titles.extend(definition.values.iter().map(|(name, formula)| (name.to_string(), formula.title.clone())));
    titles.extend(definition.tables.iter().map(|(name, table)| (name.to_string(), table.title.clone())));
    for acted in &case.acted {
        if let Some(person) = catalogue.organisation.people().get(&acted.person) {
            titles.insert(person.name.to_string(), person.title.clone());
        }
    }
    for task in case.tasks.values() {
        let role = catalogue.organisation.roles().get(&task.role).map(|role| &role.title);
        let office = catalogue.organisation.offices().get(&task.office).map(|office| &office.title);
        titles.extend(role.map(|title| (task.role.to_string(), title.clone())));
        titles.extend(office.map(|title| (task.office.to_string(), title.clone())));
    }
    titles
}

pub(super) fn active(definition: &Definition, case: &Case) -> Vec<StateView> {
    let views = case.leaves().map(|(name, active)| StateView {
        state: name.clone(),
        title: definition.state(name).map_or_else(|| Bilingual::same(name.as_str()), |state| state.title.clone()),
        since: active.since,
    });
    views.collect()
}

fn fields(definition: &Definition, case: &Case) -> Vec<FieldView> {
    let declared = definition.fields.iter();
    let views = declared.filter_map(|(name, field)| {
        let value = case.fields.get(name)?;
        let (value, masked) = masked(field, value);
        let shown = words(field, &value);
        Some(FieldView { field: name.to_string(), title: field.title.clone(), value, shown, masked })
    });
    views.collect()
}

/// A value as whoever can reach the case sees it: identity numbers by their ends only.
pub(super) fn masked(field: &Field, value: &Value) -> (String, bool) {
    match (&field.kind, value) {
        (_, Value::Sealed(_)) => (value.shown(), true),
        (kind, value) if kind.identifies() => (hidden(kind, value).shown(), true),
        (FieldKind::Percent { .. }, Value::Number(fraction)) => (percent(*fraction), false),
        (_, value) => (value.shown(), false),
    }
}

/// A value with its identity numbers shown by their ends only.
fn hidden(kind: &FieldKind, value: &Value) -> Value {
    match (kind, value) {
        (FieldKind::IdentityNumber, Value::Text(number)) => Value::Text(masked_identity(number)),
        (FieldKind::Record(parts), Value::Record(values)) => {
            let parts = parts.iter().filter_map(|part| Some((part, values.get(&part.id)?)));
            Value::Record(parts.map(|(part, value)| (part.title.zh.clone(), hidden(&part.kind, value))).collect())
        }
        (FieldKind::List { item, .. }, Value::List(values)) => {
            Value::List(values.iter().map(|value| hidden(item, value)).collect())
        }
        (_, value) => value.clone(),
    }
}

/// `229901**********0014`: the region and the last four.
pub(super) fn masked_identity(number: &str) -> String {
    let characters: Vec<char> = number.chars().collect();
    let hidden = |at: usize| (6..characters.len().saturating_sub(4)).contains(&at);
    characters.iter().enumerate().map(|(at, character)| if hidden(at) { '*' } else { *character }).collect()
}

fn words(field: &Field, value: &str) -> Bilingual {
    match &field.kind {
        FieldKind::Choice(options) => {
            let option = options.iter().find(|option| option.id == value);
            option.map_or_else(|| Bilingual::same(value), |option| option.title.clone())
        }
        FieldKind::Boolean if value == "true" => Bilingual::new("是", "yes"),
        FieldKind::Boolean if value == "false" => Bilingual::new("否", "no"),
        FieldKind::Money { .. } => Bilingual::new(format!("{value} 元"), format!("{value} yuan")),
        FieldKind::Boolean
        | FieldKind::Integer { .. }
        | FieldKind::Decimal { .. }
        | FieldKind::Text { .. }
        | FieldKind::Percent { .. }
        | FieldKind::Date
        | FieldKind::Month
        | FieldKind::Moment
        | FieldKind::Office
        | FieldKind::Attachment
        | FieldKind::Record(_)
        | FieldKind::List { .. }
        | FieldKind::IdentityNumber => Bilingual::same(value),
    }
}

fn tasks(definition: &Definition, case: &Case) -> Vec<TaskView> {
    let views = case.tasks.iter().map(|(number, task)| {
        let (condition, by, at, action) = match &task.condition {
            TaskState::Open => ("open", None, None, None),
            TaskState::Claimed { by, at } => ("claimed", Some(by.clone()), Some(*at), None),
            TaskState::Answered { by, at, action } => ("answered", Some(by.clone()), Some(*at), Some(action.clone())),
            TaskState::Held { by, at } => ("held", by.clone(), Some(*at), None),
            TaskState::Cancelled { at } => ("cancelled", None, Some(*at), None),
        };
        TaskView {
            task: *number,
            state: task.state.clone(),
            role: task.role.clone(),
            office: task.office.clone(),
            item: task.item,
            condition,
            by,
            at,
            action,
            actions: if task.is_open() && task.aside.is_none() { offered(definition, &task.state) } else { Vec::new() },
            kind: task.aside.as_ref().map(|aside| aside.kind.as_str().to_owned()),
            asked_by: task.aside.as_ref().map(|aside| aside.by.clone()),
            note: task.aside.as_ref().and_then(|aside| aside.kind.note()).map(str::to_owned),
        }
    });
    views.collect()
}

fn offered(definition: &Definition, state: &StateName) -> Vec<OfferedAction> {
    let task_form = definition.state(state).and_then(|state| state.task()).map(|task| task.form.as_slice());
    let task_form = task_form.unwrap_or_default();
    let mut offered: Vec<&Action> = Vec::new();
    for working in definition.outwards(state).filter_map(|state| state.working()) {
        let nearer = |action: &&Action| !offered.iter().any(|other| other.name == action.name);
        let found: Vec<&Action> = working.actions.values().filter(nearer).collect();
        offered.extend(found);
    }
    let actions = offered.into_iter().map(|action| {
        let of_task = task_form.iter().map(|item| (item.field.to_string(), item.required && !action.without_form));
        let own = action.form.iter().map(|item| (item.field.to_string(), item.required));
        let each = definition.state(state).and_then(|state| state.each()).and_then(|each| each.into.as_ref());
        let of_item = each.into_iter().flat_map(|into| &into.form);
        let of_item = of_item.map(|(name, (_, required))| (name.to_string(), *required && !action.without_form));
        OfferedAction {
            action: action.name.clone(),
            title: action.title.clone(),
            to: action.branches.iter().flat_map(|branch| branch.to.clone()).collect(),
            form: of_task.chain(own).chain(of_item).collect(),
            comment_required: action.comment == Comment::Required,
        }
    });
    actions.collect()
}

fn grants(case: &Case) -> Vec<GrantView> {
    let views = case.grants.iter().map(|(key, grant)| GrantView {
        grant: key.clone(),
        kind: grant.kind.clone(),
        amount: format!("{}.{:02}", grant.amount_fen / 100, grant.amount_fen % 100),
        from: grant.from,
        months: grant.months,
        stopped_from: grant.stopped_from,
    });
    views.collect()
}
