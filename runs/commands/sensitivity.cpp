#include <fmt/format.h>
#include <fmt/ranges.h>

#include "data/write_file.hpp"
#include "runs/commands/command.hpp"
#include "runs/commands/options.hpp"
#include "runs/say/sensitivity_report.hpp"

namespace runs {
namespace {

struct SensitivityOptions {
    std::filesystem::path sweep;       ///< folder of a collected sweep
    std::vector<std::string> results;  ///< columns of results.csv; empty: the leading ones
    std::vector<std::filesystem::path> charts;
    std::filesystem::path csv;
    viz::Language language = viz::Language::norwegian;
    int resamples = 1000;  ///< of the bootstrap
};

void add_sensitivity(CLI::App& app, SensitivityOptions& a) {
    app.add_option("sweep", a.sweep, "the folder of a collected sweep")->required();
    app.add_option("--result", a.results,
                   "columns of results.csv, such as percent_without_gp_final (default: the headline ones)")
        ->delimiter(',');
    app.add_option("-o,--output", a.charts, "chart to write, .svg, .png or .pdf; several times");
    app.add_option("--csv", a.csv, "table of every measure to write");
    app.add_option("--resamples", a.resamples, "resamples behind the intervals")
        ->capture_default_str()
        ->check(CLI::Range(10, 100'000));
    add_language(app, a.language, "of the chart, no or en (default: no)");
}

int do_sensitivity(const SensitivityOptions& a, const Context& context) {
    const study::SweepFolder folder(a.sweep);
    auto outputs = a.charts;
    if (!a.csv.empty()) outputs.push_back(a.csv);
    auto inputs = folder.files();
    for (auto& file : folder.merged_files()) inputs.push_back(std::move(file));
    must_be_outputs(outputs, inputs);
    const auto table = data::read_sweep_table(folder.table(), folder.design);
    const auto wanted = study::results_to_measure(folder, table, a.results);
    if (context.dry_run) {
        fmt::print("would measure {} factors for {}\n", folder.design.keys.size(), fmt::join(wanted, ", "));
        return 0;
    }
    const auto all =
        study::sensitivities(folder, table, wanted, static_cast<std::uint32_t>(a.resamples), context.stop);
    for (const auto& chart : a.charts) {
        context.stop.check();
        draw_sensitivity(chart, folder, all, a.language);
    }
    if (!a.csv.empty()) data::write_file(a.csv, study::sensitivity_csv(all, folder.plan.kind));
    if (context.json)
        fmt::print("{}\n", sensitivity_json(folder, all).dump(2));
    else
        print_sensitivity(folder, all);
    return 0;
}

const Registration sensitivity_command(
    {.name = "sensitivity",
     .summary = "which assumption matters most, from a sweep",
     .examples = "Sobol designs give first-order and total indices, Morris designs elementary effects, "
                 "all others partial rank correlations.\nExample:\n"
                 "  legekart sensitivity lhs --result percent_without_gp_final -o chart.svg\n",
     .order = 120,
     .set_up = with_options(add_sensitivity, do_sensitivity)});

}  // namespace
}  // namespace runs
