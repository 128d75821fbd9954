//! `doudi explain-code`, `check --strict`, and what a process allows.

use authoring::pages;
use definition::bilingual::Language;
use definition::diagnostic::Code;

use crate::rulebook::{Rulebook, TODAY, doudi};

fn said(arguments: &[&str]) -> (Option<i32>, String) {
    let output = doudi(arguments);
    (output.status.code(), String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap())
}

#[test]
fn every_code_is_explained_in_both_languages() {
    let (code, list) = said(&["explain-code", "--list"]);
    assert_eq!(code, Some(0));
    for code in Code::ALL {
        assert!(list.contains(code.as_str()), "{}", code.as_str());
    }
    let (_, page) = said(&["explain-code", "d0201", "--lang", "en"]);
    assert_eq!(page, pages::page(Code::UnknownState).unwrap().text(Language::En));
    assert!(said(&["explain-code", "D0201"]).1.contains("错误写法"));
    assert_eq!(said(&["explain-code", "D9999"]).0, Some(2));
}

#[test]
fn a_scenario_about_what_is_not_there_is_told_as_its_page_says() {
    let page = pages::page(Code::UnknownReference).unwrap();
    let told = |example: &str| {
        let workspace = definition::check(&pages::texts(page.place, example), "2026-01-15".parse().unwrap());
        scenario::diagnostics(&workspace).iter().map(|one| one.code).collect::<Vec<_>>()
    };
    assert_eq!(told(page.wrong), [Code::UnknownReference]);
    assert_eq!(told(page.right), []);
}

const WATCH: &str = "processes/watch-entry.yaml";

fn check(rulebook: &Rulebook, more: &[&str]) -> (Option<i32>, String) {
    let file = rulebook.path(WATCH);
    said(&[&["check", file.to_str().unwrap(), "--on", TODAY], more].concat())
}

#[test]
fn a_warning_is_as_bad_as_an_error_under_strict_unless_the_file_allows_it_with_a_reason() {
    let rulebook = Rulebook::copied();
    let lonely = "\nstates:\n  ▮lonely: {name: {zh: 孤立, en: Lonely}, end: never}\n";
    rulebook.edit(WATCH, "\nstates:\n", lonely);
    let (code, told) = check(&rulebook, &[]);
    assert!(code == Some(0) && told.contains("D0401"), "{told}");
    assert_eq!(check(&rulebook, &["--strict"]).0, Some(1));
    rulebook.edit(WATCH, "\nversion:", "\n▮allow: {D0401: 下一版再接上}\nversion:");
    let (code, told) = check(&rulebook, &["--strict"]);
    assert!(code == Some(0) && !told.contains("D0401"), "{told}");
    rulebook.edit(WATCH, "{D0401: 下一版再接上}", "{D0401: ▮~}");
    let (code, told) = check(&rulebook, &["--strict"]);
    assert!(code == Some(1) && told.contains("D0103"), "a reason is wanted: {told}");
}

#[test]
fn what_is_allowed_and_no_longer_told_is_itself_told() {
    let rulebook = Rulebook::copied();
    rulebook.edit(WATCH, "\nversion:", "\nallow: {▮D0401: 下一版再接上}\nversion:");
    let (code, told) = check(&rulebook, &[]);
    assert!(code == Some(0) && told.contains("D0802"), "{told}");
}
