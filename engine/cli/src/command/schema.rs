//! `doudi schema`: the JSON Schema of a kind of file, for editors.

use clap::ValueEnum;
use definition::bilingual::Language;
use definition::workspace::Kind;

use super::Outcome;
use crate::output;

/// Of which kind of file.
#[derive(clap::Args)]
#[command(next_help_heading = "选项 / Options")]
pub struct Schema {
    /// process、test、parameters、calendar、organisation、template、obligation 或 span / The kind of file
    #[arg(value_enum, value_name = "KIND", hide_possible_values = true)]
    kind: Written,
}

#[derive(Clone, Copy, ValueEnum)]
enum Written {
    Process,
    Test,
    Parameters,
    Calendar,
    Organisation,
    Template,
    Obligation,
    Span,
}

impl Schema {
    /// Prints the schema, explained in the language asked for.
    pub fn run(&self, language: Language) -> anyhow::Result<Outcome> {
        let schema = authoring::schema::schema(self.kind.into(), language);
        output::say(&(serde_json::to_string_pretty(&schema)? + "\n"))?;
        Ok(Outcome::Good)
    }
}

impl From<Written> for Kind {
    fn from(written: Written) -> Self {
        match written {
            Written::Process => Kind::Process,
            Written::Test => Kind::Scenarios,
            Written::Parameters => Kind::Parameters,
            Written::Calendar => Kind::Calendar,
            Written::Organisation => Kind::Organisation,
            Written::Template => Kind::Template,
            Written::Obligation => Kind::Obligation,
            Written::Span => Kind::Span,
        }
    }
}
