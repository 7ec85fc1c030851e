"""Damaged netCDF files. With a seal that does not fit every one is refused; with one that fits (somebody made them so) none may
crash or hang the program."""
import os
import random

import h5py

from world import case, no_crash, refused, seal, unsealed

draw = random.Random(7)


def mutated(content, how):
    content = bytearray(content)
    size = len(content)
    if how == "bit":
        content[draw.randrange(size)] ^= 1 << draw.randrange(8)
    elif how == "block":
        at = draw.randrange(size - 64)
        content[at:at + 64] = draw.randbytes(64)
    elif how == "bits":
        for _ in range(200):
            content[draw.randrange(size)] ^= 1 << draw.randrange(8)
    else:
        del content[draw.randrange(size):]
    return bytes(content)


def kind_of(number, of):
    """Of every five two are of one bit, one a block, one of 200 bits, one a cut."""
    return ("bit", "bit", "block", "bits", "cut")[number % 5]


def commands(world, file):
    out = world.folder
    return [["info", file], ["export", file, "-o", out / "x.csv"], ["map", file, "-o", out / "x.png"], ["report", file, "-o", out / "x.html"],
            ["compare", world.ensemble, file, "-o", out / "x.json"]]


@case("flip", times=(25, 200))
def snapshot(world, number):
    world.fresh()
    file = world.write("m.nc", mutated(world.snapshot.read_bytes(), kind_of(number, 5)))
    if file.read_bytes() == world.snapshot.read_bytes():
        return
    for words in commands(world, file) if world.full or number % 5 == 0 else commands(world, file)[:2]:
        refused(world.run(*words, seconds=30))
    assert world.names() == ["m.nc"], world.names()


@case("flip", times=(10, 100))
def ensemble(world, number):
    world.fresh()
    refused(world.run("compare", world.snapshot, world.write("m.nc", mutated(world.ensemble.read_bytes(), kind_of(number, 5))), seconds=30))


SET = ("municipalities", "people", "cells", "roads", "practices")


@case("flip", times=(25, 500))
def input_set(world, number):
    world.fresh()
    made = world.copy(world.made, "made")
    name = f"made/country/{SET[number % 5]}.nc"
    world.write(name, mutated((world.folder / name).read_bytes(), kind_of(number // 5, 5)))
    refused(world.run("run", made / "small.toml", "-o", world.folder / "x.nc", seconds=30), SET[number % 5])
    assert not (world.folder / "x.nc").exists()


@case("flip", times=(10, 100))
def embedded_norway(world, number):
    """The files that are shipped; by info, which reads no set, or by access, which reads it before all else."""
    import os
    for up in range(6):
        norway = os.path.join(os.path.dirname(world.program), *[".."] * up, "data", "norway")
        if os.path.isdir(norway):
            break
    else:
        raise AssertionError("data/norway is not in a folder above the program")
    world.fresh()
    copy = world.copy(norway, "norway")
    names = sorted(n for n in os.listdir(norway) if n.endswith(".nc"))
    name = names[number % len(names)]
    content = (copy / name).read_bytes()
    if number == 0:  # the byte that once moved 28 679 patients without a word
        name, content = "practices.nc", (copy / "practices.nc").read_bytes()
        content = content[:114998] + bytes([content[114998] ^ 0x80]) + content[114999:]
        world.write(f"norway/{name}", content)
    else:
        world.write(f"norway/{name}", mutated(content, kind_of(number, 5)))
    refused(world.run("access", "--inputs", copy, "--dry-run", seconds=60), name)


@case("flip")
def a_file_of_another_set(world):
    """A whole file, sealed, but not the one that sources.toml lists."""
    import hashlib
    world.fresh()
    made = world.copy(world.made, "made")
    sums = "".join(f'{n} = "{hashlib.sha256((made / "country" / (n + ".nc")).read_bytes()).hexdigest()}"\n' for n in SET)
    world.write("made/country/sources.toml", "[checksums]\n" + sums)
    assert world.run("run", made / "small.toml", "-o", world.folder / "x.nc").code == 0
    world.write("made/country/sources.toml", "[checksums]\n" + sums.replace('"' + sums.split('"')[1], '"' + "0" * 64))
    refused(world.run("run", made / "small.toml", "-o", world.folder / "y.nc"), "checksums")


@case("flip", times=(15, 100))
def run_of_a_sweep(world, number):
    """A run that is damaged is done again, and the merged file is what it was."""
    world.fresh()
    folder = world.copy(world.sweep, "s")
    name = f"s/runs/0000/{number % 4:06}.nc"
    world.write(name, mutated((world.folder / name).read_bytes(), kind_of(number, 5)))
    came = world.run("sweep", "resume", folder, seconds=60)
    assert came.code == 0, came
    assert "must be done again" in came.err, came
    for file in ("sweep.nc", "results.csv", f"runs/0000/{number % 4:06}.nc"):
        assert (folder / file).read_bytes() == (world.sweep / file).read_bytes(), file


@case("hostile", times=(40, 300))
def snapshot_sealed_anew(world, number):
    world.fresh()
    file = world.write("m.nc", seal(mutated(unsealed(world.snapshot.read_bytes()), kind_of(number, 5))))
    for words in commands(world, file)[:5 if world.full or number % 5 == 0 else 2]:
        no_crash(world.run(*words, seconds=60))


@case("hostile", times=(15, 100))
def input_set_sealed_anew(world, number):
    world.fresh()
    made = world.copy(world.made, "made")
    name = f"made/country/{SET[number % 5]}.nc"
    world.write(name, seal(mutated(unsealed((world.folder / name).read_bytes()), kind_of(number // 5, 5))))
    no_crash(world.run("run", made / "small.toml", "--months", "1", "-o", world.folder / "x.nc", seconds=60))


@case("hostile", times=(10, 100))
def run_of_a_sweep_sealed_anew(world, number):
    world.fresh()
    folder = world.copy(world.sweep, "s")
    name = f"s/runs/0000/{number % 4:06}.nc"
    world.write(name, seal(mutated(unsealed((world.folder / name).read_bytes()), kind_of(number, 5))))
    no_crash(world.run("sweep", "collect", folder, seconds=60))


def changed(world, change):
    """The snapshot after a change by h5py, sealed."""
    file = world.write("m.nc", unsealed(world.snapshot.read_bytes()))
    with h5py.File(file, "r+") as content:
        change(content, h5py)
    return world.write("m.nc", seal(file.read_bytes()))


def external_link(file, h5py):
    del file["municipality_name"]
    file["municipality_name"] = h5py.ExternalLink("/etc/passwd", "/x")


def external_data(file, h5py):
    del file["centrality"]
    file.create_dataset("centrality", (6,), "u1", external=[("/etc/passwd", 0, 6)])


def great_claim(file, h5py):
    del file["population"]
    file.create_dataset("population", (1_000_000, 1_000_000), "i4", chunks=(1000, 1000))[0, 0] = 1


def great_chunk(file, h5py):
    del file["population"]
    file.create_dataset("population", (20_000, 20_000), "i4", chunks=(20_000, 20_000), compression="gzip")[0, 0] = 1


def long_name(file, h5py):
    file["municipality_name"][0] = "x" * 10_000


def odd_name(file, h5py):
    file["municipality_name"][0] = "a\x1b[31m\nb\u202e"


def odd_number(file, h5py):
    file["municipality_number"][0] = "1(35"


def dropped_indicator(file, h5py):
    del file["lists_total"]


def unlisted(file, h5py):
    del file.attrs["indicators"]


def a_loop(file, h5py):
    file["run/again"] = file["/"]


def soft_link(file, h5py):
    file["births2"] = h5py.SoftLink("/births2")


def many_groups(file, h5py):
    for i in range(3000):
        file.create_group(f"g{i}")


def no_months(file, h5py):
    file["time"][:] = float("nan")


CHANGES = [external_link, external_data, great_claim, great_chunk, long_name, odd_name, odd_number, dropped_indicator, unlisted, a_loop,
           soft_link, many_groups, no_months]
HARMLESS = (a_loop, many_groups)


@case("hostile", times=len(CHANGES))
def snapshot_made_so(world, number):
    world.fresh()
    file = changed(world, CHANGES[number])
    for words in commands(world, file):
        came = world.run(*words, seconds=60)
        if CHANGES[number] in HARMLESS:
            no_crash(came)
        else:
            refused(came, "m.nc")
            assert "\x1b" not in came.err


@case("hostile")
def external_data_behind_bad_attributes(world):
    """Attributes that cannot be counted must not hide that a variable lies in another file, here a pipe that nobody writes to."""
    world.fresh()
    pipe = world.folder / "pipe"
    os.mkfifo(pipe)
    world.own(pipe)
    file = world.write("m.nc", unsealed(world.snapshot.read_bytes()))
    with h5py.File(file, "r+", libver="latest") as content:
        size = content["centre_east_m"].shape
        del content["centre_east_m"]
        there = content.create_dataset("centre_east_m", size, "f8", external=[(str(pipe), 0, 8 * size[0])])
        for i in range(14):
            there.attrs[f"a{i}"] = i
    bytes_now = bytearray(file.read_bytes())
    attributes = bytes_now.rfind(b"BTHD")
    assert attributes >= 0, "the attributes have no index to break"
    bytes_now[attributes + 20] ^= 0xff
    world.write("m.nc", seal(bytes(bytes_now)))
    for words in commands(world, file):
        refused(world.run(*words, seconds=20), "m.nc", "points to other files")
