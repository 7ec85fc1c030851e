#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "runs/commands.hpp"
#include "runs/map_view.hpp"

namespace runs {

int map(const MapArguments& a) {
    const auto snapshot = data::read_snapshot(a.snapshot);
    const auto view =
        a.minus.empty() ? map_view(snapshot, a) : difference_view(snapshot, data::read_snapshot(a.minus), a);
    auto outputs = a.outputs;
    if (outputs.empty()) outputs.push_back(std::filesystem::path(a.snapshot).replace_extension(".png"));
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
