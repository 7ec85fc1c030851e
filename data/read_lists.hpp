#pragma once
#include <filesystem>
#include <string>

#include "data/remarks.hpp"
#include "model/inputs.hpp"

namespace data {

/// Names of the columns of the list table (SSB 12005).
struct ListColumns {
    std::string municipality = "municipality";
    std::string lists_with_gp = "lists_with_gp", lists_without_gp = "lists_without_gp";
    std::string patients_with_gp = "patients_with_gp", patients_without_gp = "patients_without_gp";
    std::string places_with_gp = "places_with_gp", open_lists = "open_lists";
    /// As table 12005 has them: patients per list with a GP, and places per 100 patients. Where one is named,
    /// patients or places follow from it and the column of patients_with_gp or places_with_gp is not read.
    std::string mean_list_length, reserve_capacity_index;
};

/// The lists of every municipality at the end of `year`. A row whose figures are all empty is a municipality
/// without lists of its own. Throws InputError (file:line) for a missing municipality, figures only partly
/// given, negative counts, patients on no list, or more open lists than lists.
model::ListTable read_lists(const std::filesystem::path& file, const ListColumns& columns, int year,
                            const model::Municipalities& municipalities, Remarks* remarks = nullptr);

/// Names of the columns of the yearly series (SSB 12005).
struct ListSeriesColumns {
    std::string municipality = "municipality", year = "year";
    std::string percent_without_gp = "percent_without_gp", mean_list_length = "mean_list_length";
    std::string reserve_capacity_index = "reserve_capacity_index";
    int fixed_year = 0;  ///< of a table without a column of years, `year` being empty
};

/// The yearly series; figures not published are empty and become NaN, and so do municipality-years without a
/// row. Throws InputError (file:line) for unknown municipalities, wrong values and rows that come twice.
model::ListSeries read_list_series(const std::filesystem::path& file, const ListSeriesColumns& columns,
                                   const model::Municipalities& municipalities, Remarks* remarks = nullptr);

}  // namespace data
