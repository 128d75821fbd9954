//! `tables`: 决策表, its rows as lists or drawn as text, cells parted by `|`. A cell of a choice may name its options without quotes; a text that is given stands as it is, and one that
//! begins with `=` is computed.

use indexmap::IndexMap;

use crate::bilingual::Bilingual;
use crate::diagnostic::Code;
use crate::expression::{Cell, Expression, cell, compile_as, is_name};
use crate::keyword as k;
use crate::name::{FieldName, TableName, ValueName};
use crate::source::decode::Decoder;
use crate::table::{COLUMNS_MAX, Hit, Input, Output, ROWS_MAX, Row, Table};
use crate::text::{Span, Spanned};
use crate::value::Type;
use crate::yaml::{Node, Scalar, Style};

use super::{Reader, field};

impl Reader<'_> {
    /// One table; its name is known afterwards as what it comes to.
    pub fn table(&mut self, name: &Spanned<ValueName>, node: &Node) -> Option<Table> {
        if !is_name(name.value.as_str()) {
            self.bad_table_name(name);
            return None;
        }
        let path = format!("{}.{}", k::TABLES.en, name.value);
        let table = self.within(&path, |reader| reader.table_of(name, node))?;
        self.names.value(name.value.as_str(), table.result_type(), (None, None));
        let sensitive = self.learns_secrets(&name.value, table.reads());
        Some(Table { sensitive, ..table })
    }

    fn table_of(&mut self, name: &Spanned<ValueName>, node: &Node) -> Option<Table> {
        let mut fields = self.decoder.fields(node)?;
        let title = fields.optional(&mut self.decoder, k::NAME, Decoder::bilingual);
        let title = title.map_or_else(|| Bilingual::same(name.value.as_str()), |title| title.value);
        let source = fields.optional(&mut self.decoder, k::SOURCE, Decoder::text).map(|text| text.value);
        let hit = fields.required(&mut self.decoder, k::HIT, |decoder, node| decoder.word(node, Hit::WORDS));
        let inputs = fields.required(&mut self.decoder, k::INPUTS, |_, node| Some(node));
        let inputs = inputs.and_then(|node| self.within(k::INPUTS.en, |reader| reader.inputs(node)));
        let outputs = fields.required(&mut self.decoder, k::OUTPUTS, outputs);
        let rows = fields.required(&mut self.decoder, k::TABLE_ROWS, |_, node| Some(node));
        let otherwise = fields.take(&mut self.decoder, k::ELSE);
        fields.finish(&mut self.decoder);
        let (hit, inputs, outputs) = (hit?, inputs?, outputs?);
        self.fits_outputs(hit.value, hit.span, &outputs)?;
        let rows = self.within(k::TABLE_ROWS.en, |reader| reader.rows(rows?, &inputs, &outputs))?;
        let otherwise = match otherwise {
            Some(node) => Some(self.within(k::ELSE.en, |reader| reader.results(reader.list_of(node), &outputs))?),
            None => None,
        };
        let table_name = TableName::new(name.value.as_str());
        let span = name.span;
        Some(Table {
            name: table_name,
            span,
            title,
            source,
            hit: hit.value,
            inputs,
            outputs,
            rows,
            otherwise,
            sensitive: false,
        })
    }

    fn list_of<'n>(&self, node: &'n Node) -> &'n [Node] {
        match node {
            Node::Sequence(items, _) => items,
            Node::Scalar(_) | Node::Mapping(..) => std::slice::from_ref(node),
        }
    }

    fn inputs(&mut self, node: &Node) -> Option<Vec<Input>> {
        let mut inputs = Vec::new();
        for (at, item) in self.decoder.list(node).iter().enumerate() {
            inputs.push(self.within(&at.to_string(), |reader| reader.input(item)));
        }
        if inputs.is_empty() {
            self.decoder.wrong_shape(node, Bilingual::new("至少一列", "at least one column"));
        }
        inputs.into_iter().collect::<Option<Vec<_>>>().filter(|inputs| !inputs.is_empty())
    }

    fn input(&mut self, node: &Node) -> Option<Input> {
        let (title, formula) = match node {
            Node::Mapping(..) => {
                let mut fields = self.decoder.fields(node)?;
                let title = fields.optional(&mut self.decoder, k::NAME, Decoder::bilingual).map(|title| title.value);
                let formula = fields.required(&mut self.decoder, k::FORMULA, |_, node| Some(node));
                fields.finish(&mut self.decoder);
                (title, formula?)
            }
            Node::Scalar(_) | Node::Sequence(..) => (None, node),
        };
        let expression = self.expression(formula)?;
        if let Type::List(_) | Type::Record(_) = expression.result_type() {
            let message = Bilingual::new(
                "一列只能问一个值，不能是列表或一组数据",
                "a column asks about one value, not a list or record",
            );
            self.decoder.problem(Code::ExpressionType, formula.span(), message, None);
            return None;
        }
        let title = title.unwrap_or_else(|| Bilingual::same(expression.source().trim()));
        let step = expression.only_name().and_then(|name| self.names.step(name));
        Some(Input { title, expression, step })
    }

    /// What reckons wants one output of numbers; what only counts, nothing; an order must be one of options.
    fn fits_outputs(&mut self, hit: Hit, span: Span, outputs: &IndexMap<String, Output>) -> Option<()> {
        let numbers = outputs.len() == 1
            && outputs.values().all(|output| matches!(output.kind.value_type(), Type::Number | Type::Money));
        if !hit.reckons() || numbers {
            return Some(());
        }
        let word = hit.keyword();
        let message = Bilingual::new(
            format!("“{}”只用于一列数字或金额的输出", word.zh),
            format!("`{}` takes one output of numbers or money", word.en),
        );
        let help =
            Bilingual::new("只留一列数字输出，或改用 collect（汇集）", "keep one output of numbers, or use `collect`");
        self.decoder.problem(Code::ExpressionType, span, message, Some(help));
        None
    }

    fn rows(&mut self, node: &Node, inputs: &[Input], outputs: &IndexMap<String, Output>) -> Option<Vec<Row>> {
        let drawn = drawn_rows(node, &self.decoder.source.text);
        let items = drawn.as_deref().unwrap_or_else(|| self.decoder.list(node));
        if items.is_empty() || items.len() > ROWS_MAX || inputs.len() + outputs.len() > COLUMNS_MAX {
            let message = Bilingual::new(
                format!("决策表有 1 到 {ROWS_MAX} 行、至多 {COLUMNS_MAX} 列，这里有 {} 行", items.len()),
                format!(
                    "a table has 1 to {ROWS_MAX} rows and at most {COLUMNS_MAX} columns; here are {} rows",
                    items.len()
                ),
            );
            self.decoder.problem(Code::TooLarge, node.span(), message, None);
            return None;
        }
        let mut rows = Vec::new();
        for (at, item) in items.iter().enumerate() {
            rows.push(self.within(&(at + 1).to_string(), |reader| reader.row(item, inputs, outputs)));
        }
        rows.into_iter().collect()
    }

    fn row(&mut self, node: &Node, inputs: &[Input], outputs: &IndexMap<String, Output>) -> Option<Row> {
        let Node::Sequence(cells, _) = node else {
            self.decoder.wrong_shape(node, Bilingual::new("一行：[各格]", "a row: [cells]"));
            return None;
        };
        let width = inputs.len() + outputs.len();
        let (cells, source) = match cells.split_at_checked(width) {
            Some((cells, [])) => (cells, None),
            Some((cells, [source])) => (cells, self.decoder.text(source).map(|text| text.value)),
            Some(_) | None => {
                self.wrong_width(node, cells.len(), inputs, outputs);
                return None;
            }
        };
        let (asked, given) = cells.split_at(inputs.len());
        let places = asked.iter().map(Node::span).collect();
        let read: Vec<Option<Cell>> = asked.iter().zip(inputs).map(|(node, input)| self.cell(node, input)).collect();
        let results = self.results(given, outputs);
        let cells = read.into_iter().collect::<Option<Vec<Cell>>>()?;
        Some(Row { cells, results: results?, source, span: node.span(), places })
    }

    fn wrong_width(&mut self, node: &Node, found: usize, inputs: &[Input], outputs: &IndexMap<String, Output>) {
        let expected = inputs.len() + outputs.len();
        let headings: Vec<&str> =
            inputs.iter().map(|input| input.title.zh.as_str()).chain(outputs.keys().map(String::as_str)).collect();
        let message = Bilingual::new(
            format!("这一行应有 {expected} 格，写了 {found} 格"),
            format!("this row should have {expected} cells, found {found}"),
        );
        let help = Bilingual::new(
            format!("各列依次是：{}，其后可再写一格依据；不限的格写 -", headings.join("、")),
            format!(
                "the columns are `{}`, then if you like the article; write - where anything will do",
                headings.join("`, `")
            ),
        );
        self.decoder.problem(Code::WrongShape, node.span(), message, Some(help));
    }

    fn cell(&mut self, node: &Node, input: &Input) -> Option<Cell> {
        let scalar = self.decoder.scalar(node)?.clone();
        let of = input.expression.result_type();
        let options = options_named(&scalar.text, of);
        let written = options.as_deref().unwrap_or(&scalar.text);
        match cell(written, of, input.expression.bounds(), &self.names) {
            Ok(read) => {
                self.note_parameters(read.asks.iter());
                Some(Cell { written: scalar.text, ..read })
            }
            Err(problems) => {
                for mut problem in problems {
                    if options.is_some() {
                        problem.span = Span::new(0, scalar.text.len());
                    }
                    self.at(&scalar, problem);
                }
                None
            }
        }
    }

    fn results(&mut self, nodes: &[Node], outputs: &IndexMap<String, Output>) -> Option<Vec<Expression>> {
        let given: Vec<Option<Expression>> =
            nodes.iter().zip(outputs.values()).map(|(node, output)| self.result(node, output)).collect();
        given.into_iter().collect()
    }

    fn result(&mut self, node: &Node, output: &Output) -> Option<Expression> {
        let scalar = self.decoder.scalar(node)?.clone();
        let of = output.kind.value_type();
        let quoted = text_given(&scalar, &of);
        let written = quoted.as_deref().unwrap_or_else(|| scalar.text.trim_start_matches('='));
        let compiled = compile_as(written, &self.names, &of).map_err(|problems| {
            let moved = scalar.text.len() - written.len().min(scalar.text.len());
            let placed = problems.into_iter().map(|mut problem| {
                problem.span =
                    if quoted.is_some() { Span::new(0, scalar.text.len()) } else { problem.span.shifted(moved) };
                problem
            });
            placed.collect()
        });
        self.taken(&scalar, compiled)
    }

    fn bad_table_name(&mut self, name: &Spanned<ValueName>) {
        let message = Bilingual::new(
            format!("“{}”不能作决策表的名字，算式里会读不出它", name.value),
            format!("`{}` cannot name a table: expressions could not read it", name.value),
        );
        let help = Bilingual::new(
            "用文字、数字和下划线，不用短横线、点和保留字",
            "use letters, digits and underscores; no hyphen, dot or reserved word",
        );
        self.decoder.problem(Code::BadName, name.span, message, Some(help));
    }
}

/// Rows drawn as text, a line each, cells parted by `|`; nothing if they are not drawn.
fn drawn_rows(node: &Node, text: &str) -> Option<Vec<Node>> {
    let Node::Scalar(scalar) = node else { return None };
    if scalar.style != Style::Block {
        return None;
    }
    let mut rows = Vec::new();
    let mut at = scalar.span.start;
    for line in text[scalar.span.range()].split_inclusive('\n') {
        if !line.trim().is_empty() {
            rows.push(drawn_row(line, at));
        }
        at += line.len();
    }
    Some(rows)
}

fn drawn_row(line: &str, at: usize) -> Node {
    let mut cells = Vec::new();
    let (mut start, mut quoted) = (0, false);
    for (place, character) in line.char_indices() {
        match character {
            '"' => quoted = !quoted,
            '|' if !quoted => {
                cells.push(drawn_cell(&line[start..place], at + start));
                start = place + 1;
            }
            _ => {}
        }
    }
    cells.push(drawn_cell(&line[start..], at + start));
    let inside = line.trim();
    let begin = at + line.find(inside).unwrap_or_default();
    Node::Sequence(cells, Span::new(begin, begin + inside.len()))
}

fn drawn_cell(text: &str, at: usize) -> Node {
    let inside = text.trim();
    let begin = at + text.find(inside).unwrap_or_default();
    let span = Span::new(begin, begin + inside.len());
    Node::Scalar(Scalar { text: inside.to_owned(), style: Style::Plain, span, verbatim: true })
}

/// Options written without quotes, as a cell of FEEL: `rural, urban` is `"rural","urban"`.
fn options_named(written: &str, of: &Type) -> Option<String> {
    let Type::Choice(options) = of else { return None };
    let inside = ["not(", "非("].iter().find_map(|not| written.trim().strip_prefix(not)?.strip_suffix(')'));
    if let Some(inside) = inside {
        return options_named(inside, of).map(|named| format!("not({named})"));
    }
    let items: Vec<&str> = written.split([',', '，', '、']).map(str::trim).collect();
    let named = items.iter().all(|item| options.iter().any(|option| option == item));
    named.then(|| items.iter().map(|item| quoted(item)).collect::<Vec<_>>().join(","))
}

/// A text that stands as it is, as FEEL quotes it; nothing for what is to be computed.
fn text_given(scalar: &Scalar, of: &Type) -> Option<String> {
    let text = scalar.text.as_str();
    match of {
        Type::Choice(options) => options.iter().any(|option| option == text).then(|| quoted(text)),
        Type::Text if text.starts_with('=') => None,
        Type::Text => {
            let feel = text.len() > 1 && text.starts_with('"') && text.ends_with('"') && scalar.style != Style::Block;
            (!feel).then(|| quoted(text))
        }
        Type::Boolean
        | Type::Number
        | Type::Money
        | Type::Date
        | Type::Moment
        | Type::Month
        | Type::Duration
        | Type::Record(_)
        | Type::List(_) => None,
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

fn outputs(decoder: &mut Decoder, node: &Node) -> Option<IndexMap<String, Output>> {
    let decoded = decoder.each(node, |decoder, name: &Spanned<FieldName>, node| {
        let declared = field::declared(decoder, name, node)?;
        Some(Output { title: declared.title, kind: declared.kind })
    });
    if decoded.is_empty() {
        decoder.wrong_shape(node, Bilingual::new("至少一列输出", "at least one output"));
        return None;
    }
    Some(decoded.into_iter().map(|(name, output)| (name.value.to_string(), output)).collect())
}
