//! How wide a text is, near enough to cut or break it before it leaves its box.

/// The size of titles.
pub(super) const TITLE: f64 = 13.5;

/// A Chinese character is as wide as it is high, others about half.
fn width(character: char, size: f64) -> f64 {
    if character.is_ascii_uppercase() {
        size * 0.66
    } else if character.is_ascii() {
        size * 0.56
    } else {
        size
    }
}

/// As much of a text as fits.
pub(super) fn cut(text: &str, most: f64, size: f64) -> String {
    if text.chars().map(|character| width(character, size)).sum::<f64>() <= most {
        return text.to_owned();
    }
    let mut used = size;
    let fits = text.chars().take_while(|character| {
        used += width(*character, size);
        used <= most
    });
    fits.collect::<String>() + "…"
}

/// A text in one line or two; what does not fit the second is cut.
pub(super) fn lines(text: &str, most: f64, size: f64) -> Vec<String> {
    let mut used = 0.0;
    let fits = text.char_indices().find(|(_, character)| {
        used += width(*character, size);
        used > most
    });
    let Some((end, _)) = fits else { return vec![text.to_owned()] };
    let (first, _) = text.split_at(end);
    // Better between words than within one, unless that leaves next to nothing.
    let between = first.rfind([' ', '_', '-', '，', '、', '（']).filter(|at| *at >= end / 2);
    let at = between.map_or(end, |at| {
        let sign = first[at..].chars().next().map_or(0, char::len_utf8);
        if first[at..].starts_with('（') { at } else { at + sign }
    });
    let (first, second) = text.split_at(at);
    vec![first.trim_end().to_owned(), cut(second.trim_start(), most, size)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_title_is_broken_between_words_and_a_short_one_is_not() {
        assert_eq!(lines("审核", 60.0, 10.0), ["审核"]);
        assert_eq!(lines("已评估，期满退出", 60.0, 10.0), ["已评估，", "期满退出"]);
        assert_eq!(lines("PENDING_FEE_NOW", 70.0, 10.0), ["PENDING_", "FEE_NOW"]);
        assert_eq!(lines("一二三四五六七八", 40.0, 10.0), ["一二三四", "五六七八"]);
        assert_eq!(lines("一二三四五六七八九十", 40.0, 10.0), ["一二三四", "五六七…"]);
    }
}
