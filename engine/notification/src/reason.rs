//! Why something did not work, for the people who look after the system.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::line::one_line;

/// The longest text quoted from elsewhere, such as a mail server's answer.
const QUOTE_CHARACTERS_MAX: usize = 300;

/// A reason in Chinese and English: what was found, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// 中文
    pub zh: String,
    /// English
    pub en: String,
}

impl Reason {
    /// A reason given in both languages.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { zh: zh.into(), en: en.into() }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.en)
    }
}

/// A text from outside, on one line and cut to a length a person can read.
pub(crate) fn quote(text: impl fmt::Display) -> String {
    one_line(&text.to_string(), QUOTE_CHARACTERS_MAX)
}
