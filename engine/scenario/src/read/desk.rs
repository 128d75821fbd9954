//! What is done with a case besides taking its actions.

use definition::diagnostic::Code;
use definition::keyword as k;
use definition::model::Definition;
use definition::name::OpinionName;
use definition::source::decode::Decoder;
use definition::yaml::Node;
use machine::{Command, DeskCommand, Party};

use super::{Reader, TaskOf, What};

impl Reader<'_> {
    /// `hand_over: {task: ..., to: ..., comment: ...}`
    pub(super) fn hand_over(&mut self, node: &Node, of: &Definition) -> Option<What> {
        let mut inner = self.decoder.fields(node)?;
        let task = inner.required(&mut self.decoder, k::TASK, |_, node| Some(node));
        let task = task.and_then(|node| self.task_of(node, of));
        let to = inner.required(&mut self.decoder, k::HAND_TO, |_, node| Some(node));
        let to = to.and_then(|node| self.person(node));
        let comment = inner.optional(&mut self.decoder, k::COMMENT, Decoder::text).map(|text| text.value);
        inner.finish(&mut self.decoder);
        Some(What::Desk(task?, DeskCommand::HandOver { task: 0, to: to?.value, comment }))
    }

    /// `cancel: {reason: ...}`
    pub(super) fn cancel(&mut self, node: &Node) -> Option<Command> {
        let mut inner = self.decoder.fields(node)?;
        let reason = inner.required(&mut self.decoder, k::REASON, Decoder::text);
        inner.finish(&mut self.decoder);
        Some(Command::Desk(DeskCommand::Cancel { reason: reason?.value }))
    }

    /// `copy: {to: [张三, {role: ..., office: ...}], note: ...}`
    pub(super) fn copy(&mut self, node: &Node) -> Option<Command> {
        let mut inner = self.decoder.fields(node)?;
        let to = inner.required(&mut self.decoder, k::COPY_TO, |_, node| Some(node));
        let to = to.map(|node| self.parties(node));
        let note = inner.optional(&mut self.decoder, k::NOTE, Decoder::text).map(|text| text.value);
        inner.finish(&mut self.decoder);
        Some(Command::Desk(DeskCommand::Copy { to: to?, note }))
    }

    /// People, or the holders of a role at an office.
    fn parties(&mut self, node: &Node) -> Vec<Party> {
        let items: Vec<&Node> = match node {
            Node::Sequence(items, _) => items.iter().collect(),
            Node::Scalar(_) | Node::Mapping(..) => vec![node],
        };
        items.into_iter().filter_map(|item| self.party(item)).collect()
    }

    fn party(&mut self, node: &Node) -> Option<Party> {
        if let Node::Scalar(_) = node {
            return self.person(node).map(|person| Party::Person(person.value));
        }
        let mut inner = self.decoder.fields(node)?;
        let role = inner.required(&mut self.decoder, k::ROLE, |_, node| Some(node));
        let role = role.and_then(|node| self.role(node));
        let office = inner.required(&mut self.decoder, k::OFFICE, |_, node| Some(node));
        let office = office.and_then(|node| self.office(node));
        inner.finish(&mut self.decoder);
        Some(Party::Holders { role: role?.value, office: office?.value })
    }

    /// A task beside the others: by its number, or the person it is for.
    pub(super) fn aside_of(&mut self, node: &Node) -> Option<TaskOf> {
        if let Ok(number) = self.decoder.text(node)?.value.parse() {
            return Some(TaskOf::Number(number));
        }
        self.person(node).map(|person| TaskOf::Aside(person.value))
    }

    /// `ask: {task: ..., opinion: ..., office: ..., question: ...}`
    pub(super) fn ask_opinion(&mut self, node: &Node, of: &Definition) -> Option<What> {
        let mut inner = self.decoder.fields(node)?;
        let task = inner.required(&mut self.decoder, k::TASK, |_, node| Some(node));
        let task = task.and_then(|node| self.task_of(node, of));
        let opinion = inner.required(&mut self.decoder, k::OPINION, |_, node| Some(node));
        let opinion = opinion.and_then(|node| self.opinion(node, of));
        let office = inner.take(&mut self.decoder, k::OFFICE).and_then(|node| self.office(node));
        let question = inner.required(&mut self.decoder, k::QUESTION, Decoder::text);
        inner.finish(&mut self.decoder);
        let (office, question) = (office.map(|office| office.value), question?.value);
        Some(What::Desk(task?, DeskCommand::AskOpinion { task: 0, opinion: opinion?, office, question }))
    }

    /// `answer: {opinion: ..., text: ..., fields: {...}}`
    pub(super) fn answer(&mut self, node: &Node, of: &Definition) -> Option<What> {
        let mut inner = self.decoder.fields(node)?;
        let opinion = inner.required(&mut self.decoder, k::OPINION, |_, node| Some(node));
        let opinion = opinion.and_then(|node| self.opinion(node, of));
        let text = inner.required(&mut self.decoder, k::TEXT_OF, Decoder::text);
        let fields = self.filled_in(&mut inner, k::FIELDS, of);
        inner.finish(&mut self.decoder);
        let command = DeskCommand::GiveOpinion { task: 0, text: text?.value, fields };
        Some(What::Desk(TaskOf::Asked(opinion?), command))
    }

    fn opinion(&mut self, node: &Node, of: &Definition) -> Option<OpinionName> {
        let names = of.opinions().map(|opinion| opinion.name.as_str());
        let found = self.one_of(node, Code::UnknownReference, ("征求意见", "opinion"), names);
        Some(OpinionName::new(found?.value))
    }

    /// `add_signers: {task: ..., to: [...], done_when: 2, order: fixed, note: ...}`
    pub(super) fn add_signers(&mut self, node: &Node, of: &Definition) -> Option<What> {
        let mut inner = self.decoder.fields(node)?;
        let task = inner.required(&mut self.decoder, k::TASK, |_, node| Some(node));
        let task = task.and_then(|node| self.task_of(node, of));
        let signers = inner.required(&mut self.decoder, k::COPY_TO, |_, node| Some(node));
        let signers = signers.map(|node| self.parties(node));
        let needed = inner.optional(&mut self.decoder, k::DONE_WHEN, Decoder::whole);
        let words = &[(k::FREE, false), (k::FIXED, true)];
        let order = inner.optional(&mut self.decoder, k::ORDER, |decoder, node| decoder.word(node, words));
        let note = inner.optional(&mut self.decoder, k::NOTE, Decoder::text).map(|text| text.value);
        inner.finish(&mut self.decoder);
        let needed = needed.and_then(|count| usize::try_from(count.value).ok());
        let in_order = order.is_some_and(|word| word.value);
        Some(What::Desk(task?, DeskCommand::AddSigners { task: 0, signers: signers?, needed, in_order, note }))
    }

    /// `sign: {task: 2, agrees: true, comment: ...}`
    pub(super) fn sign(&mut self, node: &Node, of: &Definition) -> Option<What> {
        let mut inner = self.decoder.fields(node)?;
        let task = inner.required(&mut self.decoder, k::TASK, |_, node| Some(node));
        let task = task.and_then(|node| self.task_of(node, of));
        let agrees = inner.required(&mut self.decoder, k::AGREES, Decoder::boolean);
        let comment = inner.optional(&mut self.decoder, k::COMMENT, Decoder::text).map(|text| text.value);
        inner.finish(&mut self.decoder);
        Some(What::Desk(task?, DeskCommand::Sign { task: 0, agrees: agrees?.value, comment }))
    }
}
