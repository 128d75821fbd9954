//! The world of one scenario as texts that can be published: its own people, and its own values of parameters.

use std::fmt::Write;
use std::sync::Arc;

use definition::moment::Date;
use definition::name::ParameterName;
use definition::organisation::{Organisation, Person, Post};
use definition::parameter::{Declaration, Parameters};
use definition::text::SourceText;
use definition::value::{Type, Value};
use definition::workspace::{Kind, kind_of};
use definition::yaml;
use scenario::Setting;

/// The workspace's texts with the parameters and people of a scenario in place of its own.
pub fn of(shipped: &[Arc<SourceText>], setting: &Setting) -> Vec<Arc<SourceText>> {
    let others = shipped.iter().filter(|source| match yaml::parse(source).ok().as_ref().and_then(kind_of) {
        Some(
            Kind::Process | Kind::Fragment | Kind::Calendar | Kind::Organisation | Kind::Template | Kind::Obligation,
        ) => true,
        Some(Kind::Parameters | Kind::Scenarios | Kind::Span) | None => false,
    });
    let people = SourceText::new("people.yaml", people(&setting.organisation));
    let parameters = SourceText::new("parameters.yaml", parameters(&setting.organisation, &setting.parameters));
    others.cloned().chain([people, parameters]).collect()
}

fn people(organisation: &Organisation) -> String {
    let mut text = String::from("organisation: scenario\npeople:\n");
    for person in organisation.people().values() {
        let _ = writeln!(text, "  {}: {}", quoted(person.name.as_str()), person_text(person));
    }
    text
}

fn person_text(person: &Person) -> String {
    let title = &person.title;
    let mut text = format!("{{name: {{zh: {}, en: {}}}, posts: [", quoted(&title.zh), quoted(&title.en));
    for (position, post) in person.posts.iter().enumerate() {
        let comma = if position == 0 { "" } else { ", " };
        let _ = write!(text, "{comma}{}", post_text(post));
    }
    text.push(']');
    for (key, value) in [("mail", &person.mail), ("phone", &person.phone)] {
        if let Some(value) = value {
            let _ = write!(text, ", {key}: {}", quoted(value));
        }
    }
    text + "}"
}

fn post_text(post: &Post) -> String {
    let (role, office) = (quoted(post.role.as_str()), quoted(post.office.as_str()));
    format!("{{role: {role}, office: {office}{}}}", days(post.from, post.until))
}

fn days(from: Option<Date>, until: Option<Date>) -> String {
    let from = from.map(|day| format!(", from: {day}"));
    let until = until.map(|day| format!(", until: {day}"));
    from.unwrap_or_default() + &until.unwrap_or_default()
}

fn parameters(organisation: &Organisation, parameters: &Parameters) -> String {
    let root = organisation.offices().values().find(|office| office.within.is_empty()).unwrap();
    let mut text = String::from("parameters:\n");
    for (name, declaration) in parameters.declared() {
        let _ = writeln!(text, "  {name}:\n    name: {name}\n    type: {}\n    rows:", type_word(declaration));
        // A value that holds everywhere is found without looking at any office.
        if let Some(row) = parameters.value(name, &[], Date::default()) {
            let _ =
                writeln!(text, "      - {{office: {}, value: {}}}", quoted(root.name.as_str()), written(&row.value));
            continue;
        }
        rows(&mut text, parameters, name);
    }
    text
}

fn rows(text: &mut String, parameters: &Parameters, name: &ParameterName) {
    for row in parameters.rows(name) {
        let office = quoted(row.office.as_ref().unwrap().as_str());
        let _ = write!(text, "      - {{office: {office}, value: {}{}", written(&row.value), days(row.from, row.until));
        if let Some(source) = &row.source {
            let _ = write!(text, ", source: {}", quoted(source));
        }
        text.push_str("}\n");
    }
}

fn type_word(declaration: &Declaration) -> String {
    let kind = match declaration.kind {
        Type::Boolean => "boolean",
        Type::Number if declaration.whole => "integer",
        Type::Number => "decimal",
        Type::Money => "money",
        Type::Date => "date",
        Type::Moment => "moment",
        Type::Month => "month",
        Type::Text | Type::Duration | Type::Choice(_) | Type::Record(_) | Type::List(_) => "text",
    };
    let bound = |key: &str, bound: Option<rust_decimal::Decimal>| {
        bound.map(|bound| format!("\n    {key}: {bound}")).unwrap_or_default()
    };
    kind.to_owned() + &bound("min", declaration.min) + &bound("max", declaration.max)
}

fn written(value: &Value) -> String {
    match value {
        Value::Boolean(value) => value.to_string(),
        Value::Number(value) => value.to_string(),
        Value::Money(value) => format!("{value:.2}"),
        Value::Date(value) => value.to_string(),
        Value::Moment(value) => value.to_string(),
        Value::Text(value) => quoted(value),
        Value::Month(_) => value.shown(),
        Value::Choice(_) | Value::Record(_) | Value::List(_) | Value::Sealed(_) => panic!("no parameter is {value:?}"),
    }
}

/// A text as YAML reads it back: JSON is YAML.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap()
}
