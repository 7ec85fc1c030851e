#include "data/ferry_names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>
#include <numeric>
#include <queue>
#include <set>

namespace data {
namespace {

using model::MunicipalityId;

/// The ferry lines as a graph: which lines call at a node, and whether a road does too.
struct FerryNet {
    const geo::RoadLines& lines;
    std::vector<std::vector<std::uint32_t>> ferries;  ///< by node
    std::vector<std::uint8_t> quay;  ///< by node: a road or link ends here, or only one ferry does

    explicit FerryNet(const geo::RoadLines& all) : lines(all), ferries(all.nodes), quay(all.nodes) {
        for (std::uint32_t line = 0; line < lines.size(); ++line)
            for (const auto node : {lines.from[line], lines.to[line]}) {
                if (geo::is_ferry(lines.road_class[line]))
                    ferries[node].push_back(line);
                else
                    quay[node] = 1;
            }
        for (std::uint32_t node = 0; node < all.nodes; ++node)
            if (ferries[node].size() == 1) quay[node] = 1;
    }

    std::uint32_t other_end(std::uint32_t line, std::uint32_t node) const {
        return lines.from[line] == node ? lines.to[line] : lines.from[line];
    }

    /// The quay fewest ferry metres from `node`, not going back over `line`; `node` itself if it is one.
    std::uint32_t nearest_quay(std::uint32_t node, std::uint32_t line) const {
        using Reached = std::pair<std::uint64_t, std::uint32_t>;  // metres, node
        std::priority_queue<Reached, std::vector<Reached>, std::greater<>> open;
        std::set<std::uint32_t> done{other_end(line, node)};
        open.emplace(0, node);
        while (!open.empty()) {
            const auto [metres, at] = open.top();
            open.pop();
            if (!done.insert(at).second) continue;
            if (quay[at]) return at;
            for (const auto next : ferries[at])
                open.emplace(metres + lines.length_m[next], other_end(next, at));
        }
        return node;
    }
};

/// For every ferry line the first line of its crossing: lines of one road and kind of boat, joined at sea
/// nodes where just two meet.
std::vector<std::uint32_t> crossings(const FerryNet& net) {
    std::vector<std::uint32_t> first(net.lines.size());
    std::iota(first.begin(), first.end(), 0U);
    const auto root = [&](std::uint32_t line) {
        while (first[line] != line) line = first[line];
        return line;
    };
    for (std::uint32_t node = 0; node < net.lines.nodes; ++node) {
        if (net.quay[node] || net.ferries[node].size() != 2) continue;
        const auto one = net.ferries[node][0], two = net.ferries[node][1];
        if (net.lines.road_class[one] != net.lines.road_class[two] ||
            net.lines.name[one] != net.lines.name[two])
            continue;
        const auto a = root(one), b = root(two);
        first[std::max(a, b)] = std::min(a, b);
    }
    for (std::uint32_t line = 0; line < first.size(); ++line) first[line] = root(line);
    return first;
}

std::string first_name(const std::string& official) {
    return official.substr(0, official.find(" - "));
}

/// Names of the municipalities at some nodes.
std::vector<std::string> names_at(const std::vector<geo::Point>& places, const geo::Boundaries& full,
                                  const model::Municipalities& municipalities) {
    const auto areas = geo::areas_containing(full, places);
    std::vector<std::string> names;
    for (std::size_t i = 0; i < places.size(); ++i) {
        auto municipality = areas[i];
        double nearest_m = std::numeric_limits<double>::infinity();
        for (std::uint32_t m = 0; !areas[i] && m < municipalities.size(); ++m) {
            const double away_m = geo::distance_m(places[i], municipalities.centre[MunicipalityId{m}]);
            if (away_m < nearest_m) {
                nearest_m = away_m;
                municipality = MunicipalityId{m};
            }
        }
        names.push_back(municipality ? first_name(municipalities.name[*municipality]) : std::string("?"));
    }
    return names;
}

std::string kind_of_boat(geo::RoadClass c) {
    if (c == geo::RoadClass::passenger_ferry) return "passasjerbåt";
    return c == geo::RoadClass::boat ? "båt" : "ferge";
}

}  // namespace

void name_ferries(geo::RoadLines& lines, const geo::Boundaries& full,
                  const model::Municipalities& municipalities) {
    const FerryNet net(lines);
    const auto first = crossings(net);
    std::vector<geo::Point> place(lines.nodes);
    for (std::uint32_t line = 0; line < lines.size(); ++line) {
        place[lines.from[line]] = lines.vertices[lines.vertex_start[line]];
        place[lines.to[line]] = lines.vertices[lines.vertex_start[line + 1] - 1];
    }
    std::vector<std::uint32_t> named;  // first lines of the crossings
    std::vector<geo::Point> ends;      // two for each
    for (std::uint32_t line = 0; line < lines.size(); ++line) {
        if (!geo::is_ferry(lines.road_class[line]) || first[line] != line) continue;
        named.push_back(line);
        ends.push_back(place[net.nearest_quay(lines.from[line], line)]);
        ends.push_back(place[net.nearest_quay(lines.to[line], line)]);
    }
    const auto names = names_at(ends, full, municipalities);
    std::map<std::string, int> used;
    for (std::size_t i = 0; i < named.size(); ++i) {
        auto& name = lines.name[named[i]];
        const auto [a, b] = std::minmax(names[2 * i], names[2 * i + 1]);
        const auto where = a == b ? a : fmt::format("{}–{}", a, b);
        const auto by = name.empty() ? kind_of_boat(lines.road_class[named[i]]) : name;
        name = fmt::format("{} {}", where, by);
        if (const int times = ++used[name]; times > 1) name += fmt::format(" {}", times);
    }
    for (std::uint32_t line = 0; line < lines.size(); ++line)
        if (geo::is_ferry(lines.road_class[line])) lines.name[line] = lines.name[first[line]];
}

}  // namespace data
