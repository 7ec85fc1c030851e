#pragma once
// One year of the list series, with an estimate wherever nothing was published.
#include <vector>

#include "model/inputs.hpp"

namespace model {

/// One figure per municipality, and whether it was published.
struct Figures {
    std::vector<double> value;
    std::vector<std::uint8_t> published;
};

/// A share of one year. `column` is one of `series`, `people` the residents that weigh the means. Not
/// published: `persistence` parts of the municipality's own share at most two years away, if there is one,
/// the rest the mean of its centrality class; the nation's where the class has none.
Figures shares(const ListSeries& series, const std::vector<float>& column, int year,
               const Municipalities& municipalities, const std::vector<double>& people, double persistence);

/// A level that differs lastingly between municipalities, in one year. Not published: the municipality's own
/// in its nearest published year, changed as its class changed between the two years where both were
/// published; without any, the mean of its class, or of the nation. 0 where nothing is known.
std::vector<double> levels(const ListSeries& series, const std::vector<float>& column, int year,
                           const Municipalities& municipalities, const std::vector<double>& people);

}  // namespace model
