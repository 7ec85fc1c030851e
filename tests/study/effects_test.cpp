// What each measure moves when it is alone, by the rows of its levers.
#include "runs/study/effects.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "support/places.hpp"
#include "support/program.hpp"
#include "support/small_country.hpp"

TEST_CASE("Each measure is seen to move what its levers are for, and the table says so", "[study][fast]") {
    const support::ScratchFolder folder;
    const auto scenario = support::write_small_country(folder.path(), 6, 4000, 6);
    const data::Overrides changes{{"run.replicates", "3"},
                                  {"measures_folder", '"' + support::in_tree("runs/measures") + '"'}};
    const auto all = study::measure_effects(
        scenario, changes, {"alis-agreements", "task-relief", "outreach-teams", "sickness-pension"});
    REQUIRE(all.size() == 4);
    const auto only = [&](std::size_t i) {
        REQUIRE(all[i].moved.size() == 1);
        return all[i].moved.front();
    };
    CHECK(all[0].ids == std::vector<std::string>{"T3"});
    CHECK(only(0).indicator == "alis_gps");
    CHECK(only(0).without == 0);
    CHECK(only(0).effect.low > 0);
    CHECK(only(1).indicator == "gp_hours_week");
    CHECK(only(1).effect.high < 0);
    CHECK(only(2).indicator == "spared_out_of_hours");
    CHECK(only(2).effect.low > 0);
    REQUIRE(all[3].moved.size() == 2);  // income, and GPs who leave
    CHECK(all[3].moved[0].effect.low > 0);
    const auto page = study::effects_markdown(all, "small", 6, 3);
    CHECK(std::count(page.begin(), page.end(), '\n') == 4 + 2 + 5);
    CHECK(page.find("| task-relief | T6 | hours_relief 1 |") != std::string::npos);
}
