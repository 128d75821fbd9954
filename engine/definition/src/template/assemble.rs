//! The template files of a workspace become templates that read.

use std::sync::Arc;

use indexmap::IndexMap;

use super::check::check;
use super::place::place;
use super::read::{TemplateSource, Wording};
use super::{Template, Templates};
use crate::bilingual::Bilingual;
use crate::diagnostic::{Code, Diagnostic};
use crate::keyword;
use crate::name::TemplateName;
use crate::organisation::problem::Declared;
use crate::source::decode::Decoder;
use crate::text::{SourceText, Spanned};

impl Templates {
    /// Checks the template files of a workspace: names, syntax, filters. Which variables a notice carries is checked with
    /// the process that sends it.
    pub fn assemble(sources: Vec<(Arc<SourceText>, TemplateSource)>, diagnostics: &mut Vec<Diagnostic>) -> Templates {
        let mut templates: IndexMap<TemplateName, Template> = IndexMap::new();
        let mut declared = Declared::new(Bilingual::new("模板", "template"));
        for (text, written) in sources {
            let mut decoder = Decoder::new(&text);
            let first = declared.declare(&mut decoder, &written.name);
            let template = template(&mut decoder, written);
            if first {
                templates.insert(template.name.clone(), template);
            }
            diagnostics.append(&mut decoder.diagnostics);
        }
        Templates { templates: Arc::new(templates) }
    }
}

fn template(decoder: &mut Decoder, written: TemplateSource) -> Template {
    let subject = decoder.within(keyword::SUBJECT.en, |decoder| read_by(decoder, &written.subject));
    let body = decoder.within(keyword::BODY.en, |decoder| read_by(decoder, &written.body));
    let mut variables = [subject, body].concat();
    variables.sort_by_key(|variable| variable.span.start);
    Template {
        name: written.name.value,
        title: written.title,
        subject: written.subject.text(),
        body: written.body.text(),
        variables,
        source: Arc::clone(&decoder.source),
    }
}

/// The variables a wording reads, in each of its languages; tells what does not read.
fn read_by(decoder: &mut Decoder, wording: &Wording) -> Vec<Spanned<String>> {
    let mut found = Vec::new();
    for scalar in wording.written() {
        let source = Arc::clone(&decoder.source);
        match check(&scalar.text) {
            Ok(variables) => {
                let spanned = |(name, range)| Spanned::new(name, place(&source, scalar, range));
                found.extend(variables.into_iter().map(spanned));
            }
            Err(problems) => {
                for problem in problems {
                    let span = place(&source, scalar, problem.range);
                    decoder.problem(Code::TemplateSyntax, span, problem.message, Some(problem.help));
                }
            }
        }
    }
    found
}
