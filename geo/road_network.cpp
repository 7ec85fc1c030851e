#include "geo/road_network.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "geo/base/error.hpp"
#include "geo/road_crossings.hpp"

namespace geo {
namespace {

/// A line, a boarding or a landing, before chains are merged.
struct Piece {
    std::uint32_t a = 0, b = 0;
    std::uint32_t forward_ms = unreachable_ms;   ///< a to b
    std::uint32_t backward_ms = unreachable_ms;  ///< b to a
    bool ferry = false;

    bool open_from(std::uint32_t node) const {
        return (node == a ? forward_ms : backward_ms) < unreachable_ms;
    }
    bool open_to(std::uint32_t node) const { return (node == a ? backward_ms : forward_ms) < unreachable_ms; }
    std::uint32_t other(std::uint32_t node) const { return node == a ? b : a; }
};

void check(const RoadLines& lines) {
    const std::size_t n = lines.size();
    if (lines.to.size() != n || lines.road_class.size() != n || lines.medium.size() != n ||
        lines.oneway.size() != n || lines.length_m.size() != n || lines.given_ms.size() != n ||
        (!lines.wait_ms.empty() && lines.wait_ms.size() != n) ||
        (!lines.given_back_ms.empty() && lines.given_back_ms.size() != n) || lines.number.size() != n ||
        lines.name.size() != n || lines.vertex_start.size() != n + 1 ||
        lines.vertex_start.back() != lines.vertices.size())
        throw InputError(fmt::format("road lines: columns of different length, expected {} rows in each", n));
    for (std::uint32_t i = 0; i < lines.size(); ++i) {
        const auto vertices = lines.vertex_start[i + 1] - lines.vertex_start[i];
        if (lines.stated_wait_ms(i) >= unreachable_ms / 2)
            throw InputError(fmt::format("road line {}: a wait of {} ms, expected less than {}", i,
                                         lines.stated_wait_ms(i), unreachable_ms / 2));
        if (lines.from[i] >= lines.nodes || lines.to[i] >= lines.nodes)
            throw InputError(fmt::format("road line {}: joins nodes {} and {}, expected numbers below {}", i,
                                         lines.from[i], lines.to[i], lines.nodes));
        if (vertices < 2)
            throw InputError(fmt::format("road line {}: {} vertices, expected at least 2", i, vertices));
    }
}

/// Pieces 0..lines-1 are the lines; boardings follow. Nodes 0..lines.nodes-1 are on land; a crossing's own
/// nodes follow.
struct Pieces {
    std::vector<Piece> piece;
    std::uint32_t nodes = 0;
};

/// Wait for departure of each crossing: the longest its lines state, else by the length of all of them.
std::vector<std::uint32_t> crossing_waits(const RoadLines& lines, std::span<const std::uint32_t> crossing,
                                          const RoadSpeeds& speeds) {
    std::vector<std::uint32_t> stated;
    std::vector<double> km;
    for (std::uint32_t i = 0; i < lines.size(); ++i) {
        const auto c = crossing[i];
        if (c == no_index) continue;
        if (c >= stated.size()) {
            stated.resize(c + std::size_t{1}, 0);
            km.resize(c + std::size_t{1}, 0);
        }
        stated[c] = std::max(stated[c], lines.stated_wait_ms(i));
        km[c] += lines.length_m[i] / 1'000.0;
    }
    for (std::size_t c = 0; c < stated.size(); ++c)
        if (stated[c] == 0) stated[c] = boarding_wait(km[c], speeds).count();
    return stated;
}

Pieces cut(const RoadLines& lines, const RoadSpeeds& speeds) {
    const auto crossing = ferry_crossings(lines);
    const auto shore = shores(lines);
    struct Call {
        std::uint32_t node, crossing, line;
        auto operator<=>(const Call&) const = default;
    };
    std::vector<Call> calls;
    for (std::uint32_t i = 0; i < lines.size(); ++i)
        if (crossing[i] != no_index) {
            calls.push_back({lines.from[i], crossing[i], i});
            calls.push_back({lines.to[i], crossing[i], i});
        }
    std::sort(calls.begin(), calls.end());

    Pieces out{.piece = std::vector<Piece>(lines.size()), .nodes = lines.nodes};
    for (std::uint32_t i = 0; i < lines.size(); ++i) {
        const auto ms = line_time(lines, i, speeds).count();
        const auto back = lines.back_ms(i) != 0 ? lines.back_ms(i) : ms;
        if (ms >= unreachable_ms || back >= unreachable_ms)
            throw InputError(fmt::format("road line {}: takes {} ms, expected less than {}", i,
                                         std::max(ms, back), unreachable_ms));
        out.piece[i] = {lines.from[i], lines.to[i], ms, lines.oneway[i] ? unreachable_ms : back,
                        is_ferry(lines.road_class[i])};
    }
    const auto waits = crossing_waits(lines, crossing, speeds);
    for (std::size_t begin = 0, end = 0; begin < calls.size(); begin = end) {
        while (end < calls.size() && calls[end].node == calls[begin].node &&
               calls[end].crossing == calls[begin].crossing)
            ++end;
        const auto source = calls[begin].node, deck = out.nodes++;
        for (auto k = begin; k < end; ++k) {
            Piece& sailing = out.piece[calls[k].line];
            if (sailing.a == source) sailing.a = deck;
            if (sailing.b == source) sailing.b = deck;
        }
        if (shore[source] == Shore::sea) continue;
        const auto quay = quay_time(lines.road_class[calls[begin].line], speeds).count();
        out.piece.push_back({source, deck, quay + waits[calls[begin].crossing], quay, true});
    }
    return out;
}

/// Walks from junction to junction and writes one chain per run of pieces.
class Chaining {
public:
    Chaining(const Pieces& pieces, std::uint32_t lines, std::uint32_t source_nodes)
        : pieces_(pieces),
          lines_(lines),
          used_(pieces.piece.size(), 0),
          first_(pieces.nodes + std::size_t{1}, 0) {
        for (const Piece& piece : pieces.piece) {
            ++first_[piece.a + 1];
            ++first_[piece.b + 1];
        }
        std::partial_sum(first_.begin(), first_.end(), first_.begin());
        at_.resize(first_.back());
        std::vector<std::uint32_t> next(first_.begin(), first_.end() - 1);
        for (std::uint32_t i = 0; i < pieces.piece.size(); ++i) {
            at_[next[pieces.piece[i].a]++] = i;
            at_[next[pieces.piece[i].b]++] = i;
        }
        places.resize(lines);
        junction_.resize(pieces.nodes);
        for (std::uint32_t v = 0; v < pieces.nodes; ++v) junction_[v] = is_junction(v);
        for (std::uint32_t v = 0; v < pieces.nodes; ++v)
            if (junction_[v]) walk_from(v);
        for (std::uint32_t i = 0; i < pieces.piece.size(); ++i)  // what is left are rings without a junction
            if (!used_[i]) {
                const auto v = std::min(pieces.piece[i].a, pieces.piece[i].b);
                junction_[v] = 1;
                walk_from(v);
            }
        number_nodes(source_nodes);
    }

    std::vector<Chain> chains;
    std::vector<LinePlace> places;
    std::vector<std::uint32_t> number;  ///< graph node of each piece node, no_index if merged away
    std::uint32_t nodes = 0;

private:
    bool is_junction(std::uint32_t v) const {
        const auto degree = first_[v + 1] - first_[v];
        if (degree != 2) return degree > 0;
        const auto i = at_[first_[v]], k = at_[first_[v] + 1];
        if (i == k) return true;  // a ring of one line
        const Piece &one = pieces_.piece[i], &two = pieces_.piece[k];
        return one.ferry != two.ferry || one.open_to(v) != two.open_from(v) ||
               two.open_to(v) != one.open_from(v);
    }

    void walk_from(std::uint32_t start) {
        for (auto k = first_[start]; k < first_[start + 1]; ++k)
            if (!used_[at_[k]]) walk(start, at_[k]);
    }

    void walk(std::uint32_t start, std::uint32_t i) {
        struct Step {
            std::uint32_t piece;
            bool turned;
            std::uint32_t forward_before, backward_before;
        };
        std::vector<Step> steps;
        std::uint32_t forward = 0, backward = 0, v = start;
        const bool forward_open = pieces_.piece[i].open_from(start),
                   backward_open = pieces_.piece[i].open_to(start);
        for (;;) {
            const Piece& piece = pieces_.piece[i];
            used_[i] = 1;
            const bool turned = piece.a != v;
            steps.push_back({i, turned, forward, backward});
            if (forward_open) forward += turned ? piece.backward_ms : piece.forward_ms;
            if (backward_open) backward += turned ? piece.forward_ms : piece.backward_ms;
            if (forward >= unreachable_ms || backward >= unreachable_ms)
                throw InputError(fmt::format("road line {}: its run between two junctions takes over {} ms",
                                             i, unreachable_ms));
            v = piece.other(v);
            if (junction_[v]) break;
            i = at_[first_[v]] == i ? at_[first_[v] + 1] : at_[first_[v]];
        }
        const auto chain = static_cast<std::uint32_t>(chains.size());
        chains.push_back({start, v, forward_open ? forward : unreachable_ms,
                          backward_open ? backward : unreachable_ms, pieces_.piece[i].ferry});
        for (std::size_t s = 0; s < steps.size(); ++s) {
            const Step& step = steps[s];
            if (step.piece >= lines_) continue;
            const bool last = s + 1 == steps.size();
            const auto forward_after = last ? forward : steps[s + 1].forward_before;
            const auto backward_after = last ? backward : steps[s + 1].backward_before;
            LinePlace place{chain, step.forward_before, forward_after, backward - step.backward_before,
                            backward - backward_after};
            if (step.turned) {
                std::swap(place.forward_first, place.forward_last);
                std::swap(place.backward_first, place.backward_last);
            }
            places[step.piece] = place;
        }
    }

    void number_nodes(std::uint32_t source_nodes) {
        number.assign(pieces_.nodes, no_index);
        for (std::uint32_t v = 0; v < pieces_.nodes; ++v)
            if (junction_[v]) number[v] = nodes++;
        for (Chain& chain : chains) {
            chain.start = number[chain.start];
            chain.end = number[chain.end];
        }
        number.resize(source_nodes);
    }

    const Pieces& pieces_;
    std::uint32_t lines_;
    std::vector<std::uint8_t> used_, junction_;
    std::vector<std::uint32_t> first_, at_;
};

}  // namespace

RoadNetwork build_network(const RoadLines& lines, const RoadSpeeds& speeds) {
    check(lines);
    const Pieces pieces = cut(lines, speeds);
    Chaining chaining(pieces, lines.size(), lines.nodes);
    std::vector<Arc> arcs;
    for (const Chain& chain : chaining.chains) {
        if (chain.forward_ms < unreachable_ms)
            arcs.push_back({chain.start, chain.end, chain.forward_ms, chain.ferry});
        if (chain.backward_ms < unreachable_ms)
            arcs.push_back({chain.end, chain.start, chain.backward_ms, chain.ferry});
    }
    RoadNetwork out{.graph = build_graph(chaining.nodes, std::move(arcs)),
                    .chains = std::move(chaining.chains),
                    .lines = std::move(chaining.places),
                    .node_of_source = std::move(chaining.number),
                    .roadless_quays = {}};
    const auto shore = shores(lines);
    for (std::uint32_t i = 0; i < lines.size(); ++i) {
        const auto add = [&](std::uint32_t source, std::uint32_t vertex) {
            if (shore[source] == Shore::no_road)
                out.roadless_quays.push_back({i, out.node_of_source[source], lines.vertices[vertex]});
        };
        add(lines.from[i], lines.vertex_start[i]);
        add(lines.to[i], lines.vertex_start[i + 1] - 1);
    }
    return out;
}

RoadNetwork with_closed_lines(const RoadNetwork& network, std::span<const std::uint32_t> closed) {
    std::vector<std::uint8_t> shut(network.chains.size(), 0);
    for (const auto line : closed) {
        if (line >= network.lines.size())
            throw InputError(
                fmt::format("road line {} cannot be closed: there are {} lines", line, network.lines.size()));
        shut[network.lines[line].chain] = 1;
    }
    std::vector<std::uint32_t> millis(network.graph.arcs(), unreachable_ms);
    const auto open = [&](std::uint32_t from, std::uint32_t to, std::uint32_t ms) {
        if (from == to || ms >= unreachable_ms) return;
        auto& arc = millis[find_arc(network.graph, from, to)];
        arc = std::min(arc, ms);
    };
    for (std::size_t c = 0; c < network.chains.size(); ++c) {
        const Chain& chain = network.chains[c];
        if (shut[c]) continue;
        open(chain.start, chain.end, chain.forward_ms);
        open(chain.end, chain.start, chain.backward_ms);
    }
    RoadNetwork out = network;
    out.graph = with_millis(network.graph, std::move(millis));
    return out;
}

std::vector<std::uint32_t> ferry_lines_named(const RoadLines& lines, std::string_view name) {
    std::vector<std::uint32_t> found;
    for (std::uint32_t i = 0; i < lines.size(); ++i)
        if (is_ferry(lines.road_class[i]) && lines.name[i] == name) found.push_back(i);
    return found;
}

}  // namespace geo
