"""Signals at random moments: what is under a final name is whole, the next run ends in the same bytes and leaves nothing else."""
import random
import signal
import time
from pathlib import Path

from world import case, refused, same, signal_name

SIGNALS = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGXCPU)
draw = random.Random(21)


def words_of(world, kind, folder):
    if kind == "run":
        return ["run", world.scenario, "-o", folder / "x.nc", "--checkpoint", "0.0005"], world.snapshot, ["x.nc"]
    if kind == "replicates":
        return (["run", world.scenario, "--replicates", "3", "-o", folder / "x.nc", "--checkpoint", "0.0005"], world.ensemble,
                ["x.nc"])
    return ["sweep", "run", world.made / "plan.toml", "-o", folder / "s"], world.sweep / "sweep.nc", None


def ignores(pid, number):
    """Whether a process has begun its program and ignores a signal."""
    status = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines())
    return "legekart" in status["Name"] and int(status["SigIgn"], 16) >> (number - 1) & 1


def kill_and_go_on(world, kind, number):
    folder = world.fresh()
    words, reference, left = words_of(world, kind, folder)
    output = folder / ("x.nc" if left else "s/sweep.nc")
    begin = time.monotonic()
    if not hasattr(world, "takes"):
        world.takes = {}
    if kind not in world.takes:
        assert world.run(*words).code == 0
        world.takes[kind] = time.monotonic() - begin
        folder = world.fresh()
        words, reference, left = words_of(world, kind, folder)
        output = folder / ("x.nc" if left else "s/sweep.nc")
    child = world.start(*words)
    time.sleep(draw.uniform(0.0, 1.05) * world.takes[kind])
    child.send_signal(number)
    asked = time.monotonic()
    out, err = child.communicate(timeout=60)
    waited = time.monotonic() - asked
    assert waited < 5, f"{signal_name(number)} was obeyed after {waited:.1f} s"
    # Before the program's first instruction, while its libraries are loaded, a signal ends it; then it has written nothing.
    allowed = (0, -9) if number == signal.SIGKILL else (0, 75) if world.names() else (0, 75, -number)
    assert child.returncode in allowed, f"{signal_name(number)}: exit {child.returncode}, {err.decode()[-300:]!r}"
    if output.exists():
        same(output, reference)
    elif left is not None and (folder / "x.partial.nc").exists():
        assert world.run("info", folder / "x.partial.nc").code == 0
    again = words + ["--resume"] if left else (["sweep", "resume", folder / "s"] if (folder / "s/sweep.json").exists() else words)
    came = world.run(*again)
    assert came.code == 0, came
    same(output, reference)
    if left is not None:
        assert world.names() == left, f"leftovers: {world.names()}"
    else:
        odd = [n for n in world.names(folder / "s") if ".tmp." in n or n.endswith(".draw") or n.startswith("workers/")]
        assert not odd, f"leftovers: {odd}"


@case("kill", times=(25, 100))
def sigkill_at_a_random_moment(world, number):
    kill_and_go_on(world, ("run", "replicates", "sweep")[number % 3], signal.SIGKILL)


@case("kill", times=(25, 100))
def sigterm_at_a_random_moment(world, number):
    kill_and_go_on(world, ("run", "replicates", "sweep")[number % 3], signal.SIGTERM)


@case("kill", times=(6, 30))
def other_signals_at_a_random_moment(world, number):
    kill_and_go_on(world, ("run", "replicates", "sweep")[number // 3 % 3], SIGNALS[2 + number % 3])


@case("kill")
def a_second_signal_ends_it_at_once_and_the_next_run_tidies(world):
    folder = world.fresh()
    child = world.start("run", world.long(), "-o", folder / "x.nc", "--checkpoint", "0.0001")
    world.until((folder / "x.nc.resume/000000.draw").exists, child)
    child.send_signal(signal.SIGINT)
    child.send_signal(signal.SIGINT)
    child.communicate(timeout=5)
    assert world.run("run", world.scenario, "-o", folder / "x.nc").code == 0
    same(folder / "x.nc", world.snapshot)
    assert world.names() == ["x.nc"], world.names()


@case("kill")
def nohup_is_respected(world):
    folder = world.fresh()
    child = world.start("run", world.scenario, "-o", folder / "x.nc",
                        before=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN))
    world.until(lambda: ignores(child.pid, signal.SIGHUP), child)
    child.send_signal(signal.SIGHUP)
    child.communicate(timeout=60)
    assert child.returncode == 0
    same(folder / "x.nc", world.snapshot)


@case("kill")
def a_checkpoint_of_another_scenario_is_refused_and_one_that_is_damaged_named(world):
    folder = world.fresh()
    words = ["run", world.long(), "-o", folder / "x.nc"]
    draw_file = folder / "x.nc.resume/000000.draw"
    child = world.start(*words, "--checkpoint", "0.0001")
    world.until(draw_file.exists, child)
    child.terminate()
    child.communicate(timeout=60)
    assert child.returncode == 75 and draw_file.exists(), (child.returncode, world.names())
    refused(world.run("run", world.long(), "--months", "599", "-o", folder / "x.nc", "--resume"), "another program, scenario")
    content = bytearray(draw_file.read_bytes())
    content[len(content) // 2] ^= 1
    draw_file.write_bytes(content)
    refused(world.run(*words, "--resume"), "is damaged")
    came = world.run("run", world.scenario, "-o", folder / "x.nc")
    assert came.code == 0 and "begins anew" in came.err, came
    same(folder / "x.nc", world.snapshot)


@case("kill")
def a_requeued_job_of_slurm_goes_on_by_itself(world):
    folder = world.fresh()
    words = ["run", world.long(), "--months", "60", "-o", folder / "x.nc", "--checkpoint", "0.0001"]
    child = world.start(*words)
    world.until(lambda: list(folder.glob("x.nc.resume/*.draw")), child)
    child.terminate()
    child.communicate(timeout=60)
    assert child.returncode == 75, child.returncode
    came = world.run(*words, env={"SLURM_RESTART_COUNT": "1"})
    assert came.code == 0 and "anew" not in came.err, came
    undisturbed = world.run("run", world.long(), "--months", "60", "-o", folder / "y.nc")
    assert undisturbed.code == 0, undisturbed
    same(folder / "x.nc", folder / "y.nc")
    (folder / "y.nc").unlink()
    assert world.names() == ["x.nc"], world.names()
