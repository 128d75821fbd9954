//! The binary `doudi`: reads the command line, hands over, and turns the outcome into an exit code.

mod bench;
mod channels;
mod command;
mod console;
mod demo;
mod failure;
mod lsp;
mod output;
mod post;
mod processes;
mod render;
mod scenarios;
mod site;
mod texts;

use std::process::ExitCode;

use clap::Parser;

use command::Arguments;

/// Steps are decided on one thread and written on another, so what one takes the other gives back, which this allocator does
/// in less time than the system's; see docs/performance.md.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// What was asked for could not be read, or not be understood; nothing was judged.
const EXIT_UNREADABLE: u8 = 2;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let language = arguments.language();
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_env_filter(tracing_subscriber::EnvFilter::try_from_env("DOUDI_LOG").unwrap_or_else(|_| "warn".into()))
        .init();
    match arguments.run() {
        Ok(outcome) => outcome.into(),
        Err(error) => {
            output::complain(&failure::told(&error, language));
            ExitCode::from(EXIT_UNREADABLE)
        }
    }
}
