//! `fields`: 表单项.

mod several;

use indexmap::IndexMap;
use rust_decimal::Decimal;

use crate::bilingual::Bilingual;
use crate::diagnostic::Code;
use crate::expression::is_name;
use crate::keyword::{self as k, Keyword};
use crate::model::{Field, FieldKind, FieldOption, read_percent};
use crate::name::FieldName;
use crate::source::decode::{Decoder, Fields};
use crate::text::Spanned;
use crate::yaml::Node;

/// A text field without a limit of its own holds at most so many characters.
const TEXT_CHARACTERS_DEFAULT: u32 = 2_000;
/// No text field may hold more characters.
const TEXT_CHARACTERS_MAX: u32 = 20_000;

/// All declared fields.
pub(super) fn fields(decoder: &mut Decoder, node: &Node) -> IndexMap<FieldName, Field> {
    let decoded = decoder.each(node, |decoder, name: &Spanned<FieldName>, node| field(decoder, name, node));
    decoded.into_iter().map(|(name, field)| (name.value, field)).collect()
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Boolean,
    Integer,
    Decimal,
    Money,
    Percent,
    Text,
    Date,
    Month,
    Moment,
    Choice,
    IdentityNumber,
    Office,
    Attachment,
    Person,
    Household,
    Record,
    List,
}

const KINDS: &[(Keyword, Kind)] = &[
    (k::BOOLEAN, Kind::Boolean),
    (k::INTEGER, Kind::Integer),
    (k::DECIMAL, Kind::Decimal),
    (k::MONEY, Kind::Money),
    (k::PERCENT, Kind::Percent),
    (k::TEXT, Kind::Text),
    (k::DATE, Kind::Date),
    (k::MONTH, Kind::Month),
    (k::MOMENT, Kind::Moment),
    (k::CHOICE, Kind::Choice),
    (k::IDENTITY_NUMBER, Kind::IdentityNumber),
    (k::OFFICE, Kind::Office),
    (k::ATTACHMENT, Kind::Attachment),
    (k::PERSON_FIELD, Kind::Person),
    (k::HOUSEHOLD_FIELD, Kind::Household),
    (k::RECORD, Kind::Record),
    (k::LIST, Kind::List),
];

/// One field, or whatever else is declared like one; a bare word is its type: `ratio: decimal`.
pub(super) fn declared(decoder: &mut Decoder, name: &Spanned<FieldName>, node: &Node) -> Option<Field> {
    let Node::Scalar(_) = node else { return field(decoder, name, node) };
    let kind = decoder.word(node, KINDS)?.value;
    let nothing = Node::Mapping(Vec::new(), node.span());
    let mut fields = decoder.fields(&nothing)?;
    let kind = field_kind(decoder, &mut fields, kind)?;
    let sensitive = kind.identifies();
    Some(Field { title: Bilingual::same(name.value.as_str()), kind, search: false, sensitive, help: None })
}

fn field(decoder: &mut Decoder, name: &Spanned<FieldName>, node: &Node) -> Option<Field> {
    if !is_name(name.value.as_str()) {
        let message = Bilingual::new(
            format!("“{}”不能作表单项的名字，算式里会读不出它", name.value),
            format!("`{}` cannot name a field: expressions could not read it", name.value),
        );
        let help = Bilingual::new(
            "用文字、数字和下划线，不用短横线、点和保留字",
            "use letters, digits and underscores; no hyphen, dot or reserved word",
        );
        decoder.problem(Code::BadName, name.span, message, Some(help));
        return None;
    }
    let mut fields = decoder.fields(node)?;
    let kind = fields.required(decoder, k::TYPE, |decoder, node| decoder.word(node, KINDS));
    let title = fields.optional(decoder, k::NAME, Decoder::bilingual);
    let title = title.map_or_else(|| Bilingual::same(name.value.as_str()), |title| title.value);
    let search = fields.optional(decoder, k::SEARCH, Decoder::boolean).is_some_and(|flag| flag.value);
    let sensitive = fields.optional(decoder, k::SENSITIVE, Decoder::boolean).is_some_and(|flag| flag.value);
    let help = fields.optional(decoder, k::HELP, Decoder::bilingual).map(|help| help.value);
    let kind = kind.and_then(|kind| field_kind(decoder, &mut fields, kind.value));
    fields.finish(decoder);
    let kind = kind?;
    let sensitive = sensitive || kind.identifies();
    Some(Field { title, kind, search, sensitive, help })
}

fn field_kind(decoder: &mut Decoder, fields: &mut Fields<'_>, kind: Kind) -> Option<FieldKind> {
    match kind {
        Kind::Boolean => Some(FieldKind::Boolean),
        Kind::Integer => {
            let expected = || Bilingual::new("一个整数", "a whole number");
            let min = fields.optional(decoder, k::MIN, |decoder, node| decoder.parsed::<i64>(node, expected()));
            let max = fields.optional(decoder, k::MAX, |decoder, node| decoder.parsed::<i64>(node, expected()));
            let (min, max) = ordered(decoder, min, max);
            Some(FieldKind::Integer { min, max })
        }
        Kind::Decimal | Kind::Money => {
            let min = fields.optional(decoder, k::MIN, Decoder::decimal);
            let max = fields.optional(decoder, k::MAX, Decoder::decimal);
            let (min, max): (Option<Decimal>, Option<Decimal>) = ordered(decoder, min, max);
            Some(if kind == Kind::Money { FieldKind::Money { min, max } } else { FieldKind::Decimal { min, max } })
        }
        Kind::Text => {
            let min = fields.optional(decoder, k::MIN, Decoder::whole);
            let max = fields.optional(decoder, k::MAX, Decoder::whole);
            let (min, max) = ordered(decoder, min, max);
            let max = max.unwrap_or(TEXT_CHARACTERS_DEFAULT).min(TEXT_CHARACTERS_MAX);
            Some(FieldKind::Text { min: min.unwrap_or(0), max })
        }
        Kind::Percent => {
            let min = fields.optional(decoder, k::MIN, percentage);
            let max = fields.optional(decoder, k::MAX, percentage);
            let (min, max) = ordered(decoder, min, max);
            Some(FieldKind::Percent { min, max })
        }
        Kind::Date => Some(FieldKind::Date),
        Kind::Month => Some(FieldKind::Month),
        Kind::Moment => Some(FieldKind::Moment),
        Kind::Choice => fields.required(decoder, k::OPTIONS, options).map(FieldKind::Choice),
        Kind::IdentityNumber => Some(FieldKind::IdentityNumber),
        Kind::Office => Some(FieldKind::Office),
        Kind::Attachment => Some(FieldKind::Attachment),
        Kind::Person | Kind::Household | Kind::Record | Kind::List => several::kind(decoder, fields, kind),
    }
}

fn percentage(decoder: &mut Decoder, node: &Node) -> Option<Spanned<Decimal>> {
    let scalar = decoder.scalar(node)?;
    match read_percent(&scalar.text) {
        Some(fraction) => Some(Spanned::new(fraction, scalar.span)),
        None => decoder.bad_scalar(node, Bilingual::new("一个百分比，例如 50%", "a percentage such as 50%")),
    }
}

fn ordered<T: PartialOrd + Copy + std::fmt::Display>(
    decoder: &mut Decoder,
    min: Option<Spanned<T>>,
    max: Option<Spanned<T>>,
) -> (Option<T>, Option<T>) {
    if let (Some(min), Some(max)) = (&min, &max)
        && min.value > max.value
    {
        let message = Bilingual::new(
            format!("最小 {} 大于最大 {}", min.value, max.value),
            format!("the least, {}, is more than the greatest, {}", min.value, max.value),
        );
        decoder.problem(Code::Contradiction, max.span, message, None);
    }
    (min.map(|min| min.value), max.map(|max| max.value))
}

fn options(decoder: &mut Decoder, node: &Node) -> Option<Vec<FieldOption>> {
    let options: Vec<FieldOption> = match node {
        Node::Mapping(..) => {
            let decoded = decoder.each(node, |decoder, _: &Spanned<FieldName>, node| decoder.bilingual(node));
            decoded
                .into_iter()
                .map(|(id, title)| FieldOption { id: id.value.to_string(), title: title.value })
                .collect()
        }
        Node::Sequence(..) | Node::Scalar(_) => decoder.every(node, |decoder, node| {
            let id = decoder.name::<FieldName>(node)?.value.to_string();
            Some(FieldOption { title: Bilingual::same(id.clone()), id })
        }),
    };
    if options.is_empty() {
        decoder.wrong_shape(node, Bilingual::new("至少一个选项", "at least one option"));
        return None;
    }
    Some(options)
}
