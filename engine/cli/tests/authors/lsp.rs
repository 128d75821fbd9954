//! `doudi lsp`: the real binary, driven by an editor's own messages.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::rulebook::Rulebook;

const FAST: &str = "processes/epidemic-fast-track.yaml";

/// An editor with a server of its own.
struct Editor {
    rulebook: Rulebook,
    child: Child,
    to: Option<ChildStdin>,
    from: BufReader<ChildStdout>,
    asked: u64,
    /// The problems last told, by file.
    problems: Vec<(String, Value)>,
}

impl Editor {
    fn start() -> Self {
        let rulebook = Rulebook::copied();
        let mut child = Command::new(env!("CARGO_BIN_EXE_doudi"))
            .args(["lsp", "--stdio", "--lang", "zh"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let (to, from) = (child.stdin.take(), BufReader::new(child.stdout.take().unwrap()));
        let mut editor = Self { rulebook, child, to, from, asked: 0, problems: Vec::new() };
        let folder = editor.uri("");
        let capabilities = editor.ask(
            "initialize",
            json!({"processId": null, "rootUri": null, "capabilities": {}, "workspaceFolders": [{"uri": folder, "name": "规则"}]}),
        );
        assert_eq!(capabilities["serverInfo"]["name"], "doudi");
        assert_eq!(capabilities["capabilities"]["hoverProvider"], true);
        editor.tell("initialized", json!({}));
        editor
    }

    fn uri(&self, file: &str) -> String {
        let path = fs::canonicalize(self.rulebook.path(file)).unwrap();
        format!("file://{}", path.to_str().unwrap())
    }

    fn text(&self, file: &str) -> String {
        fs::read_to_string(self.rulebook.path(file)).unwrap()
    }

    fn send(&mut self, message: &Value) {
        let body = message.to_string();
        let to = self.to.as_mut().unwrap();
        write!(to, "Content-Length: {}\r\n\r\n{body}", body.len()).unwrap();
        to.flush().unwrap();
    }

    fn tell(&mut self, method: &str, params: Value) {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    fn next(&mut self) -> Value {
        let mut length = 0;
        loop {
            let mut line = String::new();
            self.from.read_line(&mut line).unwrap();
            match line.trim_end().split_once(": ") {
                Some(("Content-Length", value)) => length = value.parse().unwrap(),
                Some(_) => {}
                None => break,
            }
        }
        let mut body = vec![0; length];
        self.from.read_exact(&mut body).unwrap();
        serde_json::from_slice(&body).unwrap()
    }

    /// Asks, and keeps the problems told meanwhile.
    fn answer(&mut self, method: &str, params: Value) -> Value {
        self.asked += 1;
        let id = self.asked;
        self.send(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}));
        loop {
            let message = self.next();
            if message["id"] == id {
                return message;
            }
            self.keep(message);
        }
    }

    fn ask(&mut self, method: &str, params: Value) -> Value {
        let answer = self.answer(method, params);
        assert!(answer["error"].is_null(), "{method}: {answer}");
        answer["result"].clone()
    }

    fn keep(&mut self, message: Value) {
        if message["method"] == "textDocument/publishDiagnostics" {
            let uri = message["params"]["uri"].as_str().unwrap().to_owned();
            self.problems.retain(|(known, _)| *known != uri);
            self.problems.push((uri, message["params"]["diagnostics"].clone()));
        }
    }

    /// Waits until the problems of a file are told.
    fn problems_of(&mut self, file: &str) -> Value {
        let uri = self.uri(file);
        loop {
            if let Some(at) = self.problems.iter().position(|(known, _)| *known == uri) {
                return self.problems.remove(at).1;
            }
            let message = self.next();
            self.keep(message);
        }
    }

    fn open(&mut self, file: &str, text: &str) {
        let uri = self.uri(file);
        self.tell(
            "textDocument/didOpen",
            json!({"textDocument": {"uri": uri, "languageId": "yaml", "version": 1, "text": text}}),
        );
    }

    fn change(&mut self, file: &str, text: &str) {
        let uri = self.uri(file);
        self.tell(
            "textDocument/didChange",
            json!({"textDocument": {"uri": uri, "version": 2}, "contentChanges": [{"text": text}]}),
        );
    }

    /// What to ask about: the place of the mark in a needle that the text holds once.
    fn at(&self, file: &str, text: &str, marked: &str) -> Value {
        let plain = marked.replace('▮', "");
        assert_eq!(text.matches(&plain).count(), 1, "{plain}");
        let before = &text[..text.find(&plain).unwrap() + marked.find('▮').unwrap()];
        let line = before.matches('\n').count();
        let character = before.rsplit('\n').next().unwrap().encode_utf16().count();
        json!({"textDocument": {"uri": self.uri(file)}, "position": {"line": line, "character": character}})
    }

    fn leave(mut self) {
        assert!(self.ask("shutdown", Value::Null).is_null());
        self.tell("exit", Value::Null);
        self.to = None;
        assert!(self.child.wait().unwrap().success());
    }
}

fn labels(items: &Value) -> Vec<&str> {
    items.as_array().unwrap().iter().map(|item| item["label"].as_str().unwrap()).collect()
}

#[test]
fn an_editor_is_told_the_problems_of_what_it_holds_and_when_they_are_gone() {
    let mut editor = Editor::start();
    let text = editor.text(FAST);
    let wrong = text.replace("Completed}, to: village_review}", "Completed}, to: vilage_review}");
    editor.open(FAST, &wrong);
    let told = editor.problems_of(FAST);
    assert_eq!(told.as_array().unwrap().len(), 1, "{told}");
    assert_eq!(told[0]["code"], "D0201");
    assert!(told[0]["message"].as_str().unwrap().contains("是不是“village_review”"), "{told}");
    let line = wrong.lines().position(|line| line.contains("vilage_review")).unwrap();
    assert_eq!(told[0]["range"]["start"]["line"], line);
    editor.change(FAST, &text);
    assert_eq!(editor.problems_of(FAST), json!([]));
    editor.leave();
}

#[test]
fn an_editor_gets_completions_definitions_and_the_article_on_hover() {
    let mut editor = Editor::start();
    let text = editor.text(FAST);
    let writing = text.replace("Completed}, to: village_review}", "Completed}, to: }");
    editor.open(FAST, &writing);
    let asked = editor.at(FAST, &writing, "Completed}, to: ▮}");
    let items = editor.ask("textDocument/completion", asked);
    assert!(labels(&items).contains(&"township_approval"), "{items}");
    let item = &items.as_array().unwrap()[0];
    assert!(item["detail"].as_str().is_some() && item["textEdit"]["range"]["start"]["line"].is_u64(), "{item}");

    editor.change(FAST, &text);
    let asked = editor.at(FAST, &text, "from: reach(appro▮ved)");
    let hover = editor.ask("textDocument/hover", asked.clone());
    let told = hover["contents"]["value"].as_str().unwrap();
    assert!(told.contains("已批准，待县级备案") && told.contains("吉民发〔2020〕7号 二(七)"), "{told}");
    let places = editor.ask("textDocument/definition", asked);
    let line = text.lines().position(|line| line.starts_with("  approved:")).unwrap();
    assert_eq!(places[0]["range"]["start"], json!({"line": line, "character": 2}));
    editor.leave();
}

#[test]
fn a_rename_changes_process_and_scenarios_and_what_breaks_something_is_refused() {
    let mut editor = Editor::start();
    let text = editor.text(FAST);
    editor.open(FAST, &text);
    let mut asked = editor.at(FAST, &text, "Completed}, to: vill▮age_review}");
    assert!(editor.ask("textDocument/prepareRename", asked.clone())["start"].is_object());
    asked["newName"] = json!("村审核");
    let edit = editor.ask("textDocument/rename", asked.clone());
    let changes = edit["changes"].as_object().unwrap();
    assert_eq!(changes.len(), 2, "{changes:?}");
    for (uri, edits) in changes {
        assert!(uri.contains("epidemic-fast-track"), "{uri}");
        assert!(edits.as_array().unwrap().iter().all(|edit| edit["newText"] == "村审核"));
    }
    asked["newName"] = json!("approved");
    let refused = editor.answer("textDocument/rename", asked);
    assert!(refused["error"]["message"].as_str().unwrap().contains("新的问题"), "{refused}");
    editor.leave();
}

#[test]
fn what_is_not_a_question_of_ours_is_refused_and_the_server_goes_on() {
    let mut editor = Editor::start();
    let refused = editor.answer("textDocument/codeLens", json!({}));
    assert_eq!(refused["error"]["code"], -32601);
    let refused = editor.answer("textDocument/hover", json!({"textDocument": 1}));
    assert_eq!(refused["error"]["code"], -32602);
    editor.leave();
}

/// Prints how long answers take, from question to answer over the wire, with the whole shipped rulebook open.
#[test]
fn every_question_is_answered_while_somebody_types() {
    const ROUNDS: usize = 20;
    let mut editor = Editor::start();
    let text = editor.text(FAST);
    editor.open(FAST, &text);
    let mut longest: Vec<(&str, Duration)> = Vec::new();
    for round in 0..ROUNDS {
        let typed =
            text.replace("Completed}, to: village_review}", &format!("Completed}}, to: {}}}", "v".repeat(round)));
        for (method, text, marked) in [
            ("textDocument/completion", &typed, ""),
            ("textDocument/hover", &text, "from: reach(appro▮ved)"),
            ("textDocument/definition", &text, "from: reach(appro▮ved)"),
            ("textDocument/references", &text, "from: reach(appro▮ved)"),
            ("textDocument/rename", &text, "from: reach(appro▮ved)"),
        ] {
            let marked = if method == "textDocument/completion" {
                format!("Completed}}, to: {}▮}}", "v".repeat(round))
            } else {
                marked.to_owned()
            };
            editor.change(FAST, text);
            let mut asked = editor.at(FAST, text, &marked);
            asked["newName"] = json!("批准");
            if method == "textDocument/references" {
                asked["context"] = json!({"includeDeclaration": true});
            }
            let began = Instant::now();
            let answer = editor.ask(method, asked);
            let took = began.elapsed();
            assert!(answer.as_array().is_none_or(|items| !items.is_empty()), "{method}: {answer}");
            match longest.iter_mut().find(|(known, _)| *known == method) {
                Some((_, most)) => *most = (*most).max(took),
                None => longest.push((method, took)),
            }
        }
    }
    for (method, most) in longest {
        println!("{method}: at most {} ms in {ROUNDS}", most.as_millis());
    }
    editor.leave();
}
