// Files for GIS programs, read back by GDAL.
#include <catch2/catch.hpp>

#include "geo/base/error.hpp"
#include "support/program.hpp"
#include "support/tiny_snapshot.hpp"
#include "viz/export/formats.hpp"
#include "viz/read_back.hpp"

using namespace viz;
using read_back::rows;

namespace {

std::filesystem::path exported(const support::TinySnapshot& tiny, const char* name,
                               const ExportChoice& choice = {}) {
    export_file(export_format(name), tiny.folder.path() / name, tiny.one(), choice);
    return tiny.folder.path() / name;
}

}  // namespace

TEST_CASE("A flat file has a feature per municipality with polygon, names and the figures of a month",
          "[viz][fast]") {
    const support::TinySnapshot tiny;
    const auto fgb = rows(exported(tiny, "a.fgb", {.indicators = {}, .months = "2026-03"}));
    REQUIRE(fgb.size() == 3);
    for (const auto& row : fgb) {
        CHECK(row.at("area") == "10000000000");  // 100 km by 100 km: the coordinates are metres
        CHECK(row.at("scenario") == "tiny");
        CHECK(row.at("month") == "2026-03");
        CHECK(row.at("attribution") == "Makers of tests");
        CHECK(row.at("futures") == "1");
    }
    std::map<std::string, read_back::Row> by_number;
    for (const auto& row : fgb) by_number[row.at("number")] = row;
    CHECK(by_number.at("0301").at("percent_without_gp") == "2.5");
    CHECK(by_number.at("0301").at("key") == "301");
    CHECK(by_number.at("1804").at("patients_without_gp") == "40");
    CHECK(!by_number.at("1806").contains("percent_without_gp"));  // undefined is NULL

    const auto json = rows(exported(tiny, "a.geojson"));
    REQUIRE(json.size() == 3);
    CHECK(json[0].at("number") == "0301");
    CHECK(json[0].at("percent_without_gp") == "16.25");  // the last month
    const auto text = support::text_of(tiny.folder.path() / "a.geojson");
    CHECK(text.find("Makers of tests") != std::string::npos);
    CHECK(text.find("seed 7, one of many possible futures") != std::string::npos);
    CHECK(json[0].at("futures") == "1");
    CHECK(text.find("6500000") == std::string::npos);  // degrees, no metres
}

TEST_CASE("A flat file holds one scenario and one month", "[viz][fast]") {
    const support::TinySnapshot tiny;
    CHECK_THROWS_WITH(exported(tiny, "a.fgb", {.indicators = {}, .months = "all"}),
                      Catch::Contains("holds one month, and 14 were chosen"));
    std::vector<data::Snapshot> both;
    for (const char* name : {"a.nc", "b.nc"}) both.push_back(tiny.another(name));
    CHECK_THROWS_WITH(export_file(export_format("a.fgb"), tiny.folder.path() / "a.fgb", both, {}),
                      Catch::Contains("holds one scenario, and 2 files were given"));
    CHECK(!std::filesystem::exists(tiny.folder.path() / "a.fgb"));
}

TEST_CASE("A GeoPackage holds figures of all months, changes, and views with a style", "[viz][fast]") {
    const support::TinySnapshot tiny;
    const auto file = exported(tiny, "a.gpkg");
    CHECK(rows(file, "municipalities").size() == 3);
    const auto figures = rows(file, "figures");
    REQUIRE(figures.size() == 14 * 3);
    CHECK(figures[0].at("month") == "2026/01/01");
    CHECK(figures[4].at("number") == "1804");
    CHECK(figures[4].at("percent_without_gp") == "10");
    CHECK(!figures[2].contains("percent_without_gp"));
    const auto changes = rows(file, "changes");
    REQUIRE(changes.size() == 3);
    CHECK(changes[0].at("patients_without_gp") == "130");
    for (const char* table : {"figures", "changes", "tiny", "tiny_change", "runs"})
        CHECK(rows(file, table)[0].at("futures") == "1");
    CHECK(changes[0].at("percent_without_gp") == "16.25");
    const auto view = rows(file, "tiny");
    REQUIRE(view.size() == 3);
    CHECK(view[0].at("percent_without_gp") == "16.25");
    CHECK(view[0].at("area") == "10000000000");
    CHECK(rows(file, "tiny_change")[0].at("percent_without_gp") == "16.25");
    const auto styles = rows(file, "layer_styles");
    REQUIRE(styles.size() == 2);
    CHECK(styles[0].at("f_table_name") == "tiny");
    CHECK(styles[0].at("description") == "tiny: state on 1 2027-02, one of many possible futures");
    CHECK(styles[0].at("styleQML").find("No data") != std::string::npos);
    CHECK(rows(file, "attribution")[0].at("attribution") == "Makers of tests");
    CHECK(rows(file, "runs")[0].at("seed") == "7");
}

TEST_CASE("A GeoPackage's months are those chosen, its legends in the language asked for, its bytes the same",
          "[viz][fast]") {
    const support::TinySnapshot tiny;
    ExportChoice choice{.indicators = {"patients"}, .months = "2026-01,2026-06"};
    choice.language = Language::norwegian;
    const auto file = exported(tiny, "a.gpkg", choice);
    CHECK(rows(file, "figures").size() == 2 * 3);
    CHECK(!rows(file, "figures")[0].contains("population"));
    CHECK(rows(file, "layer_styles")[0].at("styleQML").find("Ingen data") != std::string::npos);
    CHECK(support::text_of(file) == support::text_of(exported(tiny, "b.gpkg", choice)));
}

TEST_CASE("Scenarios whose names a GeoPackage keeps for itself get a view of another name", "[viz][fast]") {
    support::TinySnapshot tiny;
    for (const auto& [path, view] : {std::pair{"gpkg_a.nc", "scenario_gpkg_a"}, {"Figures.nc", "Figures_"}}) {
        tiny.snapshot.path = path;
        CHECK(rows(exported(tiny, "a.gpkg"), view).size() == 3);
    }
}

TEST_CASE("A GeoTIFF has a band per field and month, in its place, nothing where nobody lives",
          "[viz][fast]") {
    const support::TinySnapshot tiny;
    const auto dataset = read_back::open(exported(tiny, "a.tif"));
    REQUIRE(dataset->GetRasterCount() == 2);
    CHECK(dataset->GetRasterXSize() == 101);
    CHECK(dataset->GetRasterYSize() == 1);
    double corner[6];
    dataset->GetGeoTransform(corner);
    CHECK(corner[0] == 50'000);
    CHECK(corner[1] == 1000);
    CHECK(corner[3] == 6'551'000);
    CHECK(std::string(dataset->GetSpatialRef()->GetAuthorityCode(nullptr)) == "25833");
    std::vector<float> values(101);
    CHECK(std::string(dataset->GetMetadataItem("TIFFTAG_IMAGEDESCRIPTION")) ==
          "tiny, seed 7, one of many possible futures: squares of 1000 m");
    auto* band = dataset->GetRasterBand(2);
    REQUIRE(band->RasterIO(GF_Read, 0, 0, 101, 1, values.data(), 101, 1, GDT_Float32, 0, 0, nullptr) ==
            CE_None);
    CHECK(values.front() == 5);
    CHECK(values.back() == 50);
    CHECK(values[50] == -9999);
    CHECK(band->GetNoDataValue() == -9999);
    CHECK(std::string(band->GetDescription()) == "minutes_own_practice 2027-02");
    CHECK(std::string(band->GetMetadataItem("long_name_no")) == "Minutter med bil til eget legekontor");

    CHECK(read_back::open(exported(tiny, "b.tif", {.indicators = {}, .months = "final"}))->GetRasterCount() ==
          1);
}

TEST_CASE("A GeoTIFF needs squares, at a month that the file keeps", "[viz][fast]") {
    const support::TinySnapshot tiny;
    CHECK_THROWS_WITH(exported(tiny, "a.tif", {.indicators = {}, .months = "2026-06"}),
                      Catch::Contains("2026-01, 2027-02"));
    CHECK_THROWS_WITH(exported(tiny, "a.tif", {.indicators = {"hours"}}),
                      Catch::Contains("minutes_own_practice"));
    const auto without = tiny.ensemble("e.nc", false);
    CHECK_THROWS_WITH(
        export_file(export_format("a.tif"), tiny.folder.path() / "a.tif", std::span(&without, 1), {}),
        Catch::Contains("holds no squares"));
}
