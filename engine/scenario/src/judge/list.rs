//! Exactly these and no others, in any order: each expected entry takes one found entry of its own.

use std::fmt::Display;

use definition::bilingual::Bilingual;
use definition::text::Span;

use super::Verdict;
use crate::failure::Miss;
use crate::line::Listed;

/// What is compared, for the words of a difference.
pub(super) struct Compared<'c> {
    pub path: &'c str,
    pub key: &'c str,
    pub noun: (&'c str, &'c str),
}

impl Compared<'_> {
    /// Every expected entry is found, and every found entry that must be mentioned is expected.
    pub fn exactly<E: Display, F: Display>(
        &self,
        expected: &Listed<E>,
        found: &[F],
        fits: impl Fn(&E, &F) -> bool,
        must_be_mentioned: impl Fn(&F) -> bool,
    ) -> Verdict {
        let fitting: Vec<Vec<usize>> = expected
            .items
            .iter()
            .map(|wanted| (0..found.len()).filter(|at| fits(&wanted.value, &found[*at])).collect())
            .collect();
        let mut taken: Vec<Option<usize>> = vec![None; found.len()];
        for (at, wanted) in expected.items.iter().enumerate() {
            if !take(at, &fitting, &mut taken, &mut vec![false; found.len()]) {
                return Err(self.missing(at, wanted.span, &wanted.value.to_string(), &shown(found.iter())));
            }
        }
        let surplus = (0..found.len()).find(|at| taken[*at].is_none() && must_be_mentioned(&found[*at]));
        let Some(surplus) = surplus else { return Ok(()) };
        let wanted = shown(expected.items.iter().map(|item| &item.value));
        Err(self.surplus(expected.span, &wanted, &found[surplus].to_string()))
    }

    fn missing(&self, at: usize, span: Span, wanted: &str, found: &str) -> Box<Miss> {
        let (zh, en) = self.noun;
        let message = Bilingual::new(
            format!("应有{zh} {wanted}，没有找到；现有：{found}"),
            format!("expected the {en} {wanted}, which is not there; found: {found}"),
        );
        let path = format!("{}.{}.{at}", self.path, self.key);
        Box::new(Miss { span, path, expected: wanted.to_owned(), found: found.to_owned(), message })
    }

    fn surplus(&self, span: Span, wanted: &str, found: &str) -> Box<Miss> {
        let (zh, en) = self.noun;
        let message = Bilingual::new(
            format!("多出{zh} {found}；应当只有：{wanted}"),
            format!("found the {en} {found}, which is not expected; expected only: {wanted}"),
        );
        let path = format!("{}.{}", self.path, self.key);
        Box::new(Miss { span, path, expected: wanted.to_owned(), found: found.to_owned(), message })
    }
}

fn shown<T: Display>(items: impl Iterator<Item = T>) -> String {
    let items: Vec<String> = items.map(|item| item.to_string()).collect();
    format!("[{}]", items.join(", "))
}

/// Finds a found entry for an expected one; earlier ones move to another of theirs where that makes room.
fn take(wanted: usize, fitting: &[Vec<usize>], taken: &mut [Option<usize>], tried: &mut [bool]) -> bool {
    for &found in &fitting[wanted] {
        if std::mem::replace(&mut tried[found], true) {
            continue;
        }
        let free = match taken[found] {
            None => true,
            Some(other) => take(other, fitting, taken, tried),
        };
        if free {
            taken[found] = Some(wanted);
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use definition::text::Spanned;

    use super::*;

    #[test]
    fn an_entry_that_fits_much_leaves_room_for_one_that_fits_little() {
        let span = Span::default();
        // A star fits anything.
        let cases = [
            ("*,a", "a,b", true),
            ("a,*", "b,a", true),
            ("*,*", "a,b", true),
            ("a,a", "a,b", false),
            ("*", "a,b", false),
            ("*,*,a", "a,b", false),
            ("", "", true),
        ];
        for (wanted, found, holds) in cases {
            let split = |text: &'static str| text.split(',').filter(|part| !part.is_empty()).collect::<Vec<_>>();
            let items = split(wanted).into_iter().map(|item| Spanned::new(item, span)).collect();
            let compared = Compared { path: "", key: "", noun: ("", "") };
            let fits = |wanted: &&str, found: &&str| *wanted == "*" || wanted == found;
            let verdict = compared.exactly(&Listed { span, items }, &split(found), fits, |_| true);
            assert_eq!(verdict.is_ok(), holds, "{wanted} against {found}");
        }
    }
}
