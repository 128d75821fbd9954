//! What came of scenarios, as text: each that failed, then the counts and what was not come by.

use definition::bilingual::Language;
use definition::diagnostic::Diagnostic;
use scenario::{Coverage, Outcome, ProcessCoverage, Report, Share};
use serde_json::json;

use super::summary::several;
use super::text::{Style, each};
use super::visible::visible;

/// The most names of things not come by that are listed of one kind.
const UNCOVERED_SHOWN_MAX: usize = 8;

/// Every failed scenario, the coverage of each process, and one line that counts.
pub fn report(report: &Report, language: Language) -> String {
    let mut lines: Vec<String> = Vec::new();
    for outcome in report.scenarios.iter().filter(|outcome| !outcome.passed) {
        lines.extend(failed(outcome, language));
        lines.push(String::new());
    }
    lines.extend(covered(&report.coverage, language));
    lines.push(summary(report, language));
    visible(&(lines.join("\n") + "\n"))
}

/// Why no scenario was run: the errors of the processes concerned.
pub fn refused(errors: &[Diagnostic], style: Style) -> String {
    let told = match style.language {
        Language::Zh => format!("没有运行场景：先改正上面 {} 个错误", errors.len()),
        Language::En => format!("No scenario was run: mend the {} above first", several(errors.len(), "error")),
    };
    each(errors, style) + &told + "\n"
}

/// The same for programs: a report of nothing, with the errors as `doudi check --json` tells them.
pub fn refused_json(errors: &[Diagnostic], language: Language) -> anyhow::Result<String> {
    let errors = super::json::rows(errors, language);
    let report = json!({ "passed": 0, "failed": 0, "scenarios": [], "coverage": {}, "errors": errors });
    Ok(serde_json::to_string_pretty(&report)? + "\n")
}

fn failed(outcome: &Outcome, language: Language) -> Vec<String> {
    let Some(failure) = &outcome.failure else { return Vec::new() };
    let (word, expected, found) = match language {
        Language::Zh => ("未通过", "应为：", "实为："),
        Language::En => ("FAILED", "expected: ", "found:    "),
    };
    let mut lines = vec![
        format!("{word} {}:{}:{} {}", outcome.file, failure.line, failure.column, outcome.name),
        format!("  {}", failure.message.get(language)),
    ];
    if !(failure.expected.is_empty() && failure.found.is_empty()) {
        lines.push(format!("  {expected}{}", failure.expected));
        lines.push(format!("  {found}{}", failure.found));
    }
    lines
}

fn covered(coverage: &Coverage, language: Language) -> Vec<String> {
    let processes = coverage.processes.iter();
    processes.flat_map(|(process, covered)| of_process(process.as_str(), covered, language)).collect()
}

fn of_process(process: &str, covered: &ProcessCoverage, language: Language) -> Vec<String> {
    let ProcessCoverage { transitions, guards, rows, rungs } = covered;
    let kinds: [(&str, &str, &Share); 4] = [
        ("流转", "transitions", transitions),
        ("条件", "guards", guards),
        ("决策表行", "table rows", rows),
        ("时限节点", "rungs", rungs),
    ];
    let counts: Vec<String> = kinds
        .iter()
        .map(|(zh, en, share)| format!("{} {}/{}", word(zh, en, language), share.covered, share.total))
        .collect();
    let mut lines = vec![match language {
        Language::Zh => format!("覆盖 {process}：{}", counts.join("，")),
        Language::En => format!("Coverage of {process}: {}", counts.join(", ")),
    }];
    lines.extend(kinds.iter().filter_map(|(zh, en, share)| uncovered(word(zh, en, language), share, language)));
    lines
}

fn word<'w>(zh: &'w str, en: &'w str, language: Language) -> &'w str {
    match language {
        Language::Zh => zh,
        Language::En => en,
    }
}

fn uncovered(kind: &str, share: &Share, language: Language) -> Option<String> {
    let left_out = share.uncovered.len().checked_sub(UNCOVERED_SHOWN_MAX).filter(|left_out| *left_out > 0);
    let shown: Vec<&str> = share.uncovered.iter().take(UNCOVERED_SHOWN_MAX).map(String::as_str).collect();
    (!shown.is_empty()).then(|| match (language, left_out) {
        (Language::Zh, None) => format!("  未覆盖的{kind}：{}", shown.join("、")),
        (Language::Zh, Some(more)) => format!("  未覆盖的{kind}：{} 等，另有 {more} 项", shown.join("、")),
        (Language::En, None) => format!("  {kind} not covered: {}", shown.join(", ")),
        (Language::En, Some(more)) => format!("  {kind} not covered: {} and {more} more", shown.join(", ")),
    })
}

/// `运行了 14 个场景：13 个通过，1 个未通过`
fn summary(report: &Report, language: Language) -> String {
    let (passed, failed) = (report.passed, report.failed);
    match language {
        Language::Zh => format!("运行了 {} 个场景：{passed} 个通过，{failed} 个未通过", passed + failed),
        Language::En => format!("Ran {}: {passed} passed, {failed} failed", several(passed + failed, "scenario")),
    }
}
