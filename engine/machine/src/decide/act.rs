//! A person acts: is the task open, does he hold the role, did he act where he must not have, which guard holds.

use definition::model::{Action, Branch, Comment, FormItem, Task as TaskRule};
use definition::name::{ActionName, PersonName, StateName};

use crate::case::{Acted, Task, TaskNumber, TaskState};
use crate::command::FieldInput;
use crate::decision::Place;
use crate::event::Event;
use crate::rejection::{Rejection, RejectionKind};

use super::Trouble;
use super::run::Run;
use super::select::Chosen;

/// A comment is at most so many characters long.
const COMMENT_CHARACTERS_MAX: usize = 2_000;

impl<'r> Run<'r> {
    pub fn act(
        &mut self,
        (state, task): (Option<&StateName>, Option<TaskNumber>),
        action: &ActionName,
        fields: &FieldInput,
        comment: Option<&str>,
        return_to: Option<&StateName>,
    ) -> Result<(), Trouble> {
        let definition = self.definition;
        let (number, task) = self.addressed(state, action, task)?;
        let rule = definition.state(&task.state).and_then(|state| state.task());
        let Some((rule, (source, found))) = rule.zip(self.offering(&task.state, action)) else {
            return Err(self.not_offered(&task.state, action).into());
        };
        let (person, acting_for) = self.holder(&task.role, &task.office)?;
        self.not_claimed_by_other(&task, &person)?;
        self.not_barred(rule, &task, &person, acting_for.as_ref())?;
        self.does_not_wait(number, &task)?;
        check_comment(found.comment, comment, &found.title.zh, &found.title.en)?;
        let items = rule.each.as_deref().filter(|_| *source == task.state);
        let (own, fields) = match items {
            Some(each) => self.of_item(each, fields, !found.without_form)?,
            None => (FieldInput::new(), fields.clone()),
        };
        if let Some(each) = items {
            self.data = self.item_data(each, &task, &own)?;
        }
        self.fill_in(&form(rule, found), &fields)?;
        let chosen = self.choose(source, &format!("on.{action}"), &found.branches)?;
        let Some(branch) = chosen.and_then(|position| found.branches.get(position)) else {
            return Err(self.guarded(found).into());
        };
        let branch = &self.led_back(found, branch, &task.state, return_to)?;
        self.emit(Event::ActionTaken {
            state: task.state.clone(),
            action: action.clone(),
            task: number,
            by: person.clone(),
            acting_for,
            comment: comment.filter(|text| !text.trim().is_empty()).map(str::to_owned),
        });
        if items.is_some() || !branch.to.is_empty() {
            self.emit(Event::TaskAnswered { task: number, by: person, action: action.clone() });
            self.drop_asides(number)?;
        }
        if let Some(into) = items.and_then(|each| each.into.as_ref()) {
            self.keep_item(into, task.item, action, &own)?;
        }
        self.microstep(&[Chosen { source, branch }])?;
        self.data.clear();
        if let Some(each) = items.filter(|_| branch.to.is_empty()) {
            self.item_answered(&task.state, rule, each)?;
        }
        self.settle()
    }

    /// The state that offers an action on the task of another: that state, or the nearest around it.
    pub fn offering(&self, task: &StateName, action: &ActionName) -> Option<(&'r StateName, &'r Action)> {
        let mut around = self.definition.outwards(task);
        around.find_map(|state| Some((&state.name, state.working()?.actions.get(action)?)))
    }

    fn not_offered(&self, state: &StateName, action: &ActionName) -> Rejection {
        let around = self.definition.outwards(state).filter_map(|state| state.working());
        let offered: Vec<String> = around.flat_map(|working| working.actions.keys().map(ToString::to_string)).collect();
        let rejection = Rejection::new(
            RejectionKind::NotOffered,
            format!("环节“{state}”没有“{action}”这个动作"),
            format!("the state {state} does not offer {action}"),
        );
        rejection.with_help(format!("可办：{}", offered.join("、")), format!("it offers {}", offered.join(", ")))
    }

    pub fn not_claimed_by_other(&self, task: &Task, person: &PersonName) -> Result<(), Trouble> {
        let TaskState::Claimed { by, at } = &task.condition else { return Ok(()) };
        if by == person {
            return Ok(());
        }
        let (by, at) = (self.title(by), at.shown());
        let claimed = Rejection::new(
            RejectionKind::ClaimedByOther,
            format!("这项待办已由 {by} 于 {at} 签收"),
            format!("the task was claimed by {by} at {at}"),
        );
        Err(claimed.with_help("请其办理或退签", "ask them to act on it or to release it").into())
    }

    /// What somebody did in the case that bars him from a task.
    pub fn barred(
        &self,
        rule: &TaskRule,
        person: &PersonName,
        acting_for: Option<&PersonName>,
    ) -> Result<Option<&Acted>, Trouble> {
        let mine = |who: &PersonName| who == person || Some(who) == acting_for;
        let acted_in =
            |acted: &StateName, barred: &StateName| acted == barred || self.definition.is_within(acted, barred);
        Ok(self.case()?.acted.iter().find(|acted| {
            rule.not_same_person_as.iter().any(|barred| acted_in(&acted.state, barred))
                && (mine(&acted.person) || acted.acting_for.as_ref().is_some_and(mine))
        }))
    }

    fn not_barred(
        &self,
        rule: &TaskRule,
        task: &Task,
        person: &PersonName,
        acting_for: Option<&PersonName>,
    ) -> Result<(), Trouble> {
        let Some(acted) = self.barred(rule, person, acting_for)? else {
            let mine = |who: &PersonName| who == person || Some(who) == acting_for;
            return rule.each.as_deref().map_or(Ok(()), |each| self.not_twice(each, task, &mine));
        };
        let state = self.definition.state(&acted.state);
        let (zh, en) = state.map_or_else(
            || (acted.state.to_string(), acted.state.to_string()),
            |state| (state.title.zh.clone(), state.title.en.clone()),
        );
        let at = acted.at.shown();
        let same = Rejection::new(
            RejectionKind::SamePerson,
            format!("您已于 {at} 办理过本件的“{zh}”，不得再办本环节"),
            format!("you acted in {en} of this case at {at} and may not act here"),
        );
        Err(same.with_help("请由另一人办理", "another person has to do this").into())
    }

    /// What a person is told when no branch of an action can be taken: the file's own words, and how the guards came out.
    fn guarded(&self, action: &Action) -> Rejection {
        let usual = || {
            definition::bilingual::Bilingual::new(
                format!("不符合“{}”的条件", action.title.zh),
                format!("the conditions for {} are not met", action.title.en),
            )
        };
        let message = action.otherwise.clone().unwrap_or_else(usual);
        let traces = action.branches.iter().filter_map(|branch| self.explanation(branch.when.as_ref()?));
        let (zh, en): (Vec<_>, Vec<_>) = traces.map(|(zh, en)| (zh.join("；"), en.join("; "))).unzip();
        Rejection::new(RejectionKind::Guard, message.zh, message.en).with_help(zh.join("；"), en.join("; "))
    }

    /// The first branch whose guard holds, by position.
    pub fn choose(&mut self, state: &StateName, of: &str, branches: &[Branch]) -> Result<Option<usize>, Trouble> {
        for (position, branch) in branches.iter().enumerate() {
            let place = Place::Branch { state: state.clone(), of: of.to_owned(), position };
            if self.holds(branch.when.as_ref(), Some(state), place)? {
                return Ok(Some(position));
            }
        }
        Ok(None)
    }
}

/// What is filled in for an action: its own form, and the task's; an action that may be taken without the task's form (going
/// back, refusing) offers it but does not insist.
fn form(rule: &TaskRule, action: &Action) -> Vec<FormItem> {
    let insists = |item: &FormItem| FormItem { required: item.required && !action.without_form, ..item.clone() };
    rule.form.iter().map(insists).chain(action.form.iter().cloned()).collect()
}

/// A comment that must be given is given, and none is longer than a comment may be.
pub(super) fn check_comment(rule: Comment, comment: Option<&str>, zh: &str, en: &str) -> Result<(), Trouble> {
    let length = comment.map_or(0, |text| text.trim().chars().count());
    if length > COMMENT_CHARACTERS_MAX {
        return Err(Rejection::new(
            RejectionKind::Comment,
            format!("意见不超过 {COMMENT_CHARACTERS_MAX} 个字，写了 {length} 个"),
            format!("a comment has at most {COMMENT_CHARACTERS_MAX} characters, found {length}"),
        )
        .into());
    }
    if rule == Comment::Required && length == 0 {
        return Err(Rejection::new(
            RejectionKind::Comment,
            format!("办理“{zh}”须填写意见"),
            format!("{en} needs a comment"),
        )
        .into());
    }
    Ok(())
}
