#pragma once
#include <filesystem>
#include <string>

#include "model/inputs.hpp"

namespace data {

/// Columns of a wide table: one row per municipality, year and sex, one column per single age: a0, a1, ...
/// a105, the last one for 105 years and over.
struct PopulationColumns {
    std::string municipality = "municipality", year = "year", sex = "sex";
    std::string age_prefix = "a";
    std::string male = "m", female = "f";  ///< what stands in the sex column
};

/// Residents by age and sex from a wide CSV or CSV.gz table. Years must be contiguous, and each must have
/// every municipality and both sexes once. Throws InputError (file:line) otherwise.
model::PopulationTable read_population(const std::filesystem::path& file, const PopulationColumns& columns,
                                       const model::Municipalities& municipalities);

/// The same from a JSON-stat 2 answer of SSB's table service (table 07459: Region, Kjonn, Alder, Tid; one
/// content). Regions that are not in the table of municipalities are an error; ages "105+" and above are
/// added together.
model::PopulationTable read_population_json_stat(const std::filesystem::path& file,
                                                 const model::Municipalities& municipalities);

}  // namespace data
