//! The last line of defence before a message leaves: no identity number in any mail.
//!
//! Sensitive fields never reach a template; this finds what a person typed where it does not belong.

use std::ops::Range;

/// First two digits of an identity number: the provinces.
const PROVINCES: [u32; 32] = [
    11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52, 53, 54, 61, 62, 63,
    64, 65, 71,
];
/// The same for residents from Hong Kong, Macao and Taiwan (81 to 83) and from abroad (9 and a province).
const OTHER_RESIDENTS: [u32; 11] = [81, 82, 83, 91, 92, 93, 94, 95, 96, 97, 98];
/// GB 11643-1999: the weight of each of the first seventeen digits.
const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
/// GB 11643-1999: the check character for each remainder by 11.
const CHECKS: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];
/// Length of an identity number of today.
const LENGTH: usize = 18;
/// Length of the old form, given out until 1999: a birth year of two digits and no check digit.
const OLD_LENGTH: usize = 15;
const BIRTH_YEARS: Range<u32> = 1900..2100;

/// A text shows what can only be an identity number. The number itself is not repeated here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an identity number of {digits} digits stands at character {position}")]
pub struct IdentityFound {
    /// Where it begins, in characters from 0.
    pub position: usize,
    /// 18, or 15 for the old form.
    pub digits: usize,
}

/// Refuses a text with an 18-digit identity number whose check digit is right (GB 11643), also in full-width digits or
/// broken up by single spaces or hyphens, or a 15-digit one of the old form with a plausible place and birthday.
/// Longer and shorter numbers (bank cards, telephones, case numbers, amounts) pass.
pub fn guard_identity(text: &str) -> Result<(), IdentityFound> {
    let characters: Vec<char> = text.chars().map(plain).collect();
    let mut start = 0;
    while start < characters.len() {
        if !characters[start].is_ascii_digit() {
            start += 1;
            continue;
        }
        let groups = groups_from(&characters, start);
        inspect(&characters, &groups)?;
        start = groups.last().map_or(start, |group| group.end) + 1;
    }
    Ok(())
}

/// Full-width digits and every `x` read as their plain forms; characters without width read as separators.
fn plain(character: char) -> char {
    match character {
        '０'..='９' => char::from_u32(u32::from(character) - u32::from('０') + u32::from('0')).unwrap_or(character),
        'x' | 'ｘ' | 'Ｘ' => 'X',
        '\u{200b}' | '\u{200c}' | '\u{200d}' | '\u{2060}' | '\u{feff}' => ' ',
        _ => character,
    }
}

/// The digits from `start` on, in groups with one separator between them. An `X` may end a group.
fn groups_from(characters: &[char], start: usize) -> Vec<Range<usize>> {
    let mut groups = Vec::new();
    let mut begin = start;
    loop {
        let digits = characters[begin..].iter().take_while(|character| character.is_ascii_digit()).count();
        let end = with_check_letter(characters, begin + digits);
        groups.push(begin..end);
        let separated = characters.get(end).is_some_and(|character| separates(*character));
        let continues = characters.get(end + 1).is_some_and(char::is_ascii_digit);
        if !(separated && continues) {
            return groups;
        }
        begin = end + 1;
    }
}

fn with_check_letter(characters: &[char], end: usize) -> usize {
    let letter = characters.get(end) == Some(&'X');
    let word_goes_on = characters.get(end + 1).is_some_and(char::is_ascii_alphanumeric);
    if letter && !word_goes_on { end + 1 } else { end }
}

fn separates(character: char) -> bool {
    matches!(character, ' ' | '\u{a0}' | '\u{3000}' | '-' | '－' | '‐' | '–' | '—')
}

fn inspect(characters: &[char], groups: &[Range<usize>]) -> Result<(), IdentityFound> {
    for (index, first) in groups.iter().enumerate() {
        let mut number = String::new();
        for group in &groups[index..] {
            number.extend(&characters[group.clone()]);
            if number.len() > LENGTH {
                break;
            }
            if is_identity(&number) {
                return Err(IdentityFound { position: first.start, digits: LENGTH });
            }
        }
        // Without a check digit only an unbroken number is taken for one: dates and case numbers have separators.
        if is_old_identity(&characters[first.clone()].iter().collect::<String>()) {
            return Err(IdentityFound { position: first.start, digits: OLD_LENGTH });
        }
    }
    Ok(())
}

fn is_identity(number: &str) -> bool {
    number.len() == LENGTH
        && (begins_with(&PROVINCES, number) || begins_with(&OTHER_RESIDENTS, number))
        && real_birthday(value(number, 6..10), value(number, 10..12), value(number, 12..14))
        && check_of(number) == number.chars().next_back()
}

fn check_of(number: &str) -> Option<char> {
    let digits = number.chars().map(|character| character.to_digit(10));
    let products = digits.zip(WEIGHTS).map(|(digit, weight)| digit.map(|digit| digit * weight));
    let sum = products.sum::<Option<u32>>()?;
    CHECKS.get(usize::try_from(sum % 11).ok()?).copied()
}

fn is_old_identity(number: &str) -> bool {
    let of_a_county = number.get(4..6) != Some("00");
    number.len() == OLD_LENGTH
        && number.bytes().all(|byte| byte.is_ascii_digit())
        && begins_with(&PROVINCES, number)
        && of_a_county
        && real_birthday(value(number, 6..8).map(|year| 1900 + year), value(number, 8..10), value(number, 10..12))
}

fn begins_with(places: &[u32], number: &str) -> bool {
    value(number, 0..2).is_some_and(|place| places.contains(&place))
}

fn value(number: &str, place: Range<usize>) -> Option<u32> {
    number.get(place)?.parse().ok()
}

fn real_birthday(year: Option<u32>, month: Option<u32>, day: Option<u32>) -> bool {
    let (Some(year), Some(month), Some(day)) = (year, month, day) else { return false };
    BIRTH_YEARS.contains(&year) && (1..=days_in(year, month)).contains(&day)
}

fn days_in(year: u32, month: u32) -> u32 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example printed in GB 11643-1999, and one of the same shape that ends in 0.
    const EXAMPLE: &str = "11010519491231002X";
    const ANOTHER: &str = "440524188001010014";

    #[test]
    fn an_identity_number_is_found_however_it_is_written() {
        for text in [
            EXAMPLE.to_owned(),
            format!("申请人身份证号{EXAMPLE}，请核实。"),
            format!("ID:{EXAMPLE}"),
            EXAMPLE.to_lowercase(),
            "１１０１０５１９４９１２３１００２Ｘ".to_owned(),
            "110105 19491231 002X".to_owned(),
            "110105-19491231-002X".to_owned(),
            "1101 0519 4912 3100 2X".to_owned(),
            "110105\u{200b}19491231002X".to_owned(),
            format!("电话 13800138000 {EXAMPLE}"),
            format!("第一行\n{EXAMPLE}\n第三行"),
        ] {
            let found = guard_identity(&text).expect_err(&text);
            assert_eq!(found.digits, 18, "{text}");
        }
    }

    #[test]
    fn the_place_is_told_but_not_the_number() {
        let found = guard_identity(&format!("身份证{EXAMPLE}")).unwrap_err();
        assert_eq!(found, IdentityFound { position: 3, digits: 18 });
        assert!(!found.to_string().contains("1949"));
    }

    #[test]
    fn the_old_form_is_found_by_its_place_and_birthday() {
        assert_eq!(guard_identity("旧证号110105491231002。").map_err(|found| found.digits), Err(15));
    }

    #[test]
    fn ordinary_long_numbers_pass() {
        for text in [
            "110105194912310021",         // the check digit is wrong
            ANOTHER,                      // born in 1880: nobody alive
            "6222021234567890123",        // a bank card of 19 digits
            "6217000010001234567",        // another
            "1110105194912310021",        // one digit more than an identity number
            "13800138000",                // a telephone
            "0433-1234567、13800138000",  // two telephones
            "KS-222403-2020-00001",       // a case number
            "KS-222403104-2020-00012",    // of a township
            "KS-222403104205-2020-00001", // of a village
            "222403202000012",            // one without hyphens
            "222403104205202000001",      // one without hyphens
            "金额 123456789012345.00 元", // an amount
            "2020-04-20 24:00",           // a moment
            "20200420102030123",          // a time stamp
            "1587348000000",              // milliseconds
            "018f3b2a-7c11-7000-8123-456789abcdef",
            "吉民发〔2020〕7号 二(七)",
            "",
        ] {
            assert_eq!(guard_identity(text), Ok(()), "{text}");
        }
    }

    #[test]
    fn a_right_check_digit_alone_makes_no_identity_number() {
        for (seventeen, why) in [
            ("11010519491331002", "a thirteenth month"),
            ("11010519490229002", "1949 was no leap year"),
            ("99010519491231002", "no such province"),
            ("11010521001231002", "not born yet"),
        ] {
            let number = format!("{seventeen}{}", check_of(seventeen).unwrap());
            assert_eq!(guard_identity(&number), Ok(()), "{number}: {why}");
        }
        assert_eq!(check_of(EXAMPLE), Some('X'));
    }

    #[test]
    fn identity_numbers_of_residents_from_elsewhere_are_found() {
        for seventeen in ["81000019900307123", "83000019900307123", "92284019900307123"] {
            let number = format!("{seventeen}{}", check_of(seventeen).unwrap());
            assert!(guard_identity(&number).is_err(), "{number}");
        }
    }

    #[test]
    fn a_long_row_of_short_numbers_is_looked_through_once() {
        let text = "1 ".repeat(50_000);
        assert_eq!(guard_identity(&text), Ok(()));
        assert!(guard_identity(&format!("{text}{EXAMPLE}")).is_err());
    }

    #[test]
    fn every_digit_is_covered_by_the_check() {
        for position in 0..17 {
            let mut changed: Vec<char> = EXAMPLE.chars().collect();
            let digit = changed[position].to_digit(10).unwrap();
            changed[position] = char::from_digit((digit + 1) % 10, 10).unwrap();
            assert_eq!(guard_identity(&changed.iter().collect::<String>()), Ok(()), "digit {position}");
        }
    }
}
