#pragma once
#include <filesystem>
#include <string>

#include "data/remarks.hpp"
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
                                       const model::Municipalities& municipalities,
                                       Remarks* remarks = nullptr);

/// Columns of a long table, one figure a row, or one column a year.
struct LongPopulationColumns {
    std::string municipality = "region", sex = "kjønn", age = "alder";
    std::string year = "år";           ///< empty: the years stand in the names of the columns of persons
    std::string persons = "Personer";  ///< with `year` empty, what those names begin with: "Personer 2026"
};

/// The same from a table of Statistics Norway's table service written as CSV: every municipality, sex, single
/// age and year. A figure that is missing or has no row is an error, never a zero.
model::PopulationTable read_population_long(const std::filesystem::path& file,
                                            const LongPopulationColumns& columns,
                                            const model::Municipalities& municipalities,
                                            Remarks* remarks = nullptr);

/// The same from a JSON-stat answer, version 1 or 2, of Statistics Norway's table service (table 07459:
/// Region, Kjonn, Alder, Tid; one content). Regions that are not in the table of municipalities are an error,
/// and so is a figure that is null; ages "105+" and above are added together.
model::PopulationTable read_population_json_stat(const std::filesystem::path& file,
                                                 const model::Municipalities& municipalities);

}  // namespace data
