//! The folder of the suite -> models with their cases.

use std::path::{Path, PathBuf};

use crate::case::{self, Case};

/// A model and what it is asked.
pub struct Model {
    /// The name of its folder.
    pub name: String,
    /// Its XML.
    pub text: String,
    /// The cases of all its files.
    pub cases: Vec<Case>,
}

/// Every model of a level that has cases, in order.
pub fn models(level: &Path) -> Vec<Model> {
    let mut folders: Vec<PathBuf> = entries(level).into_iter().filter(|path| path.is_dir()).collect();
    folders.sort();
    folders.iter().flat_map(|folder| of_folder(folder)).collect()
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    std::fs::read_dir(folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.unwrap().path())
        .collect()
}

fn of_folder(folder: &Path) -> Vec<Model> {
    let mut files: Vec<PathBuf> = entries(folder);
    files.sort();
    let tests = files.iter().filter(|path| path.to_string_lossy().ends_with(".xml"));
    let name = folder.file_name().unwrap().to_string_lossy().into_owned();
    let mut found: Vec<Model> = Vec::new();
    for test in tests {
        let text = std::fs::read_to_string(test).unwrap();
        let (model, mut cases) = case::read(&text);
        let part = test.file_stem().unwrap().to_string_lossy().into_owned();
        for case in &mut cases {
            case.id = format!("{}/{}", part.rsplit('-').next().unwrap_or_default(), case.id);
        }
        let Ok(text) = std::fs::read_to_string(folder.join(&model)) else { continue };
        match found.iter_mut().find(|other| other.text == text) {
            Some(other) => other.cases.append(&mut cases),
            None => found.push(Model { name: name.clone(), text, cases }),
        }
    }
    found
}
