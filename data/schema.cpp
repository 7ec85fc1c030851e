#include "data/schema.hpp"

#include <fmt/format.h>
#include <gdal.h>
#include <hdf5.h>

#include <cmath>

#include "data/detail/netcdf.hpp"
#include "geo/point.hpp"

namespace data {

namespace {

constexpr std::chrono::sys_days epoch{std::chrono::year{2020} / std::chrono::January / 1};

/// EPSG:25833 as well-known text, version 1, which all GIS programs read. Source: EPSG registry, ETRS89 / UTM
/// zone 33N.
constexpr std::string_view wkt =
    R"(PROJCS["ETRS89 / UTM zone 33N",GEOGCS["ETRS89",DATUM["European_Terrestrial_Reference_System_1989",)"
    R"(SPHEROID["GRS 1980",6378137,298.257222101,AUTHORITY["EPSG","7019"]],AUTHORITY["EPSG","6258"]],)"
    R"(PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],)"
    R"(AUTHORITY["EPSG","4258"]],PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",0],)"
    R"(PARAMETER["central_meridian",15],PARAMETER["scale_factor",0.9996],PARAMETER["false_easting",500000],)"
    R"(PARAMETER["false_northing",0],UNIT["metre",1,AUTHORITY["EPSG","9001"]],AXIS["Easting",EAST],)"
    R"(AXIS["Northing",NORTH],AUTHORITY["EPSG","25833"]])";
static_assert(geo::epsg == 25833, "the text above describes the one coordinate system");

}  // namespace

double days_since_2020(std::chrono::year_month month) {
    return static_cast<double>((std::chrono::sys_days{month / 1} - epoch).count());
}

std::chrono::year_month month_of(double days) {
    const std::chrono::year_month_day date{epoch + std::chrono::days{static_cast<int>(std::floor(days))}};
    return date.year() / date.month();
}

std::string_view file_unit(std::string_view unit) {
    if (unit == "minutes") return "min";
    if (unit == "hours") return "h";
    if (unit == "days") return "d";
    return unit;
}

std::vector<std::string> library_versions() {
    unsigned major = 0, minor = 0, release = 0;
    H5get_libversion(&major, &minor, &release);
    return {fmt::format("HDF5 {}.{}.{}", major, minor, release),
            fmt::format("GDAL {}", GDALVersionInfo("RELEASE_NAME")),
            fmt::format("fmt {}.{}.{}", FMT_VERSION / 10000, FMT_VERSION / 100 % 100, FMT_VERSION % 100)};
}

std::string compiler_version() {
#ifdef __clang__
    return "Clang " __clang_version__;
#else
    return "GCC " __VERSION__;
#endif
}

namespace detail {

void write_schema(NcWriter& file, const Schema& schema) {
    file.attribute("/", "Conventions", "CF-1.8");
    file.attribute("/", "schema", schema.name);
    file.attribute("/", "schema_version", schema.version);
}

void check_schema(const NcReader& file, const Schema& schema) {
    const std::string found = file.text("/", "schema", std::string());
    if (found != schema.name)
        file.fail(fmt::format("is {}, expected a {}; give a file written by legekart",
                              found.empty() ? "not a file of ours" : "a " + found, schema.name));
    const auto version = file.number<std::int64_t>("/", "schema_version");
    if (version > schema.version)
        file.fail(
            fmt::format("has schema version {} of '{}', this program knows up to {}; use a newer legekart",
                        version, schema.name, schema.version));
    if (version < 1)
        file.fail(fmt::format("has schema version {} of '{}', which never was; make the file again", version,
                              schema.name));
}

void write_crs(NcWriter& file, const std::string& name) {
    file.variable<std::int32_t>(name, {.dimensions = {}});
    file.attribute(name, "grid_mapping_name", "transverse_mercator");
    file.attribute(name, "long_name", "ETRS89 / UTM zone 33N (EPSG:25833)");
    file.attribute(name, "longitude_of_prime_meridian", 0.0);
    file.attribute(name, "semi_major_axis", 6378137.0);
    file.attribute(name, "inverse_flattening", 298.257222101);
    file.attribute(name, "latitude_of_projection_origin", 0.0);
    file.attribute(name, "longitude_of_central_meridian", 15.0);
    file.attribute(name, "scale_factor_at_central_meridian", 0.9996);
    file.attribute(name, "false_easting", 500000.0);
    file.attribute(name, "false_northing", 0.0);
    file.attribute(name, "crs_wkt", wkt);
    file.attribute(name, "spatial_ref", wkt);
}

}  // namespace detail
}  // namespace data
