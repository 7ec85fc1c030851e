#include <fmt/format.h>

#include "data/make_set.hpp"
#include "data/output_file.hpp"
#include "runs/commands/command.hpp"
#include "runs/commands/options.hpp"

namespace runs {
namespace {

struct PrepareOptions : data::SetSources {
    std::filesystem::path output;
};

void add_prepare(CLI::App& app, PrepareOptions& a) {
    auto* manifest = app.add_option("manifest", a.manifest,
                                    "which file holds what (.toml), such as data/norway/sources.toml");
    app.add_option("source", a.folders,
                   "folders of the official files; each file is taken from the first that has "
                   "it (default: the manifest's folder)");
    app.add_option("-o,--output", a.output, "folder to write the input set to")->required();
    const std::string renew = "From a set there is, without a manifest";
    const auto add = [&](const char* name, auto& value, const char* what) {
        return app.add_option(name, value, what)->group(renew)->excludes(manifest);
    };
    add("--inputs", a.base, "that set (default: the embedded Norway)");
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

int do_prepare(const PrepareOptions& a, const Context& context) {
    const auto made = data::make_set(a, context.stop);
    data::must_keep_inputs(data::input_set_files(a.output), made.read);
    fmt::print("{}", data::text_of(made.prepared.report));
    if (context.dry_run) return 0;
    context.stop.check();
    data::write_made_set(a.output, made);
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
