//! `raise`, `send`, `cancel`: events a case raises within itself, now or later.

use crate::bilingual::Bilingual;
use crate::diagnostic::Code;
use crate::expression::ReadOf;
use crate::keyword as k;
use crate::model::{EffectKind, Handed, Raise, Send, is_report};
use crate::name::{EventName, GrantKey};
use crate::source::decode::{Decoder, Fields};
use crate::text::Span;

use super::Reader;

impl Reader<'_> {
    pub(super) fn raise(&mut self, fields: &mut Fields<'_>) -> Option<EffectKind> {
        let event = self.own_event(fields);
        let data = self.data_given(fields);
        Some(EffectKind::Raise(Raise { event: event?, data }))
    }

    pub(super) fn send_self(&mut self, fields: &mut Fields<'_>) -> Option<EffectKind> {
        let key = fields.optional(&mut self.decoder, k::KEY, Decoder::name::<GrantKey>);
        let event = self.own_event(fields);
        let waits = fields.has(k::AT) || fields.has(k::IN);
        let wait = if waits { Some(self.wait(fields)?) } else { None };
        let data = self.data_given(fields);
        Some(EffectKind::Send(Send { key: key.map(|key| key.value.to_string()), event: event?, wait, data }))
    }

    pub(super) fn cancel(&mut self, fields: &mut Fields<'_>) -> Option<EffectKind> {
        let key = fields.required(&mut self.decoder, k::KEY, Decoder::name::<GrantKey>);
        Some(EffectKind::Cancel { key: key?.value.to_string() })
    }

    fn own_event(&mut self, fields: &mut Fields<'_>) -> Option<EventName> {
        let event = fields.required(&mut self.decoder, k::EVENT, Decoder::name::<EventName>)?;
        let first = event.value.as_str().split('.').next().unwrap_or_default();
        if super::receive::RESERVED.iter().any(|word| word.is(first)) || is_report(&event.value) {
            let message = Bilingual::new(
                format!("“{first}”是保留的消息名，不能自己引发"),
                format!("`{first}` is an event of the engine's own and cannot be raised"),
            );
            self.decoder.problem(Code::EventData, event.span, message, None);
        }
        Some(event.value)
    }

    /// What an event carries: never what is sensitive, since it goes on record as it is.
    fn data_given(&mut self, fields: &mut Fields<'_>) -> Vec<Handed> {
        let span = fields.span;
        let Some(node) = fields.take(&mut self.decoder, k::DATA) else { return Vec::new() };
        let data = self.within(k::DATA.en, |reader| reader.given(node));
        for handed in &data {
            let read = handed.value.reads().iter().find_map(|read| match &read.what {
                ReadOf::Variable(name) | ReadOf::Given(name) if self.sensitive.contains(name) => Some(name.clone()),
                ReadOf::Variable(_) | ReadOf::Given(_) | ReadOf::Parameter(_) | ReadOf::State(_) | ReadOf::Clock => {
                    None
                }
            });
            if let Some(name) = read {
                self.discloses_in_event(&name, span);
            }
        }
        data
    }

    fn discloses_in_event(&mut self, name: &str, span: Span) {
        let message = Bilingual::new(
            format!("“{name}”是敏感项，不能放进消息内容"),
            format!("`{name}` is sensitive and cannot be carried by an event"),
        );
        let help = Bilingual::new(
            "消息只带不敏感的；条件里直接读办件的表单项",
            "read the field of the case where it is needed",
        );
        self.decoder.problem(Code::EventData, span, message, Some(help));
    }
}
