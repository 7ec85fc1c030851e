#include "viz/export/style.hpp"
#include "viz/xml.hpp"

#include <fmt/format.h>

namespace viz {
namespace {

/// The condition of one class, as class_of decides it.
std::string filter(const QgisStyle& style, int row) {
    const std::string column = fmt::format("\"{}\"", style.column);
    const auto& breaks = style.classes.breaks;
    if (style.classes.own_zero && row == 0) return column + " <= 0";
    const auto i = static_cast<std::size_t>(row - (style.classes.own_zero ? 1 : 0));
    const std::string below = i < breaks.size() ? fmt::format("{} < {}", column, breaks[i]) : "";
    std::string above = i > 0 ? fmt::format("{} >= {}", column, breaks[i - 1]) : "";
    if (i == 0 && style.classes.own_zero) above = column + " > 0";
    if (above.empty() && below.empty()) return column + " IS NOT NULL";
    return above + (above.empty() || below.empty() ? "" : " AND ") + below;
}

std::string option(const char* name, const std::string& value) {
    return fmt::format("<Option type=\"QString\" name=\"{}\" value=\"{}\"/>\n", name, value);
}

std::string opaque(Rgb c) {
    return fmt::format("{},{},{},255", c.r, c.g, c.b);
}

std::string symbol(int name, Rgb fill, const char* pattern) {
    return fmt::format(
               "<symbol type=\"fill\" name=\"{}\" alpha=\"1\" clip_to_extent=\"1\" force_rhr=\"0\">\n"
               "<layer class=\"SimpleFill\" enabled=\"1\" locked=\"0\" pass=\"0\">\n<Option type=\"Map\">\n",
               name) +
           option("color", opaque(fill)) + option("style", pattern) +
           option("outline_color", opaque(border)) + option("outline_style", "solid") +
           option("outline_width", "0.1") + option("outline_width_unit", "MM") +
           "</Option>\n</layer>\n</symbol>\n";
}

}  // namespace

std::string qgis_style_text(const QgisStyle& style) {
    std::string rules, symbols;
    const int size = style.classes.size();
    const auto rule = [&](int row, const std::string& condition, const std::string& label) {
        rules += fmt::format("<rule key=\"{{legekart-{}}}\" filter=\"{}\" symbol=\"{}\" label=\"{}\"/>\n",
                             row, xml_text(condition), row, xml_text(label));
    };
    for (int row = 0; row < size; ++row) {
        const auto i = static_cast<std::size_t>(row);
        rule(row, filter(style, row), style.labels[i]);
        symbols += symbol(row, style.colours[i], "solid");
    }
    rule(size, "ELSE", style.no_data);
    symbols += symbol(size, hatch_ink, "b_diagonal");
    return "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
           "<qgis version=\"3.22\" styleCategories=\"Symbology\">\n"
           "<renderer-v2 type=\"RuleRenderer\" symbollevels=\"0\" enableorderby=\"0\" forceraster=\"0\">\n"
           "<rules key=\"{legekart}\">\n" +
           rules + "</rules>\n<symbols>\n" + symbols + "</symbols>\n</renderer-v2>\n</qgis>\n";
}

}  // namespace viz
