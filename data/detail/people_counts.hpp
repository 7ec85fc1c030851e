#pragma once
// Residents gathered figure by figure from tables that name region, sex, age and year of each; private to
// data.
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "data/detail/municipality_index.hpp"

namespace data::detail {

/// One figure's place, as the source writes it.
struct PeopleCell {
    std::string_view region, sex, age, year;
};

class PeopleCounts {
public:
    PeopleCounts(const model::Municipalities& municipalities, std::string file);

    /// Adds a figure. Ages over the last are added to it. Throws InputError for a sex, age or year it does
    /// not know, and for a count beyond 0..65535.
    void add(const PeopleCell& cell, double persons, const std::string& where);
    /// Notes a figure that is missing: its sign (". .. :" or nothing).
    void missing(const PeopleCell& cell, std::string_view sign);

    /// Throws one InputError with everything that is wrong: figures that are missing, regions of other
    /// borders, municipalities, years or sexes that are not there.
    model::PopulationTable finish();

private:
    struct Place {
        model::MunicipalityId municipality;
        int sex, age, year;
    };
    std::optional<Place> place(const PeopleCell& cell, const std::string& where);
    std::string words(const PeopleCell& cell) const;

    const model::Municipalities& municipalities_;
    std::string file_;
    MunicipalityIndex index_;
    Complaints complaints_;
    std::map<int, std::vector<std::int32_t>> years_;  ///< municipality × sex × age; -1: not given
    std::uint64_t missing_ = 0, figures_ = 0;
    std::string first_missing_;
    std::map<std::string, std::uint64_t> signs_;
};

}  // namespace data::detail
