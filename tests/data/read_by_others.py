"""Opens a snapshot file with h5py, netCDF4, xarray, ncdump, h5dump, ogrinfo and gdalinfo and compares what they show with
what the test wrote. Usage: read_by_others.py SNAPSHOT.nc EXPECTED.json. Exits 1 and names each difference or missing program.
"""

import json
import re
import shutil
import subprocess
import sys

problems = []


def check(who, what, found, expected):
    """Notes a difference; numbers may differ by a 60 000th, the rounding of stored ratios."""
    if isinstance(expected, float) and found is not None:
        same = abs(float(found) - expected) <= abs(expected) / 60000
    else:
        same = found == expected
    if not same:
        problems.append(f"{who}: {what} is {found!r}, expected {expected!r}")


def module(name, package):
    try:
        return __import__(name)
    except ImportError as error:
        problems.append(f"cannot import {name} ({error}): install the package {package}")
        return None


def run(program, package, *arguments):
    """Standard output of a program; an empty text and a noted problem if it is missing or fails."""
    if not shutil.which(program):
        problems.append(f"{program} is missing: install the package {package}")
        return ""
    done = subprocess.run([program, *arguments], capture_output=True, text=True)
    if done.returncode != 0:
        problems.append(f"{program} {' '.join(arguments)} fails: {done.stderr.strip()}")
        return ""
    return done.stdout


def text_of(value):
    return value.decode() if isinstance(value, bytes) else str(value)


def by_h5py(path, expected):
    h5py = module("h5py", "python3-h5py")
    if not h5py:
        return
    with h5py.File(path) as file:
        check("h5py", "counts", file[expected["count"]][:].tolist(), expected["counts"])
        check("h5py", "names", [text_of(n) for n in file["municipality_name"][:]], expected["names"])
        check("h5py", "dimensions", [d[0].name for d in file[expected["count"]].dims], ["/time", "/municipality"])
        check("h5py", "scenario", text_of(file["run"].attrs["scenario"]), expected["scenario"])
        check("h5py", "seed", int(file["run"].attrs["seed"]), expected["seed"])
        check("h5py", "list names", [text_of(n) for n in file["lists/name"][:]], expected["lists"])
        check("h5py", "first parameter", text_of(file["run/parameter_name"][0]), expected["parameter"])
        used = set()
        file.visititems(lambda _, item: used.update(filters_of(item)))
        check("h5py", "filters in use (1 deflate, 2 shuffle)", used, {1, 2})


def filters_of(item):
    if not hasattr(item, "dtype"):
        return []
    creation = item.id.get_create_plist()
    return [creation.get_filter(i)[0] for i in range(creation.get_nfilters())]


def by_netcdf4(path, expected):
    netcdf = module("netCDF4", "python3-netcdf4")
    if not netcdf:
        return
    with netcdf.Dataset(path) as file:
        variable = file[expected["count"]]
        check("netCDF4", "dimensions", variable.dimensions, ("time", "municipality"))
        check("netCDF4", "counts", variable[:].tolist(), expected["counts"])
        check("netCDF4", "units", variable.units, "persons")
        check("netCDF4", "long_name_no", variable.long_name_no, expected["long_name_no"])
        check("netCDF4", "Conventions", file.Conventions, "CF-1.8")
        check("netCDF4", "groups", sorted(file.groups), ["areas", "cells", "lists", "run"])
        ratio = file[expected["ratio"]][:]
        check("netCDF4", "undefined ratios", ratio.mask.tolist(), expected["undefined"])
        dates = netcdf.num2date(file["time"][:], file["time"].units, file["time"].calendar)
        check("netCDF4", "months", [f"{d.year}-{d.month:02}-{d.day:02}" for d in dates], expected["months"])


def by_xarray(path, expected):
    xarray = module("xarray", "python3-xarray")
    if not xarray:
        return
    with xarray.open_dataset(path, engine="netcdf4") as data:
        check("xarray", "months", [str(t)[:10] for t in data.time.values], expected["months"])
        check("xarray", "undefined ratios", data[expected["ratio"]].isnull().values.tolist(), expected["undefined"])
        value = float(data[expected["ratio"]].isel(time=-1, municipality=0))
        check("xarray", "last ratio of the first municipality", value, expected["last_ratio"])
        labels = [str(n) for n in data[expected["count"]].municipality_number.values]
        check("xarray", "labels of a count", labels, expected["numbers"])
        final = data[expected["count"] + "_final"].values.tolist()
        check("xarray", "final counts", final, expected["counts"][-1])
    with xarray.open_dataset(path, group="cells", engine="netcdf4") as cells:
        minutes = cells[expected["field"]]
        check("xarray", "dtype of minutes", str(minutes.dtype), "float32")
        check("xarray", "y descends", bool((cells.y.diff("y") < 0).all()), True)
        for x, y, value in expected["squares"]:
            check("xarray", f"square at {x}, {y}", float(minutes.isel(time=0).sel(x=x, y=y)), value)
        check("xarray", "inhabited squares", int(minutes.isel(time=0).count()), len(expected["squares"]))


def by_programs(path, expected):
    header = run("ncdump", "netcdf-bin", "-h", path)
    check("ncdump", "declares the counts", f"int {expected['count']}(time, municipality) ;" in header, True)
    check("ncdump", "declares the grid", f"float {expected['field']}(time, y, x) ;" in header, True)
    names = run("ncdump", "netcdf-bin", "-v", "municipality_name", path)
    check("ncdump", "shows a Sami name", expected["names"][-1] in names, True)

    dump = run("h5dump", "hdf5-tools", "-y", "-w", "0", "-d", f"/{expected['count']}", path)
    check("h5dump", "first counts", ", ".join(map(str, expected["counts"][0])) in dump, True)


def by_gdal(path, expected):
    layer = run("ogrinfo", "gdal-bin", "-ro", "-al", path, "geometry")
    check("ogrinfo", "geometry type", "Geometry: Multi Polygon" in layer, True)
    check("ogrinfo", "coordinate system", 'ID["EPSG",25833]]' in layer, True)
    features = layer.split("OGRFeature(geometry):")[1:]
    check("ogrinfo", "number of features", len(features), len(expected["names"]))

    def field(feature, name):
        found = re.search(rf"^  {name} \([^)]*(?:\([^)]*\))?\) = (.*)$", feature, re.MULTILINE)
        return found.group(1) if found else None

    for name, wanted in (
        ("municipality_number", expected["numbers"]),
        ("municipality_name", expected["names"]),
        (expected["count"] + "_final", [str(c) for c in expected["counts"][-1]]),
        (expected["count"] + "_change", [str(b - a) for a, b in zip(expected["counts"][0], expected["counts"][-1])]),
        ("centrality", [str(c) for c in expected["centrality"]]),
    ):
        check("ogrinfo", name, [field(f, name) for f in features], wanted)
    undefined = [i for i, missing in enumerate(expected["undefined"][-1]) if missing]
    shown = [field(f, expected["ratio"] + "_final") for f in features]
    check("ogrinfo", "municipalities without a ratio", [i for i, v in enumerate(shown) if v in ("(null)", "nan")], undefined)
    shapes = [re.search(r"MULTIPOLYGON .*", f).group(0) if "MULTIPOLYGON" in f else None for f in features]
    check("ogrinfo", "first polygon", shapes[0] if shapes else None, expected["polygon"])

    grid = run("gdalinfo", "gdal-bin", f"NETCDF:{path}:/cells/{expected['field']}")
    check("gdalinfo", "coordinate system", 'ID["EPSG",25833]]' in grid, True)
    origin = re.search(r"Origin = \(([-\d.]+),([-\d.]+)\)", grid)
    check("gdalinfo", "origin", [float(v) for v in origin.groups()] if origin else None, expected["origin"])
    pixel = re.search(r"Pixel Size = \(([-\d.]+),([-\d.]+)\)", grid)
    check("gdalinfo", "pixel", [float(v) for v in pixel.groups()] if pixel else None, [1000.0, -1000.0])
    check("gdalinfo", "time bands", len(re.findall(r"^Band \d+", grid, re.MULTILINE)), expected["cell_times"])


def main():
    path = sys.argv[1]
    with open(sys.argv[2], encoding="utf-8") as file:
        expected = json.load(file)
    for reader in (by_h5py, by_netcdf4, by_xarray, by_programs, by_gdal):
        reader(path, expected)
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
