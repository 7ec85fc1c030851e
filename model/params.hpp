#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace model {

/// What every parameter must say about itself.
struct Field {
    std::string_view unit;
    double min, max;          ///< closed range; a value outside it is an error
    std::string_view source;  ///< a table in a publication, a calibration, or "assumption ..." with its reason; never empty
};

/// One printed parameter: for the snapshot file and the generated documentation.
struct ParameterRow {
    std::string name;  ///< "room.parameter", with "[label]" for one entry of a table
    double value;
    std::string unit;
    double min, max;
    std::string source;
};

}  // namespace model
