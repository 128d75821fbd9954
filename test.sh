#!/usr/bin/env bash
# Every check there is, as CI runs them. Sets the machine up first; can be run again and again.
#   ./test.sh                    everything
#   ./test.sh -- --test tidy     everything else, but only these tests (what follows -- goes to `cargo nextest run`)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
. scripts/setup.sh

KILL_ROUNDS=3
CASE_DAYS=3000
BUILT="${CARGO_TARGET_DIR:-target}/debug"

[ $# -eq 0 ] || [ "$1" = -- ] || fail "expected no argument, or -- and a filter; found: $*"
[ $# -eq 0 ] || shift

# Colour would hide the closing lines from a program that reads them.
[ -z "${CI:-}" ] || export CARGO_TERM_COLOR=never CARGO_TERM_PROGRESS_WHEN=never NO_COLOR=1

step() { say "$* (after ${SECONDS} s)"; }

check_style() {
  step "format"
  cargo fmt --all -- --check
  step "clippy"
  cargo clippy --workspace --all-targets --locked -- -D warnings
}

build() {
  step "build"
  cargo build --workspace --all-targets --locked
}

check_rulebook() {
  step "the rulebook: doudi check"
  "$BUILT/doudi" check workflows/
  step "the rulebook: doudi test"
  "$BUILT/doudi" test workflows/
}

# The server is killed at random moments under load; nothing acknowledged may be lost, nothing done twice.
kill_rounds() {
  step "kill -9, $KILL_ROUNDS rounds on each store"
  "$BUILT/kill-rounds" --store sqlite --rounds "$KILL_ROUNDS"
  "$BUILT/kill-rounds" --store postgres --rounds "$KILL_ROUNDS"
}

# Random officers and processes over a store in memory that is killed at any point; everything that must hold, must.
simulation() {
  step "simulation, $CASE_DAYS case-days"
  "$BUILT/simulate" --seed "${SEED:-20200420}" --case-days "$CASE_DAYS" --into "${TMPDIR:-/tmp}/doudi-simulate"
}

# Last, so that the runner's own closing lines close this script's output.
run_tests() {
  step "tests"
  if cargo nextest --version >/dev/null 2>&1; then
    cargo nextest run --workspace --locked "$@"
  else
    cargo test --workspace --locked "$@"
  fi
}

set_up_for_testing
check_style
build
check_rulebook
kill_rounds
simulation
run_tests "$@"
step "all checks passed"
