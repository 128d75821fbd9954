//! A chapter as its blocks: what is to be written, run or found wrong, and where it stands.

/// A chapter's most lines.
pub const LONGEST_LINES: usize = 360;

/// One block of a chapter.
#[derive(Clone, Debug)]
pub struct Block {
    /// What is to be done with it.
    pub kind: Kind,
    /// Its lines, without the fences.
    pub lines: Vec<String>,
    /// The line of its opening fence, from 1.
    pub line: usize,
}

/// What is to be done with a block.
#[derive(Clone, Debug)]
pub enum Kind {
    /// `yaml file=PATH`: a whole file, written.
    File { path: String },
    /// `yaml part=PATH`: stands in this file, word for word.
    Part { path: String },
    /// `diff file=PATH`: lines of a file that stay (` `), are taken out (`-`) and put in (`+`).
    Change { path: String },
    /// `yaml bad code=CODE file=PATH`, `diff bad ...`: for a moment only; `check` finds exactly this code, or
    /// these, by comma in their order.
    Bad { path: String, code: String, is_change: bool },
    /// `console`: commands behind `$ `, each with what it prints.
    Console,
}

/// A chapter.
#[derive(Clone, Debug)]
pub struct Page {
    /// Its blocks, in order.
    pub blocks: Vec<Block>,
}

impl Page {
    /// The blocks of a text; the first problem begins with its line.
    pub fn read(text: &str) -> Result<Self, String> {
        let mut blocks = Vec::new();
        let mut open: Option<Block> = None;
        for (line, content) in (1..).zip(text.lines()) {
            match (content.strip_prefix("```"), &mut open) {
                (Some(info), None) => {
                    let kind = kind(info).ok_or_else(|| format!("{line}: nobody would run a block of `{info}`"))?;
                    open = Some(Block { kind, lines: Vec::new(), line });
                }
                (Some(_), Some(_)) => blocks.extend(open.take()),
                (None, Some(block)) => block.lines.push(content.to_owned()),
                (None, None) => {}
            }
        }
        if let Some(block) = open {
            return Err(format!("{}: a block that does not end", block.line));
        }
        blocks.iter().try_for_each(shaped)?;
        Ok(Self { blocks })
    }

    /// The text with the lines its blocks hold now.
    pub fn written(&self, text: &str) -> String {
        let mut written = String::new();
        let mut blocks = self.blocks.iter();
        let mut is_inside = false;
        for content in text.lines() {
            let is_fence = content.starts_with("```");
            if is_fence || !is_inside {
                written.push_str(content);
                written.push('\n');
            }
            if is_fence {
                is_inside = !is_inside;
                let block = if is_inside { blocks.next() } else { None };
                block.into_iter().flat_map(|block| &block.lines).for_each(|line| {
                    written.push_str(line);
                    written.push('\n');
                });
            }
        }
        written
    }
}

fn kind(info: &str) -> Option<Kind> {
    let mut words = info.split(' ');
    let language = words.next()?;
    let words: Vec<&str> = words.collect();
    let given = |key: &str| words.iter().find_map(|word| word.strip_prefix(key)).map(str::to_owned);
    let is_bad = words.contains(&"bad");
    match (language, is_bad) {
        ("console", false) if words.is_empty() => Some(Kind::Console),
        ("yaml" | "diff", true) => {
            Some(Kind::Bad { path: given("file=")?, code: given("code=")?, is_change: language == "diff" })
        }
        ("yaml" | "xml" | "json", false) => match (given("file="), given("part=")) {
            (Some(path), None) => Some(Kind::File { path }),
            (None, Some(path)) => Some(Kind::Part { path }),
            (None, None) | (Some(_), Some(_)) => None,
        },
        ("diff", false) => Some(Kind::Change { path: given("file=")? }),
        _ => None,
    }
}

fn shaped(block: &Block) -> Result<(), String> {
    let changes = || block.lines.iter().all(|line| line.starts_with([' ', '-', '+']));
    let is_good = match &block.kind {
        Kind::Console => block.lines.first().is_some_and(|line| line.starts_with("$ ")),
        Kind::Change { .. } | Kind::Bad { is_change: true, .. } => changes(),
        Kind::File { .. } | Kind::Part { .. } | Kind::Bad { .. } => true,
    };
    if is_good { Ok(()) } else { Err(format!("{}: the block has not the shape its mark promises", block.line)) }
}
