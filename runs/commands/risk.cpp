#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "data/write_file.hpp"
#include "geo/base/error.hpp"
#include "runs/commands/command.hpp"
#include "runs/commands/options.hpp"
#include "runs/say/json.hpp"
#include "viz/map/map.hpp"
#include "viz/risk/risk_map.hpp"
#include "viz/risk/risk_report.hpp"

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

Json futures_json(model::Futures futures) {
    return {{"many", futures.many}, {"of", futures.of}};
}

Json place_json(const viz::PlaceRisk& place) {
    const auto& c = place.chances;
    Json j{{"number", place.area.number},
           {"name", place.area.name},
           {"over_within_12_months", futures_json(c.soon)},
           {"expected_months_of_12", c.months_soon},
           {"over_more_than_3_months", futures_json(c.long_spell)},
           {"percent_in_worst_year_of_twenty", c.bad_year},
           {"likely_from", c.likely_from ? Json(*c.likely_from) : Json(nullptr)}};
    j["years"] = Json::array();
    for (const auto& year : c.years)
        j["years"].push_back({{"year", year.year},
                              {"over", futures_json(year.over)},
                              {"none", futures_json(year.none)},
                              {"all", futures_json(year.all)},
                              {"expected_months_over", year.months_over}});
    return j;
}

Json risk_json(const viz::RiskReport& report) {
    Json j{{"futures", report.futures},
           {"limit_percent", report.request.limit},
           {"reserve_percent", report.request.reserve},
           {"area", place_json(report.whole)}};
    if (const auto& alone = report.municipalities.alone.name; !alone.empty()) j["area_alone"] = alone;
    j["municipalities"] = Json::array();
    for (const auto& place : report.places) j["municipalities"].push_back(place_json(place));
    j["gps"] = Json::array();
    for (const auto& year : report.doctors)
        j["gps"].push_back({{"year", year.year},
                            {"left", year.left},
                            {"began", year.began},
                            {"lists_with_gp", year.with_gp},
                            {"lists_needed", year.needed},
                            {"lacking", year.lacking()}});
    return j;
}

bool is_table(const std::filesystem::path& output) {
    return output.extension() == ".csv" || output.extension() == ".xlsx";
}

bool is_picture(const std::filesystem::path& output) {
    return output.extension() == ".png" || output.extension() == ".svg" || output.extension() == ".pdf";
}

void write_risk(const std::filesystem::path& output, const data::Snapshot& snapshot,
                const viz::RiskReport& report, const RiskOptions& a) {
    if (is_picture(output)) {
        const auto map = viz::risk_map(snapshot, report, a.language);
        viz::write_map(output, snapshot.polygons, map.values, map.spec);
        return;
    }
    const auto years = viz::risk_years_sheet(report, a.language, true);
    if (output.extension() == ".csv") {
        data::write_file(output, viz::csv_text(years));
        return;
    }
    const std::vector<viz::Sheet> sheets{viz::risk_sheet(report, a.language), years,
                                         viz::doctors_sheet(report, a.language)};
    data::write_file(output, viz::xlsx_bytes(sheets, sheets.front().name, snapshot.first_month));
}

int do_risk(const RiskOptions& a, const Context& context) {
    for (const auto& output : a.outputs)
        if (!is_table(output) && !is_picture(output))
            throw geo::InputError(output.string(),
                                  "expected a name that ends in .csv, .xlsx, .png, .svg or .pdf");
    if (a.year && std::none_of(a.outputs.begin(), a.outputs.end(), is_picture))
        throw geo::InputError("--year", "is the year of a map; name one, for example -o risk.png");
    must_be_outputs(a.outputs, {a.snapshot, a.place.own});
    const auto snapshot = data::read_snapshot(a.snapshot);
    const auto report =
        viz::risk_report(snapshot, {a.place.area(snapshot), a.limit, a.reserve, a.from, a.to, a.year});
    for (const auto& output : a.outputs) {
        context.stop.check();
        if (context.dry_run) continue;
        write_risk(output, snapshot, report, a);
    }
    if (context.json) {
        fmt::print("{}\n", risk_json(report).dump(2));
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
