//! The shipped rulebook, read once; each mutant takes the place of its process.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use definition::keyword as k;
use definition::name::ProcessName;
use definition::text::SourceText;
use definition::workspace::{Kind, Parsed, Workspace, check_trees, kind_of};
use definition::yaml::{self, Node};

use crate::operator::Mutant;

/// The day as of which the rulebook is checked.
const TODAY: &str = "2020-04-20";

pub struct Rulebook {
    texts: Vec<(Arc<SourceText>, Node)>,
    /// Which processes may start which, as far as their texts say.
    starts: Vec<(ProcessName, ProcessName)>,
}

impl Rulebook {
    pub fn shipped() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../workflows");
        let mut paths = Vec::new();
        collect(&root, &mut paths);
        paths.sort();
        let read = |path: PathBuf| {
            let shown = path.strip_prefix(&root).unwrap().display().to_string();
            let source = SourceText::new(shown, std::fs::read_to_string(&path).unwrap());
            let node = yaml::parse(&source).unwrap();
            (source, node)
        };
        let texts: Vec<(Arc<SourceText>, Node)> = paths.into_iter().map(read).collect();
        let starts = starts(&texts);
        Self { texts, starts }
    }

    /// Every process with its tree.
    pub fn processes(&self) -> impl Iterator<Item = (ProcessName, &Arc<SourceText>, &Node)> {
        self.texts
            .iter()
            .filter(|(_, node)| kind_of(node) == Some(Kind::Process))
            .map(|(source, node)| (process_of(node).unwrap(), source, node))
    }

    /// The rulebook with a mutant in place of its process.
    pub fn with(&self, mutant: &Mutant) -> Workspace {
        let texts = self.texts.iter().map(|(source, node)| -> Parsed {
            if source.path != mutant.source.path {
                return (Arc::clone(source), Ok(node.clone()));
            }
            let changed = SourceText::new(source.path.as_str(), mutant.text());
            let node = yaml::parse(&changed);
            (changed, node)
        });
        check_trees(texts, TODAY.parse().unwrap())
    }

    /// Leaves only the scenarios of a process and of those that may start it or be started by it.
    pub fn keep_concerned(&self, workspace: &mut Workspace, process: &ProcessName) {
        let mut concerned = vec![process.clone()];
        for (starter, started) in &self.starts {
            if started == process {
                concerned.push(starter.clone());
            }
            if starter == process {
                concerned.push(started.clone());
            }
        }
        workspace.scenarios.retain(|(_, node)| process_of(node).is_some_and(|of| concerned.contains(&of)));
    }
}

fn starts(texts: &[(Arc<SourceText>, Node)]) -> Vec<(ProcessName, ProcessName)> {
    let parsed = texts.iter().map(|(source, node)| -> Parsed { (Arc::clone(source), Ok(node.clone())) });
    let workspace = check_trees(parsed, TODAY.parse().unwrap());
    let names: Vec<ProcessName> = workspace.processes.keys().cloned().collect();
    let mut found = Vec::new();
    for (source, node) in texts.iter().filter(|(_, node)| kind_of(node) == Some(Kind::Process)) {
        let own = process_of(node).unwrap();
        for other in names.iter().filter(|other| **other != own && source.text.contains(&format!("process: {other}"))) {
            found.push((own.clone(), other.clone()));
        }
    }
    found
}

fn process_of(node: &Node) -> Option<ProcessName> {
    let Node::Mapping(entries, _) = node else { return None };
    let entry = entries.iter().find(|entry| k::PROCESS.is(&entry.key.text))?;
    match &entry.value {
        Node::Scalar(scalar) => Some(ProcessName::new(&scalar.text)),
        Node::Sequence(..) | Node::Mapping(..) => None,
    }
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, paths);
        } else if path.extension().is_some_and(|extension| extension == "yaml") {
            paths.push(path);
        }
    }
}
