#include <fmt/format.h>

#include "geo/base/error.hpp"
#include "model/calendar.hpp"
#include "runs/commands/command.hpp"
#include "runs/commands/options.hpp"
#include "runs/say/json.hpp"
#include "runs/say/progress.hpp"
#include "runs/say/read_comparable.hpp"
#include "viz/compare/comparison_files.hpp"
#include "viz/compare/comparison_json.hpp"
#include "viz/compare/comparison_report.hpp"
#include "viz/export/table.hpp"

namespace runs {
namespace {

struct CompareOptions {
    std::vector<std::filesystem::path> snapshots;  ///< the first is what the others are compared with
    std::vector<std::filesystem::path> outputs;
    AreaOptions place;
    std::string indicator, month;  ///< municipalities are ranked by the indicator
    viz::Language language = viz::Language::norwegian;
    bool unpaired = false;  ///< as if replicates with one seed shared no luck
    model::Valuation valuation;
};

void add_compare(CLI::App& app, CompareOptions& a) {
    app.add_option("snapshots", a.snapshots,
                   "snapshot files (.nc), one per scenario; the first is what the others are compared with")
        ->required();
    app.add_option(
        "-o,--output", a.outputs,
        "table to write, .csv, .xlsx, .json or .md, or a picture of costs and effects, .png, .svg or "
        ".pdf; may be given several times");
    add_area(app, a.place, "what is compared");
    app.add_option("--month", a.month, "such as 2030-01 (default: the last one all files keep)");
    app.add_option("--indicator", a.indicator,
                   "what municipalities are ranked by (default: percent_without_gp)");
    app.add_flag(
        "--unpaired", a.unpaired,
        "compare as if replicates with the same seed shared no luck, as files without common seeds are");
    app.add_option("--discount", a.valuation.discount,
                   "% a year: costs per person-year discounted to the start, beside the undiscounted; 4 in "
                   "Norwegian public analyses")
        ->check(CLI::Range(0.0, 50.0));
    app.add_option(
           "--tax-cost", a.valuation.tax_cost,
           "%: what it costs to raise the taxes that pay, beside what is paid; 20 in Norwegian public "
           "analyses")
        ->check(CLI::Range(0.0, 200.0));
    add_language(app, a.language, "no or en (default: no)");
}

constexpr std::string_view known_files = ".csv, .xlsx, .json, .md, .png, .svg or .pdf";

std::optional<std::chrono::year_month> compared_month(const std::string& text) {
    if (text.empty()) return std::nullopt;
    if (const auto month = model::month_of(text)) return month;
    throw geo::InputError("--month", fmt::format("'{}', expected a month such as 2035-01", text));
}

bool is_plane_picture(const std::string& extension) {
    return extension == ".png" || extension == ".svg" || extension == ".pdf";
}

void check_comparison_outputs(const CompareOptions& a) {
    for (const auto& output : a.outputs) {
        const auto extension = output.extension().string();
        if (extension != ".csv" && extension != ".xlsx" && extension != ".json" && extension != ".md" &&
            !is_plane_picture(extension))
            throw geo::InputError(output.string(),
                                  fmt::format("expected a name that ends in {}", known_files));
    }
    auto inputs = a.snapshots;
    inputs.push_back(a.place.own);
    must_be_outputs(a.outputs, inputs);
}

viz::ComparisonReport compared(const CompareOptions& a, const Context& context) {
    const auto month = compared_month(a.month);
    const auto files = read_comparable(a.snapshots, context.stop, a.unpaired);
    Progress progress(context.progress_mode());
    return viz::compare_files(
        files, {month, a.indicator, a.unpaired, a.place.area(files.front()), a.valuation},
        [&](int done) { progress.step("comparing", done, static_cast<int>(files.size()) - 1); },
        context.stop);
}

void print_comparison(const viz::ComparisonReport& report, viz::Language language) {
    for (const auto& scenario : report.scenarios) {
        for (const auto& line : viz::summary(report, scenario, language)) fmt::print("{}\n", line);
        fmt::print("\n");
    }
    if (report.scenarios.size() > 1)
        fmt::print("{}\n", viz::terminal_text(viz::overview_sheet(report, language), 0));
    fmt::print("{}\n", viz::terminal_text(viz::headline_sheet(report, language), 2));
    constexpr std::size_t shown = 15;
    const auto ranking = viz::ranking_sheet(report, language, shown);
    const auto& indicator = report.indicators[report.ranked];
    if (!ranking.rows.empty())
        fmt::print("{} ({})\n{}",
                   language == viz::Language::norwegian ? indicator.long_name_no : indicator.long_name,
                   indicator.unit, viz::terminal_text(ranking, 2));
}

int do_compare(const CompareOptions& a, const Context& context) {
    check_comparison_outputs(a);
    if (a.snapshots.size() < 2)
        throw geo::InputError("compare",
                              "expected two files or more; the first is what the others are compared with");
    if (context.dry_run) {
        for (std::size_t i = 1; i < a.snapshots.size(); ++i)
            fmt::print("would compare {} with {}\n", a.snapshots[i].string(), a.snapshots.front().string());
        for (const auto& output : a.outputs) fmt::print("would write {}\n", output.string());
        return 0;
    }
    const auto report = compared(a, context);
    for (const auto& output : a.outputs) {
        context.stop.check();
        viz::write_comparison(output, report, a.language);
    }
    if (context.json) {
        fmt::print("{}\n", viz::to_json(report).dump(2));
        return 0;
    }
    print_comparison(report, a.language);
    for (const auto& output : a.outputs) fmt::print("wrote {}\n", output.string());
    return 0;
}

const Registration compare_command(
    {.name = "compare",
     .summary = "what a scenario changes, where, what it costs, and how sure that is",
     .examples = "Examples:\n  legekart compare baseline.nc grant.nc\n"
                 "  legekart compare baseline.nc grant.nc team.nc --language en -o tables.xlsx\n"
                 "  legekart compare baseline.nc grant.nc --area Nordland -o nordland.xlsx\n"
                 "  legekart compare baseline.nc grant.nc -o plane.png --json\n"
                 "  legekart compare baseline.nc grant.nc --discount 4 --tax-cost 20\n",
     .order = 80,
     .set_up = with_options(add_compare, do_compare)});

}  // namespace
}  // namespace runs
