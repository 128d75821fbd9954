//! `receive` and `done`: what an event does in a state, by name or as a list in document order.

use indexmap::IndexMap;

use crate::bilingual::Bilingual;
use crate::calendar::Budget;
use crate::diagnostic::Code;
use crate::keyword::{self as k, Keyword};
use crate::model::{Field, Receive, Sender, Wanted, done_event, is_own};
use crate::name::{EventName, FieldName, StateName};
use crate::source::decode::Fields;
use crate::text::Span;
use crate::yaml::Node;

use super::Reader;

impl Reader<'_> {
    /// What events do in a state, in document order.
    pub fn receive_under(&mut self, fields: &mut Fields<'_>) -> Vec<Receive> {
        let Some(node) = fields.take(&mut self.decoder, k::RECEIVE) else { return Vec::new() };
        if let Node::Sequence(items, _) = node {
            return self.within(k::RECEIVE.en, |reader| reader.received_in_order(items));
        }
        let Some((entries, _)) = self.decoder.mapping(node) else { return Vec::new() };
        let mut received = Vec::new();
        for entry in entries {
            let Some(name) = self.decoder.name_of::<EventName>(&entry.key) else { continue };
            let wanted = self.wanted(&name.value, name.span);
            let path = format!("{}.{}", k::RECEIVE.en, name.value);
            received.extend(self.within(&path, |reader| reader.received(vec![wanted], path.clone(), &entry.value)));
        }
        received
    }

    /// What is done once the state is done.
    pub fn done_under(&mut self, state: &StateName, fields: &mut Fields<'_>) -> Option<Receive> {
        let node = fields.take(&mut self.decoder, k::DONE)?;
        let wanted = vec![Wanted::Named(done_event(state))];
        self.within(k::DONE.en, |reader| reader.received(wanted, k::DONE.en.to_owned(), node))
    }

    fn received_in_order(&mut self, items: &[Node]) -> Vec<Receive> {
        let mut received: Vec<Receive> = Vec::new();
        for (at, item) in items.iter().enumerate() {
            let receive = self.within(&at.to_string(), |reader| {
                let mut fields = reader.decoder.fields(item)?;
                let events = fields.required(&mut reader.decoder, k::EVENT, |decoder, node| {
                    Some(decoder.every(node, |decoder, node| decoder.name::<EventName>(node)))
                })?;
                let wanted: Vec<Wanted> = events.iter().map(|name| reader.wanted(&name.value, name.span)).collect();
                let names: Vec<&str> = events.iter().map(|name| name.value.as_str()).collect();
                let of = format!("{}.{}", k::RECEIVE.en, names.join("+"));
                let receive = reader.received_of(wanted, of, &mut fields);
                fields.finish(&mut reader.decoder);
                Some(receive)
            });
            received.extend(receive.map(|receive| named_apart(receive, &received)));
        }
        received
    }

    fn wanted(&mut self, name: &EventName, span: Span) -> Wanted {
        if !k::ANY.is(name.as_str()) {
            return Wanted::Named(name.clone());
        }
        self.decoder.words.push((span, k::ANY));
        Wanted::Any
    }

    fn received(&mut self, events: Vec<Wanted>, of: String, node: &Node) -> Option<Receive> {
        if let Node::Sequence(..) = node {
            let branches = self.branches(node);
            return Some(Receive {
                events,
                of,
                senders: Vec::new(),
                form: Vec::new(),
                keep: None,
                data: IndexMap::new(),
                branches,
            });
        }
        let mut fields = self.decoder.fields(node)?;
        let receive = self.received_of(events, of, &mut fields);
        fields.finish(&mut self.decoder);
        Some(receive)
    }

    fn received_of(&mut self, events: Vec<Wanted>, of: String, fields: &mut Fields<'_>) -> Receive {
        let senders = fields.take(&mut self.decoder, k::SENDER);
        let senders = senders.map(|node| self.senders(node)).unwrap_or_default();
        let form = self.form_under(fields);
        let keep = self.keep_under(&events, fields);
        let data = self.data_under(fields);
        self.names.event_data(&data);
        let branches = self.branches_of(fields);
        self.names.forget(&data);
        Receive { events, of, senders, form, keep, data, branches }
    }

    /// `keep: {for: {natural_days: 10}}`: an event from outside that comes early is kept so long.
    fn keep_under(&mut self, events: &[Wanted], fields: &mut Fields<'_>) -> Option<Budget> {
        let node = fields.take(&mut self.decoder, k::KEEP)?;
        let mut inner = self.decoder.fields(node)?;
        let budget = inner.required(&mut self.decoder, k::FOR, super::deadline::budget);
        inner.finish(&mut self.decoder);
        let own = |wanted: &Wanted| match wanted {
            Wanted::Any => true,
            Wanted::Named(event) => is_own(event),
        };
        if events.iter().any(own) {
            let message = Bilingual::new(
                "只有外来的、写明名字的消息可以留存（keep）；引擎自己的消息和 any（任何）不行",
                "only an event from outside, by its name, can be kept; not one of the engine's own, nor `any`",
            );
            let help = Bilingual::new("删去 keep，或写出消息的名字", "drop `keep`, or name the event");
            self.decoder.problem(Code::EarlyEvent, node.span(), message, Some(help));
        }
        budget
    }

    /// `data`: what an event carries besides fields of the case, each of its type.
    fn data_under(&mut self, fields: &mut Fields<'_>) -> IndexMap<FieldName, Field> {
        let Some(node) = fields.take(&mut self.decoder, k::DATA) else { return IndexMap::new() };
        let mut data = self.within(k::DATA.en, |reader| super::field::fields(&mut reader.decoder, node));
        let taken: Vec<FieldName> = data
            .iter()
            .filter(|(name, field)| self.names.has(name.as_str()) || field.sensitive)
            .map(|(name, _)| name.clone())
            .collect();
        for name in taken {
            let message = Bilingual::new(
                format!("消息内容“{name}”与表单项或计算项重名，或是敏感项"),
                format!("what the event carries as `{name}` has the name of a field or value, or is sensitive"),
            );
            let help = Bilingual::new(
                "换一个名字；要存进办件的（含敏感项），写进 form（表单）",
                "use another name; what the case is to keep, sensitive or not, belongs under `form`",
            );
            self.decoder.problem(Code::EventData, node.span(), message, Some(help));
            data.shift_remove(&name);
        }
        data
    }

    /// `outside`, `{role: ...}`, or a list of them.
    fn senders(&mut self, node: &Node) -> Vec<Sender> {
        let nodes: Vec<&Node> = match node {
            Node::Sequence(items, _) => items.iter().collect(),
            Node::Scalar(_) | Node::Mapping(..) => vec![node],
        };
        let mut senders = Vec::new();
        for node in nodes {
            if let Node::Mapping(..) = node {
                senders.extend(self.role_list(node).into_iter().map(Sender::Role));
            } else {
                let word = self.decoder.word(node, &[(k::OUTSIDE, Sender::Outside)]);
                senders.extend(word.map(|word| word.value));
            }
        }
        senders
    }
}

/// What decisions call it is its own in its state.
fn named_apart(receive: Receive, before: &[Receive]) -> Receive {
    let same = before.iter().filter(|other| other.of.split('#').next() == Some(receive.of.as_str())).count();
    if same == 0 { receive } else { Receive { of: format!("{}#{}", receive.of, same + 1), ..receive } }
}

/// Words an event of one's own cannot have as its name.
pub(super) const RESERVED: [Keyword; 2] = [k::ANY, k::DONE];
