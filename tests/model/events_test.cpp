// What a scenario lets happen in a month, in a country of four places in a row.
#include "model/events.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <functional>
#include <numeric>

#include "geo/base/threads.hpp"
#include "model/audit.hpp"
#include "model/indicators.hpp"
#include "model/step.hpp"
#include "support/tiny_world.hpp"

using namespace model;
using support::start;

namespace {

constexpr std::uint32_t in_a_row = 4;
constexpr MunicipalityId middle{1};

Params params_with(std::vector<Event> events) {
    Params params;
    params.events = std::move(events);
    return params;
}

/// The tiny country with a side road at every crossroads between two places, so that a line can be closed
/// by itself.
Inputs crossroads_country() {
    auto inputs = support::tiny_inputs(in_a_row, 2000);
    auto& roads = inputs.roads;
    for (std::uint32_t node = 1; node < in_a_row; ++node) {
        roads.from.push_back(node);
        roads.to.push_back(roads.nodes++);
        roads.road_class.push_back(geo::RoadClass::county);
        roads.medium.push_back(geo::Medium::surface);
        roads.oneway.push_back(0);
        roads.length_m.push_back(400);
        roads.given_ms.push_back(0);
        roads.number.push_back(0);
        roads.name.emplace_back();
        const geo::Point at = roads.vertices[2 * node];
        roads.vertices.push_back(at);
        roads.vertices.push_back({at.east_m, at.north_m + 400});
        roads.vertex_start.push_back(static_cast<std::uint32_t>(roads.vertices.size()));
    }
    return inputs;
}

/// Months of the four places; each_month sees the world after every month, whose books must balance.
World live_months(const Params& params, int months,
                  const std::function<void(const World&)>& each_month = {}) {
    Remarks remarks;
    auto world = make_world(crossroads_country(), params, Seed{1}, start, 24, remarks);
    const LifeTables tables(params.demography);
    for (int month = 0; month < months; ++month) {
        step(world, params, tables, Seed{1});
        const auto broken = audit(world);
        INFO((broken.empty() ? std::string{} : broken.front()));
        CHECK(broken.empty());
        if (each_month) each_month(world);
    }
    return world;
}

int lists_of(const World& world, MunicipalityId m, const std::function<bool(ListId)>& counts) {
    int n = 0;
    for (const auto list : ids<ListId>(world.lists.size()))
        n += world.lists.municipality[list] == m && counts(list);
    return n;
}

int with_gp(const World& world, MunicipalityId m) {
    return lists_of(world, m,
                    [&](ListId list) { return world.lists.has_gp(list) && !world.lists.shared[list]; });
}

std::int64_t total_of(const Column<MunicipalityId, std::int32_t>& column) {
    return std::accumulate(column.begin(), column.end(), std::int64_t{0});
}

}  // namespace

TEST_CASE("A municipality's GPs leave in the month that the scenario says, and nothing changes before",
          "[model][events][fast]") {
    const auto event = Event{start + 2, lasts_for_good, GpLeaves{middle, none<PracticeId>, 2}, ""};
    std::vector<MonthTable> without, having;
    std::vector<int> gps, gps_elsewhere;
    live_months(params_with({}), 3, [&](const World& world) {
        without.push_back(tabulate(world, Params{}));
        gps.push_back(with_gp(world, middle));
    });
    live_months(params_with({event}), 3, [&](const World& world) {
        having.push_back(tabulate(world, Params{}));
        gps_elsewhere.push_back(with_gp(world, middle));
    });
    REQUIRE(gps[1] >= 2);
    CHECK(having[0] == without[0]);
    CHECK(having[1] == without[1]);
    CHECK_FALSE(having[2] == without[2]);
    CHECK(gps_elsewhere[2] <= gps[1] - 2 + 1);  // at most one has signed and begins
    const auto left = count_row("gps_left");
    CHECK(having[2].at(left, middle) >= 2);
}

TEST_CASE("Only as many GPs leave as there are, and only those of the practice that is meant",
          "[model][events][fast]") {
    const auto world = live_months(
        params_with(
            {Event{start + 1, lasts_for_good, GpLeaves{none<MunicipalityId>, PracticeId{1}, 50}, ""}}),
        2);
    const auto usual = live_months(params_with({}), 2);
    CHECK(with_gp(world, middle) <= 1);
    CHECK(with_gp(usual, middle) >= 2);
    CHECK(with_gp(world, MunicipalityId{0}) == with_gp(usual, MunicipalityId{0}));
}

TEST_CASE("While a road is closed nobody drives it, and after it all is as on the first day",
          "[model][events][fast]") {
    // 0 --20 km-- 1 --20 km-- 2 --20 km-- 3: nobody passes 1, whose people live along the closed line
    const auto closed = Event{start + 1, start + 3, WayCloses{{1}}, ""};
    std::vector<std::uint32_t> pairs;
    geo::TravelTable first, last;
    const auto world = live_months(params_with({closed}), 4, [&](const World& after) {
        pairs.push_back(after.setting.travel.pairs());
        last = after.setting.travel;
        if (pairs.size() == 1) first = after.setting.travel;
        CHECK(after.residents.over_60 == count_residents(after).over_60);
    });
    CHECK(pairs[1] < pairs[0]);
    CHECK(pairs[2] == pairs[1]);
    CHECK(last == first);
    CHECK(world.setting.travel_row == 2);
}

TEST_CASE("A closed way makes those on lists beyond it count as far away", "[model][events][fast]") {
    const auto closed = live_months(params_with({Event{start, lasts_for_good, WayCloses{{0, 1, 2}}, ""}}), 1);
    const auto open = live_months(params_with({}), 1);
    CHECK(total_of(closed.residents.over_60) >= total_of(open.residents.over_60));
    CHECK(closed.residents.over_60 == count_residents(closed).over_60);
    CHECK(closed.setting.travel.pairs() < open.setting.travel.pairs());
}

TEST_CASE("A practice that closes leaves no list, no GP and no patient there", "[model][events][fast]") {
    const auto event = Event{start + 1, lasts_for_good, PracticeCloses{PracticeId{1}}, ""};
    const auto world = live_months(params_with({event}), 2);
    const auto usual = live_months(params_with({}), 2);
    int closed = 0;
    for (const auto list : ids<ListId>(world.lists.size())) {
        if (world.lists.practice[list] != PracticeId{1} || world.lists.since[list] > start + 1) continue;
        if (!world.lists.is(list, Standing::closed)) continue;
        ++closed;
        CHECK(world.lists.members[list] == 0);
        CHECK_FALSE(world.lists.has_gp(list));
    }
    CHECK(closed >= 3);
    CHECK(world.flows.closed_lists[middle] >= 3);
    CHECK(total_of(world.residents.people) == total_of(usual.residents.people));
    // The only practice of the place: its patients have no list, and ask for one.
    CHECK(world.residents.on_no_list[middle] + world.flows.joined_list[middle] >
          usual.residents.on_no_list[middle] + 500);
}

TEST_CASE("Nobody stands in the queue twice when a practice closes in the first month",
          "[model][events][fast]") {
    auto params = params_with({{start, lasts_for_good, PracticeCloses{PracticeId{1}}, ""}});
    params.gp_choice.asks_per_month = params.gp_choice.placed_per_month = 0.01;  // most are still there
    bool many = false;
    live_months(params, 3, [&](const World& world) {
        auto queue = world.seekers;
        many = many || queue.size() > 100;
        std::sort(queue.begin(), queue.end());
        CHECK(std::adjacent_find(queue.begin(), queue.end()) == queue.end());
    });
    CHECK(many);
}

TEST_CASE("A practice that opens announces lists at its place, and they find GPs and patients",
          "[model][events][fast]") {
    const geo::Point place{20'000 + 3500, 500};
    const auto world =
        live_months(params_with({Event{start + 1, lasts_for_good, PracticeOpens{place, middle, 3}, ""}}), 24);
    const auto site = world.setting.first_event_site;
    CHECK(site.value == in_a_row);
    CHECK(world.setting.practice_place[site] == place);
    CHECK(world.setting.practice_municipality[site] == middle);
    CHECK(lists_of(world, middle, [&](ListId list) { return world.lists.practice[list] == site; }) >= 3);
    std::uint32_t members = 0;
    for (const auto list : ids<ListId>(world.lists.size()))
        if (world.lists.practice[list] == site) members += world.lists.members[list];
    CHECK(members > 100);
}

TEST_CASE("A practice that moves takes lists, GPs and patients along", "[model][events][fast]") {
    const auto event =
        Event{start + 1, lasts_for_good, PracticeMoves{PracticeId{1}, {20'000 + 9'500, 500}, middle}, ""};
    const auto world = live_months(params_with({event}), 2);
    const auto usual = live_months(params_with({}), 2);
    CHECK(lists_of(world, middle, [&](ListId list) { return world.lists.practice[list] == PracticeId{1}; }) ==
          0);
    CHECK(lists_of(world, middle, [&](ListId list) {
              return world.lists.practice[list] == world.setting.first_event_site;
          }) >= 3);
    CHECK(with_gp(world, middle) == with_gp(usual, middle));
}

TEST_CASE("Doctors of merged districts share the duty", "[model][events][fast]") {
    Params params = params_with(
        {Event{start, start + 2, DutyMerges{{MunicipalityId{0}, middle, MunicipalityId{2}}}, ""}});
    params.workload.smallest_district = 1;
    auto alone = params_with({});
    alone.workload.smallest_district = 1;
    const auto merged = live_months(params, 1), usual = live_months(alone, 1), over = live_months(params, 3);
    const auto doctors = [](const World& world, std::uint32_t m) {
        return work_places(world)[MunicipalityId{m}].doctors;
    };
    CHECK(doctors(merged, 0) == doctors(usual, 0) + doctors(usual, 1) + doctors(usual, 2));
    CHECK(doctors(merged, 0) == doctors(merged, 2));
    CHECK(doctors(merged, 3) == doctors(usual, 3));
    CHECK(merged.work.duty_hours_week[ListId{0}] < usual.work.duty_hours_week[ListId{0}]);
    CHECK(over.duty_district.size() == 0);
}

TEST_CASE("Events have the same bytes on any number of threads", "[model][events][fast]") {
    const auto events = std::vector<Event>{
        {start + 1, lasts_for_good, GpLeaves{middle, none<PracticeId>, 1}, ""},
        {start + 1, start + 4, WayCloses{{1}}, ""},
        {start + 2, lasts_for_good, PracticeOpens{{23'500, 500}, middle, 2}, ""},
        {start + 3, lasts_for_good, PracticeCloses{PracticeId{2}}, ""},
    };
    std::vector<MonthTable> tables;
    for (const unsigned threads : {1U, 3U}) {
        const geo::ThreadLimit limit(threads);
        tables.push_back(tabulate(live_months(params_with(events), 6), Params{}));
    }
    CHECK(tables[0] == tables[1]);
}
