#include "geo/road_graph.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <numeric>
#include <tuple>

#include "geo/base/error.hpp"
#include "geo/base/parallel.hpp"

namespace geo {
namespace {

void fill_reverse(RoadGraph& graph) {
    const auto nodes = graph.nodes();
    graph.first_in.assign(nodes + std::size_t{1}, 0);
    for (const auto to : graph.head) ++graph.first_in[to + 1];
    std::partial_sum(graph.first_in.begin(), graph.first_in.end(), graph.first_in.begin());
    std::vector<std::uint32_t> next(graph.first_in.begin(), graph.first_in.end() - 1);
    graph.tail.resize(graph.arcs());
    graph.in_arc.resize(graph.arcs());
    for (std::uint32_t v = 0; v < nodes; ++v)
        for (auto a = graph.first_out[v]; a < graph.first_out[v + 1]; ++a) {
            const auto to = next[graph.head[a]]++;
            graph.tail[to] = v;
            graph.in_arc[to] = a;
        }
}

void fill_reverse_millis(RoadGraph& graph) {
    graph.in_millis.resize(graph.arcs());
    for (std::uint32_t k = 0; k < graph.arcs(); ++k) graph.in_millis[k] = graph.millis[graph.in_arc[k]];
}

/// Strongly connected components over the open arcs: Tarjan's algorithm with its own stack.
void fill_components(RoadGraph& graph) {
    const auto nodes = graph.nodes();
    std::vector<std::uint32_t> found(nodes, no_index), low(nodes), next(nodes), open, way,
        raw(nodes, no_index);
    std::uint32_t clock = 0, components = 0;
    for (std::uint32_t root = 0; root < nodes; ++root) {
        if (found[root] != no_index) continue;
        way.push_back(root);
        while (!way.empty()) {
            const auto v = way.back();
            if (found[v] == no_index) {
                found[v] = low[v] = clock++;
                next[v] = graph.first_out[v];
                open.push_back(v);
            }
            bool deeper = false;
            while (next[v] < graph.first_out[v + 1]) {
                const auto a = next[v];
                const auto w = graph.head[a];
                if (graph.millis[a] < unreachable_ms) {
                    if (found[w] == no_index) {
                        way.push_back(w);
                        deeper = true;
                        break;
                    }
                    if (raw[w] == no_index) low[v] = std::min(low[v], low[w]);
                }
                ++next[v];
            }
            if (deeper) continue;
            if (low[v] == found[v]) {
                std::uint32_t w = 0;
                do {
                    w = open.back();
                    open.pop_back();
                    raw[w] = components;
                } while (w != v);
                ++components;
            }
            way.pop_back();
        }
    }
    // Number by lowest node, so that the numbers do not depend on the order of the search.
    std::vector<std::uint32_t> number(components, no_index), size;
    graph.component.resize(nodes);
    for (std::uint32_t v = 0; v < nodes; ++v) {
        auto& c = number[raw[v]];
        if (c == no_index) {
            c = static_cast<std::uint32_t>(size.size());
            size.push_back(0);
        }
        graph.component[v] = c;
        ++size[c];
    }
    graph.components = components;
    graph.main_component =
        static_cast<std::uint32_t>(std::max_element(size.begin(), size.end()) - size.begin());
}

}  // namespace

RoadGraph build_graph(std::uint32_t nodes, std::vector<Arc> arcs) {
    for (const Arc& arc : arcs)
        if (arc.from >= nodes || arc.to >= nodes || arc.millis >= unreachable_ms)
            throw InputError(fmt::format("arc {} -> {} of {} ms: expected nodes below {} and less than {} ms",
                                         arc.from, arc.to, arc.millis, nodes, unreachable_ms));
    std::erase_if(arcs, [](const Arc& arc) { return arc.from == arc.to; });
    sort(arcs, [](const Arc& a, const Arc& b) {
        return std::tie(a.from, a.to, a.millis, a.ferry) < std::tie(b.from, b.to, b.millis, b.ferry);
    });
    arcs.erase(std::unique(arcs.begin(), arcs.end(),
                           [](const Arc& a, const Arc& b) { return a.from == b.from && a.to == b.to; }),
               arcs.end());
    RoadGraph graph;
    graph.first_out.assign(nodes + std::size_t{1}, 0);
    graph.head.reserve(arcs.size());
    graph.millis.reserve(arcs.size());
    graph.ferry.reserve(arcs.size());
    for (const Arc& arc : arcs) {
        ++graph.first_out[arc.from + 1];
        graph.head.push_back(arc.to);
        graph.millis.push_back(arc.millis);
        graph.ferry.push_back(arc.ferry ? 1 : 0);
    }
    std::partial_sum(graph.first_out.begin(), graph.first_out.end(), graph.first_out.begin());
    fill_reverse(graph);
    fill_reverse_millis(graph);
    fill_components(graph);
    return graph;
}

RoadGraph with_millis(const RoadGraph& graph, std::vector<std::uint32_t> millis) {
    if (millis.size() != graph.arcs())
        throw InputError(fmt::format("{} arc times for a graph of {} arcs", millis.size(), graph.arcs()));
    RoadGraph out = graph;
    out.millis = std::move(millis);
    fill_reverse_millis(out);
    fill_components(out);
    return out;
}

std::uint32_t find_arc(const RoadGraph& graph, std::uint32_t from, std::uint32_t to) {
    const auto begin = graph.head.begin() + graph.first_out[from],
               end = graph.head.begin() + graph.first_out[from + 1];
    const auto at = std::lower_bound(begin, end, to);
    return at == end || *at != to ? no_index : static_cast<std::uint32_t>(at - graph.head.begin());
}

}  // namespace geo
