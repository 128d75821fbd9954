//! 征求意见: another office is asked about a task, with a deadline; the task waits for it or goes on, as the file says.

use definition::model::{Comment, Opinion};
use definition::name::{ActionName, DeadlineName, OfficeName, OpinionName, PersonName};

use crate::aside::{Aside, AsideKind};
use crate::case::{Clock, Task, TaskNumber};
use crate::command::FieldInput;
use crate::desk::DeskEvent;
use crate::event::Event;
use crate::rejection::{Rejection, RejectionKind};

use super::Trouble;
use super::act::check_comment;
use super::desk::said;
use super::run::Run;

/// How a question is answered.
const ANSWERED: &str = "answered";

impl<'r> Run<'r> {
    pub fn ask_opinion(
        &mut self,
        number: TaskNumber,
        name: &OpinionName,
        office: Option<&OfficeName>,
        question: &str,
    ) -> Result<(), Trouble> {
        self.ready()?;
        let definition = self.definition;
        let (_, task) = self.own(None, number)?;
        let by = self.has_at_hand(&task)?;
        let Some(opinion) = definition.opinion(&task.state, name) else {
            return Err(Rejection::new(
                RejectionKind::NotOffered,
                format!("本环节不能征求“{name}”"),
                format!("{name} cannot be asked for in this state"),
            )
            .into());
        };
        check_comment(Comment::Required, Some(question), &opinion.title.zh, &opinion.title.en)?;
        if let Some((asked, _)) = self.case()?.asked(name) {
            let zh = format!("“{}”已在征求（第 {asked} 号），尚未答复", opinion.title.zh);
            let en = format!("{} has been asked for already (task {asked})", opinion.title.en);
            return Err(Rejection::new(RejectionKind::NotAwaited, zh, en).into());
        }
        let office = self.answering(opinion, office)?;
        let task_number = self.case()?.next_task();
        let question = said(Some(question)).unwrap_or_default();
        let kind = AsideKind::Opinion { opinion: name.clone(), of: number, question };
        self.emit(Event::Desk(DeskEvent::AsideOpened {
            task: task_number,
            state: task.state.clone(),
            role: opinion.role.clone(),
            office,
            aside: Aside { by, to: None, kind },
        }));
        self.arm_all(&definition::model::From::Asked(name.clone()))
    }

    pub fn give_opinion(&mut self, number: TaskNumber, text: &str, fields: &FieldInput) -> Result<(), Trouble> {
        self.ready()?;
        let definition = self.definition;
        let (_, task) = self.numbered(None, number)?;
        let asked = task.aside.as_ref().and_then(|aside| aside.kind.opinion()).cloned();
        let Some((name, opinion)) =
            asked.and_then(|name| Some((name.clone(), definition.opinion(&task.state, &name)?)))
        else {
            let message = "no opinion is asked by this task";
            return Err(Rejection::new(RejectionKind::NotOffered, "这项待办不是征求意见", message).into());
        };
        let (by, acting_for) = self.holder(&task.role, &task.office)?;
        self.not_claimed_by_other(&task, &by)?;
        check_comment(Comment::Required, Some(text), &opinion.title.zh, &opinion.title.en)?;
        self.fill_in(&opinion.form, fields)?;
        let text = said(Some(text)).unwrap_or_default();
        self.emit(Event::Desk(DeskEvent::OpinionGiven { task: number, by: by.clone(), acting_for, text }));
        self.emit(Event::TaskAnswered { task: number, by, action: ActionName::new(ANSWERED) });
        self.meet(&definition::model::Until::Answered(name))?;
        self.settle()
    }

    /// The person acting, if he may act on a task now: holds its role, and nobody else has claimed it.
    pub fn has_at_hand(&self, task: &Task) -> Result<PersonName, Trouble> {
        let (person, _) = self.holder(&task.role, &task.office)?;
        self.not_claimed_by_other(task, &person)?;
        Ok(person)
    }

    /// The office that answers, where somebody holds the role today.
    fn answering(&self, opinion: &Opinion, office: Option<&OfficeName>) -> Result<OfficeName, Trouble> {
        let (organisation, today) = (self.context.organisation, self.today());
        let owning = || organisation.owning_office(&self.case().ok()?.office, &opinion.role, today);
        let office = office.cloned().or_else(owning);
        let held = office.filter(|office| !organisation.holders(&opinion.role, office, today).is_empty());
        held.ok_or_else(|| {
            let role = self.role_titles([&opinion.role]);
            let rejection = Rejection::new(
                RejectionKind::Role,
                format!("被征求的机构今日没有人任{}", role.zh),
                format!("nobody is {} at the office asked today", role.en),
            );
            rejection.with_help("写明另一个机构", "name another office").into()
        })
    }

    /// That nothing asked beside a task, for which it waits, is still to be answered.
    pub fn does_not_wait(&self, number: TaskNumber, task: &Task) -> Result<(), Trouble> {
        let waited_for = |aside: &Task| {
            let kind = &aside.aside.as_ref()?.kind;
            let opinion = self.definition.opinion(&task.state, kind.opinion()?)?;
            (kind.of() == Some(number) && opinion.waits).then_some(opinion)
        };
        let signs = |aside: &Task| {
            let kind = aside.aside.as_ref().map(|aside| &aside.kind);
            kind.is_some_and(|kind| kind.round().is_some() && kind.of() == Some(number))
        };
        if self.case()?.open_tasks().any(|(_, aside)| signs(aside)) {
            let rejection =
                Rejection::new(RejectionKind::Waits, "加签未毕，不能办理", "the task waits for its signers");
            return Err(rejection.with_help("请会签人先会签", "the signers have to sign first").into());
        }
        let Some(opinion) = self.case()?.open_tasks().find_map(|(_, aside)| waited_for(aside)) else { return Ok(()) };
        let rejection = Rejection::new(
            RejectionKind::Waits,
            format!("须等“{}”答复后再办", opinion.title.zh),
            format!("the task waits for {}", opinion.title.en),
        );
        Err(rejection.with_help("请被征求的机构答复", "the office asked has to answer first").into())
    }

    /// What was asked beside the tasks of a state that is left falls away with its deadline.
    pub fn forget_asked(&mut self, tasks: &[TaskNumber]) -> Result<(), Trouble> {
        let case = self.case()?;
        let asked = tasks.iter().filter_map(|number| case.tasks.get(number)?.aside.as_ref()?.kind.opinion());
        let deadlines = asked.map(|opinion| DeadlineName::new(opinion.as_str()));
        let counts = |name: &DeadlineName| {
            let armed = case.deadlines.get(name);
            armed.is_some_and(|armed| matches!(armed.clock, Clock::Running | Clock::Stopped))
        };
        let deadlines: Vec<DeadlineName> = deadlines.filter(counts).collect();
        deadlines.into_iter().for_each(|deadline| self.emit(Event::DeadlineEnded { deadline }));
        Ok(())
    }

    /// A task is answered: what was asked beside it is no longer wanted.
    pub fn drop_asides(&mut self, number: TaskNumber) -> Result<(), Trouble> {
        let of = |task: &Task| task.aside.as_ref().and_then(|aside| aside.kind.of()) == Some(number);
        let open: Vec<TaskNumber> =
            self.case()?.open_tasks().filter(|(_, task)| of(task)).map(|(number, _)| number).collect();
        self.forget_asked(&open)?;
        open.into_iter().for_each(|task| self.emit(Event::TaskCancelled { task }));
        Ok(())
    }

    /// No answer in time: it counts as no objection, if the file says so.
    pub fn silence(&mut self, name: &OpinionName) -> Result<(), Trouble> {
        let Some((number, task)) = self.case()?.asked(name).map(|(number, task)| (number, task.clone())) else {
            return Ok(());
        };
        let consents = self.definition.opinion(&task.state, name).is_some_and(|opinion| opinion.silence_consents);
        if consents {
            self.emit(Event::Desk(DeskEvent::SilenceConsented { task: number }));
            self.emit(Event::TaskCancelled { task: number });
            self.forget_asked(&[number])?;
        }
        Ok(())
    }
}
