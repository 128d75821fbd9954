//! 办件编号: how cases are numbered, e.g. `KS-{office}-{year}-{seq:5}`.

/// A pattern of a case number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberPattern {
    /// Its parts, in order; exactly one of them is the sequence.
    pub parts: Vec<NumberPart>,
}

/// A part of a case number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NumberPart {
    /// Fixed text.
    Text(String),
    /// The id of the case's office.
    Office,
    /// The year the case was started in.
    Year,
    /// The running number within process, office and year, padded to so many digits.
    Sequence(usize),
}

impl NumberPattern {
    /// The longest padding.
    pub const DIGITS_MAX: usize = 9;

    /// Reads a pattern; the error is the part that does not read.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            if !before.is_empty() {
                parts.push(NumberPart::Text(before.to_owned()));
            }
            let (inside, after) = after.split_once('}').ok_or_else(|| format!("{{{after}"))?;
            parts.push(Self::part(inside).ok_or_else(|| format!("{{{inside}}}"))?);
            rest = after;
        }
        if !rest.is_empty() {
            parts.push(NumberPart::Text(rest.to_owned()));
        }
        let sequences = parts.iter().filter(|part| matches!(part, NumberPart::Sequence(_))).count();
        if sequences == 1 { Ok(Self { parts }) } else { Err("{seq:5}".to_owned()) }
    }

    fn part(inside: &str) -> Option<NumberPart> {
        match inside {
            "office" => Some(NumberPart::Office),
            "year" => Some(NumberPart::Year),
            other => {
                let digits = other.strip_prefix("seq:")?.parse().ok()?;
                (1..=Self::DIGITS_MAX).contains(&digits).then_some(NumberPart::Sequence(digits))
            }
        }
    }

    /// The number of one case.
    pub fn number(&self, office: &str, year: i32, sequence: u64) -> String {
        let shown = self.parts.iter().map(|part| match part {
            NumberPart::Text(text) => text.clone(),
            NumberPart::Office => office.to_owned(),
            NumberPart::Year => year.to_string(),
            NumberPart::Sequence(digits) => format!("{sequence:0digits$}"),
        });
        shown.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_follows_its_pattern() {
        let pattern = NumberPattern::parse("KS-{office}-{year}-{seq:5}").unwrap();
        assert_eq!(pattern.number("222403109", 2020, 42), "KS-222403109-2020-00042");
        assert_eq!(NumberPattern::parse("KS-{offic}-{seq:5}"), Err("{offic}".to_owned()));
        assert!(NumberPattern::parse("KS-{year}").is_err());
    }
}
