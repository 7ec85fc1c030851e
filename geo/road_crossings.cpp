#include "geo/road_crossings.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <utility>

namespace geo {
namespace {

/// Disjoint sets; the lowest member stands for its set.
class Sets {
public:
    explicit Sets(std::uint32_t size) : parent_(size) { std::iota(parent_.begin(), parent_.end(), 0U); }
    std::uint32_t find(std::uint32_t i) {
        while (parent_[i] != i) i = parent_[i] = parent_[parent_[i]];
        return i;
    }
    void join(std::uint32_t a, std::uint32_t b) {
        a = find(a);
        b = find(b);
        parent_[std::max(a, b)] = std::min(a, b);
    }

private:
    std::vector<std::uint32_t> parent_;
};

}  // namespace

std::vector<Shore> shores(const RoadLines& lines) {
    std::vector<std::uint32_t> calls(lines.nodes, 0);
    std::vector<Shore> out(lines.nodes, Shore::sea);
    for (std::uint32_t i = 0; i < lines.size(); ++i)
        for (const auto node : {lines.from[i], lines.to[i]}) {
            if (is_ferry(lines.road_class[i]))
                ++calls[node];
            else
                out[node] = Shore::road;
        }
    for (std::uint32_t v = 0; v < lines.nodes; ++v)
        if (out[v] == Shore::sea && calls[v] == 1) out[v] = Shore::no_road;
    return out;
}

std::vector<std::uint32_t> ferry_crossings(const RoadLines& lines) {
    const auto shore = shores(lines);
    std::vector<std::pair<std::uint32_t, std::uint32_t>> calls;  // node, ferry line
    for (std::uint32_t i = 0; i < lines.size(); ++i)
        if (is_ferry(lines.road_class[i])) {
            calls.emplace_back(lines.from[i], i);
            calls.emplace_back(lines.to[i], i);
        }
    std::sort(calls.begin(), calls.end());

    const auto alike = [&](std::uint32_t a, std::uint32_t b) {
        return lines.road_class[a] == lines.road_class[b] && lines.number[a] == lines.number[b] &&
               lines.name[a] == lines.name[b];
    };
    const auto nameless = [&](std::uint32_t i) { return lines.number[i] == 0 && lines.name[i].empty(); };
    Sets sets(lines.size());
    for (std::size_t begin = 0, end = 0; begin < calls.size(); begin = end) {
        const auto node = calls[begin].first;
        while (end < calls.size() && calls[end].first == node) ++end;
        for (auto i = begin; i < end; ++i) {
            const auto line = calls[i].second;
            bool goes_on = false;
            for (auto k = begin; k < end; ++k) {
                const auto other = calls[k].second;
                if (k == i || !alike(line, other)) continue;
                goes_on = true;
                if (!(shore[node] == Shore::road && nameless(line))) sets.join(line, other);
            }
            if (shore[node] == Shore::sea && !goes_on)
                for (auto k = begin; k < end; ++k) sets.join(line, calls[k].second);
        }
    }

    constexpr auto on_land = std::numeric_limits<std::uint32_t>::max();
    std::vector<std::uint32_t> crossing(lines.size(), on_land);
    std::uint32_t crossings = 0;
    for (std::uint32_t i = 0; i < lines.size(); ++i)
        if (is_ferry(lines.road_class[i])) {
            const auto lowest = sets.find(i);
            crossing[i] = lowest == i ? crossings++ : crossing[lowest];
        }
    return crossing;
}

}  // namespace geo
