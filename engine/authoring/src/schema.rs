//! A JSON Schema (draft 7) of each kind of file, made from the table of keys: an editor with the YAML language server completes and
//! explains by it. Both spellings of every key are accepted.

use definition::bilingual::Language;
use definition::keyword::{self as k, Keyword};
use definition::workspace::Kind;
use serde_json::{Map as Object, Value, json};

use crate::grammar::{Key, Map, Name, Scalar, Shape, maps, root};

/// What a name may look like, as the readers take it.
const NAME: &str = r"^[\p{L}\p{N}][\p{L}\p{N}_.\-]*$";
const DATE: &str = r"^\d{4}-\d{2}-\d{2}$";
const MOMENT: &str = r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?(Z|[+\-]\d{2}:\d{2})$";
const TIME: &str = r"^([01]\d|2[0-3]):[0-5]\d$";
const MONTH: &str = r"^\d{4}-\d{2}$";

/// The schema of a kind of file, explained in one language.
pub fn schema(kind: Kind, language: Language) -> Value {
    let root = root(kind);
    let definitions: Object<String, Value> =
        maps(kind).into_iter().map(|map| (map.id.to_owned(), object(map, language))).collect();
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": title(kind, language),
        "$ref": reference(root),
        "definitions": definitions,
    })
}

/// What a file of a kind is called.
fn title(kind: Kind, language: Language) -> &'static str {
    let (zh, en) = match kind {
        Kind::Process => ("流程文件", "a process"),
        Kind::Scenarios => ("场景文件", "a file of scenarios"),
        Kind::Parameters => ("参数文件", "a file of parameters"),
        Kind::Calendar => ("工作日历", "a calendar"),
        Kind::Organisation => ("机构文件", "a file of offices"),
        Kind::Template => ("通知模板", "a template"),
        Kind::Fragment => ("流程片段", "a fragment"),
    };
    match language {
        Language::Zh => zh,
        Language::En => en,
    }
}

fn reference(map: &Map) -> String {
    format!("#/definitions/{}", map.id)
}

fn object(map: &'static Map, language: Language) -> Value {
    let mut properties = Object::new();
    for key in map.keys {
        let (first, second) = match language {
            Language::Zh => (key.word.zh, key.word.en),
            Language::En => (key.word.en, key.word.zh),
        };
        properties.insert(first.to_owned(), property(key, language));
        properties.insert(second.to_owned(), property(key, language));
    }
    let needed: Vec<Value> = map.keys.iter().filter(|key| key.required).map(|key| either_spelling(key.word)).collect();
    let mut object = json!({"type": "object", "properties": properties, "additionalProperties": false});
    if needed.is_empty() {
        object["type"] = json!(["object", "null"]);
    } else {
        object["allOf"] = Value::Array(needed);
    }
    object
}

fn either_spelling(word: Keyword) -> Value {
    json!({"anyOf": [{"required": [word.en]}, {"required": [word.zh]}]})
}

/// A key with its help. Beside `$ref` nothing else is read in draft 7, so the shape stands one level down.
fn property(key: &Key, language: Language) -> Value {
    let (help, other) = match language {
        Language::Zh => (key.zh, key.word.en),
        Language::En => (key.en, key.word.zh),
    };
    let description = match language {
        Language::Zh => format!("{help}（{other} {}）", key.word.zh),
        Language::En => format!("{help} ({} {other})", key.word.en),
    };
    json!({"description": description, "allOf": [shape(&key.shape)]})
}

fn shape(of: &Shape) -> Value {
    match of {
        Shape::Map(map) => json!({"$ref": reference(map)}),
        Shape::Named(names, inner) => {
            let keys = match names.of {
                Name::Period | Name::Choice | Name::Parameter | Name::Office => json!({"type": "string"}),
                _ => json!({"pattern": NAME}),
            };
            json!({"type": ["object", "null"], "propertyNames": keys, "additionalProperties": shape(inner)})
        }
        Shape::List(item) => {
            let item = shape(item);
            json!({"anyOf": [{"type": "array", "items": item}, item]})
        }
        Shape::Either(shapes) => Value::Object(
            [("anyOf".to_owned(), shapes.iter().map(shape).collect::<Vec<_>>().into())].into_iter().collect(),
        ),
        Shape::Word(words) => one_of(words),
        Shape::Mark(words) => {
            let spellings: Vec<&str> = words.iter().flat_map(|word| [word.en, word.zh]).collect();
            json!({"type": "string", "pattern": format!(r"^({})\(.+\)$", spellings.join("|"))})
        }
        Shape::Name(Name::Person) => json!({"type": ["string", "null"], "pattern": NAME}),
        // An office may also be a path, and a code as a bare number is one too.
        Shape::Name(Name::Office) => json!({"type": ["string", "number"]}),
        Shape::Name(_) => json!({"type": ["string", "number"], "pattern": NAME}),
        Shape::Expression => json!({"type": ["string", "number", "boolean"]}),
        Shape::Scalar(scalar) => plain(*scalar),
    }
}

fn one_of(words: &[Keyword]) -> Value {
    let spellings: Vec<&str> = words.iter().flat_map(|word| [word.en, word.zh]).collect();
    json!({"type": "string", "enum": spellings})
}

fn plain(scalar: Scalar) -> Value {
    match scalar {
        Scalar::Text => json!({"type": ["string", "number", "boolean"]}),
        Scalar::Flag => json!({"enum": [true, false, k::TRUE.zh, k::FALSE.zh]}),
        Scalar::Whole => json!({"type": "integer", "minimum": 0}),
        // A limit of a percentage is written as one: `50%`.
        Scalar::Decimal => {
            json!({"anyOf": [{"type": "number"}, {"type": "string", "pattern": r"^-?\d+(\.\d+)?\s*%?$"}]})
        }
        Scalar::Date => json!({"type": "string", "pattern": DATE}),
        Scalar::Moment => json!({"type": "string", "pattern": MOMENT}),
        Scalar::Time => json!({"type": "string", "pattern": TIME}),
        Scalar::Month => json!({"type": "string", "pattern": MONTH}),
        Scalar::Value => json!({}),
    }
}
