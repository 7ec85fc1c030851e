#pragma once
#include <string>
#include <vector>

#include "viz/classes.hpp"
#include "viz/palette.hpp"

namespace viz {

/// How QGIS paints one column: one colour and one line of legend per class.
struct QgisStyle {
    std::string column;
    Classes classes;
    std::vector<Rgb> colours;         ///< one per class
    std::vector<std::string> labels;  ///< one per class
    std::string no_data;              ///< legend of the areas without a value
};

/// A style document (QML) for polygons with a rule per class and an ELSE rule, because QGIS leaves NULL
/// unpainted. The same text for the same style.
std::string qgis_style_text(const QgisStyle& style);

}  // namespace viz
