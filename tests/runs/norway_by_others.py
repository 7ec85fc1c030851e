"""Opens a run's snapshot of Norway with ncdump, h5dump, xarray, h5py and ogrinfo, and draws a map from its GeoPackage alone with
gdal_rasterize and gdaldem, as a stranger would. Usage: norway_by_others.py SNAPSHOT.nc PACKAGE.gpkg MAP.png. Exits 1 and names
what does not agree.
"""

import re
import subprocess
import sys

import h5py
import numpy
import xarray
from osgeo import gdal

gdal.UseExceptions()
snapshot, package, picture = sys.argv[1:]
layer = "norway"  # the name of the GeoPackage's view: the snapshot file's
problems = []


def check(what, found, expected):
    if found != expected:
        problems.append(f"{what}: {found!r}, expected {expected!r}")


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        problems.append(f"{' '.join(command)} fails: {done.stderr.strip()}")
    return done.stdout


# One number, read five ways: patients without a GP in Sandnes (1108) at the start.
with h5py.File(snapshot) as file:
    numbers = [n.decode() for n in file["municipality_number"][:]]
    check("h5py: municipalities", len(numbers), 357)
    row = numbers.index("1108")
    counts = file["patients_without_gp"][:]
    shares = file["percent_without_gp_final"][:]
    filters = set()
    file.visititems(lambda _, item: filters.update(
        item.id.get_create_plist().get_filter(i)[0]
        for i in range(item.id.get_create_plist().get_nfilters())) if isinstance(item, h5py.Dataset) else None)
    check("h5py: filters (1 deflate, 2 shuffle)", filters <= {1, 2}, True)
with xarray.open_dataset(snapshot, engine="netcdf4") as data:
    check("xarray: dimensions", dict(data["patients_without_gp"].sizes), {"time": len(counts), "municipality": 357})
    check("xarray: value", int(data["patients_without_gp"].isel(time=0, municipality=row)), int(counts[0, row]))
    check("xarray: first month", str(data.time.values[0])[:7], "2026-01")
with xarray.open_dataset(snapshot, group="cells", engine="netcdf4") as cells:
    check("xarray: months of squares", [str(t)[:7] for t in cells.time.values], ["2026-01", "2026-03"])
    residents = int(cells["residents"].isel(time=0).sum())
    with h5py.File(snapshot) as file:
        check("xarray: residents of all squares", residents, int(file["population"][0].sum()))
header = run("ncdump", "-h", snapshot)
check("ncdump: municipalities", "municipality = 357 ;" in header, True)
check("ncdump: squares", "float share_without_gp(time, y, x) ;" in header, True)
dump = run("h5dump", "-y", "-d", "/patients_without_gp", "-s", f"0,{row}", "-c", "1,1", snapshot)
check("h5dump: value", re.findall(r"^\s+(\d+)$", dump.split("ATTRIBUTE")[0], re.MULTILINE), [str(counts[0, row])])  # attributes are numbers too
features = run("ogrinfo", "-ro", "-al", "-geom=NO", snapshot, "geometry").split("OGRFeature(geometry):")[1:]
check("ogrinfo: features", len(features), 357)
shown = re.search(r"patients_without_gp_final \([^=]*\) = (\d+)", features[row])
check("ogrinfo: value", shown and int(shown.group(1)), int(counts[-1, row]))

# A map from the GeoPackage alone: 4 km squares of the share without a GP in the last month.
tif = picture + ".tif"
run("gdal_rasterize", "-q", "-l", layer, "-a", "percent_without_gp", "-tr", "4000", "4000", "-init", "-9999", "-a_nodata",
    "-9999", "-ot", "Float32", package, tif)
raster = gdal.Open(tif)
grid = raster.ReadAsArray()
land = grid[grid != -9999]
check("gdal_rasterize: land in 1000 km2", 250 < land.size * 16 / 1000 < 450, True)
known = shares[~numpy.isnan(shares)]
check("gdal_rasterize: values of the file only",
      bool(numpy.isin(land, numpy.append(known, 0).astype("f4")).all()), True)
check("gdal_rasterize: coordinate system", raster.GetSpatialRef().GetAuthorityCode(None), "25833")
with open(picture + ".txt", "w", encoding="utf-8") as colours:
    colours.write("nv 222 233 240\n0 255 255 204\n5 254 217 118\n15 253 141 60\n30 227 26 28\n60 128 0 38\n")
run("gdaldem", "color-relief", "-q", "-of", "PNG", tif, picture + ".txt", picture)
check("gdaldem: size", gdal.Open(picture).RasterXSize, raster.RasterXSize)

for problem in problems:
    print(problem, file=sys.stderr)
sys.exit(1 if problems else 0)
