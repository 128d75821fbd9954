//! The load generator's own record: each request on disk before it is sent, each answer on disk before it is believed.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};

use crate::request::{Answered, Request};

/// A line of the record.
#[derive(Debug, Serialize, Deserialize)]
enum Line {
    Asked(Request),
    Answered(Answered),
}

/// The record.
#[derive(Debug)]
pub struct Book {
    path: PathBuf,
    file: Mutex<File>,
}

/// What the record says of one request.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The request.
    pub request: Request,
    /// How often it was sent.
    pub asked: usize,
    /// Its answers, in order.
    pub answers: Vec<Answered>,
}

impl Book {
    /// A new record.
    pub fn new(path: &Path) -> Self {
        Self { path: path.to_owned(), file: Mutex::new(File::create_new(path).unwrap()) }
    }

    /// Records that a request is about to be sent.
    pub fn asked(&self, request: &Request) {
        self.write(&Line::Asked(request.clone()));
    }

    /// Records an answer.
    pub fn answered(&self, answer: &Answered) {
        self.write(&Line::Answered(answer.clone()));
    }

    fn write(&self, line: &Line) {
        let text = serde_json::to_string(line).unwrap() + "\n";
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.write_all(text.as_bytes()).unwrap();
        file.sync_data().unwrap();
    }

    /// Everything recorded, by who asked and the key.
    pub fn read(&self) -> BTreeMap<String, Entry> {
        let mut entries: BTreeMap<String, Entry> = BTreeMap::new();
        for line in BufReader::new(File::open(&self.path).unwrap()).lines() {
            match serde_json::from_str(&line.unwrap()).unwrap() {
                Line::Asked(request) => {
                    let new = Entry { request: request.clone(), asked: 0, answers: Vec::new() };
                    let entry = entries.entry(request.key.clone()).or_insert(new);
                    assert_eq!(entry.request, request, "a key belongs to one request");
                    entry.asked += 1;
                }
                Line::Answered(answer) => entries.get_mut(&answer.key).unwrap().answers.push(answer),
            }
        }
        entries
    }
}
