#!/usr/bin/env bash
# Runs a program that writes the same rows without an engine, and `doudi bench`, in turns, and prints what they did and the
# ratio, round by round and in the middle. Only ratios within one run say much on a machine that others use too.
#
#   scripts/bench.sh PATH_OF_RAW_LIMIT [writer|http|growth|timers] [ROUNDS]
#
# DOUDI      the binary of Doudi (target/release/doudi)
# CLIENTS    how many at the same time (64)
# SECONDS_EACH  how long each turn takes (5)
# FOLDER     where the databases are made, on the disk that counts (a new temporary folder)
# OPEN       growth: the larger number of open cases (1000000)
set -euo pipefail

RAW="${1:-${RAW_LIMIT:-}}"
MODE="${2:-writer}"
ROUNDS="${3:-3}"
DOUDI="${DOUDI:-target/release/doudi}"
CLIENTS="${CLIENTS:-64}"
TURN="${SECONDS_EACH:-5}"
OPEN="${OPEN:-1000000}"
FOLDER="${FOLDER:-$(mktemp -d)}"
OPEN_BEFORE=10000

fail() { printf '%s\n' "!! $*" >&2; exit 1; }
[ -x "$RAW" ] || fail "expected the path of the raw program, found '$RAW' -- 请给出裸写程序的路径"
[ -x "$DOUDI" ] || fail "expected Doudi at $DOUDI; run: cargo build --release -p cli -- 请先编译"
trap 'rm -f "$FOLDER"/raw.db "$FOLDER"/raw.db-*' EXIT

# The number before or after a word in what the raw program printed.
before() { sed -n "s|.*[ :]\([0-9.]*\) $2.*|\1|p" <<<"$1" | head -n1; }
after() { sed -n "s|.*$2\([0-9.]*\).*|\1|p" <<<"$1" | head -n1; }
# A figure of the last line of `doudi bench --json`.
figure() { tail -n1 <<<"$1" | grep -o "\"$2\":[0-9.]*" | cut -d: -f2; }
over() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.3f", (b > 0) ? a / b : 0 }'; }
middle() { sort -g | awk '{ all[NR] = $1 } END { print all[int((NR + 1) / 2)], "[" all[1] " to " all[NR] "]" }'; }

bench() { "$DOUDI" bench --lang en --json --folder "$FOLDER" --rounds 1 --seconds "$TURN" "$@"; }
raw() { "$RAW" "$@" --db "$FOLDER/raw.db" --secs "$TURN"; }

clients() {
  local how=()
  [ "$MODE" != http ] || how=(--http)
  local ratios="" round
  for round in $(seq "$ROUNDS"); do
    local told ours
    told="$(raw "$MODE" --clients "$CLIENTS")"
    ours="$(bench --clients "$CLIENTS" --open "$OPEN_BEFORE" "${how[@]}")"
    local bare steps
    bare="$(before "$told" steps/s)"; steps="$(figure "$ours" steps_per_s)"
    printf 'round %s: raw %s steps/s, %s us a command, p50 %s ms; doudi %s steps/s, %s ms a command, p50 %s ms, p99 %s ms, %s MiB; ratio %s, p50 %s\n' \
      "$round" "$bare" "$(after "$told" 'cpu/op ')" "$(after "$told" p50=)" "$steps" "$(figure "$ours" cpu_ms_per_command)" \
      "$(figure "$ours" p50_ms)" "$(figure "$ours" p99_ms)" "$(figure "$ours" rss_mib)" "$(over "$steps" "$bare")" \
      "$(over "$(figure "$ours" p50_ms)" "$(after "$told" p50=)")"
    ratios+="$(over "$steps" "$bare")"$'\n'
  done
  printf 'ratio, middle of the rounds: %s\n' "$(printf '%s' "$ratios" | middle)"
}

growth() {
  local open
  for open in "$OPEN_BEFORE" "$OPEN"; do
    printf 'raw:   %s\n' "$(raw batch --batch "$CLIENTS" --open "$open" | tail -n1)"
    printf 'doudi: %s\n' "$(bench --clients "$CLIENTS" --open "$open" | tail -n1)"
  done
}

timers() {
  local round
  for round in $(seq "$ROUNDS"); do
    printf 'raw:   %s\n' "$("$RAW" timers --claim 512 --db "$FOLDER/raw.db")"
    printf 'doudi: %s\n' "$(bench --due 100000 | tail -n1)"
  done
}

case "$MODE" in
  writer | http) clients ;;
  growth) growth ;;
  timers) timers ;;
  *) fail "expected writer, http, growth or timers, found '$MODE' -- 应为 writer、http、growth 或 timers" ;;
esac
