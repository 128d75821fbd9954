//! The one line at the end: how many files, errors and warnings.

use definition::bilingual::Language;
use definition::diagnostic::{Diagnostic, Severity};

/// What a check found, in numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counts {
    /// Files that were named.
    pub files: usize,
    /// Errors in them.
    pub errors: usize,
    /// Warnings in them.
    pub warnings: usize,
    /// Errors in the files around them, which are not told one by one.
    pub errors_around: usize,
}

impl Counts {
    /// Counts what was found in the named files and around them.
    pub fn of(files: usize, named: &[Diagnostic], around: &[Diagnostic]) -> Self {
        let errors = count(named, Severity::Error);
        Self { files, errors, warnings: named.len() - errors, errors_around: count(around, Severity::Error) }
    }

    /// `检查了 14 个文件：0 个错误，2 个警告`
    pub fn text(self, language: Language) -> String {
        let Self { files, errors, warnings, errors_around } = self;
        let mut told = match language {
            Language::Zh => format!("检查了 {files} 个文件：{errors} 个错误，{warnings} 个警告"),
            Language::En => format!(
                "Checked {}: {}, {}",
                several(files, "file"),
                several(errors, "error"),
                several(warnings, "warning")
            ),
        };
        if errors_around > 0 {
            told.push_str(&match language {
                Language::Zh => format!("（同一套里的其他文件另有 {errors_around} 个错误，可能影响结果）"),
                Language::En => {
                    format!(
                        " (other files of the same rulebook have {}, which may matter here)",
                        several(errors_around, "error")
                    )
                }
            });
        }
        told
    }
}

fn count(diagnostics: &[Diagnostic], severity: Severity) -> usize {
    diagnostics.iter().filter(|diagnostic| diagnostic.severity() == severity).count()
}

/// `1 error`, `2 errors`
pub(super) fn several(number: usize, one: &str) -> String {
    format!("{number} {one}{}", if number == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_counts_in_both_languages() {
        let counts = Counts { files: 14, errors: 1, warnings: 2, errors_around: 0 };
        assert_eq!(counts.text(Language::Zh), "检查了 14 个文件：1 个错误，2 个警告");
        assert_eq!(counts.text(Language::En), "Checked 14 files: 1 error, 2 warnings");
        let around = Counts { errors_around: 3, ..counts };
        assert!(around.text(Language::Zh).contains("另有 3 个错误"));
    }
}
