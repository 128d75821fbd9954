//! A desk in an empty folder, at which a chapter is followed: files are written, commands run, a server started.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::thread;

use tempfile::TempDir;

use super::output::{fits, is_as_said, lines};
use super::page::{Block, Kind};

/// The day on which the handbook is read; commands that look at today are told so.
const READ_ON: &str = "2026-03-02";
/// The commands that may be told which day it is.
const DATED: [&str; 2] = ["doudi check ", "doudi test "];
/// What a reader may type besides `doudi`.
const KNOWN: [&str; 4] = ["doudi ", "ls", "cat ", "cp "];
const SERVE: &str = "doudi serve";
const RULEBOOK: &str = "workflows";

/// A folder that vanishes with its chapter, and the server started in it.
pub struct Desk {
    folder: TempDir,
    server: Option<Child>,
}

/// What did not go as a chapter says.
pub struct Problem {
    /// For whoever reads the failed test.
    pub said: String,
    /// The block as it should stand, if it shows commands.
    pub printed: Option<Vec<String>>,
}

impl From<String> for Problem {
    fn from(said: String) -> Self {
        Self { said, printed: None }
    }
}

impl Desk {
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), server: None }
    }

    /// Does what a block says.
    pub fn follow(&mut self, block: &Block) -> Result<(), Problem> {
        let text = || block.lines.iter().map(|line| format!("{line}\n")).collect::<String>();
        match &block.kind {
            Kind::File { path } => {
                self.write(path, &text());
                Ok(())
            }
            Kind::Part { path } => {
                let whole = self.read(path)?;
                if whole.contains(&text()) {
                    Ok(())
                } else {
                    Err(format!("{path} does not hold this:\n{whole}").into())
                }
            }
            Kind::Change { path } => {
                self.write(path, &changed(&self.read(path)?, &block.lines)?);
                Ok(())
            }
            Kind::Bad { path, code, is_change } => {
                let before = self.read(path).ok();
                let broken =
                    if *is_change { changed(before.as_deref().unwrap_or_default(), &block.lines)? } else { text() };
                self.write(path, &broken);
                let found = self.codes().join(",");
                match before {
                    Some(before) => self.write(path, &before),
                    None => fs::remove_file(self.path(path)).unwrap(),
                }
                if found == *code { Ok(()) } else { Err(format!("expected {code}, found {found}").into()) }
            }
            Kind::Console => self.console(&block.lines),
        }
    }

    /// The rulebook a chapter leaves behind has no error, and its scenarios pass.
    pub fn left_sound(&self) -> Result<(), String> {
        if !self.path(RULEBOOK).exists() {
            return Ok(());
        }
        for command in ["check", "test"] {
            let output = self.shell(&format!("doudi {command} {RULEBOOK}"));
            let said = String::from_utf8_lossy(&output.stdout);
            if !output.status.success() && !said.contains("没有场景") {
                return Err(format!("what it leaves behind does not pass `doudi {command}`:\n{said}"));
            }
        }
        Ok(())
    }

    fn path(&self, inside: &str) -> PathBuf {
        self.folder.path().join(inside)
    }

    fn read(&self, path: &str) -> Result<String, String> {
        fs::read_to_string(self.path(path)).map_err(|error| format!("{path}: {error}"))
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Every code `check` finds in the rulebook, each once.
    fn codes(&self) -> Vec<String> {
        let output = self.shell(&format!("doudi check {RULEBOOK} --json"));
        let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let found = report.as_array().unwrap().iter();
        let mut codes: Vec<String> = found.map(|one| one["code"].as_str().unwrap().to_owned()).collect();
        codes.sort();
        codes.dedup();
        codes
    }

    fn console(&mut self, shown: &[String]) -> Result<(), Problem> {
        let mut now = Vec::new();
        let mut wrong = Vec::new();
        for (command, said) in commands(shown) {
            let printed = self.run(&command)?;
            now.push(format!("$ {command}"));
            if is_as_said(&said, &printed) {
                now.extend(said);
            } else {
                wrong.push(format!("`{command}` prints\n{}\nnot\n{}", printed.join("\n"), said.join("\n")));
                now.extend(printed);
            }
        }
        if wrong.is_empty() { Ok(()) } else { Err(Problem { said: wrong.join("\n"), printed: Some(now) }) }
    }

    fn run(&mut self, command: &str) -> Result<Vec<String>, String> {
        if !KNOWN.iter().any(|known| command.starts_with(known)) {
            return Err(format!("a reader has no such command: {command}"));
        }
        if command.starts_with(SERVE) {
            return Ok(self.serve(command));
        }
        Ok(lines(&String::from_utf8_lossy(&self.shell(command).stdout)))
    }

    fn shell(&self, command: &str) -> Output {
        self.command(command).output().unwrap()
    }

    /// A command line, its complaints in its output, with nothing of this machine's environment but where programs are.
    fn command(&self, line: &str) -> Command {
        let is_dated = DATED.iter().any(|dated| line.starts_with(dated)) && !line.contains("--on ");
        let line = if is_dated { format!("{line} --on {READ_ON}") } else { line.to_owned() };
        let doudi = Path::new(env!("CARGO_BIN_EXE_doudi")).parent().unwrap();
        let mut command = Command::new("sh");
        command.arg("-c").arg(format!("exec 2>&1; exec {line}")).current_dir(self.folder.path()).env_clear();
        command.env("PATH", format!("{}:/usr/bin:/bin", doudi.display())).env("LC_ALL", "C");
        command.env("DOUDI_LISTEN", "127.0.0.1:0").stdin(Stdio::null());
        command
    }

    /// Starts the server; what it prints until it is ready.
    fn serve(&mut self, command: &str) -> Vec<String> {
        let mut server = self.command(command).stdout(Stdio::piped()).spawn().unwrap();
        let mut told = String::new();
        let mut lines_told = BufReader::new(server.stdout.take().unwrap()).lines().map_while(Result::ok);
        for line in lines_told.by_ref() {
            told.push_str(&line);
            told.push('\n');
            if line.contains("http://") {
                break;
            }
        }
        // What it prints from now on is nobody's business, but must go somewhere.
        thread::spawn(move || lines_told.for_each(drop));
        self.server = Some(server);
        lines(&told)
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        if let Some(server) = &mut self.server {
            let _ = server.kill();
            let _ = server.wait();
        }
    }
}

/// Each command with the lines below it.
fn commands(shown: &[String]) -> Vec<(String, Vec<String>)> {
    let mut commands: Vec<(String, Vec<String>)> = Vec::new();
    for line in shown {
        match (line.strip_prefix("$ "), commands.last_mut()) {
            (Some(command), _) => commands.push((command.to_owned(), Vec::new())),
            (None, Some((_, said))) => said.push(line.trim_end().to_owned()),
            (None, None) => {}
        }
    }
    commands
}

/// A text with some lines changed: those of ` ` and `-` must stand together in one place, `-` are left out, `+` put in.
fn changed(text: &str, change: &[String]) -> Result<String, String> {
    let lines: Vec<&str> = text.lines().collect();
    let old: Vec<&str> = change.iter().filter(|line| !line.starts_with('+')).map(|line| &line[1..]).collect();
    let stands_at = |at: &usize| {
        let here = lines[*at..].iter();
        old.len() <= here.len() && old.iter().zip(here).all(|(said, line)| fits(said, line))
    };
    let places: Vec<usize> = (0..lines.len()).filter(stands_at).collect();
    let [place] = places[..] else { return Err(format!("{} places for {change:?} in\n{text}", places.len())) };
    let mut left = lines[place..].iter();
    let mut made: Vec<&str> = lines[..place].to_vec();
    for line in change {
        match line.strip_prefix('+') {
            Some(put) => made.push(put),
            None => made.extend(left.next().filter(|_| line.starts_with(' '))),
        }
    }
    made.extend(left);
    Ok(made.into_iter().map(|line| format!("{line}\n")).collect())
}
