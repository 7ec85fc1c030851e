#pragma once
#include <string>
#include <vector>

#include "geo/base/field.hpp"

namespace model {

using geo::Field;

/// One printed parameter: for the snapshot file and the generated documentation.
struct ParameterRow {
    std::string name;  ///< "room.parameter", with "[label]" for one entry of a table
    double value = 0;
    std::string unit;
    double min = 0, max = 0;
    std::string source;
};

}  // namespace model
