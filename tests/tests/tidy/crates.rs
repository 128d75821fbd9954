//! Which crate may know which, and which library stays behind which wall.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::none;
use crate::tree::{files, root, rust};

/// Who of us may know whom. A new edge is rare, and is argued for where this list is edited.
const EDGES: [(&str, &[&str]); 13] = [
    ("definition", &[]),
    ("migrations", &[]),
    ("notification", &[]),
    ("shim", &[]),
    ("machine", &["definition"]),
    ("authoring", &["definition"]),
    ("scenario", &["machine", "definition"]),
    ("storage", &["machine", "definition", "migrations"]),
    ("service", &["authoring", "scenario", "storage", "machine", "definition"]),
    ("scheduler", &["service", "notification"]),
    ("api", &["service"]),
    ("cli", &["api", "scheduler", "authoring", "scenario", "service", "notification", "migrations", "definition"]),
    (
        "tests",
        &[
            "definition",
            "machine",
            "authoring",
            "scenario",
            "storage",
            "service",
            "scheduler",
            "notification",
            "api",
            "migrations",
        ],
    ),
];

/// Libraries that only these crates may use, so that what they stand for has one place.
const WALLS: [(&[&str], &[&str]); 11] = [
    (&["roxmltree"], &["authoring", "tests"]),
    (&["calamine", "rust_xlsxwriter"], &["authoring"]),
    (&["sea-orm", "sea-orm-migration", "sqlx"], &["storage", "migrations", "tests"]),
    (&["axum", "tower", "tower-http", "utoipa", "utoipa-axum"], &["api"]),
    (&["lettre"], &["notification"]),
    (&["serde_yaml"], &["definition", "tests"]),
    (&["clap", "miette", "comfy-table", "indicatif", "anyhow", "lsp-server", "lsp-types"], &["cli"]),
    (&["aes-gcm"], &["storage"]),
    (&["hmac", "sha2"], &["storage", "notification"]),
    (&["cron"], &["definition"]),
    (
        &["tokio", "tokio-util", "futures", "rand", "getrandom", "fs4", "ureq", "tempfile", "tracing"],
        &["storage", "service", "notification", "scheduler", "api", "cli", "tests"],
    ),
];

/// The only crate that may be unsafe: it takes the place of libc's functions in a process under test, and is never shipped.
const UNSAFE: &str = "tests/shim/Cargo.toml";

/// What is fuzzed by hand is a workspace of its own (a nightly compiler), so it has no lints to inherit.
const OTHER_WORKSPACE: &str = "fuzz/Cargo.toml";

/// A crate of ours, as cargo sees it.
struct Crate {
    name: String,
    folder: PathBuf,
    dependencies: Vec<Dependency>,
}

struct Dependency {
    /// As the code calls it, with the dashes of its manifest.
    name: String,
    is_ours: bool,
    is_dev: bool,
}

fn crates() -> Vec<Crate> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let mut command = Command::new(cargo);
    command.args(["metadata", "--no-deps", "--offline", "--format-version", "1"]).current_dir(root());
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    metadata["packages"].as_array().unwrap().iter().map(one_crate).collect()
}

fn one_crate(package: &Value) -> Crate {
    let manifest = Path::new(package["manifest_path"].as_str().unwrap());
    let dependencies = package["dependencies"].as_array().unwrap().iter().map(|dependency| Dependency {
        name: dependency["rename"].as_str().or(dependency["name"].as_str()).unwrap().to_owned(),
        is_ours: dependency["path"].is_string(),
        is_dev: dependency["kind"] == "dev",
    });
    Crate {
        name: package["name"].as_str().unwrap().to_owned(),
        folder: manifest.parent().unwrap().to_owned(),
        dependencies: dependencies.collect(),
    }
}

#[test]
fn our_crates_know_each_other_only_as_the_plan_says() {
    let edges = BTreeMap::from(EDGES);
    let found = crates().into_iter().flat_map(|one| {
        let Some(allowed) = edges.get(one.name.as_str()) else {
            return vec![format!("{} is not in the list of crates", one.name)];
        };
        let ours = one.dependencies.iter().filter(|dependency| dependency.is_ours);
        let strangers = ours.filter(|dependency| !allowed.contains(&dependency.name.as_str()));
        strangers.map(|stranger| format!("{} -> {}", one.name, stranger.name)).collect()
    });
    none("expected only the edges of EDGES", found);
}

#[test]
fn the_list_of_edges_has_no_way_round() {
    let edges = BTreeMap::from(EDGES);
    for name in edges.keys() {
        let mut reached = BTreeSet::new();
        let mut open: Vec<&str> = edges[name].to_vec();
        while let Some(next) = open.pop() {
            if reached.insert(next) {
                open.extend(edges[next]);
            }
        }
        assert!(!reached.contains(name), "{name} reaches itself");
    }
}

#[test]
fn a_library_stays_behind_its_wall() {
    let found = crates().into_iter().flat_map(|one| {
        let shipped = one.dependencies.iter().filter(|dependency| !dependency.is_dev || one.name == "tests");
        let strangers = shipped.filter(|dependency| {
            let walls = WALLS.iter().filter(|(libraries, _)| libraries.contains(&dependency.name.as_str()));
            walls.clone().count() > 0 && !walls.clone().any(|(_, crates)| crates.contains(&one.name.as_str()))
        });
        strangers.map(|stranger| format!("{} uses {}", one.name, stranger.name)).collect::<Vec<_>>()
    });
    none("expected each library only in the crates WALLS names", found);
}

#[test]
fn every_dependency_is_used() {
    let root = root();
    let found = crates().into_iter().flat_map(|one| {
        let below = one.folder.strip_prefix(&root).unwrap().to_string_lossy().into_owned();
        // This test's own lists name every crate and prove nothing.
        let sources: Vec<_> =
            rust(&below).into_iter().filter(|file| !file.path.starts_with("tests/tests/tidy")).collect();
        let is_used = |name: &str| {
            let name = name.replace('-', "_");
            sources
                .iter()
                .any(|file| file.text.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == name))
        };
        let unused: Vec<_> = one.dependencies.iter().filter(|dependency| !is_used(&dependency.name)).collect();
        unused
            .into_iter()
            .map(|dependency| format!("{} does not use {}", one.name, dependency.name))
            .collect::<Vec<_>>()
    });
    none("expected no dependency that nobody uses", found);
}

#[test]
fn a_crate_is_called_like_its_folder() {
    let found = crates().into_iter().filter(|one| one.folder.file_name().is_none_or(|folder| *folder != *one.name));
    none("expected crate and folder of one name", found.map(|one| format!("{} in {}", one.name, one.folder.display())));
}

#[test]
fn every_crate_obeys_the_lints_of_the_workspace() {
    let other = |path: &str| path == UNSAFE || path == OTHER_WORKSPACE;
    let manifests = files("").into_iter().filter(|file| file.path.ends_with("/Cargo.toml") && !other(&file.path));
    let lax = manifests.filter(|file| !file.text.contains("\n[lints]\nworkspace = true\n"));
    none("expected [lints] workspace = true", lax.map(|file| file.path));
}

#[test]
fn the_one_crate_that_may_be_unsafe_obeys_every_other_lint() {
    let all = files("");
    let lints = |path: &str| -> BTreeSet<String> {
        let manifest = all.iter().find(|file| file.path == path).unwrap();
        let lines = manifest.text.lines().filter(|line| line.ends_with("= \"deny\"") || line.ends_with("= \"warn\""));
        lines.map(str::to_owned).collect()
    };
    assert!(lints(UNSAFE).contains("unsafe_code = \"deny\""), "allowed where a reason stands, not everywhere");
    none("expected the lints of the workspace", lints("Cargo.toml").difference(&lints(UNSAFE)).cloned());
    let reasons = all.iter().filter(|file| file.is_rust() && file.text.contains(concat!("allow(unsafe", "_code")));
    none(
        "expected no other crate",
        reasons.filter(|file| !file.path.starts_with("tests/shim/")).map(|file| file.path.clone()),
    );
}

#[test]
fn storage_decides_nothing() {
    let lines = rust("engine/storage/src");
    let found = lines.iter().flat_map(|file| {
        let deciding = file.shipped_lines().filter(|(_, line)| line.contains("decide"));
        deciding.map(|(number, line)| format!("{}:{number}: {line}", file.path))
    });
    none("expected storage to store what was decided", found);
}
