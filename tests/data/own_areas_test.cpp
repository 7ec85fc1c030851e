#include "data/own_areas.hpp"

#include <catch2/catch.hpp>

#include "support/tiny_snapshot.hpp"
#include "tiny_ensemble.hpp"
#include "written_file.hpp"

using namespace data;

TEST_CASE("Own areas come from a table or from TOML", "[data][areas][fast]") {
    const WrittenFiles files("own_areas");
    const auto from_csv =
        read_own_areas(files("a.csv", "area,municipality\nKysten,Vest\nInnlandet,1804\nKysten,øst\n"));
    REQUIRE(from_csv.size() == 2);
    CHECK(from_csv[0].name == "Kysten");
    CHECK(from_csv[0].places == std::vector<std::string>{"Vest", "øst"});
    const auto from_toml = read_own_areas(
        files("a.toml", "[areas]\nKysten = [\"Vest\", \"øst\"]\n\"Midt og Øst\" = [\"18\"]\n"));
    REQUIRE(from_toml.size() == 2);
    CHECK(from_toml[0].places == from_csv[0].places);
    CHECK(read_own_areas("").empty());

    const support::TinySnapshot tiny;
    const auto names = area_names(tiny.snapshot, from_toml);
    CHECK(names.find("kysten").members == std::vector<model::MunicipalityId>{{0}, {2}});
    CHECK(names.find("Midt og Øst").members == names.find("Nordland").members);
}

TEST_CASE("A wrong file of own areas is refused with its line", "[data][areas][fast]") {
    const WrittenFiles files("own_areas");
    const support::TinySnapshot tiny;
    const auto said = [&](const std::string& name, const std::string& text) {
        const auto file = files(name, text);
        return refusal(files, [&] { area_names(tiny.snapshot, read_own_areas(file)); });
    };
    CHECK(said("a.csv", "area,municipality\nKysten,Vist\n") ==
          "a.csv:2: no area is called 'Vist'; did you mean Vest?");
    CHECK_THAT(said("a.csv", "area,kommune\nKysten,Vest\n"), Catch::Contains("has no column 'municipality'"));
    CHECK_THAT(said("a.toml", "[area]\nKysten = [\"Vest\"]\n"),
               Catch::Contains("a.toml:1") && Catch::Contains("did you mean 'areas'"));
    CHECK_THAT(said("a.toml", "[areas]\nKysten = [\"Vist\"]\n"),
               Catch::Contains("a.toml: areas.Kysten: no area"));
    CHECK_THAT(said("a.json", "{}"), Catch::Contains("expected areas as .csv"));
}

TEST_CASE("Own areas of a scenario travel in its file, with figures of their own", "[data][areas][fast]") {
    const support::ScratchFolder folder;
    const auto path = folder.path() / "tiny.nc";
    tiny_ensemble::write(path, {0, 1, 2}, 0, 7, {{model::AreaKind::own, "Begge", "Begge", {{0}, {1}}}});
    const auto file = read_snapshot(path);
    REQUIRE(file.own_areas.size() == 1);
    CHECK(file.own_areas[0].name == "Begge");
    CHECK(file.own_areas[0].members == std::vector<model::MunicipalityId>{{0}, {1}});
    CHECK(area_names(file).find("begge").kind == model::AreaKind::own);
}
