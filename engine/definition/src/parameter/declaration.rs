//! What a parameter is: its type and bounds, and whether a value fits them.

use rust_decimal::Decimal;

use crate::bilingual::Bilingual;
use crate::days::Days;
use crate::diagnostic::Code;
use crate::moment::Date;
use crate::name::ParameterName;
use crate::source::decode::Decoder;
use crate::text::Spanned;
use crate::value::{Type, Value};
use crate::yaml::Node;

/// The decimals of an amount in yuan: whole fen.
const MONEY_DECIMALS_MAX: u32 = 2;

/// The declaration of a parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct Declaration {
    /// Its id.
    pub name: ParameterName,
    /// Its name for people.
    pub title: Bilingual,
    /// Its type in expressions.
    pub kind: Type,
    /// Whether a number must be whole.
    pub whole: bool,
    /// The least a value may be, inclusive. Every row keeps it, so a checker may rely on it.
    pub min: Option<Decimal>,
    /// The greatest a value may be, inclusive.
    pub max: Option<Decimal>,
    /// Floors that bind on some days only.
    pub floors: Vec<Floor>,
    /// The document or rule it comes from.
    pub source: Option<String>,
}

/// 下限: what a value must not be below on any of these days, e.g. 4000.00 from 2020-12-31.
#[derive(Clone, Debug, PartialEq)]
pub struct Floor {
    /// The first day; open if not given.
    pub from: Option<Date>,
    /// The first day no longer; open if not given.
    pub until: Option<Date>,
    /// The least, inclusive.
    pub value: Decimal,
    /// The document that sets it.
    pub source: Option<String>,
}

impl Floor {
    /// When it binds.
    pub fn days(&self) -> Days {
        Days { from: self.from, until: self.until }
    }
}

impl Declaration {
    /// Reads a value as this parameter's, within its bounds; a scenario's own values come through here too.
    pub fn value(&self, decoder: &mut Decoder, node: &Node) -> Option<Spanned<Value>> {
        let value = self.typed(decoder, node)?;
        self.within_bounds(decoder, &value).then_some(value)
    }

    fn typed(&self, decoder: &mut Decoder, node: &Node) -> Option<Spanned<Value>> {
        match &self.kind {
            Type::Boolean => decoder.boolean(node).map(|value| value.map(Value::Boolean)),
            Type::Number => self.number(decoder, node).map(|value| value.map(Value::Number)),
            Type::Money => money(decoder, node).map(|value| value.map(Value::Money)),
            Type::Text => decoder.text(node).map(|value| value.map(Value::Text)),
            Type::Date => decoder.date(node).map(|value| value.map(Value::Date)),
            Type::Moment => decoder.moment(node).map(|value| value.map(Value::Moment)),
            // No parameter is declared of these: see the words of `type` in the reader.
            Type::Duration | Type::Month | Type::Choice(_) | Type::Record(_) | Type::List(_) => None,
        }
    }

    fn number(&self, decoder: &mut Decoder, node: &Node) -> Option<Spanned<Decimal>> {
        let number = decoder.decimal(node)?;
        if self.whole && !number.value.is_integer() {
            return decoder.bad_scalar(node, Bilingual::new("一个整数", "a whole number"));
        }
        Some(number)
    }

    fn within_bounds(&self, decoder: &mut Decoder, value: &Spanned<Value>) -> bool {
        let (Value::Number(number) | Value::Money(number)) = value.value else { return true };
        let least = self.min.filter(|min| number < *min);
        let greatest = self.max.filter(|max| number > *max);
        let message = match (least, greatest) {
            (Some(min), _) => Bilingual::new(
                format!("“{}”最小为 {min}，写的是 {number}", self.title.zh),
                format!("`{}` is at least {min}, found {number}", self.name),
            ),
            (None, Some(max)) => Bilingual::new(
                format!("“{}”最大为 {max}，写的是 {number}", self.title.zh),
                format!("`{}` is at most {max}, found {number}", self.name),
            ),
            (None, None) => return true,
        };
        let help = Bilingual::new(
            "核对文件上的数；确要更改界限的，改 min（最小）或 max（最大）",
            "check the figure, or mend `min` or `max`",
        );
        decoder.problem(Code::BelowFloor, value.span, message, Some(help));
        false
    }

    /// Whether a value keeps the floors that bind on any of its days; tells it if not.
    pub(super) fn keeps_floors(&self, decoder: &mut Decoder, value: &Spanned<Value>, days: Days) -> bool {
        let (Value::Number(number) | Value::Money(number)) = value.value else { return true };
        let broken = |floor: &&Floor| number < floor.value && floor.days().overlap(days).is_some();
        let Some(floor) = self.floors.iter().find(broken) else { return true };
        let (when, least) = (floor.days().shown(), floor.value);
        let source = |open: &str, close: &str| {
            floor.source.as_deref().map(|source| format!("{open}{source}{close}")).unwrap_or_default()
        };
        let message = Bilingual::new(
            format!("“{}”{}不得低于 {least}{}，写的是 {number}", self.title.zh, when.zh, source("（", "）")),
            format!("`{}` must not be below {least} {}{}, found {number}", self.name, when.en, source(" (`", "`)")),
        );
        let help = Bilingual::new(
            "提高数额；若只在此前有效，给它写 until（至）",
            "raise it; if it holds only until then, give it an `until`",
        );
        decoder.problem(Code::BelowFloor, value.span, message, Some(help));
        false
    }
}

/// An amount in yuan with at most two decimals.
pub(super) fn money(decoder: &mut Decoder, node: &Node) -> Option<Spanned<Decimal>> {
    let amount = decoder.decimal(node)?;
    if amount.value.normalize().scale() > MONEY_DECIMALS_MAX {
        return decoder.bad_scalar(
            node,
            Bilingual::new("以元计、最多两位小数的金额", "an amount in yuan with at most two decimals"),
        );
    }
    Some(amount)
}
