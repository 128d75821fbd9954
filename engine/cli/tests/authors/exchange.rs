//! `doudi export` and `import`: what leaves is well-formed, and comes back sound.

use std::fs;

use crate::rulebook::{Rulebook, TODAY, doudi};

fn said(arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = doudi(arguments);
    (output.status.code(), String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn every_shipped_process_leaves_as_bpmn_and_comes_back_without_errors() {
    let rulebook = Rulebook::copied();
    let away = tempfile::tempdir().unwrap();
    for entry in fs::read_dir(rulebook.path("processes")).unwrap() {
        let path = entry.unwrap().path();
        let file = path.to_str().unwrap();
        if file.ends_with(".test.yaml") {
            continue;
        }
        let (code, bpmn, refused) = said(&["export", "bpmn", file]);
        // BPMN has no states in states; what would come out bent is refused, and says by what it can leave instead.
        if refused.contains("export scxml") {
            assert_eq!((code, bpmn.as_str()), (Some(2), ""), "{file}");
            continue;
        }
        assert!(code == Some(0) && bpmn.contains("<bpmndi:BPMNPlane"), "{file}");
        let (code, scxml, _) = said(&["export", "scxml", file]);
        assert!(code == Some(0) && scxml.contains("<scxml "), "{file}");
        let there = away.path().join(path.file_stem().unwrap()).with_extension("bpmn");
        fs::write(&there, bpmn).unwrap();
        let folder = there.with_extension("");
        let (code, written, notes) =
            said(&["import", "bpmn", there.to_str().unwrap(), "--into", folder.to_str().unwrap()]);
        assert!(code == Some(0) && written.lines().count() == 2, "{file}: {written}{notes}");
        let (code, told, _) = said(&["check", folder.to_str().unwrap(), "--on", TODAY]);
        assert_eq!(code, Some(0), "{file}: {told}");
    }
}

#[test]
fn states_in_states_leave_as_scxml_and_never_flattened_as_bpmn() {
    let rulebook = Rulebook::copied();
    let file = rulebook.path("processes").join("around.yaml");
    let rule = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/semantics/01-around.yaml");
    fs::copy(rule, &file).unwrap();
    let (code, bpmn, told) = said(&["export", "bpmn", file.to_str().unwrap()]);
    assert!(code == Some(2) && bpmn.is_empty() && told.contains("export scxml"), "{code:?} {told}");
    let (code, scxml, told) = said(&["export", "scxml", file.to_str().unwrap()]);
    assert!(code == Some(0) && scxml.contains(" initial="), "{told}");
}

#[test]
fn what_cannot_be_brought_in_is_refused_with_a_reason_and_nothing_is_overwritten() {
    let away = tempfile::tempdir().unwrap();
    let file = away.path().join("a.json");
    fs::write(&file, "{\"BusinessServices\": []}").unwrap();
    let (code, _, told) = said(&["import", "digit", file.to_str().unwrap()]);
    assert!(code == Some(2) && told.contains("states"), "{told}");
    let service = r#"{"BusinessServices": [{"businessService": "T", "states": [
        {"state": null, "isStartState": true, "actions": [{"action": "GO", "nextState": "END", "roles": ["A"]}]},
        {"state": "END", "isTerminateState": true}]}]}"#;
    fs::write(&file, service).unwrap();
    let into = away.path().join("rulebook");
    let import = || said(&["import", "digit", file.to_str().unwrap(), "--into", into.to_str().unwrap()]);
    assert_eq!(import().0, Some(0));
    let (code, _, told) = import();
    assert!(code == Some(2) && told.contains("已经有了"), "{told}");
}
