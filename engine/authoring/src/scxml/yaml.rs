//! Writing the text of a process line by line.

/// A text as YAML reads it back, whatever is in it.
pub(super) fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for sign in text.chars() {
        match sign {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            sign if sign.is_control() => {}
            sign => quoted.push(sign),
        }
    }
    quoted.push('"');
    quoted
}

/// A sheet of lines, each as deep as it stands.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    text: String,
}

impl Sheet {
    /// Writes a line at a depth.
    pub fn line(&mut self, depth: usize, line: &str) {
        self.text.push_str(&"  ".repeat(depth));
        self.text.push_str(line);
        self.text.push('\n');
    }

    /// Writes a list under a key, if it holds anything.
    pub fn list(&mut self, depth: usize, key: &str, items: &[String]) {
        if items.is_empty() {
            return;
        }
        self.line(depth, &format!("{key}:"));
        items.iter().for_each(|item| self.line(depth + 1, &format!("- {item}")));
    }

    /// The text.
    pub fn into_text(self) -> String {
        self.text
    }
}
