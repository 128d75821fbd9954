//! What stops a command before it has an answer, in both languages.

use std::error::Error;
use std::fmt;
use std::io::{self, ErrorKind};

use definition::bilingual::{Bilingual, Language};

/// Why a command could not do its work, for the person at the terminal.
#[derive(Debug)]
pub struct Failure {
    text: Bilingual,
    source: Option<io::Error>,
}

impl Failure {
    /// A failure that is its own reason.
    pub fn new(text: Bilingual) -> Self {
        Self { text, source: None }
    }

    /// A failure, and what the system said.
    pub fn because(text: Bilingual, source: io::Error) -> Self {
        Self { text, source: Some(source) }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text.en)
    }
}

impl Error for Failure {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.as_ref().map(|source| source as &(dyn Error + 'static))
    }
}

/// The failure and its causes, outermost first, in one line.
pub fn told(error: &anyhow::Error, language: Language) -> String {
    let causes: Vec<String> = error.chain().map(|cause| cause_told(cause, language)).collect();
    match language {
        Language::Zh => format!("doudi：{}", causes.join("：")),
        Language::En => format!("doudi: {}", causes.join(": ")),
    }
}

fn cause_told(cause: &(dyn Error + 'static), language: Language) -> String {
    if let Some(failure) = cause.downcast_ref::<Failure>() {
        return failure.text.get(language).to_owned();
    }
    let system = cause.downcast_ref::<io::Error>().and_then(|error| reason(error.kind()));
    system.map_or_else(|| cause.to_string(), |reason| reason.get(language).to_owned())
}

/// The usual reasons in plain words; the others as the system says them.
fn reason(kind: ErrorKind) -> Option<Bilingual> {
    match kind {
        ErrorKind::NotFound => {
            Some(Bilingual::new("没有这个文件或目录，请核对路径", "there is no such file or folder; check the path"))
        }
        ErrorKind::PermissionDenied => {
            Some(Bilingual::new("没有读取权限，请检查文件的访问权限", "no permission; check who may read it"))
        }
        ErrorKind::StorageFull => Some(Bilingual::new("磁盘已满", "the disk is full")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_is_told_with_its_cause_in_the_language_asked_for() {
        let text = Bilingual::new("读不了 a.yaml", "a.yaml cannot be read");
        let error = anyhow::Error::from(Failure::because(text, ErrorKind::NotFound.into()));
        assert_eq!(told(&error, Language::Zh), "doudi：读不了 a.yaml：没有这个文件或目录，请核对路径");
        assert_eq!(
            told(&error, Language::En),
            "doudi: a.yaml cannot be read: there is no such file or folder; check the path"
        );
    }
}
