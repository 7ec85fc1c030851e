"""What the cases stand on: a tiny country, the program as an ordinary user, and how to judge what came of it."""
import hashlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

SEAL = b"\nlegekart sha256 "
NOBODY = 65534
cases = []


def case(family, times=1):
    """A case: a function of (world) or, of several, (world, number). It asserts what must hold."""
    def add(function):
        cases.append((family, function, times))
        return function
    return add


def seal(content):
    return content + SEAL + hashlib.sha256(content).hexdigest().encode() + b"\n"


def unsealed(sealed):
    assert sealed[-82:].startswith(SEAL), "no seal"
    return sealed[:-82]


class CannotBe(str):
    """Why a case is void: this machine has not what it needs and nothing that can be installed brings it, such as a right or a
    part of its kernel. Any other lack is a failure."""


class Came:
    """What a run of the program came to."""
    def __init__(self, code, out, err, seconds):
        self.code, self.out, self.err, self.seconds = code, out, err, seconds

    def __repr__(self):
        return f"exit {self.code} in {self.seconds:.1f} s, said {(self.err or self.out)[-400:]!r}"


class World:
    def __init__(self, program, make_country, shim, full):
        self.program, self.shim, self.full = os.path.abspath(program), os.path.abspath(shim), full
        self.root = Path(tempfile.mkdtemp(prefix="legekart-faults-"))
        self.as_root = os.geteuid() == 0
        os.chmod(self.root, 0o755)
        self.home = self.root / "home"
        self.home.mkdir()
        self.own(self.home)
        self.folder = None
        self.made = self.country("made", make_country, 6, 3000, 12)
        self.make_long = lambda: self.country("long", make_country, 30, 20_000, 600)
        self.scenario = self.made / "small.toml"
        self.snapshot = self.made / "ref.nc"
        assert self.run("run", self.scenario, "-o", self.snapshot).code == 0
        self.ensemble = self.made / "ref3.nc"
        assert self.run("run", self.scenario, "--replicates", "3", "-o", self.ensemble).code == 0
        (self.made / "plan.toml").write_text(
            'name = "few"\nscenario = "small.toml"\n[design]\nkind = "list"\n[[factors]]\n'
            'key = "parameters.vacancy.locum_cover"\nvalues = [0.5, 0.6, 0.7, 0.8]\n')
        self.sweep = self.made / "sweep"
        assert self.run("sweep", "run", self.made / "plan.toml", "-o", self.sweep).code == 0
        self.report = self.made / "ref.html"
        assert self.run("report", self.snapshot, "-o", self.report).code == 0

    def own(self, path):
        """Gives a path to the ordinary user the program runs as."""
        if not self.as_root:
            return
        for at in [path, *Path(path).rglob("*")] if Path(path).is_dir() else [path]:
            os.chown(at, NOBODY, NOBODY, follow_symlinks=False)

    def country(self, name, make_country, municipalities, people, months):
        folder = self.new(name)
        subprocess.run([make_country, folder, str(municipalities), str(people), str(months)], check=True, stdout=subprocess.DEVNULL)
        self.own(folder)
        return folder

    def long(self):
        """A scenario that no machine is through with before it is told to stop: 600 months of thirty times as many people."""
        scenario = self.root / "long" / "small.toml"
        return scenario if scenario.exists() else self.make_long() / "small.toml"

    def new(self, name):
        path = self.root / name
        path.mkdir()
        self.own(path)
        return path

    def fresh(self):
        """A new folder for one case."""
        self.folder = Path(tempfile.mkdtemp(prefix="case-", dir=self.root))
        os.chmod(self.folder, 0o755)
        self.own(self.folder)
        return self.folder

    def copy(self, source, name=None):
        target = self.folder / (name or Path(source).name)
        if Path(source).is_dir():
            shutil.copytree(source, target)
        else:
            shutil.copy(source, target)
        self.own(target)
        return target

    def write(self, name, content):
        target = self.folder / name
        target.write_bytes(content if isinstance(content, bytes) else content.encode())
        self.own(target)
        return target

    def user(self):
        return {"user": NOBODY, "group": NOBODY, "extra_groups": []} if self.as_root else {}

    def environment(self, more):
        known = {k: v for k, v in os.environ.items() if k in ("PATH", "ASAN_OPTIONS", "UBSAN_OPTIONS", "LD_LIBRARY_PATH")}
        return {**known, "HOME": str(self.home), "TMPDIR": str(self.root / "home"), **more}

    def start(self, *words, env=None, before=None, **more):
        more.setdefault("stdout", subprocess.PIPE)
        more.setdefault("stderr", subprocess.PIPE)
        more.setdefault("stdin", subprocess.DEVNULL)
        return subprocess.Popen([self.program, *map(str, words), "--threads", "2"], env=self.environment(env or {}),
                                preexec_fn=before, cwd=self.folder or self.made, **self.user(), **more)

    def until(self, there, child, seconds=180):
        """Waits until `there` gives something, however fast or busy the machine is. The child must not have ended before."""
        end = time.monotonic() + seconds
        while not there():
            if child.poll() is not None:
                raise AssertionError(f"it ended with exit {child.returncode} before it was looked for: give it more to do")
            if time.monotonic() > end:
                child.kill()
                raise AssertionError(f"nothing came within {seconds} s")
            time.sleep(0.005)

    def run(self, *words, env=None, seconds=120, before=None, **more):
        begin = time.monotonic()
        child = self.start(*words, env=env, before=before, **more)
        try:
            out, err = child.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            child.kill()
            child.communicate()
            raise AssertionError(f"hang: {' '.join(map(str, words))} took over {seconds} s") from None
        return Came(child.returncode, (out or b"").decode(errors="replace"), (err or b"").decode(errors="replace"),
                    time.monotonic() - begin)

    def with_fault(self, fault, *words, **more):
        return self.run(*words, env={"LD_PRELOAD": self.shim, "FAULT": fault}, **more)

    def shell(self, line, seconds=120):
        """A line of sh as the user of the cases, in the case's folder; $L is the program."""
        child = subprocess.run(["sh", "-c", line], capture_output=True, timeout=seconds, cwd=self.folder,
                               env=self.environment({"L": self.program}), **self.user())
        return Came(child.returncode, child.stdout.decode(errors="replace"), child.stderr.decode(errors="replace"), 0)

    def names(self, folder=None):
        return sorted(str(p.relative_to(folder or self.folder)) for p in (folder or self.folder).rglob("*"))

    def close(self):
        shutil.rmtree(self.root, ignore_errors=True)


def refused(came, *words, code=2):
    """One plain sentence or a few, and the right exit code."""
    assert came.code == code, f"expected exit {code}: {came}"
    for word in words:
        assert word in came.err, f"expected '{word}': {came}"
    for raw in ("json.exception", "H5", "terminate called", "std::", "18446744073709551615"):
        assert raw not in came.err, f"raw words of a library: {came}"


def no_crash(came):
    assert came.code in (0, 1, 2, 74, 75), f"crash: {came}"


def same(path, reference):
    assert Path(path).read_bytes() == Path(reference).read_bytes(), f"{path} differs from {reference}"


def signal_name(number):
    return signal.Signals(number).name
