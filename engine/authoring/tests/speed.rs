//! How long an editor waits, and `check` with it: printed, for a run with `--release --nocapture`.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "it measures time and decides nothing by it"
)]

mod shipped;

use std::time::Instant;

use authoring::editor::Desk;
use definition::bilingual::Language;
use definition::text::SourceText;
use shipped::shipped_texts;

const ROUNDS: u32 = 30;

fn longest<T>(what: &str, mut ask: impl FnMut() -> T) {
    let mut most = 0;
    for _ in 0..ROUNDS {
        let began = Instant::now();
        std::hint::black_box(ask());
        most = most.max(began.elapsed().as_micros());
    }
    println!("{what}: at most {}.{:03} ms in {ROUNDS}", most / 1000, most % 1000);
}

#[test]
fn the_longest_answers_over_the_shipped_rulebook_are_printed() {
    let texts = shipped_texts();
    let fast = texts.iter().find(|source| source.path.ends_with("epidemic-fast-track.yaml")).unwrap();
    let mut desk = Desk::new(Language::Zh, "2020-04-20".parse().unwrap());
    texts.iter().for_each(|source| desk.put(source.clone()));
    let path = fast.path.as_str();
    let at = |needle: &str| fast.text.find(needle).unwrap() + needle.len() - 1;
    let (state, value) = (at("reach(approved"), at("Completed}, to: village"));
    longest("a text put on the desk", || desk.put(SourceText::new(path, fast.text.clone())));
    longest("everything checked", || desk.check().diagnostics.len());
    longest("completion", || desk.complete(path, value));
    longest("hover", || desk.hover(path, state));
    longest("definition", || desk.definition(path, state));
    longest("references", || desk.references(path, state));
    longest("rename", || desk.rename(path, state, "批准"));
    assert!(desk.rename(path, state, "批准").unwrap().len() == 2);
}
