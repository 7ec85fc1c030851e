#include "data/make_set.hpp"

#include "data/output_file.hpp"
#include "data/project_folder.hpp"
#include "data/set_checksums.hpp"
#include "geo/base/error.hpp"

namespace data {
namespace {

namespace fs = std::filesystem;

bool any(const NewFigures& figures) {
    return !figures.population.empty() || !figures.lists.empty() || !figures.list_series.empty() ||
           !figures.national.empty();
}

MadeSet from_manifest(const SetSources& sources, const geo::StopToken& stop) {
    auto folders = sources.folders;
    if (folders.empty()) folders.push_back(sources.manifest.parent_path());
    MadeSet made{prepare(sources.manifest, folders, stop), sources.manifest, {}};
    made.read = made.prepared.sources;
    return made;
}

MadeSet from_set(const SetSources& sources, const geo::StopToken& stop) {
    const auto& figures = sources.figures;
    const auto& borders = sources.borders;
    const auto base = inputs_folder(sources.base);
    MadeSet made{{read_input_set(base), {}}, {}, input_set_files(base)};
    if (any(figures)) made.prepared = renew(made.prepared.set, figures);
    stop.check();
    if (!borders.full.empty()) {
        auto carried = carry_to_borders(made.prepared.set, borders);
        auto& checks = carried.report.checks;
        const auto& before = made.prepared.report.checks;
        checks.insert(checks.begin(), before.begin(), before.end());
        made.prepared = std::move(carried);
    } else if (fs::exists(base / set_manifest)) {
        made.manifest = base / set_manifest;
    }
    for (const auto* file : {&figures.population, &figures.lists, &figures.list_series, &figures.national,
                             &borders.full, &borders.land})
        if (!file->empty()) made.read.push_back(*file);
    return made;
}

}  // namespace

MadeSet make_set(const SetSources& sources, const geo::StopToken& stop) {
    const auto& figures = sources.figures;
    const bool from_there = !sources.base.empty() || any(figures) || !sources.borders.full.empty();
    if (!sources.manifest.empty() && from_there)
        throw geo::InputError(
            sources.manifest.string(),
            "is a manifest, which makes a set from nothing; leave out the set that is there "
            "with its new figures and borders, or the manifest");
    if (!sources.manifest.empty()) return from_manifest(sources, stop);
    if (!any(figures) && sources.borders.full.empty())
        throw geo::InputError("prepare",
                              "expected a manifest (.toml), or --population, --lists or --borders");
    if (figures.lists_year != 0 && figures.lists.empty() && figures.list_series.empty())
        throw geo::InputError("--year", "is of --lists or --list-series, and neither is given; leave it out");
    return from_set(sources, stop);
}

void write_made_set(const fs::path& folder, const MadeSet& made) {
    must_keep_inputs(input_set_files(folder), made.read);
    write_input_set(folder, made.prepared.set);
    write_set_manifest(folder, made.manifest);
}

}  // namespace data
