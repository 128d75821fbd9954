//! What an author begins with is sound.

use super::*;

fn checked(files: &[File]) -> Workspace {
    let texts: Vec<_> = files.iter().map(|file| SourceText::new(file.path.clone(), file.text.clone())).collect();
    definition::check(&texts, "2026-03-02".parse().unwrap())
}

#[test]
fn every_pattern_is_sound_in_a_new_rulebook_and_in_either_language() {
    let today = "2026-03-02".parse().unwrap();
    for language in [Language::Zh, Language::En] {
        let around = rulebook(language);
        let cast = Cast::of(&checked(&around), today).unwrap();
        for (name, pattern) in Pattern::ALL {
            let files = [around.clone(), process("我的流程", pattern, &cast, today, language)].concat();
            let found: Vec<String> =
                checked(&files).diagnostics.iter().map(|one| format!("{} {}", one.place(), one.message.en)).collect();
            assert!(found.is_empty(), "{name}: {found:?}");
        }
    }
}

#[test]
fn nothing_is_left_to_fill_in_and_the_keys_are_of_the_language() {
    let today = "2026-03-02".parse().unwrap();
    let cast = Cast::of(&checked(&rulebook(Language::Zh)), today).unwrap();
    for (_, pattern) in Pattern::ALL {
        for file in process("a", pattern, &cast, today, Language::Zh) {
            assert!(!file.text.contains('@') && file.text.contains("流程: a\n"), "{}", file.text);
        }
    }
}
