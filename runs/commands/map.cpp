#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "runs/commands/commands.hpp"
#include "runs/say/progress.hpp"
#include "runs/say/same_origin.hpp"
#include "viz/map/animation.hpp"
#include "viz/map/map_view.hpp"

namespace runs {
namespace {

using Json = nlohmann::ordered_json;

std::vector<std::filesystem::path> pictures_of(const MapArguments& a) {
    if (!a.outputs.empty() || !a.animate.empty()) return a.outputs;
    return {std::filesystem::path(a.snapshots.front()).replace_extension(".png")};
}

Json report_of(const viz::MapView& view, const std::vector<std::string>& files,
               const model::Municipalities& municipalities) {
    Json report{{"title", view.spec.title}, {"subtitle", view.spec.subtitle}, {"files", files}};
    for (const auto& panel : view.panels) {
        Json one;
        if (!panel.title.empty()) one["title"] = panel.title;
        if (panel.cells) one["squares"] = panel.cells->value.size();
        for (std::uint32_t m = 0; m < panel.values.size(); ++m)
            one["values"][municipalities.number[model::MunicipalityId{m}]] = panel.values[m];
        for (std::uint32_t m = 0; m < panel.uncertain.size(); ++m)
            if (panel.uncertain[m] != 0)
                one["not_distinguishable"].push_back(municipalities.number[model::MunicipalityId{m}]);
        if (view.panels.size() == 1)
            report.update(one);
        else
            report["panels"].push_back(one);
    }
    return report;
}

}  // namespace

int map(const MapArguments& a) {
    std::vector<data::Snapshot> snapshots;
    for (const auto& path : a.snapshots) snapshots.push_back(data::read_snapshot(path));
    std::optional<data::Snapshot> minus;
    if (!a.minus.empty()) {
        minus = data::read_snapshot(a.minus);
        for (const auto& snapshot : snapshots) warn_of_other_origin(*minus, snapshot);
    }
    viz::MapRequest request = a;
    request.film = !a.animate.empty();
    const auto view = viz::map_view(snapshots, minus ? &*minus : nullptr, request);
    const auto& shapes = snapshots.front().polygons;

    std::vector<std::string> files;
    for (const auto& picture : pictures_of(a)) {
        if (!a.dry_run) viz::write_panels(picture, shapes, view.panels, view.spec);
        files.push_back(picture.string());
    }
    for (const auto& film : a.animate) {
        Progress progress(a.progress_mode());
        const auto frames = static_cast<int>(view.panels.size());
        if (!a.dry_run)
            viz::write_animation(film, shapes, view.panels, view.spec,
                                 [&](int done) { progress.step("drawing", done, frames); });
        files.push_back(film.string());
    }
    if (a.json) {
        fmt::print("{}\n", report_of(view, files, snapshots.front().municipalities).dump(2));
        return 0;
    }
    for (const auto& file : files)
        fmt::print("{} {} ({}, {})\n", a.dry_run ? "would write" : "wrote", file, view.spec.title,
                   view.spec.subtitle);
    return 0;
}

}  // namespace runs
