#!/usr/bin/python3
"""run.py PROGRAM MAKE_COUNTRY SHIM [--full] [--only WORD] [--table FILE]: breaks the program on purpose and judges what comes of it.

The program runs as an ordinary user on the tiny country; nothing outside a scratch folder is touched. Ends with a table of the cases.
Cases with two numbers of times have the second one with --full, which tests/run.sh --release asks for. Needs Debian's
/usr/bin/python3 with tests/packages.txt: what could be installed and is not breaks a case."""
import argparse
import sys
import time
import traceback
from collections import Counter

sys.path.insert(0, __file__.rsplit("/", 1)[0])
import world as stage  # noqa: E402
import disks, flips, folders, kills, outputs, texts  # noqa: E401, E402, F401


def main():
    words = argparse.ArgumentParser()
    words.add_argument("program")
    words.add_argument("make_country")
    words.add_argument("shim")
    words.add_argument("--full", action="store_true")
    words.add_argument("--only", default="")
    words.add_argument("--table", default="")
    words = words.parse_args()
    world = stage.World(words.program, words.make_country, words.shim, words.full)
    held, broke, void, seconds, names, faults = Counter(), Counter(), Counter(), Counter(), {}, []
    try:
        for family, function, times in stage.cases:
            if words.only not in f"{family}: {function.__name__}":
                continue
            count = times if isinstance(times, int) else times[words.full]
            names.setdefault(family, []).append(function.__name__)
            for number in range(count):
                begin = time.monotonic()
                try:
                    excuse = function(world) if times == 1 else function(world, number)
                    assert excuse is None or isinstance(excuse, stage.CannotBe), f"nothing was tested: {excuse}"
                    (void if excuse else held)[family] += 1
                    if excuse:
                        print(f"void: {family}: {function.__name__} {number}: {excuse}", flush=True)
                except Exception as error:  # noqa: BLE001: whatever broke is told
                    broke[family] += 1
                    where = traceback.extract_tb(error.__traceback__)[-1]
                    faults.append(f"{family}: {function.__name__} {number}: {error or repr(error)} ({where.name}:{where.lineno})")
                    print("BROKE " + faults[-1], flush=True)
                seconds[family] += time.monotonic() - begin
    finally:
        world.close()
    table = ["| family | kinds | cases | held | broke | void here | seconds |", "|---|---|---|---|---|---|---|"]
    for family, kinds in names.items():
        table.append(f"| {family} | {len(kinds)} | {held[family] + broke[family] + void[family]} | {held[family]} | {broke[family]} "
                     f"| {void[family]} | {seconds[family]:.0f} |")
    table.append(f"| all | {sum(map(len, names.values()))} | {held.total() + broke.total() + void.total()} | {held.total()} "
                 f"| {broke.total()} | {void.total()} | {seconds.total():.0f} |")
    print("\n".join(table))
    if words.table:
        with open(words.table, "w", encoding="utf-8") as file:
            file.write("\n".join(table + [""] + faults) + "\n")
    return 1 if broke.total() or not held.total() else 0


if __name__ == "__main__":
    sys.exit(main())
