// What each measure moves when it is alone, by the rows of its levers.
#include "runs/study/effects.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>

#include "support/places.hpp"
#include "support/program.hpp"
#include "support/small_country.hpp"

TEST_CASE("Each measure is seen to move what its levers are for, and the table says so", "[study][fast]") {
    const support::ScratchFolder folder;
    const auto scenario = support::write_small_country(folder.path(), 6, 4000, 6);
    const data::Overrides changes{{"run.replicates", "3"},
                                  {"measures_folder", '"' + support::in_tree("runs/measures") + '"'}};
    const auto all = study::measure_effects(study::plan_effects(
        scenario, changes, {"alis-agreements", "task-relief", "outreach-teams", "sickness-pension"}));
    REQUIRE(all.size() == 4);
    const auto only = [&](std::size_t i) {
        REQUIRE(all[i].moved.size() == 1);
        return all[i].moved.front();
    };
    CHECK(all[0].ids == std::vector<std::string>{"T3"});
    CHECK(only(0).indicator == "alis_gps");
    CHECK(only(0).without == 0);
    CHECK(only(0).effect.low > 0);
    CHECK(only(0).levers == "alis_percent 76 % of GPs who are not yet specialists");  // of the last month
    CHECK(only(0).unit == "doctors");
    CHECK(only(1).indicator == "mean_gp_hours_week");
    CHECK(only(1).unit == "hours per GP per week");
    CHECK(only(1).without > 30);  // of each GP, not of all
    CHECK(only(1).without < 120);
    CHECK(only(1).effect.mean == Approx(-1).margin(0.2));
    CHECK(only(1).effect.high < 0);
    CHECK(only(2).indicator == "spared_out_of_hours");
    CHECK(only(2).effect.low > 0);
    REQUIRE(all[3].moved.size() == 2);  // income, and GPs who leave
    CHECK(all[3].moved[0].effect.low > 0);
    const auto page = study::effects_markdown(all, "small", 6, 3);
    CHECK(std::count(page.begin(), page.end(), '\n') == 4 + 2 + 5);
    CHECK(page.find("| task-relief | T6 | hours_relief 1 hours per GP and week |") != std::string::npos);
    CHECK(page.find("| mean_gp_hours_week | hours per GP per week |") != std::string::npos);
}

TEST_CASE("What a scenario says of its measures holds where each is alone, and stops none of the others",
          "[study][fast]") {
    const support::ScratchFolder folder;
    const auto scenario = support::write_small_country(folder.path(), 2, 1000, 3);
    const auto text = support::text_of(scenario);
    std::ofstream(scenario) << "measures = [\"new-posts\", \"rural-grant\"]\n"
                            << text << "[measure.rural-grant]\ngp_year_grant = 50_000\n";
    const data::Overrides changes{{"measures_folder", '"' + support::in_tree("runs/measures") + '"'}};
    const auto plan = study::plan_effects(scenario, changes, {"rural-grant", "task-relief"});
    CHECK(plan.none.params.measures.empty());
    REQUIRE(plan.alone.size() == 2);
    for (std::size_t i = 0; i < 2; ++i) REQUIRE(plan.alone[i].params.measures.size() == 1);
    CHECK(plan.alone[0].params.measures[0].effects.at(0).amount == 50'000);
    CHECK(plan.alone[1].params.measures[0].name == "task-relief");
    CHECK(plan.alone[1].params.measures[0].from == model::Month::of(plan.none.start));
}
