#!/usr/bin/env bash
# Builds the pages into dist/pages, from where the Rust build takes them. Needs Node 20 or newer and its package registry once.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
if [ ! -e node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
  npm ci --no-audit --no-fund
fi
npm run --silent build
