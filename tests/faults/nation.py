#!/usr/bin/python3
"""nation.py PROGRAM [TIMES]: kills and stops runs of the whole country at random moments, and measures what checksums and checkpoints cost.

Each is resumed to its end, whose bytes must be those of a run that nobody disturbed."""
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

program, times = os.path.abspath(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 10
tree = Path(__file__).resolve().parents[2]
scenario = tree / "runs/scenarios/baseline-2026.toml"
months = os.environ.get("MONTHS", "24")
folder = Path(tempfile.mkdtemp(prefix="legekart-nation-"))
draw = random.Random(2)


def words(name, *more):
    return [program, "run", scenario, "--replicates", "1", "--months", months, "--threads", "2", "--progress", "never", "-o", folder / name, *more]


def timed(name, *more):
    begin = os.times()
    subprocess.run(words(name, *more), check=True, stdout=subprocess.DEVNULL, cwd=folder)
    end = os.times()
    return end.elapsed - begin.elapsed, end.children_user + end.children_system - begin.children_user - begin.children_system


plain = timed("ref.nc", "--checkpoint", "0")
reference = (folder / "ref.nc").read_bytes()
print(f"{months} months, nobody disturbs: {plain[0]:.1f} s, {plain[1]:.1f} CPU-seconds, {len(reference) / 1e6:.1f} MB", flush=True)
worst, bad = 0.0, 0
for kind in (signal.SIGKILL, signal.SIGTERM):
    for number in range(times):
        child = subprocess.Popen(words("x.nc", "--checkpoint", "0.05"), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd=folder)
        moment = draw.uniform(0.1, plain[0])
        time.sleep(moment)
        child.send_signal(kind)
        begin = time.monotonic()
        err = child.communicate()[1].decode()
        waited = time.monotonic() - begin
        worst = max(worst, waited)
        kept = sum(f.stat().st_size for f in folder.rglob("*.draw")) / 1e6
        done = subprocess.run(words("x.nc", "--resume"), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd=folder)
        whole = done.returncode == 0 and (folder / "x.nc").read_bytes() == reference and sorted(os.listdir(folder)) == ["ref.nc", "x.nc"]
        bad += not whole
        print(f"{signal.Signals(kind).name} after {moment:.1f} s: exit {child.returncode} in {waited:.2f} s, {kept:.0f} MB kept; resumed: "
              f"{'same bytes' if whole else 'NOT THE SAME: ' + done.stderr.decode()[-200:] + str(sorted(os.listdir(folder)))}", flush=True)
        for left in folder.glob("x*"):
            shutil.rmtree(left) if left.is_dir() else left.unlink()
print(f"{2 * times} of them, {bad} not to the same bytes, longest wait {worst:.1f} s")
digest = time.monotonic()
subprocess.run(["sha256sum", folder / "ref.nc", *tree.glob("data/norway/*.nc")], check=True, stdout=subprocess.DEVNULL)
digest = time.monotonic() - digest
often = timed("y.nc", "--checkpoint", "0.2")
print(f"reading all files once for their checksums: {digest:.2f} s ({100 * digest / plain[0]:.2f} %); with a checkpoint every 12 s: "
      f"{often[0]:.1f} s, {often[1]:.1f} CPU-seconds")
shutil.rmtree(folder)
sys.exit(bad > 0)
