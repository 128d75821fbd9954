//! 加签: others sign before a task is acted on, each by a task of his own. Clocks go on; a refusal shows, and the one who has the
//! task decides.

use definition::model::Comment;
use definition::name::{ActionName, PersonName};

use crate::aside::{Aside, AsideKind, Party, Signer};
use crate::case::{Task, TaskNumber, TaskState};
use crate::desk::DeskEvent;
use crate::event::Event;
use crate::rejection::{Rejection, RejectionKind};

use super::Trouble;
use super::act::check_comment;
use super::desk::said;
use super::run::Run;

/// The most who sign one task together.
const SIGNERS_MAX: usize = 50;
/// How a signature is given.
const SIGNED: &str = "signed";
/// How one is refused.
const REFUSED: &str = "refused";

/// What signers of one round have in common.
struct Round {
    of: TaskNumber,
    round: TaskNumber,
    needed: usize,
    note: Option<String>,
}

impl Run<'_> {
    pub fn add_signers(
        &mut self,
        number: TaskNumber,
        parties: &[Party],
        (needed, in_order): (Option<usize>, bool),
        note: Option<&str>,
    ) -> Result<(), Trouble> {
        self.ready()?;
        let (_, task) = self.own(None, number)?;
        let by = self.has_at_hand(&task)?;
        if !self.definition.state(&task.state).and_then(|state| state.task()).is_some_and(|rule| rule.signers) {
            let message = "this task takes no signers";
            return Err(Rejection::new(RejectionKind::NotOffered, "本环节不能加签", message).into());
        }
        check_comment(Comment::Optional, note, "加签", "adding signers")?;
        self.does_not_wait(number, &task)?;
        let signers = self.signers(parties, &task, &by)?;
        let needed = needed.unwrap_or(signers.len());
        if needed == 0 || needed > signers.len() {
            let zh = format!("加签 {} 人，至少应在 1 和 {0} 之间", signers.len());
            let en = format!("expected between 1 and {} of the signers to be enough", signers.len());
            return Err(Rejection::new(RejectionKind::Field, zh, en).about("done_when").into());
        }
        let round = Round { of: number, round: self.case()?.next_task(), needed, note: said(note) };
        if in_order {
            return self.open_signature(&task, &by, signers, &round);
        }
        signers.into_iter().try_for_each(|signer| self.open_signature(&task, &by, vec![signer], &round))
    }

    /// Makes the task of the first of some signers; the others follow after him.
    fn open_signature(
        &mut self,
        task: &Task,
        by: &PersonName,
        signers: Vec<Signer>,
        round: &Round,
    ) -> Result<(), Trouble> {
        let mut signers = signers.into_iter();
        let Some(Signer { to, role, office }) = signers.next() else { return Ok(()) };
        let number = self.case()?.next_task();
        let Round { of, round, needed, note } = round;
        let kind = AsideKind::Signature {
            of: *of,
            round: *round,
            needed: *needed,
            then: signers.collect(),
            note: note.clone(),
        };
        let (state, aside) = (task.state.clone(), Aside { by: by.clone(), to, kind });
        self.emit(Event::Desk(DeskEvent::AsideOpened { task: number, state, role, office, aside }));
        Ok(())
    }

    fn signers(&self, parties: &[Party], task: &Task, by: &PersonName) -> Result<Vec<Signer>, Trouble> {
        let mut signers: Vec<Signer> = Vec::new();
        for party in parties {
            let everyone = self.everyone(std::slice::from_ref(party))?;
            let Some(first) = everyone.into_iter().next() else { continue };
            let signer = match party {
                Party::Person(person) => {
                    self.may_sign(task, person, None, by)?;
                    Signer { to: Some(first.person), role: first.role, office: first.office }
                }
                Party::Holders { .. } => Signer { to: None, role: first.role, office: first.office },
            };
            if !signers.contains(&signer) {
                signers.push(signer);
            }
        }
        if signers.is_empty() || signers.len() > SIGNERS_MAX {
            let zh = format!("加签应为 1 至 {SIGNERS_MAX} 人");
            let en = format!("expected between 1 and {SIGNERS_MAX} signers");
            return Err(Rejection::new(RejectionKind::Field, zh, en).about("signers").into());
        }
        Ok(signers)
    }

    /// Who asks for signatures does not sign himself, nor does whoever acted where the task bars him.
    fn may_sign(
        &self,
        task: &Task,
        person: &PersonName,
        acting_for: Option<&PersonName>,
        by: &PersonName,
    ) -> Result<(), Trouble> {
        let rule = self.definition.state(&task.state).and_then(|state| state.task());
        let barred = match rule {
            Some(rule) => self.barred(rule, person, acting_for)?.is_some(),
            None => false,
        };
        if !barred && person != by && acting_for != Some(by) {
            return Ok(());
        }
        let title = self.title(person);
        let rejection = Rejection::new(
            RejectionKind::SamePerson,
            format!("{title}是承办人或办过应当回避的环节，不能会签"),
            format!("{title} has the task, or acted where it bars him, and may not sign"),
        );
        Err(rejection.with_help("请另一人会签", "somebody else has to sign").into())
    }

    pub fn sign(&mut self, number: TaskNumber, agrees: bool, comment: Option<&str>) -> Result<(), Trouble> {
        self.ready()?;
        let (_, task) = self.numbered(None, number)?;
        let Some((aside, round)) = task.aside.as_ref().and_then(|aside| Some((aside, round_of(&aside.kind)?))) else {
            let message = "no signature is asked by this task";
            return Err(Rejection::new(RejectionKind::NotOffered, "这项待办不是会签", message).into());
        };
        let (by, acting_for) = self.holder(&task.role, &task.office)?;
        self.not_claimed_by_other(&task, acting_for.as_ref().filter(|_| aside.to.is_some()).unwrap_or(&by))?;
        self.may_sign(&task, &by, acting_for.as_ref(), &aside.by)?;
        self.signs_once(round.round, &by)?;
        let wanted = if agrees { Comment::Optional } else { Comment::Required };
        check_comment(wanted, comment, "不同意", "refusing to sign")?;
        let comment = said(comment);
        self.emit(Event::Desk(DeskEvent::Signed { task: number, by: by.clone(), acting_for, agrees, comment }));
        let action = ActionName::new(if agrees { SIGNED } else { REFUSED });
        self.emit(Event::TaskAnswered { task: number, by, action });
        self.go_on_signing(&task, aside, &round)
    }

    /// The next in order signs; once enough have, or enough no longer can, the rest fall away.
    fn go_on_signing(&mut self, task: &Task, aside: &Aside, round: &Round) -> Result<(), Trouble> {
        let then = match &aside.kind {
            AsideKind::Signature { then, .. } => then.clone(),
            AsideKind::Copy { .. } | AsideKind::Opinion { .. } => Vec::new(),
        };
        let signed = self.of_round(round.round)?.filter(|(_, task)| has_signed(task)).count();
        let open: Vec<TaskNumber> =
            self.of_round(round.round)?.filter(|(_, task)| task.is_open()).map(|(number, _)| number).collect();
        let settled = signed >= round.needed || signed + open.len() + then.len() < round.needed;
        if settled {
            open.into_iter().for_each(|task| self.emit(Event::TaskCancelled { task }));
            return Ok(());
        }
        self.open_signature(task, &aside.by, then, round)
    }

    fn of_round(&self, round: TaskNumber) -> Result<impl Iterator<Item = (TaskNumber, &Task)>, Trouble> {
        let is_of = move |task: &Task| task.aside.as_ref().and_then(|aside| aside.kind.round()) == Some(round);
        Ok(self.case()?.tasks.iter().filter(move |(_, task)| is_of(task)).map(|(number, task)| (*number, task)))
    }

    /// Nobody signs twice in one round, be it by name and as a holder.
    fn signs_once(&self, round: TaskNumber, person: &PersonName) -> Result<(), Trouble> {
        let signed = |task: &Task| matches!(&task.condition, TaskState::Answered { by, .. } if by == person);
        if !self.of_round(round)?.any(|(_, task)| signed(task)) {
            return Ok(());
        }
        let message = "you have signed already";
        Err(Rejection::new(RejectionKind::SamePerson, "您已会签过，须由另一人会签", message).into())
    }
}

fn round_of(kind: &AsideKind) -> Option<Round> {
    let AsideKind::Signature { of, round, needed, then: _, note } = kind else { return None };
    Some(Round { of: *of, round: *round, needed: *needed, note: note.clone() })
}

fn has_signed(task: &Task) -> bool {
    matches!(&task.condition, TaskState::Answered { action, .. } if action.as_str() == SIGNED)
}
