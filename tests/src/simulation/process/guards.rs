//! Guards and amounts, as expressions.

use rand::seq::IndexedRandom;

use super::Draft;

impl Draft<'_, '_> {
    /// A condition in quotes, as YAML wants it.
    pub(super) fn guard(&mut self) -> String {
        let condition = self.condition();
        format!("'{condition}'")
    }

    fn condition(&mut self) -> String {
        match self.below(12) {
            0 | 1 => {
                let (one, other) = (self.simple(), self.simple());
                format!("{one} and {other}")
            }
            2 => {
                let (one, other) = (self.simple(), self.simple());
                format!("{one} or not({other})")
            }
            _ => self.simple(),
        }
    }

    fn simple(&mut self) -> String {
        let threshold = self.below(20_000);
        let count = self.below(6);
        match self.below(14) {
            0 => format!("income < {threshold}"),
            1 => format!("per_person >= {threshold}"),
            2 => format!("members in [{count}..{})", count + 3),
            3 => "given(agreed) and agreed".to_owned(),
            4 => "agreed".to_owned(),
            5 => "given(grade) and grade = \"high\"".to_owned(),
            6 => "given(share) and share > 0.5".to_owned(),
            7 => "given(visited_on) and visited_on <= today()".to_owned(),
            8 => {
                let state = self.place();
                format!("in({state})")
            }
            9 => "given(note)".to_owned(),
            10 => match self.switches.choose(self.random) {
                Some(name) => format!("parameter(\"{name}\")"),
                None => "members > 2".to_owned(),
            },
            11 => match self.amounts.choose(self.random) {
                Some(name) => format!("per_person < parameter(\"{name}\")"),
                None => "members > 3".to_owned(),
            },
            _ => format!("members > {count}"),
        }
    }

    /// An amount of money; sometimes one that may come out below nothing.
    pub(super) fn amount(&mut self) -> String {
        let parameter = self.amounts.choose(self.random).cloned();
        match (self.below(5), parameter) {
            (0 | 1, Some(name)) => format!("'members * parameter(\"{name}\")'"),
            (2, Some(name)) => format!("'parameter(\"{name}\") - per_person / 12'"),
            (3, _) => "'income / members'".to_owned(),
            (_, _) => "'if members > 2 then 200 else 100.50'".to_owned(),
        }
    }
}
