#pragma once
// An area alone: what a scenario simulates when it is told to leave the rest of the country out.
#include <string>
#include <vector>

#include "data/scenario.hpp"
#include "model/areas.hpp"

namespace data {

/// Makes of a scenario and its inputs those of `area` alone: the set's figures and polygons become its
/// municipalities', `simulated` what is simulated of them and around them (model::part_of), the scenario's
/// numbers for the nation the part's, and of its own areas those within stay. Nothing changes if the area is
/// all of the country. `remarks` says what was done. Throws InputError as model::part_of.
void keep_only(const model::Area& area, Scenario& scenario, InputSet& set, std::vector<std::string>& remarks);

}  // namespace data
