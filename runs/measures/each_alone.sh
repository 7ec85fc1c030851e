#!/bin/bash
# Every measure alone from 2026 against no measure at all, as one table.
# usage: runs/measures/each_alone.sh FOLDER [MONTHS=36] [REPLICATES=30]    about a minute per measure on two cores
# Safe to run again: what is done is kept, so take a new folder for another version of the program or of a measure.
set -euo pipefail
folder=${1:?the folder to work in}
months=${2:-36}
replicates=${3:-30}
home=$(cd "$(dirname "$0")/../.." && pwd)
legekart=${LEGEKART:-$home/build/release/runs/legekart}
mkdir -p "$folder"

run() { # NAME MEASURES CHANGES
    [ -f "$folder/$1.nc" ] && return
    cat > "$folder/$1.toml" <<END
name = "$1"
measures_folder = "$home/runs/measures"
measures = [$2]
$3
[run]
start = "2026-01"
months = $months
replicates = $replicates
[inputs]
folder = "$home/data/norway"
END
    echo "$1"
    "$legekart" run "$folder/$1.toml" -o "$folder/$1.nc"
}

run none "" ""
files=()
for file in "$home"/runs/measures/*.toml; do
    name=$(basename "$file" .toml)
    run "$name" "\"$name\"" "[measure.$name]
from = \"2026-01\""
    files+=("$folder/$name.nc")
done
"$legekart" compare "$folder/none.nc" "${files[@]}" --language en --discount 4 --tax-cost 20 \
    -o "$folder/each_alone.xlsx" -o "$folder/each_alone.csv" \
    -o "$folder/each_alone.md" > "$folder/each_alone.txt"
echo "wrote $folder/each_alone.md, .txt, .csv and .xlsx in $SECONDS s"
