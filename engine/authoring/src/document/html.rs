//! HTML, written piece by piece; every text is escaped on its way in.

use std::fmt::Write;

/// A page while it is written.
pub(super) struct Html {
    text: String,
}

/// One row of a table; a cell may hold several lines.
pub(super) struct Row {
    /// The id of what the first cell names, shown small below it.
    id: Option<String>,
    cells: Vec<Vec<String>>,
}

/// A column: what it is called, and its share of the width in per cent.
pub(super) type Column<'c> = (&'c str, u8);

impl Row {
    /// A word and what it is.
    pub fn pair(word: &str, value: String) -> Self {
        Self::of(vec![word.to_owned(), value])
    }

    /// Cells of one line each.
    pub fn of(cells: Vec<String>) -> Self {
        Self::lines(cells.into_iter().map(|cell| vec![cell]).collect())
    }

    /// Cells of any number of lines.
    pub fn lines(cells: Vec<Vec<String>>) -> Self {
        Self { id: None, cells }
    }

    /// The same with the id of what the first cell names.
    pub fn with_id(self, id: &str) -> Self {
        let title = self.cells.first().and_then(|lines| lines.first());
        let id = (title.map(String::as_str) != Some(id)).then(|| id.to_owned());
        Self { id, ..self }
    }

    fn shown(&self) -> Vec<String> {
        let mut cells: Vec<String> = self.cells.iter().map(|lines| cell(lines)).collect();
        if let (Some(first), Some(id)) = (cells.first_mut(), &self.id) {
            let _ = write!(first, "<br><span class=\"id\">{}</span>", escaped(id));
        }
        cells
    }
}

impl Html {
    pub fn new(title: &str, style: &str, language: &str) -> Self {
        let text = format!(
            "<!doctype html>\n<html lang=\"{language}\">\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>{}</title>\n<style>{style}</style>\n<body>\n",
            escaped(title)
        );
        Self { text }
    }

    pub fn heading(&mut self, level: u8, text: &str, id: Option<&str>) {
        self.heading_with(level, text, id, &[]);
    }

    /// A heading with a quiet id and a few tags behind it.
    pub fn heading_with(&mut self, level: u8, text: &str, id: Option<&str>, tags: &[String]) {
        let id = id.filter(|id| *id != text).map(|id| format!(" <span class=\"id\">{}</span>", escaped(id)));
        let tags: String = tags.iter().map(|tag| format!("<span class=\"tag\">{}</span>", escaped(tag))).collect();
        let _ = writeln!(self.text, "<h{level}>{}{}{tags}</h{level}>", escaped(text), id.unwrap_or_default());
    }

    pub fn open(&mut self, element: &str, class: &str) {
        let _ = writeln!(self.text, "<{element} class=\"{class}\">");
    }

    pub fn close(&mut self, element: &str) {
        let _ = writeln!(self.text, "</{element}>");
    }

    /// Text that is HTML already.
    pub fn raw(&mut self, html: &str) {
        self.text.push_str(html);
    }

    /// A table of words and what they are.
    pub fn facts(&mut self, rows: &[Row]) {
        self.text.push_str("<table class=\"facts\">\n");
        for row in rows {
            let cells = row.shown();
            let (head, rest) = cells.split_first().map_or(("", &[][..]), |(head, rest)| (head.as_str(), rest));
            let rest: String = rest.iter().map(|cell| format!("<td>{cell}</td>")).collect();
            let _ = writeln!(self.text, "<tr><th>{head}</th>{rest}</tr>");
        }
        self.text.push_str("</table>\n");
    }

    /// A table with a head; a column in which nothing stands is left out.
    pub fn table(&mut self, head: &[Column<'_>], rows: &[Row]) {
        let is_used = |at: usize| {
            rows.iter().any(|row| row.cells.get(at).is_some_and(|lines| lines.iter().any(|line| !line.is_empty())))
        };
        let used: Vec<usize> = (0..head.len()).filter(|at| is_used(*at)).collect();
        let columns = || used.iter().filter_map(|at| head.get(*at));
        let widths: String = columns().map(|(_, share)| format!("<col style=\"width:{share}%\">")).collect();
        let head: String = columns().map(|(word, _)| format!("<th>{}</th>", escaped(word))).collect();
        let _ = writeln!(self.text, "<table>\n<colgroup>{widths}</colgroup>\n<thead><tr>{head}</tr></thead>");
        for row in rows {
            let shown = row.shown();
            let cells: String =
                used.iter().filter_map(|at| shown.get(*at)).map(|cell| format!("<td>{cell}</td>")).collect();
            let _ = writeln!(self.text, "<tr>{cells}</tr>");
        }
        self.text.push_str("</table>\n");
    }

    pub fn finish(mut self) -> String {
        self.text.push_str("</body>\n</html>\n");
        self.text
    }
}

fn cell(lines: &[String]) -> String {
    lines.iter().map(|line| escaped(line)).collect::<Vec<_>>().join("<br>")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
