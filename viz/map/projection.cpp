#include "viz/map/projection.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

namespace viz {
namespace {

std::span<const geo::Point> ring_points(const geo::Boundaries& b, std::uint32_t ring) {
    return std::span(b.points).subspan(b.ring_start[ring], b.ring_start[ring + 1] - b.ring_start[ring]);
}

std::uint32_t first_ring(const geo::Boundaries& b, std::uint32_t area) {
    return b.part_start[b.area_start[area]];
}
std::uint32_t last_ring(const geo::Boundaries& b, std::uint32_t area) {
    return b.part_start[b.area_start[area + 1]];
}

constexpr double too_close = 0.3;  // pixels

/// Appends points of one line, thinned; the first and the last one stay.
void append_thinned(Path& path, std::span<const geo::Point> line, const Projection& projection) {
    for (std::size_t i = 0; i < line.size(); ++i) {
        const Xy p = projection(line[i]);
        const bool first = path.points.size() == path.start.back();
        if (first || i + 1 == line.size() ||
            std::hypot(p.x - path.points.back().x, p.y - path.points.back().y) >= too_close)
            path.points.push_back(p);
    }
}

/// One side of a ring, from the lesser point to the greater.
struct Edge {
    geo::Point a, b;
    std::uint32_t area;
    auto key() const { return std::tie(a.east_m, a.north_m, b.east_m, b.north_m); }
};

Edge edge_of(geo::Point p, geo::Point q, std::uint32_t area) {
    const bool swap = std::tie(q.east_m, q.north_m) < std::tie(p.east_m, p.north_m);
    return swap ? Edge{q, p, area} : Edge{p, q, area};
}

}  // namespace

Extent extent_of(const geo::Boundaries& shapes, std::span<const std::uint32_t> areas) {
    constexpr double far = std::numeric_limits<double>::infinity();
    Extent e{far, far, -far, -far};
    const auto add = [&](std::uint32_t area) {
        for (std::uint32_t r = first_ring(shapes, area); r < last_ring(shapes, area); ++r)
            for (const auto& p : ring_points(shapes, r))
                e = {std::min(e.west, p.east_m), std::min(e.south, p.north_m), std::max(e.east, p.east_m),
                     std::max(e.north, p.north_m)};
    };
    if (areas.empty())
        for (std::uint32_t area = 0; area < shapes.size(); ++area) add(area);
    else
        for (std::uint32_t area : areas) add(area);
    return e.west <= e.east ? e : Extent{};
}

bool overlap(const Extent& a, const Extent& b) {
    return a.west <= b.east && b.west <= a.east && a.south <= b.north && b.south <= a.north;
}

Projection::Projection(const Extent& e, Box box) {
    const double width = std::max(e.width(), 1.0), height = std::max(e.height(), 1.0);  // one metre at least
    scale_ = std::min(box.width / width, box.height / height);
    x0_ = box.x + box.width / 2 - (e.west + e.east) / 2 * scale_;
    y0_ = box.y + box.height / 2 + (e.south + e.north) / 2 * scale_;
}

Box Projection::operator()(const Extent& e) const {
    const Xy corner = (*this)(geo::Point{e.west, e.north});
    return {corner.x, corner.y, e.width() * scale_, e.height() * scale_};
}

Extent Projection::ground(Box b) const {
    return {(b.x - x0_) / scale_, (y0_ - b.bottom()) / scale_, (b.right() - x0_) / scale_,
            (y0_ - b.y) / scale_};
}

Path area_path(const geo::Boundaries& shapes, std::uint32_t area, const Projection& projection) {
    Path path;
    for (std::uint32_t r = first_ring(shapes, area); r < last_ring(shapes, area); ++r) {
        const auto ring = ring_points(shapes, r);
        append_thinned(path, ring.first(ring.empty() ? 0 : ring.size() - 1),
                       projection);  // closed by the path
        if (path.points.size() - path.start.back() < 3)
            path.points.resize(path.start.back());
        else
            path.end_line();
    }
    return path;
}

GroundLines group_borders(const geo::Boundaries& shapes, std::span<const std::uint32_t> group) {
    std::vector<Edge> edges;
    edges.reserve(shapes.points.size());
    for (std::uint32_t area = 0; area < shapes.size(); ++area)
        for (std::uint32_t r = first_ring(shapes, area); r < last_ring(shapes, area); ++r) {
            const auto ring = ring_points(shapes, r);
            for (std::size_t i = 1; i < ring.size(); ++i)
                edges.push_back(edge_of(ring[i - 1], ring[i], area));
        }
    std::sort(edges.begin(), edges.end(), [](const Edge& p, const Edge& q) {
        return p.key() != q.key() ? p.key() < q.key() : p.area < q.area;
    });
    // A border side belongs to the line of the lower of its two areas.
    const auto starts_border = [&](const Edge& edge) {
        auto it = std::lower_bound(edges.begin(), edges.end(), edge,
                                   [](const Edge& p, const Edge& q) { return p.key() < q.key(); });
        bool other = false;
        for (; it != edges.end() && it->key() == edge.key(); ++it) {
            if (it->area < edge.area) return false;
            other = other || group[it->area] != group[edge.area];
        }
        return other;
    };
    GroundLines lines;
    const auto end_line = [&] {
        if (lines.points.size() > lines.start.back())
            lines.start.push_back(static_cast<std::uint32_t>(lines.points.size()));
    };
    for (std::uint32_t area = 0; area < shapes.size(); ++area)
        for (std::uint32_t r = first_ring(shapes, area); r < last_ring(shapes, area); ++r) {
            const auto ring = ring_points(shapes, r);
            for (std::size_t i = 1; i < ring.size(); ++i) {
                if (starts_border(edge_of(ring[i - 1], ring[i], area))) {
                    if (lines.points.size() == lines.start.back()) lines.points.push_back(ring[i - 1]);
                    lines.points.push_back(ring[i]);
                } else {
                    end_line();
                }
            }
            end_line();
        }
    return lines;
}

Path line_path(const GroundLines& lines, const Projection& projection) {
    Path path;
    path.closed = false;
    for (std::size_t i = 0; i + 1 < lines.start.size(); ++i) {
        append_thinned(path,
                       std::span(lines.points).subspan(lines.start[i], lines.start[i + 1] - lines.start[i]),
                       projection);
        path.end_line();
    }
    return path;
}

geo::Point label_place(const geo::Boundaries& shapes, std::uint32_t area) {
    std::uint32_t largest = shapes.area_start[area];
    double most = -1;
    for (std::uint32_t part = shapes.area_start[area]; part < shapes.area_start[area + 1]; ++part) {
        double twice = 0;
        const auto ring = ring_points(shapes, shapes.part_start[part]);
        for (std::size_t i = 1; i < ring.size(); ++i)
            twice += (ring[i - 1].east_m - ring[0].east_m) * (ring[i].north_m - ring[0].north_m) -
                     (ring[i].east_m - ring[0].east_m) * (ring[i - 1].north_m - ring[0].north_m);
        if (std::abs(twice) > most) most = std::abs(twice), largest = part;
    }
    const auto shell = ring_points(shapes, shapes.part_start[largest]);
    const auto [low, high] = std::minmax_element(
        shell.begin(), shell.end(), [](geo::Point p, geo::Point q) { return p.north_m < q.north_m; });
    geo::Point best = *low;
    double widest = -1;
    for (double share : {0.5, 0.4, 0.6, 0.3, 0.7}) {
        const double north = low->north_m + share * (high->north_m - low->north_m);
        std::vector<double> crossings;
        for (std::uint32_t r = shapes.part_start[largest]; r < shapes.part_start[largest + 1]; ++r) {
            const auto ring = ring_points(shapes, r);
            for (std::size_t i = 1; i < ring.size(); ++i) {
                const geo::Point p = ring[i - 1], q = ring[i];
                if ((p.north_m <= north) == (q.north_m <= north)) continue;
                crossings.push_back(p.east_m +
                                    (q.east_m - p.east_m) * (north - p.north_m) / (q.north_m - p.north_m));
            }
        }
        std::sort(crossings.begin(), crossings.end());
        for (std::size_t i = 0; i + 1 < crossings.size(); i += 2)
            if (crossings[i + 1] - crossings[i] >
                widest * 1.1) {  // the middle unless clearly wider elsewhere
                widest = crossings[i + 1] - crossings[i];
                best = {(crossings[i] + crossings[i + 1]) / 2, north};
            }
    }
    return best;
}

}  // namespace viz
