//! Repeatable chance: the same seed gives the same day. Not for anything that must not be guessed.

/// A generator of the splitmix kind.
#[derive(Clone, Debug)]
pub struct Random {
    state: u64,
}

impl Random {
    /// From a seed.
    pub fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A whole number from `least` to `most`, both inclusive.
    pub fn between(&mut self, least: i64, most: i64) -> i64 {
        let span = most.saturating_sub(least).unsigned_abs() + 1;
        least + (self.next() % span).cast_signed()
    }

    /// True so many times in a hundred.
    pub fn percent(&mut self, share: i64) -> bool {
        self.between(1, 100) <= share
    }

    /// One of some.
    pub fn pick<'t, T>(&mut self, some: &'t [T]) -> &'t T {
        let at = usize::try_from(self.between(0, i64::try_from(some.len()).unwrap_or(1) - 1)).unwrap_or_default();
        &some[at]
    }
}
