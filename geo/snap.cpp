#include "geo/snap.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "geo/base/error.hpp"
#include "geo/base/parallel.hpp"

namespace geo {
namespace {

struct Segment {
    Point a, b;
    std::uint32_t line;  ///< or a roadless quay, numbered after the lines
    float before_m;      ///< along the line from its first vertex to a
};

/// Nearest point of a segment: its squared distance and how far along the segment it lies, 0 to 1.
struct Foot {
    double square_m2;
    double share;
};
Foot foot(Point p, const Segment& s) {
    const double dx = s.b.east_m - s.a.east_m, dy = s.b.north_m - s.a.north_m;
    const double length = dx * dx + dy * dy;
    const double share =
        length > 0
            ? std::clamp(((p.east_m - s.a.east_m) * dx + (p.north_m - s.a.north_m) * dy) / length, 0.0, 1.0)
            : 0.0;
    const double ex = s.a.east_m + share * dx - p.east_m, ey = s.a.north_m + share * dy - p.north_m;
    return {ex * ex + ey * ey, share};
}

struct Nearest {
    double square_m2 = std::numeric_limits<double>::infinity();
    std::uint32_t line = no_index;
    double along_m = 0;
};

/// Line segments by the squares of a grid they pass.
class SegmentGrid {
public:
    explicit SegmentGrid(std::vector<Segment> segments) : segments_(std::move(segments)) {
        if (segments_.empty()) return;
        low_ = high_ = segments_[0].a;
        for (const Segment& s : segments_)
            for (const Point p : {s.a, s.b}) {
                low_ = {std::min(low_.east_m, p.east_m), std::min(low_.north_m, p.north_m)};
                high_ = {std::max(high_.east_m, p.east_m), std::max(high_.north_m, p.north_m)};
            }
        const double width = high_.east_m - low_.east_m, height = high_.north_m - low_.north_m;
        // About two squares for each segment, but no square under 50 m.
        side_m_ = std::max(50.0, std::sqrt(std::max(width, 1.0) * std::max(height, 1.0) /
                                           (2.0 * static_cast<double>(segments_.size()))));
        side_m_ = std::max(side_m_, std::max(width, height) / 20'000);
        columns_ = static_cast<std::int64_t>(width / side_m_) + 1;
        rows_ = static_cast<std::int64_t>(height / side_m_) + 1;
        first_.assign(static_cast<std::size_t>(columns_ * rows_) + 1, 0);
        for (const Segment& s : segments_) each_square(s, [&](std::size_t q) { ++first_[q + 1]; });
        std::partial_sum(first_.begin(), first_.end(), first_.begin());
        held_.resize(first_.back());
        std::vector<std::uint32_t> next(first_.begin(), first_.end() - 1);
        for (std::uint32_t i = 0; i < segments_.size(); ++i)
            each_square(segments_[i], [&](std::size_t q) { held_[next[q]++] = i; });
    }

    /// Nearest segment, looking at squares in growing rings around the place.
    Nearest nearest(Point p, double farthest_m) const {
        Nearest best;
        if (segments_.empty() || outside_m(p) > farthest_m) return best;
        const auto column = column_of(p.east_m), row = row_of(p.north_m);
        const auto rings = std::max({column, columns_ - 1 - column, row, rows_ - 1 - row});
        for (std::int64_t ring = 0; ring <= rings; ++ring) {
            const double ring_m = static_cast<double>(ring - 1) * side_m_;  // nothing in this ring is nearer
            if (ring > 0 && (best.square_m2 < ring_m * ring_m || ring_m > farthest_m)) break;
            for (auto r = std::max<std::int64_t>(0, row - ring); r <= std::min(rows_ - 1, row + ring); ++r) {
                const bool whole = r == row - ring || r == row + ring;
                const auto step = whole || ring == 0 ? 1 : 2 * ring;
                for (auto c = column - ring; c <= column + ring; c += step)
                    if (c >= 0 && c < columns_) look(p, static_cast<std::size_t>(r * columns_ + c), best);
            }
        }
        if (!(best.square_m2 <= farthest_m * farthest_m)) return {};
        return best;
    }

private:
    /// How far a place lies outside the box of all segments.
    double outside_m(Point p) const {
        const auto beyond = [](double x, double low, double high) {
            return std::max({low - x, 0.0, x - high});
        };
        return std::hypot(beyond(p.east_m, low_.east_m, high_.east_m),
                          beyond(p.north_m, low_.north_m, high_.north_m));
    }

    std::int64_t column_of(double east_m) const {
        return std::clamp(static_cast<std::int64_t>(std::floor((east_m - low_.east_m) / side_m_)),
                          std::int64_t{0}, columns_ - 1);
    }
    std::int64_t row_of(double north_m) const {
        return std::clamp(static_cast<std::int64_t>(std::floor((north_m - low_.north_m) / side_m_)),
                          std::int64_t{0}, rows_ - 1);
    }

    template <class Visit>
    void each_square(const Segment& s, const Visit& visit) const {
        const auto [west, east] = std::minmax({column_of(s.a.east_m), column_of(s.b.east_m)});
        const auto [south, north] = std::minmax({row_of(s.a.north_m), row_of(s.b.north_m)});
        const double reach = side_m_ * side_m_ * 0.5 * 1.0001;  // half a diagonal, squared
        for (auto r = south; r <= north; ++r)
            for (auto c = west; c <= east; ++c) {
                const Point middle{low_.east_m + (static_cast<double>(c) + 0.5) * side_m_,
                                   low_.north_m + (static_cast<double>(r) + 0.5) * side_m_};
                if (foot(middle, s).square_m2 <= reach) visit(static_cast<std::size_t>(r * columns_ + c));
            }
    }

    void look(Point p, std::size_t square, Nearest& best) const {
        for (auto k = first_[square]; k < first_[square + 1]; ++k) {
            const Segment& s = segments_[held_[k]];
            const Foot f = foot(p, s);
            const double along = s.before_m + f.share * distance_m(s.a, s.b);
            if (std::tie(f.square_m2, s.line, along) < std::tie(best.square_m2, best.line, best.along_m))
                best = {f.square_m2, s.line, along};
        }
    }

    std::vector<Segment> segments_;
    Point low_, high_;
    double side_m_ = 1;
    std::int64_t columns_ = 0, rows_ = 0;
    std::vector<std::uint32_t> first_, held_;
};

std::uint32_t between(std::uint32_t first, std::uint32_t last, double share) {
    const double at = first + share * (static_cast<double>(last) - static_cast<double>(first));
    return static_cast<std::uint32_t>(std::lround(at));
}

/// Lines are numbered first, roadless quays after them.
bool on_main(const RoadNetwork& network, std::uint32_t target) {
    const auto& graph = network.graph;
    const auto lines = static_cast<std::uint32_t>(network.lines.size());
    if (target >= lines)
        return graph.component[network.roadless_quays[target - lines].node] == graph.main_component;
    const Chain& chain = network.chains[network.lines[target].chain];
    return graph.component[chain.start] == graph.main_component &&
           graph.component[chain.end] == graph.main_component;
}

std::uint32_t access_millis(double distance, const SnapParams& params) {
    constexpr auto most = unreachable_ms / 4;
    return static_cast<std::uint32_t>(
        std::min(std::round(distance * 3'600.0 / params.access_km_h), double{most}));
}

Access join_quay(const RoadNetwork& network, const RoadlessQuay& quay, double distance,
                 const SnapParams& params) {
    Access out = at_node(quay.node);
    out.line = quay.line;
    out.on_roadless_quay = true;
    out.distance_m = distance;
    out.access_ms = access_millis(distance, params);
    out.leave_ms[0] = out.arrive_ms[0] = out.access_ms;
    out.in_main_component = network.graph.component[quay.node] == network.graph.main_component;
    return out;
}

Access join(const RoadNetwork& network, const Nearest& found, double line_m, const SnapParams& params) {
    const LinePlace& place = network.lines[found.line];
    const Chain& chain = network.chains[place.chain];
    const double share = line_m > 0 ? std::min(1.0, found.along_m / line_m) : 0.0;
    Access out;
    out.line = found.line;
    out.chain = place.chain;
    out.node = {chain.start, chain.end};
    out.distance_m = std::sqrt(found.square_m2);
    out.access_ms = access_millis(out.distance_m, params);
    out.in_main_component = on_main(network, found.line);
    if (chain.forward_ms < unreachable_ms) {
        out.forward_ms = between(place.forward_first, place.forward_last, share);
        out.arrive_ms[0] = out.access_ms + out.forward_ms;
        out.leave_ms[1] = out.access_ms + chain.forward_ms - out.forward_ms;
    }
    if (chain.backward_ms < unreachable_ms) {
        out.backward_ms = between(place.backward_first, place.backward_last, share);
        out.arrive_ms[1] = out.access_ms + out.backward_ms;
        out.leave_ms[0] = out.access_ms + chain.backward_ms - out.backward_ms;
    }
    return out;
}

}  // namespace

Access at_node(std::uint32_t node) {
    Access out;
    out.node[0] = node;
    out.leave_ms[0] = out.arrive_ms[0] = 0;
    out.in_main_component = true;
    return out;
}

std::uint32_t direct_millis(const Access& from, const Access& to) {
    if (from.chain == no_index || from.chain != to.chain) return unreachable_ms;
    std::uint32_t best = unreachable_ms;
    const auto along = [&](std::uint32_t start, std::uint32_t goal) {
        if (start < unreachable_ms && goal < unreachable_ms && goal >= start)
            best = std::min(best, goal - start);
    };
    along(from.forward_ms, to.forward_ms);
    along(from.backward_ms, to.backward_ms);
    return best == unreachable_ms ? best : best + from.access_ms + to.access_ms;
}

std::vector<Access> snap(const RoadLines& lines, const RoadNetwork& network, std::span<const Point> places,
                         const SnapParams& params) {
    if (!(params.access_km_h > 0))
        throw InputError(fmt::format("access speed: {} km/h, expected more than 0", params.access_km_h));
    std::vector<Segment> main, other;
    std::vector<double> line_m(lines.size(), 0.0);
    for (std::uint32_t i = 0; i < lines.size(); ++i) {
        if (is_ferry(lines.road_class[i])) continue;
        auto& segments = on_main(network, i) ? main : other;
        for (auto v = lines.vertex_start[i]; v + 1 < lines.vertex_start[i + 1]; ++v) {
            segments.push_back({lines.vertices[v], lines.vertices[v + 1], i, static_cast<float>(line_m[i])});
            line_m[i] += distance_m(lines.vertices[v], lines.vertices[v + 1]);
        }
    }
    for (std::uint32_t q = 0; q < network.roadless_quays.size(); ++q) {
        const Point place = network.roadless_quays[q].place;
        const auto target = lines.size() + q;
        (on_main(network, target) ? main : other).push_back({place, place, target, 0.0F});
    }
    const SegmentGrid main_grid(std::move(main)), other_grid(std::move(other));
    std::vector<Access> out(places.size());
    for_each_index(
        static_cast<std::uint32_t>(places.size()),
        [&](std::uint32_t i) {
            Nearest found = main_grid.nearest(places[i], params.farthest_m);
            if (!(found.square_m2 <= params.main_within_m * params.main_within_m)) {
                const Nearest elsewhere = other_grid.nearest(places[i], params.farthest_m);
                if (elsewhere.square_m2 < found.square_m2) found = elsewhere;
            }
            if (found.line != no_index && found.line >= lines.size())
                out[i] = join_quay(network, network.roadless_quays[found.line - lines.size()],
                                   std::sqrt(found.square_m2), params);
            else if (found.line != no_index)
                out[i] = join(network, found, line_m[found.line], params);
            else
                out[i].distance_m = std::numeric_limits<double>::infinity();
        },
        64);
    return out;
}

}  // namespace geo
