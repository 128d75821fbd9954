//! The only place that writes to standard output and standard error.

use std::io::{self, ErrorKind, IsTerminal, Write};

use definition::bilingual::Bilingual;

use crate::failure::Failure;

/// Writes to standard output. A reader that has gone away (`doudi check | head`) is no failure.
pub fn say(text: &str) -> anyhow::Result<()> {
    write_all(io::stdout().lock(), text).map_err(|error| {
        Failure::because(Bilingual::new("结果写不出去", "the result could not be written"), error).into()
    })
}

/// Writes a line to standard error. Where even that fails, nobody is left to tell.
pub fn complain(text: &str) {
    let _ = write_all(io::stderr().lock(), &format!("{text}\n"));
}

/// Whether standard output may be coloured: a terminal, and nobody has asked for none (<https://no-color.org>).
pub fn has_colour() -> bool {
    io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

fn write_all(mut stream: impl Write, text: &str) -> io::Result<()> {
    let written = stream.write_all(text.as_bytes()).and_then(|()| stream.flush());
    match written {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        Ok(()) | Err(_) => written,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Refusing(ErrorKind);

    impl Write for Refusing {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(self.0.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_reader_that_went_away_is_forgiven_and_a_full_disk_is_not() {
        assert!(write_all(Refusing(ErrorKind::BrokenPipe), "字").is_ok());
        assert!(write_all(Refusing(ErrorKind::StorageFull), "字").is_err());
    }
}
