#include "viz/risk/risk_report.hpp"

#include <array>
#include <catch2/catch.hpp>
#include <cmath>

#include "data/own_areas.hpp"
#include "support/complaint.hpp"
#include "support/made_snapshot.hpp"
#include "support/program.hpp"
#include "viz/risk/risk_files.hpp"
#include "viz/risk/risk_map.hpp"

using namespace viz;

TEST_CASE("Municipalities are ranked by how many futures find them over the limit", "[viz][risk][norway]") {
    const support::ScratchFolder folder;
    support::make_ensemble(folder.path() / "better.nc", true);
    const auto file = data::read_snapshot(folder.path() / "better.nc");
    const auto names = data::area_names(file);
    const auto report = risk_report(file, {names.find("Nordland")});
    CHECK(report.futures == support::made_replicates);
    CHECK(report.places.size() == 40);  // of 41, one has no patients
    REQUIRE(report.whole.chances.years.size() == 2);
    // By hand, from every draw and month of one municipality.
    const auto patients = file.replicate_months("patients"),
               without = file.replicate_months("patients_without_gp");
    const auto months = static_cast<std::size_t>(file.time_points);
    // Every month of every draw; at the kept times what is kept there.
    const auto kept = file.replicate_values("patients_without_gp");
    const std::size_t places = file.municipalities.size();
    REQUIRE(without.size() == file.kept.seeds.size() * places * months);
    for (std::size_t draw = 0; draw < file.kept.seeds.size(); ++draw)
        for (std::size_t k = 0; k < file.kept.times.size(); ++k)
            for (std::size_t m = 0; m < places; ++m)
                CHECK(without[(draw * places + m) * months + static_cast<std::size_t>(file.kept.times[k])] ==
                      kept[(draw * file.kept.times.size() + k) * places + m]);
    CHECK(file.replicate_months("population").empty());
    for (const auto& place : report.places) {
        const auto m = place.area.members.front().value;
        int soon = 0;
        for (std::size_t draw = 0; draw < file.kept.seeds.size(); ++draw) {
            bool over = false;
            for (std::size_t t = 1; t <= 12; ++t) {
                const auto at = (draw * file.municipalities.size() + m) * months + t;
                over = over || 10.0 * without[at] > patients[at];
            }
            soon += over;
        }
        CHECK(place.chances.soon == model::Futures{soon, support::made_replicates});
    }
    for (std::size_t i = 1; i < report.places.size(); ++i)
        CHECK(report.places[i - 1].chances.soon.many >= report.places[i].chances.soon.many);
    CHECK(report.doctors.empty());  // the made file counts no doctors

    CHECK(futures_words({3, 10}, Language::norwegian) == "3 av 10 framtider");
    CHECK(futures_words({3, 10}, Language::english) == "3 of 10 futures");
    const auto lines = risk_summary(report, Language::norwegian);
    CHECK(lines.front() == "Nordland: gjennomsnitt av 5 mulige framtider fra 2026-01.");
    // Five draws of two years are ten.
    CHECK(std::isnan(report.whole.chances.bad_year));
    CHECK_THAT(lines[3], Catch::Contains("minst 20 hele kalenderår; her er det 10."));
    const auto sheet = risk_sheet(report, Language::english);
    CHECK(csv_text(sheet).find("nan") == std::string::npos);
    CHECK(sheet.rows.size() == report.places.size());
    CHECK(risk_years_sheet(report, Language::english, true).rows.size() == 2 * (1 + report.places.size()));
}

TEST_CASE("The map of chances shows what the table says", "[viz][risk][norway]") {
    const support::ScratchFolder folder;
    support::make_ensemble(folder.path() / "better.nc", true);
    const auto file = data::read_snapshot(folder.path() / "better.nc");
    const auto report = risk_report(file, {data::area_names(file).find("Nordland")});
    const auto soon = risk_map(file, report, Language::norwegian);
    const int year = report.whole.chances.years.back().year;
    auto of_year = report;
    of_year.request.year = year;
    const auto later = risk_map(file, of_year, Language::english);
    std::size_t known = 0;
    for (const double value : soon.values) known += !std::isnan(value);
    CHECK(known == report.places.size());
    for (const auto& place : report.places) {
        const auto m = place.area.members.front().value;
        CHECK(soon.values[m] == 100 * place.chances.soon.share());
        CHECK(later.values[m] == 100 * place.chances.years.back().over.share());
    }
    CHECK(soon.spec.zoom.size() == report.request.area.members.size());
    CHECK(soon.spec.title == "Sjanse for at mer enn 10 % av listeinnbyggerne står uten fast lege");
    CHECK(soon.spec.subtitle.find("talt i 5 mulige framtider") != std::string::npos);
    CHECK(later.spec.legend_title == "At some time in " + std::to_string(year));
}

TEST_CASE("One draw or a few months tell no chance, and years must be the run's", "[viz][risk][norway]") {
    const support::ScratchFolder folder;
    support::make_ensemble(folder.path() / "many.nc", true);
    support::make_ensemble(folder.path() / "one.nc", true, std::array{3U});
    support::make_snapshot(folder.path() / "run.nc");
    support::make_ensemble(folder.path() / "short.nc", true, support::made_draws, 11);
    support::make_ensemble(folder.path() / "year.nc", true, support::made_draws, 12);
    const auto refused = [&](const char* name, std::optional<int> from, std::optional<int> to,
                             std::optional<int> year = {}) {
        const auto file = data::read_snapshot(folder.path() / name);
        return support::complaint([&] {
            risk_report(file, {data::area_names(file).find("Nordland"), 10, 5, from, to, year});
        });
    };
    for (const char* name : {"one.nc", "run.nc"})
        CHECK_THAT(refused(name, {}, {}),
                   Catch::Contains("one of many possible futures") &&
                       Catch::Contains("run the scenario again without --replicates 1"));
    CHECK(refused("many.nc", {}, {}) == "no complaint");
    CHECK(refused("many.nc", 2026, 2027) == "no complaint");
    CHECK_THAT(refused("many.nc", 2025, {}),
               Catch::Contains("--from: 2025 is not among the years of") && Catch::Contains("2026 to 2027"));
    CHECK_THAT(refused("many.nc", {}, 2028), Catch::Contains("--to: 2028 is not among the years"));
    CHECK_THAT(refused("many.nc", 0, {}), Catch::Contains("--from: 0 is not among"));
    CHECK_THAT(refused("many.nc", 2027, 2026), Catch::Contains("2027 is after --to 2026"));
    CHECK_THAT(refused("short.nc", {}, {}), Catch::Contains("is of 11 months") &&
                                                Catch::Contains("run the scenario again with --months 12"));
    CHECK(refused("year.nc", {}, {}) == "no complaint");
    CHECK(refused("many.nc", 2027, {}, 2027) == "no complaint");
    CHECK_THAT(refused("many.nc", {}, {}, 1999), Catch::Contains("--year: 1999 is not among the years of"));
    CHECK_THAT(refused("many.nc", 2027, {}, 2026),
               Catch::Contains("--year: 2026 is not among the years asked for, 2027 to 2027"));
    CHECK_THAT(refused("many.nc", {}, 2026, 2027),
               Catch::Contains("--year: 2027 is not among the years asked for, 2026 to 2026"));
}

TEST_CASE("The name of a file of chances says what is in it", "[viz][risk][norway]") {
    const support::ScratchFolder folder;
    support::make_ensemble(folder.path() / "better.nc", true);
    const auto file = data::read_snapshot(folder.path() / "better.nc");
    const auto report = risk_report(file, {data::area_names(file).find("Nordland")});
    const auto written = [&](const char* name) {
        write_risk(folder.path() / name, file, report, Language::english);
        return support::text_of(folder.path() / name);
    };
    CHECK(written("a.csv") == csv_text(risk_years_sheet(report, Language::english, true)));
    CHECK(written("a.xlsx").starts_with("PK"));
    CHECK(written("a.png").starts_with("\x89PNG"));
    CHECK(is_risk_table("a.xlsx"));
    CHECK_FALSE(is_risk_table("a.png"));
    const auto json = to_json(report);
    CHECK(json.at("futures") == report.futures);
    CHECK(json.at("municipalities").size() == report.places.size());
}
