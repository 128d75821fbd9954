//! The JSON Schema: every shipped file is valid by it, in either language, and usual mistakes are not.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test reads the shipped files")]

mod shipped;

use std::sync::Arc;

use authoring::grammar::KINDS;
use authoring::schema::schema;
use definition::bilingual::Language;
use definition::text::SourceText;
use definition::workspace::{Kind, kind_of};
use definition::yaml::{self, Node, Style};
use jsonschema::Validator;
use serde_json::{Value, json};

use shipped::shipped_texts;

/// A validator for each kind of file, in the order of [`KINDS`].
fn validators(language: Language) -> Vec<Validator> {
    let validator = |kind| {
        let schema = schema(kind, language);
        assert!(jsonschema::meta::is_valid(&schema), "{kind:?} is no schema");
        jsonschema::validator_for(&schema).unwrap()
    };
    KINDS.into_iter().map(validator).collect()
}

/// A text as an editor sees it: YAML 1.2 with its core schema.
fn value(node: &Node) -> Value {
    match node {
        Node::Mapping(entries, _) => {
            Value::Object(entries.iter().map(|entry| (entry.key.text.clone(), value(&entry.value))).collect())
        }
        Node::Sequence(items, _) => Value::Array(items.iter().map(value).collect()),
        Node::Scalar(scalar) if scalar.style != Style::Plain => json!(scalar.text),
        Node::Scalar(scalar) => match scalar.text.as_str() {
            "" | "~" | "null" => Value::Null,
            "true" => json!(true),
            "false" => json!(false),
            text => match (text.parse::<i64>(), text.parse::<f64>()) {
                (Ok(whole), _) => json!(whole),
                (Err(_), Ok(number)) if text.contains(|c: char| c.is_ascii_digit()) => json!(number),
                (Err(_), Ok(_) | Err(_)) => json!(text),
            },
        },
    }
}

fn problems(validators: &[Validator], source: &Arc<SourceText>) -> Vec<String> {
    let node = yaml::parse(source).unwrap();
    let kind = kind_of(&node).unwrap();
    let validator = &validators[KINDS.iter().position(|known| *known == kind).unwrap()];
    validator.iter_errors(&value(&node)).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

#[test]
fn every_shipped_file_is_valid_in_both_languages() {
    let validators = validators(Language::Zh);
    for source in shipped_texts() {
        let zh = authoring::format::format(&source, Language::Zh).unwrap();
        for text in [Arc::clone(&source), SourceText::new(source.path.clone(), zh)] {
            let found = problems(&validators, &text);
            assert!(found.is_empty(), "{}\n{}", source.path, found.join("\n"));
        }
    }
}

/// A file, what stands there, and the mistake made of it.
const MISTAKES: [(&str, &str, &str); 16] = [
    ("watch-entry.yaml", "\nstates:\n", "\nstaets:\n"),
    ("watch-entry.yaml", "\ninitial: watching\n", "\n"),
    ("watch-entry.yaml", "\nversion: ", "\nversion: 一 #"),
    ("watch-entry.yaml", "comment: required", "comment: 需要"),
    ("watch-entry.yaml", "    task: {role: village_clerk", "    task: {rol: village_clerk"),
    ("epidemic-fast-track.yaml", "due: {working_days: 10}", "due: 10"),
    ("epidemic-fast-track.yaml", "due: {working_days: 10}", "due: {workdays: 10}"),
    ("epidemic-fast-track.yaml", "due: {working_days: 10}", "due: {working_days: -1}"),
    ("epidemic-fast-track.yaml", "until: [reach(granted), reach(revoked)]", "until: [reached(granted)]"),
    ("epidemic-fast-track.yaml", "effective: {from: 2020-03-26}", "effective: {from: 2020/3/26}"),
    ("epidemic-fast-track.yaml", "at: \"16:30\"", "at: \"25:30\""),
    ("epidemic-fast-track.yaml", "months: 1, from: this_month", "months: 1, from: that_month"),
    ("epidemic-fast-track.yaml", "  committed: {type: boolean,", "  committed: {type: bool,"),
    ("watch-entry.test.yaml", "    start:\n", "    begin:\n"),
    ("dibao.yaml", "    type: money\n", "    type: yuan\n"),
    ("jilin.yaml", "parent: cn\n", "parent: [cn]\n"),
];

#[test]
fn usual_mistakes_are_refused() {
    let validators = validators(Language::En);
    let texts = shipped_texts();
    for (file, before, after) in MISTAKES {
        let source = texts.iter().find(|source| source.path.ends_with(&format!("/{file}"))).unwrap();
        assert!(source.text.contains(before), "{file}: {before}");
        let wrong = SourceText::new(source.path.clone(), source.text.replacen(before, after, 1));
        assert!(!problems(&validators, &wrong).is_empty(), "{file}: {after}");
    }
}

#[test]
fn every_key_is_explained_in_the_language_asked_for() {
    let help = |schema: &Value, key: &str| {
        schema["definitions"]["state"]["properties"][key]["description"].as_str().unwrap().to_owned()
    };
    let (zh, en) = (schema(Kind::Process, Language::Zh), schema(Kind::Process, Language::En));
    assert!(help(&zh, "办理").starts_with("可以办理的动作"), "{}", help(&zh, "办理"));
    assert_eq!(help(&zh, "办理"), help(&zh, "on"));
    assert!(help(&en, "办理").starts_with("the actions a person may take"), "{}", help(&en, "办理"));
}
