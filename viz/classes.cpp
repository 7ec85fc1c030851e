#include "viz/classes.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "geo/base/error.hpp"
#include "viz/messages.hpp"

namespace viz {
namespace {

std::vector<double> known(std::span<const double> values) {
    std::vector<double> kept;
    for (double v : values)
        if (std::isfinite(v)) kept.push_back(v);
    std::sort(kept.begin(), kept.end());
    return kept;
}

/// step * k without the last bits of the product, so that 3 * 0.1 is the 0.3 a person would write.
double multiple(double step, double k) {
    const double digits = std::pow(10.0, 12 - std::ceil(std::log10(std::max(std::abs(step * k), 1e-300))));
    return std::isfinite(digits) ? std::round(step * k * digits) / digits : step * k;
}

}  // namespace

Classes user_classes(std::vector<double> breaks, bool own_zero) {
    for (std::size_t i = 0; i < breaks.size(); ++i) {
        if (!std::isfinite(breaks[i]) || (i > 0 && breaks[i] <= breaks[i - 1]))
            throw geo::InputError("class breaks", "expected finite numbers, each above the one before");
        if (own_zero && breaks[i] <= 0)
            throw geo::InputError("class breaks",
                                  "with a class of its own for zero every break must be above 0");
    }
    return {std::move(breaks), own_zero};
}

Classes round_classes(std::span<const double> values, int count) {
    const auto sorted = known(values);
    if (sorted.empty() || sorted.front() == sorted.back() || count < 2) return {};
    const double wanted = (sorted.back() - sorted.front()) / count;
    const double power = std::pow(10.0, std::floor(std::log10(wanted)));
    double step = 10 * power;
    for (double factor : {5.0, 2.5, 2.0, 1.0})
        if (factor * power >= wanted * 0.999) step = factor * power;
    Classes classes;
    for (double k = std::floor(sorted.front() / step) + 1; multiple(step, k) <= sorted.back(); ++k)
        classes.breaks.push_back(multiple(step, k));
    return classes;
}

Classes quantile_classes(std::span<const double> values, int count, bool own_zero) {
    auto sorted = known(values);
    if (own_zero) sorted.erase(sorted.begin(), std::upper_bound(sorted.begin(), sorted.end(), 0.0));
    Classes classes{{}, own_zero};
    if (sorted.empty() || sorted.front() == sorted.back()) return classes;
    const int shared = own_zero ? count - 1 : count;
    std::vector<double> raw{sorted.front()};
    for (int i = 1; i < shared; ++i)
        raw.push_back(sorted[sorted.size() * static_cast<std::size_t>(i) / static_cast<std::size_t>(shared)]);
    raw.push_back(sorted.back());
    raw.erase(std::unique(raw.begin(), raw.end()), raw.end());
    for (std::size_t i = 1; i + 1 < raw.size(); ++i) {
        const double gap = std::min(raw[i] - raw[i - 1], raw[i + 1] - raw[i]);
        const double unit = std::pow(10.0, std::floor(std::log10(gap / 5)));
        const double at = multiple(unit, std::round(raw[i] / unit));
        const bool above = classes.breaks.empty() ? at > sorted.front() : at > classes.breaks.back();
        if (above && at <= sorted.back()) classes.breaks.push_back(at);
    }
    return classes;
}

Classes difference_classes(std::span<const double> values, int count) {
    std::vector<double> sizes;
    for (double v : values)
        if (std::isfinite(v)) sizes.push_back(std::abs(v));
    std::sort(sizes.begin(), sizes.end());
    if (sizes.empty() || sizes.back() == 0 || count < 3) return {};
    double outer = sizes[(sizes.size() - 1) * 49 / 50];
    if (outer == 0) outer = sizes.back();
    auto power = static_cast<int>(std::floor(std::log10(outer)));
    constexpr std::array digits{1.0, 2.0, 5.0};
    int digit = 2;
    while (digit > 0 && digits[static_cast<std::size_t>(digit)] * std::pow(10.0, power) > outer) --digit;
    std::vector<double> side;
    for (int i = 0; i < (count - 1) / 2; ++i) {
        side.push_back(multiple(std::pow(10.0, power), digits[static_cast<std::size_t>(digit)]));
        if (--digit < 0) digit = 2, --power;
    }
    Classes classes;
    for (double b : side) classes.breaks.push_back(-b);
    classes.breaks.insert(classes.breaks.end(), side.rbegin(), side.rend());
    return classes;
}

std::optional<int> class_of(const Classes& classes, double value) {
    if (std::isnan(value)) return std::nullopt;
    if (classes.own_zero && value <= 0) return 0;
    const auto above = std::upper_bound(classes.breaks.begin(), classes.breaks.end(), value);
    return static_cast<int>(above - classes.breaks.begin()) + (classes.own_zero ? 1 : 0);
}

std::vector<std::uint32_t> class_counts(const Classes& classes, std::span<const double> values) {
    std::vector<std::uint32_t> counts(static_cast<std::size_t>(classes.size()));
    for (double v : values)
        if (const auto c = class_of(classes, v)) ++counts[static_cast<std::size_t>(*c)];
    return counts;
}

std::vector<std::string> class_labels(const Classes& classes, Language language) {
    const MapMessages& m = messages(language).map;
    const auto& breaks = classes.breaks;
    int decimals = 0;
    for (double b : breaks) decimals = std::max(decimals, decimals_of(b));
    const auto number = [&](double v) { return format_number(v, decimals, language); };
    std::vector<std::string> labels;
    if (classes.own_zero) labels.push_back("0");
    if (breaks.empty()) {
        labels.emplace_back(classes.own_zero ? m.over_zero : m.all_values);
        return labels;
    }
    const auto& first = classes.own_zero ? m.above_zero_under : m.under;
    labels.push_back(first(number(breaks.front())));
    const bool signs = breaks.front() < 0;  // "−2 til −1": a dash between signs is hard to read
    for (std::size_t i = 1; i < breaks.size(); ++i)
        labels.push_back(signs ? m.to(number(breaks[i - 1]), number(breaks[i]))
                               : number(breaks[i - 1]) + "\u2013" + number(breaks[i]));
    labels.push_back(m.and_over(number(breaks.back())));
    return labels;
}

}  // namespace viz
