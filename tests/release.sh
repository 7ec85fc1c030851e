#!/bin/bash
# tests/release.sh [STEP...]: what is done once per release; without a step all of them, in this order. FUZZ_SECONDS=600 is the
# time each fuzz target gets. What came out is written down in tests/README.md.
#   faults   every case of tests/faults, with all random mutations and kills (release build)
#   nation   kills and stops of the whole country, and what checksums and checkpoints cost
#   fuzz     six fuzz targets with the address and undefined-behaviour sanitizers
#   asan     the whole suite with the same sanitizers
#   readers  the files in R, QGIS and LibreOffice, where these are installed
set -euo pipefail
cd "$(dirname "$0")/.."
export FUZZ_SECONDS=${FUZZ_SECONDS:-600}

release() {
    cmake --preset release
    cmake --build --preset release --target legekart make_country fault_shim
}

faults() {
    release
    /usr/bin/python3 tests/faults/run.py build/release/runs/legekart build/release/tests/make_country \
        build/release/tests/libfault_shim.so --full --table build/faults.md
}

nation() {
    release
    /usr/bin/python3 tests/faults/nation.py build/release/runs/legekart
}

fuzz() {
    runs/install.sh tests/release-packages.txt
    cmake --preset fuzz
    local targets="scenario measure tables json_stat snapshot roads" target
    for target in $targets; do cmake --build --preset fuzz --target "fuzz_$target"; done
    for target in $targets; do
        mkdir -p "build/fuzz/found/$target" "build/fuzz/crash"
        echo "fuzz_$target for $FUZZ_SECONDS s"
        # A leak is none when a library keeps what it will use again; memory is bounded, so is the time of one input.
        ASAN_OPTIONS=detect_leaks=0:allocator_may_return_null=1 "build/fuzz/tests/fuzz_$target" -max_total_time="$FUZZ_SECONDS" \
            -timeout=30 -rss_limit_mb=3000 -max_len=200000 -print_final_stats=1 -artifact_prefix=build/fuzz/crash/ \
            "build/fuzz/found/$target" "tests/fuzz/corpus/$target" 2>&1 | grep -E "ERROR|SUMMARY|stat::number_of_executed|Done" || true
    done
    [ -z "$(ls build/fuzz/crash)" ] || { echo "findings in build/fuzz/crash"; exit 1; }
}

asan() {
    cmake --preset asan
    time cmake --build --preset asan
    tests/page/run.sh --fetch
    time ASAN_OPTIONS=detect_leaks=0 ctest --preset asan -j "$(nproc)"
}

readers() {
    runs/install.sh tests/release-packages.txt
    release
    local folder
    folder=$(mktemp -d)
    build/release/tests/make_country "$folder" 6 3000 12 >/dev/null
    build/release/runs/legekart run "$folder/small.toml" -o "$folder/x.nc" >/dev/null
    tests/data/read_by_r.R "$folder/x.nc"
    if command -v soffice >/dev/null; then
        build/release/runs/legekart export "$folder/x.nc" -o "$folder/x.xlsx"
        (cd "$folder" && soffice --headless --convert-to csv x.xlsx >/dev/null && head -2 x.csv)
    fi
    if command -v qgis_process >/dev/null; then
        QT_QPA_PLATFORM=offscreen qgis_process run native:layerinfo -- INPUT="$folder/x.nc" || true
    fi
    rm -r "$folder"
}

steps=("$@")
[ $# -gt 0 ] || steps=(faults nation fuzz asan readers)
for step in "${steps[@]}"; do
    echo "== $step"
    begin=$SECONDS
    "$step"
    echo "== $step took $((SECONDS - begin)) s"
done
