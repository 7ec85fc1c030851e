#include <algorithm>
#include <cassert>
#include <cmath>

#include "viz/map/map_parts.hpp"

namespace viz {
namespace {

Classes default_classes(std::span<const double> all, const MapSpec& spec) {
    if (spec.values == Values::differences) return difference_classes(all, spec.class_count | 1);  // odd
    const auto zeros = std::count(all.begin(), all.end(), 0.0);
    const bool negative = std::any_of(all.begin(), all.end(), [](double v) { return v < 0; });
    const bool own_zero =
        !negative && zeros * spec.class_count >= static_cast<std::ptrdiff_t>(all.size()) && zeros > 0;
    return quantile_classes(all, spec.class_count, own_zero);
}

/// Ground kilometres to pixels.
Path placed(const Path& ground_km, const Projection& projection) {
    Path path = ground_km;
    for (Xy& p : path.points) p = projection(geo::Point{p.x * 1000, p.y * 1000});
    return path;
}

}  // namespace

Look make_look(const geo::Boundaries& shapes, std::span<const double> all, const MapSpec& spec) {
    Look look;
    look.classes = spec.classes ? *spec.classes : default_classes(all, spec);
    const std::string name = !spec.palette.empty()                ? spec.palette
                             : spec.values == Values::differences ? "rdbu-r"
                                                                  : "ylorrd";
    look.colours = palette(name, look.classes.size());
    look.in_focus.assign(shapes.size(), spec.zoom.empty() ? 1 : 0);
    for (std::uint32_t area : spec.zoom) look.in_focus.at(area) = 1;
    if (!spec.group.empty()) {
        assert(spec.group.size() == shapes.size());
        look.group_lines = group_borders(shapes, spec.group);
    }
    return look;
}

void draw_layer(Canvas& canvas, const geo::Boundaries& shapes, const Look& look, const MapSpec& spec,
                const Projection& projection, Box box, double stroke) {
    canvas.push_clip(box);
    canvas.rect(box, {.fill = sea, .stroke = {}, .width = 0});
    const bool squares = look.area_class.empty();
    const Extent visible = projection.ground(grown(box, stroke));
    const double spacing = std::max(6.0, 9 * stroke);
    std::vector<std::pair<std::uint32_t, Path>> outlines;
    for (std::uint32_t area = 0; area < shapes.size(); ++area) {
        if (!overlap(extent_of(shapes, std::span(&area, 1)), visible)) continue;
        Path path = area_path(shapes, area, projection);
        if (path.empty()) continue;
        const std::string_view name = area < spec.names.size() ? std::string_view(spec.names[area]) : "";
        if (squares || look.in_focus[area] == 0) {
            canvas.shape(path, {.fill = land, .stroke = pale_border, .width = stroke * 0.7}, name);
            if (squares) outlines.emplace_back(area, std::move(path));
            continue;
        }
        const auto c = look.area_class[area];
        const bool doubtful = area < look.uncertain.size() && look.uncertain[area] != 0;
        const Rgb fill = !c ? no_data : doubtful ? may_be_chance : look.colours[static_cast<std::size_t>(*c)];
        canvas.shape(path, {.fill = fill, .stroke = border, .width = stroke}, name);
        if (!c) canvas.hatch(path, hatch_ink, spacing, 0.2 * spacing);
    }
    for (std::size_t c = 0; c < look.cell_rings.size(); ++c)
        if (!look.cell_rings[c].empty()) {
            const bool known = c < look.colours.size();
            canvas.shape(placed(look.cell_rings[c], projection),
                         {.fill = known ? look.colours[c] : hatch_ink, .stroke = {}, .width = 0});
        }
    for (const auto& [area, outline] : outlines) {
        const bool in_zoom = !spec.zoom.empty() && look.in_focus[area] != 0;
        canvas.shape(
            outline,
            {.fill = {}, .stroke = in_zoom ? border : pale_border, .width = stroke * (in_zoom ? 1.2 : 0.7)});
    }
    const Path strong = line_path(look.group_lines, projection);
    const Rgb ink_of_groups = squares ? border : strong_border;  // thin squares must show beside them
    if (!strong.empty()) canvas.shape(strong, {.fill = {}, .stroke = ink_of_groups, .width = 2 * stroke});
    canvas.pop_clip();
}

void draw_names(Canvas& canvas, const geo::Boundaries& shapes, const Look& look, const MapSpec& spec,
                const Projection& projection, std::vector<Box> taken, double em) {
    const auto km2 = geo::areas_km2(shapes);
    std::vector<std::uint32_t> order;  // large first: small ones give way
    for (std::uint32_t area = 0; area < shapes.size() && area < spec.names.size(); ++area)
        if (look.in_focus[area] != 0) order.push_back(area);
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        return km2[geo::MunicipalityId{a}] > km2[geo::MunicipalityId{b}];
    });
    for (std::uint32_t area : order) {
        const Xy at = projection(label_place(shapes, area));
        const double width = text_width(spec.names[area], em);
        const Box box{at.x - width / 2, at.y - 0.75 * em, width, em};
        if (std::any_of(taken.begin(), taken.end(), [&](Box b) { return overlap(b, grown(box, 0.2 * em)); }))
            continue;
        taken.push_back(box);
        canvas.text({at.x, at.y + 0.3 * em}, spec.names[area],
                    {.size = em, .anchor = Anchor::middle, .halo = true});
    }
}

}  // namespace viz
