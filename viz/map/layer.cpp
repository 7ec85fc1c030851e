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

/// Bare land behind the municipalities, a little wider: generalised outlines leave no sea along the border.
void draw_neighbours(Canvas& canvas, const geo::Boundaries& neighbours, const Projection& projection,
                     double stroke) {
    for (std::uint32_t area = 0; area < neighbours.size(); ++area)
        if (const Path path = area_path(neighbours, area, projection); !path.empty())
            canvas.shape(path, {.fill = land, .stroke = land, .width = 2 * stroke});
}

/// What is too small on the page to show its colour is a dot.
Path dot(Xy at, double radius) {
    constexpr int corners = 24;
    constexpr double turn = 2 * 3.14159265358979 / corners;
    Path path;
    for (int i = 0; i < corners; ++i)
        path.points.push_back({at.x + radius * std::cos(i * turn), at.y + radius * std::sin(i * turn)});
    path.end_line();
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
    if (spec.neighbours) draw_neighbours(canvas, *spec.neighbours, projection, stroke);
    const bool squares = look.area_class.empty();
    const double radius = 0.0018 * std::hypot(box.width, box.height);
    const double dot_km2 = 3.14159 * std::pow(radius / projection.pixels_per_m() / 1000, 2);
    const auto km2 = geo::areas_km2(shapes);
    std::vector<std::pair<std::uint32_t, Paint>> dots;
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
        const Paint paint{.fill = fill, .stroke = border, .width = stroke};
        canvas.shape(path, paint, name);
        if (km2[geo::MunicipalityId{area}] < dot_km2) dots.emplace_back(area, paint);
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
    for (const auto& [area, paint] : dots)
        canvas.shape(dot(projection(label_place(shapes, area)), radius), paint,
                     area < spec.names.size() ? std::string_view(spec.names[area]) : "");
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
