//! What is done in a step: an action, a claim, a release, an event from outside, a reopening; a retry or a move of a case that
//! stands still.

use definition::bilingual::Bilingual;
use definition::diagnostic::Code;
use definition::keyword::{self as k, Keyword};
use definition::model::Definition;
use definition::name::{ActionName, EventName};
use definition::source::decode::{Decoder, Fields};
use definition::text::Span;
use definition::yaml::Node;
use machine::{Command, DeskCommand};

use super::{Deed, Reader, TaskOf, What};
use crate::definitions;

/// What can be done in a step, one of them.
const DEEDS: [Keyword; 19] = [
    k::DO_ACTION,
    k::CLAIM,
    k::RELEASE,
    k::HAND_OVER,
    k::CANCEL_CASE,
    k::COPY,
    k::READ,
    k::ADD_SIGNERS,
    k::SIGN,
    k::ASK_OPINION,
    k::ANSWER,
    k::SEND,
    k::REOPEN,
    k::RETRY,
    k::MOVE,
    k::SUSPEND,
    k::RESUME,
    k::EXTEND,
    k::CORRECT,
];

/// What may stand beside a deed.
const BESIDES: [Keyword; 7] = [k::AS, k::STATE, k::TASK, k::FIELDS, k::COMMENT, k::RETURN_TO, k::DATA];

impl Reader<'_> {
    /// What is done; none if only time passes.
    pub(super) fn deed(&mut self, fields: &mut Fields<'_>, of: &Definition) -> Option<Deed> {
        let written: Vec<Keyword> = DEEDS.into_iter().filter(|keyword| fields.has(*keyword)).collect();
        let [only] = written.as_slice() else {
            self.not_one(fields, &written);
            return None;
        };
        let node = fields.take(&mut self.decoder, *only)?;
        self.decoder.enter(only.en);
        let what = self.what(*only, node, fields, of);
        self.decoder.leave();
        if *only == k::SEND {
            return Some(Deed { person: None, what: what? });
        }
        let person = fields.required(&mut self.decoder, k::AS, |_, node| Some(node));
        let person = person.and_then(|node| self.person(node));
        Some(Deed { person: Some(person?.value), what: what? })
    }

    fn what(&mut self, keyword: Keyword, node: &Node, fields: &mut Fields<'_>, of: &Definition) -> Option<What> {
        if keyword == k::DO_ACTION {
            self.act(node, fields, of).map(What::Command)
        } else if keyword == k::SEND {
            self.send(node, fields, of).map(What::Command)
        } else if keyword == k::REOPEN {
            self.reopen(node).map(What::Command)
        } else if keyword == k::RETRY {
            self.retry(node).map(What::Command)
        } else if keyword == k::MOVE {
            self.move_to(node, of).map(What::Command)
        } else if let Some(change) = self.change(keyword, node, of) {
            change.map(|change| What::Command(Command::Change(change)))
        } else if keyword == k::HAND_OVER {
            self.hand_over(node, of)
        } else if keyword == k::CANCEL_CASE {
            self.cancel(node).map(What::Command)
        } else if keyword == k::ADD_SIGNERS {
            self.add_signers(node, of)
        } else if keyword == k::SIGN {
            self.sign(node, of)
        } else if keyword == k::ASK_OPINION {
            self.ask_opinion(node, of)
        } else if keyword == k::ANSWER {
            self.answer(node, of)
        } else if keyword == k::COPY {
            self.copy(node).map(What::Command)
        } else if keyword == k::READ {
            self.aside_of(node).map(|task| What::Desk(task, DeskCommand::Acknowledge { task: 0 }))
        } else if keyword == k::CLAIM {
            self.task_of(node, of).map(What::Claim)
        } else {
            self.task_of(node, of).map(What::Release)
        }
    }

    /// `do: submit`, with `state`, `task`, `fields`, `comment`.
    fn act(&mut self, node: &Node, fields: &mut Fields<'_>, of: &Definition) -> Option<Command> {
        let names = definitions::actions(of).map(ActionName::as_str);
        let action = self.one_of(node, Code::UnknownReference, ("办理动作", "action"), names);
        let state = fields.take(&mut self.decoder, k::STATE).and_then(|node| self.state(node, of));
        let task = fields.optional(&mut self.decoder, k::TASK, Decoder::whole);
        let filled_in = self.filled_in(fields, k::FIELDS, of);
        let comment = fields.optional(&mut self.decoder, k::COMMENT, Decoder::text);
        let return_to = fields.take(&mut self.decoder, k::RETURN_TO).and_then(|node| self.state(node, of));
        Some(Command::Act {
            state: state.map(|state| state.value),
            action: ActionName::new(action?.value),
            task: task.map(|task| task.value),
            fields: filled_in,
            comment: comment.map(|text| text.value),
            return_to: return_to.map(|state| state.value),
        })
    }

    /// `send: paid, data: {...}`
    fn send(&mut self, node: &Node, fields: &mut Fields<'_>, of: &Definition) -> Option<Command> {
        let event = if definitions::takes_any(of) {
            self.decoder.text(node)
        } else {
            let names = definitions::events(of).map(EventName::as_str);
            self.one_of(node, Code::UnknownReference, ("外来消息", "event"), names)
        };
        let data = self.filled_in(fields, k::DATA, of);
        Some(Command::Receive { event: EventName::new(event?.value), fields: data })
    }

    /// `reopen: {comment: ...}`
    fn reopen(&mut self, node: &Node) -> Option<Command> {
        let mut inner = self.decoder.fields(node)?;
        let comment = inner.optional(&mut self.decoder, k::COMMENT, Decoder::text);
        inner.finish(&mut self.decoder);
        Some(Command::Reopen { comment: comment.map(|text| text.value) })
    }

    /// `retry: {}`
    fn retry(&mut self, node: &Node) -> Option<Command> {
        let inner = self.decoder.fields(node)?;
        inner.finish(&mut self.decoder);
        Some(Command::Retry)
    }

    /// `move: {to: ..., reason: ..., second: ...}`
    fn move_to(&mut self, node: &Node, of: &Definition) -> Option<Command> {
        let mut inner = self.decoder.fields(node)?;
        let to = inner.required(&mut self.decoder, k::TO, |_, node| Some(node));
        let to = to.and_then(|node| self.state(node, of));
        let reason = inner.required(&mut self.decoder, k::REASON, Decoder::text);
        let second = inner.required(&mut self.decoder, k::SECOND, |_, node| Some(node));
        let second = second.and_then(|node| self.person(node));
        inner.finish(&mut self.decoder);
        Some(Command::Move { to: to?.value, reason: reason?.value, second: second?.value })
    }

    /// A task, by its number or its state.
    pub(super) fn task_of(&mut self, node: &Node, of: &Definition) -> Option<TaskOf> {
        let written = self.decoder.text(node)?;
        if let Ok(number) = written.value.parse() {
            return Some(TaskOf::Number(number));
        }
        self.state(node, of).map(|state| TaskOf::State(state.value))
    }

    /// Not one thing is done, but none or several; what goes with a deed is taken, so that it is not told as unknown.
    fn not_one(&mut self, fields: &mut Fields<'_>, written: &[Keyword]) {
        let besides: Vec<Keyword> = BESIDES.into_iter().filter(|keyword| fields.has(*keyword)).collect();
        for keyword in DEEDS.into_iter().chain(BESIDES) {
            let _ = fields.take(&mut self.decoder, keyword);
        }
        if written.is_empty() && besides.is_empty() {
            return;
        }
        let (zh, en) = named(if written.is_empty() { &besides } else { written });
        let (code, message, help) = if written.is_empty() {
            (
                Code::MissingKey,
                Bilingual::new(format!("写了 {zh}，却没有写办什么"), format!("here stands {en}, but not what is done")),
                Bilingual::new(
                    "补上 do、claim、release、hand_over、cancel、copy、read、add_signers、sign、ask、answer、send、reopen、retry、move、suspend、resume、extend 或 correct；只让时间过去的一步不写人和表单",
                    "add `do`, `claim`, `release`, `hand_over`, `cancel`, `copy`, `read`, `add_signers`, `sign`, `ask`, `answer`, `send`, `reopen`, `retry`, `move`, `suspend`, `resume`, `extend` or `correct`; a step in which only time passes has nobody and no form",
                ),
            )
        } else {
            (
                Code::OneOf,
                Bilingual::new(
                    format!("一步只做一件事，这里写了 {zh}"),
                    format!("a step does one thing, here stand {en}"),
                ),
                Bilingual::new("分成几步写", "write several steps"),
            )
        };
        let start = Span::new(fields.span.start, fields.span.start);
        self.decoder.problem(code, start, message, Some(help));
    }
}

fn named(keywords: &[Keyword]) -> (String, String) {
    let zh: Vec<String> = keywords.iter().map(|keyword| format!("{}（{}）", keyword.en, keyword.zh)).collect();
    let en: Vec<&str> = keywords.iter().map(|keyword| keyword.en).collect();
    (zh.join("、"), en.join(", "))
}
