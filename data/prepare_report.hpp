#pragma once
#include <string>
#include <vector>

namespace data {

/// One thing checked. `notable` is what a reader of the figures should know; the rest went as expected.
struct Check {
    std::string table;  ///< section of the manifest
    std::string found;  ///< a sentence with its figures
    bool notable = false;
};

struct PrepareReport {
    std::vector<Check> checks;
};

}  // namespace data
