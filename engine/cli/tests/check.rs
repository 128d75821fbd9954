//! `doudi check`, the real binary on real files.

#![allow(clippy::unwrap_used, reason = "a test says what went wrong by failing")]

#[path = "check/broken.rs"]
mod broken;
#[path = "check/hostile.rs"]
mod hostile;
#[path = "check/rulebook.rs"]
mod rulebook;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Output;
use std::thread;

use broken::Broken;
use rulebook::{Rulebook, TODAY, doudi, shipped};
use serde_json::Value;

#[test]
fn every_broken_file_is_told_at_its_place_in_both_languages() {
    let all = broken::all();
    let share = all.len().div_ceil(thread::available_parallelism().map_or(1, usize::from));
    let failed: Vec<String> = thread::scope(|scope| {
        let shares: Vec<_> =
            all.chunks(share).map(|share| scope.spawn(|| share.iter().flat_map(complaints).collect())).collect();
        shares.into_iter().flat_map(|share: thread::ScopedJoinHandle<'_, Vec<String>>| share.join().unwrap()).collect()
    });
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

fn complaints(broken: &Broken) -> Vec<String> {
    let rulebook = Rulebook::copied();
    let place = rulebook.edit(broken.file, broken.needle, broken.replacement);
    let told = |lang| checked(&rulebook.path(broken.file), lang);
    ["zh", "en"].into_iter().filter_map(|lang| complaint(broken, place, lang, &told(lang))).collect()
}

/// What is wrong with what was told of a broken file.
fn complaint(broken: &Broken, (line, column): (usize, usize), lang: &str, told: &[Value]) -> Option<String> {
    let codes = |told: &[Value]| told.iter().map(|one| one["code"].as_str().unwrap().to_owned()).collect::<Vec<_>>();
    let about = || {
        let told: Vec<String> = told.iter().map(shown).collect();
        format!("{} {}:{line}:{column} {lang}\n    {}", broken.code, broken.file, told.join("\n    "))
    };
    let here = |one: &&Value| one["code"] == broken.code && one["line"] == line && one["column"] == column;
    let Some(found) = told.iter().find(here) else { return Some(format!("not told: {}", about())) };
    let mut expected: Vec<String> = broken.also.iter().copied().chain([broken.code]).map(str::to_owned).collect();
    let mut all = codes(told);
    expected.sort();
    all.sort();
    if all != expected {
        return Some(format!("something else told: {}", about()));
    }
    let texts = [&found["message"], &found["help"]].map(|text| text.as_str().unwrap_or_default());
    let sound = if lang == "zh" {
        texts.iter().all(|text| text.is_empty() || is_chinese(text))
    } else {
        texts.iter().all(|text| is_english(text))
    };
    (texts[0].is_empty() || !sound).then(|| format!("not in its language: {}", about()))
}

fn shown(one: &Value) -> String {
    format!("{} {}:{} {} | {}", one["code"], one["line"], one["column"], one["message"], one["help"])
}

fn is_chinese(text: &str) -> bool {
    text.chars().any(is_han)
}

/// Whether nothing but what is quoted from the file is Chinese.
fn is_english(text: &str) -> bool {
    !text.split('`').step_by(2).collect::<String>().chars().any(is_han)
}

fn is_han(character: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&character)
}

#[test]
fn the_broken_files_cover_every_kind_of_file_and_most_codes() {
    let all = broken::all();
    assert!(all.len() >= 30, "{}", all.len());
    let after_chinese = all.iter().filter(|broken| {
        let before = broken.replacement.split(rulebook::MARK).next().unwrap();
        is_chinese(before.rsplit('\n').next().unwrap())
    });
    assert!(after_chinese.count() >= 8, "places after Chinese on their line");
    for folder in ["processes/", "parameters/", "calendars/", "organisations/", "templates/"] {
        assert!(all.iter().any(|broken| broken.file.starts_with(folder)), "{folder}");
    }
    // Every code at three places is what `engine/scenario/tests/broken` holds; here stand those the binary itself is run on.
    let covered: BTreeSet<&str> = all.iter().map(|broken| broken.code).collect();
    assert!(covered.len() >= 45, "{}", covered.len());
}

#[test]
fn the_shipped_rulebook_is_clean_and_nothing_but_the_summary_is_said() {
    let folder = shipped();
    let output = doudi(&["check", folder.to_str().unwrap(), "--on", TODAY]);
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.starts_with("检查了 ") && said.ends_with(" 个文件：0 个错误，0 个警告\n"), "{said}");
    assert_eq!(said.lines().count(), 1, "{said}");
    let english = doudi(&["check", folder.to_str().unwrap(), "--on", TODAY, "--lang", "en"]);
    assert!(told(&english).ends_with(" files: 0 errors, 0 warnings\n"), "{}", told(&english));
}

#[test]
fn a_warning_alone_is_told_and_passes() {
    let folder = shipped();
    let output = doudi(&["check", folder.to_str().unwrap(), "--on", "2026-12-30"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(told(&output).contains("警告 D0602"), "{}", told(&output));
}

#[test]
fn a_single_file_is_judged_in_its_rulebook_and_only_its_own_problems_are_told() {
    let rulebook = Rulebook::copied();
    rulebook.edit("templates/filing-request.yaml", "template: filing-request", "▮template: filing-requests");
    let watch = doudi(&["check", rulebook.path("processes/watch-entry.yaml").to_str().unwrap(), "--on", TODAY]);
    assert_eq!(told(&watch), "检查了 1 个文件：0 个错误，0 个警告（同一套里的其他文件另有 1 个错误，可能影响结果）\n");
    assert_eq!(watch.status.code(), Some(0));
    let fast = doudi(&["check", rulebook.path("processes/epidemic-fast-track.yaml").to_str().unwrap(), "--on", TODAY]);
    assert_eq!(fast.status.code(), Some(1));
    assert!(told(&fast).contains("错误 D0205"), "{}", told(&fast));
    let whole = doudi(&["check", rulebook.path("").to_str().unwrap(), rulebook.path("processes").to_str().unwrap()]);
    assert!(told(&whole).contains("1 个错误"), "a file named twice is read once: {}", told(&whole));
}

#[test]
fn a_role_that_nobody_holds_is_warned_of_in_the_process() {
    let rulebook = Rulebook::copied();
    let people = "\npeople:\n  李梅: {name: {zh: 李梅, en: Li Mei}, posts: [{role: ▮village_clerk, office: 敦化市/江源镇/帽山村}]}\noffices:\n";
    rulebook.edit("organisations/jilin-dunhua.yaml", "\noffices:\n", people);
    let found = checked(&rulebook.path(""), "zh");
    assert!(found.iter().all(|one| one["code"] == "D0502" && one["severity"] == "warning"), "{found:?}");
    let of_fast_track = found.iter().filter(|one| one["file"].as_str().unwrap().ends_with("epidemic-fast-track.yaml"));
    let paths: BTreeSet<&str> = of_fast_track.map(|one| one["path"].as_str().unwrap()).collect();
    let (states, recipients): (BTreeSet<&str>, BTreeSet<&str>) =
        paths.into_iter().partition(|path| path.starts_with("states."));
    assert!(recipients.contains("deadlines.same_day"), "whom nobody would tell: {recipients:?}");
    assert_eq!(
        states,
        BTreeSet::from(["states.approved.task", "states.township_approval.task", "states.verification.task"])
    );
}

#[test]
fn text_shows_code_place_excerpt_and_advice_and_the_place_is_underlined_under_chinese() {
    let rulebook = Rulebook::copied();
    let file = "processes/epidemic-fast-track.yaml";
    let line = "  members: {type: integer, min: 1, max: 30, name: {zh: 家庭人口, en: Household members}, 可查询: true}";
    let wrong = line.replace("可查询", "▮可查寻");
    let (number, column) = rulebook.edit(
        file,
        "  members: {type: integer, min: 1, max: 30, name: {zh: 家庭人口, en: Household members}, search: true}",
        &wrong,
    );
    let output = doudi(&["check", rulebook.path(file).to_str().unwrap(), "--on", TODAY]);
    assert_eq!(output.status.code(), Some(1));
    let said = told(&output);
    assert!(said.contains("错误 D0101"), "{said}");
    assert!(said.contains(&format!("{file}:{number}:{column}]")), "{said}");
    assert!(said.contains("  建议：是不是 可查询？\n"), "{said}");
    // Two columns for each of the four Chinese characters before the place, and for each of the three underlined.
    let frame = said.lines().find(|line| line.contains("· ")).unwrap();
    let underline = frame.split("· ").nth(1).unwrap();
    assert_eq!(underline, format!("{}{}", " ".repeat(column - 1 + 4), "^".repeat(6)), "{said}");
    assert!(!said.contains('\u{1b}'), "no colour outside a terminal");
}

#[test]
fn a_file_that_cannot_be_read_is_no_verdict_but_exit_code_2() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    fs::create_dir(path("empty")).unwrap();
    fs::write(path("gbk.yaml"), b"process: a\nname: \xb5\xcd\xb1\xa3\n").unwrap();
    for (name, zh, en) in [
        ("missing.yaml", "没有这个文件或目录", "there is no such file"),
        ("empty", "没有 .yaml 文件", "holds no .yaml file"),
        ("gbk.yaml", "第 2 行不是 UTF-8", "line 2: not UTF-8"),
    ] {
        for (lang, expected) in [("zh", zh), ("en", en)] {
            let output = doudi(&["check", &path(name), "--lang", lang, "--json"]);
            assert_eq!(output.status.code(), Some(2), "{name}");
            assert!(output.stdout.is_empty());
            let said = String::from_utf8(output.stderr).unwrap();
            assert!(said.contains(expected) && said.contains(name), "{said}");
        }
    }
}

#[test]
fn a_hidden_character_never_reaches_the_terminal() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.yaml");
    fs::write(&file, "process: 甲\u{202e}乙\n").unwrap();
    fs::write(folder.path().join("b.yaml"), "process: 甲\n\"\\e[31m红\": 1\n").unwrap();
    for path in [file.as_path(), folder.path()] {
        let output = doudi(&["check", path.to_str().unwrap()]);
        assert_eq!(output.status.code(), Some(1));
        let said = told(&output);
        assert!(!said.contains('\u{202e}') && !said.contains('\u{1b}'), "{said:?}");
        assert!(said.contains("U+202E"), "{said}");
    }
}

#[test]
fn a_reader_that_stops_reading_is_no_failure() {
    let rulebook = Rulebook::copied();
    let script =
        format!("\"{}\" check \"{}\" --json | head -c 1", env!("CARGO_BIN_EXE_doudi"), rulebook.path("").display());
    let output = std::process::Command::new("sh").args(["-c", &script]).output().unwrap();
    assert_eq!((told(&output).as_str(), output.stderr.as_slice()), ("[", [].as_slice()));
}

fn checked(path: &Path, lang: &str) -> Vec<Value> {
    let output = doudi(&["check", path.to_str().unwrap(), "--json", "--lang", lang, "--on", TODAY]);
    let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.stderr.is_empty(), "{complaint}");
    let found: Vec<Value> = serde_json::from_slice(&output.stdout).unwrap();
    let wrong = found.iter().any(|one| one["severity"] == "error");
    assert_eq!(output.status.code(), Some(i32::from(wrong)));
    found
}

fn told(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}
