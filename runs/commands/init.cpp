#include <fmt/format.h>

#include "data/write_file.hpp"
#include "geo/base/error.hpp"
#include "runs/commands/command.hpp"
#include "runs/commands/options.hpp"
#include "runs/say/scenario_text.hpp"

namespace runs {
namespace {

struct InitOptions {
    std::filesystem::path file = "scenario.toml";  ///< to write
    bool force = false;                            ///< over an existing file
    bool schema = false;                           ///< print the JSON Schema of scenarios instead
};

void add_init(CLI::App& app, InitOptions& a) {
    app.add_option("file", a.file, "scenario file to write")->capture_default_str();
    app.add_flag("--force", a.force, "write over an existing file");
    app.add_flag("--schema", a.schema, "print a JSON Schema of scenario files, for editors");
}

int do_init(const InitOptions& a, const Context& context) {
    if (a.schema) {
        fmt::print("{}", scenario_schema());
        return 0;
    }
    auto file = a.file;
    if (file.extension() != ".toml") file += ".toml";
    must_be_outputs({file}, {});
    if (std::filesystem::exists(file) && !a.force)
        throw geo::InputError(file.string(), "exists; choose another name, or --force to write over it");
    const auto text = example_scenario(file.stem().string(), std::filesystem::absolute(file).parent_path());
    if (context.dry_run) {
        fmt::print("{}", text);
        return 0;
    }
    data::write_file(file, text);
    fmt::print("wrote {}\nnext: open it in an editor, then legekart run {}\n", file.string(), file.string());
    return 0;
}

const Registration init_command({.name = "init",
                                 .summary = "write a commented scenario to begin with",
                                 .examples = "Examples:\n  legekart init nordland.toml\n"
                                             "  legekart init --schema > scenario.schema.json\n",
                                 .order = 20,
                                 .set_up = with_options(add_init, do_init)});

}  // namespace
}  // namespace runs
