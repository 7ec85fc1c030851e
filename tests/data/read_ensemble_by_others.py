"""Opens the ensemble that ensemble_file_test.cpp writes with h5py, netCDF4, xarray and ncdump and compares what they show with
what the test wrote: five replicates, seeds 7 to 11. Usage: read_ensemble_by_others.py FILE.nc. Exits 1 and names each difference.
"""

import subprocess
import sys

import h5py
import netCDF4
import xarray

problems = []


def check(who, what, found, expected):
    if found != expected:
        problems.append(f"{who}: {what} is {found!r}, expected {expected!r}")


path = sys.argv[1]

with h5py.File(path) as file:
    check("h5py", "seeds", file["replicates/seed"][:].tolist(), [7, 8, 9, 10, 11])
    table = file["replicates/on_no_list"]
    check("h5py", "last values of municipality 0", table[:, -1, 0].tolist(), [10 * r + 26 for r in range(5)])
    check("h5py", "dimensions", [d[0].name for d in table.dims], ["/replicates/replicate", "/replicates/kept_time", "/municipality"])

    level = file["areas/percent_on_no_list_p95"]
    check("h5py", "dimensions of areas", [d[0].name for d in level.dims], ["/areas/area", "/areas/kept_time"])
    check("h5py", "decimals", int(file["percent_on_no_list"].attrs["decimals"][0]), 1)

with netCDF4.Dataset(path) as file:
    check("netCDF4", "heading", file["percent_on_no_list"].getncattr("group"), "Coverage")
    check("netCDF4", "areas", list(file["areas/name"][:]), ["Norway", "Oslo", "Finnmark", "Helse Nord", "Helse Sør-Øst",
          "Finnmark hospital area", "Oslo hospital area", "centrality 1", "centrality 6"])
    check("netCDF4", "replicates", int(file.replicates), 5)
    check("netCDF4", "dimensions", file["replicates/cost_state_sum"].dimensions, ("replicate", "kept_time", "municipality"))
    check("netCDF4", "type of a mean", str(file["population"].dtype), "float32")
    check("netCDF4", "type of a replicate", str(file["replicates/population"].dtype), "int32")
    check("netCDF4", "cell_methods", file["population"].cell_methods, "replicate: mean")

with xarray.open_dataset(path, engine="netcdf4") as data:
    low, high = data["on_no_list"].attrs["ancillary_variables"].split()
    check("xarray", "last mean", float(data["on_no_list"].isel(time=-1, municipality=0)), 46.0)
    check("xarray", "last 5 %", round(float(data[low].isel(time=-1, municipality=0)), 3), 28.0)
    check("xarray", "last 95 %", round(float(data[high].isel(time=-1, municipality=0)), 3), 64.0)
with xarray.open_dataset(path, group="replicates", engine="netcdf4") as kept:
    months = [str(t)[:7] for t in kept.kept_time.values]
    check("xarray", "kept months", months, ["2024-11", "2025-01", "2026-01", "2027-01"])
    check("xarray", "last year's sums", kept["cost_state_sum"].isel(kept_time=-1, municipality=0).values.tolist(), [12 * r for r in range(5)])

with xarray.open_dataset(path, group="areas", engine="netcdf4") as areas:
    nation = areas.isel(area=0, kept_time=-1)
    check("xarray", "the nation's last mean", float(nation["on_no_list"]), 48.0)
    check("xarray", "the nation's last 5 %", round(float(nation["on_no_list_p05"]), 3), 28.2)

header = subprocess.run(["ncdump", "-h", path], capture_output=True, text=True, check=True).stdout
for line in ("float on_no_list(time, municipality) ;", "float on_no_list_p05(time, municipality) ;",
             "int on_no_list_sum(replicate, kept_time, municipality) ;", ":replicates = 5 ;"):
    check("ncdump", f"declares {line}", line in header, True)

for problem in problems:
    print(problem, file=sys.stderr)
sys.exit(1 if problems else 0)
