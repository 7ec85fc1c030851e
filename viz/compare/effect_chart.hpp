#pragma once
// Bars that say which assumption matters: one panel per result, the strongest factor first.
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "viz/canvas.hpp"
#include "viz/wording.hpp"

namespace viz {

/// One factor's effect with the interval drawn over its bar.
struct EffectBar {
    std::string label;
    double value = 0, low = 0, high = 0;
    std::optional<double> inner;  ///< a part of the bar, drawn darker: the first-order share of a total index
};

struct EffectPanel {
    std::string title;  ///< the result
    std::string axis;   ///< what the bars measure
    std::vector<EffectBar> bars;
};

struct EffectChart {
    std::string title, footer;
    Language language = Language::norwegian;
    std::vector<EffectPanel> panels;
};

/// Pixels high that a chart needs at its fixed width of 1200.
double height_of(const EffectChart& chart);
void draw_effects(Canvas& canvas, const EffectChart& chart);
/// The format is the extension's: .png, .pdf or .svg. Throws InputError for another.
void write_effects(const std::filesystem::path& path, const EffectChart& chart);

}  // namespace viz
