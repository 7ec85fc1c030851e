#include "viz/export/table.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "data/tiny_ensemble.hpp"
#include "geo/base/error.hpp"
#include "support/program.hpp"
#include "support/tiny_snapshot.hpp"

using namespace viz;

TEST_CASE("Months are the last one, all, or those named, each once and in order", "[viz][fast]") {
    const support::TinySnapshot tiny;
    const auto s = tiny.another("a.nc");
    using Times = std::vector<int>;
    CHECK(export_times(s, "") == Times{13});
    CHECK(export_times(s, "final") == Times{13});
    CHECK(export_times(s, "all").size() == 14);
    CHECK(export_times(s, "2026-06,2026-01,2026-06") == Times{0, 5});
    CHECK_THROWS_WITH(export_times(s, "2026-01,2030-01"),
                      Catch::Contains("'2030-01'") && Catch::Contains("2026-01 to 2027-02"));
}

TEST_CASE("A table holds the chosen figures of the chosen months, undefined ratios as NaN", "[viz][fast]") {
    const support::TinySnapshot tiny;
    const auto s = tiny.another("a.nc");
    ExportChoice choice;
    choice.indicators = {"patients", "percent_without_gp", "patients"};
    choice.months = "2026-03,2027-02";
    const auto tables = export_tables(std::span(&s, 1), choice);
    REQUIRE(tables.size() == 1);
    const auto& table = tables[0];
    CHECK(table.scenario == "a");
    REQUIRE(table.columns.size() == 2);  // patients once
    CHECK(table.value(0, 0, 1) == 400);
    CHECK(table.value(1, 0, 0) == 2.5);
    CHECK(table.value(1, 1, 0) == 16.25);
    CHECK(std::isnan(table.value(1, 1, 2)));
    choice.indicators = {"nothing"};
    CHECK_THROWS_WITH(export_tables(std::span(&s, 1), choice), Catch::Contains("no indicator 'nothing'"));
}

TEST_CASE("Figures of many draws that a file has in few months are named where other months are asked for",
          "[viz][fast]") {
    const support::ScratchFolder folder;
    tiny_ensemble::write(folder.path() / "e.nc", {0, 1, 2});
    const auto file = data::read_snapshot(folder.path() / "e.nc");
    const auto said = [&](const char* months, std::vector<std::string> indicators) {
        return untold_months(std::span(&file, 1), {.indicators = std::move(indicators), .months = months})
            .value_or("nothing");
    };
    CHECK(said("final", {}) == "nothing");
    CHECK(said("2025-01", {"births"}) == "nothing");  // a January
    CHECK(said("all", {"population"}) == "nothing");  // leads pages
    CHECK_THAT(said("all", {"births"}), Catch::Contains("of many draws births is known at the start"));
    CHECK_THAT(said("2025-06", {}), Catch::Contains("and 2 more are known") && Catch::Contains("empty"));
    const auto table = export_tables(std::span(&file, 1), {.indicators = {"births"}, .months = "2025-06"});
    CHECK(std::isnan(table[0].value(0, 0, 0)));
}

TEST_CASE("Files are told apart by name and have one set of municipalities", "[viz][fast]") {
    const support::TinySnapshot tiny;
    std::vector<data::Snapshot> both;
    both.push_back(tiny.another("a.nc"));
    both.push_back(tiny.another("b.nc"));
    CHECK(export_tables(both, {})[1].scenario == "b");
    both[1].path = "elsewhere/a.nc";
    CHECK_THROWS_WITH(export_tables(both, {}), Catch::Contains("same name"));
    both[1].path = "b.nc";
    both[1].municipalities.number[model::MunicipalityId{0}] = "9999";
    CHECK_THROWS_WITH(export_tables(both, {}), Catch::Contains("other municipalities"));
}

TEST_CASE("Heads are short names, or long ones with a unit in the reader's language", "[viz][fast]") {
    const support::TinySnapshot tiny;
    const auto s = tiny.another("a.nc");
    const auto& info = s.indicator("percent_without_gp");
    CHECK(column_head(info, {}) == "percent_without_gp");
    ExportChoice norwegian;
    norwegian.language = Language::norwegian;
    norwegian.long_heads = true;
    CHECK(column_head(info, norwegian) == "Andel listeinnbyggere uten fast lege (%)");
}

TEST_CASE("A source is named once, however many tables come from it", "[viz][fast]") {
    const support::TinySnapshot tiny;
    auto s = tiny.another("a.nc");
    s.run.inputs.push_back(s.run.inputs[0]);
    s.run.inputs.push_back(s.run.inputs[0]);
    s.run.inputs[2].attribution = "Others";
    CHECK(attribution_line(s) == "Makers of tests; Others");
}

TEST_CASE("What is said about the data has four cells a row and names run, indicators and sources",
          "[viz][fast]") {
    const support::TinySnapshot tiny;
    const auto s = tiny.another("a.nc");
    const auto tables = export_tables(std::span(&s, 1), {.indicators = {"percent_without_gp"}});
    for (const auto language : {Language::norwegian, Language::english}) {
        const auto rows = about_rows(tables, language);
        for (const auto& row : rows) CHECK(row.size() == 4);
        const auto has = [&](const AboutRow& row) {
            return std::find(rows.begin(), rows.end(), row) != rows.end();
        };
        if (language == Language::norwegian) {
            CHECK(rows[0] == AboutRow{"Emne", "Navn", "Tekst", "Enhet"});
            CHECK(has({"Scenario", "a", "startverdi 7, én av mange mulige framtider", ""}));
            CHECK(has({"Indikator", "percent_without_gp",
                       "Andel listeinnbyggere uten fast lege: patients_without_gp / patients × 100", "%"}));
        } else {
            CHECK(has({"Scenario", "a", "seed 7, one of many possible futures", ""}));
            CHECK(has({"Scenario", "a", "a.nc, 2026-01–2027-02", ""}));
            CHECK(has({"Source", "Residents", "drawn. Makers of tests. CC BY 4.0, 2026-01-01", ""}));
        }
    }
}
