#include "viz/report/spread.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>
#include <optional>
#include <set>

#include "data/area_figures.hpp"
#include "data/kept_runs.hpp"
#include "geo/base/error.hpp"
#include "geo/base/parallel.hpp"
#include "model/areas.hpp"
#include "model/compare/ensemble_sums.hpp"
#include "model/compare/statistics.hpp"
#include "viz/report/values.hpp"

namespace viz {

namespace {

using nlohmann::ordered_json;

/// Stands for no value among whole numbers.
constexpr std::int32_t none = std::numeric_limits<std::int32_t>::min();

std::int32_t scaled(double value, int decimals) {
    return std::isnan(value) ? none : static_cast<std::int32_t>(std::llround(value * std::pow(10, decimals)));
}

bool contains(const std::vector<std::string>& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

/// Whether it goes in with intervals, if the file keeps it run by run.
bool has_interval(const data::IndicatorInfo& info, const std::vector<std::string>& wanted) {
    return info.interval || contains(wanted, info.name);
}

/// How means are stored. Those with an interval are kept finer than they are shown, so that a difference of
/// two has the digits it is shown with and lies in its own class of a map: by the step of a power of ten they
/// lie in, counted away from zero, which is a step of its own. Read back as the middle of its step a mean is
/// shown and classed as it would be itself. Others are rounded to what is shown.
struct Means {
    int decimals;
    bool in_steps;

    Means(const data::IndicatorInfo& info, const std::vector<std::string>& wanted)
        : decimals(info.decimals.mean), in_steps(has_interval(info, wanted)) {
        if (in_steps) decimals += info.is_ratio ? 2 : 1;
    }
    std::int32_t operator()(double mean) const {
        if (!in_steps || std::isnan(mean) || mean == 0) return scaled(mean, decimals);
        const auto step = static_cast<std::int32_t>(std::floor(std::abs(mean) * std::pow(10, decimals))) + 1;
        return mean < 0 ? -step : step;
    }
    ordered_json json(const PackedArray& array) const {
        return {{in_steps ? "step" : "scaled", to_json(array)}, {"decimals", decimals}};
    }
};

/// Packing is most of the work: all tables first, then all at once.
class Packer {
public:
    /// Puts the packed numbers into `into` under `key` when finish() is called.
    void add(std::function<void(const PackedArray&)> put, std::vector<std::int32_t> numbers) {
        tables_.push_back({std::move(put), std::move(numbers), {}});
    }
    void finish() {
        geo::for_each_index(static_cast<std::uint32_t>(tables_.size()),
                            [&](std::uint32_t i) { tables_[i].array = packed(tables_[i].numbers); });
        for (const auto& table : tables_) table.put(table.array);
    }

private:
    struct Table {
        std::function<void(const PackedArray&)> put;
        std::vector<std::int32_t> numbers;
        PackedArray array;
    };
    std::vector<Table> tables_;
};

/// What the page offers of a file of means.
std::vector<data::IndicatorInfo> offered(const data::Snapshot& snapshot,
                                         const std::vector<std::string>& wanted) {
    std::set<std::string> parts, kept(snapshot.kept.counts.begin(), snapshot.kept.counts.end());
    for (const auto& info : snapshot.indicators)
        if (info.is_ratio) parts.insert({info.numerator, info.denominator});
    for (const std::string& name : wanted) kept.insert(snapshot.indicator(name).name);
    std::vector<data::IndicatorInfo> result;
    for (const auto& info : snapshot.indicators)
        if (snapshot.has_values(info) &&
            (info.is_ratio || info.is_value || !parts.contains(info.name) || kept.contains(info.name)))
            result.push_back(info);
    return result;
}

/// Time indices at which the page has an indicator of means. Of those that lead only ratios have every month:
/// means of runs have more digits to store than counts of a single run.
std::vector<int> times_of(const data::Snapshot& snapshot, const data::IndicatorInfo& info,
                          const std::vector<std::string>& wanted) {
    const bool monthly =
        snapshot.has_all_months(info) && ((info.leads && info.is_ratio) || contains(wanted, info.name));
    if (!monthly) return snapshot.kept.times;
    std::vector<int> times(static_cast<std::size_t>(snapshot.time_points));
    std::iota(times.begin(), times.end(), 0);
    return times;
}

/// Row of a kept time of one file among those of another; nothing where the other does not keep that month.
using CommonTime = std::optional<std::size_t>;
std::vector<CommonTime> common_times(const data::Snapshot& here, const data::Snapshot& there) {
    std::vector<CommonTime> rows;
    for (const int t : here.kept.times) {
        const auto& times = there.kept.times;
        const auto month = (here.month(t) - there.first_month).count();
        const auto found = std::find(times.begin(), times.end(), month);
        rows.push_back(found == times.end() ? CommonTime()
                                            : CommonTime(static_cast<std::size_t>(found - times.begin())));
    }
    return rows;
}

/// A difference that the files do not tell.
constexpr data::JudgedDifference not_told = [] {
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    return data::JudgedDifference{{nan, nan, nan}, nan};
}();

/// Municipalities judged together with the others of each area that they lie in, as comparisons of that area
/// judge them.
class JudgedTogether {
public:
    JudgedTogether(const model::Municipalities& municipalities, std::span<const model::Area> areas)
        : areas_(areas), places_(municipalities.size()) {
        std::vector<std::size_t> in(places_, 0);
        constexpr std::size_t most = 31;  // bits of a whole number that is not negative
        for (const auto& area : areas)
            for (const auto m : area.members)
                if (++in[m.value] > most)
                    throw geo::InputError(
                        municipalities.name[m],
                        fmt::format(
                            "is in more than {} areas, and a page holds no more; name fewer areas of your "
                            "own",
                            most));
    }
    /// Per municipality a bit for each area that it lies in, in their order from the lowest bit up: 1 where
    /// chance may have made its difference. The first of `found` are the municipalities.
    std::vector<std::int32_t> doubts(std::span<const data::JudgedDifference> found) const {
        std::vector<std::int32_t> bits(places_, 0);
        std::vector<int> next(places_, 0);
        for (const auto& area : areas_) {
            std::vector<data::JudgedDifference> members;
            for (const auto m : area.members) members.push_back(found[m.value]);
            const auto doubtful = data::may_be_chance(members);
            for (std::size_t i = 0; i < doubtful.size(); ++i) {
                const auto m = area.members[i].value;
                bits[m] |= std::int32_t{doubtful[i]} << next[m]++;
            }
        }
        return bits;
    }
    /// Of municipalities.
    std::size_t size() const { return places_; }

private:
    std::span<const model::Area> areas_;
    std::size_t places_;
};

/// Of differences, place by place and in each all times.
struct Intervals {
    std::vector<std::int32_t> halves;  ///< scaled half widths, -1 - half where chance may have made it
    std::vector<std::int32_t> doubts;  ///< of municipalities only, as JudgedTogether gives them
};
template <class Difference>
Intervals judged(const JudgedTogether& together, std::size_t places, std::size_t times, int digits,
                 const Difference& difference) {
    Intervals out{std::vector<std::int32_t>(places * times),
                  std::vector<std::int32_t>(together.size() * times)};
    geo::for_each_index(static_cast<std::uint32_t>(times), [&](std::uint32_t k) {
        std::vector<data::JudgedDifference> found;
        for (std::size_t p = 0; p < places; ++p) found.push_back(difference(p, k));
        const auto doubted = together.doubts(found);
        for (std::size_t m = 0; m < doubted.size(); ++m) out.doubts[m * times + k] = doubted[m];
        for (std::size_t p = 0; p < places; ++p) {
            const auto half = scaled(found[p].estimate.width() / 2, digits);
            out.halves[p * times + k] = half == none || !found[p].may_be_chance() ? half : -1 - half;
        }
    });
    return out;
}

ordered_json scaled_json(const PackedArray& array, int decimals) {
    return {{"scaled", to_json(array)}, {"decimals", decimals}};
}

}  // namespace

std::vector<std::vector<std::size_t>> places_of(const model::Municipalities& municipalities,
                                                std::span<const model::Area> areas) {
    std::vector<std::vector<std::size_t>> places;
    for (std::size_t m = 0; m < municipalities.size(); ++m) places.push_back({m});
    for (const auto& area : areas) {
        auto& members = places.emplace_back();
        for (const auto m : area.members) members.push_back(m.value);
    }
    return places;
}

ordered_json mean_values_json(const data::Snapshot& snapshot, const std::vector<std::string>& wanted) {
    const std::size_t places = snapshot.municipalities.size();
    const auto& yearly = snapshot.kept.times;
    ordered_json result;
    Packer packer;
    for (const auto& info : offered(snapshot, wanted)) {
        const auto times = times_of(snapshot, info, wanted);
        const int decimals = info.decimals.mean;
        const auto values = snapshot.values(info.name);
        const auto table = [&](const std::vector<int>& at, const auto& number) {
            std::vector<std::int32_t> numbers;
            for (std::size_t m = 0; m < places; ++m)
                for (const int t : at) numbers.push_back(number(static_cast<std::size_t>(t) * places + m));
            return numbers;
        };
        result[info.name] = ordered_json::object();
        const Means means(info, wanted);
        const bool sparse = times.size() < static_cast<std::size_t>(snapshot.time_points);
        packer.add(
            [&result, name = info.name, sparse, means](const PackedArray& array) {
                result[name]["value"] = means.json(array);
                if (sparse) result[name]["value"]["yearly"] = true;
            },
            table(times, [&](std::size_t i) { return means(static_cast<double>(values[i])); }));
        if (!has_interval(info, wanted) || !snapshot.has_quantiles(info.name)) continue;
        for (const int percent : {5, 95}) {
            const auto bound = snapshot.quantile(info.name, percent);
            packer.add(
                [&result, name = info.name, percent, decimals](const PackedArray& array) {
                    auto& part = result[name][percent == 5 ? "p05" : "p95"];
                    part = scaled_json(array, decimals);
                    part["yearly"] = true;
                },
                table(yearly, [&](std::size_t i) {
                    const auto mean = scaled(static_cast<double>(values[i]), decimals),
                               at = scaled(static_cast<double>(bound[i]), decimals);
                    return at == none || mean == none ? none : percent == 5 ? mean - at : at - mean;
                }));
        }
    }
    packer.finish();
    return result;
}

ordered_json spread_json(const data::Snapshot& snapshot, const data::Snapshot* first,
                         const std::vector<std::string>& wanted, std::span<const model::Area> areas) {
    const auto places = places_of(snapshot.municipalities, areas);
    const std::size_t size = snapshot.municipalities.size();
    ordered_json result{{"areas", ordered_json::object()},
                        {"band", ordered_json::object()},
                        {"change", ordered_json::object()}};
    const bool comparable = first != nullptr && first->replicates > 1;
    const auto times_there = comparable ? common_times(snapshot, *first) : std::vector<CommonTime>();
    if (comparable) result["paired"] = ordered_json::object();
    const JudgedTogether together(snapshot.municipalities, areas);
    Packer packer;

    for (const auto& info : offered(snapshot, wanted)) {
        if (info.is_value) continue;
        const auto times = times_of(snapshot, info, wanted);
        const int decimals = info.decimals.mean;
        const Means means(info, wanted);
        const data::AreaFigures figures(snapshot, info);
        std::vector<std::int32_t> numbers;
        for (const auto& area : areas)
            for (const int t : times) numbers.push_back(means(figures.at(area.members, t)));
        const bool sparse = times.size() < static_cast<std::size_t>(snapshot.time_points);
        packer.add(
            [&result, name = info.name, sparse, means](const PackedArray& array) {
                result["areas"][name] = means.json(array);
                if (sparse) result["areas"][name]["yearly"] = true;
            },
            std::move(numbers));

        if (!has_interval(info, wanted) || !data::KeptRuns::known(snapshot, info) ||
            snapshot.kept.times.size() < 2)
            continue;
        const data::KeptRuns runs(snapshot, info);
        const auto every = runs.all();
        for (const auto& [part, share] : {std::pair{"p05", 0.05}, std::pair{"p95", 0.95}}) {
            std::vector<std::int32_t> bounds;
            for (std::size_t p = size; p < places.size(); ++p)
                for (std::size_t k = 0; k < runs.times(); ++k)
                    bounds.push_back(
                        scaled(model::known_quantile(runs.own(places[p], k, every), share), decimals));
            packer.add(
                [&result, name = info.name, part = part, decimals](const PackedArray& array) {
                    result["band"][name][part] = scaled_json(array, decimals);
                },
                std::move(bounds));
        }
        const auto intervals = [&](const char* kind, int digits, const auto& difference) {
            auto [halves, doubts] = judged(together, places.size(), runs.times(), digits, difference);
            packer.add([&result, name = info.name, kind, digits](
                           const PackedArray& array) { result[kind][name] = scaled_json(array, digits); },
                       std::move(halves));
            packer.add([&result, name = info.name,
                        kind](const PackedArray& array) { result[kind][name]["doubt"] = to_json(array); },
                       std::move(doubts));
        };
        const data::RunDifference changes(runs, runs);
        intervals("change", decimals,
                  [&](std::size_t p, std::size_t k) { return changes.at(places[p], 0, k); });
        if (!comparable || !data::KeptRuns::known(*first, info)) continue;
        const data::KeptRuns other(*first, info);
        const data::RunDifference differences(other, runs);
        intervals("paired", decimals + 1, [&](std::size_t p, std::size_t k) {
            return times_there[k] ? differences.at(places[p], *times_there[k], k) : not_told;
        });
    }
    packer.finish();
    return result;
}

}  // namespace viz
