#include <algorithm>
#include <cassert>
#include <cmath>

#include "geo/base/error.hpp"
#include "viz/map/map.hpp"
#include "viz/map/map_parts.hpp"

namespace viz {

void draw_panels(Canvas& canvas, const geo::Boundaries& shapes, std::span<const Panel> panels,
                 const MapSpec& spec) {
    const Extent extent = extent_of(shapes, spec.zoom);
    if (panels.empty() || extent == Extent{}) throw geo::InputError("map", "there is nothing to show");
    if (panels.size() == 1) {
        if (panels[0].cells) return draw_map(canvas, shapes, *panels[0].cells, spec);
        MapSpec one = spec;
        one.uncertain = panels[0].uncertain;
        return draw_map(canvas, shapes, panels[0].values, one);
    }
    std::vector<double> pooled;
    std::size_t uncertain = 0;
    for (const auto& panel : panels) {
        const auto values = panel.cells ? panel.cells->value : std::span(panel.values);
        pooled.insert(pooled.end(), values.begin(), values.end());
        uncertain += static_cast<std::size_t>(std::ranges::count(panel.uncertain, 1));
    }
    Look look = make_look(shapes, pooled, spec);
    const Legend legend = make_legend(look, spec, pooled, "", uncertain, false);
    const Frame frame = draw_frame(canvas, spec);
    const double em = frame.em;

    Box grid = grown(frame.panel, -0.9 * em);
    if (frame.column.width > 0) {
        draw_legend(canvas, legend, {frame.column.x, frame.column.y}, frame.column.width, em);
    } else {
        const double edge = frame.column.x;
        const double used =
            draw_wide_legend(canvas, legend, {edge, frame.panel.y}, canvas.width() - 2 * edge, 0.9 * em) +
            0.6 * em;
        grid = {edge, frame.panel.y + used, canvas.width() - 2 * edge, frame.panel.height - used};
    }

    // As many columns as make the maps largest.
    const double size = 0.95 * em, aspect = extent.width() / extent.height();
    const auto count = static_cast<int>(panels.size());
    const double gap = 0.3 * em;
    int columns = 1, rows = count;
    double largest = 0, title = 0;
    for (int n = 1; n <= count; ++n) {
        const int lines_down = (count + n - 1) / n;
        std::size_t lines = 0;
        for (const auto& panel : panels)
            lines =
                std::max(lines, wrapped(panel.title, grid.width / n - 2 * gap, size, Weight::bold).size());
        const double above = (0.35 + 1.2 * static_cast<double>(lines)) * size;
        const double height = std::min(grid.height / lines_down - above, grid.width / n / aspect);
        if (height > largest) largest = height, columns = n, rows = lines_down, title = above;
    }
    const double width = grid.width / columns, height = grid.height / rows;
    for (std::size_t i = 0; i < panels.size(); ++i) {
        const auto column = static_cast<int>(i) % columns, row = static_cast<int>(i) / columns;
        const Box cell{grid.x + column * width + gap, grid.y + row * height + gap, width - 2 * gap,
                       height - 2 * gap};
        // No more sea than the map needs.
        const double room = cell.height - title;
        const double high = std::min(room, 1.06 * cell.width / aspect);
        const Box box{cell.x, cell.y + title, std::min(cell.width, 1.06 * high * aspect), high};
        double y = cell.y + size;
        for (const auto& line : wrapped(panels[i].title, cell.width, size, Weight::bold)) {
            canvas.text({cell.x, y}, line, {.size = size, .weight = Weight::bold});
            y += 1.2 * size;
        }
        look.area_class.clear();
        look.cell_rings.clear();
        for (double v : panels[i].values) look.area_class.push_back(class_of(look.classes, v));
        look.uncertain = panels[i].uncertain;
        if (panels[i].cells) look.cell_rings = cell_rings(*panels[i].cells, look.classes);
        draw_layer(canvas, shapes, look, spec, Projection(extent, grown(box, -0.4 * em)), box, 0.015 * em);
    }
}

}  // namespace viz
