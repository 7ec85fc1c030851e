#!/bin/bash
# check_release.sh: tests/release.sh itself, in a tree where every tool is a line of shell that says what the real one says. Each step
# must hold when they do and end with a failure, named in the table, when a tool fails, finds something or does nothing.
set -euo pipefail
tests=$(cd "$(dirname "$0")" && pwd)
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT

tool() {  # FILE LINE
    mkdir -p "$(dirname "$tree/$1")"
    printf '#!/bin/bash\n%s\n' "$2" >"$tree/$1"
    chmod +x "$tree/$1"
}
python_tool() {  # FILE WORDS EXIT
    mkdir -p "$(dirname "$tree/$1")"
    printf 'print("""%s""")\nraise SystemExit(%s)\n' "$2" "$3" >"$tree/$1"
}

fuzzed='echo stat::number_of_executed_units: 1234'
all_is_well() {
    rm -rf "${tree:?}"/*
    mkdir -p "$tree/tests"
    cp "$tests/release.sh" "$tree/tests"
    tool bin/cmake true
    tool bin/ctest 'echo "100% tests passed, 0 tests failed out of 700"'
    tool bin/soffice 'for last; do :; done; printf "head\n1\n2\n3\n4\n5\n6\n" > "${last%.xlsx}.csv"'
    tool bin/qgis_process 'echo "FEATURE_COUNT: 6"'
    tool runs/install.sh true
    tool tests/page/run.sh true
    tool tests/data/read_by_r.R 'echo "R: 6 municipalities, 13 months, 40 patients without a GP at the end"'
    tool build/release/runs/legekart true
    tool build/release/tests/make_country true
    for target in scenario measure tables json_stat snapshot roads; do tool "build/fuzz/tests/fuzz_$target" "$fuzzed"; done
    python_tool tests/faults/run.py '| all | 60 | 400 | 398 | 0 | 2 | 300 |' 0
    python_tool tests/faults/nation.py '20 of them, 0 not to the same bytes, longest wait 3.9 s
reading all files once for their checksums: 0.1 s' 0
}

bad=0
holds() {  # STEP...
    if ! PATH="$tree/bin:$PATH" "$tree/tests/release.sh" "$@" >"$tree/out" 2>&1 || grep -q FAILED "$tree/out"; then
        echo "release.sh $* must hold:"; cat "$tree/out"; bad=1
    fi
}
fails() {  # STEP WHY: the tools as they were made bad
    if PATH="$tree/bin:$PATH" "$tree/tests/release.sh" "$1" >"$tree/out" 2>&1 || ! grep -q "^| $1 | FAILED | " "$tree/out"; then
        echo "release.sh $1 must fail: $2"; cat "$tree/out"; bad=1
    fi
    all_is_well
}

all_is_well
holds
for row in '| faults | kinds, cases, held, void here | 60, 400, 398, 2 |' '| fuzz | roads, inputs run in 600 s | 1234 |' \
    '| asan | tests | 100% tests passed, 0 tests failed out of 700 |' '| readers | LibreOffice, rows of x.xlsx | 6 |'; do
    grep -qxF "$row" "$tree/build/release.md" || { echo "the table lacks $row"; bad=1; }
done
for step in faults nation fuzz asan readers; do tool bin/cmake 'exit 1'; fails "$step" "cmake does"; done
python_tool tests/faults/run.py '| all | 60 | 400 | 398 | 0 | 2 | 300 |' 1; fails faults "it says so"
python_tool tests/faults/run.py '| all | 60 | 400 | 397 | 1 | 2 | 300 |' 0; fails faults "a case broke"
python_tool tests/faults/run.py '' 0; fails faults "there is no table"
python_tool tests/faults/nation.py '20 of them, 1 not to the same bytes, longest wait 3.9 s' 1; fails nation "other bytes"
python_tool tests/faults/nation.py '0 of them, 0 not to the same bytes, longest wait 0.0 s' 0; fails nation "nothing was killed"
tool build/fuzz/tests/fuzz_tables "$fuzzed; exit 77"; fails fuzz "the fuzzer ends so"
left='touch build/fuzz/crash/crash-1; for last; do :; done; [[ $last != */crash-1 ]]'
tool build/fuzz/tests/fuzz_tables "$fuzzed; $left || exit 77"; fails fuzz "it left a finding that is one when read again"
tool build/fuzz/tests/fuzz_tables "$fuzzed; $left || exit 0"; holds fuzz; all_is_well
tool build/fuzz/tests/fuzz_tables 'echo stat::number_of_executed_units: 0'; fails fuzz "it ran nothing"
mkdir -p "$tree/build/fuzz/crash"; touch "$tree/build/fuzz/crash/crash-1"; fails fuzz "an old finding lies there"
tool bin/ctest 'echo "99% tests passed, 1 tests failed out of 700"; exit 8'; fails asan "a test failed"
tool bin/ctest 'echo "No tests were found!!!"'; fails asan "there was no test"
tool tests/data/read_by_r.R 'exit 1'; fails readers "R cannot read it"
tool bin/soffice 'for last; do :; done; echo head > "${last%.xlsx}.csv"'; fails readers "the spreadsheet is empty"
tool bin/qgis_process 'echo "FEATURE_COUNT: 0"'; fails readers "the layer is empty"
tool build/release/runs/legekart 'exit 2'; fails readers "the program fails"
"$tree/tests/release.sh" nothing >/dev/null 2>&1 && { echo "a step that is none must be refused"; bad=1; }
exit $bad
