//! Conditions and values of a chart in our expressions.

use std::cell::RefCell;
use std::collections::BTreeSet;

use super::ecma::{self, Binary, Ecma, Unread};
use super::names::Names;
use super::variables::{Kind, Variables};

/// Where an expression stands: what it may name.
pub(super) struct Scope<'c> {
    pub variables: &'c Variables,
    pub states: &'c Names,
    /// The one event it is about, if there is one.
    pub event: Option<String>,
    /// What it reads of the event; none where it is about no event.
    pub carried: Option<RefCell<BTreeSet<String>>>,
    /// The name of the chart.
    pub chart: &'c str,
}

/// Our name for what an event carries.
pub(super) fn carried_name(name: &str) -> String {
    let sign = |sign: char| if sign.is_alphanumeric() { sign } else { '_' };
    format!("event_{}", name.chars().map(sign).collect::<String>())
}

/// Text as a literal of ours.
pub(super) fn text(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

impl Scope<'_> {
    /// A condition in our words.
    pub fn condition(&self, source: &str) -> Result<String, Unread> {
        self.truth(&ecma::read(source)?)
    }

    /// A value in our words, with its kind.
    pub fn value(&self, source: &str) -> Result<(String, Kind), Unread> {
        self.valued(&ecma::read(source)?)
    }

    /// A value already read.
    pub fn valued(&self, value: &Ecma) -> Result<(String, Kind), Unread> {
        let kind = self.variables.kind(value).unwrap_or(Kind::Number);
        if kind == Kind::Boolean {
            return Ok((self.truth(value)?, kind));
        }
        Ok((self.plain(value)?, kind))
    }

    /// As true or false: what is not so by itself is true if it is there.
    fn truth(&self, value: &Ecma) -> Result<String, Unread> {
        match value {
            Ecma::Boolean(value) => Ok(value.to_string()),
            Ecma::In(state) => {
                Ok(self.states.get(state).map_or_else(|| "false".to_owned(), |state| format!("in({state})")))
            }
            Ecma::Not(inner) => Ok(format!("not({})", self.truth(inner)?)),
            Ecma::IsUndefined(inner) => Ok(format!("not({})", self.there(inner)?)),
            Ecma::Binary(Binary::And, left, right) => Ok(format!("({} and {})", self.truth(left)?, self.truth(right)?)),
            Ecma::Binary(Binary::Or, left, right) => Ok(format!("({} or {})", self.truth(left)?, self.truth(right)?)),
            Ecma::Binary(operator, left, right) => self.comparison(*operator, left, right),
            Ecma::Name(_) | Ecma::Event(_) => match self.variables.kind(value) {
                Some(Kind::Boolean) => self.plain(value),
                Some(Kind::Number | Kind::Text) | None => self.there(value),
            },
            Ecma::Text(text) => Ok((!text.is_empty()).to_string()),
            Ecma::Number(number) => Ok((!number.trim_matches(['0', '.']).is_empty()).to_string()),
            Ecma::Minus(_) | Ecma::Power(..) => Err(Unread::Beyond),
        }
    }

    /// Whether something has a value.
    fn there(&self, value: &Ecma) -> Result<String, Unread> {
        match value {
            Ecma::Name(name) if name.starts_with('_') => Ok("true".to_owned()),
            Ecma::Name(name) if !self.variables.has(name) => Ok("false".to_owned()),
            Ecma::Event(path) if path.len() == 1 && path[0] == "name" => Ok("true".to_owned()),
            Ecma::Name(_) | Ecma::Event(_) => Ok(format!("given({})", self.plain(value)?)),
            _ => Ok("true".to_owned()),
        }
    }

    /// A comparison; what has no value is equal to nothing and fails nothing.
    fn comparison(&self, operator: Binary, left: &Ecma, right: &Ecma) -> Result<String, Unread> {
        let sign = match operator {
            Binary::Equal => "=",
            Binary::NotEqual => "!=",
            Binary::Less => "<",
            Binary::LessOrEqual => "<=",
            Binary::Greater => ">",
            Binary::GreaterOrEqual => ">=",
            Binary::And | Binary::Or | Binary::Plus | Binary::Minus | Binary::Times | Binary::Over => {
                return Err(Unread::Beyond);
            }
        };
        let is_different = operator == Binary::NotEqual;
        let kinds = (self.variables.kind(left), self.variables.kind(right));
        if let (Some(left), Some(right)) = kinds
            && left != right
        {
            return Ok(is_different.to_string());
        }
        let plain = format!("{} {sign} {}", self.plain(left)?, self.plain(right)?);
        let mut unsure = Vec::new();
        self.unsure(left, &mut unsure)?;
        self.unsure(right, &mut unsure)?;
        if unsure.is_empty() {
            return Ok(format!("({plain})"));
        }
        let sure = unsure.join(" and ");
        Ok(if is_different { format!("(not({sure}) or {plain})") } else { format!("({sure} and {plain})") })
    }

    /// What in a value may be nothing.
    fn unsure(&self, value: &Ecma, found: &mut Vec<String>) -> Result<(), Unread> {
        match value {
            Ecma::Name(name) if self.variables.has(name) && !self.variables.is_begun(name) => {
                found.push(self.there(value)?);
            }
            Ecma::Event(path) if path.first().is_some_and(|part| part == super::DATA) => found.push(self.there(value)?),
            Ecma::Binary(_, left, right) => {
                self.unsure(left, found)?;
                self.unsure(right, found)?;
            }
            Ecma::Minus(inner) | Ecma::Power(inner, _) => self.unsure(inner, found)?,
            Ecma::Name(_)
            | Ecma::Event(_)
            | Ecma::Number(_)
            | Ecma::Text(_)
            | Ecma::Boolean(_)
            | Ecma::In(_)
            | Ecma::IsUndefined(_)
            | Ecma::Not(_) => {}
        }
        Ok(())
    }

    fn plain(&self, value: &Ecma) -> Result<String, Unread> {
        match value {
            Ecma::Number(number) => Ok(number.clone()),
            Ecma::Text(value) => Ok(text(value)),
            Ecma::Name(name) if name == "_name" => Ok(text(self.chart)),
            Ecma::Name(name) if name == "_sessionid" => Ok(text("case")),
            Ecma::Name(name) if self.variables.has(name) => {
                self.variables.names.get(name).map(str::to_owned).ok_or(Unread::Invalid)
            }
            // A name that is nothing fails wherever it is read.
            Ecma::Name(_) => Err(Unread::Invalid),
            Ecma::Event(path) => self.event(path),
            Ecma::Minus(inner) => Ok(format!("-{}", self.plain(inner)?)),
            Ecma::Power(base, power) => {
                let base = self.plain(base)?;
                let factors: Vec<&str> = (0..*power).map(|_| base.as_str()).collect();
                Ok(format!("({})", factors.join(" * ")))
            }
            Ecma::Binary(operator, left, right) => {
                let sign = match operator {
                    Binary::Plus => "+",
                    Binary::Minus => "-",
                    Binary::Times => "*",
                    Binary::Over => "/",
                    Binary::And
                    | Binary::Or
                    | Binary::Equal
                    | Binary::NotEqual
                    | Binary::Less
                    | Binary::LessOrEqual
                    | Binary::Greater
                    | Binary::GreaterOrEqual => return self.truth(value),
                };
                let kinds = (self.variables.kind(left), self.variables.kind(right));
                if kinds.0 == Some(Kind::Text) || kinds.1 == Some(Kind::Text) {
                    return Err(Unread::Beyond);
                }
                Ok(format!("({} {sign} {})", self.plain(left)?, self.plain(right)?))
            }
            Ecma::Boolean(_) | Ecma::In(_) | Ecma::IsUndefined(_) | Ecma::Not(_) => self.truth(value),
        }
    }

    fn event(&self, path: &[String]) -> Result<String, Unread> {
        let carried = self.carried.as_ref().ok_or(Unread::Beyond)?;
        let name = match path {
            [data] if data == super::DATA => super::DATA,
            [data, name] if data == super::DATA => name,
            [name] if name == "name" => return self.event.as_deref().map(text).ok_or(Unread::Beyond),
            _ => return Err(Unread::Beyond),
        };
        carried.borrow_mut().insert(name.to_owned());
        Ok(carried_name(name))
    }
}
