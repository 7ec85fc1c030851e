// Decays in a user's words.
#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <optional>
#include <string_view>

#include "geo/access_indices.hpp"
#include "geo/base/error.hpp"

namespace geo {
namespace {

std::optional<double> number(std::string_view text) {
    double value = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failed != std::errc{} || end != text.data() + text.size() || !std::isfinite(value) || value < 0)
        return std::nullopt;
    return value;
}

std::vector<std::string_view> parts(std::string_view text) {
    std::vector<std::string_view> out;
    for (std::size_t at = 0; at <= text.size();) {
        const auto end = std::min(text.find(',', at), text.size());
        out.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return out;
}

std::optional<Decay> steps(const std::vector<std::string_view>& given, bool upper_edge) {
    Steps out{{}, {}, upper_edge};
    for (const auto part : given) {
        const auto cut = std::min(part.find('='), part.size());
        const auto edge = number(part.substr(0, cut)),
                   weight = cut < part.size() ? number(part.substr(cut + 1)) : std::nullopt;
        if (!edge || !weight) return std::nullopt;
        out.edge.push_back(*edge);
        out.weight.push_back(*weight);
    }
    return out;
}

std::optional<Decay> smooth(std::string_view kind, const std::vector<std::string_view>& given) {
    std::vector<double> n;
    for (const auto part : given) {
        const auto value = number(part);
        if (!value) return std::nullopt;
        n.push_back(*value);
    }
    const auto limit = [&](std::size_t at) { return n.size() > at ? n[at] : no_limit; };
    const auto between = [&](std::size_t least, std::size_t most) {
        return n.size() >= least && n.size() <= most;
    };
    if (kind == "within" && between(1, 1)) return Within{n[0]};
    if (kind == "gaussian" && between(1, 2) && n[0] > 0) return Gaussian{n[0], limit(1)};
    if (kind == "exponential" && between(1, 2)) return Exponential{n[0], limit(1)};
    if (kind == "logistic" && between(2, 3) && n[1] > 0) return Logistic{n[0], n[1], limit(2)};
    if (kind == "power" && between(1, 4) && (n.size() < 2 || n[1] > 0))
        return InversePower{n[0], n.size() > 1 ? n[1] : 1, n.size() > 2 ? n[2] : 1, limit(3)};
    return std::nullopt;
}

}  // namespace

Decay decay_in(const std::string& words) {
    const auto cut = std::min(words.find(':'), words.size());
    const std::string_view all = words;
    const auto kind = all.substr(0, cut);
    const auto given = parts(cut < all.size() ? all.substr(cut + 1) : all.substr(cut));
    const auto found =
        kind == "steps" || kind == "steps-below" ? steps(given, kind == "steps") : smooth(kind, given);
    if (!found)
        throw InputError("--decay",
                         fmt::format("'{}', expected such as within:30, steps:10=1,20=0.68,30=0.22, "
                                     "gaussian:15,30 (sigma, limit), exponential:0.05, logistic:30,10 or "
                                     "power:1,60",
                                     words));
    weight_at(*found, 0);  // steps must ascend
    return *found;
}

}  // namespace geo
