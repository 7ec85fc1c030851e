#pragma once
#include <cstdint>
#include <string_view>

namespace model {

/// The hospital area that a municipality belongs to, by official number: "Helgeland", "UNN". These are also
/// the areas of the health communities (helsefellesskap). Empty for a number that is not Norwegian.
std::string_view hospital_area(std::string_view municipality_number);

}  // namespace model
