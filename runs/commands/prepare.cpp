#include <fmt/format.h>

#include <filesystem>

#include "data/input_set.hpp"
#include "data/prepare.hpp"
#include "runs/commands/commands.hpp"

namespace runs {

int prepare(const PrepareArguments& a) {
    auto sources = a.sources;
    if (sources.empty()) sources.push_back(a.manifest.parent_path());
    const auto prepared = data::prepare(a.manifest, sources);
    fmt::print("{}", data::text_of(prepared.report));
    if (a.dry_run) return 0;
    std::filesystem::create_directories(a.output);
    data::write_input_set(a.output, prepared.set);
    fmt::print("wrote {}\n", a.output.string());
    return 0;
}

}  // namespace runs
