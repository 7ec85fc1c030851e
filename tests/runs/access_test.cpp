// `legekart access` through the real program on the real figures.
#include <fmt/format.h>

#include <array>
#include <catch2/catch.hpp>
#include <fstream>
#include <nlohmann/json.hpp>
#include <numeric>

#include "data/snapshot_reader.hpp"
#include "support/places.hpp"
#include "support/program.hpp"

using nlohmann::json;
using support::legekart;
using support::ScratchFolder;

namespace {

json report(const std::string& options) {
    const auto outcome = legekart("access --json " + options);
    INFO(outcome.err);
    REQUIRE(outcome.exit_code == 0);
    return json::parse(outcome.out);
}

std::string without_tags(std::string_view xml) {
    std::string text;
    bool tag = false;
    for (const char c : xml) {
        tag = tag || c == '<';
        text += tag ? ' ' : c;
        tag = tag && c != '>';
    }
    return text;
}

bool has_digit(std::string_view text) {
    return text.find_first_of("0123456789") != std::string_view::npos;
}

/// Whether one follows the other somewhere with no figure between them.
bool words_in_order(std::string_view text, const std::vector<std::string>& words) {
    for (auto at = text.find(words.front()); at != std::string_view::npos;
         at = text.find(words.front(), at + 1)) {
        auto end = at + words.front().size();
        for (std::size_t i = 1; i < words.size() && end != std::string_view::npos; ++i) {
            const auto next = text.find(words[i], end);
            end = next == std::string_view::npos || has_digit(text.substr(end, next - end))
                      ? std::string_view::npos
                      : next + words[i].size();
        }
        if (end != std::string_view::npos) return true;
    }
    return false;
}

/// Whether some text between tags ends in a number such as 1,234.
bool has_thousands(std::string_view xml) {
    for (auto end = xml.find('<'); end != std::string_view::npos; end = xml.find('<', end + 1))
        if (end > 4 && xml[end - 4] == ',' && has_digit(xml.substr(end - 5, 1)) &&
            xml.substr(end - 3, 3).find_first_not_of("0123456789") == std::string_view::npos)
            return true;
    return false;
}

}  // namespace

TEST_CASE("A study of Norway counts everybody and agrees with its file and its table", "[runs][norway]") {
    const ScratchFolder folder;
    const auto file = folder.path() / "a.nc", csv = folder.path() / "a.csv";
    const auto r = report("-o " + file.string() + " -o " + (folder.path() / "a.png").string() + " --csv " +
                          csv.string());
    CHECK(r["people"] == 5'627'400);
    CHECK(r["practices"] == 1841);
    CHECK(r["people_without_a_way"] == r["beyond_roads"]["people"]);  // over 5 km from every road
    CHECK(r["beyond_roads"]["people"] < 1000);
    CHECK(r["snap"]["cells"]["on_ferries"] == 0);
    CHECK(r["snap"]["practices"]["on_ferries"] == 0);
    CHECK(r["snap"]["cells"]["not_joined"] == r["beyond_roads"]["squares"]);
    std::int64_t people = 0, beyond = 0;
    double before = 0;
    for (const auto& row : r["minutes_by_centrality"]) {
        people += row["people"].get<std::int64_t>();
        CHECK(row["median"] > before);  // the less central, the farther
        CHECK(row["nearest_open"]["median"] >= row["median"]);
        before = row["median"];
    }
    CHECK(people == 5'627'400);
    for (const auto& row : r["unreached"]) beyond += row["beyond_cut_off"].get<std::int64_t>();
    CHECK(beyond == r["people_beyond_cut_off"]);
    // what is reached is shared out: lists with a GP over residents
    for (const char* index : {"fca_two_step", "fca_enhanced_gaussian", "fca_three_step"})
        CHECK(r["nation"][index]["mean"].get<double>() == Approx(5'747 * 1e4 / 5'627'400).epsilon(1e-3));

    const auto s = data::read_snapshot(file);
    CHECK(s.time_points == 1);
    const auto counts = s.counts("over_60_min_practice");
    const auto over = std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
    CHECK(r["nation"]["minutes_nearest"]["share_over_60"].get<double>() ==
          Approx(static_cast<double>(over) / 5'627'400));
    CHECK(s.indicator("minutes_nearest_median").is_value);
    CHECK(s.values("minutes_nearest_median", 0).size() == 357);
    REQUIRE(s.cells);
    double settled = 0;
    for (const float v : s.cell_values("people", 0))
        if (v > 0) settled += static_cast<double>(v);
    CHECK(settled == 5'627'400);
    CHECK_THROWS(s.counts("minutes_nearest_median"));

    const auto text = support::text_of(csv);
    CHECK(text.find("level,number,name,index,unit,people") == 0);
    CHECK(text.find("\nmunicipality,0301,Oslo,minutes_nearest,minutes,") != std::string::npos);
    CHECK(support::text_of(folder.path() / "a-practices.csv").find("practice,municipality,name") == 0);
    CHECK(std::filesystem::file_size(folder.path() / "a.png") > 10'000);

    const auto map = legekart("map " + file.string() + " --cells minutes_nearest --json");
    CHECK(map.exit_code == 0);
    CHECK(json::parse(map.out)["squares"] > 50'000);
    CHECK(legekart("map " + file.string() + " --cells minutes").err.find("minutes_nearest_open") !=
          std::string::npos);
}

TEST_CASE("A study has the same bytes on 1 and 8 threads", "[runs][norway]") {
    const ScratchFolder folder;
    std::vector<std::string> bytes;
    for (const std::string threads : {"1", "8"}) {
        const auto file = folder.path() / ("t" + threads + ".nc");
        report("--threads " + threads + " -o " + file.string());
        bytes.push_back(support::text_of(file));
    }
    CHECK(bytes[0] == bytes[1]);
}

TEST_CASE("A closed ferry makes ways longer or none, and never shorter", "[runs][norway]") {
    const auto change = report("--close-ferry \"traena FV836\"")["change"];
    CHECK(change["closed"] == json::array({"Træna fv. 836"}));
    CHECK(change["people_shorter"] == 0);
    for (const auto& row : change["municipalities"]) CHECK(row["mean_minutes_more"] >= 0);
    const auto none = report("--close-ferry \"Horten-Moss rv. 19\"")["change"];  // doctors on both sides
    CHECK(none["people_longer"] == 0);
}

TEST_CASE("A map of a change says it in its language, a file in English", "[runs][norway]") {
    const ScratchFolder folder;
    const auto map = folder.path() / "m.svg", file = folder.path() / "m.nc";
    const auto change = " --close-ferry \"Træna fv. 836\" --remove-practice 0 -o " + map.string();
    report("--language en -o " + file.string() + change);
    auto text = support::text_of(map);
    CHECK(text.find("without Træna fv. 836; without practice 0") != std::string::npos);
    CHECK(text.find("uten ") == std::string::npos);
    CHECK(data::read_snapshot(file).run.scenario ==
          "legekart access, without Træna fv. 836; without practice 0");
    report("--language no" + change);
    text = support::text_of(map);
    CHECK(text.find("uten Træna fv. 836; uten kontor 0") != std::string::npos);
    CHECK(text.find("without") == std::string::npos);
}

TEST_CASE("Of an area a map's words and counts are the area's, and so is a row of figures",
          "[runs][norway]") {
    const ScratchFolder folder;
    const auto map = folder.path() / "m.svg", csv = folder.path() / "a.csv";
    const auto r = report("--area Tromsø --language en -o " + map.string() + " --csv " + csv.string());
    const auto& open = r["area"]["minutes_nearest_open"];
    CHECK(r["area"]["name"] == "Tromsø");
    CHECK(open["people"] < 100'000);
    CHECK(open["share_over_30"] != r["nation"]["minutes_nearest_open"]["share_over_30"]);
    const auto text = support::text_of(map);
    CHECK(text.find("Tromsø · Inhabited squares") != std::string::npos);
    CHECK(
        words_in_order(without_tags(text),
                       {fmt::format("{:.1f} % of residents", 100 * open["share_over_30"].get<double>()),
                        "30 minutes,", fmt::format("{:.1f} %", 100 * open["share_over_60"].get<double>())}));
    CHECK(!has_thousands(text));  // no class has a thousand squares, as every class of the country has
    const auto table = support::text_of(csv);
    CHECK(table.find("\narea,0,Tromsø,minutes_nearest_open,minutes,") != std::string::npos);
    CHECK(table.find("\narea,0,elsewhere,minutes_nearest_open,minutes,") != std::string::npos);
}

TEST_CASE("A map of new surgeries shows what their aim is about", "[runs][norway]") {
    const ScratchFolder folder;
    const auto map = folder.path() / "m.svg";
    const auto drawn = [&](const std::string& options) {
        report("--place 1 --area Tromsø --language en " + options + " -o " + map.string());
        return support::text_of(map);
    };
    CHECK(drawn("").find("practice with a GP") != std::string::npos);
    CHECK(drawn("--aim shortage").find("E2SFCA") != std::string::npos);
    CHECK(drawn("--indicator minutes_nearest_open").find("open list") != std::string::npos);
}

TEST_CASE("Options of which one would change nothing are refused, and both are named", "[runs][fast]") {
    const std::string own = "--people p.csv --supply s.csv --costs c.csv ";
    const std::vector<std::array<std::string, 3>> together{
        {own + "--cell 250", "--cell", "--people"},
        {own + "--close-road E69", "--close-road", "--people"},
        {own + "--place 2", "--place", "--people"},
        {own + "--area Nordland", "--area", "--people"},
        {own + "-o a.nc", "--output", "--people"},
        {own + "--inputs data/norway", "--inputs", "--people"},
        {own + "--no-cache", "--no-cache", "--people"},
        {own + "--crs EPSG:25832", "--crs", "--costs"},
        {own + "--cut-off 60", "--cut-off", "--costs"},
        {own + "--roads r.osm", "--roads", "--costs"},
        {"--people p.csv --supply s.csv", "--costs", "--roads"},
        {"--costs c.csv", "--people", "--supply"},
        {"--raam 60", "--raam", "--people"},
        {"--times t.csv --close-road E69", "--close-road", "--times"},
        {"--aim beyond", "--aim", "--place"},
        {"--place-lists 3", "--place-lists", "--place"},
        {"--place 1 --beyond 45", "--beyond", "--aim minutes"},
        {"--indicator minutes_nearest -o a.nc", "--indicator", "-o"},
        {"--language en", "--language", "-o"}};
    for (const auto& [options, one, other] : together) {
        const auto outcome = legekart("access " + options);
        INFO(options << ": " << outcome.err);
        CHECK(outcome.exit_code == 2);
        CHECK(outcome.err.find(one) != std::string::npos);
        CHECK(outcome.err.find(other) != std::string::npos);
        CHECK(support::count_of(outcome.err, "\n") == 1);
    }
}

TEST_CASE("A table that does not fit on the disk is not there at all", "[runs][norway]") {
    const ScratchFolder folder;
    // A file-size limit of 20 kB stands for the full disk: the table has some 150.
    const auto full = support::shell("ulimit -f 20; trap '' XFSZ; exec " + support::program_file() +
                                     " access --no-cache --csv " + (folder.path() / "a.csv").string());
    INFO(full.err);
    CHECK(full.exit_code == 74);
    CHECK(full.err.find("a.csv") != std::string::npos);
    CHECK(std::filesystem::is_empty(folder.path()));
}

TEST_CASE("A new practice never takes anyone farther, a removed one never nearer", "[runs][norway]") {
    // Vinjeøra, far from the practices of its municipality
    const auto added = report("--add-practice 201000,7022000,2")["change"];
    CHECK(added["people_longer"] == 0);
    CHECK(added["people_shorter"] > 0);
    const auto removed = report("--remove-practice 1840")["change"];
    CHECK(removed["people_shorter"] == 0);
    CHECK(removed["people_longer"] > 0);
}

TEST_CASE("Mistyped changes are answered with what was meant", "[runs][fast]") {
    const auto said = [](const std::string& options) {
        const auto outcome = legekart("access " + options);
        CHECK(outcome.exit_code == 2);
        CHECK(outcome.out.empty());
        return outcome.err;
    };
    CHECK(said("--close-ferry \"Horten-Mos rv 91\"").find("did you mean Moss–Horten (Horten–Moss rv. 19)?") !=
          std::string::npos);
    CHECK(said("--close-ferry Bodø").find("may be any of") != std::string::npos);
    CHECK(said("--close-road E99").find("no road 'E99'") != std::string::npos);
    CHECK(said("--add-practice 10,60").find("expected metres in EPSG:25833") != std::string::npos);
    CHECK(said("--remove-practice 1841").find("expected a number 0 to 1840") != std::string::npos);
    CHECK(said("--set access.near_minute=20").find("did you mean 'access.near_minutes'?") !=
          std::string::npos);
    CHECK(said("--set roads.european_km_h=500").find("20 to 110") != std::string::npos);
    CHECK(said("--inputs /nowhere").find("municipalities.nc") != std::string::npos);
    CHECK(said("-o x.txt").find(".nc, .png, .pdf or .svg") != std::string::npos);
}

TEST_CASE("Other roads and tighter limits change the answer, a cache does not", "[runs][norway]") {
    const ScratchFolder folder;
    const auto usual = report("");
    CHECK(report("--no-cache")["nation"] == usual["nation"]);
    CHECK(report("--set roads.county_km_h=30")["nation"]["minutes_nearest"]["mean"] >
          usual["nation"]["minutes_nearest"]["mean"]);
    CHECK(report("--cut-off 30")["pairs"] < usual["pairs"]);
    // one street in Oslo, and no limit to the way there: everybody is joined to it and says so
    const auto roads =
        folder.file("street.osm",
                    "<osm version=\"0.6\"><node id=\"1\" version=\"1\" lat=\"59.91\" lon=\"10.74\"/>"
                    "<node id=\"2\" version=\"1\" lat=\"59.92\" lon=\"10.75\"/><way id=\"1\" "
                    "version=\"1\"><nd ref=\"1\"/>"
                    "<nd ref=\"2\"/><tag k=\"highway\" v=\"primary\"/></way></osm>");
    const auto street = report("--set access.farthest_road_m=1e7 --roads " + roads.string());
    CHECK(street["snap"]["cells"]["most_m"] > 1'000'000);
    CHECK(street["people_beyond_cut_off"] > 1'000'000);
}

TEST_CASE("Roads of another country end a study of Norway with exit code 2", "[runs][norway]") {
    const ScratchFolder folder;
    std::ofstream(folder.path() / "helsinki.geojson") <<
        R"({"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"class":
        "secondary"}, "geometry": {"type": "LineString", "coordinates": [[24.9, 60.17], [24.91, 60.175]]}}]})";
    const auto outcome = legekart("access --roads " + (folder.path() / "helsinki.geojson").string());
    CHECK(outcome.exit_code == 2);
    CHECK(outcome.err.find("5627400 of 5627400 people (100.0 %) have no road within 5000 m") !=
          std::string::npos);
}
