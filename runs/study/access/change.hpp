#pragma once
// What a user asks to close, add or remove; and what that changes.
#include <string>
#include <vector>

#include "runs/study/access/study.hpp"

namespace study {

/// A change in a person's words: options --close-ferry, --close-road, --add-practice and --remove-practice.
struct ChangeWords {
    std::vector<std::string> close_ferries = {};     ///< names, or parts of them
    std::vector<std::string> close_roads = {};       ///< "E69", "rv. 13", "fv. 17"
    std::vector<std::string> add_practices = {};     ///< "x,y" or "x,y,lists", metres in EPSG:25833
    std::vector<std::string> remove_practices = {};  ///< numbers
};

/// What the words mean; a ferry is found as geo::Ferries does. Throws InputError with what was meant or what
/// there is.
AccessChange read_change(const ChangeWords& words, const model::Inputs& figures);

/// Minutes to the nearest practice with a GP before and after, for the people of one municipality.
struct MunicipalityChange {
    model::MunicipalityId municipality{0};
    std::int64_t people = 0;   ///< who live there
    std::int64_t longer = 0;   ///< people with a longer way
    std::int64_t shorter = 0;  ///< people with a shorter way
    std::int64_t cut_off = 0;  ///< people who had a way and have none
    double minutes_more = 0;   ///< mean change of those with a longer or shorter way; negative: shorter
    double most_minutes = 0;   ///< largest change of a square either way
    std::int64_t over_30 = 0, over_60 = 0;  ///< more people beyond, negative: fewer; no way counts as beyond
    double lists_per_10000 = 0;             ///< change of the mean E2SFCA (Gaussian) of its people
};

/// Municipalities where anybody's minutes change by at least a tenth, or the mean index by 0.01 lists per 10
/// 000 people; most people affected first.
std::vector<MunicipalityChange> changes(const AccessStudy& study, const AccessState& before,
                                        const AccessState& after);

}  // namespace study
