//! Whether a value is one a field can hold, and if not, what was expected.

use rust_decimal::Decimal;

use super::field::{ATTACHMENT_PARTS, FieldKind, Part, fen};
use crate::bilingual::Bilingual;
use crate::identity;
use crate::value::Value;

/// The most characters of the name of an attachment.
const FILE_NAME_CHARACTERS_MAX: usize = 200;
/// The hexadecimal digits of an SM3.
const SM3_DIGITS: usize = 64;

impl FieldKind {
    /// What was expected, if a value is not one of this kind within its limits. Whether an office exists is not asked here.
    pub fn misfit(&self, value: &Value) -> Option<Bilingual> {
        match (self, value) {
            (FieldKind::Boolean, Value::Boolean(_))
            | (FieldKind::Date, Value::Date(_))
            | (FieldKind::Month, Value::Month(_))
            | (FieldKind::Moment, Value::Moment(_))
            | (FieldKind::Office, Value::Text(_)) => None,
            (
                FieldKind::Integer { .. }
                | FieldKind::Decimal { .. }
                | FieldKind::Percent { .. }
                | FieldKind::Money { .. },
                Value::Number(number) | Value::Money(number),
            ) => self.number_misfit(value, *number),
            (FieldKind::Text { min, max }, Value::Text(text)) => text_misfit(*min, *max, text),
            (FieldKind::Choice(options), Value::Choice(option)) => {
                let ids: Vec<&str> = options.iter().map(|option| option.id.as_str()).collect();
                (!ids.contains(&option.as_str()))
                    .then(|| Bilingual::new(format!("{} 之一", ids.join("、")), format!("one of {}", ids.join(", "))))
            }
            (FieldKind::IdentityNumber, Value::Text(text)) => identity::check(text).err().map(|wrong| {
                let wrong = wrong.message();
                Bilingual::new(
                    format!("正确的身份证号：{}", wrong.zh),
                    format!("a valid identity number: {}", wrong.en),
                )
            }),
            (FieldKind::Attachment, Value::Record(_)) => (!is_attachment(value)).then(|| self.words()),
            (FieldKind::Record(parts), Value::Record(values)) => {
                let stranger = values.keys().find(|name| !parts.iter().any(|part| part.id == **name));
                let stranger = stranger.map(|name| {
                    Bilingual::new(format!("没有分项“{name}”的一组数据"), format!("a record without a part {name}"))
                });
                stranger.or_else(|| parts.iter().find_map(|part| part_misfit(part, values.get(&part.id))))
            }
            (FieldKind::List { item, min, max }, Value::List(values)) => {
                let count = values.len();
                let fits = (*min as usize..=*max as usize).contains(&count);
                let wrong_count = || {
                    Bilingual::new(
                        format!("{min} 到 {max} 项，写了 {count} 项"),
                        format!("{min} to {max} items, found {count}"),
                    )
                };
                (!fits).then(wrong_count).or_else(|| items_misfit(item, values))
            }
            (
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
                | FieldKind::Attachment
                | FieldKind::Record(_)
                | FieldKind::List { .. },
                _,
            ) => Some(self.words()),
        }
    }

    /// What was expected, if a number is not one of this kind: a plain number is no money, nor the other way round.
    fn number_misfit(&self, value: &Value, number: Decimal) -> Option<Bilingual> {
        let is_money = matches!(value, Value::Money(_));
        if is_money != matches!(self, FieldKind::Money { .. }) {
            return Some(self.words());
        }
        let (min, max) = self.bounds();
        let fits = within(number, min, max);
        match self {
            FieldKind::Integer { .. } => {
                (!fits || !number.fract().is_zero()).then(|| bounds("整数", "a whole number", &min, &max))
            }
            FieldKind::Percent { .. } => {
                (!fits).then(|| bounds("百分比", "a percentage", &min.map(percent), &max.map(percent)))
            }
            FieldKind::Money { .. } => {
                let in_fen = number.normalize().scale() <= 2 && fen(number).is_some();
                (!fits || !in_fen)
                    .then(|| bounds("至多两位小数的金额", "an amount with at most two decimals", &min, &max))
            }
            FieldKind::Boolean
            | FieldKind::Decimal { .. }
            | FieldKind::Text { .. }
            | FieldKind::Date
            | FieldKind::Month
            | FieldKind::Moment
            | FieldKind::Choice(_)
            | FieldKind::IdentityNumber
            | FieldKind::Office
            | FieldKind::Attachment
            | FieldKind::Record(_)
            | FieldKind::List { .. } => (!fits).then(|| bounds("数", "a number", &min, &max)),
        }
    }

    /// What it holds, in words: 日期，例如 2020-04-20.
    pub fn words(&self) -> Bilingual {
        let (zh, en) = match self {
            FieldKind::Boolean => ("是或否", "true or false"),
            FieldKind::Integer { .. } => ("整数", "a whole number"),
            FieldKind::Decimal { .. } => ("数", "a number"),
            FieldKind::Money { .. } => ("金额", "an amount in yuan"),
            FieldKind::Percent { .. } => ("百分比，例如 50%", "a percentage such as 50%"),
            FieldKind::Text { .. } => ("文字", "text"),
            FieldKind::Date => ("日期", "a date"),
            FieldKind::Month => ("月份，例如 2020-04", "a month such as 2020-04"),
            FieldKind::Moment => ("时刻", "a moment"),
            FieldKind::Choice(_) => ("选项之一", "one of the options"),
            FieldKind::IdentityNumber => ("身份证号", "an identity number"),
            FieldKind::Office => ("机构代码", "the code of an office"),
            FieldKind::Attachment => {
                ("附件：文件名 name、字节数 bytes、摘要 sm3", "an attachment: its name, bytes and sm3")
            }
            FieldKind::Record(_) => ("一组数据", "a record"),
            FieldKind::List { .. } => ("一个列表", "a list"),
        };
        Bilingual::new(zh, en)
    }
}

/// A fraction as people read it: 50%.
pub fn percent(fraction: Decimal) -> String {
    let hundredths = fraction.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(fraction);
    format!("{}%", hundredths.normalize())
}

/// A percentage as written, `50%`, as the fraction it is.
pub fn read_percent(text: &str) -> Option<Decimal> {
    let number: Decimal = text.trim().strip_suffix('%')?.trim().parse().ok()?;
    number.checked_div(Decimal::ONE_HUNDRED)
}

fn part_misfit(part: &Part, value: Option<&Value>) -> Option<Bilingual> {
    let expected = match value {
        Some(value) => part.kind.misfit(value)?,
        None if part.required => Bilingual::new("必填", "given"),
        None => return None,
    };
    Some(Bilingual::new(
        format!("“{}”为{}的一组数据", part.title.zh, expected.zh),
        format!("a record whose {} is {}", part.title.en, expected.en),
    ))
}

fn items_misfit(item: &FieldKind, values: &[Value]) -> Option<Bilingual> {
    values.iter().enumerate().find_map(|(at, value)| {
        let expected = item.misfit(value)?;
        let number = at + 1;
        Some(Bilingual::new(
            format!("第 {number} 项为{}的列表", expected.zh),
            format!("a list whose item {number} is {}", expected.en),
        ))
    })
}

fn is_attachment(value: &Value) -> bool {
    let Value::Record(parts) = value else { return false };
    let [name, bytes, sm3] = ATTACHMENT_PARTS.map(|part| parts.get(part));
    let named = matches!(name, Some(Value::Text(name))
        if !name.is_empty() && name.chars().count() <= FILE_NAME_CHARACTERS_MAX);
    let sized = matches!(bytes, Some(Value::Number(bytes)) if bytes.fract().is_zero() && !bytes.is_sign_negative());
    let summed = matches!(sm3, Some(Value::Text(sm3))
        if sm3.len() == SM3_DIGITS && sm3.bytes().all(|byte| byte.is_ascii_hexdigit()));
    parts.len() == ATTACHMENT_PARTS.len() && named && sized && summed
}

fn text_misfit(min: u32, max: u32, text: &str) -> Option<Bilingual> {
    let count = text.chars().count();
    if count > max as usize {
        return Some(Bilingual::new(
            format!("不超过 {max} 个字，写了 {count} 个"),
            format!("at most {max} characters, found {count}"),
        ));
    }
    (count < min as usize).then(|| {
        Bilingual::new(
            format!("不少于 {min} 个字，写了 {count} 个"),
            format!("at least {min} characters, found {count}"),
        )
    })
}

fn within(number: Decimal, min: Option<Decimal>, max: Option<Decimal>) -> bool {
    min.is_none_or(|min| number >= min) && max.is_none_or(|max| number <= max)
}

fn bounds<T: ToString>(zh: &str, en: &str, min: &Option<T>, max: &Option<T>) -> Bilingual {
    let min = min.as_ref().map(ToString::to_string);
    let max = max.as_ref().map(ToString::to_string);
    match (min, max) {
        (Some(min), Some(max)) => Bilingual::new(format!("{min} 到 {max} 的{zh}"), format!("{en} from {min} to {max}")),
        (Some(min), None) => Bilingual::new(format!("不小于 {min} 的{zh}"), format!("{en} of at least {min}")),
        (None, Some(max)) => Bilingual::new(format!("不大于 {max} 的{zh}"), format!("{en} of at most {max}")),
        (None, None) => Bilingual::new(zh, en),
    }
}
