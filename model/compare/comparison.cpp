#include "model/compare/comparison.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

#include "geo/base/error.hpp"
#include "geo/base/parallel.hpp"

namespace model {
namespace {

std::vector<std::uint32_t> all_rows(const ComparedRun& run) {
    std::vector<std::uint32_t> rows(run.seeds.size());
    std::iota(rows.begin(), rows.end(), 0U);
    return rows;
}

double ratio_of_widths(const ComparedFigure& figure) {
    if (!figure.difference.has_interval() || !figure.unpaired.has_interval() || figure.unpaired.width() == 0)
        return std::numeric_limits<double>::quiet_NaN();
    return figure.difference.width() / figure.unpaired.width();
}

}  // namespace

bool ComparedRun::has(std::string_view count) const {
    return std::find(counts.begin(), counts.end(), count) != counts.end();
}

std::size_t ComparedRun::row(std::string_view count) const {
    const auto found = std::find(counts.begin(), counts.end(), count);
    if (found == counts.end())
        throw geo::InputError(name, fmt::format("keeps no '{}' of each replicate; it keeps {}", count,
                                                fmt::join(counts, ", ")));
    return static_cast<std::size_t>(found - counts.begin());
}

Pairing pair_by_seed(std::span<const std::int64_t> a, std::span<const std::int64_t> b) {
    std::map<std::int64_t, std::uint32_t> row_of;
    for (std::uint32_t i = 0; i < b.size(); ++i) row_of.emplace(b[i], i);
    Pairing pairing;
    for (std::uint32_t i = 0; i < a.size(); ++i)
        if (const auto partner = row_of.find(a[i]); partner != row_of.end()) {
            pairing.a.push_back(i);
            pairing.b.push_back(partner->second);
        }
    return pairing;
}

Pairing pair_same_seeds(std::span<const std::int64_t> a, std::span<const std::int64_t> b) {
    auto pairing = pair_by_seed(a, b);
    if (pairing.a.size() != a.size() || pairing.a.size() != b.size()) return {};
    return pairing;
}

std::vector<double> series(const ComparedRun& run, const ComparedIndicator& indicator, const Area& area,
                           std::span<const std::uint32_t> rows) {
    const auto sums = [&](std::string_view count) {
        const auto& table = run.values[run.row(count)];
        std::vector<double> result;
        result.reserve(rows.size());
        for (const auto row : rows) {
            std::int64_t sum = 0;
            for (const auto m : area.members) sum += table[std::size_t{row} * run.municipalities + m.value];
            result.push_back(static_cast<double>(sum));
        }
        return result;
    };
    if (indicator.denominator.empty()) return sums(indicator.numerator);
    return linearised_ratio(sums(indicator.numerator), sums(indicator.denominator), indicator.scale);
}

std::vector<ComparedFigure> compare(const ComparedRun& a, const ComparedRun& b,
                                    std::span<const ComparedIndicator> indicators,
                                    std::span<const Area> areas, const Pairing& pairing) {
    const bool paired = !pairing.a.empty();
    const auto rows_a = paired ? pairing.a : all_rows(a), rows_b = paired ? pairing.b : all_rows(b);
    std::vector<ComparedFigure> figures(areas.size() * indicators.size());
    geo::for_each_index(static_cast<std::uint32_t>(areas.size()), [&](std::uint32_t area) {
        for (std::uint32_t i = 0; i < indicators.size(); ++i) {
            const auto from = series(a, indicators[i], areas[area], rows_a),
                       to = series(b, indicators[i], areas[area], rows_b);
            const auto unpaired = unpaired_difference(from, to);
            figures[area * indicators.size() + i] = {
                area,
                i,
                mean(from),
                mean(to),
                paired ? paired_difference(from, to) : unpaired,
                unpaired,
                paired ? paired_p_value(from, to) : unpaired_p_value(from, to)};
        }
    });
    return figures;
}

PairingGain pairing_gain(std::span<const ComparedFigure> figures, std::span<const Area> areas,
                         std::uint32_t indicator) {
    PairingGain gain{std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::quiet_NaN()};
    std::vector<double> municipalities;
    for (const auto& figure : figures) {
        if (figure.indicator != indicator) continue;
        const double ratio = ratio_of_widths(figure);
        const auto kind = areas[figure.area].kind;
        if (kind == AreaKind::nation) gain.nation = ratio;
        if (kind == AreaKind::municipality && !std::isnan(ratio)) municipalities.push_back(ratio);
    }
    if (!municipalities.empty()) {
        const auto middle = municipalities.begin() + static_cast<std::ptrdiff_t>(municipalities.size() / 2);
        std::nth_element(municipalities.begin(), middle, municipalities.end());
        gain.median_municipality = *middle;
    }
    return gain;
}

std::vector<std::size_t> municipalities_of(std::span<const ComparedFigure> figures,
                                           std::span<const Area> areas, const Area& within,
                                           std::uint32_t indicator) {
    std::vector<std::size_t> rows;
    for (std::size_t i = 0; i < figures.size(); ++i) {
        const auto& area = areas[figures[i].area];
        if (figures[i].indicator == indicator && area.kind == AreaKind::municipality &&
            std::binary_search(within.members.begin(), within.members.end(), area.members.front()))
            rows.push_back(i);
    }
    return rows;
}

std::vector<std::size_t> changed_among(std::span<const ComparedFigure> figures,
                                       std::span<const std::size_t> rows) {
    std::vector<std::size_t> changed;
    std::copy_if(rows.begin(), rows.end(), std::back_inserter(changed),
                 [&](std::size_t row) { return figures[row].difference.is_change(); });
    std::stable_sort(changed.begin(), changed.end(), [&](std::size_t x, std::size_t y) {
        return std::abs(figures[x].difference.mean) > std::abs(figures[y].difference.mean);
    });
    return changed;
}

std::vector<std::uint8_t> hold_together(std::span<const ComparedFigure> figures,
                                        std::span<const std::size_t> rows,
                                        std::span<const std::size_t> changed) {
    std::vector<double> p_values(figures.size(), std::numeric_limits<double>::quiet_NaN());
    for (const auto row : rows) p_values[row] = figures[row].p_value;
    const auto holds = hold_together(p_values, false_discoveries);
    std::vector<std::uint8_t> result;
    for (const auto row : changed) result.push_back(holds[row]);
    return result;
}

}  // namespace model
