//! DMN XML -> model. Elements are known by their local names, so that every version's namespace will do.

use std::collections::BTreeMap;

use definition::bilingual::Bilingual;
use roxmltree::{Document, Node, ParsingOptions};

use super::{Decision, DmnInput, DmnOutput, DmnTable, Function, Item, Kind, Logic, Model, Rule};

/// The largest file read, in bytes.
const FILE_BYTES_MAX: usize = 8 * 1024 * 1024;
/// The most elements, attributes and texts of one file.
const NODES_MAX: u32 = 500_000;
/// How deep named types may stand in each other.
const TYPE_LEVELS_MAX: usize = 8;

/// Why a file cannot be read as DMN.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DmnError {
    /// What was expected and what was found.
    pub message: Bilingual,
}

/// Reads a model.
///
/// # Errors
/// Where the text is too large, no XML, or no DMN.
pub fn read(text: &str) -> Result<Model, DmnError> {
    if text.len() > FILE_BYTES_MAX {
        return Err(wrong(
            format!("文件有 {} 字节，至多 {FILE_BYTES_MAX} 字节", text.len()),
            format!("the file has {} bytes; at most {FILE_BYTES_MAX} are read", text.len()),
        ));
    }
    let options = ParsingOptions { nodes_limit: NODES_MAX, ..ParsingOptions::default() };
    let document = Document::parse_with_options(text, options)
        .map_err(|error| wrong(format!("不是合法的 XML：{error}"), format!("this is not XML: {error}")))?;
    let root = document.root_element();
    if root.tag_name().name() != "definitions" {
        let found = root.tag_name().name();
        return Err(wrong(
            format!("应为 DMN 的 definitions，却是 {found}"),
            format!("expected the `definitions` of DMN, found `{found}`"),
        ));
    }
    Ok(model(root))
}

fn wrong(zh: String, en: String) -> DmnError {
    DmnError { message: Bilingual::new(zh, en) }
}

fn model(root: Node<'_, '_>) -> Model {
    let mut model = Model::default();
    for element in root.children().filter(Node::is_element) {
        match element.tag_name().name() {
            "itemDefinition" => {
                if let Some(item) = item_definition(element) {
                    model.types.insert(item.name, item.kind);
                }
            }
            "inputData" => model.inputs.extend(named_with_type(element)),
            "decision" => model.decisions.extend(decision(element)),
            "businessKnowledgeModel" => model.functions.extend(function(element)),
            _ => {}
        }
    }
    let types = model.types.clone();
    model.types.values_mut().for_each(|kind| resolve(kind, &types, TYPE_LEVELS_MAX));
    let items = model.inputs.iter_mut().map(|input| &mut input.kind);
    items.chain(model.decisions.iter_mut().flat_map(kinds)).for_each(|kind| resolve(kind, &types, TYPE_LEVELS_MAX));
    model
}

fn kinds(decision: &mut Decision) -> Vec<&mut Kind> {
    let mut found: Vec<&mut Kind> = decision.kind.iter_mut().collect();
    if let Logic::Table(table) = &mut decision.logic {
        found.extend(table.outputs.iter_mut().filter_map(|output| output.kind.as_mut()));
    }
    found
}

fn resolve(kind: &mut Kind, types: &BTreeMap<String, Kind>, levels: usize) {
    let Some(levels) = levels.checked_sub(1) else { return };
    match kind {
        Kind::Named(name) => {
            if let Some(found) = types.get(name) {
                *kind = found.clone();
                resolve(kind, types, levels);
            }
        }
        Kind::Record(items) => items.iter_mut().for_each(|item| resolve(&mut item.kind, types, levels)),
        Kind::List(item) => resolve(item, types, levels),
        Kind::Text | Kind::Number | Kind::Boolean | Kind::Date | Kind::Moment => {}
    }
}

fn item_definition(element: Node<'_, '_>) -> Option<Item> {
    let name = element.attribute("name")?.to_owned();
    let parts: Vec<Item> = elements(element, "itemComponent").filter_map(item_definition).collect();
    let kind = if parts.is_empty() { type_named(text_of(element, "typeRef")?) } else { Kind::Record(parts) };
    let many = element.attribute("isCollection") == Some("true");
    Some(Item { name, kind: if many { Kind::List(Box::new(kind)) } else { kind } })
}

fn type_named(name: &str) -> Kind {
    let name = name.rsplit(':').next().unwrap_or(name).trim();
    match name {
        "string" => Kind::Text,
        "number" => Kind::Number,
        "boolean" => Kind::Boolean,
        "date" => Kind::Date,
        "date and time" | "dateTime" => Kind::Moment,
        other => Kind::Named(other.to_owned()),
    }
}

fn named_with_type(element: Node<'_, '_>) -> Option<Item> {
    let variable = elements(element, "variable").next();
    let name = variable.and_then(|variable| variable.attribute("name")).or_else(|| element.attribute("name"))?;
    let of = variable.and_then(|variable| variable.attribute("typeRef")).unwrap_or("Any");
    Some(Item { name: name.to_owned(), kind: type_named(of) })
}

fn decision(element: Node<'_, '_>) -> Option<Decision> {
    let name = element.attribute("name")?.to_owned();
    let variable = elements(element, "variable").next();
    let kind = variable.and_then(|variable| variable.attribute("typeRef")).map(type_named);
    let logic = element
        .children()
        .filter(Node::is_element)
        .find_map(logic)
        .unwrap_or_else(|| Logic::Other("decision".to_owned()));
    Some(Decision { name, kind, logic })
}

fn logic(element: Node<'_, '_>) -> Option<Logic> {
    match element.tag_name().name() {
        "literalExpression" => Some(Logic::Literal(text_of(element, "text").unwrap_or_default().trim().to_owned())),
        "decisionTable" => Some(Logic::Table(Box::new(table(element)))),
        "invocation" => Some(invocation(element)),
        other @ ("context" | "list" | "relation" | "functionDefinition" | "conditional" | "filter" | "for" | "some"
        | "every") => Some(Logic::Other(other.to_owned())),
        _ => None,
    }
}

fn invocation(element: Node<'_, '_>) -> Logic {
    let function = elements(element, "literalExpression").next().and_then(|called| text_of(called, "text"));
    let bindings: Option<Vec<(String, String)>> = elements(element, "binding")
        .map(|binding| {
            let parameter = elements(binding, "parameter").next()?.attribute("name")?.to_owned();
            let value = elements(binding, "literalExpression").next().and_then(|value| text_of(value, "text"))?;
            Some((parameter, value.trim().to_owned()))
        })
        .collect();
    match function.zip(bindings) {
        Some((function, bindings)) => Logic::Invocation(function.trim().to_owned(), bindings),
        None => Logic::Other("invocation".to_owned()),
    }
}

fn function(element: Node<'_, '_>) -> Option<Function> {
    let name = element.attribute("name")?.to_owned();
    let logic = elements(element, "encapsulatedLogic").next()?;
    let parameters = elements(logic, "formalParameter").filter_map(|parameter| parameter.attribute("name"));
    let parameters = parameters.map(str::to_owned).collect();
    let body = elements(logic, "literalExpression").next().and_then(|body| text_of(body, "text"));
    Some(Function { name, parameters, body: body.map(|body| body.trim().to_owned()) })
}

fn table(element: Node<'_, '_>) -> DmnTable {
    DmnTable {
        hit: element.attribute("hitPolicy").unwrap_or("UNIQUE").to_owned(),
        aggregation: element.attribute("aggregation").map(str::to_owned),
        inputs: elements(element, "input").map(input).collect(),
        outputs: elements(element, "output").map(output).collect(),
        rules: elements(element, "rule").map(rule).collect(),
    }
}

fn input(element: Node<'_, '_>) -> DmnInput {
    let expression = elements(element, "inputExpression").next().and_then(|asked| text_of(asked, "text"));
    DmnInput {
        label: element.attribute("label").map(str::to_owned),
        expression: expression.unwrap_or_default().trim().to_owned(),
    }
}

fn output(element: Node<'_, '_>) -> DmnOutput {
    let values = elements(element, "outputValues").next().and_then(|values| text_of(values, "text"));
    let otherwise = elements(element, "defaultOutputEntry").next().and_then(|entry| text_of(entry, "text"));
    DmnOutput {
        name: element.attribute("name").or_else(|| element.attribute("label")).map(str::to_owned),
        kind: element.attribute("typeRef").map(type_named),
        values: values.map(texts_listed).unwrap_or_default(),
        otherwise: otherwise.map(|text| text.trim().to_owned()),
    }
}

/// `"Approved", "Declined"` as the texts they are; nothing where something else stands among them.
fn texts_listed(list: &str) -> Vec<String> {
    let texts: Option<Vec<String>> =
        list.split(',').map(|item| item.trim().strip_prefix('"')?.strip_suffix('"').map(str::to_owned)).collect();
    texts.unwrap_or_default()
}

fn rule(element: Node<'_, '_>) -> Rule {
    let texts = |name: &'static str| {
        elements(element, name).map(|entry| text_of(entry, "text").unwrap_or_default().trim().to_owned()).collect()
    };
    let remark = elements(element, "annotationEntry").next().and_then(|entry| text_of(entry, "text"));
    Rule {
        cells: texts("inputEntry"),
        results: texts("outputEntry"),
        remark: remark.or_else(|| text_of(element, "description")).map(|text| text.trim().to_owned()),
    }
}

fn elements<'a, 'd: 'a>(parent: Node<'a, 'd>, name: &'static str) -> impl Iterator<Item = Node<'a, 'd>> {
    parent.children().filter(move |child| child.is_element() && child.tag_name().name() == name)
}

fn text_of<'a, 'd: 'a>(parent: Node<'a, 'd>, name: &'static str) -> Option<&'a str> {
    elements(parent, name).next().and_then(|element| element.text())
}
