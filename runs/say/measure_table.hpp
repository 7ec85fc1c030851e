#pragma once
// The measures that come with the program, as people read them.
#include <string>
#include <vector>

#include "data/input_set.hpp"
#include "model/measures/measure.hpp"

namespace runs {

/// A Markdown page: the levers, then a table of the measures with lever, amount, source, cost and the number
/// of eligible municipalities by centrality on 1 January after the list table's year.
std::string measure_page(const std::vector<model::Measure>& measures, const model::Inputs& inputs);

}  // namespace runs
