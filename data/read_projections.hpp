#pragma once
#include <array>
#include <filesystem>
#include <string>

#include "model/inputs.hpp"

namespace data {

/// Columns of a municipal projection: one row per municipality, one column per year, headed by the year.
struct MunicipalProjectionColumns {
    std::string municipality = "municipality";
    int first_year = 0, last_year = 0;
};

/// Columns of the national projections: one row per vintage, alternative, year and age group.
struct NationalProjectionColumns {
    std::string vintage = "vintage", alternative = "alternative", year = "year", age_group = "age_group",
                persons = "persons";
    /// What the main, the low and the high alternative are called; rows of others are passed over.
    std::array<std::string, 3> alternatives{"MMMM", "LLML", "HHMH"};
};

/// Fills the municipal part of `out` from a table with every municipality once. Throws InputError (file:line)
/// for wrong numbers, a municipality that comes twice or is missing.
void read_municipal_projection(const std::filesystem::path& file, const MunicipalProjectionColumns& columns,
                               const model::Municipalities& municipalities, model::Projections& out);

/// Fills the national part of `out`. Age groups are written as SSB does: "0 år", "1-5 år", "90 år eller
/// eldre". Throws InputError (file:line) for wrong values, and if the groups of a year leave out an age or
/// have one twice.
void read_national_projections(const std::filesystem::path& file, const NationalProjectionColumns& columns,
                               model::Projections& out);

}  // namespace data
