//! Whatever an author writes around the keywords, `fmt` leaves it alone, and what it changes it changes back.

use definition::text::SourceText;
use definition::yaml::{Node, Style};
use proptest::prelude::*;
use proptest::sample::select;

use super::*;

const TEXTS: [&str; 6] = [
    include_str!("../../../../workflows/processes/epidemic-fast-track.yaml"),
    include_str!("../../../../workflows/processes/tapered-exit.yaml"),
    include_str!("../../../../workflows/processes/epidemic-fast-track.test.yaml"),
    include_str!("../../../../workflows/parameters/dibao.yaml"),
    include_str!("../../../../workflows/calendars/cn.yaml"),
    include_str!("../../../../workflows/templates/fast-track-approved.yaml"),
];

fn in_language(text: &str, language: Language) -> String {
    let formatted = format(&SourceText::new("a.yaml", text), language);
    formatted.unwrap_or_else(|problems| panic!("{}\n{}", problems[0].message.en, problems[0].place()))
}

fn tree(text: &str) -> Option<Node> {
    yaml::parse(&SourceText::new("a.yaml", text)).ok()
}

/// Lines inside a scalar of several lines: nothing may be put between or behind them.
fn inside(node: &Node, text: &str, lines: &mut Vec<bool>) {
    match node {
        Node::Scalar(scalar) => {
            let first = text[..scalar.span.start].matches('\n').count();
            let last = text[..scalar.span.end].matches('\n').count();
            let block = scalar.style == Style::Block;
            if block || last > first {
                (first..=last).for_each(|line| lines[line] = true);
            }
        }
        Node::Sequence(items, _) => items.iter().for_each(|item| inside(item, text, lines)),
        Node::Mapping(entries, _) => entries.iter().for_each(|entry| inside(&entry.value, text, lines)),
    }
}

/// The text with its keys quoted and its lines commented as the numbers say.
fn disguised(text: &str, quotes: &[u8], comments: &[u8]) -> String {
    let node = tree(text).unwrap();
    let kind = kind_of(&node).unwrap();
    let mut edits = Vec::new();
    for (at, found) in walk(root(kind), &node).iter().enumerate() {
        let Found::Key { written, .. } = found else { continue };
        let quote = ["", "\"", "'"][usize::from(quotes[at % quotes.len()]) % 3];
        if written.style == Style::Plain && !edits.iter().any(|edit: &Edit| edit.span == written.span) {
            edits.push(Edit { span: written.span, text: format!("{quote}{}{quote}", written.text) });
        }
    }
    let quoted = apply(text, &edits);
    let mut closed = vec![false; quoted.matches('\n').count() + 2];
    inside(&tree(&quoted).unwrap(), &quoted, &mut closed);
    let mut commented = String::new();
    for (number, line) in quoted.lines().enumerate() {
        let way = comments[number % comments.len()];
        if closed[number] {
            commented.push_str(line);
        } else {
            if way & 1 == 1 {
                commented.push_str(&" ".repeat(usize::from(way % 9)));
                commented.push_str("# on: 办理: {to: 转到}\n");
            }
            if way & 2 == 2 {
                commented.push('\n');
            }
            commented.push_str(line);
            if way & 4 == 4 {
                commented.push_str("   # states: 环节");
            }
        }
        commented.push('\n');
    }
    commented
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn there_and_back_again_is_the_same_text_however_it_is_quoted_and_commented(
        text in select(&TEXTS[..]),
        quotes in prop::collection::vec(any::<u8>(), 1..40),
        comments in prop::collection::vec(any::<u8>(), 1..40),
    ) {
        let written = disguised(text, &quotes, &comments);
        prop_assert!(tree(&written).is_some(), "{written}");
        let zh = in_language(&written, Language::Zh);
        prop_assert_ne!(&zh, &written);
        prop_assert_eq!(&in_language(&zh, Language::Zh), &zh);
        let en = in_language(&zh, Language::En);
        prop_assert_eq!(&en, &written);
        prop_assert_eq!(&in_language(&en, Language::Zh), &zh);
    }

    #[test]
    fn a_text_in_both_languages_at_once_becomes_one(
        text in select(&TEXTS[..]),
        kept in prop::collection::vec(any::<bool>(), 1..40),
    ) {
        let all = edits(&SourceText::new("a.yaml", text), Language::Zh).unwrap();
        let some: Vec<Edit> =
            all.iter().enumerate().filter(|(at, _)| kept[at % kept.len()]).map(|(_, edit)| edit.clone()).collect();
        let mixed = apply(text, &some);
        prop_assert_eq!(in_language(&mixed, Language::En), text);
        prop_assert_eq!(in_language(&mixed, Language::Zh), apply(text, &all));
    }
}

#[test]
fn names_and_expressions_that_look_like_keywords_are_left_alone() {
    let text = "process: 流程\nstates:\n  states:\n    task: {role: role, form: [on, {to: optional}]}\n    on: {on: {to: states, when: on = \"to\"}}\n    after: [{at: date, to: end}]\n  end: {end: end}\n";
    let zh = "流程: 流程\n环节:\n  states:\n    待办: {角色: role, 表单: [on, {to: 选填}]}\n    办理: {on: {转到: states, 条件: on = \"to\"}}\n    到时: [{时间: date, 转到: end}]\n  end: {办结: end}\n";
    assert_eq!(in_language(text, Language::Zh), zh);
}

#[test]
fn marks_words_and_units_are_converted_and_what_stands_in_their_brackets_is_not() {
    let text = "process: a\ndeadlines:\n  reach: {from: reach(leave), until: [leave(reach), 'end'], due: {working_days: 3}, if_rest_day: \"next\"}\n";
    let zh = "流程: a\n时限:\n  reach: {自: 到达(leave), 至: [离开时(reach), '办结'], 到期: {工作日: 3}, 遇休息日: \"顺延\"}\n";
    assert_eq!(in_language(text, Language::Zh), zh);
}

#[test]
fn a_text_of_no_known_kind_stays_as_it_is() {
    assert_eq!(in_language("to: 1\nstates: 2\n", Language::Zh), "to: 1\nstates: 2\n");
}
