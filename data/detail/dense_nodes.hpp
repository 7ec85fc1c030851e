#pragma once
#include <algorithm>
#include <cstdint>
#include <vector>

#include "geo/road_lines.hpp"

namespace data::detail {

/// Fills lines.from, lines.to and lines.nodes from a source's node numbers, two for each line: dense, in the
/// order of the source's numbers.
inline void number_nodes(geo::RoadLines& lines, const std::vector<std::int64_t>& first,
                         const std::vector<std::int64_t>& last) {
    std::vector<std::int64_t> known(first);
    known.insert(known.end(), last.begin(), last.end());
    std::ranges::sort(known);
    known.erase(std::unique(known.begin(), known.end()), known.end());
    const auto dense = [&](const std::vector<std::int64_t>& given) {
        std::vector<std::uint32_t> out;
        out.reserve(given.size());
        for (const auto node : given)
            out.push_back(static_cast<std::uint32_t>(std::ranges::lower_bound(known, node) - known.begin()));
        return out;
    };
    lines.from = dense(first);
    lines.to = dense(last);
    lines.nodes = static_cast<std::uint32_t>(known.size());
}

}  // namespace data::detail
