//! A parameter file as written: declarations and rows, nothing resolved.

use rust_decimal::Decimal;

use super::declaration::{Floor, money};
use crate::bilingual::Bilingual;
use crate::days::Days;
use crate::diagnostic::Code;
use crate::keyword::{self, Keyword};
use crate::name::ParameterName;
use crate::source::decode::{Decoder, Fields};
use crate::text::{Span, Spanned};
use crate::value::Type;
use crate::yaml::Node;

/// One parameter file.
#[derive(Clone, Debug)]
pub struct ParametersSource {
    /// Its parameters.
    pub parameters: Vec<ParameterSource>,
}

/// A parameter as written. Without `type` it adds rows to one that another file declares.
#[derive(Clone, Debug)]
pub struct ParameterSource {
    /// Its id.
    pub name: Spanned<ParameterName>,
    /// What it is, if it is declared here.
    pub declaration: Option<DeclarationSource>,
    /// Its rows.
    pub rows: Vec<RowSource>,
}

/// A declaration as written.
#[derive(Clone, Debug)]
pub struct DeclarationSource {
    /// Its name for people; its id if none is given.
    pub title: Bilingual,
    /// Its type; nothing where its absence has been told.
    pub kind: Option<Type>,
    /// Whether a number must be whole.
    pub whole: bool,
    /// The least, inclusive.
    pub min: Option<Decimal>,
    /// The greatest, inclusive.
    pub max: Option<Decimal>,
    /// Floors that bind on some days only: `{from, until, value, source}`.
    pub floors: Vec<Floor>,
    /// The document or rule it comes from.
    pub source: Option<String>,
}

/// A row as written.
#[derive(Clone, Debug)]
pub struct RowSource {
    /// Where: an id, a division code or a path of titles.
    pub office: Spanned<String>,
    /// When.
    pub days: Days,
    /// The value; what it means is decided by the declaration's type.
    pub value: Node,
    /// The document that sets it.
    pub source: Option<String>,
    /// Where it stands.
    pub span: Span,
}

/// The words of `type`: the type, and whether a number must be whole.
const TYPES: &[(Keyword, (Type, bool))] = &[
    (keyword::BOOLEAN, (Type::Boolean, false)),
    (keyword::INTEGER, (Type::Number, true)),
    (keyword::DECIMAL, (Type::Number, false)),
    (keyword::MONEY, (Type::Money, false)),
    (keyword::TEXT, (Type::Text, false)),
    (keyword::DATE, (Type::Date, false)),
    (keyword::MOMENT, (Type::Moment, false)),
];

/// Reads one parameter file.
pub fn read(decoder: &mut Decoder, node: &Node) -> Option<ParametersSource> {
    let mut fields = decoder.fields(node)?;
    let parameters = fields.required(decoder, keyword::PARAMETERS, |decoder, node| Some(decoder.each(node, parameter)));
    fields.finish(decoder);
    Some(ParametersSource { parameters: parameters?.into_iter().map(|(_, parameter)| parameter).collect() })
}

fn parameter(decoder: &mut Decoder, name: &Spanned<ParameterName>, node: &Node) -> Option<ParameterSource> {
    let mut fields = decoder.fields(node)?;
    let declaring = [keyword::NAME, keyword::TYPE, keyword::MIN, keyword::MAX, keyword::FLOOR, keyword::SOURCE];
    let declares = declaring.iter().any(|key| fields.has(*key));
    let declaration = declaration(&mut fields, decoder, name, declares);
    let rows = fields.optional(decoder, keyword::ROWS, |decoder, node| Some(decoder.every(node, row)));
    fields.finish(decoder);
    Some(ParameterSource {
        name: name.clone(),
        declaration: declares.then_some(declaration),
        rows: rows.unwrap_or_default(),
    })
}

/// What stands beside the rows; `type` must be there as soon as anything is.
fn declaration(
    fields: &mut Fields<'_>,
    decoder: &mut Decoder,
    name: &Spanned<ParameterName>,
    declares: bool,
) -> DeclarationSource {
    let title = fields.optional(decoder, keyword::NAME, Decoder::bilingual);
    let kind = if declares {
        fields.required(decoder, keyword::TYPE, |decoder, node| decoder.word(node, TYPES))
    } else {
        fields.take(decoder, keyword::TYPE);
        None
    };
    let (kind, whole) = kind.map_or((None, false), |kind| (Some(kind.value.0), kind.value.1));
    let min = fields.optional(decoder, keyword::MIN, |decoder, node| bound(decoder, node, kind.as_ref(), None));
    let max = fields.optional(decoder, keyword::MAX, |decoder, node| bound(decoder, node, kind.as_ref(), min));
    let floors = fields.optional(decoder, keyword::FLOOR, |decoder, node| {
        Some(decoder.every(node, |decoder, node| floor(decoder, node, kind.as_ref())))
    });
    let source = fields.optional(decoder, keyword::SOURCE, Decoder::text).map(|source| source.value);
    let title = title.map_or_else(|| Bilingual::same(name.value.as_str()), |title| title.value);
    DeclarationSource { title, kind, whole, min, max, floors: floors.unwrap_or_default(), source }
}

fn floor(decoder: &mut Decoder, node: &Node, kind: Option<&Type>) -> Option<Floor> {
    let mut fields = decoder.fields(node)?;
    let Days { from, until } = Days::read(&mut fields, decoder);
    let value = fields.required(decoder, keyword::VALUE, |decoder, node| bound(decoder, node, kind, None));
    let source = fields.optional(decoder, keyword::SOURCE, Decoder::text).map(|source| source.value);
    fields.finish(decoder);
    Some(Floor { from, until, value: value?, source })
}

/// A bound of a number or an amount, not below `least`.
fn bound(decoder: &mut Decoder, node: &Node, kind: Option<&Type>, least: Option<Decimal>) -> Option<Decimal> {
    let bound = match kind? {
        Type::Number => decoder.decimal(node)?,
        Type::Money => money(decoder, node)?,
        Type::Boolean
        | Type::Text
        | Type::Date
        | Type::Moment
        | Type::Month
        | Type::Duration
        | Type::Choice(_)
        | Type::Record(_)
        | Type::List(_) => {
            let message = Bilingual::new("只有数和金额才有界限", "only numbers and amounts have bounds");
            let help =
                Bilingual::new("删去 min（最小）、max（最大）和 floor（下限）", "delete `min`, `max` and `floor`");
            decoder.problem(Code::Contradiction, node.span(), message, Some(help));
            return None;
        }
    };
    if let Some(least) = least.filter(|least| bound.value < *least) {
        let message = Bilingual::new(
            format!("最大 {} 小于最小 {least}", bound.value),
            format!("the greatest, {}, is below the least, {least}", bound.value),
        );
        decoder.problem(Code::Contradiction, bound.span, message, None);
        return None;
    }
    Some(bound.value)
}

fn row(decoder: &mut Decoder, node: &Node) -> Option<RowSource> {
    let mut fields = decoder.fields(node)?;
    let office = fields.required(decoder, keyword::OFFICE, Decoder::text);
    let days = Days::read(&mut fields, decoder);
    let value = fields.required(decoder, keyword::VALUE, |_, node| Some(node.clone()));
    let source = fields.optional(decoder, keyword::SOURCE, Decoder::text).map(|source| source.value);
    let span = fields.span;
    fields.finish(decoder);
    Some(RowSource { office: office?, days, value: value?, source, span })
}
