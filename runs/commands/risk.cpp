#include <fmt/format.h>

#include <algorithm>

#include "geo/base/error.hpp"
#include "runs/commands/command.hpp"
#include "runs/commands/options.hpp"
#include "runs/say/json.hpp"
#include "viz/risk/risk_files.hpp"

namespace runs {
namespace {

struct RiskOptions {
    std::filesystem::path snapshot;
    std::vector<std::filesystem::path> outputs;
    AreaOptions place;
    double limit = 10, reserve = 5;
    std::optional<int> from, to;
    std::optional<int> year;
    std::size_t most = 10;
    viz::Language language = viz::Language::norwegian;
};

void add_risk(CLI::App& app, RiskOptions& a) {
    app.add_option("snapshot", a.snapshot, "snapshot file (.nc) of many draws, by `legekart run`")
        ->required();
    app.add_option(
        "-o,--output", a.outputs,
        "table to write, .csv (municipalities by year) or .xlsx, or a map of the chances (.png, .svg, "
        ".pdf); may be given several times");
    add_area(app, a.place, "whose municipalities are ranked");
    app.add_option("--over", a.limit, "limit: per cent of patients without a GP")
        ->check(CLI::Range(0.0, 100.0))
        ->capture_default_str();
    app.add_option("--reserve", a.reserve, "places wanted beyond the patients, per cent")
        ->check(CLI::Range(0.0, 100.0))
        ->capture_default_str();
    app.add_option("--from", a.from, "first year in which GPs are counted (default: the run's first)");
    app.add_option("--to", a.to, "last year (default: the run's last)");
    app.add_option("--year", a.year,
                   "a map shows the chance in this year (default: the first twelve months)");
    app.add_option("--most", a.most, "how many municipalities to print")->capture_default_str();
    add_language(app, a.language, "no or en (default: no)");
}

int do_risk(const RiskOptions& a, const Context& context) {
    for (const auto& output : a.outputs)
        if (!viz::is_risk_table(output) && !viz::is_risk_picture(output))
            throw geo::InputError(output.string(),
                                  "expected a name that ends in .csv, .xlsx, .png, .svg or .pdf");
    if (a.year && std::none_of(a.outputs.begin(), a.outputs.end(), viz::is_risk_picture))
        throw geo::InputError("--year", "is the year of a map; name one, for example -o risk.png");
    must_be_outputs(a.outputs, {a.snapshot, a.place.own});
    const auto snapshot = data::read_snapshot(a.snapshot);
    const auto report =
        viz::risk_report(snapshot, {a.place.area(snapshot), a.limit, a.reserve, a.from, a.to, a.year});
    for (const auto& output : a.outputs) {
        context.stop.check();
        if (context.dry_run) continue;
        viz::write_risk(output, snapshot, report, a.language);
    }
    if (context.json) {
        fmt::print("{}\n", viz::to_json(report).dump(2));
        return 0;
    }
    for (const auto& line : viz::risk_summary(report, a.language)) fmt::print("{}\n", line);
    auto places = viz::risk_sheet(report, a.language);
    places.rows.resize(std::min(places.rows.size(), a.most));
    fmt::print("\n{}\n{}\n{}", viz::terminal_text(places, 1),
               viz::terminal_text(viz::risk_years_sheet(report, a.language, false), 1),
               viz::terminal_text(viz::doctors_sheet(report, a.language), 1));
    for (const auto& output : a.outputs)
        fmt::print("{} {}\n", context.dry_run ? "would write" : "wrote", output.string());
    return 0;
}

const Registration risk_command(
    {.name = "risk",
     .summary = "how likely it is that places lack GPs, when, and how many GPs are needed",
     .examples = "Examples:\n  legekart risk baseline.nc\n"
                 "  legekart risk baseline.nc --area Finnmark --from 2027 --to 2030 --reserve 5\n"
                 "  legekart risk baseline.nc --area \"Helse Nord\" --over 20 -o risiko.xlsx -o risiko.png\n",
     .order = 75,
     .set_up = with_options(add_risk, do_risk)});

}  // namespace
}  // namespace runs
