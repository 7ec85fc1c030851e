#include <catch2/catch.hpp>
#include <functional>
#include <numeric>

#include "geo/base/threads.hpp"
#include "model/audit.hpp"
#include "model/indicators.hpp"
#include "model/parameter_rows.hpp"
#include "model/start/initial.hpp"
#include "model/step.hpp"
#include "support/tiny_inputs.hpp"
#include "support/tiny_world.hpp"

using namespace model;
using support::start;

namespace {

std::int64_t sum(const Column<MunicipalityId, std::int32_t>& column) {
    return std::accumulate(column.begin(), column.end(), std::int64_t{0});
}

World simulate(std::uint32_t people, int months, Seed seed,
               const std::function<void(const World&, const World&)>& each_month) {
    Remarks remarks;
    const Params params;
    auto world = make_world(support::tiny_inputs(6, people), params, seed, start, months, remarks);
    const LifeTables tables(params.demography);
    for (int month = 0; month < months; ++month) {
        const auto before = world;
        step(world, params, tables, seed);
        each_month(before, world);
    }
    return world;
}

}  // namespace

TEST_CASE("Every month people, lists and totals add up", "[model][fast]") {
    int months = 0;
    simulate(3000, 36, Seed{5}, [&](const World& before, const World& after) {
        ++months;
        const auto broken = audit(after);
        INFO((broken.empty() ? std::string{} : broken.front()));
        CHECK(broken.empty());
        const auto& f = after.flows;
        CHECK(sum(after.residents.people) == sum(before.residents.people) + sum(f.births) +
                                                 sum(f.immigrated) - sum(f.deaths) - sum(f.emigrated));
        CHECK(sum(f.moved_in) == sum(f.moved_out));
        for (std::uint32_t m = 0; m < 6; ++m) {
            const MunicipalityId id{m};
            CHECK(after.residents.people[id] == before.residents.people[id] + f.births[id] - f.deaths[id] +
                                                    f.moved_in[id] - f.moved_out[id] + f.immigrated[id] -
                                                    f.emigrated[id]);
        }
    });
    CHECK(months == 36);
}

TEST_CASE("Everything adds up when lists close and people leave vacant lists all the time", "[model][fast]") {
    Params params;
    params.posts.close_after_months = 0;
    params.posts.closed_per_month = 0.5;
    params.gp_choice.leaves_vacant_list_per_month = 0.3;
    params.gp_exit.base = 0.5;
    params.recruitment.search_per_month = 0;  // nobody comes
    Remarks remarks;
    auto world = make_world(support::tiny_inputs(6, 3000), params, Seed{3}, start, 36, remarks);
    const LifeTables tables(params.demography);
    int closed = 0;
    for (int month = 0; month < 36; ++month) {
        step(world, params, tables, Seed{3});
        for (const auto lists : world.flows.closed_lists) closed += lists;
        const auto broken = audit(world);
        INFO((broken.empty() ? std::string{} : broken.front()));
        REQUIRE(broken.empty());
    }
    CHECK(closed > 0);
}

TEST_CASE("No list grows past its cap except by its own members' newborns", "[model][fast]") {
    bool some_full = false;
    simulate(3000, 36, Seed{5}, [&](const World& before, const World& after) {
        std::vector<std::uint32_t> newborns(after.lists.size(), 0), others(after.lists.size(), 0);
        for (std::uint32_t i = 0; i < after.people.size(); ++i) {
            const PersonId p{i};
            const auto now = after.people.list[p];
            const bool newcomer = i >= before.people.size();
            if (now == People::no_list || (!newcomer && before.people.list[p] == now)) continue;
            ++(after.people.born[p] == before.month ? newborns : others)[now];
        }
        for (std::uint32_t l = 0; l < after.lists.size(); ++l) {
            const ListId list{l};
            if (after.lists.members[list] <= after.lists.cap[list]) continue;
            some_full = true;
            CHECK(others[l] == 0);
        }
    });
    CHECK(some_full);
}

TEST_CASE("A run gives the same world on 1, 2, 3 and 8 threads and another one for another seed",
          "[model][fast]") {
    const auto run = [](Seed seed) { return simulate(3000, 14, seed, [](const World&, const World&) {}); };
    const auto same = [](const World& a, const World& b) {
        return a.people == b.people && a.lists == b.lists && a.doctors == b.doctors &&
               a.seekers == b.seekers && a.residents == b.residents && a.flows == b.flows &&
               a.consultations_per_member == b.consultations_per_member && a.work == b.work &&
               a.member_homes == b.member_homes && a.continuity == b.continuity;
    };
    const auto first = [&] {
        const geo::ThreadLimit limit(1);
        return run(Seed{1});
    }();
    for (const unsigned threads : {2U, 3U, 8U}) {
        const geo::ThreadLimit limit(threads);
        CHECK(same(run(Seed{1}), first));
    }
    CHECK(!same(run(Seed{2}), first));
}

TEST_CASE("The month table agrees with the world it counts", "[model][fast]") {
    const Params params;
    Remarks remarks;
    const auto inputs = support::tiny_inputs(3, 2000);
    const auto world = make_world(inputs, params, Seed{1}, start, 1, remarks);
    const auto table = tabulate(world, params);
    const auto at = [&](const char* name, std::uint32_t m) {
        return table.at(count_row(name), MunicipalityId{m});
    };
    for (std::uint32_t m = 0; m < 3; ++m) {
        CHECK(at("population", m) == 2000);
        CHECK(at("patients", m) == 1900);
        CHECK(at("patients_without_gp", m) == 190);
        CHECK(at("patients_with_gp", m) == 1710);
        CHECK(at("lists_with_gp", m) == 2);
        CHECK(at("lists_without_gp", m) == 1);
        CHECK(at("places_with_gp", m) == 1761);
        CHECK(at("open_lists", m) == 1);
        CHECK(at("births", m) == 0);
    }
    CHECK(at("on_no_list", 0) + at("on_no_list", 1) + at("on_no_list", 2) == 300);
    CHECK_THROWS(count_row("no such"));
}

TEST_CASE("Every parameter has a unit, a source and a value in its range", "[model][fast]") {
    const auto all = rows(Params{});
    CHECK(all.size() > 100);
    for (const auto& row : all) {
        INFO(row.name);
        CHECK(!row.unit.empty());
        CHECK(row.source.size() > 10);
        CHECK((row.value >= row.min && row.value <= row.max));
    }
}
