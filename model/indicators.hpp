#pragma once
// What is reported each month: whole counts per municipality, and ratios of them.
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "model/ids.hpp"

namespace model {

/// A whole number per municipality and month. Counts add up over municipalities; ratios are made from sums.
struct CountInfo {
    std::string_view name;          ///< snake_case, the name in files
    std::string_view unit;          ///< "persons", "lists", ...
    std::string_view long_name;     ///< English
    std::string_view long_name_no;  ///< Norwegian, the official term where there is one
};

/// scale × numerator / denominator, undefined where the denominator is 0.
struct RatioInfo {
    std::string_view name, unit, long_name, long_name_no;
    std::string_view numerator, denominator;  ///< names of counts
    double scale;
};

/// The registry: row i of `counts()` describes column i of MonthTable::values. State is as of the 1st of the
/// month, flows are of the month before. Lists count in the municipality that owns them, people where they
/// live; patients count with their list, as in SSB 12005.
std::span<const CountInfo> counts();
std::span<const RatioInfo> ratios();

/// Row of a count by name; throws InputError naming the known ones.
std::size_t count_row(std::string_view name);

/// One month's counts. Shape: counts × municipalities, row-major.
struct MonthTable {
    std::uint32_t municipalities = 0;
    std::vector<std::int32_t> values;
    /// What each measure cost the nation in the month, 1000 NOK of 2023. Shape: measures × payers, row-major.
    std::vector<std::int32_t> measure_costs{};

    std::int32_t& at(std::size_t count, MunicipalityId m) { return values[count * municipalities + m.value]; }
    std::int32_t at(std::size_t count, MunicipalityId m) const {
        return values[count * municipalities + m.value];
    }
    bool operator==(const MonthTable&) const = default;
};

struct World;
struct Params;

/// Counts of world.month, with the flows of the month before.
MonthTable tabulate(const World& world, const Params& params);

}  // namespace model
