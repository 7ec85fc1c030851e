#!/bin/bash
# Tests the report page and the viewer in the system's Chromium: makes snapshots and pages with the program, then runs every
# *.test.mjs here. Usage: tests/page/run.sh LEGEKART [FILE.test.mjs ...], or --fetch to fetch what the lock files name and stop.
set -euo pipefail
program=$1
[ "$program" = --fetch ] || program=$(realpath "$program")
shift
cd "$(dirname "$0")"
missing() {
    echo "page tests: $1" >&2
    exit 1
}
for tool in node npm /usr/bin/chromium; do
    command -v "$tool" >/dev/null || missing "$tool is not installed; run: runs/install.sh tests/packages.txt"
done
# What the lock files name is fetched once; a newer lock file fetches anew.
for folder in . ../../viz/page; do
    [ "$folder/node_modules/.package-lock.json" -nt "$folder/package-lock.json" ] && continue
    npm ci --prefix "$folder" --no-audit --no-fund --loglevel=error >&2 || missing "npm ci failed in tests/page/$folder; it needs the npm registry once"
    touch "$folder/node_modules/.package-lock.json"
done
[ "$program" = --fetch ] && exit

[ $# -gt 0 ] || set -- *.test.mjs
files=$(mktemp -d)
trap 'rm -rf "$files"' EXIT
scenario=../../runs/scenarios/baseline-2026.toml
other="--set parameters.gp_exit.base=0.03"
# A scenario finds its measures beside its folder.
mkdir "$files/scenarios"
ln -s "$PWD/../../runs/measures" "$files/measures"
sed -e 's/^title = .*/title = "Another future"/' -e "s/^title_no = .*/title_no = 'En annen framtid'/" \
    -e "s#^folder = .*#folder = \"$PWD/../../data/norway\"#" "$scenario" >"$files/scenarios/other.toml"
run() { # OUTPUT SCENARIO OPTIONS: the start, fourteen months (or $months) and two Januaries
    "$program" run "$2" --months "${months:-14}" --progress never -o "$files/$1" "${@:3}" >/dev/null
}
run a.nc "$scenario" --replicates 1
run b.nc "$files/scenarios/other.toml" --seed 9 --replicates 1 $other
run ra.nc "$scenario" --replicates 4
run rb.nc "$files/scenarios/other.toml" --replicates 4 $other
months=16 run rc.nc "$files/scenarios/other.toml" --replicates 4 $other
months=2 run rd.nc "$files/scenarios/other.toml" --seed 2 --replicates 2 $other
months=24 run alone.nc "$scenario" --only Finnmark --replicates 2
page() { # OUTPUT OPTIONS
    "$program" report "${@:2}" -o "$files/$1" >/dev/null
}
page one.html "$files/a.nc"
page two.html "$files/a.nc" "$files/b.nc"
page runs.html "$files/ra.nc" "$files/rb.nc"
page mixed.html "$files/ra.nc" "$files/b.nc"
page alone.html "$files/alone.nc"
page unlike.html "$files/ra.nc" "$files/rc.nc"
page viewer.html --viewer
LEGEKART_PROGRAM=$program LEGEKART_TEST_FILES=$files node --test --test-concurrency=1 "$@"
