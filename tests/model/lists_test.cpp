#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <map>

#include "geo/base/threads.hpp"
#include "model/gp_choice.hpp"
#include "model/gp_exit.hpp"
#include "model/initial.hpp"
#include "model/municipal_decisions.hpp"
#include "model/parameters.hpp"
#include "model/person_moves.hpp"
#include "model/recruitment.hpp"
#include "model/vacancy.hpp"
#include "support/tiny_inputs.hpp"

using namespace model;
constexpr Month start{(2026 - 1900) * 12};

namespace {

World tiny_world(std::uint32_t municipalities = 2, std::uint32_t people = 1000) {
    Remarks remarks;
    return make_world(support::tiny_inputs(municipalities, people), Params{}, Seed{1}, start, 24, remarks);
}

}  // namespace

TEST_CASE("The last places go to the lowest lots, whatever the order of asking", "[model][fast]") {
    auto world = tiny_world();
    const ListId list{0};
    world.lists.cap[list] = static_cast<std::uint16_t>(world.lists.members[list] + 2);
    std::vector<PersonId> seekers(world.seekers.begin(), world.seekers.begin() + 4);
    std::vector<Request> requests{
        {list, 40, seekers[0]}, {list, 10, seekers[1]}, {list, 30, seekers[2]}, {list, 10, seekers[3]}};
    for (int order = 0; order < 24; ++order, std::next_permutation(requests.begin(), requests.end())) {
        auto copy = world;
        CHECK(grant(copy, requests) == 2);
        CHECK(copy.people.list[seekers[1]] == 0);  // the two lots of 10; the lower id would win a third tie
        CHECK(copy.people.list[seekers[3]] == 0);
        CHECK(copy.people.list[seekers[0]] == People::no_list);
        CHECK(copy.lists.members[list] == copy.lists.cap[list]);
    }
}

TEST_CASE("People ask for open lists within reach, the nearer the more often", "[model][fast]") {
    auto world = tiny_world(2, 1000);
    Params params;
    const auto decay = decay_by_tenth(world.setting.travel, params.gp_choice.travel_deterrence);
    const auto person = world.seekers.front();
    const auto home = municipality_of(world.setting, world.people.home[person]).value;
    std::array<int, 2> asked{};
    for (std::uint32_t l = 0; l < world.lists.size(); ++l) {
        const ListId list{l};
        if (!world.lists.vacant(list))
            world.lists.cap[list] = static_cast<std::uint16_t>(world.lists.members[list] + 5);
    }
    const auto open = open_lists_by_practice(world);
    REQUIRE(open == std::vector<std::uint32_t>{2, 2});
    std::vector<double> up_to;
    attraction(world, world.people.home[person], open, decay, up_to);
    for (std::uint64_t seed = 0; seed < 2000; ++seed) {
        const auto request = wish(world, person, open, up_to, Seed{seed}, 0);
        REQUIRE(request);
        CHECK(!world.lists.vacant(request->list));
        ++asked[world.lists.municipality[request->list].value];
    }
    const auto near =
        geo::travel_time(world.setting.travel, world.people.home[person], PracticeId{home})->count();
    const auto far =
        geo::travel_time(world.setting.travel, world.people.home[person], PracticeId{1 - home})->count();
    const double p =
        1 / (1 + std::exp(-params.gp_choice.travel_deterrence * static_cast<double>(far - near)));
    CHECK(std::abs(asked[home] - 2000 * p) < 4 * std::sqrt(2000 * p * (1 - p)));

    attraction(world, world.people.home[person], {0, 0}, decay, up_to);
    CHECK(!wish(world, person, {0, 0}, up_to, Seed{1}, 0));  // all full: she waits
}

TEST_CASE("Choosing gives the same world on any number of threads and overfills no list", "[model][fast]") {
    std::optional<World> first;
    for (const unsigned threads : {1U, 2U, 3U, 8U}) {
        const geo::ThreadLimit limit(threads);
        auto world = tiny_world(5, 2000);
        choose_lists(world, ChoiceParams{}, Seed{1});
        for (std::uint32_t l = 0; l < world.lists.size(); ++l)
            if (!world.lists.vacant(ListId{l}))
                CHECK(world.lists.members[ListId{l}] <= world.lists.cap[ListId{l}]);
        if (!first)
            first = std::move(world);
        else {
            CHECK(world.people == first->people);
            CHECK(world.lists == first->lists);
            CHECK(world.seekers == first->seekers);
        }
    }
}

TEST_CASE("A contract outlives its published median half of the time", "[model][fast]") {
    CHECK(std::pow(1 - exit_chance(5), 60) == Approx(0.5));
    const auto world = tiny_world(60, 300);  // 120 doctors, all in municipalities under 2000 inhabitants
    double left = 0;
    for (std::uint64_t seed = 0; seed < 200; ++seed)
        for (const auto leaves : plan_exits(world, ExitParams{}, Seed{seed})) left += leaves;
    const double n = 120 * 200;
    const double p = exit_chance(2.75);
    CHECK(std::abs(left - n * p) < 4 * std::sqrt(n * p * (1 - p)));
}

TEST_CASE("When a GP leaves, her patients stay on a list that takes no one", "[model][fast]") {
    auto world = tiny_world();
    const DoctorId doctor{0};
    const auto list = world.doctors.list[doctor];
    const auto members = world.lists.members[list];
    Column<DoctorId, std::uint8_t> leaves(world.doctors.size());
    leaves[doctor] = 1;
    commit_exits(world, leaves);
    CHECK(world.lists.vacant(list));
    CHECK(world.doctors.list[doctor] == none<ListId>);
    CHECK(world.lists.members[list] == members);
    CHECK(world.lists.free_places(list) == 0);
    CHECK(world.lists.since[list] == start);
}

TEST_CASE("Vacant lists are covered and filled at their rates, others untouched", "[model][fast]") {
    const auto world = tiny_world(60, 300);  // 60 vacant lists, ten of each centrality
    double locums = 0;
    std::array<double, 6> filled{};
    constexpr int seeds = 200;
    for (std::uint64_t seed = 0; seed < seeds; ++seed) {
        auto copy = world;
        cover_vacancies(copy, VacancyParams{}, Seed{seed});
        for (std::uint32_t l = 0; l < copy.lists.size(); ++l) {
            if (!copy.lists.vacant(ListId{l})) CHECK(copy.lists.locum[ListId{l}] == 0);
            locums += copy.lists.locum[ListId{l}];
        }
        fill_vacancies(copy, RecruitmentParams{}, DoctorParams{}, Seed{seed});
        for (std::uint32_t d = world.doctors.size(); d < copy.doctors.size(); ++d) {
            const auto list = copy.doctors.list[DoctorId{d}];
            CHECK(world.lists.vacant(list));
            ++filled[copy.setting.municipalities.centrality[copy.lists.municipality[list]] - 1U];
        }
    }
    const auto near = [](double seen, double n, double p) {
        return std::abs(seen - n * p) < 4 * std::sqrt(n * p * (1 - p));
    };
    CHECK(near(locums, 60 * seeds, 0.86));
    for (std::size_t c = 0; c < 6; ++c)
        CHECK(near(filled[c], 10 * seeds, 1 - std::exp(-RecruitmentParams{}.filled_per_month[c])));
}

TEST_CASE("A municipality opens a post only where places run out and few lists are vacant", "[model][fast]") {
    auto world = tiny_world(2, 2000);
    PostParams params;
    params.decided_per_month = 1;
    const std::array<double, 6> salaried{};
    const auto lists = world.lists.size();
    decide_posts(world, params, salaried, Seed{1});
    CHECK(world.lists.size() == lists);  // one list in three is vacant in each
    for (std::uint32_t l = 0; l < lists; ++l)
        if (world.lists.vacant(ListId{l})) {
            Draw draw(Seed{1}, Stream::recruitment, l, world.month);
            recruit_doctor(world, ListId{l}, DoctorParams{}, draw);
        }
    for (std::uint32_t l = 0; l < lists; ++l)  // the first is full, the second has room
        world.lists.cap[ListId{l}] = static_cast<std::uint16_t>(
            world.lists.members[ListId{l}] + (world.lists.municipality[ListId{l}].value == 0 ? 0 : 200));
    decide_posts(world, params, salaried, Seed{1});
    REQUIRE(world.lists.size() == lists + 1);
    CHECK(world.lists.municipality[ListId{lists}].value == 0);
    CHECK(world.lists.vacant(ListId{lists}));
    CHECK(world.list_of.size() == lists + 1);
}
