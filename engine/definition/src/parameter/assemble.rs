//! Several parameter files become one set of checked parameters.

use std::collections::HashMap;
use std::sync::Arc;

use indexmap::IndexMap;

use super::declaration::Declaration;
use super::read::{DeclarationSource, ParameterSource, ParametersSource, RowSource};
use super::{ParameterRow, Parameters, Rows};
use crate::bilingual::Bilingual;
use crate::diagnostic::{Code, Diagnostic};
use crate::keyword;
use crate::name::ParameterName;
use crate::organisation::Organisation;
use crate::organisation::problem::{Declared, unknown, unknown_office};
use crate::source::decode::Decoder;
use crate::text::SourceText;

struct File {
    decoder: Decoder,
    source: ParametersSource,
}

impl Parameters {
    /// Merges and checks the parameter files of a workspace. What a problem was found with is left out.
    pub fn assemble(
        sources: Vec<(Arc<SourceText>, ParametersSource)>,
        organisation: &Organisation,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Parameters {
        let mut files: Vec<File> =
            sources.into_iter().map(|(text, source)| File { decoder: Decoder::new(&text), source }).collect();
        let (declared, met) = declarations(&mut files);
        let rows = all_rows(&mut files, &declared, &met, organisation);
        diagnostics.extend(files.into_iter().flat_map(|file| file.decoder.diagnostics));
        Parameters { declared: Arc::new(declared), rows: Arc::new(rows), overrides: Arc::default() }
    }
}

/// The sound declarations, and the names of all.
fn declarations(files: &mut [File]) -> (IndexMap<ParameterName, Declaration>, Declared<ParameterName>) {
    let mut declared = IndexMap::new();
    let mut met = Declared::new(Bilingual::new("参数", "parameter"));
    for File { decoder, source } in files {
        for parameter in &source.parameters {
            let Some(written) = parameter.declaration.clone() else { continue };
            let first = decoder.within(keyword::PARAMETERS.en, |decoder| met.declare(decoder, &parameter.name));
            let Some(kind) = written.kind.clone().filter(|_| first) else { continue };
            let name = parameter.name.value.clone();
            let DeclarationSource { title, whole, min, max, floors, source, .. } = written;
            declared.insert(name.clone(), Declaration { name, title, kind, whole, min, max, floors, source });
        }
    }
    (declared, met)
}

fn all_rows(
    files: &mut [File],
    declared: &IndexMap<ParameterName, Declaration>,
    met: &Declared<ParameterName>,
    organisation: &Organisation,
) -> HashMap<ParameterName, Rows> {
    let mut all: HashMap<ParameterName, Rows> = HashMap::new();
    for File { decoder, source } in files {
        decoder.within(keyword::PARAMETERS.en, |decoder| {
            for parameter in &source.parameters {
                let Some(declaration) = declared.get(&parameter.name.value) else {
                    undeclared(decoder, parameter, declared, met);
                    continue;
                };
                let rows = all.entry(parameter.name.value.clone()).or_default();
                decoder.within(parameter.name.value.as_str(), |decoder| {
                    decoder.within(keyword::ROWS.en, |decoder| {
                        add_rows(decoder, parameter, declaration, organisation, rows)
                    });
                });
            }
        });
    }
    for rows in all.values_mut().flat_map(IndexMap::values_mut) {
        rows.sort_by_key(|row| row.from);
    }
    all
}

/// Tells of rows whose parameter nobody declares.
fn undeclared(
    decoder: &mut Decoder,
    parameter: &ParameterSource,
    declared: &IndexMap<ParameterName, Declaration>,
    met: &Declared<ParameterName>,
) {
    if met.contains(&parameter.name.value) {
        return;
    }
    let names: Vec<&str> = declared.keys().map(ParameterName::as_str).collect();
    let kind = Bilingual::new("参数", "parameter");
    let name = &parameter.name;
    unknown(decoder, Code::UnknownParameter, &kind, (name.value.as_str(), name.span), &names);
}

fn add_rows(
    decoder: &mut Decoder,
    parameter: &ParameterSource,
    declaration: &Declaration,
    organisation: &Organisation,
    rows: &mut Rows,
) {
    for (at, written) in parameter.rows.iter().enumerate() {
        decoder.within(&at.to_string(), |decoder| {
            let Some(row) = row(decoder, written, declaration, organisation) else { return };
            let Some(office) = row.office.clone() else { return };
            let beside = rows.entry(office).or_default();
            match beside.iter().find(|other| other.days().overlap(row.days()).is_some()) {
                Some(other) => overlaps(decoder, written, other),
                None => beside.push(row),
            }
        });
    }
}

fn row(
    decoder: &mut Decoder,
    written: &RowSource,
    declaration: &Declaration,
    organisation: &Organisation,
) -> Option<ParameterRow> {
    let value = decoder.within(keyword::VALUE.en, |decoder| {
        let value = declaration.value(decoder, &written.value)?;
        declaration.keeps_floors(decoder, &value, written.days).then_some(value)
    });
    let office = organisation
        .find(&written.office.value, written.days.typical())
        .inspect_err(|error| {
            decoder.within(keyword::OFFICE.en, |decoder| unknown_office(decoder, written.office.span, error))
        })
        .ok()?;
    let (from, until) = (written.days.from, written.days.until);
    let name = declaration.name.clone();
    let id = ParameterRow::id_of(&name, &office, written.days);
    Some(ParameterRow {
        id,
        name,
        office: Some(office),
        from,
        until,
        value: value?.value,
        source: written.source.clone(),
    })
}

fn overlaps(decoder: &mut Decoder, written: &RowSource, other: &ParameterRow) {
    let (days, others) = (written.days.shown(), other.days().shown());
    let message = Bilingual::new(
        format!("“{}”的两个取值在时间上重叠：{}（{}）与{}", written.office.value, others.zh, other.value, days.zh),
        format!(
            "two values for `{}` overlap in time: {} ({}) and {}",
            written.office.value, others.en, other.value, days.en
        ),
    );
    let help = Bilingual::new(
        "给先前的取值写 until（至）：新取值开始的那一天",
        "give the earlier value an `until`: the day the new one begins",
    );
    decoder.problem(Code::Contradiction, written.span, message, Some(help));
}
