#pragma once
#include <optional>
#include <string>
#include <vector>

#include "model/areas.hpp"
#include "viz/wording.hpp"

namespace viz {

/// What a person asks a map of, in their words.
struct MapRequest {
    std::vector<std::string> indicators;
    std::optional<model::Area> area;  ///< to zoom to, if not all of the country
    std::string month;
    std::vector<std::string> multiples;  ///< months side by side
    std::string palette, size, title;
    Language language = Language::norwegian;
    std::vector<std::string> breaks;  ///< numbers, "quantiles" or "round"; empty: quantiles
    int classes = 6;                  ///< wanted where breaks are not given
    std::string cells;  ///< a field of the squares to show instead of an indicator of municipalities
    bool film = false;  ///< a frame per month, in the shape of a screen
};

}  // namespace viz
