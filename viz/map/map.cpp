#include "viz/map/map.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <numeric>

#include "geo/base/error.hpp"
#include "viz/map/free_space.hpp"
#include "viz/map/map_parts.hpp"
#include "viz/messages.hpp"

namespace viz {
namespace {

/// Where one in four of the country's people live on one in a hundred of its land: from Larvik and Halden to
/// Ringerike and Eidsvoll.
constexpr Extent oslo_fjord{203000, 6545000, 303000, 6690000};

std::vector<Inset> insets_of(const MapSpec& spec, const Extent& all) {
    if (spec.insets) return *spec.insets;
    const bool inside = all.west < oslo_fjord.west && all.east > oslo_fjord.east &&
                        all.south < oslo_fjord.south && all.north > oslo_fjord.north &&
                        all.height() > 4 * oslo_fjord.height();
    if (!spec.zoom.empty() || !inside) return {};
    return {{oslo_fjord, messages(spec.language).map.oslo_fjord}};
}

/// Takes the land that matters: all of it, or the municipalities in focus.
void take_land(FreeSpace& space, const geo::Boundaries& shapes, const Look& look,
               const Projection& projection) {
    for (std::uint32_t area = 0; area < shapes.size(); ++area)
        if (look.in_focus[area] != 0) space.take(area_path(shapes, area, projection));
}

/// A box in the sea for the inset, as large as fits, near the lower right corner; its title is above it.
std::optional<Box> inset_box(const FreeSpace& space, const Inset& inset, Box panel, double em) {
    const double aspect = inset.extent.width() / inset.extent.height();
    const double title = 1.5 * em;
    for (int percent = 56; percent > 15; percent -= 2) {
        const double height = percent / 100.0 * panel.height, width = height * aspect;
        if (const auto at = space.place(width, height + title, 0.9 * em, {1, 1}))
            return Box{at->x, at->y + title, width, height};
    }
    return std::nullopt;
}

/// Two lines from the mark to the inset: along the sides that face each other, with no line through either.
Path inset_lines(Box mark, Box box) {
    const bool right = box.x >= mark.right();
    const double from = right ? mark.right() : mark.x, to = right ? box.x : box.right();
    Path lines;
    lines.closed = false;
    if (!right && box.right() > mark.x) return lines;
    lines.points = {{from, mark.y}, {to, box.y}};
    lines.end_line();
    lines.points.insert(lines.points.end(), {{from, mark.bottom()}, {to, box.bottom()}});
    lines.end_line();
    return lines;
}

void draw_inset(Canvas& canvas, const geo::Boundaries& shapes, const Look& look, const MapSpec& spec,
                const Inset& inset, const Projection& main, Box box, double em) {
    const Box mark = main(inset.extent);
    const Paint frame{.fill = {}, .stroke = ink, .width = 0.08 * em};
    canvas.rect(mark, frame);
    const Path lines = inset_lines(mark, box);
    if (!lines.empty()) canvas.shape(lines, {.fill = {}, .stroke = soft_ink, .width = 0.05 * em});
    draw_layer(canvas, shapes, look, spec, Projection(inset.extent, box), box, 0.05 * em);
    canvas.rect(box, frame);
    canvas.text({box.x, box.y - 0.45 * em}, inset.title, {.size = em, .weight = Weight::bold});
}

/// Pins with their labels, the first on top.
void draw_marks(Canvas& canvas, std::span<const Mark> marks, const Projection& projection, Box panel,
                double em) {
    for (auto mark = marks.rbegin(); mark != marks.rend(); ++mark) {
        const Xy at = projection(mark->place);
        if (at.x < panel.x || at.x > panel.right() || at.y < panel.y || at.y > panel.bottom()) continue;
        const double side = 1.1 * em,
                     wide = std::max(side, text_width(mark->label, 0.8 * em, Weight::bold) + 0.5 * em);
        const Box box{at.x - wide / 2, at.y - 1.6 * em, wide, side};
        Path pin;
        pin.points = {{box.x, box.y},
                      {box.right(), box.y},
                      {box.right(), box.bottom()},
                      {at.x + 0.25 * em, box.bottom()},
                      at,
                      {at.x - 0.25 * em, box.bottom()},
                      {box.x, box.bottom()}};
        pin.end_line();
        canvas.shape(pin, {.fill = paper, .stroke = ink, .width = 0.08 * em});
        canvas.text({at.x, box.y + 0.84 * side}, mark->label,
                    {.size = 0.8 * em, .weight = Weight::bold, .anchor = Anchor::middle});
    }
}

/// Everything but the choice of classes: the page, the map, and what goes into its empty corners.
void compose(Canvas& canvas, const geo::Boundaries& shapes, const Look& look, const Legend& legend,
             const MapSpec& spec) {
    const Frame frame = draw_frame(canvas, spec);
    const double em = frame.em;
    const Extent extent = extent_of(shapes, spec.zoom);
    if (extent == Extent{})
        throw geo::InputError("map", "there is nothing to show: no polygon is in the chosen area");
    const bool beside = frame.column.width > 0;
    const double widest = beside ? frame.column.width : 0.42 * canvas.width();
    const Xy size = legend_size(legend, widest, em);

    // The map fills the panel; where that leaves no room for the legend, the legend gets a strip of its own.
    Box map_box = frame.panel;
    Projection projection(extent, grown(map_box, -1.1 * em));
    std::optional<Xy> legend_at;
    FreeSpace space(frame.panel);
    take_land(space, shapes, look, projection);
    if (beside) {
        legend_at = Xy{frame.column.x, frame.column.y};
    } else if (!(legend_at = space.place(size.x, size.y, 1.9 * em, {0, 0}))) {
        map_box.width -= size.x + 3 * em;
        map_box.x += size.x + 3 * em;
        projection = Projection(extent, grown(map_box, -1.1 * em));
        space = FreeSpace(frame.panel);
        take_land(space, shapes, look, projection);
        legend_at = Xy{frame.panel.x + 1.9 * em, frame.panel.y + 1.9 * em};
    }
    const Box legend_box{legend_at->x, legend_at->y, size.x, size.y};
    if (!beside) space.take(legend_box);

    draw_layer(canvas, shapes, look, spec, projection, frame.panel, 0.03 * em);

    std::vector<Box> taken{legend_box};
    for (const Inset& inset : insets_of(spec, extent)) {
        space.take(projection(inset.extent));
        if (const auto box = inset_box(space, inset, frame.panel, em)) {
            draw_inset(canvas, shapes, look, spec, inset, projection, *box, em);
            space.take(grown(*box, em));
            space.take(inset_lines(projection(inset.extent), *box));
            space.take(Box{box->x, box->y - 2 * em, box->width, 2 * em});
            taken.push_back(*box);
        }
    }
    if (!beside && !spec.zoom.empty())
        canvas.rect(grown(legend_box, 0.6 * em), {.fill = paper, .stroke = border, .width = 0.04 * em});
    draw_legend(canvas, legend, *legend_at, widest, em);

    const ScaleBar bar = make_scale_bar(projection, 0.2 * frame.panel.width, spec.language);
    if (const auto at = space.place(bar.pixels, 1.6 * em, 0.9 * em, beside ? Xy{1, 1} : Xy{0, 1})) {
        draw_scale_bar(canvas, bar, {at->x, at->y + 1.3 * em}, em);
        taken.push_back({at->x, at->y, bar.pixels, 1.6 * em});
    }
    draw_marks(canvas, spec.marks, projection, frame.panel, em);
    if (!spec.zoom.empty()) draw_names(canvas, shapes, look, spec, projection, std::move(taken), 0.8 * em);
}

}  // namespace

std::vector<Path> cell_rings(const Cells& cells, const Classes& classes) {
    std::vector<std::uint32_t> order(cells.value.size());
    std::iota(order.begin(), order.end(), 0u);
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        return std::tie(cells.row[a], cells.col[a], a) < std::tie(cells.row[b], cells.col[b], b);
    });
    const auto ring_class = [&](std::uint32_t i) {  // the last one: no data
        return static_cast<std::size_t>(class_of(classes, cells.value[i]).value_or(classes.size()));
    };
    std::vector<Path> rings(static_cast<std::size_t>(classes.size()) + 1);
    const double km = cells.cell_m / 1000.0;
    for (std::size_t i = 0; i < order.size();) {
        const std::uint32_t first = order[i];
        const std::size_t c = ring_class(first);
        std::int32_t end = cells.col[first] + 1;
        for (++i; i < order.size() && cells.row[order[i]] == cells.row[first] && cells.col[order[i]] <= end &&
                  ring_class(order[i]) == c;
             ++i)
            end = cells.col[order[i]] + 1;
        const double west = cells.col[first] * km, east = end * km;
        const double south = cells.row[first] * km, north = (cells.row[first] + 1) * km;
        rings[c].points.insert(rings[c].points.end(),
                               {{west, north}, {east, north}, {east, south}, {west, south}});
        rings[c].end_line();
    }
    return rings;
}

void draw_map(Canvas& canvas, const geo::Boundaries& shapes, std::span<const double> values,
              const MapSpec& spec) {
    assert(values.size() == shapes.size());
    Look look = make_look(shapes, values, spec);
    std::vector<double> shown;
    std::size_t uncertain = 0;
    for (std::uint32_t area = 0; area < shapes.size(); ++area) {
        look.area_class.push_back(class_of(look.classes, values[area]));
        if (look.in_focus[area] == 0) continue;
        if (area < spec.uncertain.size() && spec.uncertain[area] != 0)
            ++uncertain;
        else
            shown.push_back(values[area]);
    }
    look.uncertain = spec.uncertain;
    const Legend legend =
        make_legend(look, spec, shown, messages(spec.language).map.municipalities, uncertain, true);
    compose(canvas, shapes, look, legend, spec);
}

void draw_map(Canvas& canvas, const geo::Boundaries& shapes, const Cells& cells, const MapSpec& spec) {
    assert(cells.col.size() == cells.value.size() && cells.row.size() == cells.value.size());
    Look look = make_look(shapes, cells.value, spec);
    look.cell_rings = cell_rings(cells, look.classes);
    const Legend legend = make_legend(look, spec, cells.value, messages(spec.language).map.cells, 0, true);
    compose(canvas, shapes, look, legend, spec);
}

}  // namespace viz
