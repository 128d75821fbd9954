//! The business services of egovernments/DIGIT-OSS, from a folder named by `DOUDI_DIGIT`; nothing of them is in the repository.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test reads the files it is told of")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use authoring::import::digit::import;
use definition::diagnostic::Severity;
use definition::text::SourceText;

/// Files that speak of start states and cannot be brought in, each with the reason.
const REFUSED: [(&str, &str); 1] =
    [("workflow2.0_config_doc", "a page of prose about the service, with a fragment of a state and no whole service")];
/// So many files there were when this was written; fewer means that the folder is not what it says.
const FILES_MIN: usize = 20;

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_none_or(|extension| extension != "java" && extension != "md") {
                found.push(path);
            }
        }
    }
    found.retain(|path| fs::read_to_string(path).is_ok_and(|text| text.contains("\"isStartState\"")));
    found.sort();
    found
}

#[test]
fn every_business_service_is_brought_in_and_what_is_wrong_with_it_is_told() {
    let Some(folder) = std::env::var_os("DOUDI_DIGIT") else {
        println!("SKIPPED: DOUDI_DIGIT names no folder");
        return;
    };
    let files = files(Path::new(&folder));
    let (mut out, mut refused, mut sound, mut faults) = (0, Vec::new(), 0, BTreeMap::<&str, usize>::new());
    for path in &files {
        let shown = path.file_name().unwrap().to_string_lossy().into_owned();
        let services = match import(&fs::read_to_string(path).unwrap()) {
            Ok(services) => services,
            Err(reason) => {
                refused.push((shown, reason.0.en));
                continue;
            }
        };
        for service in services {
            out += 1;
            let texts = [("p.yaml", service.process.clone()), ("o.yaml", service.organisation)];
            let workspace = definition::check(
                &texts.map(|(path, text)| SourceText::new(path, text)),
                "2026-01-15".parse().unwrap(),
            );
            let told = &workspace.diagnostics;
            println!("{shown}: {} ({} notes, {} problems)", service.name, service.notes.len(), told.len());
            for one in told {
                println!("    {} {} {}", one.code.as_str(), one.place(), one.message.en);
                *faults.entry(one.code.as_str()).or_default() += 1;
            }
            let errors = told.iter().filter(|one| one.severity() == Severity::Error).count();
            sound += usize::from(errors == 0);
            assert_eq!(workspace.processes.len(), 1, "{shown} makes no process:\n{}", service.process);
        }
    }
    println!(
        "{} files in, {out} services out, {} refused; {sound} sound, faults {faults:?}",
        files.len(),
        refused.len()
    );
    refused.iter().for_each(|(path, reason)| println!("refused {path}: {reason}"));
    assert!(files.len() >= FILES_MIN, "{} files in {}", files.len(), folder.display());
    let unknown: Vec<_> =
        refused.iter().filter(|(path, _)| !REFUSED.iter().any(|(known, _)| path.ends_with(known))).collect();
    assert!(unknown.is_empty(), "refused, and not in the list: {unknown:?}");
}
