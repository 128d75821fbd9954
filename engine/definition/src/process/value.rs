//! `values`: 计算项, named formulas. A formula may use fields, parameters and other formulas, but not itself in a circle.

use indexmap::IndexMap;

use crate::bilingual::Bilingual;
use crate::diagnostic::Code;
use crate::expression::ReadOf;
use crate::keyword as k;
use crate::model::Formula;
use crate::name::ValueName;
use crate::source::decode::Decoder;
use crate::text::Spanned;
use crate::yaml::{Node, Scalar};

use super::Reader;

struct Written<'n> {
    name: Spanned<ValueName>,
    title: Option<Bilingual>,
    formula: &'n Node,
    needs: Vec<String>,
}

impl Reader<'_> {
    /// All formulas, compiled in an order in which each finds the types of those it uses.
    pub fn values(&mut self, node: &Node) -> IndexMap<ValueName, Formula> {
        let mut pending = self.decoder.within(k::VALUES.en, |decoder| written(decoder, node));
        let order: Vec<ValueName> = pending.iter().map(|written| written.name.value.clone()).collect();
        let mut compiled = IndexMap::new();
        while let Some(ready) = next_ready(&pending) {
            let written = pending.remove(ready);
            let path = format!("{}.{}", k::VALUES.en, written.name.value);
            let Some(expression) = self.within(&path, |reader| reader.expression(written.formula)) else { continue };
            self.names.value(written.name.value.as_str(), expression.result_type().clone());
            let sensitive = expression.reads().iter().any(|read| match &read.what {
                ReadOf::Variable(name) => self.sensitive.contains(name.as_str()),
                ReadOf::Given(_) | ReadOf::Parameter(_) | ReadOf::State(_) | ReadOf::Clock => false,
            });
            if sensitive {
                self.sensitive.insert(written.name.value.to_string());
            }
            let title = written.title.unwrap_or_else(|| Bilingual::same(written.name.value.as_str()));
            compiled.insert(written.name.value, Formula { title, expression, sensitive });
        }
        self.circles(&pending);
        order.into_iter().filter_map(|name| compiled.shift_remove_entry(&name)).collect()
    }

    /// Reads within a part of the structure.
    pub fn within<T>(&mut self, path: &str, read: impl FnOnce(&mut Self) -> T) -> T {
        self.decoder.enter(path);
        let result = read(self);
        self.decoder.leave();
        result
    }

    fn circles(&mut self, pending: &[Written<'_>]) {
        for written in pending {
            let name = &written.name.value;
            let message = Bilingual::new(
                format!("计算项“{name}”绕了一圈又用到自己：{}", written.needs.join(" → ")),
                format!("the value `{name}` needs itself in a circle, through `{}`", written.needs.join("`, `")),
            );
            let help = Bilingual::new("去掉其中一处引用", "remove one of the references");
            self.decoder.problem(Code::ExpressionCycle, written.name.span, message, Some(help));
        }
    }
}

fn next_ready(pending: &[Written<'_>]) -> Option<usize> {
    let waits = |written: &Written<'_>| {
        pending.iter().any(|other| written.needs.iter().any(|need| need == other.name.value.as_str()))
    };
    pending.iter().position(|written| !waits(written))
}

fn written<'n>(decoder: &mut Decoder, node: &'n Node) -> Vec<Written<'n>> {
    let Some((entries, _)) = decoder.mapping(node) else { return Vec::new() };
    let names: Vec<String> = entries.iter().map(|entry| entry.key.text.clone()).collect();
    let mut found = Vec::new();
    for entry in entries {
        let Some(name) = decoder.name_of::<ValueName>(&entry.key) else { continue };
        let decoded = decoder.within(&entry.key.text, |decoder| one(decoder, &entry.value));
        let Some((title, formula)) = decoded else { continue };
        let needs = match formula {
            Node::Scalar(scalar) => needs(scalar, &names),
            Node::Sequence(..) | Node::Mapping(..) => Vec::new(),
        };
        found.push(Written { name, title, formula, needs });
    }
    found
}

fn one<'n>(decoder: &mut Decoder, node: &'n Node) -> Option<(Option<Bilingual>, &'n Node)> {
    match node {
        Node::Mapping(..) => {
            let mut fields = decoder.fields(node)?;
            let title = fields.optional(decoder, k::NAME, Decoder::bilingual).map(|title| title.value);
            let formula = fields.required(decoder, k::FORMULA, |_, node| Some(node));
            fields.finish(decoder);
            Some((title, formula?))
        }
        Node::Scalar(_) | Node::Sequence(..) => Some((None, node)),
    }
}

/// Which of the names a formula mentions outside its quoted texts: enough to order them; typing happens later.
fn needs(formula: &Scalar, names: &[String]) -> Vec<String> {
    let outside: String = formula.text.split('"').step_by(2).collect::<Vec<_>>().join(" ");
    let words: Vec<&str> = outside.split(|character: char| !character.is_alphanumeric() && character != '_').collect();
    names.iter().filter(|name| words.contains(&name.as_str())).cloned().collect()
}
