//! Where a case stands on its way: the steps behind it, the usual ones ahead, and the picture of all ways.

use std::collections::{BTreeMap, BTreeSet};

use authoring::diagram::{self, Mark};
use authoring::words::Words;
use definition::bilingual::{Bilingual, Language};
use definition::model::{Definition, State};
use definition::moment::Moment;
use definition::name::{PersonName, StateName};
use machine::{Case, Status};
use serde::Serialize;

use crate::error::ServiceError;
use crate::service::Service;

/// The steps of a case.
#[derive(Clone, Debug, Serialize)]
pub struct CourseView {
    /// Those it has passed, where it is, and the usual ones ahead, in order.
    pub steps: Vec<CourseStep>,
}

/// A step on the way.
#[derive(Clone, Debug, Serialize)]
pub struct CourseStep {
    /// The state.
    pub state: StateName,
    /// The state's name.
    pub title: Bilingual,
    /// Whether it is behind or ahead.
    pub condition: StepCondition,
    /// Since when the case is there, if it is.
    pub since: Option<Moment>,
}

/// Where a step lies, seen from where the case is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum StepCondition {
    /// The case has been there.
    Passed,
    /// The case is there.
    Current,
    /// The case usually gets there.
    Ahead,
}

/// The picture of a process with where a case is, and the same as text.
#[derive(Clone, Debug, Serialize)]
pub struct CoursePicture {
    /// SVG, complete in itself.
    pub svg: Bilingual,
    /// What it shows, as text.
    pub text: Bilingual,
}

impl Service {
    /// The steps of a case.
    ///
    /// # Errors
    /// A refusal that is the same whether the case is out of reach or not there.
    pub async fn course(&self, person: &PersonName, which: &str) -> Result<CourseView, ServiceError> {
        let case = self.stored(Some(person), which).await?.case;
        let loaded = self.shared.definitions.get(&self.shared.store, &case.process, case.version).await?;
        let definition = &loaded.definition;
        let steps = steps(definition, &case).into_iter().filter_map(|name| {
            let state = definition.state(&name)?;
            let active = case.active.get(&name);
            let condition = match (active, case.entered.contains_key(&name)) {
                (Some(_), _) => StepCondition::Current,
                (None, true) => StepCondition::Passed,
                (None, false) => StepCondition::Ahead,
            };
            let since = active.map(|active| active.since);
            Some(CourseStep { state: name, title: state.title.clone(), condition, since })
        });
        Ok(CourseView { steps: steps.collect() })
    }

    /// The picture of a case's process with where the case is.
    ///
    /// # Errors
    /// A refusal that is the same whether the case is out of reach or not there.
    pub async fn picture(&self, person: &PersonName, which: &str) -> Result<CoursePicture, ServiceError> {
        let case = self.stored(Some(person), which).await?.case;
        let loaded = self.shared.definitions.get(&self.shared.store, &case.process, case.version).await?;
        let passed = case.entered.keys().map(|state| (state.clone(), Mark::Passed));
        let current = case.active.keys().map(|state| (state.clone(), Mark::Current));
        let marks: BTreeMap<StateName, Mark> = passed.chain(current).collect();
        let around = self.catalogue().around(&loaded.templates);
        let words = |language| Words { definition: &loaded.definition, around: &around, language };
        let svg = |language| diagram::marked_svg(words(language), &marks);
        let text = |language| diagram::text(words(language));
        Ok(CoursePicture {
            svg: Bilingual::new(svg(Language::Zh), svg(Language::En)),
            text: Bilingual::new(text(Language::Zh), text(Language::En)),
        })
    }
}

/// The states a case has been in and, while it is open, those ahead on the usual way, none twice.
fn steps(definition: &Definition, case: &Case) -> Vec<StateName> {
    let usual = usual_way(definition, definition.initial.first());
    let been = |name: &&StateName| case.entered.contains_key(*name) && is_step(definition, name);
    // What lies on the usual way stands in its order; a detour stands where the file puts it, after those.
    let mut steps: Vec<StateName> = usual.iter().filter(been).cloned().collect();
    let detours: Vec<&StateName> = definition.states.keys().filter(been).filter(|name| !usual.contains(name)).collect();
    for detour in detours {
        let before = definition.states.get_index_of(detour);
        let after = steps.iter().rposition(|step| definition.states.get_index_of(step) < before);
        steps.insert(after.map_or(0, |at| at + 1), detour.clone());
    }
    if matches!(case.status, Status::Ended { .. }) {
        return steps;
    }
    let ahead = case.leaves().map(|(name, _)| usual_way(definition, Some(name))).max_by_key(Vec::len);
    for next in ahead.unwrap_or_default() {
        if !steps.contains(&next) {
            steps.push(next);
        }
    }
    steps
}

fn is_step(definition: &Definition, name: &StateName) -> bool {
    definition.state(name).is_some_and(State::is_leaf)
}

/// From a state along the first way out of each, which authors write first because it is the usual one.
fn usual_way(definition: &Definition, from: Option<&StateName>) -> Vec<StateName> {
    let (mut way, mut seen) = (Vec::new(), BTreeSet::new());
    let mut next = from;
    while let Some(name) = next.filter(|name| seen.insert((*name).clone())) {
        if is_step(definition, name) {
            way.push(name.clone());
        }
        next = definition.state(name).and_then(first_target);
    }
    way
}

fn first_target(state: &State) -> Option<&StateName> {
    state.working()?.branches().find_map(|branch| branch.to.first())
}
