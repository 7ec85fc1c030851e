// NVDB's route network and mapped columns, from GeoPackages made here.
#include "data/read_nvdb.hpp"

#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <catch2/catch.hpp>

#include "data/read_road_file.hpp"
#include "data/written_file.hpp"
#include "geo/dijkstra.hpp"
#include "geo/road_network.hpp"

using geo::RoadClass;

namespace {

struct Link {
    int from, to;
    const char* oneway;
    double fw, bw;
    const char* road_id = "{K1}";
    int road_class = 3;
    int ferry = 0;
};

/// Writes links between places 1 km apart on a line (place i at 500000 + 1000 i, 7000000).
std::filesystem::path links(const WrittenFiles& files, const std::string& name, const std::vector<Link>& rows,
                            bool with_isferry = true, bool upper = true) {
    GDALAllRegister();
    const auto path = files.folder() / name;
    auto* driver = GetGDALDriverManager()->GetDriverByName("GPKG");
    GDALDatasetUniquePtr dataset(driver->Create(path.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
    OGRSpatialReference utm33;
    utm33.importFromEPSG(25833);
    auto* layer = dataset->CreateLayer("links", &utm33, wkbMultiLineString, nullptr);
    const auto column = [&](std::string text, OGRFieldType type) {
        if (!upper)
            for (auto& c : text) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
        OGRFieldDefn field(text.c_str(), type);
        layer->CreateField(&field);
    };
    column("FROMNODE", OFTInteger64);
    column("TONODE", OFTInteger64);
    column("ONEWAY", OFTString);
    column("DRIVETIME_FW", OFTReal);
    column("DRIVETIME_BW", OFTReal);
    column("ROADID", OFTString);
    column("ROADCLASS", OFTInteger);
    if (with_isferry) column("ISFERRY", OFTInteger);
    for (const auto& row : rows) {
        OGRFeatureUniquePtr feature(OGRFeature::CreateFeature(layer->GetLayerDefn()));
        feature->SetField(0, static_cast<GIntBig>(row.from));
        feature->SetField(1, static_cast<GIntBig>(row.to));
        feature->SetField(2, row.oneway);
        feature->SetField(3, row.fw);
        feature->SetField(4, row.bw);
        feature->SetField(5, row.road_id);
        feature->SetField(6, row.road_class);
        if (with_isferry) feature->SetField(7, row.ferry);
        OGRLineString line;
        line.addPoint(500'000 + 1'000.0 * row.from, 7'000'000, 12);
        line.addPoint(500'000 + 1'000.0 * row.to, 7'000'000, 14);
        OGRMultiLineString lines;
        lines.addGeometry(&line);
        feature->SetGeometry(&lines);
        REQUIRE(layer->CreateFeature(feature.get()) == OGRERR_NONE);
    }
    return path;
}

int minutes(const geo::RoadLines& roads, std::uint32_t from, std::uint32_t to) {
    geo::RoadSpeeds speeds;
    speeds.car_ferry_quay_minutes = 6;
    const auto network = geo::build_network(roads, speeds);
    geo::Dijkstra search(network.graph.nodes());
    const geo::Start start{network.node_of_source.at(from), 0};
    search.run(network.graph.forward(), {&start, 1});
    const auto ms = search.millis(network.node_of_source.at(to));
    return ms == geo::unreachable_ms ? -1 : static_cast<int>(ms / 60'000);
}

}  // namespace

TEST_CASE("Links of NVDB have their own times in each direction", "[data][fast]") {
    const WrittenFiles files("nvdb");
    // 1 <-2-> 2 -3->/<-5- 3 -4-> 4 <-6- 5; 5-6 is closed
    const auto file = data::read_nvdb(links(files, "a.gpkg",
                                            {{1, 2, "B", 2, 2, "{E6}"},
                                             {2, 3, "B", 3, 5, "{R13}"},
                                             {3, 4, "FT", 4, -1, "{F17}"},
                                             {4, 5, "TF", -1, 6, "{P9}"},
                                             {5, 6, "N", -1, -1}}));
    const auto& roads = file.roads;
    CHECK(roads.nodes == 5);
    CHECK(roads.size() == 5);  // 2-3 twice
    CHECK(roads.oneway == std::vector<std::uint8_t>{0, 1, 1, 1, 1});
    CHECK(roads.road_class == std::vector<RoadClass>{RoadClass::european, RoadClass::national,
                                                     RoadClass::national, RoadClass::county,
                                                     RoadClass::private_road});
    CHECK(roads.number == std::vector<std::uint16_t>{6, 13, 13, 17, 9});
    CHECK(minutes(roads, 0, 3) == 9);
    CHECK(minutes(roads, 2, 0) == 7);
    CHECK(minutes(roads, 3, 2) == -1);
    CHECK(minutes(roads, 4, 3) == 6);
    CHECK(minutes(roads, 3, 4) == -1);
    CHECK(file.remarks == std::vector<std::string>{"1 links closed to cars are left out"});
    CHECK_FALSE(file.ferries_are_named);
}

TEST_CASE("A link is a ferry by ISFERRY, or by road class 4 where that column is missing", "[data][fast]") {
    const WrittenFiles files("nvdb_ferry");
    const std::vector<Link> rows{
        {1, 2, "B", 2, 2}, {2, 3, "B", 20, 20, "{F17}", 3, 1}, {3, 4, "B", 2, 2, "{K1}", 4, 0}};
    const auto ferries = [](const geo::RoadLines& roads) {
        std::vector<bool> out;
        for (const auto c : roads.road_class) out.push_back(geo::is_ferry(c));
        return out;
    };
    const auto by_flag = data::read_nvdb(links(files, "a.gpkg", rows)).roads;
    CHECK(ferries(by_flag) == std::vector<bool>{false, true, false});
    CHECK(by_flag.name[1] == "fv. 17");
    CHECK(minutes(by_flag, 0, 3) == 2 + 6 + 20 + 6 + 2);
    CHECK(ferries(data::read_nvdb(links(files, "b.gpkg", rows, false, false)).roads) ==
          std::vector<bool>{false, false, true});
}

TEST_CASE("Wrong links are refused with their place", "[data][fast]") {
    const WrittenFiles files("nvdb_wrong");
    const auto refused = [&](const std::filesystem::path& path) {
        return refusal(files, [&] { data::read_road_file(path); });
    };
    CHECK(refused(links(files, "a.gpkg", {{1, 2, "X", 1, 1}})) ==
          "a.gpkg: feature 1: ONEWAY is 'X', expected B, FT, TF or N");
    CHECK(refused(links(files, "b.gpkg", {{1, 2, "N", 1, 1}})) == "b.gpkg: has no link that is open to cars");
    CHECK(refused(links(files, "c.gpkg", {{1, 2, "B", 9'000, 1}})).find("c.gpkg: feature 1: drive time") ==
          0);
    CHECK(refused(files("d.gpkg", "nothing")).find("d.gpkg: cannot be opened") == 0);
}

TEST_CASE("A mapping names the columns of any line layer", "[data][fast]") {
    const WrittenFiles files("road_mapping");
    links(files, "own.gpkg", {{1, 2, "B", 2, 2, "E"}, {2, 3, "B", 3, 3, "F"}});
    const std::string about =
        "what = \"w\"\norigin = \"o\"\nlicence = \"l\"\nattribution = \"a\"\nretrieved = \"2026-01-31\"\n";
    const std::string columns =
        "[roads.columns]\nfrom = \"FROMNODE\"\nto = \"TONODE\"\ntype = \"\"\ncategory = \"ROADID\"\n"
        "number = \"\"\nmotorway = \"\"\nmedium = \"\"\nlength_m = \"\"\nminutes = \"DRIVETIME_FW\"\n";
    const auto file =
        data::read_road_file(files("own.toml", "[roads]\nfile = \"own.gpkg\"\n" + about + columns));
    CHECK(file.roads.road_class == std::vector<RoadClass>{RoadClass::european, RoadClass::county});
    CHECK(file.roads.given_ms == std::vector<std::uint32_t>{120'000, 180'000});
    CHECK(file.source.origin == "o");
    CHECK(file.source.sha256.size() == 64);

    const auto nvdb = data::read_road_file(
        files("nvdb.toml", "[roads]\nfile = \"own.gpkg\"\nformat = \"nvdb\"\nlayer = \"links\"\n" + about));
    CHECK(nvdb.roads.size() == 2);
    CHECK(refusal(files, [&] {
              data::read_road_file(
                  files("bad.toml", "[roads]\nfile = \"own.gpkg\"\nfolder = \"x\"\n" + about));
          }).find("bad.toml:3:1: unknown key 'roads.folder'") == 0);
    CHECK(refusal(files, [&] {
              data::read_road_file(files("sum.toml", "[roads]\nfile = \"own.gpkg\"\nsha256 = \"" +
                                                         std::string(64, '0') + "\"\n" + about));
          }).find("own.gpkg: has the SHA-256") == 0);
}
