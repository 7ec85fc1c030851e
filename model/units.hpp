#pragma once
#include <string_view>

namespace model {

/// A unit in Norwegian: "persons" is "personer", "min" is "minutter". Unchanged if it has no row in the
/// table.
std::string_view unit_no(std::string_view unit);

}  // namespace model
