#!/usr/bin/env bash
# Builds Doudi and starts the demonstration; Ctrl-C stops it, a second start keeps its data.
#   ./run.sh                          on http://127.0.0.1:8080, data in data-demo/
#   ./run.sh --listen 127.0.0.1:9000  arguments go to `doudi demo`; `./run.sh --help` lists them
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
. scripts/setup.sh

set_up_for_running
# The server runs without its pages too, and says at its address how to get them.
set_up_pages || say "the pages could not be built; the server will say how to get them"

# An optimised build takes two and a half times as long (655 against 240 seconds of processor time for the dependencies
# alone) and the demonstration does not need it. Who has made one (`cargo build --release -p cli`) gets it kept up to date.
built="${CARGO_TARGET_DIR:-target}"
if [ -x "$built/release/doudi" ]; then profile=release; else profile=debug; fi
say "building ($profile); the first time takes a few minutes"
case "$profile" in
  release) cargo build --locked --release -p cli ;;
  debug) cargo build --locked -p cli ;;
esac

# Other names than `serve` uses, so that a demonstration never meets real data. Options on the command line win.
export DOUDI_DATA="${DOUDI_DATA:-data-demo}"
export DOUDI_LISTEN="${DOUDI_LISTEN:-127.0.0.1:8080}"

# exec, so that Ctrl-C and a termination signal reach the server itself.
exec "$built/$profile/doudi" demo "$@"
