#include <catch2/catch.hpp>

#include "support/program.hpp"
#include "support/tiny_snapshot.hpp"
#include "viz/export/formats.hpp"
#include "viz/read_back.hpp"

using namespace viz;
using read_back::rows;

TEST_CASE("A spreadsheet has the figures with long heads and a sheet about the data", "[viz][fast]") {
    const support::TinySnapshot tiny;
    const auto file = tiny.folder.path() / "a.xlsx";
    ExportChoice choice{.indicators = {"patients", "percent_without_gp"}};
    choice.language = Language::norwegian;
    export_file(export_format(file), file, tiny.one(), choice);
    CHECK(read_back::layers(file) == std::vector<std::string>{"Tall", "Om dataene"});
    const auto figures = rows(file, "Tall");
    REQUIRE(figures.size() == 3);  // the last month
    CHECK(figures[0] == read_back::Row{{"Scenario", "tiny"},
                                       {"Måned", "2027-02"},
                                       {"Kommunenummer", "0301"},
                                       {"Kommune", "Vest"},
                                       {"Fylke", "Oslo"},
                                       {"Framtider", "1"},
                                       {"Listeinnbyggere i alt (persons)", "800"},
                                       {"Andel listeinnbyggere uten fast lege (%)", "16.25"}});
    CHECK(!figures[2].contains("Andel listeinnbyggere uten fast lege (%)"));
    CHECK(rows(file, "Om dataene")[0].at("Navn") == "Modelltall");

    const auto bytes = support::text_of(file);
    export_file(export_format(file), file, tiny.one(), choice);
    CHECK(bytes == support::text_of(file));
}
