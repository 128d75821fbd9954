use std::sync::Arc;

use super::{Templates, read};
use crate::diagnostic::Diagnostic;
use crate::name::TemplateName;
use crate::source::decode::Decoder;
use crate::text::SourceText;
use crate::yaml;

fn assembled(texts: &[&str]) -> (Templates, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let mut sources = Vec::new();
    for (at, text) in texts.iter().enumerate() {
        let text = SourceText::new(format!("{}.yaml", at + 1), *text);
        let mut decoder = Decoder::new(&text);
        let node = yaml::parse(&text).unwrap();
        sources.extend(read(&mut decoder, &node).map(|source| (Arc::clone(&text), source)));
        diagnostics.append(&mut decoder.diagnostics);
    }
    let templates = Templates::assemble(sources, &mut diagnostics);
    (templates, diagnostics)
}

fn told(diagnostics: &[Diagnostic]) -> Vec<String> {
    let line =
        |found: &Diagnostic| format!("{} {} {} | {}", found.code.as_str(), found.place(), found.path, found.message.zh);
    diagnostics.iter().map(line).collect()
}

/// Each variable with its `line:column`, of a template whose text is sound.
fn variables(text: &str) -> Vec<String> {
    let (templates, diagnostics) = assembled(&[text]);
    assert_eq!(told(&diagnostics), Vec::<String>::new());
    let template = templates.get(&TemplateName::from("t")).unwrap();
    let source = template.source();
    let place = |variable: &crate::text::Spanned<String>| {
        let at = source.position(variable.span.start);
        format!("{} {}:{}", variable.value, at.line, at.column)
    };
    for variable in template.variables() {
        let written: String = source.slice(variable.span).split_whitespace().collect();
        assert_eq!(written, variable.value, "the place is that of the variable");
    }
    template.variables().iter().map(place).collect()
}

#[test]
fn variables_are_found_nested_in_conditions_loops_and_filters() {
    let text = "template: t
name: 通知
subject: \"{{ number }} 已批准\"
body:
  zh: |
    您好，{{ applicant }}：
    {% if values.first_grant > 0 and not fields.家庭人口 %}
      发放 {{ values.first_grant | round(2) }} 元。
    {% else %}{{ office.name|default(province) }}{% endif %}
    {% for row in values.rows %}{{ loop.index }} {{ row.month }} {{ row[key] }}{% endfor %}
    {% set total = fields.a %}{{ total }} {{ fields['b'] }}
  en: >
    Dear {{ applicant }},
    {# fields.nothing #} number
    {{ fields.members }}
";
    let expected = [
        "number 3:14",
        "applicant 6:11",
        "values.first_grant 7:11",
        "fields.家庭人口 7:42",
        "office.name 9:18",
        "province 9:38",
        "values.rows 10:19",
        "key 10:73",
        "fields.a 11:20",
        "fields 11:46",
        "applicant 13:13",
        "fields.members 15:8",
    ];
    assert_eq!(variables(text), expected);
}

#[test]
fn variables_of_the_template_itself_and_of_the_language_are_not_counted() {
    let cases: [(&str, Vec<&str>); 8] = [
        // Each stands in `body: '...'`, whose text begins in column 8 of line 3.
        ("{% for x in range(3) %}{{ x }}{{ loop.index }}{% endfor %}", vec![]),
        ("{% set x = 1 %}{{ x }}{{ dict(a=x) }}", vec![]),
        ("{% raw %}{{ not.mine }}{% endraw %}", vec![]),
        ("{% with y = 2 %}{{ y }}{% endwith %}", vec![]),
        ("{{ true and none }}", vec![]),
        ("{% for a, b in rows %}{{ a }}{{ b }}{% endfor %}", vec!["rows 3:23"]),
        ("{% if b %}{% set z = 1 %}{% endif %}{{ z }}", vec!["b 3:14", "z 3:47"]),
        ("{{ self.title }}", vec!["self.title 3:11"]),
    ];
    for (body, expected) in cases {
        let text = format!("template: t\nsubject: s\nbody: '{body}'\n");
        assert_eq!(variables(&text), expected, "{body}");
    }
}

#[test]
fn a_template_that_does_not_read_is_told_where() {
    let cases = [
        ("subject: '{{ number }'\nbody: x\n", "D0903 1.yaml:2:11 subject | 模板的写法有误："),
        ("subject: 您好 {% endif %}\nbody: x\n", "D0903 1.yaml:2:13 subject | 模板的写法有误："),
        ("subject: s\nbody: |\n\n  一\n  二 {{ a b }}\n  三\n", "D0903 1.yaml:6:5 body | 模板的写法有误："),
        ("subject: s\nbody:\n  zh: 一\n  en: |\n    {{ a }} {{ b\n", "D0903 1.yaml:6:5 body | 模板的写法有误："),
        ("subject: s\nbody: \"一\\n{{ a b }}\"\n", "D0903 1.yaml:3:11 body | 模板的写法有误："),
        ("subject: s\nbody: |\n  {% include 'x' %}\n", "D0903 1.yaml:4:3 body | 模板的写法有误："),
    ];
    for (rest, expected) in cases {
        let (_, diagnostics) = assembled(&[&format!("template: t\n{rest}")]);
        let told = told(&diagnostics);
        assert!(told.len() == 1 && told[0].starts_with(expected), "{told:?} for {rest}");
    }
}

#[test]
fn filters_tests_and_functions_that_do_not_exist_are_told_before_anyone_is_notified() {
    let body = "template: t\nsubject: s\nbody: |\n  {{ a|uper }} {{ a is evn }}\n  {{ money(a) }} {{ a.items() }} {{ a|upper is string }}\n";
    let (_, diagnostics) = assembled(&[body]);
    let expected = [
        "D0903 1.yaml:4:8 body | 模板里没有过滤器“uper”",
        "D0903 1.yaml:4:24 body | 模板里没有检验“evn”",
        "D0903 1.yaml:5:6 body | 模板里没有函数“money”",
        "D0903 1.yaml:5:21 body | 模板里没有函数“a.items”",
    ];
    assert_eq!(told(&diagnostics), expected);
}

#[test]
fn a_template_is_whole_has_a_subject_of_one_line_and_a_name_of_its_own() {
    let cases = [
        (vec!["template: t\nsubject: s\n"], "D0102 1.yaml:1:1  | 缺少 body（正文）"),
        (vec!["template: t\nsubject: {zh: 一}\nbody: x\n"], "D0102 1.yaml:2:10 subject | 缺少 en（英文）"),
        (vec!["template: t\nsubject: \"a\\nBcc: x\"\nbody: x\n"], "D0103 1.yaml:2:10 subject | 标题应为一行，写了几行"),
        (
            vec!["template: t\nsubject: s\nbody: x\n", "模板: t\n标题: s\n正文: x\n"],
            "D0901 2.yaml:1:5  | 模板“t”已在 1.yaml:1:11 写过",
        ),
    ];
    for (texts, expected) in cases {
        assert_eq!(told(&assembled(&texts).1), [expected]);
    }
}

#[test]
fn a_text_in_one_language_is_that_of_both_and_its_variables_count_once() {
    let (templates, _) = assembled(&["template: t\nsubject: '{{ number }}'\nbody: x\n"]);
    let template = templates.get(&TemplateName::from("t")).unwrap();
    assert_eq!((template.subject.zh.as_str(), template.subject.en.as_str()), ("{{ number }}", "{{ number }}"));
    assert_eq!(template.variables().len(), 1);
    assert_eq!(templates.all().len(), 1);
}
