#include "runs/study/validation.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "geo/base/threads.hpp"
#include "support/program.hpp"
#include "support/small_country.hpp"

TEST_CASE("The mean of the draws is judged, and how far they lie apart is told", "[study][fast]") {
    const auto draw = [](double first, double second) {
        return std::vector<model::Comparison>{{"lists", "lists", 10, first, 1, "table"},
                                              {"share", "percent", 50, second, 2, "table"}};
    };
    const auto rows = study::mean_of_draws({draw(8, 40), draw(13, 50), draw(9, 54)});
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].figure.simulated == 10);
    CHECK(rows[0].lowest == 8);
    CHECK(rows[0].highest == 13);
    CHECK(rows[0].figure.holds());
    CHECK(rows[1].figure.simulated == 48);
    CHECK(rows[1].figure.holds());
    CHECK(!study::mean_of_draws({draw(8, 40)})[1].figure.holds());
}

TEST_CASE("A validation that is asked to stop is Stopped, whatever it has simulated", "[study][fast]") {
    const support::ScratchFolder folder;
    const auto scenario = data::read_scenario(support::write_small_country(folder.path(), 4, 2000, 14));
    const auto set = data::read_input_set(scenario.inputs);
    geo::StopSource source;
    study::Watch watch{source.token()};
    watch.progress = [&](std::string_view, int done, int) {
        if (done == 2) source.ask();
    };
    CHECK_THROWS_AS(study::validate(scenario, set, watch), geo::Stopped);
}

TEST_CASE("The drift of many draws is the same on any number of threads", "[study][fast]") {
    const support::ScratchFolder folder;
    auto scenario = data::read_scenario(support::write_small_country(folder.path(), 4, 2000, 24));
    scenario.replicates = 3;
    const auto set = data::read_input_set(scenario.inputs);
    auto too_short = scenario;
    too_short.months = 23;
    CHECK_THROWS_WITH(study::drift(too_short, set), Catch::Contains("23 months are too few to judge"));
    const auto rows = [&](unsigned threads) {
        const geo::ThreadLimit limit(threads);
        return study::drift(scenario, set);
    };
    const auto one = rows(1), three = rows(3);
    REQUIRE(one.size() == three.size());
    for (std::size_t i = 0; i < one.size(); ++i) {
        INFO(one[i].figure.name);
        const bool undefined = std::isnan(one[i].at[2].mean);
        CHECK((undefined ? std::isnan(three[i].at[2].mean) : one[i].at[2].mean == three[i].at[2].mean));
        CHECK((undefined || one[i].at[3].mean == three[i].at[3].mean ||
               (std::isnan(one[i].at[3].mean) && std::isnan(three[i].at[3].mean))));
    }
    CHECK(one.front().first.mean == 4 * 190);  // patients without a GP, as the list table has it
}

TEST_CASE("Spread and hindcast of a country without a published series judge nothing", "[study][fast]") {
    const support::ScratchFolder folder;
    auto scenario = data::read_scenario(support::write_small_country(folder.path(), 4, 2000, 24));
    scenario.replicates = 2;
    const auto set = data::read_input_set(scenario.inputs);
    const auto hindcast = study::hindcast(scenario, set, model::Told::given);
    CHECK(std::all_of(hindcast.begin(), hindcast.end(), [](const auto& row) { return row.holds(); }));
    REQUIRE(hindcast.front().what == "lists in total");
    CHECK(hindcast.front().year == 2026);
    CHECK(hindcast.front().drawn.mean >= 8);
    const auto spread = study::spread(scenario, set);
    for (const auto& row : spread) {
        INFO(row.what);
        CHECK(std::isnan(row.official));
        if (row.what.find("January") == std::string::npos) CHECK(std::isnan(row.drawn.mean));
        if (row.what.starts_with("waiting")) CHECK(row.drawn.mean >= 0);
    }
}

TEST_CASE("A blind hindcast does not follow people counted after its first day", "[study][fast]") {
    const support::ScratchFolder folder;
    const auto scenario = data::read_scenario(support::write_small_country(folder.path(), 4, 2000, 12));
    auto set = data::read_input_set(scenario.inputs);
    auto& people = set.figures.population;
    REQUIRE(people.years == 1);
    people.years = 2;  // half as many again in 2027
    for (std::size_t i = 0, n = people.persons.size(); i < n; ++i)
        people.persons.push_back(static_cast<std::uint16_t>(people.persons[i] * 3 / 2));
    const auto mean_list = [&](model::Told told) {
        const auto rows = study::hindcast(scenario, set, told);
        REQUIRE(rows.at(1).what == "mean list");
        return rows.at(1).drawn.mean;
    };
    CHECK(mean_list(model::Told::given) != mean_list(model::Told::blind));
}
