// The rules that must always hold, at full size.
#include <catch2/catch.hpp>

#include "data/input_set.hpp"
#include "model/audit.hpp"
#include "model/start/initial.hpp"
#include "model/step.hpp"
#include "support/places.hpp"

using namespace model;

TEST_CASE("All of Norway adds up every month, and no list overfills", "[model][norway]") {
    const auto set = data::read_input_set(support::in_tree("data/norway"));
    const Params params;
    Remarks remarks;
    constexpr int months = 120;
    auto world = make_world(set.figures, params, Seed{1},
                            Month::of(std::chrono::year{2026} / std::chrono::January), months, remarks);
    CHECK(world.people.size() == 5'627'400);
    CHECK(audit(world).empty());
    const LifeTables tables(params.demography);
    for (int month = 0; month < months; ++month) {
        const auto before = world.residents.people;
        const auto lists_before = world.people.list;
        const auto now = world.month;
        step(world, params, tables, Seed{1});
        const auto broken = audit(world);
        INFO((broken.empty() ? std::string{} : broken.front()));
        REQUIRE(broken.empty());
        for (std::uint32_t i = 0; i < before.size(); ++i) {
            const MunicipalityId m{i};
            const auto& f = world.flows;
            CHECK(world.residents.people[m] == before[m] + f.births[m] - f.deaths[m] + f.moved_in[m] -
                                                   f.moved_out[m] + f.immigrated[m] - f.emigrated[m]);
        }
        std::vector<std::uint32_t> joined(world.lists.size(), 0), newborns = joined;
        for (std::uint32_t i = 0; i < world.people.size(); ++i) {
            const PersonId p{i};
            const auto list = world.people.list[p];
            if (list == People::no_list || (i < lists_before.size() && lists_before[p] == list)) continue;
            ++(world.people.born[p] == now ? newborns : joined)[list];
        }
        for (std::uint32_t l = 0; l < world.lists.size(); ++l)
            if (world.lists.members[ListId{l}] > world.lists.cap[ListId{l}] + newborns[l])
                CHECK(joined[l] == 0);
    }
}
