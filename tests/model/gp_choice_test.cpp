#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <optional>

#include "geo/base/threads.hpp"
#include "model/audit.hpp"
#include "model/gp_choice.hpp"
#include "model/parameters.hpp"
#include "model/person_moves.hpp"
#include "model/start/initial.hpp"
#include "support/tiny_inputs.hpp"
#include "support/tiny_world.hpp"

using namespace model;
using support::start;
using support::tiny_world;

TEST_CASE("The last places go to the lowest lots, whatever the order of asking", "[model][fast]") {
    auto world = tiny_world();
    const ListId list{0};
    world.lists.cap[list] = static_cast<std::uint16_t>(world.lists.members[list] + 2);
    world.lists.admits[list] = 1;
    std::vector<PersonId> seekers(world.seekers.begin(), world.seekers.begin() + 4);
    std::vector<Request> requests{{list, 40, seekers[0], 0},
                                  {list, 10, seekers[1], 0},
                                  {list, 30, seekers[2], 0},
                                  {list, 10, seekers[3], 0}};
    for (int order = 0; order < 24; ++order, std::next_permutation(requests.begin(), requests.end())) {
        auto copy = world;
        grant(copy, requests);
        CHECK(copy.people.list[seekers[1]] == 0);  // the two lots of 10
        CHECK(copy.people.list[seekers[3]] == 0);
        CHECK(copy.people.list[seekers[0]] == People::no_list);
        CHECK(copy.people.list[seekers[2]] == People::no_list);
        CHECK(copy.lists.members[list] == copy.lists.cap[list]);
    }
}

TEST_CASE("A full list takes no one until ten places are free, then its waiting list first",
          "[model][fast]") {
    auto world = tiny_world();
    const ListId list{0};
    auto& lists = world.lists;
    const auto fill = [&](int free) {
        lists.cap[list] = static_cast<std::uint16_t>(static_cast<int>(lists.members[list]) + free);
    };
    fill(0);
    open_and_close(lists, 10);
    CHECK(!lists.open(list));
    fill(9);
    open_and_close(lists, 10);
    CHECK(!lists.open(list));
    fill(10);
    open_and_close(lists, 10);
    CHECK(lists.open(list));

    const auto members_of = [&](std::uint16_t l) {
        std::vector<PersonId> found;
        for (std::uint32_t i = 0; i < world.people.size(); ++i)
            if (world.people.list[PersonId{i}] == l) found.push_back(PersonId{i});
        return found;
    };
    const auto others = members_of(1);
    for (std::size_t i = 0; i < 12; ++i) stand_in_line(world, others[11 - i], list);
    leave_line(world, others[11]);  // the first in line gave up
    serve_waiting_lists(world);
    CHECK(world.people.list[others[11]] == 1);
    for (std::size_t i = 1; i <= 10; ++i)
        CHECK(world.people.list[others[11 - i]] == 0);  // in the order they came
    CHECK(world.people.list[others[0]] == 1);
    CHECK(lists.waiting[list] == 1);
    CHECK(world.people.switches(others[10]) == 1);
    CHECK(audit(world).empty());
}

TEST_CASE("People ask for open lists within reach, the nearer the more often", "[model][fast]") {
    auto world = tiny_world(2, 1000);
    ChoiceParams params;
    params.same_sex = params.specialist = params.own_municipality = 0;
    const auto decay = decay_by_tenth(world.setting.travel, params.travel_deterrence);
    const auto person = world.seekers.front();
    const auto home = municipality_of(world.setting, world.people.home[person]).value;
    for (std::uint32_t l = 0; l < world.lists.size(); ++l) {
        const ListId list{l};
        if (world.lists.has_gp(list))
            world.lists.cap[list] = static_cast<std::uint16_t>(world.lists.members[list] + 15);
    }
    open_and_close(world.lists, 10);
    for (auto& popularity : world.lists.popularity.values()) popularity = 1;
    const auto pulls = pulls_of(world, params);
    const auto sex = world.people.sex[person];
    REQUIRE(pulls.practice[0][sex].values() == std::vector<float>{2, 2});
    const auto asker = asker_of(world, person, Asks::open_lists);
    std::vector<double> up_to;
    attraction(world, world.people.home[person], pulls.practice[0][sex], decay, 1, up_to);
    std::array<int, 2> asked{};
    for (std::uint64_t seed = 0; seed < 2000; ++seed) {
        const auto request = wish(world, asker, up_to, pulls, 0, Seed{seed}, 0);
        REQUIRE(request);
        CHECK(world.lists.open(request->list));
        ++asked[world.lists.municipality[request->list].value];
    }
    const auto near =
        geo::travel_time(world.setting.travel, world.people.home[person], PracticeId{home})->count();
    const auto far =
        geo::travel_time(world.setting.travel, world.people.home[person], PracticeId{1 - home})->count();
    const double p = 1 / (1 + std::exp(-params.travel_deterrence * static_cast<double>(far - near)));
    CHECK(std::abs(asked[home] - 2000 * p) < 4 * std::sqrt(2000 * p * (1 - p)));

    for (std::uint32_t l = 0; l < world.lists.size(); ++l) world.lists.admits[ListId{l}] = 0;
    const auto none_open = pulls_of(world, params);
    attraction(world, world.people.home[person], none_open.practice[0][sex], decay, 1, up_to);
    CHECK(!wish(world, asker, up_to, none_open, 0, Seed{1}, 0));  // all full: she waits
    attraction(world, world.people.home[person], none_open.practice[1][sex], decay, 1, up_to);
    CHECK(wish(world, asker_of(world, person, Asks::any_list), up_to, none_open, 0, Seed{1},
               0));  // who only wants a change may ask a full list
}

TEST_CASE("A GP of the own sex, a specialist and the own municipality never draw less", "[model][fast]") {
    auto world = tiny_world(2, 1000);
    const auto pull_on_men = [&](const ChoiceParams& params) {
        return pulls_of(world, params).list[1][0][0];
    };
    world.doctors.sex[world.lists.doctor[ListId{0}]] = 0;
    world.doctors.specialist[world.lists.doctor[ListId{0}]] = 1;
    ChoiceParams plain;
    ChoiceParams more = plain;
    more.same_sex += 1;
    CHECK(pull_on_men(more) > pull_on_men(plain));
    more = plain;
    more.specialist += 1;
    CHECK(pull_on_men(more) > pull_on_men(plain));

    const auto pulls = pulls_of(world, plain);
    const auto decay = decay_by_tenth(world.setting.travel, plain.travel_deterrence);
    std::vector<double> indifferent, loyal;
    attraction(world, CellId{0}, pulls.practice[1][0], decay, 1, indifferent);
    attraction(world, CellId{0}, pulls.practice[1][0], decay, 2, loyal);
    CHECK(loyal[0] / loyal[1] > indifferent[0] / indifferent[1]);
}

TEST_CASE("Nobody switches by wish more than twice a year", "[model][fast]") {
    auto world = tiny_world(3, 2000);
    ChoiceParams params;
    params.wants_another_per_year = 6;  // half of them want another GP each month
    for (std::uint32_t l = 0; l < world.lists.size(); ++l)
        world.lists.cap[ListId{l}] = static_cast<std::uint16_t>(world.lists.members[ListId{l}] + 300);
    int most = 0;
    for (int month = 0; month < 11; ++month) {
        world.month = start + month + 1;  // February to December
        choose_lists(world, params, Seed{1});
        for (std::uint32_t i = 0; i < world.people.size(); ++i)
            most = std::max(most, world.people.switches(PersonId{i}));
    }
    CHECK(most == 2);
    CHECK(audit(world).empty());
    world.month = start + 12;
    params.wants_another_per_year = 0;
    params.gives_up_per_month = 1;  // nobody is served
    choose_lists(world, params, Seed{1});
    for (std::uint32_t i = 0; i < world.people.size(); ++i)
        CHECK(world.people.switches(PersonId{i}) == 0);  // a new year
}

TEST_CASE("Choosing gives the same world on any number of threads and overfills no list", "[model][fast]") {
    std::optional<World> first;
    for (const unsigned threads : {1U, 2U, 3U, 8U}) {
        const geo::ThreadLimit limit(threads);
        auto world = tiny_world(5, 2000);
        const auto before = world.lists.members;
        choose_lists(world, ChoiceParams{}, Seed{1});
        for (std::uint32_t l = 0; l < world.lists.size(); ++l)
            if (world.lists.members[ListId{l}] > before[ListId{l}])
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

TEST_CASE("New wishes come at their rates, found by skipping as by visiting everyone", "[model][fast]") {
    for (const std::uint32_t people : {0U, 1U, 131U, 10'000U}) {
        auto world = tiny_world(3, people);
        for (auto& popularity : world.lists.popularity.values()) popularity = 1;
        ChoiceParams params;
        params.wants_another_per_year = 0.3;
        params.leaves_vacant_list_per_month = 0.05;
        const double bound = 3 * 0.025;  // of someone on an unpopular list
        std::vector<PersonId> expected;
        const auto on = [&](PersonId p, auto&& which) {
            const auto list = world.people.list[p];
            return list != People::no_list && which(ListId{list}) && !world.people.has(p, People::seeks);
        };
        for (const auto list : ids<ListId>(world.lists.size())) {
            if (world.lists.has_gp(list)) continue;
            for (const auto p : ids<PersonId>(world.people.size()))
                if (on(p, [&](ListId l) { return l == list; }) &&
                    Draw(Seed{2}, Stream::new_wish, p.value, world.month, 3).uniform() < 0.05)
                    expected.push_back(p);
        }
        const auto of_vacant = expected.size();
        for (std::uint32_t block = 0; block * 65'536 < world.people.size(); ++block) {
            Draw draw(Seed{2}, Stream::new_wish, block, world.month);
            const auto skip = [&] { return std::floor(std::log(draw.uniform()) / std::log1p(-bound)); };
            double left = skip();
            for (std::uint32_t i = block * 65'536; i < std::min(world.people.size(), (block + 1) * 65'536);
                 ++i) {
                if (left-- > 0) continue;
                const double which = draw.uniform() * bound;
                left = skip();
                if (which < 0.025 && on(PersonId{i}, [&](ListId l) { return world.lists.has_gp(l); }))
                    expected.push_back(PersonId{i});
            }
        }
        for (const unsigned threads : {1U, 3U}) {
            const geo::ThreadLimit limit(threads);
            CHECK(new_wishes(world, params, Seed{2}) == expected);
        }
        if (people == 10'000) {
            CHECK(std::abs(static_cast<double>(expected.size()) - 28'500 * (0.9 * 0.025 + 0.1 * 0.05)) <
                  4 * std::sqrt(784.0));
            CHECK(std::abs(static_cast<double>(of_vacant) - 28'500 * 0.1 * 0.05) < 4 * std::sqrt(142.0));
        }
    }
}

TEST_CASE(
    "Places of a municipality go to its people on no list, longest wait first, before its waiting lists",
    "[model][fast]") {
    auto world = tiny_world(2, 1000);
    std::vector<PersonId> unlisted, waiting;
    for (std::uint32_t i = 0; i < world.people.size(); ++i) {
        const PersonId p{i};
        if (municipality_of(world.setting, world.people.home[p]).value != 0) continue;
        if (world.people.list[p] == People::no_list && unlisted.size() < 4) unlisted.push_back(p);
        if (world.people.list[p] == 1 && waiting.size() < 2) waiting.push_back(p);
    }
    REQUIRE(unlisted.size() == 4);
    const std::vector<PersonId> queue{unlisted[2], unlisted[0], unlisted[3], unlisted[1]};
    for (std::uint32_t l = 0; l < world.lists.size(); ++l) {  // three places at home, a hundred next door
        const auto free = l == 0 ? 3 : world.lists.municipality[ListId{l}].value == 1 ? 100 : 0;
        world.lists.cap[ListId{l}] = static_cast<std::uint16_t>(world.lists.members[ListId{l}] + free);
        world.lists.admits[ListId{l}] = free > 0;
    }
    const ChoiceParams params;
    const auto placed = plan_placements(world, queue, tastes_of(world, params), Seed{1});
    REQUIRE(placed.size() == 3);
    for (std::size_t k = 0; k < 3; ++k) {
        CHECK(placed[k].person == queue[k]);
        CHECK(placed[k].list.value == 0);
        CHECK(placed[k].distance == distance_flags(world, world.people.home[queue[k]], 0));
    }

    // In a month, with nobody else in a line: the places at home are gone before the line is served, and the
    // fourth asks next door.
    for (const auto p : world.seekers) stop_seeking(world, p);
    world.seekers.clear();
    for (std::uint32_t i = 0; i < world.people.size(); ++i) leave_line(world, PersonId{i});
    for (const auto p : queue) seek(world, p);
    for (const auto p : waiting) stand_in_line(world, p, ListId{0});
    ChoiceParams all_due = params;
    all_due.placed_per_month = 1;
    all_due.wants_another_per_year = all_due.gives_up_per_month = all_due.leaves_vacant_list_per_month = 0;
    world.month = start + 1;
    choose_lists(world, all_due, Seed{1});
    for (std::size_t k = 0; k < 3; ++k) CHECK(world.people.list[queue[k]] == 0);
    CHECK(world.lists.municipality[ListId{world.people.list[queue[3]]}].value == 1);
    for (const auto p : waiting) CHECK(world.people.list[p] == 1);
    CHECK(world.lists.waiting[ListId{0}] == 2);
    CHECK(world.seekers.empty());
}

TEST_CASE("Who must find another list and sees none open stands in line for a full one", "[model][fast]") {
    auto world = tiny_world(2, 1000);
    for (std::uint32_t l = 0; l < world.lists.size(); ++l)
        world.lists.cap[ListId{l}] = static_cast<std::uint16_t>(world.lists.members[ListId{l}]);
    ChoiceParams params;
    params.asks_per_month = 1;
    params.wants_another_per_year = params.gives_up_per_month = 0;
    PersonId mover{0};
    while (municipality_of(world.setting, world.people.home[mover]).value != 1 ||
           world.people.list[mover] != 3 || world.people.waits_for[mover] != People::no_list)
        ++mover.value;
    move_home(world, mover, CellId{0});  // 22 minutes from her list
    seek(world, mover);
    for (int month = 1; month <= 3 && world.people.waits_for[mover] == People::no_list; ++month) {
        world.month = start + month;
        choose_lists(world, params, Seed{1});
        seek(world, mover);
    }
    REQUIRE(world.people.waits_for[mover] != People::no_list);
    CHECK(world.lists.municipality[ListId{world.people.waits_for[mover]}].value == 0);
    CHECK(world.people.list[mover] == 3);
    CHECK(audit(world).empty());
    // She has her place as soon as there is one.
    const auto list = ListId{world.people.waits_for[mover]};
    world.lists.cap[list] = static_cast<std::uint16_t>(world.lists.members[list] + 500);
    open_and_close(world.lists, 10);
    serve_waiting_lists(world);
    CHECK(world.people.list[mover] == list.value);
    CHECK(!world.people.has(mover, People::seeks));
}

TEST_CASE("Nobody is placed or asks before her turn", "[model][fast]") {
    auto world = tiny_world(3, 2000);
    for (std::uint32_t l = 0; l < world.lists.size(); ++l)
        world.lists.cap[ListId{l}] = static_cast<std::uint16_t>(world.lists.members[ListId{l}] + 300);
    ChoiceParams params;
    params.wants_another_per_year = params.leaves_vacant_list_per_month = 0;
    params.placed_per_month = params.asks_per_month = 0;
    params.waiting_at_start = 0;
    for (std::uint32_t i = 0; i < world.people.size(); i += 10) seek(world, PersonId{i});
    for (std::uint32_t i = 0; i < world.people.size(); ++i) leave_line(world, PersonId{i});
    const auto before = world.people.list;
    choose_lists(world, params, Seed{1});
    CHECK(world.people.list == before);

    params.placed_per_month = 0.5;
    const auto unlisted = [&] {
        return std::count(world.people.list.begin(), world.people.list.end(), People::no_list);
    };
    const auto stood = static_cast<double>(unlisted());
    choose_lists(world, params, Seed{1});
    CHECK(std::abs(static_cast<double>(unlisted()) - stood / 2) < 4 * std::sqrt(stood / 4));
    for (std::uint32_t i = 0; i < before.size(); ++i)
        if (before[PersonId{i}] != People::no_list)
            CHECK(world.people.list[PersonId{i}] == before[PersonId{i}]);
}

TEST_CASE("Of those who seek in vain the same share asks every month", "[model][fast]") {
    auto world = tiny_world(3, 4000);
    for (std::uint32_t l = 0; l < world.lists.size(); ++l) world.lists.cap[ListId{l}] = 1;
    ChoiceParams params;
    params.wants_another_per_year = params.leaves_vacant_list_per_month = params.newcomers_queue = 0;
    params.asks_per_month = 0.22;
    for (std::uint32_t i = 0; i < world.people.size(); ++i)
        if (world.people.list[PersonId{i}] != People::no_list) seek(world, PersonId{i});
    for (int month = 0; month < 12; ++month) {
        choose_lists(world, params, Seed{1});
        world.month = world.month + 1;
        REQUIRE(world.seeker_turns.size() == world.seekers.size());
        double n = 0, due = 0;
        for (std::size_t i = 0; i < world.seekers.size(); ++i) {
            if (world.people.list[world.seekers[i]] == People::no_list) continue;
            ++n;
            due += world.seeker_turns[i] <= world.month;
        }
        REQUIRE(n > 500);
        INFO(month << ": " << due << " of " << n);
        CHECK(std::abs(due - 0.22 * n) < 4 * std::sqrt(0.22 * 0.78 * n));
    }
}

TEST_CASE("Who ceases to seek and begins again has one place in the queue, the later", "[model][fast]") {
    auto world = tiny_world(3, 2000);
    for (std::uint32_t l = 0; l < world.lists.size(); ++l) world.lists.cap[ListId{l}] = 1;
    ChoiceParams params;
    params.wants_another_per_year = params.leaves_vacant_list_per_month = 0;
    params.asks_per_month = params.placed_per_month = 1;  // everyone is due
    choose_lists(world, params, Seed{1});
    for (std::uint32_t i = 0; i < 3000; i += 3)
        if (!world.people.has(PersonId{i}, People::seeks)) seek(world, PersonId{i});
    choose_lists(world, params, Seed{1});
    const auto sought = world.seekers;
    REQUIRE(sought.size() > 300);
    for (std::size_t k = 0; k < sought.size(); k += 2) {
        stop_seeking(world, sought[k]);
        seek(world, sought[k]);
    }
    for (std::uint32_t l = 0; l < world.lists.size(); ++l)
        world.lists.cap[ListId{l}] = static_cast<std::uint16_t>(world.lists.members[ListId{l}] + 2000);
    world.flows = Flows{.municipalities = world.setting.municipalities.size()};
    world.month = world.month + 1;
    choose_lists(world, params, Seed{1});
    CHECK(audit(world).empty());
    std::int32_t joined = 0, people = 0;
    for (const auto m : ids<MunicipalityId>(world.setting.municipalities.size()))
        joined += world.flows.joined_list[m] + world.flows.switched[m];
    for (const auto p : ids<PersonId>(world.people.size())) people += world.people.joined[p] == world.month;
    CHECK(people > 100);
    CHECK(joined == people);
    auto queue = world.seekers;
    std::sort(queue.begin(), queue.end());
    CHECK(std::adjacent_find(queue.begin(), queue.end()) == queue.end());
}

TEST_CASE("The same share of a waiting list gives up every month, January or not", "[model][fast]") {
    auto world = tiny_world(2, 20'000);
    for (std::uint32_t i = 0; i < world.people.size(); ++i) {
        leave_line(world, PersonId{i});
    }
    for (auto& line : world.lists.line.values()) line.clear();
    for (std::uint32_t i = 0; i < world.people.size(); i += 2)
        stand_in_line(world, PersonId{i}, ListId{i / 2 % 2});
    for (const auto month : {start, start + 1, start + 5}) {
        world.month = month;
        const double before = world.lists.waiting[ListId{0}] + world.lists.waiting[ListId{1}];
        give_up_waiting(world, 0.1, Seed{3});
        const double after = world.lists.waiting[ListId{0}] + world.lists.waiting[ListId{1}];
        CHECK(std::abs(before - after - 0.1 * before) < 4 * std::sqrt(0.09 * before));
        CHECK(audit(world).empty());
    }
    // Those who left are swept out of the line when most of it has gone, and the others keep their order.
    const auto order = world.lists.line[ListId{0}];
    std::vector<PersonId> stayed;
    give_up_waiting(world, 0.8, Seed{3});
    for (const auto p : order)
        if (world.people.waits_for[p] == 0) stayed.push_back(p);
    CHECK(world.lists.line[ListId{0}] == stayed);
    CHECK(stayed.size() == world.lists.waiting[ListId{0}]);
}

TEST_CASE("Just the published share waits for a full list on the first day", "[model][fast]") {
    Params params;
    params.gp_choice.waiting_at_start = 6.3;
    const auto world = tiny_world(4, 5000, params);
    std::uint32_t waiting = 0;
    for (std::uint32_t l = 0; l < world.lists.size(); ++l) {
        waiting += world.lists.waiting[ListId{l}];
        if (world.lists.open(ListId{l})) CHECK(world.lists.waiting[ListId{l}] == 0);
    }
    CHECK(waiting == 1260);
    CHECK(audit(world).empty());
}

TEST_CASE("Who must look for another list keeps her own when it is the best in reach", "[model][fast]") {
    auto world = tiny_world(2, 1000);
    const ChoiceParams params;
    const auto tastes = tastes_of(world, params);
    const auto pulls = pulls_of(world, params);
    const auto person = [&](std::uint32_t home, std::uint16_t list) {
        for (std::uint32_t i = 0; i < world.people.size(); ++i)
            if (municipality_of(world.setting, world.people.home[PersonId{i}]).value == home &&
                world.people.list[PersonId{i}] == list)
                return PersonId{i};
        return none<PersonId>;
    };
    const auto near = person(0, 0);
    REQUIRE(near != none<PersonId>);
    const double at_home = worth_of_staying(world, asker_of(world, near, Asks::open_lists), tastes);
    CHECK(at_home > 0);
    move_home(world, near, CellId{5});  // the other municipality
    const double after_moving = worth_of_staying(world, asker_of(world, near, Asks::open_lists), tastes);
    CHECK(after_moving > 0);
    CHECK(after_moving < at_home / 10);
    // Nothing open anywhere: she stays with what she has. Without a list there is nothing to stay with.
    CHECK(wish(world, asker_of(world, near, Asks::open_lists), {}, pulls, after_moving, Seed{1}, 0)
              ->list.value == 0);
    leave_list(world, near);
    CHECK(worth_of_staying(world, asker_of(world, near, Asks::open_lists), tastes) == 0);
    CHECK(!wish(world, asker_of(world, near, Asks::open_lists), {}, pulls, 0, Seed{1}, 0));
}

TEST_CASE("Places go as if the whole queue were sorted by list, lot and id", "[model][fast]") {
    for (const std::uint32_t people : {1U, 131U, 10'000U}) {
        auto world = tiny_world(5, people);
        for (std::uint32_t l = 0; l < world.lists.size(); ++l) {
            const ListId list{l};
            world.lists.cap[list] = static_cast<std::uint16_t>(world.lists.members[list] + people / 20);
            world.lists.admits[list] = l % 5 != 4;
        }
        std::vector<Request> requests;
        for (std::uint32_t i = 0; i < world.people.size(); i += 3) {
            Draw draw(Seed{3}, Stream::gp_choice, i, world.month);
            const PersonId person{i};
            const auto list = static_cast<std::uint16_t>(draw.below(world.lists.size()));
            if (world.people.list[person] == list || !world.people.here(person)) continue;
            requests.push_back({ListId{list}, draw.below(50), person,
                                distance_flags(world, world.people.home[person], list)});
        }
        auto reference = world;
        grant(world, requests);
        std::sort(requests.begin(), requests.end());
        for (const auto& [list, lot, person, distance] : requests) {
            if (!reference.lists.open(list)) continue;
            if (reference.people.list[person] != People::no_list &&
                !reference.people.has(person, People::seeks))
                reference.people.count_switch(person);
            leave_line(reference, person);
            join_list(reference, person, list, reference.month);
        }
        CHECK(world.people == reference.people);
        CHECK(world.lists == reference.lists);
        CHECK(static_cast<const ResidentTotals&>(world.residents) == reference.residents);
        CHECK(audit(world).size() == audit(reference).size());
    }
}

TEST_CASE("The queue holds everyone who seeks once, and nobody else", "[model][fast]") {
    auto world = tiny_world(5, 2000);
    for (int month = 0; month < 14; ++month) {
        world.month = start + month;
        for (std::uint32_t i = static_cast<std::uint32_t>(month); i < world.people.size(); i += 97)
            seek(world, PersonId{i});
        for (std::uint32_t i = static_cast<std::uint32_t>(month); i < world.people.size(); i += 211)
            stop_seeking(world, PersonId{i});
        choose_lists(world, ChoiceParams{}, Seed{1});
        auto queue = world.seekers;
        std::sort(queue.begin(), queue.end());
        std::vector<PersonId> expected;
        for (std::uint32_t i = 0; i < world.people.size(); ++i)
            if (world.people.has(PersonId{i}, People::seeks)) expected.push_back(PersonId{i});
        CHECK(queue == expected);
    }
}
