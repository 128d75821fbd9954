//! A case of the suite: what is given, and what is expected.

use roxmltree::{Document, Node};

/// A case.
pub struct Case {
    pub id: String,
    pub inputs: Vec<(String, Given)>,
    pub results: Vec<(String, Given)>,
    /// Whether an error is expected and not a value.
    pub errs: bool,
}

/// A value as the suite writes it.
#[derive(Clone, Debug, PartialEq)]
pub enum Given {
    Nothing,
    /// Its type's local name, and its text.
    Scalar(String, String),
    Record(Vec<(String, Given)>),
    List(Vec<Given>),
}

/// The file of the model, and the cases.
pub fn read(text: &str) -> (String, Vec<Case>) {
    let document = Document::parse(text).unwrap();
    let root = document.root_element();
    let model = children(root, "modelName").next().and_then(|name| name.text()).unwrap_or_default().trim().to_owned();
    (model, children(root, "testCase").map(case).collect())
}

fn children<'a, 'd: 'a>(node: Node<'a, 'd>, name: &'static str) -> impl Iterator<Item = Node<'a, 'd>> {
    node.children().filter(move |child| child.is_element() && child.tag_name().name() == name)
}

fn case(node: Node<'_, '_>) -> Case {
    let name = |node: Node<'_, '_>| node.attribute("name").unwrap_or_default().to_owned();
    let results = children(node, "resultNode").collect::<Vec<_>>();
    Case {
        id: node.attribute("id").unwrap_or_default().to_owned(),
        inputs: children(node, "inputNode").map(|input| (name(input), given(input))).collect(),
        errs: results.iter().any(|result| result.attribute("errorResult") == Some("true")),
        results: results
            .into_iter()
            .map(|result| (name(result), children(result, "expected").next().map_or(Given::Nothing, given)))
            .collect(),
    }
}

fn given(node: Node<'_, '_>) -> Given {
    let components: Vec<_> = children(node, "component").collect();
    if !components.is_empty() {
        let part = |part: Node<'_, '_>| (part.attribute("name").unwrap_or_default().to_owned(), given(part));
        return Given::Record(components.into_iter().map(part).collect());
    }
    if let Some(list) = children(node, "list").next() {
        return Given::List(children(list, "item").map(given).collect());
    }
    let Some(value) = children(node, "value").next() else { return Given::Nothing };
    let attribute =
        |name: &str| value.attributes().find(|attribute| attribute.name() == name).map(|found| found.value());
    if attribute("nil") == Some("true") {
        return Given::Nothing;
    }
    let of = attribute("type").unwrap_or("string").rsplit(':').next().unwrap_or_default().to_owned();
    Given::Scalar(of, value.text().unwrap_or_default().to_owned())
}
