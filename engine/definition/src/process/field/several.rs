//! Fields of several values: a person, a household, a record, a list. Each is bounded, and none stands deeper than a list of
//! records in a record.

use super::{Kind, declared};
use crate::bilingual::Bilingual;
use crate::diagnostic::Code;
use crate::keyword as k;
use crate::model::{FieldKind, Part};
use crate::name::FieldName;
use crate::source::decode::{Decoder, Fields};
use crate::text::Spanned;
use crate::yaml::Node;

/// The most parts of a record.
const PARTS_MAX: usize = 50;
/// The items of a list that says no limit of its own.
const LIST_ITEMS_DEFAULT: u32 = 100;
/// The most items of any list; expressions take no more.
const LIST_ITEMS_MAX: u32 = 1_000;
/// The members of a household that says no limit of its own.
const MEMBERS_DEFAULT: u32 = 30;
/// How many records and lists may stand in each other.
const LEVELS_MAX: usize = 3;
/// The most characters of a person's name.
const NAME_CHARACTERS_MAX: u32 = 60;

/// What `type` and the keys beside it say.
pub(super) fn kind(decoder: &mut Decoder, fields: &mut Fields<'_>, kind: Kind) -> Option<FieldKind> {
    let of = fields.take(decoder, k::OF);
    let found = match kind {
        Kind::Person => FieldKind::Record(person(decoder, of)?),
        Kind::Household => {
            let member = FieldKind::Record(person(decoder, of)?);
            list(decoder, fields, member, 1, MEMBERS_DEFAULT)
        }
        Kind::Record => FieldKind::Record(parts(decoder, of?)?),
        _ => {
            let Some(of) = of else {
                let message = Bilingual::new("缺少 of（内容）", "`of` is missing");
                let help = Bilingual::new(
                    "写出每项是什么：of: money，或 of: {名称: {type: text}, …}",
                    "say what each item is: `of: money`, or `of: {name: {type: text}, ...}`",
                );
                decoder.problem(Code::MissingKey, fields.span, message, Some(help));
                return None;
            };
            let item = item(decoder, of)?;
            list(decoder, fields, item, 0, LIST_ITEMS_DEFAULT)
        }
    };
    if levels(&found) > LEVELS_MAX {
        let message = Bilingual::new(
            format!("列表和一组数据套了 {} 层，至多 {LEVELS_MAX} 层", levels(&found)),
            format!("lists and records stand {} deep in each other; at most {LEVELS_MAX} may", levels(&found)),
        );
        decoder.problem(Code::TooLarge, fields.span, message, None);
        return None;
    }
    Some(found)
}

fn levels(kind: &FieldKind) -> usize {
    match kind {
        FieldKind::Record(parts) => 1 + parts.iter().map(|part| levels(&part.kind)).max().unwrap_or(0),
        FieldKind::List { item, .. } => 1 + levels(item),
        FieldKind::Boolean
        | FieldKind::Integer { .. }
        | FieldKind::Decimal { .. }
        | FieldKind::Money { .. }
        | FieldKind::Percent { .. }
        | FieldKind::Text { .. }
        | FieldKind::Date
        | FieldKind::Month
        | FieldKind::Moment
        | FieldKind::Choice(_)
        | FieldKind::IdentityNumber
        | FieldKind::Office
        | FieldKind::Attachment => 0,
    }
}

fn list(decoder: &mut Decoder, fields: &mut Fields<'_>, item: FieldKind, least: u32, most: u32) -> FieldKind {
    let min = fields.optional(decoder, k::MIN, Decoder::whole);
    let max = fields.optional(decoder, k::MAX, Decoder::whole);
    let (min, max) = super::ordered(decoder, min, max);
    let max = max.unwrap_or(most).min(LIST_ITEMS_MAX);
    FieldKind::List { item: Box::new(item), min: min.unwrap_or(least), max }
}

/// A name and an identity number, and what the file adds.
fn person(decoder: &mut Decoder, of: Option<&Node>) -> Option<Vec<Part>> {
    let fixed = |id: &str, title: Bilingual, kind| Part { id: id.to_owned(), title, kind, required: true };
    let name = FieldKind::Text { min: 1, max: NAME_CHARACTERS_MAX };
    let mut all = vec![
        fixed(k::NAME.en, Bilingual::new("姓名", "Name"), name),
        fixed(k::IDENTITY.en, Bilingual::new("身份证号", "Identity number"), FieldKind::IdentityNumber),
    ];
    let Some(of) = of else { return Some(all) };
    all.extend(parts(decoder, of)?);
    Some(all)
}

/// A bare word or `{type: ...}` is what each item is; anything else, the parts of a record.
fn item(decoder: &mut Decoder, of: &Node) -> Option<FieldKind> {
    let is_type = match of {
        Node::Scalar(_) => true,
        Node::Mapping(entries, _) => {
            entries.iter().any(|entry| k::TYPE.is(&entry.key.text) && matches!(entry.value, Node::Scalar(_)))
        }
        Node::Sequence(..) => false,
    };
    if is_type {
        let name = Spanned::new(FieldName::new(k::VALUE.en), of.span());
        return declared(decoder, &name, of).map(|field| field.kind);
    }
    parts(decoder, of).map(FieldKind::Record)
}

fn parts(decoder: &mut Decoder, of: &Node) -> Option<Vec<Part>> {
    let decoded = decoder.each(of, |decoder, name: &Spanned<FieldName>, node| {
        let (node, required) = without_required(decoder, node)?;
        let field = declared(decoder, name, &node)?;
        Some(Part { id: name.value.to_string(), title: field.title, kind: field.kind, required })
    });
    if decoded.is_empty() || decoded.len() > PARTS_MAX {
        let expected = Bilingual::new(format!("1 到 {PARTS_MAX} 个分项"), format!("1 to {PARTS_MAX} parts"));
        decoder.wrong_shape(of, expected);
        return None;
    }
    Some(decoded.into_iter().map(|(_, part)| part).collect())
}

/// A part is required unless it says `optional: true`; the rest is declared like a field.
fn without_required(decoder: &mut Decoder, node: &Node) -> Option<(Node, bool)> {
    let Node::Mapping(entries, span) = node else { return Some((node.clone(), true)) };
    let (said, rest): (Vec<_>, Vec<_>) = entries.iter().cloned().partition(|entry| k::OPTIONAL.is(&entry.key.text));
    let required = match said.first() {
        Some(entry) => {
            decoder.words.push((entry.key.span, k::OPTIONAL));
            !decoder.boolean(&entry.value)?.value
        }
        None => true,
    };
    Some((Node::Mapping(rest, *span), required))
}
