//! Between the clients and the server: open while it lives, closed while it is dead.

use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

/// How long a client waits before it asks a living server again that had no answer for it.
const AGAIN: Duration = Duration::from_millis(20);

/// The gate.
#[derive(Debug, Default)]
pub struct Gate {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Clone, Copy, Debug, Default)]
struct State {
    open: bool,
    finishing: bool,
}

impl Gate {
    /// The server lives.
    pub fn open(&self) {
        self.change(|state| state.open = true);
    }

    /// The server is about to die.
    pub fn close(&self) {
        self.change(|state| state.open = false);
    }

    /// The server lives and is not killed any more; clients settle what is open and end.
    pub fn finish(&self) {
        self.change(|state| *state = State { open: true, finishing: true });
    }

    /// Whether clients are to come to their end.
    pub fn is_finishing(&self) -> bool {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).finishing
    }

    /// Waits until the gate is open.
    pub fn pass(&self) {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let _state = self.changed.wait_while(state, |state| !state.open).unwrap_or_else(PoisonError::into_inner);
    }

    /// Waits a moment, then until the gate is open.
    pub fn pass_later(&self) {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let (state, _) = self.changed.wait_timeout(state, AGAIN).unwrap_or_else(PoisonError::into_inner);
        let _state = self.changed.wait_while(state, |state| !state.open).unwrap_or_else(PoisonError::into_inner);
    }

    fn change(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner));
        self.changed.notify_all();
    }
}
