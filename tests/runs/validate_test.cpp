#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "support/program.hpp"
#include "support/small_country.hpp"

using nlohmann::json;
using support::legekart;

TEST_CASE("validate --drift tells every figure and exits 1 if one breaks its bar", "[runs][fast]") {
    const support::ScratchFolder folder;
    const auto scenario = support::write_small_country(folder.path(), 4, 2000, 120).string();
    const auto told = legekart("validate --drift " + scenario + " --replicates 2 --json");
    INFO(told.err);
    const auto report = json::parse(told.out);
    CHECK(report["draws"] == 2);
    CHECK(told.exit_code == (report["holds"] ? 0 : 1));
    REQUIRE(report["figures"].size() == 21);
    bool all = true;
    for (const auto& figure : report["figures"]) {
        CHECK(figure["at"].back()["month"] == 24);
        if (figure["barred"])
            all &= figure["month_3_holds"] && figure["month_24_holds"] && figure["january_holds"];
    }
    CHECK(all == report["holds"]);
    const auto table = legekart("validate --drift " + scenario + " --replicates 2");
    CHECK(table.exit_code == told.exit_code);
    CHECK(support::count_of(table.out, "\n") ==
          27);  // two headings, the figures, an empty line, three of bars
    const auto page = legekart("validate --drift " + scenario + " --replicates 2 --markdown");
    CHECK(support::count_of(page.out, "\n| ") == 22);                           // heads and figures
    CHECK((support::count_of(table.out, "OFF") > 1) == (told.exit_code == 1));  // one explains the word
}

TEST_CASE("validate takes one way of looking at a time", "[runs][fast]") {
    CHECK(legekart("validate --drift --spread any.toml").exit_code == 2);
    CHECK(legekart("validate --blind any.toml").exit_code == 2);
}
