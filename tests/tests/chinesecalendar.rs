//! The national calendar against PyPI's `chinesecalendar`, on every day of 2018 to 2026. The package is fetched by pip into a folder
//! of its own under `target`; without Python or the index the test says SKIPPED.

#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stderr, reason = "a test says what went wrong by failing")]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use definition::moment::Date;
use definition::name::CalendarName;
use definition::text::SourceText;

/// The release the shipped calendar is held against.
const PACKAGE: &str = "chinesecalendar==1.11.0";
const DAYS: usize = 3_287;
/// Prints a line a day: the day, and whether it is a working day.
const SCRIPT: &str = "
import datetime, chinese_calendar
day = datetime.date(2018, 1, 1)
while day.year < 2027:
    print(day.isoformat(), int(chinese_calendar.is_workday(day)))
    day += datetime.timedelta(1)
";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// Runs a program; what it printed, or why it did not do its work.
fn run(program: &str, arguments: &[&str], path: &Path) -> Result<String, String> {
    let done = Command::new(program).args(arguments).env("PYTHONPATH", path).output();
    let done = done.map_err(|error| format!("{program}: {error}"))?;
    match done.status.success() {
        true => Ok(String::from_utf8_lossy(&done.stdout).into_owned()),
        false => Err(format!("{program}: {}", String::from_utf8_lossy(&done.stderr).trim())),
    }
}

/// Whether each day is a working day by the package, fetched if it is not there yet.
fn by_package() -> Result<String, String> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("chinesecalendar");
    if let Ok(printed) = run("python3", &["-c", SCRIPT], &folder) {
        return Ok(printed);
    }
    let target = folder.to_string_lossy().into_owned();
    let arguments = ["-m", "pip", "install", "--quiet", "--no-deps", "--upgrade", "--target", &target, PACKAGE];
    run("python3", &arguments, &folder)?;
    run("python3", &["-c", SCRIPT], &folder)
}

#[test]
fn every_day_is_what_chinesecalendar_says() {
    let printed = match by_package() {
        Ok(printed) => printed,
        Err(reason) => {
            eprintln!("SKIPPED: the national calendar was NOT compared with {PACKAGE}: {reason}");
            return;
        }
    };
    let text = std::fs::read_to_string(root().join("workflows/calendars/cn.yaml")).unwrap();
    let source: Arc<SourceText> = SourceText::new("cn.yaml", text);
    let calendars = definition::check(&[source], "2020-04-20".parse().unwrap()).calendars;
    let calendar = calendars.get(&CalendarName::new("cn")).unwrap();
    let mut days = 0;
    for line in printed.lines() {
        let (day, works) = line.split_once(' ').unwrap();
        let day: Date = day.parse().unwrap();
        assert_eq!(calendar.day(day).working, works == "1", "{day}");
        assert!(!calendar.day(day).provisional, "{day}");
        days += 1;
    }
    assert_eq!(days, DAYS);
}
