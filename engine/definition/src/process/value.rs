//! `values`: 计算项, named formulas, and the order in which they and the tables of `tables` can be read. Each may use fields,
//! parameters and the others, but not itself in a circle.

use indexmap::IndexMap;

use crate::bilingual::Bilingual;
use crate::diagnostic::Code;
use crate::expression::{Read, ReadOf};
use crate::keyword::{self as k, Keyword};
use crate::model::Formula;
use crate::name::{TableName, ValueName};
use crate::source::decode::Decoder;
use crate::table::Table;
use crate::text::Spanned;
use crate::yaml::Node;

use super::Reader;

/// A formula or a table, not yet compiled: what it is called, and which of the others it needs.
struct Written<'n> {
    name: Spanned<ValueName>,
    what: What<'n>,
    needs: Vec<String>,
}

enum What<'n> {
    Formula(Option<Bilingual>, &'n Node),
    Table(&'n Node),
}

impl Reader<'_> {
    /// All formulas and tables, compiled in an order in which each finds the types of those it uses.
    pub fn values(
        &mut self,
        values: Option<&Node>,
        tables: Option<&Node>,
    ) -> (IndexMap<ValueName, Formula>, IndexMap<TableName, Table>) {
        let names: Vec<String> = [values, tables].into_iter().flatten().flat_map(names_in).collect();
        let mut pending = Vec::new();
        if let Some(node) = values {
            pending.extend(self.decoder.within(k::VALUES.en, |decoder| written(decoder, node, &names)));
        }
        if let Some(node) = tables {
            pending.extend(self.decoder.within(k::TABLES.en, |decoder| tables_written(decoder, node, &names)));
        }
        self.twice(&pending);
        self.spoilt = names.into_iter().collect();
        let order: Vec<ValueName> = pending.iter().map(|written| written.name.value.clone()).collect();
        let (mut formulas, mut compiled) = (IndexMap::new(), IndexMap::new());
        while let Some(ready) = next_ready(&pending) {
            let written = pending.remove(ready);
            let name = written.name.value.clone();
            let (formula, table) = match written.what {
                What::Formula(title, node) => (self.formula(&written.name, title, node), None),
                What::Table(node) => (None, self.table(&written.name, node)),
            };
            if formula.is_some() || table.is_some() {
                self.spoilt.remove(name.as_str());
            }
            formulas.extend(formula.map(|formula| (name, formula)));
            compiled.extend(table.map(|table| (table.name.clone(), table)));
        }
        self.circles(&pending);
        let values = order.iter().filter_map(|name| formulas.shift_remove_entry(name)).collect();
        (values, order.iter().filter_map(|name| compiled.shift_remove_entry(name.as_str())).collect())
    }

    fn formula(&mut self, name: &Spanned<ValueName>, title: Option<Bilingual>, node: &Node) -> Option<Formula> {
        let name = &name.value;
        let path = format!("{}.{name}", k::VALUES.en);
        let expression = self.within(&path, |reader| reader.expression(node))?;
        self.names.value(name.as_str(), expression.result_type().clone(), expression.bounds());
        let sensitive = self.learns_secrets(name, expression.reads());
        let title = title.unwrap_or_else(|| Bilingual::same(name.as_str()));
        Some(Formula { title, expression, sensitive })
    }

    /// Whether something sensitive is read; then what is computed from it is as sensitive.
    pub fn learns_secrets<'r>(&mut self, name: &ValueName, reads: impl IntoIterator<Item = &'r Read>) -> bool {
        let sensitive = reads.into_iter().any(|read| match &read.what {
            ReadOf::Variable(name) => self.sensitive.contains(name.as_str()),
            ReadOf::Given(_) | ReadOf::Parameter(_) | ReadOf::State(_) | ReadOf::Clock => false,
        });
        if sensitive {
            self.sensitive.insert(name.to_string());
        }
        sensitive
    }

    /// Formulas and tables are used by their names alone, so these must differ.
    fn twice(&mut self, written: &[Written<'_>]) {
        for (at, one) in written.iter().enumerate() {
            let name = &one.name.value;
            if written[..at].iter().any(|other| other.name.value == *name) || self.names.has(name.as_str()) {
                let message = Bilingual::new(
                    format!("“{name}”已是表单项、计算项或决策表的名字"),
                    format!("`{name}` is the name of a field, a value or a table already"),
                );
                let help = Bilingual::new("另起一个名字", "give it another name");
                self.decoder.problem(Code::Contradiction, one.name.span, message, Some(help));
            }
        }
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

fn names_in(node: &Node) -> Vec<String> {
    match node {
        Node::Mapping(entries, _) => entries.iter().map(|entry| entry.key.text.clone()).collect(),
        Node::Scalar(_) | Node::Sequence(..) => Vec::new(),
    }
}

fn written<'n>(decoder: &mut Decoder, node: &'n Node, names: &[String]) -> Vec<Written<'n>> {
    let Some((entries, _)) = decoder.mapping(node) else { return Vec::new() };
    let mut found = Vec::new();
    for entry in entries {
        let Some(name) = decoder.name_of::<ValueName>(&entry.key) else { continue };
        let decoded = decoder.within(&entry.key.text, |decoder| one(decoder, &entry.value));
        let Some((title, formula)) = decoded else { continue };
        found.push(Written { name, what: What::Formula(title, formula), needs: needs(formula, names) });
    }
    found
}

fn tables_written<'n>(decoder: &mut Decoder, node: &'n Node, names: &[String]) -> Vec<Written<'n>> {
    let Some((entries, _)) = decoder.mapping(node) else { return Vec::new() };
    let mut found = Vec::new();
    for entry in entries {
        let Some(name) = decoder.name_of::<ValueName>(&entry.key) else { continue };
        let needs = needs(&entry.value, names);
        found.push(Written { name, what: What::Table(&entry.value), needs });
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

/// Which of the names a formula or table mentions outside quoted texts: enough to order them; typing happens later.
fn needs(node: &Node, names: &[String]) -> Vec<String> {
    let mut words = Vec::new();
    mentioned(node, &mut words);
    names.iter().filter(|name| words.contains(&name.as_str())).cloned().collect()
}

fn mentioned<'n>(node: &'n Node, words: &mut Vec<&'n str>) {
    match node {
        Node::Scalar(scalar) => {
            let outside = scalar.text.split('"').step_by(2);
            // A word after a dot is a part of something, not a name.
            let separates = |character: char| !character.is_alphanumeric() && !matches!(character, '_' | '.');
            let names = outside.flat_map(|part| part.split("..")).flat_map(|part| part.split(separates));
            words.extend(names.filter_map(|name| name.split('.').next()));
        }
        Node::Sequence(items, _) => items.iter().for_each(|item| mentioned(item, words)),
        Node::Mapping(entries, _) => {
            let computed = entries.iter().filter(|entry| !WORDING.iter().any(|keyword| keyword.is(&entry.key.text)));
            computed.for_each(|entry| mentioned(&entry.value, words));
        }
    }
}

/// What is only said of a formula or table, and computes nothing.
const WORDING: [Keyword; 3] = [k::NAME, k::SOURCE, k::OUTPUTS];
