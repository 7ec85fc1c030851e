#include <fmt/format.h>

#include <fstream>

#include "geo/base/error.hpp"
#include "runs/commands/commands.hpp"
#include "runs/say/scenario_text.hpp"

namespace runs {

int init(const InitArguments& a) {
    if (a.schema) {
        fmt::print("{}", scenario_schema());
        return 0;
    }
    auto file = a.file;
    if (file.extension() != ".toml") file += ".toml";
    const auto home = std::filesystem::absolute(file).parent_path();
    if (!std::filesystem::is_directory(home))
        throw geo::InputError(file.string(),
                              fmt::format("folder {} does not exist; make it with mkdir -p", home.string()));
    if (std::filesystem::exists(file) && !a.force)
        throw geo::InputError(file.string(), "exists; choose another name, or --force to write over it");
    const auto text = example_scenario(file.stem().string(), home);
    if (a.dry_run) {
        fmt::print("{}", text);
        return 0;
    }
    std::ofstream out(file);
    out << text;
    out.close();
    if (!out)
        throw std::runtime_error(fmt::format("{}: cannot be written; is the disk full?", file.string()));
    fmt::print("wrote {}\nnext: open it in an editor, then legekart run {}\n", file.string(), file.string());
    return 0;
}

}  // namespace runs
