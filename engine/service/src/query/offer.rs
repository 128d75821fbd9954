//! What somebody may do with a case today, with which form and what follows. Whether he may is asked of the machine itself.

use std::collections::BTreeMap;

use authoring::words::Words;
use definition::Workspace;
use definition::bilingual::{Bilingual, Language};
use definition::model::{Action, Branch, Comment, Reopen, StateKind};
use definition::name::{ActionName, DeadlineName, PersonName, StateName};
use machine::{Actor, Case, Command, RejectionKind, Status, Task, TaskNumber, TaskState, decide};
use serde::Serialize;

use super::form::{FieldShape, FormField, shapes};
use crate::catalogue::Catalogue;
use crate::definitions::Loaded;
use crate::error::ServiceError;
use crate::service::Service;

/// What somebody may do with a case.
#[derive(Clone, Debug, Serialize)]
pub struct OffersView {
    /// Its open tasks, whoever may act on them.
    pub tasks: Vec<TaskOffer>,
    /// What the fields of all forms hold.
    pub fields: Vec<FieldShape>,
    /// How the closed case is opened again, if the person may.
    pub reopen: Option<ReopenOffer>,
}

/// An open task, as one person sees it.
#[derive(Clone, Debug, Serialize)]
pub struct TaskOffer {
    /// Its number.
    pub task: TaskNumber,
    /// Its state.
    pub state: StateName,
    /// The state's name.
    pub state_title: Bilingual,
    /// The article it carries out.
    pub source: Option<String>,
    /// Who may take it.
    pub role_title: Bilingual,
    /// Where.
    pub office_title: Bilingual,
    /// Who has claimed it.
    pub assignee_title: Option<Bilingual>,
    /// Whether it is the person who has.
    pub mine: bool,
    /// Why the person may not act on it; none if he may.
    pub barred: Option<Bilingual>,
    /// What can be done; empty if the person may not.
    pub actions: Vec<ActionOffer>,
}

/// Something a person may do.
#[derive(Clone, Debug, Serialize)]
pub struct ActionOffer {
    /// Its id.
    pub action: ActionName,
    /// Its name.
    pub title: Bilingual,
    /// What is filled in.
    pub form: Vec<FormField>,
    /// Whether a comment is needed.
    pub comment_required: bool,
    /// What follows; several where it depends on conditions.
    pub consequences: Vec<Consequence>,
}

/// What follows from an action.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Consequence {
    /// Under which condition; the first that holds counts.
    pub when: Option<Bilingual>,
    /// What.
    pub text: Bilingual,
    /// Whether the case is closed by it.
    pub ends: bool,
}

/// How a closed case is opened again.
#[derive(Clone, Debug, Serialize)]
pub struct ReopenOffer {
    /// The state it goes on in.
    pub to_title: Bilingual,
    /// Whether a reason is needed.
    pub comment_required: bool,
}

impl Service {
    /// What a person may do with a case.
    ///
    /// # Errors
    /// A refusal that is the same whether the case is out of reach or not there.
    pub async fn offers(&self, person: &PersonName, which: &str) -> Result<OffersView, ServiceError> {
        let case = self.stored(Some(person), which).await?.case;
        let loaded = self.shared.definitions.get(&self.shared.store, &case.process, case.version).await?;
        let catalogue = self.catalogue();
        let around = catalogue.around(&loaded.templates);
        let desk = Desk { person, case: &case, loaded: &loaded, catalogue: &catalogue, around, service: self };
        let tasks: Vec<TaskOffer> = case.own_tasks().map(|(number, task)| desk.task(number, task)).collect();
        let forms = tasks.iter().flat_map(|task| &task.actions).flat_map(|action| &action.form);
        let fields = shapes(&loaded.definition, Some(&case), forms);
        Ok(OffersView { fields, reopen: desk.reopen(), tasks })
    }
}

/// One person before one case.
struct Desk<'d> {
    person: &'d PersonName,
    case: &'d Case,
    loaded: &'d Loaded,
    catalogue: &'d Catalogue,
    around: Workspace,
    service: &'d Service,
}

impl Desk<'_> {
    fn task(&self, number: TaskNumber, task: &Task) -> TaskOffer {
        let definition = &self.loaded.definition;
        let state = definition.state(&task.state);
        let offered = self.offered(&task.state);
        let barred = offered.first().and_then(|action| self.barred(number, action));
        let claimed = match &task.condition {
            TaskState::Claimed { by, .. } | TaskState::Held { by: Some(by), .. } => Some(by),
            TaskState::Held { by: None, .. }
            | TaskState::Open
            | TaskState::Answered { .. }
            | TaskState::Cancelled { .. } => None,
        };
        let title = |person: &PersonName| {
            let found = self.catalogue.organisation.people().get(person);
            found.map_or_else(|| Bilingual::same(person.as_str()), |person| person.title.clone())
        };
        let role = self.catalogue.organisation.roles().get(&task.role);
        TaskOffer {
            task: number,
            state: task.state.clone(),
            state_title: state.map_or_else(|| Bilingual::same(task.state.as_str()), |state| state.title.clone()),
            source: state.and_then(|state| state.source.clone()).or_else(|| definition.source.clone()),
            role_title: role.map_or_else(|| Bilingual::same(task.role.as_str()), |role| role.title.clone()),
            office_title: self.service.office_title(&task.office),
            mine: claimed == Some(self.person),
            assignee_title: claimed.map(title),
            actions: match &barred {
                Some(_) => Vec::new(),
                None => offered.into_iter().map(|action| self.action(&task.state, action)).collect(),
            },
            barred,
        }
    }

    /// The actions of a state and those around it, the nearest of a name.
    fn offered(&self, state: &StateName) -> Vec<&Action> {
        let mut offered: BTreeMap<&ActionName, ()> = BTreeMap::new();
        let around = self.loaded.definition.outwards(state).filter_map(|state| state.working());
        around
            .flat_map(|working| working.actions.values())
            .filter(|action| offered.insert(&action.name, ()).is_none())
            .collect()
    }

    /// Why the person may not act at all: what the machine says before it looks at what is filled in.
    fn barred(&self, task: TaskNumber, action: &Action) -> Option<Bilingual> {
        let command = Command::Act {
            state: None,
            action: action.name.clone(),
            task: Some(task),
            return_to: None,
            fields: BTreeMap::new(),
            comment: None,
        };
        self.refusal(&command)
    }

    fn refusal(&self, command: &Command) -> Option<Bilingual> {
        let actor = Actor::Person { person: self.person.clone(), acting_for: None };
        let context = self.catalogue.context(self.service.now());
        let refused = decide(&self.loaded.definition, Some(self.case), &actor, command, &context).err()?;
        bars(refused.kind).then_some(refused.message)
    }

    fn action(&self, state: &StateName, action: &Action) -> ActionOffer {
        let task = self.loaded.definition.state(state).and_then(|state| state.task());
        let of_task = task.into_iter().flat_map(|task| &task.form).map(FormField::from);
        let of_task = of_task.map(|item| FormField { required: item.required && !action.without_form, ..item });
        ActionOffer {
            action: action.name.clone(),
            title: action.title.clone(),
            form: of_task.chain(action.form.iter().map(FormField::from)).collect(),
            comment_required: action.comment == Comment::Required,
            consequences: action.branches.iter().map(|branch| self.consequence(branch)).collect(),
        }
    }

    fn consequence(&self, branch: &Branch) -> Consequence {
        let both = |say: &dyn Fn(Words<'_>) -> String| {
            let words = |language| Words { definition: &self.loaded.definition, around: &self.around, language };
            Bilingual::new(say(words(Language::Zh)), say(words(Language::En)))
        };
        let ends = |state: &StateName| {
            self.loaded.definition.state(state).is_some_and(|state| matches!(state.kind, StateKind::End(_)))
        };
        Consequence {
            when: branch.when.as_ref().map(|when| both(&|words| words.expression(when))),
            text: both(&|words| self.follows(words, branch)),
            ends: branch.to.iter().any(ends),
        }
    }

    /// Where it leads, whose turn it is then, and for how long.
    fn follows(&self, words: Words<'_>, branch: &Branch) -> String {
        if branch.to.is_empty() {
            return words.either("留在本环节", "stays where it is").to_owned();
        }
        let targets: Vec<String> = branch.to.iter().map(|to| self.target(words, to)).collect();
        words.listed(&targets)
    }

    fn target(&self, words: Words<'_>, to: &StateName) -> String {
        let definition = &self.loaded.definition;
        let title = words.quoted(&words.state(to));
        let Some(state) = definition.state(to) else { return title };
        if matches!(state.kind, StateKind::End(_)) {
            return words.either(format!("办结：{title}"), format!("closes the case: {title}"));
        }
        let term =
            definition.deadlines.get(&DeadlineName::new(to.as_str())).map(|deadline| words.term(&deadline.limit));
        let within = term.map(|term| words.either(format!("，时限{term}"), format!(", due in {term}")));
        let Some(task) = state.task() else { return words.either(format!("转到{title}"), format!("on to {title}")) };
        let today = self.service.now().date();
        let office = self.catalogue.organisation.owning_office(&self.case.office, &task.role, today);
        let office = office.map(|office| self.service.office_title(&office).get(words.language).to_owned());
        let (office, role) = (office.unwrap_or_default(), words.role(&task.role));
        let whose = words.either(format!("，由{office}{role}办理"), format!(", for the {role} of {office}"));
        words.either(format!("转到{title}"), format!("on to {title}")) + &whose + &within.unwrap_or_default()
    }

    fn reopen(&self) -> Option<ReopenOffer> {
        let Status::Ended { .. } = &self.case.status else { return None };
        let reopen = self.case.active.keys().find_map(|state| self.reopening(state))?;
        if self.refusal(&Command::Reopen { comment: None }).is_some() {
            return None;
        }
        let to = self.loaded.definition.state(&reopen.to);
        Some(ReopenOffer {
            to_title: to.map_or_else(|| Bilingual::same(reopen.to.as_str()), |state| state.title.clone()),
            comment_required: reopen.comment == Comment::Required,
        })
    }

    fn reopening(&self, state: &StateName) -> Option<&Reopen> {
        match &self.loaded.definition.state(state)?.kind {
            StateKind::End(end) => end.reopen.as_ref(),
            StateKind::Working(_) | StateKind::Final | StateKind::History(_) => None,
        }
    }
}

/// Whether a refusal holds whatever is filled in.
fn bars(kind: RejectionKind) -> bool {
    match kind {
        RejectionKind::NotFound
        | RejectionKind::Role
        | RejectionKind::SamePerson
        | RejectionKind::TaskClosed
        | RejectionKind::ClaimedByOther
        | RejectionKind::NotOffered
        | RejectionKind::Ambiguous
        | RejectionKind::Ended
        | RejectionKind::Incident
        | RejectionKind::NotAwaited
        | RejectionKind::Waits
        | RejectionKind::Suspended
        | RejectionKind::NotEffective => true,
        RejectionKind::Guard
        | RejectionKind::Field
        | RejectionKind::Comment
        | RejectionKind::Parameter
        | RejectionKind::NoIncident
        | RejectionKind::NotDue
        | RejectionKind::KeyReused
        | RejectionKind::SecondPerson
        | RejectionKind::Limit => false,
    }
}
