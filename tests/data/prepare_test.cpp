// From a planner's files to an input set: two municipalities, drawn below.
#include "data/prepare.hpp"

#include <array>
#include <catch2/catch.hpp>

#include "data/sha256.hpp"
#include "written_file.hpp"

using model::CellId;
using model::MunicipalityId;
using model::PracticeId;

namespace {

//        0        1000       2000 m east of the zone's edge + 400 000
//        |  0301  |   1811   |
//        |  Oslo  |  Bindal  |     squares of 250 m, a road from one to the other
struct TinySource {
    WrittenFiles files{"prepare"};
    std::string manifest;

    static std::string describe(const std::string& file) {
        return "file = \"" + file +
               "\"\nwhat = \"w\"\norigin = \"o\"\nlicence = \"CC BY 4.0\"\nattribution = \"a\"\nretrieved = "
               "\"2026-01-31\"\n";
    }

    TinySource() {
        files("m.csv",
              "number,name,county_number,county,health_region,centrality,centrality_index,land_km2,centre_"
              "east_m,"
              "centre_north_m\n"
              "1811,Bindeli - Bindal,18,Nordland,Nord,6,424,1.0,401500,7000500\n"
              "0301,Oslo,03,Oslo,Sør-Øst,1,1000,2.0,400500,7000500\n");
        std::string people = "municipality,year,sex";
        for (int age = 0; age < model::ages; ++age) people += ",a" + std::to_string(age);
        for (const std::string start :
             {"\n0301,2025,m,10", "\n0301,2025,f,11", "\n1811,2025,m,12", "\n1811,2025,f,13"}) {
            people += start;
            for (int age = 1; age < model::ages; ++age) people += ",0";
        }
        files("p.csv", people + "\n");
        files("l.csv",
              "municipality,lists_with_gp,lists_without_gp,patients_with_gp,patients_without_gp,places_with_"
              "gp,open_lists\n"
              "0301,2,1,1000,0,1100,0\n1811,,,,,,\n");
        files("s.csv",
              "municipality,year,percent_without_gp,mean_list_length,reserve_capacity_index\n0301,2025,0,500,"
              "110\n");
        const auto square = [](const std::string& number, int west) {
            const auto a = std::to_string(west), b = std::to_string(west + 1000);
            return R"({"type": "Feature", "properties": {"number": ")" + number +
                   R"("}, "geometry": {"type": "Polygon", "coordinates": [[[)" + a + ",7000000],[" + a +
                   ",7001000],[" + b + ",7001000],[" + b + ",7000000],[" + a + ",7000000]]]}}";
        };
        const std::string head =
            R"({"type": "FeatureCollection", "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::25833"}},
            "features": [)";
        files("b.geojson", head + square("0301", 400000) + "," + square("1811", 401000) + "]}");
        // Squares 1600 = 400 000 m east, 28000 = 7 000 000 m north; the last one lies east of everything.
        files("c.csv",
              "x,y,municipality,people\n1600,28000,0301,5\n1604,28001,1811,7\n1610,28001,1811,1\n1601,28000,"
              "0301,0\n");
        files("g.csv",
              "municipality,postcode,x,y,gps_2011,lists_with_gp,lists_without_gp\n0301,0150,400500,7000500,2,"
              "2,1\n"
              "0301,0151,401500,7000500,0,0,0\n");
        files(
            "r.geojson",
            head +
                R"({"type": "Feature", "properties": {"from": 1, "to": 2, "type": "car_ferry", "category": "F",
                "number": 17, "motorway": null, "medium": null, "length_m": 1000}, "geometry": {"type": "LineString",
                "coordinates": [[400500,7000500],[401000,7000510],[401500,7000500]]}}]})");
        manifest = "[municipalities]\n" + describe("m.csv") +
                   "norwegian_name_second = [\"1811\"]\n[population]\n" + describe("p.csv") +
                   "[lists]\nyear = 2025\n" + describe("l.csv") + "[list_series]\n" + describe("s.csv") +
                   "[boundaries.full]\n" + describe("b.geojson") + "[boundaries.land]\n" +
                   describe("b.geojson") + "[boundaries.small]\n" + describe("b.geojson") +
                   "[cells]\nform = \"index\"\ncell_m = 250\n" + describe("c.csv") + "[practices]\n" +
                   describe("g.csv") + "[roads]\n" + describe("r.geojson");
    }

    data::Prepared prepared(const std::string& more = "") const {
        const std::array folders{files.folder()};
        return data::prepare(files("sources.toml", manifest + more), folders);
    }
};

/// The findings of one section, notable ones marked.
std::string findings(const data::PrepareReport& report, const std::string& table) {
    std::string text;
    for (const auto& check : report.checks)
        if (check.table == table) text += (check.notable ? "! " : "") + check.found + "\n";
    return text;
}

}  // namespace

TEST_CASE("The roads of an input set may come from OpenStreetMap", "[data][fast]") {
    TinySource source;
    source.files("r.osm",
                 "<osm version=\"0.6\"><node id=\"1\" version=\"1\" lat=\"63.1\" lon=\"13.0\"/>"
                 "<node id=\"2\" version=\"1\" lat=\"63.1\" lon=\"13.1\"/><way id=\"1\" version=\"1\">"
                 "<nd ref=\"1\"/><nd ref=\"2\"/><tag k=\"route\" v=\"ferry\"/><tag k=\"name\" v=\"A-B\"/>"
                 "<tag k=\"interval\" v=\"40\"/></way></osm>");
    const auto at = source.manifest.find("\"r.geojson\"");
    source.manifest.replace(at, 11, "\"r.osm\"\nformat = \"osm\"");
    const auto roads = source.prepared().set.figures.roads;
    CHECK(roads.name == std::vector<std::string>{"A-B"});
    CHECK(roads.wait_ms == std::vector<std::uint32_t>{1'200'000});
    data::write_input_set(source.files.folder() / "set", source.prepared().set);
    CHECK(data::read_input_set(source.files.folder() / "set").figures.roads == roads);
}

TEST_CASE("A source file is taken from the first folder that has it", "[data][fast]") {
    const TinySource source;
    const WrittenFiles other("prepare_other");
    other("national.csv",
          "year,period,indicator,value\n2019,2019-Q4,lists_with_gp,4884\n2019,2019-Q4,avg_list_cap,1122\n");
    other("m.csv", "a file of the same name that is not read\n");
    const auto text = source.manifest + "[national]\n" + TinySource::describe("national.csv");
    const auto manifest = source.files("sources.toml", text);
    const std::array both{source.files.folder(), other.folder()};
    const auto set = data::prepare(manifest, both).set;
    CHECK(set.figures.national.at(set.figures.national.lists_with_gp, 2019) == 4884);
    CHECK(set.figures.national.at(set.figures.national.mean_cap, 2019) == 1122);
    CHECK(set.attributions.size() == 11);
    const std::array one{source.files.folder()};
    CHECK(refusal(source.files, [&] { data::prepare(manifest, one); }) ==
          "national.csv: is not there; check the source folder and `file` in the manifest");
}

TEST_CASE("A planner's files become an input set", "[data][fast]") {
    const TinySource source;
    const auto set = source.prepared().set;
    const auto& figures = set.figures;
    CHECK(figures.municipalities.name.values() == std::vector<std::string>{"Oslo", "Bindal - Bindeli"});
    CHECK(figures.population.at(2025, {1}, model::Sex::female, 0) == 13);
    CHECK(figures.lists.places_with_gp[MunicipalityId{0}] == 1100);
    CHECK(figures.list_series.mean_list_length[0] == 500.0f);
    CHECK(figures.grid.people.values() == std::vector<std::uint32_t>{5, 7, 1});
    CHECK(figures.practices.lists_with_gp[PracticeId{0}] == 2);
    CHECK(figures.roads.name == std::vector<std::string>{"Bindal–Oslo fv. 17"});
    CHECK(figures.roads.vertices == std::vector<geo::Point>{{400500, 7000500}, {401500, 7000500}});
    CHECK(set.full.size() == 2);
    REQUIRE(set.attributions.size() == 10);
    CHECK(set.attributions[0].table == "municipalities.nc");
    CHECK(set.attributions[0].retrieved == "2026-01-31");
}

TEST_CASE("What is odd in the sources is reported, not hidden", "[data][fast]") {
    const TinySource source;
    const auto report = source.prepared().report;
    CHECK(findings(report, "population") == "residents 1 January: 2025 46\n");
    // 100 free places on two lists: at least one has more than 20, yet none is said to be open.
    CHECK(findings(report, "lists") ==
          "31 December 2025: 2 lists with a GP, 1 without; 1000 and 0 patients; 1100 places; 0 open lists\n"
          "! 1 municipalities have no lists of their own: 1811 Bindal - Bindeli\n"
          "! 1 municipalities have lists without a GP and no patients on them: 0301 Oslo\n"
          "! 1 municipalities state open lists that their free places contradict: 0301 Oslo\n");
    CHECK(findings(report, "cells") ==
          "! 1 squares have 0 people in this column and are left out\n"
          "3 inhabited squares of 250 m, 13 people counted\n"
          "! 1 squares (1 people) have their middle outside all polygons, 0 (0) in another municipality than "
          "stated; "
          "kept as stated\n");
    CHECK(findings(report, "practices") ==
          "2 sites, 2 lists with a GP and 1 without, 2 GPs in 2011\n"
          "! 0 sites lie outside all polygons, 1 in another municipality than stated; kept as stated\n"
          "! 1 sites have no list in 2025\n"
          "! 1 municipalities have no site: 1811 Bindal - Bindeli\n");
    CHECK(findings(report, "roads") ==
          "1 lines, 1 km, 2 nodes; 2 vertices of 3 kept within 50 m\n1 connected part\n"
          "1 ferry crossings, each with a name\n");
    CHECK(findings(report, "boundaries") ==
          "areas: full 2 km2, land 2, small 2, land area stated in the table 3 (land polygons -33.3 %)\n"
          "! 1 land polygons are over 5 % smaller than the stated land area: 0301 Oslo\n");
    CHECK(data::text_of(report).find("! lists            1 municipalities have no lists") !=
          std::string::npos);
}

TEST_CASE("Squares without a municipality are placed by the polygons", "[data][fast]") {
    TinySource source;
    const std::string columns = "[cells]\ncolumns.municipality = \"\"\n";
    source.manifest.replace(source.manifest.find("[cells]\n"), 8, columns);
    const auto prepared = source.prepared();
    const auto& grid = prepared.set.figures.grid;
    REQUIRE(grid.size() == 3);
    CHECK(grid.municipality[CellId{0}] == MunicipalityId{0});
    CHECK(grid.municipality[CellId{1}] == MunicipalityId{1});
    CHECK(grid.municipality[CellId{2}] == MunicipalityId{1});  // outside: as the nearest square
    CHECK(findings(prepared.report, "cells").find("! placed by polygon; 1 of 3 outside all polygons") !=
          std::string::npos);
}

TEST_CASE("Stated totals are held to, all at once", "[data][fast]") {
    const TinySource source;
    CHECK(refusal(source.files,
                  [&] {
                      source.prepared(
                          "[totals]\nmunicipalities = 2\nlists_with_gp = 3\nresidents.2025 = "
                          "46\nresidents.2026 = 1\n");
                  }) ==
          "sources.toml: totals.lists_with_gp states 3, the sources hold 2\n"
          "sources.toml: totals.residents.2026 states 1, the sources hold 0");
    CHECK(refusal(source.files, [&] { source.prepared("[totals]\nresidents_about.2025 = 47\n"); }) ==
          "sources.toml: totals.residents_about.2025 states 47, the sources hold 46");
}

TEST_CASE("A file that changed since the manifest was written is refused", "[data][fast]") {
    TinySource source;
    const auto is = data::sha256_of_file(source.files.folder() / "p.csv");
    const auto plain = source.manifest;
    const auto with = [&](const std::string& sum) {
        source.manifest = plain;
        source.manifest.replace(plain.find("[population]\n"), 13, "[population]\nsha256 = \"" + sum + "\"\n");
        return refusal(source.files, [&] { source.prepared(); });
    };
    CHECK(with(is) == "nothing was refused");
    const std::string zeros(64, '0');
    CHECK(with(zeros) == "p.csv: has SHA-256 " + is + ", the manifest states " + zeros +
                             "; fetch the file again, or state the new checksum if the change is meant");
    CHECK(with("abc") ==
          "sources.toml:10:10: 'population.sha256' is not a checksum, expected 64 lower-case hexadecimal "
          "digits, such as "
          "`sha256sum` prints");
}

TEST_CASE("A mistyped key in the manifest is found before any file is read", "[data][fast]") {
    TinySource source;
    source.manifest.replace(source.manifest.find("m.csv"), 5, "x.csv");
    CHECK(refusal(source.files, [&] {
              source.prepared("tolerence_m = 5\n");
          }).find("unknown key 'roads.tolerence_m'; did you mean 'roads.tolerance_m'?") != std::string::npos);
    CHECK(refusal(source.files, [&] { source.prepared(); }) ==
          "x.csv: is not there; check the source folder and `file` in the manifest");
}

TEST_CASE("Everything wrong with all files of a manifest is told at once", "[data][fast]") {
    TinySource source;
    source.files(
        "l.csv",
        "municipality,lists_with_gp,lists_without_gp,patients_with_gp,patients_without_gp,places_with_"
        "gp,open_lists\n0301,2,1,1000,0,1100,9\n1811,..,,,,,\n");
    source.files("s.csv",
                 "municipality,year,percent_without_gp,mean_list_length,reserve_capacity_index\n"
                 "0301,2025,x,500,110\n");
    source.manifest.replace(source.manifest.find("g.csv"), 5, "h.csv");
    CHECK(refusal(source.files, [&] { source.prepared(); }) ==
          "h.csv: is not there; check the source folder and `file` in the manifest\n"
          "l.csv:2: column 'open_lists' is '9', expected at most the 2 lists with a GP\n"
          "s.csv:2: column 'percent_without_gp' is 'x', expected a number 0..100");
}

TEST_CASE("Names of ferry crossings beside the manifest go into the set", "[data][fast]") {
    const TinySource source;
    source.files("ferries.csv", "crossing,lines,quays_in,road,source\nOslo–Bindal,x,Oslo,fv. 17,a map\n");
    const auto prepared = source.prepared();
    REQUIRE(prepared.set.figures.crossings.size() == 1);
    CHECK(prepared.set.figures.crossings[0].name == "Oslo–Bindal");
    CHECK(prepared.set.crossings_table.find("a map") != std::string::npos);
    CHECK(prepared.sources.front() == source.files.folder() / "m.csv");
}
