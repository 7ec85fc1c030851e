// `legekart check`: everything about files in one go.
#include "data/check_files.hpp"

#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "support/tiny_inputs.hpp"
#include "written_file.hpp"

namespace {

data::InputSet known() {
    data::InputSet set;
    set.figures = support::tiny_inputs(2, 900);
    set.figures.municipalities.number = std::vector<std::string>{"0301", "3101"};
    return set;
}

std::string told(const WrittenFiles& files, const std::vector<std::filesystem::path>& paths) {
    auto text = data::text_of(data::check_files(paths, known()));
    const auto folder = files.folder().string() + "/";
    for (auto at = text.find(folder); at != std::string::npos; at = text.find(folder))
        text.erase(at, folder.size());
    return text;
}

}  // namespace

TEST_CASE("A table's form, gaps, twins and borders are told in one go", "[data][fast]") {
    const WrittenFiles files("check_table");
    CHECK(told(files, {files("l.csv",
                             "kommune;lister;\xE5pne\nK-0301 Oslo;1\xA0"
                             "236,4;-\n3001 Halden;2,5;..\n"
                             "301 Oslo;3;4\n")}) ==
          "  l.csv: a table of 3 rows and 3 columns, Windows-1252, parted by semicolon\n"
          "  l.csv: column 'lister': 3 figures, 2.5 to 1236.4, sum 1241.9\n"
          "  l.csv: column '\xC3\xA5pne': 1 figures, 4 to 4, sum 4\n"
          "! l.csv: column '\xC3\xA5pne': 1 figures are missing ('..'), the first at line 3\n"
          "  l.csv: column '\xC3\xA5pne': 1 times '-', a zero\n"
          "! l.csv: column 'kommune': 2 municipalities, borders of 2020-2023\n"
          "! l.csv: column 'kommune': 1 numbers are not in the input set: 3001\n"
          "  l.csv: column 'kommune': 1 numbers of the input set are not here: 3101\n"
          "x l.csv: column 'kommune': 0301 comes 2 times, at lines 2, 4\n");
}

TEST_CASE("Areas are told with their repairs, and files that do not fit each other by number",
          "[data][fast]") {
    const WrittenFiles files("check_areas");
    const auto area = [](int number, const std::string& ring) {
        return fmt::format(
            R"({{"type": "Feature", "properties": {{"nr": {}}}, "geometry": {{"type": "Polygon",
            "coordinates": [[{}]]}}}})",
            number, ring);
    };
    const auto borders = files(
        "b.geojson",
        R"({"type": "FeatureCollection", "name": "kommuner", "crs": {"type": "name", "properties": {"name":
            "urn:ogc:def:crs:EPSG::25833"}}, "features": [)" +
            area(301, "[0,0],[0,1000],[1000,1000],[1000,0],[0,0]") + "," +
            area(3001, "[2000,0],[3000,1000],[3000,0],[2000,1000],[2000,0]") + "]}");  // a bow tie
    const auto table = files("l.csv", "kommune,lister\n0301,3\n3101,4\n");
    const auto text = told(files, {borders, table});
    CHECK(text.find("! b.geojson: feature 1: is repaired: Self-intersection") != std::string::npos);
    CHECK(text.find("  b.geojson: layer 'kommuner': 2 areas, 2 km2, 1 repaired\n") != std::string::npos);
    CHECK(text.find("! b.geojson and ") != std::string::npos);
    CHECK(text.find(
              "l.csv: 1 municipality numbers are only in the first (3001), 1 only in the second (3101)\n") !=
          std::string::npos);
    CHECK(data::check_files(std::vector{borders, table}, known())[0].usable());
}

TEST_CASE("A file that cannot be read is one finding, and the others are read all the same", "[data][fast]") {
    const WrittenFiles files("check_broken");
    const auto text = told(files, {files.folder() / "none.csv", files("r.osm", "<osm><way"),
                                   files("x.dat", "?"), files("l.csv", "kommune,lister\n0301,3\n3101,4\n")});
    CHECK(text.find("x none.csv: is not there") != std::string::npos);
    CHECK(text.find("x r.osm: cannot be read as OpenStreetMap") != std::string::npos);
    CHECK(text.find("x x.dat: cannot be opened; expected a table, roads or areas") != std::string::npos);
    CHECK(text.find("  l.csv: column 'kommune': 2 municipalities, borders of 2024 or later\n") !=
          std::string::npos);
}
