#include "model/cell_figures.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <map>

#include "geo/base/threads.hpp"
#include "model/posts.hpp"
#include "model/start/initial.hpp"
#include "model/step.hpp"
#include "support/tiny_inputs.hpp"

using namespace model;

namespace {

World small_country(int months) {
    constexpr Month start{(2026 - 1900) * 12};
    Remarks remarks;
    const Params params;
    auto world = make_world(support::tiny_inputs(6, 2000), params, Seed{3}, start, months, remarks);
    const LifeTables tables(params.demography);
    for (int month = 0; month < months; ++month) step(world, params, tables, Seed{3});
    return world;
}

}  // namespace

TEST_CASE("Squares hold everyone once, and as many without a GP as the municipalities", "[model][fast]") {
    auto world = small_country(2);
    ListId left{0};
    while (!world.lists.has_gp(left)) ++left.value;
    end_contract(world, world.lists.doctor[left], true);
    const auto figures = cell_figures(world);
    std::map<std::uint32_t, double> residents, without;
    for (std::uint32_t c = 0; c < world.setting.cells.size(); ++c) {
        const auto m = world.setting.cells.municipality[CellId{c}].value;
        const auto here = static_cast<double>(figures.residents[c]);
        residents[m] += here;
        if (here > 0) without[m] += here * static_cast<double>(figures.share_without_gp[c]) / 100;
    }
    double on_vacant_lists = 0, people = 0, of_them = 0;
    for (std::uint32_t m = 0; m < 6; ++m) {
        const MunicipalityId id{m};
        CHECK(residents[m] == world.residents.people[id]);
        double expected = world.residents.on_no_list[id];
        for (std::uint32_t l = 0; l < world.lists.size(); ++l) {
            const auto homes = world.member_homes.all_of(ListId{l});
            if (world.lists.has_gp(ListId{l}) || homes.empty()) continue;
            expected += homes[m];
            on_vacant_lists += homes[m];
        }
        CHECK(without[m] == Approx(expected).epsilon(1e-5));
        of_them += without[m];
        people += residents[m];
    }
    CHECK(on_vacant_lists > 0);
    CHECK(of_them < people);
}

TEST_CASE("A square's minutes are the mean of its residents' own ways, and the shortest to an open list",
          "[model][fast]") {
    const auto world = small_country(6);
    const auto figures = cell_figures(world);
    int seen = 0;
    for (std::uint32_t c = 0; c < world.setting.cells.size(); ++c) {
        double sum = 0, count = 0, nearest = INFINITY;
        for (std::uint32_t p = 0; p < world.people.size(); ++p) {
            const PersonId person{p};
            if (!world.people.here(person) || world.people.home[person].value != c ||
                world.people.list[person] == People::no_list)
                continue;
            const auto way = geo::travel_time(world.setting.travel, CellId{c},
                                              world.lists.practice[ListId{world.people.list[person]}]);
            if (way) sum += static_cast<double>(way->count()), ++count;
        }
        for (std::uint32_t l = 0; l < world.lists.size(); ++l)
            if (world.lists.free_places(ListId{l}) > 20)
                if (const auto way =
                        geo::travel_time(world.setting.travel, CellId{c}, world.lists.practice[ListId{l}]))
                    nearest = std::min(nearest, static_cast<double>(way->count()));
        if (count == 0) {
            CHECK(std::isnan(figures.minutes_own_practice[c]));
            continue;
        }
        CHECK(figures.minutes_own_practice[c] == Approx(sum / count).epsilon(1e-5));
        if (std::isinf(nearest))
            CHECK(std::isnan(figures.minutes_nearest_open[c]));
        else
            CHECK(figures.minutes_nearest_open[c] == Approx(nearest));
        ++seen;
    }
    CHECK(seen > 10);
}

TEST_CASE("Figures of squares are the same on one thread and on eight", "[model][fast]") {
    const auto world = small_country(1);
    const auto with = [&](unsigned threads) {
        const geo::ThreadLimit limit(threads);
        return cell_figures(world).minutes_own_practice;
    };
    const auto one = with(1), eight = with(8);
    REQUIRE(one.size() == eight.size());
    for (std::size_t c = 0; c < one.size(); ++c)
        CHECK((one[c] == eight[c] || (std::isnan(one[c]) && std::isnan(eight[c]))));
}
