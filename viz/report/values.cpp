#include "viz/report/values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <map>
#include <numeric>

#include "data/stored_values.hpp"
#include "geo/base/parallel.hpp"
#include "viz/report/packed_array.hpp"
#include "viz/risk/risk_report.hpp"

namespace viz {

namespace {

using nlohmann::ordered_json;

using Counts = std::map<std::string, std::vector<std::int32_t>>;

/// Time × municipality as municipality × chosen times: a municipality's months are alike, so they pack well.
template <class T>
std::vector<std::int32_t> by_municipality(const std::vector<T>& values, std::size_t places,
                                          const std::vector<int>& times) {
    std::vector<std::int32_t> result;
    result.reserve(times.size() * places);
    for (std::size_t m = 0; m < places; ++m)
        for (const int t : times)
            result.push_back(std::bit_cast<std::int32_t>(values[static_cast<std::size_t>(t) * places + m]));
    return result;
}

/// Whether the counts give the file's ratio bit by bit.
bool follows_from_counts(const data::IndicatorInfo& info, const Counts& counts,
                         const std::vector<float>& values) {
    const auto n = counts.find(info.numerator), d = counts.find(info.denominator);
    if (n == counts.end() || d == counts.end()) return false;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const float expected = data::stored_ratio(info.scale, n->second[i], d->second[i]);
        if (std::isnan(expected) ? !std::isnan(values[i]) : expected != values[i]) return false;
    }
    return true;
}

/// Whether a count is the sum it is said to be, in every month and municipality, so that it need not be
/// stored. Checked, not believed.
bool holds(const data::IndicatorInfo& info, const Counts& counts) {
    if (info.sum_of.size() != 2 || !counts.contains(info.name) || !counts.contains(info.sum_of[0]) ||
        !counts.contains(info.sum_of[1]))
        return false;
    const auto &total = counts.at(info.name), &first = counts.at(info.sum_of[0]),
               &second = counts.at(info.sum_of[1]);
    for (std::size_t i = 0; i < total.size(); ++i)
        if (total[i] != first[i] + second[i]) return false;
    return true;
}

}  // namespace

ordered_json to_json(const PackedArray& array) {
    return {{"n", array.size}, {"planes", array.planes}, {"steps", array.steps}, {"data", array.data}};
}

std::vector<std::string> monthly_counts(const data::Snapshot& snapshot,
                                        const std::vector<std::string>& wanted) {
    std::vector<std::string> result;
    const auto take = [&](const data::IndicatorInfo& info) {
        if (info.is_ratio)
            result.insert(result.end(), {info.numerator, info.denominator});
        else
            result.push_back(info.name);
    };
    // Every indicator more makes a page of two scenarios about 80 kB larger; the others cost a tenth of that.
    for (const auto& info : snapshot.indicators)
        if (info.leads) take(info);
    for (const std::string& name : wanted) take(snapshot.indicator(name));
    return result;
}

ordered_json values_json(const data::Snapshot& snapshot, const std::vector<std::string>& wanted) {
    const std::size_t places = snapshot.municipalities.size();
    const auto& yearly = snapshot.kept.times;
    std::vector<int> monthly(static_cast<std::size_t>(snapshot.time_points));
    std::iota(monthly.begin(), monthly.end(), 0);
    const auto names = monthly_counts(snapshot, wanted);
    const auto is_monthly = [&](const std::string& name) {
        return yearly.size() == monthly.size() ||
               (snapshot.has_all_months() && std::find(names.begin(), names.end(), name) != names.end());
    };

    struct Pending {
        std::string name, kind;
        std::vector<std::int32_t> numbers;
        PackedArray array;
    };
    Counts counts;
    std::vector<Pending> pending;
    ordered_json result;
    for (const auto& info : snapshot.indicators) {
        if (!info.is_whole()) continue;
        auto values = snapshot.counts(info.name);
        const auto same = std::find_if(counts.begin(), counts.end(), [&](const auto& c) {
            return is_monthly(c.first) == is_monthly(info.name) && c.second == values;
        });
        auto& entry = result[info.name] = ordered_json::object();
        if (same != counts.end())
            entry["value"] = {{"same", same->first}};
        else
            pending.push_back({info.name, "int", {}, {}});
        counts[info.name] = std::move(values);
    }
    for (const auto& info : snapshot.indicators)
        if (holds(info, counts) && is_monthly(info.name) == is_monthly(info.sum_of[0]) &&
            is_monthly(info.name) == is_monthly(info.sum_of[1]) && !result[info.name].contains("value")) {
            result[info.name]["value"] = {{"sum", info.sum_of}};
            std::erase_if(pending, [&](const Pending& p) { return p.name == info.name; });
        }
    for (auto& p : pending)
        p.numbers = by_municipality(counts.at(p.name), places, is_monthly(p.name) ? monthly : yearly);
    for (const auto& info : snapshot.indicators) {
        if (info.is_whole()) continue;
        const auto values = snapshot.values(info.name);
        auto& entry = result[info.name] = ordered_json::object();
        const bool all = info.is_ratio ? is_monthly(info.numerator) && is_monthly(info.denominator)
                                       : is_monthly(info.name);
        if (info.is_ratio && follows_from_counts(info, counts, values))
            entry["value"] = {{"ratio", true}};
        else
            pending.push_back(
                {info.name, "float", by_municipality(values, places, all ? monthly : yearly), {}});
    }
    geo::for_each_index(static_cast<std::uint32_t>(pending.size()),
                        [&](std::uint32_t i) { pending[i].array = packed(pending[i].numbers); });
    for (const auto& p : pending) result[p.name]["value"] = {{p.kind, to_json(p.array)}};
    for (const auto& info : snapshot.indicators)
        if (info.is_ratio ? !is_monthly(info.numerator) || !is_monthly(info.denominator)
                          : !is_monthly(info.name))
            result[info.name]["value"]["yearly"] = true;
    return result;
}

ordered_json period_json(const data::Snapshot& snapshot, std::span<const model::Area> areas) {
    ordered_json result = ordered_json::object();
    const std::size_t places = snapshot.municipalities.size();
    for (const auto& info : snapshot.indicators) {
        if (info.balance.empty()) continue;
        const auto& kept = snapshot.kept.sums;
        auto& of_areas = result[info.name] = ordered_json::array();
        if (!info.is_whole() && std::find(kept.begin(), kept.end(), info.name) == kept.end()) continue;
        const auto values = snapshot.replicate_sums(info.name);
        const std::size_t run = snapshot.kept.times.size() * places;
        for (const auto& area : areas) {
            auto& sums = of_areas.emplace_back(ordered_json::array());
            for (std::size_t from = 0; from < values.size(); from += run) {
                std::int64_t sum = 0;
                for (std::size_t row = from; row < from + run; row += places)
                    for (const auto m : area.members) sum += values[row + m.value];
                sums.push_back(sum);
            }
        }
    }
    return result;
}

ordered_json risk_json(const data::Snapshot& snapshot) {
    if (snapshot.replicates == 1 || snapshot.time_points <= model::soon_months ||
        snapshot.replicate_months("patients_without_gp").empty())
        return nullptr;
    const auto report = risk_report(snapshot, {.area = model::large_areas(snapshot.municipalities).front()});
    const std::size_t places = snapshot.municipalities.size();
    const std::vector<ordered_json> unknown(places, nullptr);
    auto soon = unknown, spell = unknown, months = unknown, likely = unknown, rank = unknown;
    for (std::size_t i = 0; i < report.places.size(); ++i) {
        const auto& place = report.places[i];
        const auto m = place.area.members.front().value;
        const auto& chances = place.chances;
        soon[m] = chances.soon.many;
        spell[m] = chances.long_spell.many;
        months[m] = std::stod(fmt::format("{:.1f}", chances.months_soon));
        rank[m] = i + 1;
        if (chances.likely_from) likely[m] = *chances.likely_from;
    }
    return {{"limit", report.request.limit},
            {"of", report.futures},
            {"soon", soon},
            {"rank", rank},
            {"spell", spell},
            {"months", months},
            {"likely", likely}};
}

}  // namespace viz
