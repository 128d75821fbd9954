//! Any text as a file of a rulebook: checked beside what it names, formatted, and run if it is a scenario.
#![no_main]

use std::sync::{Arc, LazyLock};

use definition::bilingual::Language;
use definition::text::SourceText;
use libfuzzer_sys::fuzz_target;

const AROUND: [(&str, &str); 4] = [
    ("jilin.yaml", include_str!("../../workflows/calendars/jilin.yaml")),
    ("cn.yaml", include_str!("../../workflows/calendars/cn.yaml")),
    ("dibao.yaml", include_str!("../../workflows/parameters/dibao.yaml")),
    ("filing-request.yaml", include_str!("../../workflows/templates/filing-request.yaml")),
];
const ORGANISATION: &str = "organisation: small\nlevels: [county, township, village]\nroles: {village_clerk: {level: village, name: a}, township_officer: {level: township, name: b}, township_head: {level: township, name: c}, county_clerk: {level: county, name: d}, county_supervisor: {level: county, name: e}}\noffices: {\"1\": {name: x, level: county, calendar: jilin}, \"11\": {name: y, level: township, within: \"1\"}, \"111\": {name: z, level: village, within: \"11\"}}\n";

static TEXTS: LazyLock<Vec<Arc<SourceText>>> = LazyLock::new(|| {
    let around = AROUND.iter().map(|(path, text)| SourceText::new(*path, *text));
    around.chain([SourceText::new("organisation.yaml", ORGANISATION)]).collect()
});

fuzz_target!(|text: &str| {
    let source = SourceText::new("a.yaml", text);
    let formatted = authoring::format::format(&source, Language::Zh);
    if let Ok(formatted) = formatted {
        let _ = authoring::format::format(&SourceText::new("a.yaml", formatted), Language::En);
    }
    let texts: Vec<Arc<SourceText>> = TEXTS.iter().cloned().chain([source]).collect();
    let Ok(today) = "2020-04-20".parse() else { return };
    let workspace = definition::check(&texts, today);
    for found in &workspace.diagnostics {
        let _ = found.place();
    }
    let _ = scenario::run(&workspace);
});
