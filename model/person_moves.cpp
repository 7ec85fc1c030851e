#include "model/person_moves.hpp"

#include <algorithm>

namespace model {
namespace {

using Total = Column<MunicipalityId, std::int32_t> ResidentTotals::*;

/// Adds to a total, and to that of people with extensive needs if she is one of them.
void count(World& world, PersonId p, Total total, MunicipalityId m, int by) {
    (world.residents.*total)[m] += by;
    if (world.people.has(p, People::extensive)) (world.residents.extensive.*total)[m] += by;
}

void count_extensive(World& world, std::uint16_t list, MunicipalityId m, int by) {
    auto& homes = world.member_homes;
    auto& here = homes.extensive[std::size_t{list} * homes.municipalities + m.value];
    here = static_cast<std::uint16_t>(here + by);
    homes.extensive_by_list[list] += static_cast<std::uint32_t>(by);
}

void count_member(World& world, PersonId p, MunicipalityId m, int by) {
    auto& homes = world.member_homes;
    homes.municipalities = world.setting.municipalities.size();
    const auto list = world.people.list[p];
    const auto entry = std::size_t{list} * homes.municipalities + m.value;
    if (entry >= homes.all.size())
        homes.make_room(world.lists.size());  // the first member of a list founded since
    homes.all[entry] = static_cast<std::uint16_t>(homes.all[entry] + by);
    if (world.people.has(p, People::extensive)) count_extensive(world, list, m, by);
}

void count_seeking(World& world, PersonId p, bool on) {
    if (world.people.has(p, People::seeks) == on) return;
    world.people.set(p, People::seeks, on);
    count(world, p, &ResidentTotals::seeking, municipality_of(world.setting, world.people.home[p]),
          on ? 1 : -1);
}

/// Sets the distance flags of a person, and the totals with them.
void set_distance(World& world, PersonId p, std::uint8_t distance) {
    constexpr std::uint8_t flags = People::over_30 | People::over_60;
    auto& state = world.people.state[p];
    const auto changed = (state ^ distance) & flags;
    if (changed == 0) return;
    const auto m = municipality_of(world.setting, world.people.home[p]);
    if (changed & People::over_30)
        count(world, p, &ResidentTotals::over_30, m, distance & People::over_30 ? 1 : -1);
    if (changed & People::over_60)
        count(world, p, &ResidentTotals::over_60, m, distance & People::over_60 ? 1 : -1);
    state = static_cast<std::uint8_t>(state ^ changed);
}

}  // namespace

std::uint8_t distance_flags(const World& world, CellId home, std::uint16_t list) {
    if (list == People::no_list) return 0;
    const auto& travel = world.setting.travel;
    const auto practice = world.lists.practice[ListId{list}];
    const auto tenths = geo::travel_tenths(travel, home, practice);
    return tenths ? distance_flags(*tenths) : std::uint8_t{People::over_30 | People::over_60};  // not 0
}

void renew_distances(World& world) {
    const auto& people = world.people;
    constexpr std::uint8_t flags = People::over_30 | People::over_60;
    std::vector<std::uint8_t> distance(people.size());
    geo::for_each_index(
        people.size(),
        [&](std::uint32_t i) {
            const PersonId p{i};
            distance[i] = people.here(p) ? distance_flags(world, people.home[p], people.list[p])
                                         : people.state[p] & flags;
        },
        4096);
    for (const auto p : ids<PersonId>(people.size()))
        if ((people.state[p] ^ distance[p.value]) & flags) set_distance(world, p, distance[p.value]);
}

PersonId add_person(World& world, Month born, Sex sex, CellId home) {
    auto& people = world.people;
    const PersonId id{people.size()};
    people.born.push_back(born);
    people.joined.push_back(world.month);
    people.home.push_back(home);
    people.list.push_back(People::no_list);
    people.waits_for.push_back(People::no_list);
    people.sex.push_back(static_cast<std::uint8_t>(sex));
    people.state.push_back(0);
    people.extensive_from.push_back(0);
    const auto m = municipality_of(world.setting, home);
    ++world.residents.people[m];
    ++world.residents.by_age[broad_age_of(world, id)][m];
    ++world.residents.on_no_list[m];
    return id;
}

namespace {

/// Off the list and out of its length; her distance is set by the caller.
void drop_list(World& world, PersonId person) {
    auto& list = world.people.list[person];
    if (list == People::no_list) return;
    const auto m = municipality_of(world.setting, world.people.home[person]);
    --world.lists.members[ListId{list}];
    count_member(world, person, m, -1);
    list = People::no_list;
    count(world, person, &ResidentTotals::on_no_list, m, 1);
}

}  // namespace

void join_list(World& world, PersonId person, ListId list, Month month) {
    join_list(world, person, list, month,
              distance_flags(world, world.people.home[person], static_cast<std::uint16_t>(list.value)));
}

void join_list(World& world, PersonId person, ListId list, Month month, std::uint8_t distance) {
    drop_list(world, person);
    const auto m = municipality_of(world.setting, world.people.home[person]);
    world.people.list[person] = static_cast<std::uint16_t>(list.value);
    world.people.joined[person] = month;
    ++world.lists.members[list];
    world.member_index.join(person, static_cast<std::uint16_t>(list.value));
    count_member(world, person, m, 1);
    count(world, person, &ResidentTotals::on_no_list, m, -1);
    count_seeking(world, person, false);
    set_distance(world, person, distance);
}

void leave_list(World& world, PersonId person) {
    drop_list(world, person);
    set_distance(world, person, 0);
}

void move_home(World& world, PersonId person, CellId home) {
    move_home(world, person, home, distance_flags(world, home, world.people.list[person]));
}

void move_home(World& world, PersonId person, CellId home, std::uint8_t distance) {
    auto& people = world.people;
    const auto from = municipality_of(world.setting, people.home[person]);
    const auto to = municipality_of(world.setting, home);
    const auto carry = [&](Total total, bool counted) {
        if (!counted) return;
        count(world, person, total, from, -1);
        count(world, person, total, to, 1);
    };
    carry(&ResidentTotals::people, true);
    auto& of_her_age = world.residents.by_age[broad_age_of(world, person)];
    --of_her_age[from];
    ++of_her_age[to];
    carry(&ResidentTotals::on_no_list, people.list[person] == People::no_list);
    carry(&ResidentTotals::seeking, people.has(person, People::seeks));
    carry(&ResidentTotals::over_30, people.has(person, People::over_30));
    carry(&ResidentTotals::over_60, people.has(person, People::over_60));
    if (people.list[person] != People::no_list) {
        count_member(world, person, from, -1);
        count_member(world, person, to, 1);
    }
    people.home[person] = home;
    set_distance(world, person, distance);
}

void seek(World& world, PersonId person) {
    if (world.people.has(person, People::seeks)) return;
    count_seeking(world, person, true);
    world.seekers.push_back(person);
}

void stop_seeking(World& world, PersonId person) {
    count_seeking(world, person, false);
}

void stand_in_line(World& world, PersonId person, ListId list) {
    leave_line(world, person);
    world.people.waits_for[person] = static_cast<std::uint16_t>(list.value);
    world.lists.line[list].push_back(person);
    ++world.lists.waiting[list];
}

void leave_line(World& world, PersonId person) {
    auto& list = world.people.waits_for[person];
    if (list == People::no_list) return;
    --world.lists.waiting[ListId{list}];
    list = People::no_list;  // her place in `line` is skipped when its turn comes
}

void begin_extensive(World& world, PersonId person) {
    auto& people = world.people;
    if (people.has(person, People::extensive)) return;
    people.set(person, People::extensive, true);
    const auto m = municipality_of(world.setting, people.home[person]);
    auto& totals = world.residents.extensive;
    ++totals.people[m];
    totals.on_no_list[m] += people.list[person] == People::no_list;
    totals.seeking[m] += people.has(person, People::seeks);
    totals.over_30[m] += people.has(person, People::over_30);
    totals.over_60[m] += people.has(person, People::over_60);
    if (people.list[person] != People::no_list) count_extensive(world, people.list[person], m, 1);
}

void depart(World& world, PersonId person, Presence why) {
    leave_list(world, person);
    leave_line(world, person);
    count_seeking(world, person, false);
    const auto m = municipality_of(world.setting, world.people.home[person]);
    count(world, person, &ResidentTotals::people, m, -1);
    --world.residents.by_age[broad_age_of(world, person)][m];
    count(world, person, &ResidentTotals::on_no_list, m, -1);
    world.people.state[person] = static_cast<std::uint8_t>(why);
}

void fetch_row(const World& world, PersonId person) {
    const auto& people = world.people;
    __builtin_prefetch(&people.state[person], 1);
    __builtin_prefetch(&people.list[person], 1);
    __builtin_prefetch(&people.home[person], 1);
    __builtin_prefetch(&people.joined[person], 1);
    __builtin_prefetch(&people.waits_for[person], 1);
    __builtin_prefetch(&people.sex[person]);
}

void fetch_ways(const World& world, CellId home) {
    constexpr std::size_t line = 64 / sizeof(PracticeId), most = 12;
    const auto& travel = world.setting.travel;
    if (home.value >= travel.cells) return;
    const auto row = travel.practices_of(home);
    for (std::size_t k = 0; k < std::min(row.size(), most * line); k += line)
        __builtin_prefetch(row.data() + k);
}

void fetch_totals(const World& world, PersonId person, std::uint16_t list) {
    const auto& homes = world.member_homes;
    const auto m = municipality_of(world.setting, world.people.home[person]);
    const auto entry = static_cast<std::size_t>(list) * homes.municipalities + m.value;
    if (list == People::no_list || entry >= homes.all.size()) return;
    __builtin_prefetch(&homes.all[entry], 1);
    if (world.people.has(person, People::extensive)) __builtin_prefetch(&homes.extensive[entry], 1);
}

}  // namespace model
