//! Values as a scenario writes them: read by the type of the field or formula they are for.

use definition::bilingual::Bilingual;
use definition::diagnostic::Code;
use definition::keyword::Keyword;
use definition::model::{Definition, read_percent};
use definition::moment::Date;
use definition::name::FieldName;
use definition::source::decode::{Decoder, Fields};
use definition::text::Spanned;
use definition::value::{Type, Value, read_month};
use definition::yaml::{Entry, Node};
use indexmap::IndexMap;
use machine::FieldInput;
use rust_decimal::Decimal;

use super::Reader;
use super::known::unknown;

impl Reader<'_> {
    /// A value of a type. Bounds and check digits are not looked at: a scenario may want to see them refused.
    pub fn value(&mut self, node: &Node, kind: &Type) -> Option<Spanned<Value>> {
        let decoder = &mut self.decoder;
        match kind {
            Type::Boolean => decoder.boolean(node).map(|value| value.map(Value::Boolean)),
            Type::Number => number(decoder, node).map(|value| value.map(Value::Number)),
            Type::Money => decoder.decimal(node).map(|value| value.map(Value::Money)),
            Type::Text => decoder.text(node).map(|value| value.map(Value::Text)),
            Type::Date => decoder.date(node).map(|value| value.map(Value::Date)),
            Type::Moment => decoder.moment(node).map(|value| value.map(Value::Moment)),
            Type::Month => self.month(node).map(|value| value.map(Value::Month)),
            Type::Record(parts) => self.record(node, parts),
            Type::Choice(options) => {
                let options = options.iter().map(String::as_str);
                let found = self.one_of(node, Code::UnknownReference, ("选项", "option"), options);
                found.map(|value| value.map(Value::Choice))
            }
            Type::List(item) => {
                let items = self.decoder.list(node);
                let items: Option<Vec<Value>> =
                    items.iter().map(|node| self.value(node, item).map(|value| value.value)).collect();
                Some(Spanned::new(Value::List(items?), node.span()))
            }
            Type::Duration => {
                decoder.wrong_shape(node, Bilingual::new("一个可以写出的值", "a value that can be written"));
                None
            }
        }
    }

    fn month(&mut self, node: &Node) -> Option<Spanned<Date>> {
        let scalar = self.decoder.scalar(node)?;
        match read_month(&scalar.text) {
            Some(first) => Some(Spanned::new(first, scalar.span)),
            None => self.decoder.bad_scalar(node, Bilingual::new("一个月份，例如 2020-04", "a month such as 2020-04")),
        }
    }

    /// `{name: 李梅, income: 3000.00}`; parts left out are unset.
    fn record(&mut self, node: &Node, parts: &[(String, Type)]) -> Option<Spanned<Value>> {
        let (entries, span) = self.decoder.mapping(node)?;
        let mut read = IndexMap::new();
        for entry in entries {
            let Some((name, kind)) = parts.iter().find(|(part, _)| *part == entry.key.text) else {
                let written = Spanned::new(entry.key.text.as_str(), entry.key.span);
                let names = parts.iter().map(|(part, _)| part.as_str());
                unknown(&mut self.decoder, Code::UnknownField, ("分项", "part"), written, names);
                return None;
            };
            self.decoder.enter(&entry.key.text);
            let value = self.value(&entry.value, kind);
            self.decoder.leave();
            read.insert(name.clone(), value?.value);
        }
        let in_order = parts.iter().filter_map(|(part, _)| read.shift_remove_entry(part)).collect();
        Some(Spanned::new(Value::Record(in_order), span))
    }

    /// What is filled in: `fields: {members: 3}`.
    pub fn filled_in(&mut self, fields: &mut Fields<'_>, keyword: Keyword, of: &Definition) -> FieldInput {
        let Some(node) = fields.take(&mut self.decoder, keyword) else { return FieldInput::new() };
        let Some((entries, _)) = self.decoder.mapping(node) else { return FieldInput::new() };
        self.decoder.enter(keyword.en);
        let found = entries.iter().filter_map(|entry| {
            let (name, kind) = self.field(entry, of)?;
            self.decoder.enter(&entry.key.text);
            let value = self.value(&entry.value, &kind);
            self.decoder.leave();
            Some((name, value?.value))
        });
        let found = found.collect();
        self.decoder.leave();
        found
    }

    /// The field a key names, with its type.
    pub fn field(&mut self, entry: &Entry, of: &Definition) -> Option<(FieldName, Type)> {
        if let Some((name, field)) = of.fields.get_key_value(entry.key.text.as_str()) {
            return Some((name.clone(), field.kind.value_type()));
        }
        if let Some(field) = of.event_data(&entry.key.text) {
            return Some((FieldName::new(&entry.key.text), field.kind.value_type()));
        }
        let written = Spanned::new(entry.key.text.as_str(), entry.key.span);
        let names = of.fields.keys().map(FieldName::as_str);
        unknown(&mut self.decoder, Code::UnknownField, ("表单项", "field"), written, names);
        None
    }
}

/// A number; also a percentage, `50%`, as the fraction it is.
fn number(decoder: &mut Decoder, node: &Node) -> Option<Spanned<Decimal>> {
    if let Node::Scalar(scalar) = node
        && let Some(fraction) = read_percent(&scalar.text)
    {
        return Some(Spanned::new(fraction, scalar.span));
    }
    decoder.decimal(node)
}
