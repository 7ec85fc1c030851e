#include <fmt/format.h>

#include "data/fine_outlines.hpp"
#include "runs/commands/command.hpp"
#include "runs/commands/options.hpp"
#include "runs/say/json.hpp"
#include "runs/say/progress.hpp"
#include "runs/say/read_comparable.hpp"
#include "viz/map/animation.hpp"
#include "viz/map/map_view.hpp"

namespace runs {
namespace {

struct MapOptions : viz::MapRequest {
    std::vector<std::filesystem::path> snapshots;  ///< several: a map of each, side by side
    std::vector<std::filesystem::path> outputs;    ///< pictures
    std::vector<std::filesystem::path> animate;    ///< films of all months, or of `multiples`
    AreaOptions place;
    std::filesystem::path minus;  ///< another snapshot: show this one minus that one
};

void add_map(CLI::App& app, MapOptions& a) {
    app.add_option("snapshot", a.snapshots, "snapshot files (.nc); several are shown side by side")
        ->required();
    app.add_option("-o,--output", a.outputs,
                   "picture to write, .png, .pdf or .svg; may be given several times (default: the file's "
                   "name, .png)")
        ->allow_extra_args(false);
    add_several(app, "--indicator", a.indicators,
                "what to show; `legekart info FILE.nc` lists them (default: percent_without_gp); several of "
                "one unit with commas are shown side by side");
    auto* month = app.add_option("--month", a.month, "such as 2030-01, start or end (default: the last one)");
    add_several(app, "--multiples", a.multiples, "months to show side by side, such as start,2030-01,end")
        ->excludes(month);
    app.add_option("--animate", a.animate,
                   "film to write, .mp4 or .gif: every month, or those of --multiples (needs ffmpeg)")
        ->allow_extra_args(false);
    add_area(app, a.place, "zoom to an area");
    app.add_option("--minus", a.minus, "another snapshot file: show the difference, this one minus that one");
    add_several(app, "--breaks", a.breaks,
                "classes: quantiles over all months (default), round (of one width), or breaks such as "
                "1,2,5,10");
    app.add_option("--classes", a.classes, "how many, where the breaks are not given")
        ->check(CLI::Range(2, 9))
        ->capture_default_str();
    app.add_option("--palette", a.palette, "colours, such as viridis");
    app.add_option("--size", a.size,
                   "portrait (default), slide (1920x1080, default of --animate) or WIDTHxHEIGHT pixels");
    add_language(app, a.language, "no or en (default: no)");
    app.add_option("--title", a.title, "instead of the indicator's name");
    app.add_option("--cells", a.cells,
                   "a field of the inhabited squares, such as minutes_nearest_open, instead of an "
                   "indicator of municipalities");
}

std::vector<std::filesystem::path> pictures_of(const MapOptions& a) {
    if (!a.outputs.empty() || !a.animate.empty()) return a.outputs;
    return {std::filesystem::path(a.snapshots.front()).replace_extension(".png")};
}

Json map_json(const viz::MapView& view, const std::vector<std::string>& files,
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

int do_map(const MapOptions& a, const Context& context) {
    auto outputs = pictures_of(a);
    outputs.insert(outputs.end(), a.animate.begin(), a.animate.end());
    auto inputs = a.snapshots;
    inputs.insert(inputs.end(), {a.minus, a.place.own});
    must_be_outputs(outputs, inputs);
    auto paths = a.snapshots;
    if (!a.minus.empty()) paths.insert(paths.begin(), a.minus);
    auto snapshots = read_comparable(paths, context.stop);
    std::optional<data::Snapshot> minus;
    if (!a.minus.empty()) {
        minus = std::move(snapshots.front());
        snapshots.erase(snapshots.begin());
    }
    auto request = static_cast<const viz::MapRequest&>(a);
    if (const auto area = a.place.area(snapshots.front()); area.kind != model::AreaKind::nation)
        request.area = area;
    request.film = !a.animate.empty();
    const auto view = viz::map_view(snapshots, minus ? &*minus : nullptr, request);
    // A part of the country shows more of its coast.
    const auto fine = request.area ? data::fine_outlines(snapshots.front()) : std::nullopt;
    const auto& shapes = fine ? *fine : snapshots.front().polygons;

    std::vector<std::string> files;
    for (const auto& picture : pictures_of(a)) {
        context.stop.check();
        if (!context.dry_run) viz::write_panels(picture, shapes, view.panels, view.spec);
        files.push_back(picture.string());
    }
    for (const auto& film : a.animate) {
        context.stop.check();
        Progress progress(context.progress_mode());
        const auto frames = static_cast<int>(view.panels.size());
        if (!context.dry_run)
            viz::write_animation(film, shapes, view.panels, view.spec, [&](int done) {
                progress.step("drawing", done, frames);
                context.stop.check();
            });
        files.push_back(film.string());
    }
    if (context.json) {
        fmt::print("{}\n", map_json(view, files, snapshots.front().municipalities).dump(2));
        return 0;
    }
    for (const auto& file : files)
        fmt::print("{} {} ({}, {})\n", context.dry_run ? "would write" : "wrote", file, view.spec.title,
                   view.spec.subtitle);
    return 0;
}

const Registration map_command(
    {.name = "map",
     .summary = "draw maps from snapshot files",
     .examples = "Examples:\n  legekart map baseline.nc --month 2026-01 -o start.png -o start.svg\n"
                 "  legekart map baseline.nc --area Nordland --size slide --language en\n"
                 "  legekart map grant.nc --minus baseline.nc -o difference.pdf\n"
                 "  legekart map baseline.nc --multiples start,2030-01,end -o decade.png\n"
                 "  legekart map baseline.nc --animate decade.mp4\n",
     .order = 40,
     .set_up = with_options(add_map, do_map)});

}  // namespace
}  // namespace runs
