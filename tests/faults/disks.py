"""Disks that are full, broken, read-only or limited: exit 74 and a sentence, the old file stays, nothing half is left."""
import errno
import os
import resource
import subprocess
import threading

from world import CannotBe, case, refused, same


def outputs(world):
    """Every kind of output, as words before the name and the name."""
    return [(["run", world.scenario, "-o"], "x.nc"), (["run", world.scenario, "--replicates", "2", "-o"], "x.nc"),
            (["report", world.snapshot, "-o"], "x.html"), (["export", world.snapshot, "-o"], "x.csv"),
            (["export", world.snapshot, "-o"], "x.xlsx"), (["export", world.snapshot, "-o"], "x.gpkg"),
            (["map", world.snapshot, "-o"], "x.png"), (["map", world.snapshot, "-o"], "x.pdf"),
            (["compare", world.snapshot, world.snapshot, "-o"], "x.json"),
            (["access", "--inputs", world.made / "country", "-o"], "x.nc")]


def on_tmpfs(world, words, name, size, remount=""):
    """The command on a small file system of its own, which goes with it."""
    folder = world.fresh()
    disk = folder / "disk"
    disk.mkdir()
    world.own(disk)
    enter = ["unshare", "-m"] if world.as_root else ["unshare", "-Urm"]
    drop = "setpriv --reuid 65534 --regid 65534 --clear-groups " if world.as_root else ""
    command = " ".join(f"'{w}'" for w in [world.program, *map(str, words), f"{disk}/{name}"])
    script = (f"mount -t tmpfs -o size={size},mode=777 tmpfs {disk} || exit 99; echo old > {disk}/{name}; chmod 666 {disk}/{name}; "
              f"chown 65534 {disk}/{name} 2>/dev/null; {remount} {drop}{command}; code=$?; head -c 3 {disk}/{name} >&2; echo >&2; "
              f"ls -A {disk} | wc -l >&2; exit $code")
    done = subprocess.run([*enter, "sh", "-c", script], capture_output=True, timeout=120, env=world.environment({}))
    if done.returncode == 99:
        return None
    return done.returncode, done.stderr.decode(errors="replace")


@case("disk", times=10)
def full(world, number):
    words, name = outputs(world)[number]
    came = on_tmpfs(world, words, name, "8k")
    if came is None:
        return CannotBe("no tmpfs here")
    code, err = came
    assert code == 74, f"{words[0]} {name}: exit {code}, {err[-400:]}"
    assert err.split()[-1] == "1" and "old" in err, f"{words[0]} {name} left {err[-200:]}"
    return None


@case("disk", times=10)
def read_only(world, number):
    words, name = outputs(world)[number]
    came = on_tmpfs(world, words, name, "8k", f"mount -o remount,ro {world.root}/*/disk 2>/dev/null;")
    if came is None:
        return CannotBe("no tmpfs here")
    code, err = came
    assert code == 74, f"{words[0]} {name}: exit {code}, {err[-400:]}"
    return None


@case("disk", times=10)
def limited_by_ulimit(world, number):
    words, name = outputs(world)[number]
    folder = world.fresh()
    world.write(name, "old")
    few = 1024 if name in ("x.csv", "x.json", "x.png", "x.pdf") else 4096
    came = world.run(*words, folder / name,
                     before=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (few, few)))
    refused(came, code=74)
    assert (folder / name).read_text() == "old" and [n for n in world.names() if not n.endswith(".resume")] == [name], world.names()


CALLS = ("write", "fsync", "rename", "close")


@case("disk", times=16)
def call_that_fails(world, number):
    call, why = CALLS[number % 4], (errno.EIO, errno.ENOSPC, errno.EDQUOT, errno.EROFS)[number // 4]
    words, name = outputs(world)[(0, 2, 3, 5)[number // 4]]
    if call == "fsync" and why == errno.EROFS:
        why = errno.EIO  # a file system that cannot sync is none that broke
    folder = world.fresh()
    world.write(name, "old")
    came = world.with_fault(f"{call}:{why}:1:{name}", *words, folder / name)
    refused(came, code=74)
    if call != "close":
        assert (folder / name).read_text() == "old", came
    assert [n for n in world.names() if not n.endswith(".resume")] == [name], world.names()


@case("disk", times=16)
def call_that_a_signal_interrupts(world, number):
    """Tried again, or done: nothing is lost, nothing is said."""
    calls = [call for call in (*CALLS, "open") if call != "rename"]  # a rename is never interrupted
    call, nth = calls[number % 4], 1 + number // 4 % 2
    words, name = outputs(world)[2 * (number // 8)]
    folder = world.fresh()
    came = world.with_fault(f"{call}:{errno.EINTR}:{nth}:{name}", *words, folder / name)
    assert came.code == 0, f"{call} {nth} {name}: {came}"
    same(folder / name, world.snapshot if name == "x.nc" else world.report)
    assert world.names() == [name], world.names()


@case("disk", times=6)
def input_that_cannot_be_read(world, number):
    """A disk's fault is never told as the file's."""
    call = ("read", "pread")[number % 2]
    words, where = [(["run", world.scenario, "-o"], "people.nc"), (["report", world.snapshot, "-o"], "ref.nc"),
                    (["run", world.scenario, "-o"], "small.toml")][number // 2]
    if where == "small.toml":
        call = "read"
    folder = world.fresh()
    came = world.with_fault(f"{call}:{errno.EIO}:{1 + number % 2}:{where}", *words, folder / "x")
    if came.code == 0 and call == "pread":
        return CannotBe("the HDF5 here reads by another call")
    refused(came, code=74)
    assert "make" not in came.err.replace("make room", ""), came
    return None


@case("disk", times=4)
def files_that_cannot_be_opened(world, number):
    why = (errno.EMFILE, errno.ENFILE, errno.EACCES, errno.EIO)[number]
    folder = world.fresh()
    came = world.with_fault(f"open:{why}:1:x.csv", "export", world.snapshot, "-o", folder / "x.csv")
    refused(came, code=2 if why == errno.EACCES else 74)
    assert world.names() == []


@case("disk", times=3)
def standard_output_that_is_full(world, number):
    """A result that is lost is told, also when it fits the buffer and shows itself at the end only."""
    words = [["info", world.snapshot], ["run", world.scenario, "--json", "-o", "x.nc"], ["sweep", "status", world.sweep]][number]
    folder = world.fresh()
    disk = folder / "disk"
    disk.mkdir()
    enter = ["unshare", "-m"] if world.as_root else ["unshare", "-Urm"]
    drop = "setpriv --reuid 65534 --regid 65534 --clear-groups " if world.as_root else ""
    command = " ".join(f"'{w}'" for w in [world.program, *map(str, words)])
    script = (f"mount -t tmpfs -o size=4k,mode=777 tmpfs {disk} || exit 99; head -c 4096 /dev/zero > {disk}/filler; "
              f"touch {disk}/out; chmod 666 {disk}/out; {drop}{command} >> {disk}/out")
    done = subprocess.run([*enter, "sh", "-c", script], capture_output=True, timeout=120, env=world.environment({}), cwd=folder)
    if done.returncode == 99:
        return CannotBe("no tmpfs here")
    assert done.returncode == 74, f"exit {done.returncode}, {done.stderr[-300:]!r}"
    return None


@case("disk")
def too_little_memory(world):
    folder = world.fresh()
    for megabytes in (150, 250, 350, 500):
        size = megabytes * 1_000_000
        came = world.run("run", world.scenario, "-o", folder / "x.nc",
                         before=lambda: resource.setrlimit(resource.RLIMIT_AS, (size, size)))
        assert came.code in (0, 1, 2, 74) or "error while loading" in came.err, f"{megabytes} MB: {came}"
        if came.code != 0:
            assert not (folder / "x.nc").exists()


@case("disk")
def few_files_open(world):
    folder = world.fresh()
    for most in (4, 6, 8, 12):
        came = world.run("run", world.scenario, "-o", folder / "x.nc",
                         before=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (most, most)))
        assert came.code in (0, 2, 74, 127), f"{most} files: {came}"


@case("disk")
def a_folder_nobody_may_write_to(world):
    folder = world.fresh()
    os.chmod(folder, 0o555)
    refused(world.run("export", world.snapshot, "-o", folder / "x.csv"), "Permission denied", code=2)
    os.chmod(folder, 0o755)


@case("disk")
def two_writers_to_one_name(world):
    folder = world.fresh()
    results = []
    threads = [threading.Thread(target=lambda: results.append(world.run("run", world.scenario, "-o", folder / "x.nc"))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [r.code for r in results] == [0, 0, 0], results
    same(folder / "x.nc", world.snapshot)
    assert world.names() == ["x.nc"], world.names()
