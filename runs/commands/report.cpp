#include <fmt/format.h>

#include "data/write_file.hpp"
#include "geo/base/error.hpp"
#include "runs/commands/command.hpp"
#include "runs/commands/options.hpp"
#include "runs/say/json.hpp"
#include "runs/say/read_comparable.hpp"
#include "runs/say/tell.hpp"
#include "viz/report/embed.hpp"
#include "viz/report/report.hpp"

namespace runs {
namespace {

/// Aim for a page that can be mailed; a larger one still works.
constexpr std::size_t handy_bytes = 2'000'000;

struct ReportOptions {
    std::vector<std::filesystem::path> snapshots;  ///< the first is what the others are compared with
    std::filesystem::path output;
    std::string title;
    std::vector<std::string> indicators;  ///< to show month by month beside the usual ones
    AreaOptions place;
    bool viewer = false;  ///< the page that reads any snapshot dropped on it
};

void add_report(CLI::App& app, ReportOptions& a) {
    app.add_option("snapshots", a.snapshots,
                   "snapshot files (.nc); the first is what the others are compared with");
    app.add_option("-o,--output", a.output,
                   "page to write (default: report.html, or viewer.html with --viewer)");
    app.add_option("--title", a.title, "heading of the page (default: from the scenarios)");
    app.add_option(
        "--indicator", a.indicators,
        "indicators to show month by month too (others: each January), such as births; of a file of "
        "many draws those it has so");
    add_area(app, a.place, "the area that the page is about when it opens");
    app.add_flag("--viewer", a.viewer, "write the empty page that shows any snapshot file dropped on it");
}

std::string page_of(const ReportOptions& a, const geo::StopToken& stop) {
    if (a.viewer) return std::string(viz::viewer_page());
    const auto snapshots = read_comparable(a.snapshots, stop);
    for (const auto& snapshot : snapshots)
        for (const auto& name : a.indicators)
            if (snapshot.indicator(name).at_kept_times)
                tell("note: {} has '{}' of many draws at the start, each January and the last month only\n",
                     snapshot.path.string(), name);
    stop.check();
    return viz::report_page(snapshots, {a.title, a.indicators, a.place.area(snapshots.front())});
}

int do_report(const ReportOptions& a, const Context& context) {
    if (a.viewer == !a.snapshots.empty())
        throw geo::InputError("legekart report",
                              a.viewer ? "--viewer takes no snapshot; open the page and drop one on it"
                                       : "expected at least one snapshot file (.nc), or --viewer");
    const std::filesystem::path output = !a.output.empty() ? a.output
                                         : a.viewer        ? "viewer.html"
                                                           : "report.html";
    auto inputs = a.snapshots;
    inputs.push_back(a.place.own);
    must_be_outputs({output}, inputs, true);
    const auto page = page_of(a, context.stop);
    context.stop.check();
    if (!context.dry_run) data::write_file(output, page);
    if (context.json) {
        fmt::print(
            beside(output), "{}\n",
            Json{{"file", output.string()}, {"bytes", page.size()}, {"scenarios", a.snapshots.size()}}.dump(
                2));
        return 0;
    }
    fmt::print(beside(output), "{} {} ({:.2f} MB{}); open it in a browser, it needs no network\n",
               context.dry_run ? "would write" : "wrote", output.string(),
               static_cast<double>(page.size()) / 1e6,
               !a.viewer && page.size() > handy_bytes
                   ? ", over 2 MB: fewer files or fewer --indicator make a lighter page"
                   : "");
    return 0;
}

const Registration report_command(
    {.name = "report",
     .summary = "make an interactive page, one file that opens without network",
     .examples = "Examples:\n  legekart report baseline.nc -o report.html\n"
                 "  legekart report baseline.nc measure.nc --title \"Rekruttering\"\n"
                 "  legekart report baseline.nc --indicator free_places births\n"
                 "  legekart report baseline.nc measure.nc --area Nordland -o nordland.html\n"
                 "  legekart report --viewer -o viewer.html\n",
     .order = 70,
     .set_up = with_options(add_report, do_report)});

}  // namespace
}  // namespace runs
