#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "geo/base/error.hpp"
#include "runs/commands.hpp"
#include "runs/map_view.hpp"

namespace runs {
namespace {

std::vector<std::filesystem::path> outputs_of(const MapArguments& a) {
    if (!a.outputs.empty()) return a.outputs;
    return {std::filesystem::path(a.snapshot).replace_extension(".png")};
}

int map_of_cells(const data::Snapshot& snapshot, const MapArguments& a) {
    if (!a.minus.empty())
        throw geo::InputError("--minus", "differences are of municipalities; leave out --cells");
    const auto view = cell_view(snapshot, a);
    auto report = nlohmann::ordered_json::array();
    for (const auto& output : outputs_of(a)) {
        if (!a.dry_run)
            viz::write_map(output, snapshot.polygons,
                           viz::Cells{view.cell_m, view.col, view.row, view.values}, view.spec);
        report.push_back(output.string());
        if (!a.json)
            fmt::print("{} {} ({}, {})\n", a.dry_run ? "would write" : "wrote", output.string(),
                       view.spec.title, view.spec.subtitle);
    }
    if (a.json)
        fmt::print("{}\n",
                   nlohmann::ordered_json{
                       {"title", view.spec.title}, {"files", report}, {"squares", view.values.size()}}
                       .dump(2));
    return 0;
}

}  // namespace

int map(const MapArguments& a) {
    const auto snapshot = data::read_snapshot(a.snapshot);
    if (!a.cells.empty()) return map_of_cells(snapshot, a);
    const auto view =
        a.minus.empty() ? map_view(snapshot, a) : difference_view(snapshot, data::read_snapshot(a.minus), a);
    const auto outputs = outputs_of(a);
    auto report = nlohmann::ordered_json::array();
    for (const auto& output : outputs) {
        if (!a.dry_run) viz::write_map(output, snapshot.polygons, view.values, view.spec);
        report.push_back(output.string());
    }
    if (a.json) {
        nlohmann::ordered_json values;
        for (std::uint32_t m = 0; m < view.values.size(); ++m)
            values[snapshot.municipalities.number[model::MunicipalityId{m}]] = view.values[m];
        fmt::print("{}\n", nlohmann::ordered_json{{"title", view.spec.title},
                                                  {"subtitle", view.spec.subtitle},
                                                  {"files", report},
                                                  {"values", values}}
                               .dump(2));
        return 0;
    }
    for (const auto& output : outputs)
        fmt::print("{} {} ({}, {})\n", a.dry_run ? "would write" : "wrote", output.string(), view.spec.title,
                   view.spec.subtitle);
    return 0;
}

}  // namespace runs
