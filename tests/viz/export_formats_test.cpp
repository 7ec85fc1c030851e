#include "viz/export/formats.hpp"

#include <catch2/catch.hpp>
#include <set>

#include "geo/base/error.hpp"
#include "support/program.hpp"
#include "support/tiny_snapshot.hpp"

using namespace viz;

TEST_CASE("Every format has a name of its own and says what it is", "[viz][fast]") {
    std::set<std::string_view> names;
    for (const ExportFormat* format : export_formats()) {
        CHECK(names.insert(format->name).second);
        CHECK(!format->about.empty());
        CHECK((format->months == "all" || format->months == "final"));
        CHECK(&export_format("x." + std::string(format->name)) == format);
    }
    CHECK(names == std::set<std::string_view>{"gpkg", "fgb", "geojson", "tif", "csv", "xlsx"});
}

TEST_CASE("A format is found by the file's name in any case, or by its own name whatever the file's",
          "[viz][fast]") {
    CHECK(export_format("map.TIFF").name == "tif");
    CHECK(export_format("table.txt", "csv").name == "csv");
    CHECK(export_format("table.csv", "XLSX").name == "xlsx");
    CHECK_THROWS_WITH(
        export_format("table.pdf"),
        Catch::Contains("table.pdf") &&
            Catch::Contains("cannot export 'pdf'; expected one of gpkg, fgb, geojson, tif, csv, xlsx"));
    CHECK_THROWS_WITH(export_format("table.csv", "pdf"), Catch::Contains("--format"));
    CHECK_THROWS_AS(export_format("no_extension"), geo::InputError);
}

TEST_CASE("Names of formats are listed as people list things", "[viz][fast]") {
    CHECK(format_names(".", " or ") == ".gpkg, .fgb, .geojson, .tif, .csv or .xlsx");
    CHECK(format_names("", " and ", [](const ExportFormat& f) { return f.months == "all"; }) ==
          "gpkg, tif and csv");
    CHECK(format_names(".", " and ", [](const ExportFormat& f) { return f.has_flavours; }) == ".csv");
}

TEST_CASE("What only some formats know is refused by the others", "[viz][fast]") {
    ExportChoice tall, flavoured;
    tall.shape = CsvShape::tall;
    flavoured.flavour = CsvFlavour::international;  // the default too, once it is asked for
    const auto& csv = export_format("a.csv");
    const auto& gpkg = export_format("a.gpkg");
    CHECK_NOTHROW(check_choice(&csv, tall));
    CHECK_NOTHROW(check_choice(&gpkg, {}));
    CHECK_THROWS_WITH(check_choice(&gpkg, tall), Catch::Contains("--long: is for .csv files"));
    CHECK_THROWS_WITH(check_choice(&gpkg, flavoured), Catch::Contains("--flavour: is for .csv files"));
    CHECK_THROWS_AS(check_choice(nullptr, tall), geo::InputError);
    CHECK_THROWS_AS(export_file(gpkg, "a.gpkg", {}, tall), geo::InputError);
}

TEST_CASE("Where no months are chosen a format has its own", "[viz][fast]") {
    const support::TinySnapshot tiny;
    const auto lines_of = [&](const ExportChoice& choice) {
        export_file(export_format("a.csv"), tiny.folder.path() / "a.csv", tiny.one(), choice);
        const auto text = support::text_of(tiny.folder.path() / "a.csv");
        return std::count(text.begin(), text.end(), '\n');
    };
    CHECK(lines_of({}) == 1 + 14 * 3);
    CHECK(lines_of({.indicators = {}, .months = "final"}) == 1 + 3);
}
