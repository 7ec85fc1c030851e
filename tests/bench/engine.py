#!/usr/bin/python3
"""Times the engine beside two yardsticks, all in one run: a NumPy program and a plain C++ loop of five small rules.

    tests/bench/engine.py build/release/runs/legekart [--months 120] [--rounds 5] [--threads 1] [--release NAME]

Prints where the CPU time goes, person-months per CPU-second, bytes a person, and the ratios; machines differ, ratios
less. With --release it prints a line for HISTORY.md, too.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
SCENARIO = os.path.join(HERE, "..", "..", "runs", "scenarios", "baseline-2026.toml")


def output_of(*command):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout


def plain_loop(folder):
    program = os.path.join(folder, "five_rules")
    output_of("c++", "-std=c++20", "-O3", os.path.join(HERE, "five_rules.cpp"), "-o", program)
    return program


def main():
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("legekart")
    options.add_argument("--months", type=int, default=120)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--threads", type=int, default=1)
    options.add_argument("--people", type=int, default=5_600_000, help="of the yardsticks")
    options.add_argument("--release", help="name of the release in the line for HISTORY.md")
    chosen = options.parse_args()
    rounds = []
    with tempfile.TemporaryDirectory() as folder:
        loop = plain_loop(folder)
        for _ in range(chosen.rounds):
            run = json.loads(output_of(chosen.legekart, "run", SCENARIO, "--months", str(chosen.months),
                                       "--replicates", "1", "--threads", str(chosen.threads), "--json",
                                       "-o", os.path.join(folder, "run.nc")))
            small = [str(chosen.people), "12"]
            numpy = float(output_of(sys.executable, os.path.join(HERE, "five_rules.py"), *small))
            rounds.append((run, numpy, float(output_of(loop, *small))))
    ratio = statistics.median(run["person_months_per_cpu_second"] / numpy for run, numpy, _ in rounds)
    of_loop = statistics.median(numpy / plain for _, numpy, plain in rounds)
    run, numpy, plain = sorted(rounds, key=lambda r: r[0]["cpu_seconds"]["total"])[len(rounds) // 2]
    engine = run["person_months_per_cpu_second"]
    print(f"{run['months']} months of {run['people']} people, median of {len(rounds)} rounds, {run['threads']} thread(s)")
    print("phase            seconds   ms a month")
    phases = run["seconds"]["phases"]
    for name, seconds in sorted(phases.items(), key=lambda p: -p[1]):
        print(f"{name:15} {seconds:8.2f} {1000 * seconds / run['months']:12.2f}")
    print(f"{'first day':15} {run['seconds']['initial_world']:8.2f}")
    print(f"CPU-seconds: {run['cpu_seconds']['total']:.2f}, of which months {run['cpu_seconds']['simulate']:.2f}")
    print(f"memory: {run['peak_rss_mb']:.0f} MB, {1e6 * run['peak_rss_mb'] / run['people']:.0f} bytes a person in all")
    print("person-months per CPU-second, million")
    print(f"  engine {engine / 1e6:8.1f}\n  NumPy  {numpy / 1e6:8.1f}\n  loop   {plain / 1e6:8.1f}")
    print(f"engine / NumPy {ratio:.2f}, NumPy / loop {of_loop:.2f}")
    if chosen.release:
        print(f"| {chosen.release} | {run['cpu_seconds']['total']:.1f} | {run['cpu_seconds']['simulate']:.1f} "
              f"| {engine / 1e6:.0f} | {ratio:.2f} | {of_loop:.2f} | {run['peak_rss_mb']:.0f} |")


if __name__ == "__main__":
    main()
