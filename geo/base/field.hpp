#pragma once
#include <string_view>

namespace geo {

/// What every parameter must say about itself. A parameter struct has one row per parameter in its
/// visit_fields: the same row reads the scenario file, checks the range, is written into the snapshot and
/// prints the documentation.
struct Field {
    std::string_view unit;
    double min, max;  ///< closed range; a value outside it is an error
    std::string_view
        source;  ///< a table in a publication, a calibration, or "assumption: " with its reason; never empty
};

}  // namespace geo
