#pragma once
// What there is to name in scenarios and options, as tables that can be searched.
#include <string>
#include <vector>

#include "model/inputs.hpp"
#include "model/measures/measure.hpp"
#include "runs/say/json.hpp"

namespace runs {

struct Listing {
    struct Column {
        std::string name;
        bool number = false;  ///< to the right
    };
    std::vector<Column> columns;
    std::vector<std::vector<std::string>> rows;
};

Listing municipality_listing(const model::Inputs& inputs);
Listing ferry_listing(const model::Inputs& inputs);
/// With the numbers that --remove-practice and events take, and the lists of a study with seed 1.
Listing practice_listing(const model::Inputs& inputs);
Listing measure_listing(const std::vector<model::Measure>& measures);
Listing indicator_listing();
Listing area_listing(const model::Inputs& inputs);

/// The rows that hold every one of the words, in any case and without marks.
Listing searched(Listing listing, const std::vector<std::string>& words);

std::string as_text(const Listing& listing);
Json as_json(const Listing& listing);

}  // namespace runs
