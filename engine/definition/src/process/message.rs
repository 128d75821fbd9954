//! 转告: what one case tells another.

use crate::keyword as k;
use crate::model::{Correspondent, Message};
use crate::name::{EventName, GrantKey};
use crate::source::decode::{Decoder, Fields};

use super::Reader;

impl Reader<'_> {
    pub(super) fn message(&mut self, fields: &mut Fields<'_>) -> Option<Message> {
        let to = fields.required(&mut self.decoder, k::CASE, Decoder::name::<GrantKey>);
        let event = fields.required(&mut self.decoder, k::EVENT, Decoder::name::<EventName>);
        let given = self.given_under(fields);
        let to = to?;
        let to = if k::STARTER.is(to.value.as_str()) {
            self.decoder.words.push((to.span, k::STARTER));
            Correspondent::Starter
        } else {
            Correspondent::Started(to.value.to_string())
        };
        Some(Message { to, event: event?.value, fields: given })
    }
}
