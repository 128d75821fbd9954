//! Each page is true: its wrong example brings about that code and no other, its right one nothing.

use std::collections::BTreeSet;

use definition::diagnostic::Diagnostic;

use super::*;

/// Codes whose examples only the runner of scenarios can judge: shown where both are at hand.
const OF_SCENARIOS: [Code; 1] = [Code::UnknownReference];

fn told(place: Place, example: &str) -> Vec<Diagnostic> {
    definition::check(&texts(place, example), "2026-01-15".parse().unwrap()).diagnostics
}

fn shown(told: &[Diagnostic]) -> Vec<String> {
    told.iter().map(|one| format!("{} {} {}", one.code.as_str(), one.place(), one.message.en)).collect()
}

#[test]
fn every_code_has_one_page_and_they_stand_in_order() {
    let pages: Vec<&str> = all().map(|page| page.code.as_str()).collect();
    let codes: Vec<&str> = Code::ALL.iter().map(|code| code.as_str()).collect();
    assert_eq!(pages, codes);
}

#[test]
fn the_wrong_example_brings_about_its_code_and_no_other() {
    let mut wrong = Vec::new();
    for page in all().filter(|page| !OF_SCENARIOS.contains(&page.code)) {
        let told = told(page.place, page.wrong);
        let codes: BTreeSet<Code> = told.iter().map(|one| one.code).collect();
        if codes != BTreeSet::from([page.code]) {
            wrong.push(format!("{}: {:?}", page.code.as_str(), shown(&told)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn of_the_right_example_nothing_is_told() {
    let mut wrong = Vec::new();
    for page in all() {
        let told = told(page.place, page.right);
        if !told.is_empty() {
            wrong.push(format!("{}: {:?}", page.code.as_str(), shown(&told)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_page_says_what_it_means_in_both_languages_and_shows_both_examples() {
    let han = |text: &str| text.chars().any(|character| ('\u{4e00}'..='\u{9fff}').contains(&character));
    for page in all() {
        assert!(han(page.title.0) && han(page.meaning.0), "{}", page.code.as_str());
        assert!(!han(page.title.1) && !han(page.meaning.1), "{}", page.code.as_str());
    }
    let text = page(Code::UnknownState).unwrap().text(Language::En);
    assert!(text.starts_with("D0201 no such state — error\n"), "{text}");
    assert!(text.contains("Wrong (states of a process):\n\n    initial: review\n"), "{text}");
    assert!(text.contains("to: close}") && text.contains("Right"), "{text}");
}

#[test]
fn an_example_speaks_the_language_of_its_reader() {
    let page = page(Code::UnknownState).unwrap();
    let (zh, en) = (page.text(Language::Zh), page.text(Language::En));
    assert!(zh.contains("    起始环节: review\n") && zh.contains("转到: close}") && !zh.contains("to: "), "{zh}");
    assert!(en.contains("    initial: review\n") && en.contains("to: close}"), "{en}");
}
