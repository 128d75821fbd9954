//! 日常办理: who may do what with a case besides taking its actions.

use crate::bilingual::Bilingual;
use crate::name::{OpinionName, RoleName, StateName};

use super::Definition;
use super::state::{FormItem, State};

/// 撤销办件: how a case may be cancelled.
#[derive(Clone, Debug)]
pub struct CancelRule {
    /// The roles that may, at the case's office or above; those that may mend it if none is named.
    pub roles: Vec<RoleName>,
    /// What becomes of what it grants.
    pub benefits: BenefitsThen,
    /// The keys of the cases it starts that are cancelled with it.
    pub started: Vec<String>,
}

/// What becomes of the benefits of a case that is cancelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BenefitsThen {
    /// Nothing is paid from the next month on.
    Stop,
    /// They are paid as granted.
    Keep,
}

/// 征求意见: what another office may be asked about a case. Its deadline has its name.
#[derive(Clone, Debug)]
pub struct Opinion {
    /// Its id.
    pub name: OpinionName,
    /// Its name for people.
    pub title: Bilingual,
    /// Who answers, at the office asked.
    pub role: RoleName,
    /// What may be filled in with the answer.
    pub form: Vec<FormItem>,
    /// Whether the actions of the state wait for the answer.
    pub waits: bool,
    /// Whether no answer by its deadline counts as no objection.
    pub silence_consents: bool,
}

/// 退回到: which of the states a case has passed an action may lead back to, as the officer chooses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReturnTo {
    /// Any of them.
    Visited,
    /// Those of them that are named.
    Named(Vec<StateName>),
}

impl ReturnTo {
    /// Whether it may lead to a state, if that was passed.
    pub fn allows(&self, state: &StateName) -> bool {
        match self {
            ReturnTo::Visited => true,
            ReturnTo::Named(states) => states.contains(state),
        }
    }
}

impl Definition {
    /// What a task of a state may ask of other offices under a name.
    pub fn opinion(&self, state: &StateName, name: &OpinionName) -> Option<&Opinion> {
        self.state(state)?.task()?.opinions.get(name)
    }

    /// Everything other offices may be asked.
    pub fn opinions(&self) -> impl Iterator<Item = &Opinion> {
        self.states.values().filter_map(State::task).flat_map(|task| task.opinions.values())
    }

    /// Whether two states lie in different regions of one state, so that a case can be in both at once.
    pub fn is_beside(&self, one: &StateName, other: &StateName) -> bool {
        let common = self.outwards(one).find(|around| around.name == *other || self.is_within(other, &around.name));
        common.is_some_and(|around| around.is_parallel() && around.name != *one && around.name != *other)
    }

    /// Every role that may do something with a case besides taking its actions.
    pub fn desk_roles(&self) -> impl Iterator<Item = &RoleName> {
        let of_tasks = self.states.values().filter_map(State::task).flat_map(|task| &task.hand_over);
        of_tasks
            .chain(self.cancel.iter().flat_map(|rule| &rule.roles))
            .chain(&self.copies)
            .chain(self.opinions().map(|opinion| &opinion.role))
    }
}
