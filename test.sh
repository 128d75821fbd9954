#!/usr/bin/env bash
# Every check there is, as CI runs them. Sets the machine up first; can be run again and again.
#   ./test.sh                    everything
#   ./test.sh -- --test tidy     everything else, but only these tests (what follows -- goes to `cargo nextest run`)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
. scripts/setup.sh

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

# A short form of what docs/durability.md describes: nothing acknowledged may be lost and nothing done twice, whatever befalls
# the servers; a disk that lies must be found out; a mail server that was dead must not be stormed.
faults() {
  step "faults on sqlite"
  "$BUILT/faults" --store sqlite --rounds 6 --faults kill,power-loss,locked,disk-full,clock,smtp
  step "faults on postgres, two nodes"
  "$BUILT/faults" --store postgres --nodes 2 --rounds 5 --faults kill,power-loss,stop,cut,conflict
  step "a disk that lies is found out"
  "$BUILT/faults" --store sqlite --rounds 1 --faults power-loss --lie
  "$BUILT/faults" --store postgres --rounds 1 --faults power-loss --lie
  step "a mail server that was dead for five days"
  "$BUILT/mail-flood" --mails 200
}

# Random officers and processes over a store in memory that is killed at any point; everything that must hold, must.
simulation() {
  step "simulation, $CASE_DAYS case-days"
  "$BUILT/simulate" --seed "${SEED:-20200420}" --case-days "$CASE_DAYS" --into "${TMPDIR:-/tmp}/doudi-simulate"
}

# The screens in a real browser on the binary just built, and the types they are built from against what it says of itself.
screens() {
  step "screens"
  if [ "$PAGES" = built ]; then
    web/test.sh
  else
    say "SKIPPED: the screens. Their pages could not be built; see above what Node or its package registry said"
  fi
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
PAGES=missing
if set_up_pages; then PAGES=built; fi
check_style
build
check_rulebook
faults
simulation
screens
run_tests "$@"
step "all checks passed"
