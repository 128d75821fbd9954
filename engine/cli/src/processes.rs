//! The process in a file, read within its rulebook.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::bail;
use authoring::words::Words;
use definition::Workspace;
use definition::bilingual::{Bilingual, Language};
use definition::text::SourceText;

use crate::failure::Failure;
use crate::texts::Texts;

/// A rulebook, and which of its files was meant.
pub struct Processes {
    workspace: Workspace,
    named: Vec<Arc<SourceText>>,
    file: PathBuf,
}

impl Processes {
    /// Reads a file within its rulebook.
    pub fn read(file: &Path) -> anyhow::Result<Self> {
        Self::of(Texts::collect(std::slice::from_ref(&file.to_owned()))?, file)
    }

    /// Reads a file within its rulebook or, where it lies in none, within that of another file, in whose place it stands.
    pub fn beside(file: &Path, other: &Path) -> anyhow::Result<Self> {
        let mut texts = Texts::collect(std::slice::from_ref(&file.to_owned()))?;
        if texts.around.is_empty() {
            texts.around = Texts::collect(std::slice::from_ref(&other.to_owned()))?.around;
        }
        Self::of(texts, file)
    }

    fn of(texts: Texts, file: &Path) -> anyhow::Result<Self> {
        let workspace = definition::check(&texts.all(), chrono::Local::now().date_naive());
        Ok(Self { workspace, named: texts.named, file: file.to_owned() })
    }

    /// The one process of the file, as far as it could be read.
    pub fn only(&self, language: Language) -> anyhow::Result<Words<'_>> {
        let mut found = self
            .workspace
            .processes
            .values()
            .filter(|checked| self.named.iter().any(|source| source.path == checked.source.path));
        let file = self.file.display();
        let Some(first) = found.next() else {
            bail!(Failure::new(Bilingual::new(
                format!("{file} 里没有读得懂的流程；先用 doudi check 查看问题"),
                format!("{file} holds no process that can be read; run doudi check first"),
            )));
        };
        if found.next().is_some() {
            bail!(Failure::new(Bilingual::new(
                format!("{file} 里不止一个流程，请写明一个文件"),
                format!("{file} holds several processes; name one file"),
            )));
        }
        Ok(Words { definition: &first.definition, around: &self.workspace, language })
    }
}
