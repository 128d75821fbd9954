//! The table is whole: it names every word of the language, and says each once.

use std::collections::BTreeSet;

use definition::keyword::ALL;

use super::*;

/// Words that stand nowhere in the table, each with the reason.
const ELSEWHERE: &[(&str, &str)] = &[
    ("perpetual", "kept for processes without an end"),
    ("any", "stands where the names of events stand"),
    ("id", "kept for registers"),
];

fn all() -> Vec<&'static Map> {
    let mut found: Vec<&'static Map> = Vec::new();
    for map in KINDS.into_iter().flat_map(maps) {
        if !found.iter().any(|known| std::ptr::eq(*known, map)) {
            found.push(map);
        }
    }
    found
}

fn words(shape: &Shape) -> Vec<Keyword> {
    match shape {
        Shape::Word(words) | Shape::Mark(words) => words.to_vec(),
        Shape::Named(_, inner) | Shape::List(inner) => words(inner),
        Shape::Either(shapes) => shapes.iter().flat_map(words).collect(),
        Shape::Scalar(Scalar::Flag) => vec![k::TRUE, k::FALSE],
        Shape::Map(_) | Shape::Name(_) | Shape::Expression | Shape::Scalar(_) => Vec::new(),
    }
}

#[test]
fn every_word_of_the_language_stands_somewhere_in_the_table() {
    let maps = all();
    let keys = maps.iter().flat_map(|map| map.keys);
    let found: Vec<Keyword> = keys.flat_map(|key| words(&key.shape).into_iter().chain([key.word])).collect();
    let missing: Vec<&str> = ALL.iter().filter(|word| !found.contains(word)).map(|word| word.en).collect();
    let expected: Vec<&str> = ELSEWHERE.iter().map(|(word, _)| *word).collect();
    assert_eq!(missing, expected, "put these into the grammar");
}

#[test]
fn no_map_has_two_keys_of_one_spelling() {
    for map in all() {
        for spelling in [|key: &Key| key.word.en, |key: &Key| key.word.zh] {
            let spellings: BTreeSet<&str> = map.keys.iter().map(spelling).collect();
            assert_eq!(spellings.len(), map.keys.len(), "{}: {spellings:?}", map.id);
        }
    }
}

#[test]
fn no_place_has_two_words_of_one_spelling() {
    for key in all().iter().flat_map(|map| map.keys) {
        let words = words(&key.shape);
        let zh: BTreeSet<&str> = words.iter().map(|word| word.zh).collect();
        assert_eq!(zh.len(), words.iter().map(|word| word.en).collect::<BTreeSet<_>>().len(), "{}", key.word.en);
    }
}

#[test]
fn every_map_has_a_name_of_its_own_and_every_key_its_help_in_both_languages() {
    let maps = all();
    let ids: BTreeSet<&str> = maps.iter().map(|map| map.id).collect();
    assert_eq!(ids.len(), maps.len());
    let han = |text: &str| text.chars().any(|character| ('\u{4e00}'..='\u{9fff}').contains(&character));
    for key in maps.iter().flat_map(|map| map.keys) {
        assert!(han(key.zh), "{}: {}", key.word.en, key.zh);
        assert!(!key.en.is_empty() && !han(key.en), "{}: {}", key.word.en, key.en);
    }
}
