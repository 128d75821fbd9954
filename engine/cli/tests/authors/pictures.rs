//! `doudi new`, `diff`, `doc`, `diagram`: what they make, and that it is sound.

use std::fs;

use crate::rulebook::{Rulebook, doudi};

fn said(arguments: &[&str]) -> (Option<i32>, String) {
    let output = doudi(arguments);
    (output.status.code(), String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap())
}

#[test]
fn every_pattern_passes_check_and_its_scenarios_in_a_new_rulebook_and_in_the_shipped_one() {
    let empty = tempfile::tempdir().unwrap();
    let shipped = Rulebook::copied();
    for folder in [empty.path().join("rulebook"), shipped.path("")] {
        let folder = folder.to_str().unwrap();
        for pattern in ["flat-approval", "review-cycle", "campaign-obligation"] {
            let name = format!("新-{pattern}");
            let (code, told) = said(&["new", &name, "--from", pattern, "--into", folder]);
            assert!(code == Some(0) && told.contains(&format!("processes/{name}.yaml")), "{told}");
            let file = format!("{folder}/processes/{name}.yaml");
            let (code, told) = said(&["check", &file]);
            assert!(code == Some(0) && told.contains("0 个错误"), "{told}");
            let (code, told) = said(&["test", &file]);
            assert_eq!(code, Some(0), "{told}");
            let (code, told) = said(&["new", &name, "--from", pattern, "--into", folder]);
            assert!(code == Some(2) && told.contains("已经有了"), "{told}");
        }
    }
}

#[test]
fn what_changed_is_told_in_words_in_both_languages_and_as_json() {
    let rulebook = Rulebook::copied();
    let old = rulebook.path("processes/epidemic-fast-track.yaml");
    let new = rulebook.path("../fast-track-2.yaml");
    let text = fs::read_to_string(&old).unwrap().replace("due: {working_days: 10}", "due: {working_days: 7}");
    fs::write(&new, text).unwrap();
    let (old, new) = (old.to_str().unwrap(), new.to_str().unwrap());
    assert_eq!(said(&["diff", old, old]), (Some(0), "没有变化\n".to_owned()));
    assert_eq!(said(&["diff", old, new]), (Some(1), "~ 事后核实期限 10→7 个工作日\n".to_owned()));
    let english = said(&["diff", old, new, "--lang", "en"]).1;
    assert_eq!(english, "~ Verification afterwards: 10→7 working days\n");
    let json: serde_json::Value = serde_json::from_str(&said(&["diff", old, new, "--json"]).1).unwrap();
    assert_eq!(json[0]["path"], "deadlines.verify.due");
    assert_eq!(json[0]["how"], "changed");
}

#[test]
fn every_shipped_process_has_its_page_and_its_picture() {
    let rulebook = Rulebook::copied();
    for entry in fs::read_dir(rulebook.path("processes")).unwrap() {
        let path = entry.unwrap().path();
        let file = path.to_str().unwrap();
        if file.ends_with(".test.yaml") {
            continue;
        }
        let (code, page) = said(&["doc", file]);
        assert!(code == Some(0) && page.starts_with("<!doctype html>") && page.contains("<svg "), "{file}");
        for (format, beginning) in [("svg", "<svg "), ("mermaid", "flowchart TD\n")] {
            let (code, picture) = said(&["diagram", file, "--format", format]);
            assert!(code == Some(0) && picture.starts_with(beginning), "{file}: {picture}");
        }
    }
}
