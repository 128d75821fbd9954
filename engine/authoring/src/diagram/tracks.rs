//! Lines side by side in a channel: those that would lie upon one another get tracks of their own.

use std::collections::BTreeMap;

/// The stretch of a channel that a bundle of lines takes, in steps along it, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stretch {
    pub from: usize,
    pub to: usize,
}

impl Stretch {
    pub fn point(at: usize) -> Self {
        Self { from: at, to: at }
    }

    pub fn with(self, at: usize) -> Self {
        Self { from: self.from.min(at), to: self.to.max(at) }
    }

    fn meets(self, other: Self) -> bool {
        self.from <= other.to && other.from <= self.to
    }
}

/// The bundles of one channel, by the box they lead to.
#[derive(Debug, Default)]
pub(crate) struct Channel {
    stretches: BTreeMap<usize, Stretch>,
    tracks: BTreeMap<usize, usize>,
    count: usize,
}

impl Channel {
    /// Takes a bundle over one more place.
    pub fn take(&mut self, target: usize, at: usize) {
        let stretch = self.stretches.get(&target).map_or(Stretch::point(at), |known| known.with(at));
        self.stretches.insert(target, stretch);
    }

    /// Gives each bundle the first track on which it meets no other; short ones first, so that they stay near the boxes.
    pub fn settle(&mut self) {
        let mut order: Vec<(usize, Stretch)> =
            self.stretches.iter().map(|(target, stretch)| (*target, *stretch)).collect();
        order.sort_by_key(|(target, stretch)| (stretch.to - stretch.from, *target));
        let mut taken: Vec<Vec<Stretch>> = Vec::new();
        for (target, stretch) in order {
            let free = taken.iter().position(|track| track.iter().all(|known| !known.meets(stretch)));
            let track = free.unwrap_or(taken.len());
            if track == taken.len() {
                taken.push(Vec::new());
            }
            taken[track].push(stretch);
            self.tracks.insert(target, track);
        }
        self.count = taken.len();
    }

    /// How many tracks there are.
    pub fn count(&self) -> usize {
        self.count
    }

    /// The track of a bundle.
    pub fn track(&self, target: usize) -> usize {
        self.tracks.get(&target).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bundles_that_meet_lie_side_by_side_and_others_share_a_track() {
        let mut channel = Channel::default();
        for (target, at) in [(1, 0), (1, 4), (2, 3), (2, 6), (3, 7), (3, 9)] {
            channel.take(target, at);
        }
        channel.settle();
        assert_eq!(channel.count(), 2);
        assert_ne!(channel.track(1), channel.track(2));
        assert_ne!(channel.track(2), channel.track(1));
    }
}
