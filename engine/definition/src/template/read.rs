//! A template file as written: one template, whose texts keep their places.

use crate::bilingual::Bilingual;
use crate::diagnostic::Code;
use crate::keyword;
use crate::name::TemplateName;
use crate::source::decode::Decoder;
use crate::text::Spanned;
use crate::yaml::{Node, Scalar};

/// One template file.
#[derive(Clone, Debug)]
pub struct TemplateSource {
    /// Its id.
    pub name: Spanned<TemplateName>,
    /// Its name for people; its id if none is given.
    pub title: Bilingual,
    /// The subject: one line.
    pub subject: Wording,
    /// The text.
    pub body: Wording,
}

/// A text in one language for both, or in each.
#[derive(Clone, Debug)]
pub enum Wording {
    /// One text for both languages.
    Same(Scalar),
    /// A text for each.
    Each {
        /// 中文
        zh: Scalar,
        /// English
        en: Scalar,
    },
}

impl Wording {
    /// The text in both languages.
    pub fn text(&self) -> Bilingual {
        match self {
            Wording::Same(text) => Bilingual::same(text.text.clone()),
            Wording::Each { zh, en } => Bilingual::new(zh.text.clone(), en.text.clone()),
        }
    }

    /// Each text that was written, once.
    pub fn written(&self) -> Vec<&Scalar> {
        match self {
            Wording::Same(text) => vec![text],
            Wording::Each { zh, en } => vec![zh, en],
        }
    }
}

/// Reads one template file.
pub fn read(decoder: &mut Decoder, node: &Node) -> Option<TemplateSource> {
    let mut fields = decoder.fields(node)?;
    let name: Option<Spanned<TemplateName>> = fields.required(decoder, keyword::TEMPLATE, Decoder::name);
    let title = fields.optional(decoder, keyword::NAME, Decoder::bilingual);
    let subject = fields.required(decoder, keyword::SUBJECT, subject);
    let body = fields.required(decoder, keyword::BODY, wording);
    fields.finish(decoder);
    let name = name?;
    let title = title.map_or_else(|| Bilingual::same(name.value.as_str()), |title| title.value);
    Some(TemplateSource { name, title, subject: subject?, body: body? })
}

fn wording(decoder: &mut Decoder, node: &Node) -> Option<Wording> {
    if let Node::Scalar(_) = node {
        return decoder.scalar(node).cloned().map(Wording::Same);
    }
    let mut fields = decoder.fields(node)?;
    let zh = fields.required(decoder, keyword::ZH, |decoder, node| decoder.scalar(node).cloned());
    let en = fields.required(decoder, keyword::EN, |decoder, node| decoder.scalar(node).cloned());
    fields.finish(decoder);
    Some(Wording::Each { zh: zh?, en: en? })
}

fn subject(decoder: &mut Decoder, node: &Node) -> Option<Wording> {
    let wording = wording(decoder, node)?;
    for text in wording.written() {
        if text.text.trim_end().contains('\n') {
            let message = Bilingual::new("标题应为一行，写了几行", "expected a subject of one line, found several");
            let help = Bilingual::new("把其余的话移到 body（正文）", "move the rest to the `body`");
            decoder.problem(Code::WrongShape, text.span, message, Some(help));
        }
    }
    Some(wording)
}
