#include "viz/report_spread.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <limits>
#include <map>
#include <numeric>
#include <set>

#include "geo/base/parallel.hpp"
#include "model/ensemble.hpp"
#include "model/statistics.hpp"
#include "viz/report_values.hpp"

namespace viz {

namespace {

using nlohmann::ordered_json;

/// Stands for no value among whole numbers.
constexpr std::int32_t none = std::numeric_limits<std::int32_t>::min();

std::int32_t scaled(double value, int decimals) {
    return std::isnan(value) ? none : static_cast<std::int32_t>(std::llround(value * std::pow(10, decimals)));
}

/// Month by month where several runs are compared: fewer than in a single run, because means of runs have
/// more digits to store and change slowly.
constexpr std::array<std::string_view, 4> leading{"percent_without_gp", "on_no_list", "percent_on_no_list",
                                                  "percent_over_30_minutes"};

/// Indicators that go in with intervals, of those that the file keeps run by run; viz/page/src/spread.ts has
/// the same names.
constexpr std::array<std::string_view, 13> doubted{"patients_without_gp",
                                                   "percent_without_gp",
                                                   "on_no_list",
                                                   "percent_on_no_list",
                                                   "seeking",
                                                   "over_30_minutes",
                                                   "over_60_minutes",
                                                   "percent_over_30_minutes",
                                                   "lists_without_gp",
                                                   "percent_vacant_lists",
                                                   "open_lists",
                                                   "percent_open_lists",
                                                   "patients"};

bool is_doubted(const std::string& name, const std::vector<std::string>& wanted) {
    return std::find(doubted.begin(), doubted.end(), name) != doubted.end() ||
           std::find(wanted.begin(), wanted.end(), name) != wanted.end();
}

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

/// One indicator of every run at the yearly times, summed over the members of a place. Ratios are of sums.
class Runs {
public:
    Runs(const data::Snapshot& snapshot, const data::IndicatorInfo& info)
        : places_(snapshot.municipalities.size()),
          times_(snapshot.kept.times.size()),
          count_(snapshot.kept.seeds.size()),
          scale_(info.scale),
          over_(snapshot.replicate_values(info.is_ratio ? info.numerator : info.name)) {
        if (info.is_ratio) under_ = snapshot.replicate_values(info.denominator);
    }
    static bool known(const data::Snapshot& snapshot, const data::IndicatorInfo& info) {
        const auto kept = [&](const std::string& name) {
            return std::find(snapshot.kept.counts.begin(), snapshot.kept.counts.end(), name) !=
                   snapshot.kept.counts.end();
        };
        if (info.is_value) return false;
        return info.is_ratio ? kept(info.numerator) && kept(info.denominator) : kept(info.name);
    }
    std::vector<double> at(const std::vector<std::size_t>& members, std::size_t time,
                           std::size_t runs) const {
        std::vector<double> result;
        for (std::size_t r = 0; r < runs; ++r) {
            const std::size_t row = (r * times_ + time) * places_;
            double over = 0, under = 0;
            for (const std::size_t m : members) {
                over += over_[row + m];
                if (!under_.empty()) under += under_[row + m];
            }
            result.push_back(under_.empty() ? over
                             : under == 0   ? std::numeric_limits<double>::quiet_NaN()
                                            : scale_ * over / under);
        }
        return result;
    }
    std::size_t count() const { return count_; }
    std::size_t times() const { return times_; }

private:
    std::size_t places_, times_, count_;
    double scale_;
    std::vector<std::int32_t> over_, under_;
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
        if (info.is_ratio || info.is_value || !parts.contains(info.name) || kept.contains(info.name))
            result.push_back(info);
    return result;
}

/// Time indices at which the page has an indicator of means.
std::vector<int> times_of(const data::Snapshot& snapshot, const std::string& name,
                          const std::vector<std::string>& wanted) {
    const bool monthly = std::find(leading.begin(), leading.end(), name) != leading.end() ||
                         std::find(wanted.begin(), wanted.end(), name) != wanted.end();
    if (!monthly) return yearly_times(snapshot.first_month, snapshot.time_points);
    std::vector<int> times(static_cast<std::size_t>(snapshot.time_points));
    std::iota(times.begin(), times.end(), 0);
    return times;
}

/// Of the runs where the figure is defined.
double known_quantile(std::vector<double> runs, double p) {
    std::erase_if(runs, [](double v) { return std::isnan(v); });
    return model::quantile(runs, p);
}

ordered_json scaled_json(const PackedArray& array, int decimals) {
    return {{"scaled", to_json(array)}, {"decimals", decimals}};
}

}  // namespace

std::vector<std::vector<std::size_t>> places_of(const model::Municipalities& municipalities) {
    const std::size_t size = municipalities.size();
    std::vector<std::vector<std::size_t>> places;
    std::map<std::string, std::vector<std::size_t>> counties;
    std::map<int, std::vector<std::size_t>> classes;
    for (std::size_t m = 0; m < size; ++m) {
        places.push_back({m});
        counties[municipalities.county_number.values()[m]].push_back(m);
        classes[municipalities.centrality.values()[m]].push_back(m);
    }
    std::vector<std::size_t> nation(size);
    std::iota(nation.begin(), nation.end(), 0);
    places.push_back(std::move(nation));
    for (const auto& [number, members] : counties) places.push_back(members);
    for (const auto& [number, members] : classes) places.push_back(members);
    return places;
}

ordered_json mean_values_json(const data::Snapshot& snapshot, const std::vector<std::string>& wanted) {
    const std::size_t places = snapshot.municipalities.size();
    const auto yearly = yearly_times(snapshot.first_month, snapshot.time_points);
    ordered_json result;
    Packer packer;
    for (const auto& info : offered(snapshot, wanted)) {
        const auto times = times_of(snapshot, info.name, wanted);
        const int decimals = shown_decimals(info, true);
        const auto values = snapshot.values(info.name);
        const auto table = [&](const std::vector<int>& at, const auto& number) {
            std::vector<std::int32_t> numbers;
            for (std::size_t m = 0; m < places; ++m)
                for (const int t : at) numbers.push_back(number(static_cast<std::size_t>(t) * places + m));
            return numbers;
        };
        result[info.name] = ordered_json::object();
        const auto put = [&](const char* part, bool sparse, std::vector<std::int32_t> numbers) {
            packer.add(
                [&result, name = info.name, part, sparse, decimals](const PackedArray& array) {
                    result[name][part] = scaled_json(array, decimals);
                    if (sparse) result[name][part]["yearly"] = true;
                },
                std::move(numbers));
        };
        const auto mean = [&](std::size_t i) { return scaled(static_cast<double>(values[i]), decimals); };
        put("value", times.size() < static_cast<std::size_t>(snapshot.time_points), table(times, mean));
        if (!is_doubted(info.name, wanted) || !snapshot.has_quantiles(info.name)) continue;
        for (const int percent : {5, 95}) {
            const auto bound = snapshot.quantile(info.name, percent);
            put(percent == 5 ? "p05" : "p95", true, table(yearly, [&](std::size_t i) {
                    const auto at = scaled(static_cast<double>(bound[i]), decimals);
                    return at == none || mean(i) == none ? none : percent == 5 ? mean(i) - at : at - mean(i);
                }));
        }
    }
    packer.finish();
    return result;
}

ordered_json spread_json(const data::Snapshot& snapshot, const data::Snapshot* first,
                         const std::vector<std::string>& wanted) {
    const auto places = places_of(snapshot.municipalities);
    const std::size_t size = snapshot.municipalities.size();
    ordered_json result{{"areas", ordered_json::object()},
                        {"band", ordered_json::object()},
                        {"change", ordered_json::object()}};
    const bool comparable =
        first != nullptr && first->replicates > 1 && first->kept.times == snapshot.kept.times;
    if (comparable) result["paired"] = ordered_json::object();
    Packer packer;

    for (const auto& info : offered(snapshot, wanted)) {
        if (info.is_value) continue;
        const auto times = times_of(snapshot, info.name, wanted);
        const int decimals = shown_decimals(info, true);
        const auto over = snapshot.values(info.is_ratio ? info.numerator : info.name);
        const auto under = info.is_ratio ? snapshot.values(info.denominator) : std::vector<float>();
        std::vector<std::int32_t> numbers;
        for (std::size_t p = size; p < places.size(); ++p)
            for (const int t : times) {
                double n = 0, d = 0;
                for (const std::size_t m : places[p]) {
                    const std::size_t i = static_cast<std::size_t>(t) * size + m;
                    n += static_cast<double>(over[i]);
                    if (info.is_ratio) d += static_cast<double>(under[i]);
                }
                numbers.push_back(!info.is_ratio ? scaled(n, decimals)
                                  : d == 0       ? none
                                                 : scaled(info.scale * n / d, decimals));
            }
        const bool sparse = times.size() < static_cast<std::size_t>(snapshot.time_points);
        packer.add(
            [&result, name = info.name, sparse, decimals](const PackedArray& array) {
                result["areas"][name] = scaled_json(array, decimals);
                if (sparse) result["areas"][name]["yearly"] = true;
            },
            std::move(numbers));

        if (!is_doubted(info.name, wanted) || !Runs::known(snapshot, info) || snapshot.kept.times.size() < 2)
            continue;
        const Runs runs(snapshot, info);
        for (const auto& [part, share] : {std::pair{"p05", 0.05}, std::pair{"p95", 0.95}}) {
            std::vector<std::int32_t> bounds;
            for (std::size_t p = size; p < places.size(); ++p)
                for (std::size_t k = 0; k < runs.times(); ++k)
                    bounds.push_back(
                        scaled(known_quantile(runs.at(places[p], k, runs.count()), share), decimals));
            packer.add(
                [&result, name = info.name, part = part, decimals](const PackedArray& array) {
                    result["band"][name][part] = scaled_json(array, decimals);
                },
                std::move(bounds));
        }
        const auto intervals = [&](const char* kind, const auto& estimate) {
            std::vector<std::int32_t> halves(places.size() * runs.times());
            geo::for_each_index(static_cast<std::uint32_t>(places.size()), [&](std::uint32_t p) {
                for (std::size_t k = 0; k < runs.times(); ++k) {
                    const model::Estimate found = estimate(p, k);
                    const auto half = scaled(found.width() / 2, decimals);
                    // A difference that all runs share to the last digit is known, also where it is zero.
                    const bool sure = found.is_change() || found.width() == 0;
                    halves[p * runs.times() + k] = half == none || sure ? half : -1 - half;
                }
            });
            packer.add([&result, name = info.name, kind, decimals](
                           const PackedArray& array) { result[kind][name] = scaled_json(array, decimals); },
                       std::move(halves));
        };
        intervals("change", [&](std::size_t p, std::size_t k) {
            return model::paired_difference(runs.at(places[p], 0, runs.count()),
                                            runs.at(places[p], k, runs.count()));
        });
        if (!comparable || !Runs::known(*first, info)) continue;
        const Runs other(*first, info);
        const bool paired = first->kept.seeds.front() == snapshot.kept.seeds.front();
        const std::size_t pairs = std::min(runs.count(), other.count());
        intervals("paired", [&](std::size_t p, std::size_t k) {
            const auto from = other.at(places[p], k, paired ? pairs : other.count());
            const auto to = runs.at(places[p], k, paired ? pairs : runs.count());
            return paired ? model::paired_difference(from, to) : model::unpaired_difference(from, to);
        });
    }
    packer.finish();
    return result;
}

}  // namespace viz
