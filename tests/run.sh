#!/bin/bash
# Installs what building and testing need, builds with asserts on, and runs every test. Safe to run again.
# tests/run.sh --release [STEP...]: besides what takes hours and is done before a release (tests/release.sh).
set -euo pipefail
cd "$(dirname "$0")/.."

if [ "${1:-}" = --release ]; then
    shift
    exec tests/release.sh "$@"
fi

echo "1/3 packages"
runs/install.sh runs/packages.txt tests/packages.txt

echo "2/3 build (preset dev: optimised, asserts on)"
cmake --preset dev
cmake --build --preset dev

echo "3/3 tests"
tests/page/run.sh --fetch
ctest --preset dev --progress -j "$(nproc)"

cat <<END

All tests passed. Next: ./runs/quickstart.sh simulates all of Norway and draws a map.
END
