#!/bin/bash
# From nothing to a map of GP coverage: installs what is missing, builds Legekart, simulates ten years of all of Norway
# and draws the coverage map at the start and at the end. Safe to run again; a second run takes seconds.
set -euo pipefail
cd "$(dirname "$0")/.."

echo "1/4 packages"
runs/install.sh runs/packages.txt

echo "2/4 build (preset release)"
mkdir -p build/release runs/output
build_log=build/release/quickstart.log
{ cmake --preset release -DBUILD_TESTING=OFF && cmake --build --preset release; } >"$build_log" 2>&1 || {
    tail -40 "$build_log" >&2
    echo "the build failed; the whole log is $build_log" >&2
    exit 1
}
legekart=build/release/runs/legekart

echo "3/4 simulate runs/scenarios/baseline-2026.toml: ten possible futures of 120 months, 5.6 million people"
simulate() { "$legekart" run runs/scenarios/baseline-2026.toml --replicates "$1" -o runs/output/baseline-2026.nc; }
SECONDS=0
simulate 10
if ((SECONDS < 20)); then simulate 30; fi # thirty within a minute

echo "4/4 maps"
"$legekart" map runs/output/baseline-2026.nc --month 2026-01 -o runs/output/baseline-2026-start.png
"$legekart" map runs/output/baseline-2026.nc -o runs/output/baseline-2026-end.png

cat <<END

Done. Look at:
  runs/output/baseline-2026-start.png  patients without a GP, 1 January 2026 (official figures)
  runs/output/baseline-2026-end.png    the same ten years later if nothing changes, mean of the futures drawn
  runs/output/baseline-2026.nc         everything, by municipality and month; opens in QGIS, Python, R

Next:
  $legekart info runs/output/baseline-2026.nc
  $legekart map runs/output/baseline-2026.nc --area Nordland --size slide -o nordland.png
  $legekart run runs/scenarios/rural-pay.toml --replicates 10 -o rural-pay.nc
  $legekart compare runs/output/baseline-2026.nc rural-pay.nc --area Nordland
END
