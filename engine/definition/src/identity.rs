//! Resident identity numbers (GB 11643-1999): 18 digits with a checksum, and the 15-digit form of before 1999.

use chrono::NaiveDate;

use crate::bilingual::Bilingual;

/// Why a text is not an identity number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WrongIdentity {
    /// Not 18 (or 15) digits, the last of 18 perhaps an X.
    Form,
    /// The digits for the day of birth are no day.
    Birth,
    /// The checksum does not fit: some digit is wrong.
    Checksum,
}

impl WrongIdentity {
    /// In words; never repeats the number.
    pub fn message(self) -> Bilingual {
        match self {
            WrongIdentity::Form => Bilingual::new(
                "应为 18 位（末位可为 X）或 15 位数字",
                "18 digits (the last may be X) or 15 digits are wanted",
            ),
            WrongIdentity::Birth => Bilingual::new("其中的出生日期不存在", "its date of birth is no date"),
            WrongIdentity::Checksum => {
                Bilingual::new("校验位不符，有数字录错", "its check digit does not fit; some digit is wrong")
            }
        }
    }
}

/// The day of birth an identity number states.
///
/// # Errors
/// [`WrongIdentity`] if it is not an identity number. An unknown region code is no error: regions change.
pub fn check(text: &str) -> Result<NaiveDate, WrongIdentity> {
    let digits = text.as_bytes();
    match digits.len() {
        18 if digits[..17].iter().all(u8::is_ascii_digit) => {
            let birth = birth(&text[6..14])?;
            if check_digit(&digits[..17]) == digits[17].to_ascii_uppercase() {
                Ok(birth)
            } else {
                Err(WrongIdentity::Checksum)
            }
        }
        15 if digits.iter().all(u8::is_ascii_digit) => birth(&format!("19{}", &text[6..12])),
        _ => Err(WrongIdentity::Form),
    }
}

fn birth(digits: &str) -> Result<NaiveDate, WrongIdentity> {
    NaiveDate::parse_from_str(digits, "%Y%m%d").map_err(|_| WrongIdentity::Birth)
}

/// The check digit of the first 17 digits (GB 11643-1999, 5.1; ISO 7064 MOD 11-2).
pub fn check_digit(digits: &[u8]) -> u8 {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const CHECKS: &[u8; 11] = b"10X98765432";
    let sum: u32 =
        digits.iter().zip(WEIGHTS).map(|(digit, weight)| u32::from(digit.saturating_sub(b'0')) * weight).sum();
    CHECKS[(sum % 11) as usize]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn synthetic_numbers_of_the_rulebook_pass_and_one_wrong_digit_does_not() {
        let good = [
            "229901195001010014",
            "229901196812153312",
            "229901198707071154",
            "229901195203084425",
            "229901201111110014",
        ];
        for number in good {
            assert!(check(number).is_ok(), "{number}");
            let wrong = format!("{}{}", &number[..16], if &number[16..17] == "1" { "2" } else { "1" }) + &number[17..];
            assert_eq!(check(&wrong), Err(WrongIdentity::Checksum), "{wrong}");
        }
        assert_eq!(check("229901195013010014"), Err(WrongIdentity::Birth));
        assert_eq!(check("22990119500101001"), Err(WrongIdentity::Form));
        assert_eq!(check("229901500101001"), Ok(NaiveDate::from_ymd_opt(1950, 1, 1).unwrap()));
        assert_eq!(check("身份证号身份证号身"), Err(WrongIdentity::Form));
    }
}
