#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "data/compared_runs.hpp"
#include "data/write_file.hpp"
#include "geo/base/error.hpp"
#include "runs/commands/commands.hpp"
#include "runs/say/progress.hpp"
#include "runs/say/same_origin.hpp"
#include "viz/compare/comparison_json.hpp"
#include "viz/compare/comparison_picture.hpp"
#include "viz/compare/comparison_report.hpp"
#include "viz/export/table.hpp"

namespace runs {
namespace {

constexpr std::string_view known_files = ".csv, .xlsx, .json, .md, .png, .svg or .pdf";

std::optional<std::chrono::year_month> month_of(const std::string& text) {
    if (text.empty()) return std::nullopt;
    int year = 0;
    unsigned month = 0;
    char rest = 0;
    if (std::sscanf(text.c_str(), "%4d-%2u%c", &year, &month, &rest) == 2) {
        const auto found = std::chrono::year{year} / std::chrono::month{month};
        if (found.ok()) return found;
    }
    throw geo::InputError("--month", fmt::format("'{}', expected a month such as 2035-01", text));
}

bool is_picture(const std::string& extension) {
    return extension == ".png" || extension == ".svg" || extension == ".pdf";
}

void check_outputs(const CompareArguments& a) {
    for (const auto& output : a.outputs) {
        const auto extension = output.extension().string();
        if (extension != ".csv" && extension != ".xlsx" && extension != ".json" && extension != ".md" &&
            !is_picture(extension))
            throw geo::InputError(output.string(),
                                  fmt::format("expected a name that ends in {}", known_files));
    }
}

std::uint32_t ranked_indicator(const CompareArguments& a, const data::CommonGround& ground) {
    const std::string wanted = a.indicator.empty() ? "percent_without_gp" : a.indicator;
    std::string known;
    for (std::uint32_t i = 0; i < ground.indicators.size(); ++i) {
        if (ground.indicators[i].name == wanted) return i;
        known += (i ? ", " : "") + ground.indicators[i].name;
    }
    if (a.indicator.empty()) return 0;
    throw geo::InputError("--indicator",
                          fmt::format("'{}' is not compared; expected one of {}", wanted, known));
}

viz::ComparisonReport compared(const CompareArguments& a) {
    std::vector<data::Snapshot> files;
    for (const auto& path : a.snapshots) {
        files.push_back(data::read_snapshot(path));
        warn_of_other_origin(files.front(), files.back());
    }
    const auto ground = data::common_ground(files, month_of(a.month));
    viz::ComparisonReport report;
    report.reference = files.front().path.stem().string();
    report.first_month = files.front().first_month;
    report.month = ground.month;
    report.indicators = ground.indicators;
    report.areas = model::areas(files.front().municipalities, ground.inhabitants);
    report.ranked = ranked_indicator(a, ground);
    const auto reference = data::read_compared(files.front(), ground);
    const auto all = static_cast<int>(files.size()) - 1;
    Progress progress(a.progress_mode());
    for (std::size_t i = 1; i < files.size(); ++i) {
        const auto run = data::read_compared(files[i], ground);
        const auto common = model::pair_by_seed(reference.seeds, run.seeds);
        if (common.a.empty() && !a.unpaired)
            throw geo::InputError(
                files[i].path.string(),
                fmt::format("has no seed in common with {}, so no replicates share their luck; run both "
                            "with the same --seed and --replicates, or compare with --unpaired",
                            files.front().path.string()));
        const auto pairing = a.unpaired ? model::Pairing{} : common;
        report.scenarios.push_back({run.name, !a.unpaired,
                                    a.unpaired ? reference.seeds.size() : pairing.a.size(),
                                    a.unpaired ? run.seeds.size() : pairing.b.size(),
                                    model::compare(reference, run, report.indicators, report.areas, pairing),
                                    model::compare_costs(reference, run, pairing)});
        progress.step("comparing", static_cast<int>(i), all);
    }
    return report;
}

void print(const viz::ComparisonReport& report, viz::Language language) {
    for (const auto& scenario : report.scenarios) {
        for (const auto& line : viz::summary(report, scenario, language)) fmt::print("{}\n", line);
        fmt::print("\n");
    }
    if (report.scenarios.size() > 1)
        fmt::print("{}\n", viz::terminal_text(viz::overview_sheet(report, language), 0));
    fmt::print("{}\n", viz::terminal_text(viz::nation_sheet(report, language), 2));
    constexpr std::size_t shown = 15;
    const auto ranking = viz::ranking_sheet(report, language, shown);
    const auto& indicator = report.indicators[report.ranked];
    if (!ranking.rows.empty())
        fmt::print("{} ({})\n{}",
                   language == viz::Language::norwegian ? indicator.long_name_no : indicator.long_name,
                   indicator.unit, viz::terminal_text(ranking, 2));
}

void write(const viz::ComparisonReport& report, const std::filesystem::path& output, viz::Language language) {
    const auto extension = output.extension().string();
    if (extension == ".csv")
        data::write_file(output, viz::csv_text(viz::figures_sheet(report, language)));
    else if (extension == ".xlsx")
        data::write_file(output, viz::comparison_xlsx(report, language));
    else if (extension == ".md")
        data::write_file(output, viz::overview_markdown(report, language));
    else if (extension == ".json")
        data::write_file(output, to_json(report).dump(1) + "\n");
    else
        viz::draw_plane(output, report, language);
}

}  // namespace

int compare(const CompareArguments& a) {
    check_outputs(a);
    if (a.snapshots.size() < 2)
        throw geo::InputError("compare",
                              "expected two files or more; the first is what the others are compared with");
    if (a.dry_run) {
        for (std::size_t i = 1; i < a.snapshots.size(); ++i)
            fmt::print("would compare {} with {}\n", a.snapshots[i].string(), a.snapshots.front().string());
        for (const auto& output : a.outputs) fmt::print("would write {}\n", output.string());
        return 0;
    }
    const auto language = a.language == "en" ? viz::Language::english : viz::Language::norwegian;
    const auto report = compared(a);
    for (const auto& output : a.outputs) write(report, output, language);
    if (a.json) {
        fmt::print("{}\n", to_json(report).dump(2));
        return 0;
    }
    print(report, language);
    for (const auto& output : a.outputs) fmt::print("wrote {}\n", output.string());
    return 0;
}

}  // namespace runs
