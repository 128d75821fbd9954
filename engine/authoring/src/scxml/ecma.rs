//! The simple conditions and values that charts write in ECMAScript: names, literals, comparison, arithmetic, `In(...)`.

/// A condition or value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Ecma {
    Number(String),
    Text(String),
    Boolean(bool),
    Name(String),
    /// `_event.data.amount`, without `_event`.
    Event(Vec<String>),
    In(String),
    IsUndefined(Box<Ecma>),
    Not(Box<Ecma>),
    Minus(Box<Ecma>),
    Binary(Binary, Box<Ecma>, Box<Ecma>),
    Power(Box<Ecma>, u32),
}

/// What stands between two values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Binary {
    And,
    Or,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Plus,
    Minus,
    Times,
    Over,
}

/// Why a text was not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Unread {
    /// It is no expression at all: it would fail wherever it ran.
    Invalid,
    /// It is beyond what is carried over.
    Beyond,
}

/// The highest power that is written out as a product.
const POWER_MAX: u32 = 8;
/// Conditions nest at most so deep.
const LEVELS_MAX: usize = 32;

/// Longer signs stand before their beginnings; from the weakest to the strongest.
const LEVELS: [&[(&str, Binary)]; 6] = [
    &[("||", Binary::Or)],
    &[("&&", Binary::And)],
    &[("===", Binary::Equal), ("!==", Binary::NotEqual), ("==", Binary::Equal), ("!=", Binary::NotEqual)],
    &[("<=", Binary::LessOrEqual), (">=", Binary::GreaterOrEqual), ("<", Binary::Less), (">", Binary::Greater)],
    &[("+", Binary::Plus), ("-", Binary::Minus)],
    &[("*", Binary::Times), ("/", Binary::Over)],
];

/// Reads an expression.
pub(super) fn read(text: &str) -> Result<Ecma, Unread> {
    let text = text.trim();
    if text.is_empty() || text.starts_with("return") || !is_balanced(text) {
        return Err(Unread::Invalid);
    }
    let mut reading = Reading { rest: text, level: 0 };
    let found = reading.binary(0)?;
    if reading.rest.trim().is_empty() { Ok(found) } else { Err(Unread::Beyond) }
}

/// `x *= 2; y = x + 1;`: what is assigned, in order; none if it is more than assignments.
pub(super) fn assignments(script: &str) -> Option<Vec<(String, String)>> {
    let statements = script.split(';').map(str::trim).filter(|statement| !statement.is_empty());
    statements.map(assignment).collect()
}

fn assignment(statement: &str) -> Option<(String, String)> {
    let at = statement.find(|sign: char| !is_of_name(sign))?;
    let (name, rest) = statement.split_at(at);
    let rest = rest.trim_start();
    if let Some(value) = rest.strip_prefix('=').filter(|rest| !rest.starts_with('=')) {
        return Some((name.to_owned(), value.trim().to_owned()));
    }
    let operation = rest.chars().next().filter(|sign| "+-*/".contains(*sign))?;
    let value = rest[1..].strip_prefix('=')?;
    Some((name.to_owned(), format!("{name} {operation} ({})", value.trim())))
}

fn is_balanced(text: &str) -> bool {
    let mut open = Vec::new();
    let mut quote = None;
    for sign in text.chars() {
        match (quote, sign) {
            (Some(begun), sign) if begun == sign => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(sign),
            (None, '(' | '[' | '{') => open.push(sign),
            (None, ')' | ']' | '}') => {
                if !matches!((open.pop(), sign), (Some('('), ')') | (Some('['), ']') | (Some('{'), '}')) {
                    return false;
                }
            }
            (None, _) => {}
        }
    }
    open.is_empty() && quote.is_none()
}

fn is_of_name(sign: char) -> bool {
    sign.is_alphanumeric() || sign == '_' || sign == '$'
}

struct Reading<'t> {
    rest: &'t str,
    level: usize,
}

impl<'t> Reading<'t> {
    fn binary(&mut self, strength: usize) -> Result<Ecma, Unread> {
        let Some(operators) = LEVELS.get(strength) else { return self.prefix() };
        let mut left = self.binary(strength + 1)?;
        while let Some(operator) = self.one_of(operators) {
            let right = self.binary(strength + 1)?;
            left = Ecma::Binary(operator, Box::new(left), Box::new(right));
        }
        Ok(left)
    }

    fn one_of(&mut self, operators: &[(&str, Binary)]) -> Option<Binary> {
        self.rest = self.rest.trim_start();
        let (sign, operator) = operators.iter().find(|(sign, _)| self.rest.starts_with(sign))?;
        self.rest = &self.rest[sign.len()..];
        Some(*operator)
    }

    fn takes(&mut self, sign: &str) -> bool {
        self.rest = self.rest.trim_start();
        let Some(rest) = self.rest.strip_prefix(sign) else { return false };
        self.rest = rest;
        true
    }

    fn expect(&mut self, sign: &str) -> Result<(), Unread> {
        if self.takes(sign) { Ok(()) } else { Err(Unread::Beyond) }
    }

    fn prefix(&mut self) -> Result<Ecma, Unread> {
        self.level += 1;
        if self.level > LEVELS_MAX {
            return Err(Unread::Beyond);
        }
        let found = if self.takes("!") {
            Ecma::Not(Box::new(self.prefix()?))
        } else if self.takes("-") {
            Ecma::Minus(Box::new(self.prefix()?))
        } else if self.takes("(") {
            let inner = self.binary(0)?;
            self.expect(")")?;
            inner
        } else {
            self.single()?
        };
        self.level -= 1;
        Ok(found)
    }

    fn single(&mut self) -> Result<Ecma, Unread> {
        let first = self.rest.chars().next().ok_or(Unread::Invalid)?;
        match first {
            '"' | '\'' => self.text(first),
            '.' | '0'..='9' => self.number(),
            sign if is_of_name(sign) => {
                let name = self.name();
                self.named(name)
            }
            _ => Err(Unread::Beyond),
        }
    }

    fn text(&mut self, quote: char) -> Result<Ecma, Unread> {
        let inner = &self.rest[1..];
        let end = inner.find(quote).ok_or(Unread::Invalid)?;
        let (text, rest) = (&inner[..end], &inner[end + 1..]);
        if text.contains('\\') {
            return Err(Unread::Beyond);
        }
        self.rest = rest;
        Ok(Ecma::Text(text.to_owned()))
    }

    fn number(&mut self) -> Result<Ecma, Unread> {
        let end = self.rest.find(|sign: char| !sign.is_ascii_digit() && sign != '.').unwrap_or(self.rest.len());
        let (number, rest) = self.rest.split_at(end);
        if number.ends_with('.') || number.matches('.').count() > 1 || rest.starts_with(is_of_name) {
            return Err(Unread::Beyond);
        }
        self.rest = rest;
        Ok(Ecma::Number(if number.starts_with('.') { format!("0{number}") } else { number.to_owned() }))
    }

    fn name(&mut self) -> &'t str {
        let end = self.rest.find(|sign| !is_of_name(sign)).unwrap_or(self.rest.len());
        let (name, rest) = self.rest.split_at(end);
        self.rest = rest;
        name
    }

    fn named(&mut self, name: &str) -> Result<Ecma, Unread> {
        match name {
            "true" => Ok(Ecma::Boolean(true)),
            "false" => Ok(Ecma::Boolean(false)),
            "_event" => self.event(),
            "typeof" => self.type_of(),
            "In" => {
                self.expect("(")?;
                let Ecma::Text(state) = self.prefix()? else { return Err(Unread::Beyond) };
                self.expect(")")?;
                Ok(Ecma::In(state))
            }
            "Math" => self.power(),
            _ if self.rest.trim_start().starts_with(['(', '[', '.', '{']) => Err(Unread::Beyond),
            "new" | "function" | "in" | "instanceof" | "null" | "undefined" => Err(Unread::Beyond),
            name => Ok(Ecma::Name(name.to_owned())),
        }
    }

    fn event(&mut self) -> Result<Ecma, Unread> {
        let mut path = Vec::new();
        loop {
            if self.rest.starts_with('.') {
                self.rest = &self.rest[1..];
                path.push(self.name().to_owned());
            } else if self.rest.starts_with('[') {
                self.rest = &self.rest[1..];
                let Ecma::Text(part) = self.prefix()? else { return Err(Unread::Beyond) };
                self.expect("]")?;
                path.push(part);
            } else {
                return if path.is_empty() { Err(Unread::Beyond) } else { Ok(Ecma::Event(path)) };
            }
        }
    }

    /// `typeof x === 'undefined'`, or the opposite.
    fn type_of(&mut self) -> Result<Ecma, Unread> {
        let what = self.prefix()?;
        let operators = [("===", true), ("!==", false), ("==", true), ("!=", false)];
        let found = operators.into_iter().find(|(sign, _)| self.takes(sign));
        let (Some((_, is)), Ok(Ecma::Text(kind))) = (found, self.prefix()) else { return Err(Unread::Beyond) };
        if kind != "undefined" {
            return Err(Unread::Beyond);
        }
        let undefined = Ecma::IsUndefined(Box::new(what));
        Ok(if is { undefined } else { Ecma::Not(Box::new(undefined)) })
    }

    /// `Math.pow(x, 3)`
    fn power(&mut self) -> Result<Ecma, Unread> {
        self.expect(".pow")?;
        self.expect("(")?;
        let base = self.binary(0)?;
        self.expect(",")?;
        let Ecma::Number(power) = self.prefix()? else { return Err(Unread::Beyond) };
        self.expect(")")?;
        let power = power.parse().ok().filter(|power| (1..=POWER_MAX).contains(power)).ok_or(Unread::Beyond)?;
        Ok(Ecma::Power(Box::new(base), power))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_expression_is_told_from_what_is_beyond_us() {
        let cases = [
            ("return", Unread::Invalid),
            ("{p1: 'v1'", Unread::Invalid),
            ("", Unread::Invalid),
            ("{p1: 'v1'}", Unread::Beyond),
            ("f(x)", Unread::Beyond),
            ("[1,2,3]", Unread::Beyond),
            ("x ? 1 : 2", Unread::Beyond),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text), Err(expected), "{text}");
        }
    }

    #[test]
    fn a_script_of_assignments_is_read_as_such() {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(assignments("x *= 2; y = x + 1;"), Some(vec![pair("x", "x * (2)"), pair("y", "x + 1")]));
        assert_eq!(assignments("if (x) y = 1"), None);
        assert_eq!(assignments("x == 1"), None);
    }
}
