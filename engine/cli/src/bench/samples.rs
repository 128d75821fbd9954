//! Many durations, and what is told of them.

use std::time::Duration;

/// Durations as they were measured.
#[derive(Clone, Debug, Default)]
pub struct Samples(Vec<Duration>);

impl Samples {
    /// Adds one.
    pub fn push(&mut self, duration: Duration) {
        self.0.push(duration);
    }

    /// Adds those of another.
    pub fn extend(&mut self, other: Samples) {
        self.0.extend(other.0);
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The duration below which so many in a thousand lie, in milliseconds; zero of none.
    pub fn per_mille_ms(&self, share: usize) -> f64 {
        let mut sorted = self.0.clone();
        sorted.sort_unstable();
        let at = sorted.len().saturating_sub(1) * share / 1_000;
        sorted.get(at).map_or(0.0, |duration| duration.as_secs_f64() * 1_000.0)
    }
}

/// The middle of some figures; zero of none.
pub fn median(figures: impl IntoIterator<Item = f64>) -> f64 {
    let mut sorted: Vec<f64> = figures.into_iter().collect();
    sorted.sort_unstable_by(f64::total_cmp);
    sorted.get(sorted.len().saturating_sub(1) / 2).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_and_the_tail_of_a_hundred() {
        let mut samples = Samples::default();
        (1..=100).rev().for_each(|n| samples.push(Duration::from_millis(n)));
        assert_eq!((samples.per_mille_ms(500), samples.per_mille_ms(990)), (50.0, 99.0));
        assert_eq!(median([3.0, 1.0, 2.0]), 2.0);
        assert_eq!((Samples::default().per_mille_ms(500), median([])), (0.0, 0.0));
    }
}
