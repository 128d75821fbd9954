#!/usr/bin/env bash
# Builds the fuzz targets with coverage counters and runs each for some seconds: fuzz/run.sh [SECONDS] [TARGET...]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

SECONDS_EACH="${1:-300}"
[ $# -eq 0 ] || shift
TARGETS=("$@")
[ ${#TARGETS[@]} -gt 0 ] || TARGETS=(yaml expression importers xlsx)

# Coverage of every edge, and comparisons traced, as cargo-fuzz asks for it. A target is named so that build scripts go without.
export RUSTFLAGS="--cfg fuzzing -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table -Cllvm-args=-sanitizer-coverage-trace-compares"
HOST="$(rustc -vV | sed -n 's/^host: //p')"
cargo build --release --target "$HOST" --bins
BUILT="${CARGO_TARGET_DIR:-target}/$HOST/release"

seed() {
  mkdir -p "corpus/$1" "artifacts/$1"
  case "$1" in
    yaml) find ../workflows ../tests/semantics ../engine/scenario/tests -name '*.yaml' -exec cp -n {} corpus/yaml/ \; ;;
    expression) grep -rhoE '(when|formula|amount|value): .*' ../workflows/processes | sed -E 's/^[a-z]+: //' | split -l 1 - corpus/expression/line- ;;
    importers) find ../engine/authoring ../engine/cli -path '*target*' -prune -o \( -name '*.json' -o -name '*.bpmn' -o -name '*.scxml' -o -name '*.dmn' -o -name '*.xml' \) -exec cp -n {} corpus/importers/ \; ;;
    xlsx) [ -n "$(ls corpus/xlsx)" ] || printf 'PK' > corpus/xlsx/empty ;;
  esac
}

for target in "${TARGETS[@]}"; do
  seed "$target"
  "$BUILT/$target" "corpus/$target" -max_total_time="$SECONDS_EACH" -timeout=10 -rss_limit_mb=1024 -max_len=20000 \
    -artifact_prefix="artifacts/$target/" -print_final_stats=1
done
