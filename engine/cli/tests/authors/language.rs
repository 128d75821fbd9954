//! `doudi fmt`: the shipped rulebook in Chinese and back.

use std::fs;

use authoring::grammar::{Found, root, walk};

use crate::rulebook::{Rulebook, TODAY, doudi};
use crate::{shipped_texts, texts_in};

fn said(arguments: &[&str]) -> (Option<i32>, String) {
    let output = doudi(arguments);
    let said = String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
    (output.status.code(), said)
}

#[test]
fn the_shipped_rulebook_in_chinese_checks_and_passes_its_scenarios_and_comes_back_byte_for_byte() {
    let rulebook = Rulebook::copied();
    let folder = rulebook.path("");
    let path = folder.to_str().unwrap();
    let before: Vec<String> = texts_in(&folder).iter().map(|source| source.text.clone()).collect();

    let (code, told) = said(&["fmt", path, "--check", "--lang", "zh"]);
    assert_eq!((code, told.lines().count()), (Some(1), before.len()), "{told}");
    let (code, told) = said(&["fmt", path, "--write", "--lang", "zh"]);
    assert_eq!((code, told), (Some(0), format!("改写了 {} 个文件\n", before.len())));
    assert_eq!(said(&["fmt", path, "--check", "--lang", "zh"]), (Some(0), String::new()));

    let chinese = fs::read_to_string(rulebook.path("processes/watch-entry.yaml")).unwrap();
    assert!(chinese.contains("\n环节:\n") && chinese.contains("中文: "), "{chinese}");
    let (code, told) = said(&["check", path, "--on", TODAY]);
    assert!(code == Some(0) && told.ends_with("：0 个错误，0 个警告\n"), "{told}");
    let (code, told) = said(&["test", path, "--on", TODAY]);
    assert_eq!(code, Some(0), "{told}");

    assert_eq!(said(&["fmt", path, "--write", "--lang", "en"]).0, Some(0));
    let after: Vec<String> = texts_in(&folder).iter().map(|source| source.text.clone()).collect();
    assert!(before == after, "a file did not come back as it was");
}

#[test]
fn one_file_is_printed_and_left_as_it_is_and_several_want_an_option() {
    let rulebook = Rulebook::copied();
    let file = rulebook.path("calendars/jilin.yaml");
    let before = fs::read_to_string(&file).unwrap();
    let (code, printed) = said(&["fmt", file.to_str().unwrap()]);
    assert!(
        code == Some(0) && printed.contains("\n工作日历: jilin\n") && printed.contains("\n上级: cn\n"),
        "{printed}"
    );
    assert_eq!(fs::read_to_string(&file).unwrap(), before);
    let (code, told) = said(&["fmt", rulebook.path("calendars").to_str().unwrap()]);
    assert!(code == Some(2) && told.contains("--write"), "{told}");
}

#[test]
fn every_key_of_every_shipped_file_is_in_the_table() {
    for source in shipped_texts() {
        let node = definition::yaml::parse(&source).unwrap();
        let table = root(definition::workspace::kind_of(&node).unwrap());
        for found in walk(table, &node) {
            if let Found::Unknown { written, map } = found {
                panic!("{}: `{}` in {}", source.path, written.text, map.id);
            }
        }
    }
}
