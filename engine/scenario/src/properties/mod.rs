//! 始终成立、决不成立: what must hold after every step, whoever or whatever brought it about.

mod standing;
mod vocabulary;

use definition::bilingual::Bilingual;
use definition::expression::{Expression, FailureKind, ReadOf};
use definition::model::Definition;
use definition::text::Span;
use definition::value::Value;
use machine::{Case, Context, evaluate};

use crate::failure::Miss;

pub use standing::Properties;
pub(crate) use vocabulary::Vocabulary;

/// Whether something must hold or must not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Never,
    Always,
}

/// Something that must never, or always, hold of a case.
#[derive(Clone, Debug)]
pub(crate) struct Property {
    pub kind: Kind,
    pub expression: Expression,
    pub span: Span,
    pub path: String,
}

impl Property {
    /// How it is broken by a case at a moment, if it is; `occasion` says after what. A field that nothing has set makes it
    /// hold: use `given()` to speak of that.
    pub fn broken(
        &self,
        definition: &Definition,
        case: &Case,
        context: &Context<'_>,
        occasion: &Bilingual,
    ) -> Option<Miss> {
        match evaluate(definition, case, &self.expression, context) {
            Ok(Value::Boolean(holds)) if holds == (self.kind == Kind::Always) => None,
            Err(failure) if matches!(failure.kind, FailureKind::Unset { .. }) => None,
            Ok(_) => Some(self.miss(occasion, &Bilingual::same(self.read(case)))),
            Err(failure) => Some(self.miss(occasion, &failure.message())),
        }
    }

    fn miss(&self, occasion: &Bilingual, why: &Bilingual) -> Miss {
        let source = self.expression.source();
        let (word_zh, word) = match self.kind {
            Kind::Never => ("决不应成立，却成立了", "never"),
            Kind::Always => ("应始终成立，却不成立", "always"),
        };
        Miss {
            span: self.span,
            path: self.path.clone(),
            expected: format!("{word}: {source}"),
            found: occasion.en.clone(),
            message: Bilingual::new(
                format!("{word_zh}：{source}。{}；{}", occasion.zh, why.zh),
                format!("`{word}` is broken: {source}. {}; {}", occasion.en, why.en),
            ),
        }
    }

    /// The fields it reads with what they hold, and where the case stands.
    fn read(&self, case: &Case) -> String {
        let mut parts: Vec<String> = Vec::new();
        for read in self.expression.reads() {
            let ReadOf::Variable(name) = &read.what else { continue };
            let Some(value) = case.fields.get(name.as_str()) else { continue };
            let part = format!("{name} = {value}");
            if !parts.contains(&part) {
                parts.push(part);
            }
        }
        let active: Vec<&str> = case.leaves().map(|(state, _)| state.as_str()).collect();
        parts.push(format!("active = [{}]", active.join(", ")));
        parts.join(", ")
    }
}
