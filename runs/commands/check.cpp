#include <fmt/format.h>

#include "data/check_files.hpp"
#include "data/prepare.hpp"
#include "data/project_folder.hpp"
#include "runs/commands/command.hpp"
#include "runs/commands/options.hpp"
#include "runs/say/json.hpp"

namespace runs {
namespace {

struct CheckOptions {
    std::vector<std::filesystem::path> files;
    std::filesystem::path inputs;
    double tolerance_percent = 1;
};

void add_check(CLI::App& app, CheckOptions& a) {
    app.add_option("files", a.files, "tables, borders, roads, or a JSON-stat answer")->required();
    app.add_option("--inputs", a.inputs, "the input set to compare with (default: the embedded Norway)");
    app.add_option("--tolerance", a.tolerance_percent,
                   "percent by which a total may differ before it is told")
        ->capture_default_str()
        ->check(CLI::Range(0.0, 100.0));
}

int do_check(const CheckOptions& a, const Context& context) {
    const auto known = data::read_input_set(data::inputs_folder(a.inputs));
    context.stop.check();
    const auto checked = data::check_files(a.files, known, {.total = a.tolerance_percent / 100});
    bool usable = true;
    for (const auto& file : checked) usable = usable && file.usable();
    if (context.json) {
        auto rows = Json::array();
        for (const auto& file : checked) {
            auto findings = Json::array();
            for (const auto& f : file.findings)
                findings.push_back({{"kind", f.kind == data::Finding::Kind::fact  ? "fact"
                                             : f.kind == data::Finding::Kind::odd ? "odd"
                                                                                  : "wrong"},
                                    {"where", f.where},
                                    {"what", f.what}});
            rows.push_back(
                {{"file", file.file}, {"usable", file.usable()}, {"findings", std::move(findings)}});
        }
        fmt::print("{}\n", Json{{"files", std::move(rows)}, {"usable", usable}}.dump(2));
    } else {
        fmt::print("{}", data::text_of(checked));
    }
    return usable ? 0 : 2;
}

const Registration check_command(
    {.name = "check",
     .summary = "tell what files hold and what is wrong with them",
     .examples = "Marks: ! odd but can be used, x cannot be used (exit code 2).\n\nExamples:\n"
                 "  legekart check kommuner.geojson folkemengde.json lister.csv\n",
     .order = 101,
     .set_up = with_options(add_check, do_check)});

}  // namespace
}  // namespace runs
