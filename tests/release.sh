#!/bin/bash
# tests/release.sh [STEP...]: what is done once per release; without a step all of them, in this order. FUZZ_SECONDS=600 is the
# time each fuzz target gets. Every step ends the script if its tool fails, finds something or did not do its work; what came out is
# printed as a table in the end, also of a script that fails, and kept in build/release.md for tests/README.md.
#   faults   every case of tests/faults, with all random mutations and kills (release build)
#   nation   kills and stops of the whole country, and what checksums and checkpoints cost
#   fuzz     six fuzz targets with the address and undefined-behaviour sanitizers
#   asan     the whole suite with the same sanitizers
#   readers  the files in R, and in QGIS and LibreOffice where these are installed
set -euo pipefail
cd "$(dirname "$0")/.."
export FUZZ_SECONDS=${FUZZ_SECONDS:-600}
mkdir -p build
log=build/release.log
steps=("$@")
[ $# -gt 0 ] || steps=(faults nation fuzz asan readers)
for step in "${steps[@]}"; do
    [[ " faults nation fuzz asan readers " == *" $step "* ]] ||
        { echo "no step '$step', expected faults, nation, fuzz, asan or readers" >&2; exit 2; }
done

table=("| step | what | figure |" "|---|---|---|")
row() { table+=("| $1 | $2 | $3 |"); }

die() {
    echo "$1" >&2
    row "$step" "FAILED" "$1"
    exit 1
}

finish() {
    local code=$?
    [ "$code" -eq 0 ] || [[ "${table[-1]}" == *FAILED* ]] || row "$step" "FAILED" "exit $code"
    printf '%s\n' "" "${table[@]}" | tee build/release.md
}
trap finish EXIT

# Runs a tool, shows and keeps what it says; ends the script if it fails.
must() {
    local code=0
    "$@" 2>&1 | tee "$log" || code=$?
    [ "$code" -eq 0 ] || die "exit $code of $*"
}

# Puts into `figure` what the tool said last that fits, which it must have said.
said() {
    figure=$(grep -oE "$1" "$log" | tail -1) || die "nobody said '$1'"
}

release() {
    must cmake --preset release
    must cmake --build --preset release --target legekart make_country fault_shim
}

faults() {
    release
    must /usr/bin/python3 tests/faults/run.py build/release/runs/legekart build/release/tests/make_country \
        build/release/tests/libfault_shim.so --full --table build/faults.md
    said '\| all \|.*'
    local kinds cases held broke void
    IFS='|' read -r _ _ kinds cases held broke void _ <<<"$figure"
    [ "$((broke))" -eq 0 ] && [ "$((held))" -gt 0 ] || die "$((broke)) cases broke, $((held)) held"
    row faults "kinds, cases, held, void here" "$((kinds)), $((cases)), $((held)), $((void))"
}

nation() {
    release
    must /usr/bin/python3 tests/faults/nation.py build/release/runs/legekart
    said '[0-9]+ of them, [0-9]+ not to the same bytes, longest wait [0-9.]+ s'
    [[ "$figure" == *", 0 not to"* && "$figure" != 0* ]] || die "$figure"
    row nation "kills and stops" "$figure"
    said 'reading all files once for their checksums: .*'
    row nation "checksums, checkpoints" "$figure"
}

fuzz() {
    must runs/install.sh tests/release-packages.txt
    must cmake --preset fuzz
    local targets="scenario measure tables json_stat snapshot roads" target found
    found=build/fuzz/crash
    mkdir -p "$found" build/fuzz/again  # what the child leaves when an input is read again
    [ -z "$(ls "$found")" ] || die "$found still holds findings of an earlier run: mend them, keep them as a test, and take them away"
    for target in $targets; do must cmake --build --preset fuzz --target "fuzz_$target"; done
    for target in $targets; do
        mkdir -p "build/fuzz/found/$target"
        echo "fuzz_$target for $FUZZ_SECONDS s"
        # A leak is none when a library keeps what it will use again; memory is bounded, so is the time of one input.
        must env ASAN_OPTIONS=detect_leaks=0:allocator_may_return_null=1 "build/fuzz/tests/fuzz_$target" \
            -max_total_time="$FUZZ_SECONDS" -timeout=30 -report_slow_units=30 -rss_limit_mb=3000 -max_len=200000 \
            -print_final_stats=1 -artifact_prefix="$found/" "build/fuzz/found/$target" "tests/fuzz/corpus/$target"
        said 'stat::number_of_executed_units: *[0-9]+'
        local runs=${figure##*[: ]} left children=0
        # The child that reads a file first may crash, and leaves its input here; the reader itself must not.
        for left in "$found"/*; do
            [ -e "$left" ] || continue
            must env ASAN_OPTIONS=detect_leaks=0:allocator_may_return_null=1 "build/fuzz/tests/fuzz_$target" \
                -timeout=30 -rss_limit_mb=3000 -artifact_prefix=build/fuzz/again/ "$left"
            rm "$left"
            children=$((children + 1))
        done
        [ "$runs" -gt 0 ] || die "fuzz_$target ran nothing"
        row fuzz "$target, inputs run in $FUZZ_SECONDS s" "$runs"
        [ "$children" -eq 0 ] || row fuzz "$target, inputs that only the child ended on" "$children"
    done
}

asan() {
    must cmake --preset asan
    must cmake --build --preset asan
    must tests/page/run.sh --fetch
    must env ASAN_OPTIONS=detect_leaks=0 ctest --preset asan -j "$(nproc)"
    said '[0-9]+% tests passed, [0-9]+ tests failed out of [0-9]+'
    [[ "$figure" == "100% tests passed, 0 tests failed out of "[1-9]* ]] || die "$figure"
    row asan "tests" "$figure"
}

readers() {
    must runs/install.sh tests/release-packages.txt
    release
    local folder rows
    folder=$(mktemp -d)
    must build/release/tests/make_country "$folder" 6 3000 12
    must build/release/runs/legekart run "$folder/small.toml" -o "$folder/x.nc"
    must tests/data/read_by_r.R "$folder/x.nc"
    said 'R: [1-9][0-9]* municipalities, [1-9][0-9]* months.*'
    row readers "R" "${figure#R: }"
    if command -v soffice >/dev/null; then
        must build/release/runs/legekart export "$folder/x.nc" -o "$folder/x.xlsx"
        must soffice --headless --convert-to csv --outdir "$folder" "$folder/x.xlsx"
        rows=$(($(wc -l <"$folder/x.csv") - 1))
        [ "$rows" -ge 6 ] || die "LibreOffice reads $rows rows of x.xlsx, expected one for each of 6 municipalities"
        row readers "LibreOffice, rows of x.xlsx" "$rows"
    else
        row readers "LibreOffice" "not installed"
    fi
    if command -v qgis_process >/dev/null; then
        must env QT_QPA_PLATFORM=offscreen qgis_process run native:layerinfo -- INPUT="$folder/x.nc"
        said 'FEATURE_COUNT: *[1-9][0-9]*|Feature count: *[1-9][0-9]*'
        row readers "QGIS" "$figure"
    else
        row readers "QGIS" "not installed"
    fi
    rm -r "$folder"
}

for step in "${steps[@]}"; do
    echo "== $step"
    begin=$SECONDS
    "$step"
    row "$step" "seconds" "$((SECONDS - begin))"
done
