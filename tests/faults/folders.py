"""Folders of sweeps that somebody else has been at, and the surroundings of a run: variables, clock, locale, place."""
import json
import os
import shutil
import subprocess

import h5py

from world import case, no_crash, refused, same, seal, unsealed


def same_sweep(world, folder):
    for file in ("sweep.nc", "results.csv"):
        same(folder / file, world.sweep / file)


def run(folder, number):
    return folder / "runs" / "0000" / f"{number:06}.nc"


def gone(world, folder):
    run(folder, 1).unlink()


def empty(world, folder):
    run(folder, 1).write_bytes(b"")


def cut(world, folder):
    run(folder, 1).write_bytes(run(folder, 1).read_bytes()[:-100])


def swapped(world, folder):
    os.rename(run(folder, 1), folder / "x")
    os.rename(run(folder, 2), run(folder, 1))
    os.rename(folder / "x", run(folder, 2))


def foreign(world, folder):
    shutil.copy(world.snapshot, run(folder, 1))


def a_folder(world, folder):
    run(folder, 1).unlink()
    os.mkdir(str(run(folder, 1)) + ".tmp.otherhost.1")


def merged_gone(world, folder):
    (folder / "sweep.nc").unlink()
    (folder / "results.csv").unlink()


def dead_worker(world, folder):
    (folder / "workers").mkdir(exist_ok=True)
    name = f"{os.uname().nodename}.4194303"
    (folder / "workers" / f"{name}.json").write_text('{"host": "x"}')
    (folder / "runs/0000" / f"000001.nc.tmp.{name}").write_text("half")
    (folder / f"sweep.nc.tmp.{name}").write_text("half")


def damaged_draw(world, folder):
    run(folder, 1).unlink()
    run(folder, 1).with_suffix(".draw").write_bytes(b"legekart draw 1\n" + os.urandom(500))


def odd_worker(world, folder):
    (folder / "workers").mkdir(exist_ok=True)
    (folder / "workers" / "x.json").write_text("[[[")


MENDED = [gone, empty, cut, swapped, foreign, a_folder, merged_gone, dead_worker, damaged_draw, odd_worker]


@case("sweep folder", times=len(MENDED))
def mended_by_resume(world, number):
    world.fresh()
    folder = world.copy(world.sweep, "s")
    MENDED[number](world, folder)
    world.own(folder)
    came = world.run("sweep", "resume", folder)
    assert came.code == 0, came
    same_sweep(world, folder)
    dead = [n for n in world.names(folder) if "4194303" in n or n.endswith(".draw")]
    assert not dead, dead


def edit(name, before, after):
    def change(folder):
        text = (folder / name).read_text()
        assert before in text
        (folder / name).write_text(text.replace(before, after, 1))
    return change


REFUSED = [edit("design.csv", "0.6", "0.61"), edit("sweep.toml", "0.6", "0.61"), edit("sweep.json", '"runs"', '"rums'),
           edit("sweep.json", '"design_sha256": "', '"design_sha256": "0'), lambda f: (f / "sweep.json").write_text("{}"),
           lambda f: (f / "sweep.json").write_bytes(b""), lambda f: (f / "sweep.json").unlink(), lambda f: (f / "design.csv").unlink()]


@case("sweep folder", times=len(REFUSED))
def changed_and_refused(world, number):
    world.fresh()
    folder = world.copy(world.sweep, "s")
    REFUSED[number](folder)
    world.own(folder)
    for words in (["sweep", "resume", folder], ["sweep", "collect", folder], ["sensitivity", folder]):
        refused(world.run(*words))


@case("sweep folder")
def an_edited_table_of_results(world):
    world.fresh()
    folder = world.copy(world.sweep, "s")
    edit("results.csv", ",done,", ",done,")(folder)
    text = (folder / "results.csv").read_text()
    at = text.rindex(",") + 1
    (folder / "results.csv").write_text(text[:at] + "9" + text[at:])
    refused(world.run("sensitivity", folder), "results.csv")


@case("sweep folder")
def three_collects_at_once(world):
    world.fresh()
    folder = world.copy(world.sweep, "s")
    children = [world.start("sweep", "collect", folder) for _ in range(3)]
    codes = [c.communicate() and c.returncode for c in children]
    assert set(codes) <= {0, 75} and 0 in codes, codes
    same_sweep(world, folder)


@case("sweep folder")
def three_workers_on_the_same_rows(world):
    world.fresh()
    folder = world.folder / "s"
    assert world.run("sweep", "design", world.made / "plan.toml", "-o", folder).code == 0
    children = [world.start("sweep", "work", folder) for _ in range(3)]
    codes = [c.communicate() and c.returncode for c in children]
    assert codes == [0, 0, 0], codes
    assert world.run("sweep", "collect", folder).code == 0
    same_sweep(world, folder)


@case("sweep folder")
def the_sentence_of_a_stopped_worker(world):
    world.fresh()
    folder = world.folder / "s"
    text = world.long().read_text().replace('folder = "country"', f'folder = "{world.long().parent}/country"')
    world.write("long.toml", text.replace("months = 600", "months = 120"))
    plan = world.write("plan.toml", (world.made / "plan.toml").read_text().replace("small.toml", "long.toml"))
    assert world.run("sweep", "design", plan, "-o", folder).code == 0
    child = world.start("sweep", "work", folder)
    world.until(lambda: list(folder.glob("runs/0000/*.nc")), child)
    child.terminate()
    out, err = child.communicate(timeout=60)
    assert child.returncode == 75 and not out and err, (child.returncode, out, err)


SURROUNDINGS = [{"TMPDIR": "/nowhere/at/all"}, {"TMPDIR": ""}, {"HOME": ""}, {"HOME": "/nowhere"}, {"XDG_CACHE_HOME": "/proc/nothing"},
                {"XDG_CACHE_HOME": "relative"}, {"LC_ALL": "nb_NO.UTF-8"}, {"LC_ALL": "de_DE.UTF-8", "LANG": "de_DE.UTF-8"},
                {"LC_NUMERIC": "nb_NO.utf8"}, {"TZ": "Pacific/Kiritimati"}, {"TZ": "nonsense"}, {"LC_ALL": "C"}, {"LANG": ""},
                {"FAULT_TIME": "0"}, {"FAULT_TIME": "4102444800"}, {"HDF5_PLUGIN_PATH": "/nowhere"}, {"HDF5_USE_FILE_LOCKING": "TRUE"},
                {"GDAL_DATA": "/nowhere"}, {"PROJ_LIB": "/nowhere"}, {"PATH": ""}]


@case("surroundings", times=len(SURROUNDINGS))
def that_change_no_byte(world, number):
    folder = world.fresh()
    more = dict(SURROUNDINGS[number])
    if "FAULT_TIME" in more:
        more["LD_PRELOAD"] = world.shim
    came = world.run("run", world.scenario, "-o", folder / "x.nc", env=more)
    assert came.code == 0, came
    same(folder / "x.nc", world.snapshot)
    assert world.run("export", world.snapshot, "-o", folder / "x.csv", env=more).code == 0
    assert world.run("export", world.snapshot, "-o", folder / "y.csv").code == 0
    same(folder / "x.csv", folder / "y.csv")


@case("surroundings")
def a_decimal_comma(world):
    """A locale made for the case, so that it is there on any machine."""
    folder = world.fresh()
    subprocess.run(["localedef", "-i", "nb_NO", "-f", "UTF-8", folder / "nb_NO.UTF-8"], capture_output=True)
    assert (folder / "nb_NO.UTF-8" / "LC_NUMERIC").exists(), "localedef made no nb_NO: install tests/packages.txt"
    world.own(folder)
    more = {"LOCPATH": str(folder), "LC_ALL": "nb_NO.UTF-8"}
    assert world.run("run", world.scenario, "-o", folder / "x.nc", "--set", "parameters.vacancy.locum_cover=0.9", env=more).code == 0
    assert world.run("run", world.scenario, "-o", folder / "y.nc", "--set", "parameters.vacancy.locum_cover=0.9").code == 0
    same(folder / "x.nc", folder / "y.nc")


@case("surroundings", times=3)
def umask(world, number):
    folder = world.fresh()
    mask = (0o077, 0o000, 0o777)[number]
    came = world.run("run", world.scenario, "-o", folder / "x.nc", before=lambda: os.umask(mask))
    if number == 2 and came.code != 0:
        refused(came, code=came.code)
        return
    assert came.code == 0, came
    os.chmod(folder / "x.nc", 0o644)
    same(folder / "x.nc", world.snapshot)


@case("surroundings", times=6)
def threads(world, number):
    folder = world.fresh()
    count = (1, 2, 3, 5, 8, 64)[number]
    child = subprocess.run([world.program, "run", world.scenario, "-o", folder / "x.nc", "--threads", str(count)], capture_output=True,
                           env=world.environment({}), timeout=120, **world.user())
    assert child.returncode == 0, child.stderr
    same(folder / "x.nc", world.snapshot)


@case("surroundings")
def a_working_folder_that_is_gone(world):
    folder = world.fresh()
    came = world.shell(f"mkdir gone; cd gone; rmdir ../gone; $L run {world.scenario} -o {folder}/x.nc")
    assert came.code == 0, came
    same(folder / "x.nc", world.snapshot)
    no_crash(world.shell(f"mkdir gone; cd gone; rmdir ../gone; $L run {world.scenario}"))


def country_named(world, name):
    """The snapshot with another name of its first municipality, sealed; by h5py."""
    file = world.write("m.nc", unsealed(world.snapshot.read_bytes()))
    with h5py.File(file, "r+") as content:
        content["municipality_name"][0] = name
    return world.write("m.nc", seal(file.read_bytes()))


FORMULAS = ["=cmd|'/C calc'!A0", "@SUM(1)", "+1+1", "-1-1"]


@case("surroundings", times=len(FORMULAS))
def a_name_that_a_spreadsheet_takes_for_a_formula(world, number):
    folder = world.fresh()
    file = country_named(world, FORMULAS[number])
    assert world.run("export", file, "-o", folder / "x.csv").code == 0
    assert "'" + FORMULAS[number] in (folder / "x.csv").read_text()


@case("surroundings", times=2)
def words_of_no_command(world, number):
    world.fresh()
    refused(world.run(*[["no-such-command"], ["run", world.scenario, "--checkpoint", "-1"]][number]))
    json.loads(world.run("info", world.snapshot, "--json").out)
