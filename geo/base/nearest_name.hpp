#pragma once
#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace geo {

/// Steps from one name to the other: letters inserted, removed, replaced, or two neighbours swapped.
inline std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i) {
        for (std::size_t j = 0; j <= b.size(); ++j) {
            if (i == 0 || j == 0) {
                d[i][j] = i + j;
                continue;
            }
            d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] != b[j - 1])});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
        }
    }
    return d[a.size()][b.size()];
}

/// The name fewest letters away from a mistyped one: at most `most_letters` (one is always allowed, but never
/// the whole name); the first of several.
template <class Names>
std::optional<std::string> nearest_name(const Names& names, std::string_view mistyped,
                                        std::size_t most_letters) {
    std::optional<std::string> best;
    auto limit = std::max<std::size_t>(1, most_letters) + 1;
    for (const auto& name : names) {
        const std::string_view candidate = name;
        const auto longer = std::max(candidate.size(), mistyped.size());
        if (longer - std::min(candidate.size(), mistyped.size()) >= limit)
            continue;  // too far whatever the letters
        const auto distance = edit_distance(mistyped, candidate);
        if (distance < limit && distance < mistyped.size()) {
            limit = distance;
            best = name;
        }
    }
    return best;
}

/// "; did you mean 'rural-grant'?" with the nearest name and a few that hold the mistyped one; else "; " and
/// `otherwise`.
template <class Names>
std::string meant_or(const Names& names, std::string_view mistyped, std::string_view otherwise) {
    std::string meant;
    const auto near = nearest_name(names, mistyped, mistyped.size() / 3);
    if (near) meant = "'" + std::string(*near) + "'";
    int more = 4;
    for (const auto& name : names) {
        const std::string_view candidate = name;
        if (mistyped.size() < 3 || candidate.find(mistyped) == std::string_view::npos ||
            (near && name == *near))
            continue;
        if (more-- == 0) break;
        meant += (meant.empty() ? "'" : ", '") + std::string(candidate) + "'";
    }
    return meant.empty() ? "; " + std::string(otherwise) : "; did you mean " + meant + "?";
}

}  // namespace geo
