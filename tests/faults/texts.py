"""Hostile and broken texts: scenarios, measures, plans, tables. Never a crash, never a hang, always a sentence."""
import os
import random
import subprocess

from world import CannotBe, case, no_crash, refused

draw = random.Random(5)


def scenario(world, **replace):
    """A scenario in the case's folder that runs, with lines replaced or added."""
    text = world.scenario.read_text().replace('folder = "country"', f'folder = "{world.made}/country"')
    for line in replace.get("more", "").split("\n"):
        text = line + "\n" + text if line else text
    return world.write("s.toml", text)


@case("text", times=4)
def that_never_ends(world, number):
    folder = world.fresh()
    pipe = folder / "pipe.toml"
    os.mkfifo(pipe)
    world.own(pipe)
    words = [["run", pipe], ["sweep", "design", pipe], ["run", scenario(world), "--set", f"measures_folder={folder}",
             "--set", 'measures=["pipe"]'], ["prepare", pipe, "-o", folder / "out"]][number]
    refused(world.run(*words, seconds=10), "pipe or device")


@case("text")
def that_is_a_device(world):
    folder = world.fresh()
    zero = folder / "zero"
    if not world.as_root or subprocess.run(["mknod", "-m", "666", zero, "c", "1", "5"], capture_output=True).returncode != 0:
        return CannotBe("devices cannot be made here")
    refused(world.run("run", zero, seconds=10), "pipe or device")
    return None


@case("text", times=2)
def that_is_too_large(world, number):
    world.fresh()
    if number == 0:
        file = world.write("s.toml", "# " + "x" * 2_000_000 + "\n" + scenario(world).read_text())
    else:
        file = world.write("s.toml", f'title = "{"x" * 50_000_000}"\n')
    refused(world.run("run", file, seconds=20), "larger than")


@case("text", times=6)
def too_deep(world, number):
    world.fresh()
    dots = ".a" * 50_000
    words = ["run", world.write("s.toml", [f"a{dots} = 1\n", f"[a{dots}]\n", f"[[a{dots}]]\n", "x = " + "[" * 50_000 + "\n",
                                           "x = {" + "a = {" * 20_000 + "\n", "a" + " . a" * 50_000 + " = 1\n"][number])]
    refused(world.run(*words, seconds=20), "s.toml")


@case("text")
def a_deep_key_on_the_command_line(world):
    world.fresh()
    refused(world.run("run", scenario(world), "--set", "a" + ".a" * 50_000 + "=1"), "too many steps")


NAMES = ["../up", "a/b", "a\\u0000b", "", "a\\u001b[31mb", ".hidden", "x" * 300, "a\\nb", "a\\u202Eb"]


@case("text", times=len(NAMES))
def a_name_that_is_none(world, number):
    world.fresh()
    refused(world.run("run", scenario(world, more=f'name = "{NAMES[number]}"')), "name")
    assert "\x1b" not in world.run("run", scenario(world, more=f'name = "{NAMES[number]}"')).err
    assert world.names() == ["s.toml"], world.names()


TEXTS = [b"", b"\xff\xfe\x00\x00", b"\xef\xbb\xbf", b"name = \"\xe6\xf8\xe5\"\n", b"\x00" * 1000, b"[run]\nmonths = 1e999\n", b"[run\n",
         b"[run]\nstart = 2026-01\n" * 2, b"[run]\nmonths = 9223372036854775808\n", b"<xml/>", b"\x89HDF\r\n\x1a\n" + b"\0" * 100]


@case("text", times=len(TEXTS))
def that_is_no_scenario(world, number):
    world.fresh()
    refused(world.run("run", world.write("s.toml", TEXTS[number])))


@case("text", times=2)
def that_is_a_folder_or_not_there(world, number):
    folder = world.fresh()
    refused(world.run("run", folder if number else folder / "no.toml"), "expected")


def damaged(text):
    """One random change: a byte, a piece taken away, doubled, or a sign with a meaning."""
    at, how = draw.randrange(len(text)), draw.randrange(5)
    piece = draw.randrange(1, 30)
    return [text[:at] + bytes([draw.randrange(256)]) + text[at + 1:], text[:at] + text[at + piece:],
            text[:at] + text[at:at + piece] + text[at:], text[:at] + draw.choice(b'[]{}".,=#\n;-9').to_bytes(1, "big") + text[at:],
            text[:at]][how]


@case("text", times=(20, 150))
def a_scenario_with_random_damage(world, _):
    world.fresh()
    text = scenario(world, more='measures = ["locum-policy"]').read_bytes()
    no_crash(world.run("run", world.write("s.toml", damaged(text)), "--months", "1", "--dry-run", seconds=20))


@case("text", times=(10, 100))
def a_measure_with_random_damage(world, number):
    folder = world.fresh()
    source = world.program
    for up in range(6):
        measures = os.path.join(os.path.dirname(source), *[".."] * up, "runs", "measures")
        if os.path.isdir(measures):
            break
    else:
        raise AssertionError("runs/measures is not in a folder above the program")
    names = sorted(n for n in os.listdir(measures) if n.endswith(".toml"))
    (folder / "measures").mkdir()
    name = names[number % len(names)]
    with open(os.path.join(measures, name), "rb") as file:
        world.write("measures/" + name, damaged(file.read()))
    no_crash(world.run("run", scenario(world, more=f'measures_folder = "measures"\nmeasures = ["{name[:-5]}"]'), "--dry-run", seconds=20))


@case("text", times=(10, 100))
def a_plan_with_random_damage(world, _):
    world.fresh()
    plan = world.write("p.toml", damaged((world.made / "plan.toml").read_bytes().replace(b"small.toml", str(world.scenario).encode())))
    no_crash(world.run("sweep", "design", plan, "-o", world.folder / "s", "--dry-run", seconds=20))


@case("text", times=(10, 100))
def a_design_with_random_damage(world, _):
    """A folder whose table of runs was changed is refused whatever the change is."""
    world.fresh()
    folder = world.copy(world.sweep, "s")
    design = folder / "design.csv"
    before = design.read_bytes()
    after = damaged(before)
    world.write("s/design.csv", after)
    came = world.run("sweep", "status", folder, seconds=20)
    no_crash(came)
    assert came.code == 2 or after == before, came
