#pragma once
// How many people of each sex and five-year age shall live in each municipality on coming 1 Januaries.
#include <cstdint>
#include <string>
#include <vector>

#include "model/age_groups.hpp"
#include "model/cohort_change.hpp"
#include "model/ids.hpp"
#include "model/inputs.hpp"

namespace model {

/// Rows of one municipality in a target table: sexes × five-year ages.
inline constexpr std::uint32_t target_groups = sexes * static_cast<std::uint32_t>(five_year_groups);

/// Row of a target table: municipality × sex × five-year age, row-major.
constexpr std::uint32_t target_row(MunicipalityId m, int sex, std::size_t group) {
    return m.value * target_groups + static_cast<std::uint32_t>(sex) * std::uint32_t{five_year_groups} +
           static_cast<std::uint32_t>(group);
}

/// What people follow after the official tables.
enum class Follow : std::uint8_t {
    ssb_main,  ///< cohort change, made to agree with Statistics Norway's main alternative
    ssb_low,
    ssb_high,
    own,    ///< cohort change of the last five years alone
    table,  ///< a table the user gives; cohort change in years it does not have
    rates,  ///< no target at all: births, deaths and moves at their rates
};

/// Words of a scenario's demography.follow, in the order of Follow; a file stands for `table`.
inline constexpr const char* follow_words[] = {"ssb-main", "ssb-low", "ssb-high", "own", "table", "rates"};

/// Which tables people follow.
struct FollowParams {
    Follow follow = Follow::ssb_main;
    int vintage = 0;  ///< year of publication of the national projection; 0: the newest there is
    /// Only what was known on the first day: official tables up to then, and, where no vintage is named, the
    /// newest published in an earlier year.
    bool known_at_start = false;
    bool operator==(const FollowParams&) const = default;
};

/// The target of one 1 January, in persons.
struct TargetTable {
    std::vector<float> people;   ///< by target_row(); empty: no target
    std::vector<float> infants;  ///< of them aged 0, by municipality
};

/// One table per 1 January from first_year on.
struct PopulationTargets {
    int first_year = 0;
    std::vector<TargetTable> by_year;

    /// The table of 1 January `year`, or nothing.
    const TargetTable* find(int year) const {
        const auto row = year - first_year;
        if (row < 0 || row >= static_cast<int>(by_year.size())) return nullptr;
        const auto& table = by_year[static_cast<std::size_t>(row)];
        return table.people.empty() ? nullptr : &table;
    }
};

/// One official year as a target. `year` must be in the table.
TargetTable target_table(const PopulationTable& table, int year);

/// Targets of the 1 Januaries start_year + 1..last_year.
///
/// Official tables where there are any and follow allows. Then, from the last official year on, cohort change
/// of the up to five years before it, year by year. A user's table stands instead in the years it has. To
/// follow Statistics Norway each year is scaled (iterative proportional fitting) to the national age groups
/// of the vintage, scaled to agree with the last official table; and to the shares of the municipalities in
/// the municipal projection, if the vintage is not older than that. Municipalities come from their last
/// official number to the projected one over ten years. `remarks` says which vintage, and what could not be
/// followed. Throws InputError if a named vintage is not in the inputs.
PopulationTargets make_targets(const Inputs& inputs, const CohortRules& rules, const FollowParams& follow,
                               int start_year, int last_year, std::vector<std::string>& remarks);

}  // namespace model
