// Files of an area that was simulated alone: everything made of them says so.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "data/own_areas.hpp"
#include "support/tiny_snapshot.hpp"
#include "viz/compare/comparison_json.hpp"
#include "viz/compare/comparison_report.hpp"
#include "viz/export/simwrapper.hpp"
#include "viz/export/table.hpp"
#include "viz/map/map_view.hpp"
#include "viz/report/report.hpp"
#include "viz/risk/risk_map.hpp"

using namespace viz;
using Catch::Contains;

namespace {

/// Three draws of the tiny municipalities, as of an area that bears the nation's name.
struct AreaAlone {
    support::TinySnapshot tiny;
    std::vector<data::Snapshot> files;
    AreaAlone() {
        files.push_back(tiny.ensemble("plain.nc", false));
        files.push_back(tiny.ensemble("better.nc", true));
        for (auto& file : files) file.municipalities.alone.name = "Norge";
    }
    model::Area named(const char* name) const { return data::area_names(files[0]).find(name); }
    RiskReport risk(const char* area) const { return risk_report(files[0], {named(area)}); }
};

}  // namespace

TEST_CASE("Maps, tables and comparisons of an area alone say that it is", "[viz][only][fast]") {
    const AreaAlone only;
    CHECK(map_view(std::span(only.files).first(1), nullptr, {})
              .spec.subtitle.starts_with("Norge simulert alene · Liten · "));
    MapRequest of_vest;
    of_vest.area = only.named("Vest");
    of_vest.language = Language::english;
    CHECK(map_view(std::span(only.files).first(1), nullptr, of_vest)
              .spec.subtitle.starts_with("Vest · Norge simulated alone · Tiny · "));

    const auto whole = only.risk("Norge"), vest = only.risk("Vest");
    CHECK(risk_map(only.files[0], whole, Language::norwegian)
              .spec.subtitle.starts_with("Norge simulert alene · Liten · "));
    CHECK(risk_map(only.files[0], vest, Language::norwegian)
              .spec.subtitle.starts_with("Vest · Norge simulert alene · Liten · "));
    CHECK(risk_summary(vest, Language::english).front().starts_with("Vest · Norge simulated alone: "));

    const auto tables = export_tables(only.files, {.indicators = {"patients"}});
    const auto rows = about_rows(tables, Language::norwegian);
    for (const char* file : {"plain", "better"})
        CHECK_THAT(rows, Catch::VectorContains(AboutRow{"Scenario", file, "Norge simulert alene", ""}));

    const auto compared = compare_files(only.files, {});
    CHECK_THAT(summary(compared, compared.scenarios[0], Language::norwegian).front(),
               Contains("better mot plain, Norge simulert alene, 20"));
    CHECK_THAT(overview_markdown(compared, Language::english), Contains("Norge simulated alone, 2026-01"));
    CHECK(to_json(compared).at("area_alone") == "Norge");
    CHECK_THAT(report_page(only.files, {"", {}}), Contains("\"alone\":\"Norge\""));
}

TEST_CASE("Of the nation nothing is said to be alone", "[viz][only][fast]") {
    AreaAlone nation;
    for (auto& file : nation.files) file.municipalities.alone = {};
    CHECK(map_view(std::span(nation.files).first(1), nullptr, {}).spec.subtitle.starts_with("Liten · "));
    CHECK(risk_summary(nation.risk("Norge"), Language::norwegian).front().starts_with("Norge: "));
    const auto compared = compare_files(nation.files, {});
    CHECK(summary(compared, compared.scenarios[0], Language::norwegian).front().find("alene") ==
          std::string::npos);
    CHECK(!to_json(compared).contains("area_alone"));
    CHECK_THAT(report_page(nation.files, {"", {}}), Contains("\"alone\":\"\""));
}

TEST_CASE("A dashboard of an area alone has its name", "[viz][only][fast]") {
    AreaAlone only;
    only.files[0].municipalities.alone.name = "Vestlandet";
    const auto board = only.tiny.folder.path() / "board";
    ExportChoice choice{.indicators = {"patients"}};
    choice.language = Language::norwegian;
    export_simwrapper(board, std::span(only.files).first(1), choice);
    const auto page = support::text_of(board / "dashboard-1.yaml");
    CHECK_THAT(page, Contains("title: \"Fastlegedekning i Vestlandet\"") &&
                         Contains("title: \"plain, Vestlandet\""));
}
