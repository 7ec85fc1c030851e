#include <catch2/catch.hpp>
#include <numeric>

#include "runs/study/access/change.hpp"
#include "runs/study/access/figures.hpp"
#include "runs/study/access/inputs.hpp"
#include "runs/study/access/look.hpp"
#include "runs/study/access/write.hpp"
#include "support/complaint.hpp"
#include "support/program.hpp"
#include "support/small_country.hpp"
#include "support/tiny_inputs.hpp"

using Catch::Contains;
using support::complaint;

namespace {

//  practice 0 --20 km-- practice 1 --20 km-- practice 2      100 people round each, who live within 1 km of
//  it
study::AccessStudy three_places() {
    data::InputSet set;
    set.figures = support::tiny_inputs(3, 100);
    data::RoadCache cache{std::filesystem::path()};
    return {std::move(set), {}, 1000, 1, geo::Minutes{120}, cache};
}

}  // namespace

TEST_CASE("Every level of a study's areas holds everybody once", "[study][access][fast]") {
    auto study = three_places();
    const auto state = study.now();
    const auto levels = study::groupings(study);
    REQUIRE(levels.size() >= 4);
    for (const auto& level : levels) {
        INFO(level.level);
        const auto spread = study::spread_of(study, state.index("minutes_nearest"), level).spread;
        const double people = std::accumulate(spread.begin(), spread.end(), 0.0,
                                              [](double sum, const auto& s) { return sum + s.people; });
        CHECK(people == 300);
    }
    CHECK(study::unreached(study, state).empty());
}

TEST_CASE("Without the practice in the middle its people drive to a neighbour, and nobody else does",
          "[study][access][fast]") {
    auto study = three_places();
    const auto before = study.now();
    const auto change = study::read_change({.remove_practices = {"1"}}, study.figures());
    const auto rows = study::changes(study, before, study.with(change, before));
    const auto middle = std::find_if(rows.begin(), rows.end(), [](const auto& row) {
        return row.municipality == model::MunicipalityId{1};
    });
    REQUIRE(middle != rows.end());
    CHECK(middle->people == 100);
    CHECK(middle->longer == 100);
    CHECK(middle->cut_off == 0);
    // 20 km of county road at 58 km/h, 8 % on top: 22 minutes, less or more the first kilometre.
    CHECK(middle->minutes_more == Approx(22.3).margin(2));
    for (const auto& row : rows)
        if (row.municipality != model::MunicipalityId{1}) CHECK(row.longer == 0);
}

TEST_CASE("What cannot be changed is refused with what was expected", "[study][access][fast]") {
    const auto figures = support::tiny_inputs(3, 100);
    const auto said = [&](const study::ChangeWords& words) {
        return complaint([&] { study::read_change(words, figures); });
    };
    CHECK_THAT(said({.close_roads = {"X9"}}), Contains("'X9', expected a road such as E69"));
    CHECK_THAT(said({.close_roads = {"fv. 17"}}), Contains("no road 'fv. 17'"));
    CHECK_THAT(said({.close_ferries = {"Horten"}}), Contains("no ferry 'Horten'"));
    CHECK_THAT(said({.add_practices = {"1,two"}}), Contains("'1,two', expected x,y or x,y,lists"));
    CHECK_THAT(said({.remove_practices = {"7"}}), Contains("7"));
}

TEST_CASE("A study's tables are whole, or not there", "[study][access][fast]") {
    const support::ScratchFolder folder;
    auto study = three_places();
    const auto written =
        study::write_csv(folder.path() / "a.csv", study, study.now(), study::groupings(study), {});
    CHECK(written == std::vector{folder.path() / "a.csv", folder.path() / "a-practices.csv"});
    const auto text = support::text_of(folder.path() / "a-practices.csv");
    CHECK(std::count(text.begin(), text.end(), '\n') == 1 + 3);
}

TEST_CASE("A look is at the world now, with a change, and with the places that are found then",
          "[study][access][fast]") {
    auto study = three_places();
    const auto nothing = study::look(study, {});
    CHECK_FALSE(nothing.after);
    CHECK(nothing.rows.empty());
    CHECK(&nothing.shown() == &nothing.before);

    const auto closed = study::read_change({.remove_practices = {"1"}}, study.figures());
    const auto without = study::look(study, closed);
    REQUIRE(without.after);
    CHECK_FALSE(without.placement);
    CHECK(std::count_if(without.rows.begin(), without.rows.end(),
                        [](const auto& row) { return row.longer > 0; }) == 1);

    // The place that was closed is where a new one helps most, and then nobody drives twenty minutes longer.
    const auto found = study::look(study, closed, study::PlaceWish{.places = 1});
    REQUIRE(found.placement);
    REQUIRE(found.placement->places.size() == 1);
    CHECK(found.placement->places.front().municipality == model::MunicipalityId{1});
    CHECK(found.change.added.size() == 1);
    const auto longest = [](const auto& rows) {
        double minutes = 0;
        for (const auto& row : rows) minutes = std::max(minutes, row.minutes_more);
        return minutes;
    };
    CHECK(longest(without.rows) > 20);
    CHECK(longest(found.rows) < 10);
}

TEST_CASE("An aim is called by its name", "[study][access][fast]") {
    for (std::size_t i = 0; i < study::place_aims.size(); ++i)
        CHECK(static_cast<std::size_t>(study::aim_called(study::place_aims[i])) == i);
    CHECK_THAT(complaint([] { study::aim_called("shortages"); }),
               Contains("'shortages', expected one of minutes, beyond, shortage"));
}

TEST_CASE("A study reads its set, and areas have their names", "[study][access][fast]") {
    const support::ScratchFolder folder;
    support::write_small_country(folder.path(), 3, 100, 1);
    const auto read = study::read_access_inputs({folder.path() / "country", {}, {}});
    CHECK(read.figures.roads.size() == support::tiny_inputs(3, 100).roads.size());
    CHECK(study::area_names(read).together({}).members.size() == 3);
    CHECK_THAT(complaint([&] {
                   study::read_access_inputs({folder.path() / "none", {}, {}});
               }),
               Contains("municipalities.nc"));
}
