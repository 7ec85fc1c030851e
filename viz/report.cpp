#include "viz/report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <map>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "data/snapshot_writer.hpp"
#include "geo/base/error.hpp"
#include "geo/base/parallel.hpp"
#include "viz/embed.hpp"
#include "viz/packed_array.hpp"

namespace viz {

namespace {

using nlohmann::ordered_json;

/// Raise when the page could misread the data block; viz/page/src/report.ts knows the same number.
constexpr int block_version = 1;
constexpr std::string_view marker = "@LEGEKART_DATA@";

ordered_json to_json(const PackedArray& array) {
    return {{"n", array.size}, {"planes", array.planes}, {"steps", array.steps}, {"data", array.data}};
}

std::string month_text(std::chrono::year_month month) {
    return fmt::format("{:04}-{:02}", static_cast<int>(month.year()), static_cast<unsigned>(month.month()));
}

/// Time × municipality as municipality × time: a municipality's months are alike, so they pack well.
template <class T>
std::vector<std::int32_t> by_municipality(const std::vector<T>& values, std::size_t places) {
    std::vector<std::int32_t> result;
    result.reserve(values.size());
    for (std::size_t m = 0; m < places; ++m)
        for (std::size_t i = m; i < values.size(); i += places)
            result.push_back(std::bit_cast<std::int32_t>(values[i]));
    return result;
}

ordered_json municipalities_json(const model::Municipalities& m) {
    return {{"number", m.number.values()},
            {"name", m.name.values()},
            {"county_number", m.county_number.values()},
            {"county", m.county.values()},
            {"centrality", m.centrality.values()}};
}

/// Polygons as counts of parts, rings and points, and coordinates in whole metres (the generalised polygons
/// lie on whole metres).
ordered_json polygons_json(const geo::Boundaries& polygons) {
    const auto counts = [](const std::vector<std::uint32_t>& start) {
        std::vector<std::int32_t> result;
        for (std::size_t i = 1; i < start.size(); ++i)
            result.push_back(static_cast<std::int32_t>(start[i] - start[i - 1]));
        return to_json(packed(result));
    };
    std::vector<std::int32_t> x, y;
    for (const geo::Point p : polygons.points) {
        x.push_back(static_cast<std::int32_t>(std::lround(p.east_m)));
        y.push_back(static_cast<std::int32_t>(std::lround(p.north_m)));
    }
    return {{"area_parts", counts(polygons.area_start)},
            {"part_rings", counts(polygons.part_start)},
            {"ring_points", counts(polygons.ring_start)},
            {"x", to_json(packed(x))},
            {"y", to_json(packed(y))}};
}

ordered_json indicator_json(const data::IndicatorInfo& info) {
    ordered_json result{{"name", info.name},
                        {"unit", info.unit},
                        {"long_name", info.long_name},
                        {"long_name_no", info.long_name_no}};
    if (info.is_ratio) {
        result["numerator"] = info.numerator;
        result["denominator"] = info.denominator;
        result["scale"] = info.scale;
    }
    return result;
}

ordered_json run_json(const data::Snapshot& snapshot) {
    auto inputs = ordered_json::array(), parameters = ordered_json::array();
    for (const auto& input : snapshot.run.inputs)
        inputs.push_back({{"table", input.table},
                          {"what", input.what},
                          {"origin", input.origin},
                          {"licence", input.licence},
                          {"attribution", input.attribution},
                          {"retrieved", input.retrieved},
                          {"sha256", input.sha256}});
    for (const auto& row : snapshot.run.parameters)
        parameters.push_back({row.name, row.value, row.unit, row.source});
    return {{"file", snapshot.path.filename().string()},
            {"scenario", snapshot.run.scenario},
            {"seed", std::to_string(snapshot.run.seed)},
            {"version", snapshot.run.version},
            {"git_commit", snapshot.run.git_commit},
            {"compiler", snapshot.run.compiler},
            {"libraries", snapshot.run.libraries},
            {"start", month_text(snapshot.first_month)},
            {"time_points", snapshot.time_points},
            {"inputs", inputs},
            {"parameters", parameters}};
}

using Counts = std::map<std::string, std::vector<std::int32_t>>;

/// Whether the counts give the file's ratio bit by bit.
bool follows_from_counts(const data::IndicatorInfo& info, const Counts& counts,
                         const std::vector<float>& values) {
    const auto n = counts.find(info.numerator), d = counts.find(info.denominator);
    if (n == counts.end() || d == counts.end()) return false;
    const model::RatioInfo ratio{.name = {},
                                 .unit = {},
                                 .long_name = {},
                                 .long_name_no = {},
                                 .numerator = {},
                                 .denominator = {},
                                 .scale = info.scale};
    for (std::size_t i = 0; i < values.size(); ++i) {
        const float expected = data::stored_ratio(ratio, n->second[i], d->second[i]);
        if (std::isnan(expected) ? !std::isnan(values[i]) : expected != values[i]) return false;
    }
    return true;
}

/// Sums that hold in every month and municipality, so that the sum need not be stored. Checked, not believed.
struct Sum {
    const char *total, *first, *second;
};
constexpr Sum sums[] = {{"patients", "patients_with_gp", "patients_without_gp"},
                        {"lists_total", "lists_with_gp", "lists_without_gp"}};

bool holds(const Sum& sum, const Counts& counts) {
    for (const char* name : {sum.total, sum.first, sum.second})
        if (!counts.contains(name)) return false;
    const auto &total = counts.at(sum.total), &first = counts.at(sum.first), &second = counts.at(sum.second);
    for (std::size_t i = 0; i < total.size(); ++i)
        if (total[i] != first[i] + second[i]) return false;
    return true;
}

/// Per indicator how the page gets its values: packed whole numbers ("int") or floats by their bits
/// ("float"), a sum of others ("sum"), the same as another ("same"), or from its counts ("ratio"). "value"
/// may be joined by "p05" and "p95" where a file holds replicates.
ordered_json values_json(const data::Snapshot& snapshot) {
    const std::size_t places = snapshot.municipalities.size();
    Counts counts;
    struct Pending {
        std::string name, kind;
        std::vector<std::int32_t> numbers;
        PackedArray array;
    };
    std::vector<Pending> pending;
    ordered_json result;
    for (const auto& info : snapshot.indicators) {
        if (!info.is_whole()) continue;
        auto values = snapshot.counts(info.name);
        const auto same =
            std::find_if(counts.begin(), counts.end(), [&](const auto& c) { return c.second == values; });
        if (same != counts.end()) {
            result[info.name]["value"] = {{"same", same->first}};
        } else {
            result[info.name] = ordered_json::object();
            pending.push_back({info.name, "int", {}, {}});
        }
        counts[info.name] = std::move(values);
    }
    for (const Sum& sum : sums)
        if (holds(sum, counts)) {
            result[sum.total]["value"] = {{"sum", {sum.first, sum.second}}};
            std::erase_if(pending, [&](const Pending& p) { return p.name == sum.total; });
        }
    for (auto& p : pending) p.numbers = by_municipality(counts.at(p.name), places);
    for (const auto& info : snapshot.indicators) {
        if (info.is_whole()) continue;
        const auto values = snapshot.values(info.name);
        result[info.name] = ordered_json::object();
        if (info.is_ratio && follows_from_counts(info, counts, values))
            result[info.name]["value"] = {{"ratio", true}};
        else
            pending.push_back({info.name, "float", by_municipality(values, places), {}});
    }
    geo::for_each_index(static_cast<std::uint32_t>(pending.size()),
                        [&](std::uint32_t i) { pending[i].array = packed(pending[i].numbers); });
    for (const auto& p : pending) result[p.name]["value"] = {{p.kind, to_json(p.array)}};
    return result;
}

/// JSON that cannot end or change the script element it stands in: every "<" is escaped.
std::string inside_script(const ordered_json& json) {
    const std::string text = json.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
    std::string result;
    result.reserve(text.size() + 64);
    for (const char c : text)
        if (c == '<')
            result += "\\u003c";
        else
            result += c;
    return result;
}

}  // namespace

std::string report_page(std::span<const data::Snapshot> snapshots, const std::string& title) {
    if (snapshots.empty()) throw std::invalid_argument("report_page: no snapshot");
    const auto& first = snapshots.front();
    auto indicators = ordered_json::array(), scenarios = ordered_json::array();
    std::vector<std::string> known;
    for (const auto& snapshot : snapshots) {
        if (snapshot.municipalities.number != first.municipalities.number)
            throw geo::InputError(
                snapshot.path.string(),
                fmt::format("has other municipalities than {}; compare files of one input set",
                            first.path.string()));
        for (const auto& info : snapshot.indicators) {
            if (std::find(known.begin(), known.end(), info.name) != known.end()) continue;
            known.push_back(info.name);
            indicators.push_back(indicator_json(info));
        }
        auto scenario = run_json(snapshot);
        if (!scenarios.empty() && scenario["inputs"] == scenarios[0]["inputs"]) scenario.erase("inputs");
        scenario["values"] = values_json(snapshot);
        scenarios.push_back(std::move(scenario));
    }
    const ordered_json block{{"version", block_version},
                             {"title", title},
                             {"municipalities", municipalities_json(first.municipalities)},
                             {"polygons", polygons_json(first.polygons)},
                             {"indicators", indicators},
                             {"scenarios", scenarios}};
    const std::string_view page = report_template();
    const auto at = page.find(marker);
    if (at == std::string_view::npos) throw std::logic_error("the embedded page has no place for data");
    std::string result(page.substr(0, at));
    result += inside_script(block);
    result += page.substr(at + marker.size());
    return result;
}

}  // namespace viz
