#!/usr/bin/env bash
# Tests the screens in Debian's Chromium, on the pages inside the built program. What follows goes to `node --test`.
#   PICTURES=docs/screenshots/new web/test.sh   takes pictures of every screen as well
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
if [ ! -e tools/node_modules/.package-lock.json ]; then
  (cd tools && npm ci --no-audit --no-fund)
fi
exec node --test --test-concurrency=1 "$@" test/*.test.mjs
