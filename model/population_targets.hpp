#pragma once
// How many people of each sex and five-year age shall live in each municipality on coming 1 Januaries.
#include <cstdint>
#include <string>
#include <vector>

#include "model/age_groups.hpp"
#include "model/ids.hpp"
#include "model/inputs.hpp"

namespace model {

struct AlignmentParams;

/// Rows of one municipality in a target table: sexes × five-year ages.
inline constexpr std::uint32_t target_groups = sexes * static_cast<std::uint32_t>(five_year_groups);

/// Row of a target table: municipality × sex × five-year age, row-major.
constexpr std::uint32_t target_row(MunicipalityId m, int sex, std::size_t group) {
    return m.value * target_groups + static_cast<std::uint32_t>(sex) * std::uint32_t{five_year_groups} +
           static_cast<std::uint32_t>(group);
}

/// Persons by target_row(), one table per 1 January that has one.
struct PopulationTargets {
    int first_year = 0;
    std::vector<std::vector<std::int32_t>> by_year;  ///< from first_year on; an empty table is no target

    /// The table of 1 January `year`, or nothing.
    const std::vector<std::int32_t>* find(int year) const {
        const auto row = year - first_year;
        if (row < 0 || row >= static_cast<int>(by_year.size())) return nullptr;
        const auto& table = by_year[static_cast<std::size_t>(row)];
        return table.empty() ? nullptr : &table;
    }
};

/// Single years of one table summed to target rows. `year` must be in the table.
std::vector<std::int32_t> target_table(const PopulationTable& table, int year);

/// Targets of the 1 Januaries first_year..last_year: the official table where it has the year and params.past
/// is on, else the user's table `ahead` where that has it, else, after the official table's last year, cohort
/// change from its last year and the one five years before (params.future). A year without any has no
/// target, which `remarks` says.
PopulationTargets make_targets(const PopulationTable& official, const PopulationTable& ahead,
                               const Municipalities& municipalities, const AlignmentParams& params,
                               int first_year, int last_year, std::vector<std::string>& remarks);

}  // namespace model
