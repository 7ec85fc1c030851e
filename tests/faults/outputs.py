"""Where an output may go: never onto an input, through links, into pipes and devices, with the mode that was."""
import os
import stat
import subprocess
import threading

from world import CannotBe, case, refused, same


def input_of(world, number):
    """A command that would write over one of its own inputs, all copied into the case's folder."""
    made = world.copy(world.made, "made")
    nc, toml = made / "ref.nc", made / "small.toml"
    other = world.copy(world.ensemble, "other.nc")
    return [(["report", nc, "-o"], nc), (["export", nc, "--format", "csv", "-o"], nc), (["map", nc, "--minus", other, "-o"], other),
            (["run", toml, "-o"], made / "country/people.nc"), (["run", toml, "-o"], toml),
            (["compare", nc, other, "-o"], other), (["access", "--inputs", made / "country", "-o"], made / "country/cells.nc"),
            (["export", other, nc, "--format", "xlsx", "-o"], nc)][number]


@case("output", times=8)
def that_is_an_input(world, number):
    world.fresh()
    words, target = input_of(world, number)
    before = target.read_bytes()
    refused(world.run(*words, target))
    assert target.read_bytes() == before


@case("output", times=3)
def that_is_an_input_by_another_name(world, number):
    folder = world.fresh()
    nc = world.copy(world.snapshot, "a.nc")
    other = folder / "b.nc"
    if number == 0:
        other.symlink_to(nc)
    elif number == 1:
        os.link(nc, other)
    else:
        (folder / "sub").mkdir()
        other = folder / "sub" / ".." / "a.nc"
    refused(world.run("report", nc, "-o", other), "input")
    same(nc, world.snapshot)


@case("output", times=2)
def through_a_link(world, number):
    folder = world.fresh()
    target = folder / "real.nc"
    if number == 0:
        world.write("real.nc", "old")
    link = folder / "x.nc"
    link.symlink_to("real.nc")
    came = world.run("run", world.scenario, "-o", link)
    assert came.code == 0, came
    assert link.is_symlink()
    same(target, world.snapshot)


@case("output", times=3)
def keeps_the_mode(world, number):
    mode = (0o600, 0o664, 0o640)[number]
    folder = world.fresh()
    target = world.write("x.html", "old")
    os.chmod(target, mode)
    assert world.run("report", world.snapshot, "-o", target).code == 0
    assert stat.S_IMODE(target.stat().st_mode) == mode
    same(folder / "x.html", world.report)


@case("output")
def that_is_write_protected(world):
    world.fresh()
    target = world.write("x.html", "old")
    os.chmod(target, 0o444)
    refused(world.run("report", world.snapshot, "-o", target), "write-protected")
    assert target.read_text() == "old"


@case("output", times=3)
def into_a_pipe(world, number):
    folder = world.fresh()
    pipe = folder / "pipe"
    os.mkfifo(pipe)
    world.own(pipe)
    words, reference = [(["report", world.snapshot], world.report), (["run", world.scenario], world.snapshot),
                        (["run", world.scenario, "--replicates", "3"], world.ensemble)][number]
    got = []
    reader = threading.Thread(target=lambda: got.append(pipe.read_bytes()))
    reader.start()
    came = world.run(*words, "-o", pipe)
    reader.join(20)
    assert came.code == 0, came
    assert got and got[0] == reference.read_bytes()
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@case("output")
def into_a_device(world):
    folder = world.fresh()
    nothing = folder / "nothing"
    if not world.as_root or subprocess.run(["mknod", "-m", "666", nothing, "c", "1", "3"], capture_output=True).returncode != 0:
        return CannotBe("devices cannot be made here")
    assert world.run("report", world.snapshot, "-o", nothing).code == 0
    assert stat.S_ISCHR(nothing.stat().st_mode), "the device was replaced"
    full = folder / "full"
    subprocess.run(["mknod", "-m", "666", full, "c", "1", "7"], check=True)
    refused(world.run("report", world.snapshot, "-o", full), code=74)
    assert stat.S_ISCHR(full.stat().st_mode)
    return None


@case("output", times=4)
def that_is_a_folder(world, number):
    folder = world.fresh()
    (folder / "there").mkdir()
    words = [["run", world.scenario], ["report", world.snapshot], ["export", world.snapshot, "--format", "csv"],
             ["run", world.scenario, "--replicates", "2"]][number]
    came = world.run(*words, "-o", f"{folder}/there" + ("/" if number % 2 else ""))
    refused(came, "folder")
    assert came.seconds < 10 and world.names() == ["there"], world.names()


@case("output", times=3)
def given_twice(world, number):
    folder = world.fresh()
    words = [["map", world.snapshot], ["compare", world.snapshot, world.ensemble], ["access", "--inputs", world.made / "country"]][number]
    name = folder / ("x.csv" if number == 1 else "x.png")
    refused(world.run(*words, "-o", name, "-o", folder / "." / name.name), "twice")


@case("output", times=3)
def standard_output(world, number):
    folder = world.fresh()
    if number == 0:
        came = world.shell(f"$L report {world.snapshot} -o - > x.html")
        assert came.code == 0, came
        same(folder / "x.html", world.report)
    elif number == 1:
        assert world.run("export", world.snapshot, "-o", folder / "a.csv").code == 0
        came = world.shell(f"$L export {world.snapshot} --format csv -o - > b.csv")
        assert came.code == 0, came
        same(folder / "b.csv", folder / "a.csv")
    else:
        refused(world.run("run", world.scenario, "-o", "-"), "standard output")
        assert world.names() == []


@case("output")
def the_folder_is_not_there(world):
    folder = world.fresh()
    refused(world.run("run", world.scenario, "-o", folder / "no/x.nc"), "mkdir -p")


@case("output", times=4)
def closed_streams(world, number):
    """A closed stream gives its number to no file of ours."""
    folder = world.fresh()
    closed = ("2>&-", ">&-", "<&-", "<&- >&- 2>&-")[number]
    came = world.shell(f"$L run {world.scenario} -o x.nc --progress json {closed}")
    assert came.code == (0 if number in (0, 2) else 74), came
    same(folder / "x.nc", world.snapshot)
    if number == 0:
        assert world.shell("$L info nowhere.nc 2>&-").code == 2
        assert world.shell("$L no-such-command 2>&-").code == 2
