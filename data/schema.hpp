#pragma once
// Names, versions and conventions that our netCDF files share.
#include <chrono>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace data {

namespace detail {
class NcWriter;
class NcReader;
}  // namespace detail

/// What a file says it is, and the version of its layout. Raise the version when an older reader would
/// misread the file.
struct Schema {
    std::string_view name;
    int version;
};
inline constexpr Schema snapshot_schema{"legekart snapshot",
                                        3};  // 2: rows of indicators, /areas; 3: at_kept_times
inline constexpr Schema input_set_schema{"legekart input set", 1};

/// What stands where there is no value: netCDF's own choices for int32 and int64, not a number for reals.
inline constexpr std::int32_t no_count = std::numeric_limits<std::int32_t>::min() + 1;
inline constexpr std::int64_t no_sum = std::numeric_limits<std::int64_t>::min() + 2;
inline constexpr float no_value = std::numeric_limits<float>::quiet_NaN();

/// Time points of a chunk of a snapshot file, and of its writer's buffer.
inline constexpr int block_months = 12;

/// Days from 2020-01-01 to the first of a month: the time axis of our files, as a CF "standard" calendar.
double days_since_2020(std::chrono::year_month month);
/// The month whose first day lies so many days after 2020-01-01, rounded down to whole days.
std::chrono::year_month month_of(double days);
inline constexpr std::string_view time_unit = "days since 2020-01-01 00:00:00";

/// A unit as files spell it: "minutes" is "min", "hours" is "h", "days" is "d", because xarray turns columns
/// of minutes into time differences in nanoseconds. All others are unchanged.
std::string_view file_unit(std::string_view unit);

/// "HDF5 1.10.8", "GDAL 3.6.2", ...: the libraries that shape our files and readings.
std::vector<std::string> library_versions();
/// The compiler this program was built with.
std::string compiler_version();

namespace detail {

/// Global attributes: schema, schema_version, Conventions.
void write_schema(NcWriter& file, const Schema& schema);
/// Throws InputError if the file is of another kind or was made by a newer version.
void check_schema(const NcReader& file, const Schema& schema);

/// A scalar variable that describes EPSG:25833 in CF terms and as WKT; variables point to it with
/// `grid_mapping`.
void write_crs(NcWriter& file, const std::string& name);

}  // namespace detail
}  // namespace data
