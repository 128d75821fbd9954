//! Filling in a template: minijinja, without access to anything but the data.

use std::collections::{BTreeMap, BTreeSet};

use minijinja::syntax::SyntaxConfig;
use minijinja::{AutoEscape, Environment, Error, ErrorKind, UndefinedBehavior};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::line::{one_line, plain_body};
use crate::reason::quote;
use crate::render_error::{Part, Problem, RenderError};

/// The most a subject or body may have before it is filled in.
pub const SOURCE_BYTES_MAX: usize = 32 * 1_024;
/// The most a body may have when it is filled in.
pub const BODY_BYTES_MAX: usize = 64 * 1_024;
/// The longest subject; what is longer is cut and ends in `…`, since the body says it all.
pub const SUBJECT_CHARACTERS_MAX: usize = 200;
/// Work and memory for one part, in the fuel of minijinja: one unit an instruction or 64 bytes, so about 3 MB.
pub const RENDER_FUEL: u64 = 50_000;
/// How deep a loop may call itself.
const NESTING_MAX: usize = 50;

/// The words of one notification in one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Template {
    /// Its id, `deadline-reminder`.
    pub name: String,
    /// 标题, with variables in `{{ }}`.
    pub subject: String,
    /// 正文, with variables in `{{ }}` and `{% if %}`, `{% for %}`.
    pub body: String,
}

/// A template filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendered {
    /// One line.
    pub subject: String,
    /// Plain text, lines ended by `\n`.
    pub body: String,
}

/// Fills in a template. The text is plain: nothing is escaped. A name the data does not have, and a `null`, is an error
/// and never an empty place in a letter; no other template or file can be read; work and size are bounded.
pub fn render(template: &Template, data: &Value) -> Result<Rendered, RenderError> {
    let subject = fill(template, Part::Subject, data)?;
    let body = plain_body(&fill(template, Part::Body, data)?);
    if body.len() > BODY_BYTES_MAX {
        let problem = Problem::TextTooLong { bytes: body.len(), bytes_max: BODY_BYTES_MAX };
        return Err(problem_in(template, Part::Body, 1, problem));
    }
    Ok(Rendered { subject: one_line(&subject, SUBJECT_CHARACTERS_MAX), body })
}

/// The top-level variables a template uses and does not set itself: what its data must have.
pub fn variables(template: &Template) -> Result<BTreeSet<String>, RenderError> {
    let mut names = names_in(template, Part::Subject, false)?;
    names.extend(names_in(template, Part::Body, false)?);
    Ok(names)
}

fn fill(template: &Template, part: Part, data: &Value) -> Result<String, RenderError> {
    let environment = environment();
    let parsed = parse(&environment, template, part)?;
    parsed.render(minijinja::value::Serde(data)).map_err(|error| {
        let line = error.line().unwrap_or(1);
        problem_in(template, part, line, problem_of(&error, template, part, data))
    })
}

fn parse<'t>(
    environment: &'t Environment<'t>,
    template: &'t Template,
    part: Part,
) -> Result<minijinja::Template<'t, 't>, RenderError> {
    let source = source(template, part);
    if source.len() > SOURCE_BYTES_MAX {
        let problem = Problem::SourceTooLong { bytes: source.len(), bytes_max: SOURCE_BYTES_MAX };
        return Err(problem_in(template, part, 1, problem));
    }
    environment.template_from_str(source).map_err(|error| {
        let line = error.line().unwrap_or(1);
        problem_in(template, part, line, Problem::Syntax { detail: detail(&error) })
    })
}

fn source(template: &Template, part: Part) -> &str {
    match part {
        Part::Subject => &template.subject,
        Part::Body => &template.body,
    }
}

/// Without a loader there is nothing a template could include.
fn environment<'e>() -> Environment<'e> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::None);
    environment.set_fuel(Some(RENDER_FUEL));
    environment.set_recursion_limit(NESTING_MAX);
    environment.set_formatter(|output, state, value| {
        if value.is_none() {
            return Err(Error::from(ErrorKind::UndefinedError));
        }
        minijinja::escape_formatter(output, state, value)
    });
    // A line with nothing but `{% if %}` leaves no empty line in the letter.
    if let Ok(syntax) = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build() {
        environment.set_syntax(syntax);
    }
    environment
}

fn problem_of(error: &Error, template: &Template, part: Part, data: &Value) -> Problem {
    match error.kind() {
        ErrorKind::OutOfFuel => Problem::TooMuchWork,
        ErrorKind::UndefinedError => Problem::Missing { variables: missing(template, part, data) },
        _ => Problem::Syntax { detail: detail(error) },
    }
}

fn detail(error: &Error) -> String {
    match error.detail() {
        Some(detail) => quote(format!("{}: {detail}", error.kind())),
        None => quote(error.kind()),
    }
}

fn missing(template: &Template, part: Part, data: &Value) -> Vec<String> {
    let names = names_in(template, part, true).unwrap_or_default();
    names.into_iter().filter(|name| !has_value(data, name)).collect()
}

fn has_value(data: &Value, path: &str) -> bool {
    let value = path.split('.').try_fold(data, |value, name| value.get(name));
    value.is_some_and(|value| !value.is_null())
}

fn names_in(template: &Template, part: Part, nested: bool) -> Result<BTreeSet<String>, RenderError> {
    let environment = environment();
    let parsed = parse(&environment, template, part)?;
    let built_in: BTreeMap<_, _> = environment.globals().collect();
    let names = parsed.undeclared_variables(nested).into_iter();
    Ok(names.filter(|name| !built_in.contains_key(name.as_str())).collect())
}

fn problem_in(template: &Template, part: Part, line: usize, problem: Problem) -> RenderError {
    RenderError { template: template.name.clone(), part, line, problem }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn template(subject: &str, body: &str) -> Template {
        Template { name: "试用".into(), subject: subject.into(), body: body.into() }
    }

    fn problem(subject: &str, body: &str, data: &Value) -> (Part, usize, Problem) {
        let error = render(&template(subject, body), data).expect_err(body);
        (error.part, error.line, error.problem)
    }

    #[test]
    fn a_template_is_filled_in_with_chinese_names() {
        let template = template("【提醒】{{ number }}", "家庭人口 {{ fields.家庭人口 }} 人，{{ name }}\n");
        let data = json!({"number": "KS-1", "fields": {"家庭人口": 3}, "name": "<a> & \"b\""});
        let rendered = render(&template, &data).unwrap();
        assert_eq!(rendered.subject, "【提醒】KS-1");
        assert_eq!(rendered.body, "家庭人口 3 人，<a> & \"b\"");
    }

    #[test]
    fn a_line_with_nothing_but_a_condition_leaves_no_empty_line() {
        let body = "一\n  {% if late %}\n二\n  {% endif %}\n三";
        assert_eq!(render(&template("", body), &json!({"late": true})).unwrap().body, "一\n二\n三");
        assert_eq!(render(&template("", body), &json!({"late": false})).unwrap().body, "一\n三");
    }

    #[test]
    fn what_the_data_lacks_is_named_and_never_left_empty() {
        let data = json!({"number": "KS-1", "fields": {"members": null}});
        for (body, name) in [
            ("{{ number }}\n{{ due }}", "due"),
            ("{{ number }}\n{{ fields.income }}", "fields.income"),
            ("{{ number }}\n{{ fields.members }}", "fields.members"),
            ("{{ number }}\n{% if late %}{% endif %}", "late"),
        ] {
            let expected = (Part::Body, 2, Problem::Missing { variables: vec![name.to_owned()] });
            assert_eq!(problem("", body, &data), expected);
        }
    }

    #[test]
    fn a_template_may_ask_whether_something_is_there() {
        let body = "{% if fields.members is defined and fields.members == 3 %}三人{% else %}不详{% endif %}";
        assert_eq!(render(&template("", body), &json!({"fields": {}})).unwrap().body, "不详");
        assert_eq!(render(&template("", body), &json!({"fields": {"members": 3}})).unwrap().body, "三人");
    }

    #[test]
    fn a_subject_is_one_line_and_not_longer_than_its_limit() {
        let data = json!({"name": "张三\r\nBcc: x@example.org", "long": "长".repeat(500)});
        let rendered = render(&template("{{ name }}\n请看", ""), &data).unwrap();
        assert_eq!(rendered.subject, "张三 Bcc: x@example.org 请看");
        let rendered = render(&template("{{ long }}", ""), &data).unwrap();
        assert_eq!(rendered.subject.chars().count(), SUBJECT_CHARACTERS_MAX);
        assert!(rendered.subject.ends_with('…'));
    }

    #[test]
    fn work_and_memory_are_bounded() {
        let doubling = "{% set ns = namespace(x='aaaaaaaa') %}\
                        {% for i in range(60) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}{{ ns.x }}";
        let looping = "{% for a in range(10000) %}{% for b in range(10000) %}{% endfor %}{% endfor %}";
        for body in [doubling, looping, "{{ 'a' * 90000000 }}"] {
            let (part, _, problem) = problem("", body, &json!({}));
            assert_eq!((part, problem), (Part::Body, Problem::TooMuchWork), "{body}");
        }
    }

    #[test]
    fn sizes_are_bounded_before_and_after_filling_in() {
        let source = "长".repeat(SOURCE_BYTES_MAX / 3 + 1);
        let (.., problem_before) = problem("", &source, &json!({}));
        assert!(matches!(problem_before, Problem::SourceTooLong { bytes_max: SOURCE_BYTES_MAX, .. }));
        let data = json!({"long": "长".repeat(BODY_BYTES_MAX / 3 + 1)});
        let (.., problem_after) = problem("", "{{ long }}", &data);
        assert!(matches!(problem_after, Problem::TextTooLong { bytes_max: BODY_BYTES_MAX, .. }));
    }

    #[test]
    fn no_other_text_can_be_reached() {
        for body in ["{% include '/etc/passwd' %}", "{% extends 'x' %}", "{% import 'x' as y %}", "{{ open('x') }}"] {
            let (.., problem) = problem("", body, &json!({}));
            assert!(matches!(problem, Problem::Syntax { .. }), "{body} gave {problem:?}");
        }
    }

    #[test]
    fn depth_is_bounded_when_read_and_when_filled_in() {
        let parentheses = format!("{{{{ {}1{} }}}}", "(".repeat(10_000), ")".repeat(10_000));
        let recursion = "{% for x in [1] recursive %}{{ loop([1]) }}{% endfor %}";
        for body in [parentheses.as_str(), recursion] {
            let (.., problem) = problem("", body, &json!({}));
            assert!(matches!(problem, Problem::Syntax { .. }), "{problem:?}");
        }
    }

    #[test]
    fn an_error_says_where_in_both_languages() {
        let error = render(&template("", "好\n{{ 坏"), &json!({})).unwrap_err();
        assert_eq!((error.part, error.line), (Part::Body, 2));
        assert!(error.reason().zh.starts_with("模板“试用”正文第 2 行：模板写法有误"), "{}", error.reason().zh);
        assert!(error.to_string().starts_with("template \"试用\", body, line 2: the template cannot be read"));
    }

    #[test]
    fn the_variables_of_a_template_are_known_before_it_is_filled_in() {
        let body =
            "{% for row in rows %}{{ loop.index }}{{ row.name }}{% endfor %}{{ fields.a }}{% set x = 1 %}{{ x }}";
        let names = variables(&template("{{ number }}{% if late %}{% endif %}", body)).unwrap();
        assert_eq!(names.into_iter().collect::<Vec<_>>(), ["fields", "late", "number", "rows"]);
    }
}
