#include "viz/report/report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "data/comparable.hpp"
#include "geo/base/error.hpp"
#include "model/areas.hpp"
#include "model/indicators.hpp"
#include "viz/report/embed.hpp"
#include "viz/report/packed_array.hpp"
#include "viz/report/spread.hpp"
#include "viz/report/values.hpp"
#include "viz/wording.hpp"

namespace viz {

namespace {

using nlohmann::ordered_json;

/// Raise when the page could misread the data block; viz/page/src/block.ts knows the same number.
constexpr int block_version = 4;
constexpr std::string_view marker = "@LEGEKART_DATA@";

ordered_json municipalities_json(const model::Municipalities& m) {
    return {{"number", m.number.values()},
            {"name", m.name.values()},
            {"county_number", m.county_number.values()},
            {"county", m.county.values()},
            {"centrality", m.centrality.values()},
            {"alone", m.alone.name}};
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

/// Large areas, the file's own, and the one that is asked for.
std::vector<model::Area> page_areas(const data::Snapshot& file, const std::optional<model::Area>& asked) {
    auto areas = model::large_areas(file.municipalities);
    areas.insert(areas.end(), file.own_areas.begin(), file.own_areas.end());
    if (asked && asked->kind != model::AreaKind::municipality &&
        std::none_of(areas.begin(), areas.end(), [&](const model::Area& area) {
            return area.kind == asked->kind && area.number == asked->number;
        }))
        areas.push_back(*asked);
    return areas;
}

/// Groups of municipalities in the order in which the block keeps their values.
ordered_json areas_json(std::span<const model::Area> areas) {
    auto result = ordered_json::array();
    for (const auto& area : areas) {
        auto members = ordered_json::array();
        for (const auto m : area.members) members.push_back(m.value);
        result.push_back({{"kind", area.kind_name()},
                          {"number", area.number},
                          {"name", model::name_en(area)},
                          {"name_no", model::name_no(area)},
                          {"members", members}});
    }
    return result;
}

/// `mean`: numbers are means of several runs; `wanted`: has intervals whatever its row says.
ordered_json indicator_json(const data::IndicatorInfo& info, bool mean, bool wanted) {
    ordered_json result{{"name", info.name},
                        {"unit", info.unit},
                        {"unit_no", info.unit_no},
                        {"long_name", info.long_name},
                        {"long_name_no", info.long_name_no},
                        {"decimals", mean ? info.decimals.mean : info.decimals.single},
                        {"group", info.group},
                        {"group_no", info.group_no},
                        {"menu_place", info.menu_place}};
    if (info.leads) result["leads"] = true;
    if (info.interval || wanted) result["interval"] = true;
    if (!info.balance.empty()) result["balance"] = info.balance;
    if (info.is_value) result["is_value"] = true;
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
    const auto packed_parameters = packed_text(parameters.dump());
    return {{"file", snapshot.path.filename().string()},
            {"scenario", snapshot.run.scenario},
            {"title", snapshot.run.title},
            {"title_no", snapshot.run.title_no},
            {"seed", std::to_string(snapshot.run.seed)},
            {"version", snapshot.run.version},
            {"git_commit", snapshot.run.git_commit},
            {"compiler", snapshot.run.compiler},
            {"libraries", snapshot.run.libraries},
            {"start", month_text(snapshot.first_month)},
            {"time_points", snapshot.time_points},
            {"kept_times", snapshot.kept.times},
            {"replicates", snapshot.replicates},
            {"inputs", inputs},
            {"parameters", {{"n", packed_parameters.bytes}, {"data", packed_parameters.data}}}};
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

std::string report_page(std::span<const data::Snapshot> snapshots, const ReportOptions& options) {
    if (snapshots.empty()) throw std::invalid_argument("report_page: no snapshot");
    const auto& first = snapshots.front();
    auto indicators = ordered_json::array(), scenarios = ordered_json::array();
    std::vector<std::string> known;
    const auto associations = model::name_of(model::Heading::associations).name;  // no effects
    const auto areas = page_areas(first, options.area);
    const bool mean = std::any_of(snapshots.begin(), snapshots.end(),
                                  [](const data::Snapshot& s) { return s.replicates > 1; });
    for (const auto& snapshot : snapshots) {
        data::must_have_same_places(first, snapshot, "compare files of one input set");
        auto scenario = run_json(snapshot);
        if (!scenarios.empty() && scenario["inputs"] == scenarios[0]["inputs"]) scenario.erase("inputs");
        if (snapshot.replicates > 1) {
            scenario["values"] = mean_values_json(snapshot, options.monthly);
            scenario["spread"] =
                spread_json(snapshot, &snapshot == &first ? nullptr : &first, options.monthly, areas);
        } else {
            scenario["values"] = values_json(snapshot, options.monthly);
        }
        scenario["period"] = period_json(snapshot, areas);
        if (auto risk = risk_json(snapshot); !risk.is_null()) scenario["risk"] = std::move(risk);
        for (const auto& info : snapshot.indicators) {
            if (info.group == associations || !scenario["values"].contains(info.name) ||
                std::find(known.begin(), known.end(), info.name) != known.end())
                continue;
            known.push_back(info.name);
            const auto& monthly = options.monthly;
            indicators.push_back(indicator_json(
                info, mean, std::find(monthly.begin(), monthly.end(), info.name) != monthly.end()));
        }
        scenarios.push_back(std::move(scenario));
    }
    const ordered_json block{{"version", block_version},
                             {"title", options.title},
                             {"municipalities", municipalities_json(first.municipalities)},
                             {"areas", areas_json(areas)},
                             {"polygons", polygons_json(first.polygons)},
                             {"indicators", indicators},
                             {"place",
                              {{"kind", options.area ? options.area->kind_name() : "nation"},
                               {"id", options.area ? options.area->number : ""}}},
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
