//! `allow`: 容许, the warnings an author knows of and has a reason for.

use crate::bilingual::Bilingual;
use crate::diagnostic::{Code, Severity};
use crate::keyword as k;
use crate::model::Allowed;
use crate::source::decode::{Decoder, Fields};
use crate::yaml::{Entry, Scalar};

use super::Reader;

impl Reader<'_> {
    /// `allow: {D0604: why}`
    pub fn allowed(&mut self, fields: &mut Fields<'_>) -> Vec<Allowed> {
        let Some(node) = fields.take(&mut self.decoder, k::ALLOW) else { return Vec::new() };
        self.within(k::ALLOW.en, |reader| {
            let Some((entries, _)) = reader.decoder.mapping(node) else { return Vec::new() };
            entries.iter().filter_map(|entry| allowed(&mut reader.decoder, entry)).collect()
        })
    }
}

fn allowed(decoder: &mut Decoder, entry: &Entry) -> Option<Allowed> {
    let code = warning(decoder, &entry.key);
    let reason = decoder.within(&entry.key.text, |decoder| decoder.text(&entry.value));
    Some(Allowed { code: code?, reason: reason?.value, span: entry.key.span })
}

fn warning(decoder: &mut Decoder, key: &Scalar) -> Option<Code> {
    let found = Code::ALL.iter().find(|code| code.as_str() == key.text);
    if let Some(code) = found.filter(|code| code.severity() == Severity::Warning) {
        return Some(*code);
    }
    let written = &key.text;
    let message = match found {
        Some(_) => Bilingual::new(
            format!("{written} 是错误，不能容许"),
            format!("{written} is an error and cannot be allowed"),
        ),
        None => Bilingual::new(format!("没有警告“{written}”"), format!("there is no warning `{written}`")),
    };
    let warnings: Vec<&str> =
        Code::ALL.iter().filter(|code| code.severity() == Severity::Warning).map(|code| code.as_str()).collect();
    let help = Bilingual::new(
        format!("可以容许的是警告：{}", warnings.join("、")),
        format!("what can be allowed are warnings: {}", warnings.join(", ")),
    );
    decoder.problem(Code::UnknownReference, key.span, message, Some(help));
    None
}
