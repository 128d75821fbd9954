//! `suspend`, `resume`, `extend`, `correct`: what a person does to the whole case or to a deadline.

use definition::diagnostic::Code;
use definition::keyword::{self as k, Keyword};
use definition::model::Definition;
use definition::name::DeadlineName;
use definition::process::budget;
use definition::source::decode::{Decoder, Fields};
use definition::yaml::Node;
use machine::{Change, Grounds};

use super::Reader;

impl Reader<'_> {
    /// The change a keyword stands for; the outer `None` if it stands for none.
    pub(super) fn change(&mut self, keyword: Keyword, node: &Node, of: &Definition) -> Option<Option<Change>> {
        if keyword == k::SUSPEND {
            Some(self.grounds_alone(node).map(Change::Suspend))
        } else if keyword == k::RESUME {
            Some(self.grounds_alone(node).map(Change::Resume))
        } else if keyword == k::EXTEND {
            Some(self.extend(node, of))
        } else if keyword == k::CORRECT {
            Some(self.correct(node, of))
        } else {
            None
        }
    }

    /// `suspend: {reason: ..., source: ...}`
    fn grounds_alone(&mut self, node: &Node) -> Option<Grounds> {
        let mut inner = self.decoder.fields(node)?;
        let grounds = self.grounds(&mut inner);
        inner.finish(&mut self.decoder);
        Some(grounds)
    }

    /// `extend: {deadline: decided, to: {working_days: 45}, reason: ...}`
    fn extend(&mut self, node: &Node, of: &Definition) -> Option<Change> {
        let mut inner = self.decoder.fields(node)?;
        let deadline = self.deadline(&mut inner, of);
        let to = inner.optional(&mut self.decoder, k::EXTEND_TO, budget);
        let grounds = self.grounds(&mut inner);
        inner.finish(&mut self.decoder);
        Some(Change::Extend { deadline: deadline?, to, grounds })
    }

    /// `correct: {deadline: decided, from: 2020-04-20T10:12+08:00, reason: ...}`
    fn correct(&mut self, node: &Node, of: &Definition) -> Option<Change> {
        let mut inner = self.decoder.fields(node)?;
        let deadline = self.deadline(&mut inner, of);
        let from = inner.required(&mut self.decoder, k::FROM, Decoder::moment);
        let grounds = self.grounds(&mut inner);
        inner.finish(&mut self.decoder);
        Some(Change::Correct { deadline: deadline?, from: from?.value, grounds })
    }

    fn deadline(&mut self, fields: &mut Fields<'_>, of: &Definition) -> Option<DeadlineName> {
        let names = of.deadlines.keys().map(DeadlineName::as_str);
        let node = fields.required(&mut self.decoder, k::DEADLINE, |_, node| Some(node))?;
        let found = self.one_of(node, Code::UnknownReference, ("时限", "deadline"), names)?;
        Some(DeadlineName::new(found.value))
    }

    fn grounds(&mut self, fields: &mut Fields<'_>) -> Grounds {
        let reason = fields.optional(&mut self.decoder, k::REASON, Decoder::text);
        let source = fields.optional(&mut self.decoder, k::SOURCE, Decoder::text);
        Grounds { reason: reason.map(|text| text.value).unwrap_or_default(), source: source.map(|text| text.value) }
    }
}
