#include <algorithm>
#include <cassert>
#include <cmath>

#include "geo/base/error.hpp"
#include "viz/map_parts.hpp"

namespace viz {

void draw_small_multiples(Canvas& canvas, const geo::Boundaries& shapes, std::span<const Panel> panels,
                          const MapSpec& spec) {
    const Extent extent = extent_of(shapes, spec.zoom);
    if (panels.empty() || extent == Extent{})
        throw geo::InputError("small multiples", "there is nothing to show");
    std::vector<double> pooled;
    for (const auto& panel : panels) {
        assert(panel.values.size() == shapes.size());
        pooled.insert(pooled.end(), panel.values.begin(), panel.values.end());
    }
    Look look = make_look(shapes, pooled, spec);
    const Legend legend = make_legend(look, spec, pooled, "", !spec.uncertain.empty(), false);
    const Frame frame = draw_frame(canvas, spec);
    const double em = frame.em;

    Box grid = frame.panel;
    if (frame.column.width > 0) {
        draw_legend(canvas, legend, {frame.column.x, frame.column.y}, frame.column.width, em);
    } else {  // beside the grid on a portrait page: a strip on the left
        const double widest = 0.25 * canvas.width();
        const Xy size = legend_size(legend, widest, 0.85 * em);
        draw_legend(canvas, legend, {frame.column.x, grid.y + em}, widest, 0.85 * em);
        grid.x = frame.column.x + size.x + em;
        grid.width = canvas.width() - grid.x;
    }

    // As many columns as make the maps largest.
    const double title = 1.6 * em, aspect = extent.width() / extent.height();
    int columns = 1;
    double largest = 0;
    for (int n = 1; n <= static_cast<int>(panels.size()); ++n) {
        const int rows = (static_cast<int>(panels.size()) + n - 1) / n;
        const double height = std::min(grid.height / rows - title, grid.width / n / aspect);
        if (height > largest) largest = height, columns = n;
    }
    const int rows = (static_cast<int>(panels.size()) + columns - 1) / columns;
    const double width = grid.width / columns, height = grid.height / rows, gap = 0.3 * em;
    for (std::size_t i = 0; i < panels.size(); ++i) {
        const auto column = static_cast<int>(i) % columns, row = static_cast<int>(i) / columns;
        const Box cell{grid.x + column * width + gap, grid.y + row * height + gap, width - 2 * gap,
                       height - 2 * gap};
        const Box box{cell.x, cell.y + title, cell.width, cell.height - title};
        canvas.text({cell.x, cell.y + 1.1 * em}, panels[i].title,
                    {.size = 0.95 * em, .weight = Weight::bold});
        look.area_class.clear();
        for (double v : panels[i].values) look.area_class.push_back(class_of(look.classes, v));
        draw_layer(canvas, shapes, look, spec, Projection(extent, grown(box, -0.4 * em)), box, 0.015 * em);
    }
}

}  // namespace viz
