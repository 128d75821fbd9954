//! `doudi lsp`: the language server, over standard input and output.

use definition::bilingual::Language;

use super::Outcome;

/// Nothing to say: the editor asks.
#[derive(clap::Args)]
pub struct Lsp {
    /// 通过标准输入输出（编辑器惯用的写法，可省略） / Over standard input and output, as editors say; may be left out
    #[arg(long)]
    stdio: bool,
}

impl Lsp {
    /// Answers an editor until it says that it is done.
    pub fn run(&self, language: Language) -> anyhow::Result<Outcome> {
        crate::lsp::serve(language)?;
        Ok(Outcome::Good)
    }
}
