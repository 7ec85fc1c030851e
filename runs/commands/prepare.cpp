#include <fmt/format.h>

#include "data/input_set.hpp"
#include "data/prepare.hpp"
#include "data/set_checksums.hpp"
#include "runs/commands/command.hpp"
#include "runs/commands/options.hpp"

namespace runs {
namespace {

struct PrepareOptions {
    std::filesystem::path manifest, output;
    std::vector<std::filesystem::path> sources;
};

void add_prepare(CLI::App& app, PrepareOptions& a) {
    app.add_option("manifest", a.manifest, "which file holds what (.toml), such as data/norway/sources.toml")
        ->required();
    app.add_option("source", a.sources,
                   "folders of the official files; each file is taken from the first that has "
                   "it (default: the manifest's folder)");
    app.add_option("-o,--output", a.output, "folder to write the input set to")->required();
}

int do_prepare(const PrepareOptions& a, const Context& context) {
    auto sources = a.sources;
    if (sources.empty()) sources.push_back(a.manifest.parent_path());
    const auto prepared = data::prepare(a.manifest, sources, context.stop);
    fmt::print("{}", data::text_of(prepared.report));
    if (context.dry_run) return 0;
    context.stop.check();
    data::write_input_set(a.output, prepared.set);
    data::write_set_manifest(a.output, a.manifest);
    fmt::print("wrote {}\n", a.output.string());
    return 0;
}

const Registration prepare_command({.name = "prepare",
                                    .summary = "make an input set from official files",
                                    .examples = "",
                                    .order = 100,
                                    .set_up = with_options(add_prepare, do_prepare)});

}  // namespace
}  // namespace runs
