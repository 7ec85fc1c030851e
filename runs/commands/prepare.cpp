#include <fmt/format.h>

#include "data/carry_borders.hpp"
#include "data/input_set.hpp"
#include "data/output_file.hpp"
#include "data/prepare.hpp"
#include "data/project_folder.hpp"
#include "data/renew.hpp"
#include "data/set_checksums.hpp"
#include "geo/base/error.hpp"
#include "runs/commands/command.hpp"
#include "runs/commands/options.hpp"

namespace runs {
namespace {

struct PrepareOptions {
    std::filesystem::path manifest, output, inputs;
    std::vector<std::filesystem::path> sources;
    data::OtherBorders borders;
    data::NewFigures figures;

    bool renews() const {
        return !figures.population.empty() || !figures.lists.empty() || !figures.list_series.empty() ||
               !figures.national.empty();
    }
};

void add_prepare(CLI::App& app, PrepareOptions& a) {
    auto* manifest = app.add_option("manifest", a.manifest,
                                    "which file holds what (.toml), such as data/norway/sources.toml");
    app.add_option("source", a.sources,
                   "folders of the official files; each file is taken from the first that has "
                   "it (default: the manifest's folder)");
    app.add_option("-o,--output", a.output, "folder to write the input set to")->required();
    const std::string renew = "From a set there is, without a manifest";
    const auto add = [&](const char* name, auto& value, const char* what) {
        return app.add_option(name, value, what)->group(renew)->excludes(manifest);
    };
    add("--inputs", a.inputs, "that set (default: the embedded Norway)");
    add("--population", a.figures.population, "residents on 1 January: JSON-stat or a table");
    add("--lists", a.figures.lists, "GP lists by municipality (table 12005)");
    add("--list-series", a.figures.list_series, "yearly list figures by municipality");
    add("--national", a.figures.national, "published national figures");
    add("--year", a.figures.lists_year,
        "the lists are of 31 December of this year (default: before the newest population)");
    auto* borders = add("--borders", a.borders.full, "municipality borders of another year");
    add("--land", a.borders.land, "the same clipped to land")->needs(borders);
    add("--layer", a.borders.layer, "layer of the borders, if there are several")->needs(borders);
    add("--crs", a.borders.crs, "coordinate system of the borders, if the file states none")->needs(borders);
}

/// The set a manifest describes, or one that is there with new figures or other borders.
data::Prepared prepared_set(const PrepareOptions& a, const Context& context) {
    if (!a.manifest.empty()) {
        auto sources = a.sources;
        if (sources.empty()) sources.push_back(a.manifest.parent_path());
        return data::prepare(a.manifest, sources, context.stop);
    }
    if (!a.renews() && a.borders.full.empty())
        throw geo::InputError("prepare",
                              "expected a manifest (.toml), or --population, --lists or --borders");
    if (a.figures.lists_year != 0 && a.figures.lists.empty() && a.figures.list_series.empty())
        throw geo::InputError("--year", "is of --lists or --list-series, and neither is given; leave it out");
    data::Prepared out{data::read_input_set(data::inputs_folder(a.inputs)), {}};
    if (a.renews()) out = data::renew(out.set, a.figures);
    context.stop.check();
    if (a.borders.full.empty()) return out;
    auto carried = data::carry_to_borders(out.set, a.borders);
    carried.report.checks.insert(carried.report.checks.begin(), out.report.checks.begin(),
                                 out.report.checks.end());
    return carried;
}

/// What says how the set was made: its manifest; that of the set it was renewed from, which still names the
/// other files; none on other borders.
std::filesystem::path manifest_of(const PrepareOptions& a) {
    if (!a.manifest.empty() || !a.borders.full.empty()) return a.manifest;
    const auto base = data::inputs_folder(a.inputs) / data::set_manifest;
    return std::filesystem::exists(base) ? base : std::filesystem::path();
}

/// What was read. A manifest and the ferries.csv beside it are none: they are written again as they are.
std::vector<std::filesystem::path> inputs_of(const PrepareOptions& a, const data::Prepared& prepared) {
    if (!a.manifest.empty()) return prepared.sources;
    auto inputs = data::input_set_files(data::inputs_folder(a.inputs));
    for (const auto* file : {&a.figures.population, &a.figures.lists, &a.figures.list_series,
                             &a.figures.national, &a.borders.full, &a.borders.land})
        inputs.push_back(*file);
    return inputs;
}

int do_prepare(const PrepareOptions& a, const Context& context) {
    const auto prepared = prepared_set(a, context);
    data::must_keep_inputs(data::input_set_files(a.output), inputs_of(a, prepared));
    fmt::print("{}", data::text_of(prepared.report));
    if (context.dry_run) return 0;
    context.stop.check();
    data::write_input_set(a.output, prepared.set);
    data::write_set_manifest(a.output, manifest_of(a));
    fmt::print("wrote {}\n", a.output.string());
    return 0;
}

const Registration prepare_command(
    {.name = "prepare",
     .summary = "make an input set from official files",
     .examples = "Examples:\n"
                 "  legekart prepare data/norway/sources.toml FOLDER -o inputs\n"
                 "  legekart prepare --population 07459.json --lists 12005.csv -o inputs-2027\n"
                 "  legekart prepare --borders kommuner-2020.geojson -o inputs-2020\n",
     .order = 100,
     .set_up = with_options(add_prepare, do_prepare)});

}  // namespace
}  // namespace runs
