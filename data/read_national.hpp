#pragma once
#include <array>
#include <filesystem>
#include <string>

#include "data/remarks.hpp"
#include "model/inputs.hpp"

namespace data {

/// Names of the columns of the national table, one figure per row, and what its indicators are called there.
struct NationalColumns {
    std::string year = "year", period = "period", indicator = "indicator", value = "value";
    /// In the order of model::NationalSeries; several names for one figure are divided by '|'.
    std::array<std::string, 10> indicators{"lists_with_gp",           "lists_without_gp",
                                           "patients_with_gp",        "patients_without_gp",
                                           "avg_list_length_with_gp", "avg_list_cap_with_gp|avg_list_cap",
                                           "lists_vacant_over_1yr",   "share_salaried_lists_with_gp",
                                           "share_specialists",       "share_women"};
};

/// National figures at the end of each year: rows whose period is "2019-Q4" or "2019-12-31", or, where there
/// is none of those, "2019". Other periods and other indicators are passed over. Throws InputError
/// (file:line) for wrong values, a figure that comes twice, or a table with none of the figures.
model::NationalSeries read_national(const std::filesystem::path& file, const NationalColumns& columns,
                                    Remarks* remarks = nullptr);

}  // namespace data
