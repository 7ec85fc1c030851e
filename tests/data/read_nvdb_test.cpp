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
    CHECK(roads.oneway == std::vector<std::uint8_t>{0, 0, 1, 1});
    CHECK(roads.road_class == std::vector<RoadClass>{RoadClass::european, RoadClass::national,
                                                     RoadClass::county, RoadClass::private_road});
    CHECK(roads.given_back_ms == std::vector<std::uint32_t>{0, 300'000, 0, 0});
    CHECK(roads.number == std::vector<std::uint16_t>{6, 13, 17, 9});
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

TEST_CASE("The route network to 2021 is read as it is", "[data][fast]") {
    const WrittenFiles files("nvdb_2021");
    // 1 =1/2= 2 -3-> 3 <-4- 4 ~5~ 5, a link without nodes, one closed both ways
    const auto link = [](const std::string& from, const std::string& to, const std::string& ft,
                         const std::string& tf, const std::string& oneway, int road_class,
                         const std::string& medium, int at) {
        return R"({"type": "Feature", "properties": {"FromNodeID": )" + from + R"(, "ToNodeID": )" + to +
               R"(, "FT_MINUTES": )" + ft + R"(, "TF_MINUTES": )" + tf + R"(, "ONEWAY": )" + oneway +
               R"(, "ROADCLASS": )" + std::to_string(road_class) + R"(, "medium": )" + medium +
               R"(}, "geometry": {"type": "LineString", "coordinates": [[)" +
               std::to_string(500'000 + 1'000 * at) + ", 7000000], [" + std::to_string(501'000 + 1'000 * at) +
               ", 7000000]]}}";
    };
    const auto file = data::read_road_file(files(
        "network.geojson",
        R"({"type": "FeatureCollection", "name": "ruttger_link_geom", "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::25833"}}, "features": [)" +
            link("1", "2", "1", "2", "null", 3, "\"B\"", 1) + "," +
            link("2", "3", "3", "-1", "\"FT\"", 3, "\"U\"", 2) + "," +
            link("3", "4", "-1", "4", "null", 3, "null", 3) + "," +
            link("4", "5", "5", "5", "null", 4, "null", 4) + "," +
            link("null", "6", "1", "1", "null", 3, "null", 5) + "," +
            link("5", "6", "-1", "-1", "null", 3, "null", 6) + "]}"));
    const auto& roads = file.roads;
    REQUIRE(roads.size() == 4);
    CHECK(roads.oneway == std::vector<std::uint8_t>{0, 1, 1, 0});
    CHECK(roads.medium == std::vector<geo::Medium>{geo::Medium::bridge, geo::Medium::tunnel,
                                                   geo::Medium::surface, geo::Medium::surface});
    CHECK(roads.road_class.back() == RoadClass::car_ferry);
    CHECK(minutes(roads, 0, 1) == 1);
    CHECK(minutes(roads, 1, 0) == 2);
    CHECK(minutes(roads, 0, 2) == 4);
    CHECK(minutes(roads, 2, 1) == -1);
    CHECK(minutes(roads, 3, 2) == 4);
    CHECK(file.remarks == std::vector<std::string>{
                              "route network to 2021: 4 links, 2 of them one way, 1 ferries",
                              "1 links without nodes are left out", "1 links closed to cars are left out"});
}

TEST_CASE("Lines in OpenStreetMap's words need no mapping", "[data][fast]") {
    const WrittenFiles files("words");
    const auto line = [](const std::string& properties, const std::string& places) {
        return R"({"type": "Feature", "properties": {)" + properties +
               R"(}, "geometry": {"type": "LineString", "coordinates": [)" + places + "]}}";
    };
    const auto file = data::read_road_file(
        files("fclass.geojson",
              R"({"type": "FeatureCollection", "features": [)" +
                  line(R"("fclass": "primary", "oneway": "B")", "[15, 60], [15.01, 60]") + "," +
                  line(R"("fclass": "residential", "oneway": "T")", "[15.01, 60], [15.01, 60.01]") + "]}"));
    CHECK(file.roads.road_class == std::vector<RoadClass>{RoadClass::county, RoadClass::municipal});
    CHECK(file.roads.oneway == std::vector<std::uint8_t>{0, 1});
    CHECK(file.roads.nodes == 3);
    CHECK(file.roads.to[1] == file.roads.to[0]);  // turned: it leads back to where the first one ends
    CHECK(refusal(files, [&] {
              data::read_road_file(
                  files("path.geojson", R"({"type": "FeatureCollection", "features": [)" +
                                            line(R"("class": "footway")", "[15, 60], [15.01, 60]") + "]}"));
          }).find("path.geojson: feature 0: column 'class' is 'footway', expected E, R, F, K, P or") == 0);
}

TEST_CASE("A mapping may have a time each way, and no columns the file has not", "[data][fast]") {
    const WrittenFiles files("two_times");
    links(files, "own.gpkg", {{1, 2, "B", 2, 7, "E"}, {2, 3, "TF", -1, 3, "F"}});
    const std::string about =
        "what = \"w\"\norigin = \"o\"\nlicence = \"l\"\nattribution = \"a\"\nretrieved = \"2026-01-31\"\n";
    const auto file = data::read_road_file(
        files("own.toml",
              "[roads]\nfile = \"own.gpkg\"\n" + about +
                  "[roads.columns]\nfrom = \"FROMNODE\"\nto = \"TONODE\"\ncategory = \"ROADID\"\noneway "
                  "= \"ONEWAY\"\nminutes = \"DRIVETIME_FW\"\nminutes_back = \"DRIVETIME_BW\"\n"));
    CHECK(minutes(file.roads, 0, 1) == 2);
    CHECK(minutes(file.roads, 1, 0) == 7);
    CHECK(minutes(file.roads, 2, 1) == 3);
    CHECK(minutes(file.roads, 1, 2) == -1);
    CHECK(file.remarks == std::vector<std::string>{
                              "no column says which lines are ferries: all of them are taken for roads"});
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
