# shellcheck shell=bash
# Sets up a Debian machine for run.sh and test.sh, which source this file. Uses what is there, installs only what is missing,
# and can be run any number of times. Needs root or sudo only if something is missing.

RUST_MINIMUM="1.95"
NODE_MINIMUM=20
APT_ATTEMPTS_MAX=5
APT_PAUSE_S=10
APT_LOCK_WAIT_S=300
NEXTEST_BUILD_S_MAX=900

say() { printf '%s\n' "== $*" >&2; }
fail() { printf '%s\n' "!! $*" >&2; exit 1; }

as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"
  elif command -v sudo >/dev/null; then sudo "$@"
  else fail "expected root or sudo, to run: $* -- 需要 root 权限或 sudo"
  fi
}

# apt-get that waits for whoever holds its locks, and tries again when a mirror stumbles.
apt() {
  command -v apt-get >/dev/null || fail "expected a Debian machine, found no apt-get; install by hand: $*"
  local attempt
  for attempt in $(seq "$APT_ATTEMPTS_MAX"); do
    if as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o "DPkg::Lock::Timeout=$APT_LOCK_WAIT_S" "$@" >&2; then
      return 0
    fi
    say "apt-get $1 failed (attempt $attempt of $APT_ATTEMPTS_MAX)"
    [ "$attempt" -eq "$APT_ATTEMPTS_MAX" ] || sleep "$APT_PAUSE_S"
  done
  fail "apt-get $* failed $APT_ATTEMPTS_MAX times"
}

APT_LISTS_ARE_FRESH=""

install_packages() {
  if [ -z "$APT_LISTS_ARE_FRESH" ]; then
    apt update
    APT_LISTS_ARE_FRESH=yes
  fi
  say "installing: $*"
  apt install --no-install-recommends "$@"
}

has_package() { [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

# What Rust crates that carry C (SQLite, ring) are built with.
set_up_compiler() {
  local missing=()
  command -v cc >/dev/null || missing+=(gcc libc6-dev)
  command -v pkg-config >/dev/null || missing+=(pkg-config)
  command -v curl >/dev/null || missing+=(curl)
  command -v openssl >/dev/null || missing+=(openssl)
  [ -e /etc/ssl/certs/ca-certificates.crt ] || missing+=(ca-certificates)
  [ ${#missing[@]} -eq 0 ] || install_packages "${missing[@]}"
}

# Rust by rustup where there is none. Where there is one it is used as it is: no toolchain is pinned, so none is downloaded
# behind the user's back.
set_up_rust() {
  if ! command -v cargo >/dev/null && [ -f "$HOME/.cargo/env" ]; then
    # shellcheck source=/dev/null
    . "$HOME/.cargo/env"
  fi
  if ! command -v cargo >/dev/null; then
    say "installing Rust with rustup"
    curl --proto '=https' --tlsv1.2 -fsSL --retry 3 https://sh.rustup.rs | sh -s -- -y --no-modify-path --profile default >&2
    # shellcheck source=/dev/null
    . "$HOME/.cargo/env"
  fi
  local found
  found="$(cargo --version | cut -d' ' -f2)"
  if [ "$(printf '%s\n' "$RUST_MINIMUM" "$found" | sort -V | head -n1)" != "$RUST_MINIMUM" ]; then
    fail "expected Rust $RUST_MINIMUM or newer, found $found; run: rustup update stable -- Rust 版本过低，请先升级"
  fi
}

set_up_checkers() {
  cargo fmt --version >/dev/null 2>&1 && cargo clippy --version >/dev/null 2>&1 && return 0
  command -v rustup >/dev/null || fail "expected cargo fmt and cargo clippy; install rustfmt and clippy beside this Rust"
  rustup component add rustfmt clippy >&2
}

# A real PostgreSQL for the tests. Only the programs are wanted: each test starts a server of its own, so Debian is told to
# make and start none.
set_up_postgresql() {
  local program
  for program in /usr/lib/postgresql/*/bin/initdb; do
    [ ! -x "$program" ] || return 0
  done
  if ! has_package postgresql-common; then
    install_packages postgresql-common
    as_root mkdir -p /etc/postgresql-common/createcluster.d
    echo 'create_main_cluster = false' | as_root tee /etc/postgresql-common/createcluster.d/doudi.conf >/dev/null
  fi
  install_packages postgresql
}

# A real mail server for the tests, for Debian's own interpreter.
set_up_mail_server() {
  /usr/bin/python3 -c 'import aiosmtpd' 2>/dev/null || install_packages python3-aiosmtpd
}

# The test runner. Built without its self-updater and unoptimised, since it only starts our tests: some three minutes on two
# cores. A machine that cannot build it runs the same tests with `cargo test`, see `run_tests` in test.sh.
set_up_test_runner() {
  cargo nextest --version >/dev/null 2>&1 && return 0
  say "building cargo-nextest (once; a few minutes)"
  timeout "$NEXTEST_BUILD_S_MAX" cargo install cargo-nextest --locked --debug \
    --no-default-features --features default-no-update >&2 || say "cargo-nextest could not be built; using cargo test"
}

# A real browser for the tests of the screens, and a font that has Chinese.
set_up_browser() {
  local missing=()
  command -v chromium >/dev/null || missing+=(chromium)
  [ -n "$(fc-list :lang=zh 2>/dev/null | head -n1)" ] || missing+=(fonts-noto-cjk)
  [ ${#missing[@]} -eq 0 ] || install_packages "${missing[@]}"
}

node_is_new_enough() {
  command -v npm >/dev/null && node -e "process.exit(Number(process.versions.node.split('.')[0]) < $NODE_MINIMUM ? 1 : 0)" 2>/dev/null
}

# Builds the pages of the application. Debian 12 has an older Node than they need; then Node comes by its own package.
set_up_pages() {
  if ! node_is_new_enough; then
    command -v npm >/dev/null || install_packages nodejs npm
    node_is_new_enough || as_root npm install --global --no-audit --no-fund "node@$NODE_MINIMUM" >&2
    hash -r
  fi
  node_is_new_enough || return 1
  say "building the pages"
  web/build.sh >&2
}

set_up_for_running() {
  set_up_compiler
  set_up_rust
}

set_up_for_testing() {
  set_up_for_running
  set_up_checkers
  set_up_postgresql
  set_up_mail_server
  set_up_test_runner
  set_up_browser
}
