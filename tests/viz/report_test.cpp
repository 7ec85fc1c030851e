#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <limits>
#include <nlohmann/json.hpp>

#include "data/kept_runs.hpp"
#include "support/made_snapshot.hpp"
#include "support/program.hpp"
#include "viz/report/packed_array.hpp"
#include "viz/report/report.hpp"
#include "viz/report/spread.hpp"
#include "viz/report/values.hpp"
#include "viz/risk/risk_report.hpp"

namespace {

/// The data block of a page.
nlohmann::json block_of(const std::string& page) {
    const auto begin = page.find("{\"version\"");
    REQUIRE(begin != std::string::npos);
    return nlohmann::json::parse(page.substr(begin, page.find("</script>", begin) - begin));
}

}  // namespace

TEST_CASE("Places are municipalities, then large areas", "[viz][fast]") {
    model::Municipalities m;
    for (const auto& [number, county, centrality] :
         {std::tuple{"1101", "11", 2}, std::tuple{"0301", "03", 1}, std::tuple{"1103", "11", 1}}) {
        m.number.push_back(number);
        m.county_number.push_back(county);
        m.county.push_back("County");
        m.health_region.push_back(number == std::string("0301") ? "Sør-Øst" : "Vest");
        m.centrality.push_back(static_cast<std::uint8_t>(centrality));
    }
    const std::vector<std::vector<std::size_t>> expected{{0},       {1},    {2},  // municipalities
                                                         {0, 1, 2},               // nation
                                                         {1},       {0, 2},       // 03, 11
                                                         {1},       {0, 2},       // Helse Sør-Øst, Vest
                                                         {1},       {0, 2},       // Oslo, Stavanger
                                                         {1, 2},    {0}};         // classes 1, 2
    CHECK(viz::places_of(m, model::large_areas(m)) == expected);
}

TEST_CASE("A packed text is short and empty text is nothing", "[viz][fast]") {
    const std::string text(10'000, 'a');
    CHECK(viz::packed_text(text).bytes == text.size());
    CHECK(viz::packed_text(text).data.size() < 100);
    CHECK(viz::packed_text("").data.empty());
}

TEST_CASE("A page says of each indicator how it is shown, and which times and areas it has", "[viz]") {
    const support::ScratchFolder folder;
    support::make_ensemble(folder.path() / "e.nc", false);
    support::make_snapshot(folder.path() / "s.nc");
    std::vector<data::Snapshot> many, one;
    many.push_back(data::read_snapshot(folder.path() / "e.nc"));
    one.push_back(data::read_snapshot(folder.path() / "s.nc"));
    const auto block = block_of(viz::report_page(many, {"", {"population"}}));
    CHECK(block.at("version") == 4);
    CHECK(block.at("scenarios")[0].at("kept_times") == std::vector{0, 12, 24});
    const auto& areas = block.at("areas");
    CHECK(areas.size() == 1 + 15 + 4 + 19 + 6);
    CHECK(areas[0].at("name") == "Norway");
    CHECK(areas[0].at("members").size() == many[0].municipalities.size());
    CHECK(areas[1].at("kind") == "county");
    const auto row = [&](const nlohmann::json& from, const char* name) {
        for (const auto& indicator : from.at("indicators"))
            if (indicator.at("name") == name) return indicator;
        FAIL("no " << name);
        return nlohmann::json();
    };
    const auto share = row(block, "percent_without_gp");
    CHECK(share.at("decimals") == 1);
    CHECK(share.at("group_no") == "Dekning");
    CHECK(share.at("unit_no") == "prosent");
    CHECK(share.at("leads") == true);
    CHECK(share.at("interval") == true);
    CHECK(row(block, "population").at("interval") == true);  // asked for
    CHECK(!row(block, "patients").contains("balance"));
    CHECK(row(block, "patients_without_gp").at("balance") == "lack");
    const auto alone = block_of(viz::report_page(one, {"", {}}));
    CHECK(!row(alone, "population").contains("interval"));
    const auto& lack = alone.at("scenarios")[0].at("period").at("patients_without_gp");
    REQUIRE(lack.size() == alone.at("areas").size());
    std::int64_t counties = 0;  // the nation is the sum of its counties, run by run
    for (int county = 1; county <= 15; ++county) counties += lack[county][0].get<std::int64_t>();
    CHECK(counties == lack[0][0]);
    CHECK(alone.at("scenarios")[0].at("values").at("percent_without_gp").at("value").contains("ratio"));
}

TEST_CASE("A page tells of each municipality in how many futures it lacks GPs, as the risk table does",
          "[viz]") {
    const support::ScratchFolder folder;
    support::make_ensemble(folder.path() / "e.nc", true);
    support::make_snapshot(folder.path() / "s.nc");
    const auto file = data::read_snapshot(folder.path() / "e.nc");
    const auto risk = viz::risk_json(file);
    CHECK(risk.at("of") == support::made_replicates);
    CHECK(risk.at("limit") == 10);
    const auto report = viz::risk_report(file, {model::large_areas(file.municipalities).front()});
    REQUIRE(!report.places.empty());
    std::size_t told = 0;
    for (const auto& many : risk.at("soon")) told += !many.is_null();
    CHECK(told == report.places.size());
    const auto table = viz::risk_sheet(report, viz::Language::english);
    for (std::size_t i = 0; i < report.places.size(); ++i) {
        const auto& place = report.places[i];
        const auto m = place.area.members.front().value;
        CHECK(risk.at("soon")[m] == place.chances.soon.many);
        CHECK(risk.at("spell")[m] == place.chances.long_spell.many);
        CHECK(risk.at("rank")[m] == i + 1);
        // To the tenth of `legekart risk`.
        CHECK(fmt::format("{:.1f}", risk.at("months")[m].get<double>()) ==
              fmt::format("{:.1f}", std::get<double>(table.rows[i][5])));
    }
    // Eleven months are no year.
    support::make_ensemble(folder.path() / "short.nc", true, support::made_draws, 11);
    CHECK(viz::risk_json(data::read_snapshot(folder.path() / "short.nc")).is_null());
    CHECK(viz::risk_json(data::read_snapshot(folder.path() / "s.nc")).is_null());
}

TEST_CASE("A page of a run and of its draw among many has the latter at the months that are kept", "[viz]") {
    const support::ScratchFolder folder;
    support::make_snapshot(folder.path() / "one.nc");
    support::make_ensemble(folder.path() / "many.nc", true);
    std::vector<data::Snapshot> files;
    for (const char* name : {"one.nc", "many.nc"}) files.push_back(data::read_snapshot(folder.path() / name));
    REQUIRE(data::keep_common_draws(std::vector{&files[0], &files[1]}));
    const auto scenarios = block_of(viz::report_page(files, {"", {}})).at("scenarios");
    const auto places = files[0].municipalities.size();
    for (const auto& scenario : scenarios) {
        CHECK(scenario.at("replicates") == 1);
        CHECK(!scenario.contains("spread"));
    }
    const auto& lack = scenarios[1].at("values").at("patients_without_gp").at("value");
    CHECK(lack.at("yearly") == true);
    CHECK(lack.at("float").at("n") == 3 * places);
    CHECK(!scenarios[0].at("values").at("patients_without_gp").at("value").contains("yearly"));
}

TEST_CASE("Files that keep other months are held against each other at those they share", "[viz]") {
    const support::ScratchFolder folder;
    support::make_ensemble(folder.path() / "short.nc", false, support::made_draws, 18);
    support::make_ensemble(folder.path() / "long.nc", true);
    const auto brief = data::read_snapshot(folder.path() / "short.nc"),
               whole = data::read_snapshot(folder.path() / "long.nc");
    REQUIRE(brief.kept.times == std::vector{0, 12, 18});
    REQUIRE(whole.kept.times == std::vector{0, 12, 24});
    const auto areas = model::large_areas(whole.municipalities);
    const auto halves = [&](const data::Snapshot& snapshot, const data::Snapshot& first) {
        const auto array =
            viz::spread_json(snapshot, &first, {}, areas).at("paired").at("percent_without_gp").at("scaled");
        return viz::unpacked({array.at("n"), array.at("planes"), array.at("steps"), array.at("data")});
    };
    support::make_ensemble(folder.path() / "plain.nc", false);
    const auto same = halves(whole, data::read_snapshot(folder.path() / "plain.nc")),
               some = halves(whole, brief);
    constexpr auto unknown = std::numeric_limits<std::int32_t>::min();
    bool known = false;
    for (std::size_t i = 0; i < same.size(); i += 3) {
        CHECK(some[i] == same[i]);
        CHECK(some[i + 1] == same[i + 1]);
        CHECK(some[i + 2] == unknown);  // not known, which is not zero
        known = known || (some[i + 1] != unknown && some[i + 1] != 0);
    }
    CHECK(known);
}
