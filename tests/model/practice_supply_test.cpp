#include "model/start/practice_supply.hpp"

#include <catch2/catch.hpp>

#include "model/parameters.hpp"
#include "support/tiny_inputs.hpp"

using namespace model;

TEST_CASE("A study sees the lists a simulation starts from", "[model][fast]") {
    const auto inputs = support::tiny_inputs(8, 3'000);
    const Params params;
    const Seed seed{3};
    Remarks remarks;
    const auto start = Month::of(std::chrono::year{inputs.lists.year + 1} / std::chrono::January);
    const auto world = make_world(inputs, params, seed, start, 12, remarks);
    const auto supply = practice_supply(inputs, params, seed);

    Column<PracticeId, std::uint32_t> lists(inputs.practices.size()), members(inputs.practices.size()),
        open(inputs.practices.size());
    std::uint32_t opened = 0;
    for (std::uint32_t l = 0; l < world.lists.size(); ++l) {
        const ListId list{l};
        if (!world.lists.is(list, Standing::open)) continue;
        const auto p = world.lists.practice[list];
        ++lists[p];
        members[p] += world.lists.members[list];
        if (world.lists.has_gp(list) && world.lists.cap[list] > world.lists.members[list] + 20) ++open[p];
    }
    for (std::uint32_t i = 0; i < inputs.practices.size(); ++i) {
        const PracticeId p{i};
        CHECK(supply.lists_with_gp[p] + supply.lists_without_gp[p] == lists[p]);
        CHECK(supply.patients[p] == members[p]);
        CHECK(supply.open_lists[p] == open[p]);
        opened += supply.open_lists[p];
    }
    CHECK(opened > 0);
    for (std::uint32_t i = 0; i < inputs.municipalities.size(); ++i) {  // one practice each
        const MunicipalityId m{i};
        CHECK(supply.lists_with_gp[PracticeId{i}] == inputs.lists.lists_with_gp[m]);
        CHECK(supply.places[PracticeId{i}] == inputs.lists.places_with_gp[m]);
    }
}

TEST_CASE("Everybody has a square in the own municipality", "[model][fast]") {
    const auto inputs = support::tiny_inputs(5, 1'234);
    const auto people = residents_by_cell(inputs, inputs.grid, inputs.lists.year + 1);
    std::vector<std::uint32_t> sum(5, 0);
    for (std::uint32_t c = 0; c < inputs.grid.size(); ++c)
        sum[inputs.grid.municipality[CellId{c}].value] += people[CellId{c}];
    CHECK(sum == std::vector<std::uint32_t>(5, 1'234));
    CHECK_THROWS(residents_by_cell(inputs, inputs.grid, 1990));
}
