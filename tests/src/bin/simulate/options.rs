//! What the tool is told on its command line.

use std::path::PathBuf;

use tests::simulation::Settings;

const USAGE: &str = "usage: simulate --seed S --case-days N [--process NAME] [--world W] [--never EXPRESSION] \
                     [--into FOLDER] [--json]";

/// What the tool is told.
pub struct Options {
    /// What to simulate.
    pub settings: Settings,
    /// Where failures go.
    pub into: PathBuf,
    /// Whether to answer in JSON.
    pub json: bool,
}

impl Options {
    /// Reads pairs of option and value.
    pub fn read(arguments: impl Iterator<Item = String>) -> Result<Self, String> {
        let into = std::env::temp_dir().join("doudi-simulate");
        let mut options = Self { settings: Settings::new(0, 0), into, json: false };
        let mut arguments = arguments.peekable();
        while let Some(option) = arguments.next() {
            if option == "--json" {
                options.json = true;
                continue;
            }
            let value = arguments.next().ok_or_else(|| format!("{option} needs a value\n{USAGE}"))?;
            let number = || value.parse::<u64>().map_err(|_| format!("{option}: expected a number, found {value}"));
            match option.as_str() {
                "--seed" => options.settings.seed = number()?,
                "--case-days" => options.settings.case_days = number()?,
                "--process" => options.settings.process = Some(value.as_str().into()),
                "--world" => options.settings.world = Some(number()?),
                "--never" => options.settings.never.push(value),
                "--into" => options.into = PathBuf::from(value),
                _ => return Err(format!("{option} is no option\n{USAGE}")),
            }
        }
        if options.settings.case_days == 0 { Err(USAGE.to_owned()) } else { Ok(options) }
    }

    /// How one world is seen again.
    pub fn replay(&self, world: u64) -> String {
        let Settings { seed, process, never, .. } = &self.settings;
        let process = process.as_ref().map(|process| format!(" --process {process}")).unwrap_or_default();
        let never: String = never.iter().map(|source| format!(" --never '{source}'")).collect();
        format!("simulate --seed {seed} --case-days 1 --world {world}{process}{never}")
    }
}
