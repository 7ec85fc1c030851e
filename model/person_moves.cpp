#include "model/person_moves.hpp"

namespace model {
namespace {

void count_seeking(World& world, PersonId p, bool on) {
    if (world.people.has(p, People::seeks) == on) return;
    world.people.set(p, People::seeks, on);
    world.residents.seeking[municipality_of(world.setting, world.people.home[p])] += on ? 1 : -1;
}

/// Sets the distance flags of a person from her home and list, and the totals with them.
void measure_travel(World& world, PersonId p) {
    auto& people = world.people;
    const auto m = municipality_of(world.setting, people.home[p]);
    bool over_30 = false;
    bool over_60 = false;
    if (people.list[p] != People::no_list && people.here(p)) {
        const auto minutes = geo::travel_time(world.setting.travel, people.home[p],
                                              world.lists.practice[ListId{people.list[p]}]);
        over_30 = !minutes || minutes->count() > 30;  // out of the table's reach is over 60, never 0
        over_60 = !minutes || minutes->count() > 60;
    }
    if (over_30 != people.has(p, People::over_30)) world.residents.over_30[m] += over_30 ? 1 : -1;
    if (over_60 != people.has(p, People::over_60)) world.residents.over_60[m] += over_60 ? 1 : -1;
    people.set(p, People::over_30, over_30);
    people.set(p, People::over_60, over_60);
}

}  // namespace

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
    const auto m = municipality_of(world.setting, home);
    ++world.residents.people[m];
    ++world.residents.on_no_list[m];
    return id;
}

void join_list(World& world, PersonId person, ListId list, Month month) {
    leave_list(world, person);
    world.people.list[person] = static_cast<std::uint16_t>(list.value);
    world.people.joined[person] = month;
    ++world.lists.members[list];
    --world.residents.on_no_list[municipality_of(world.setting, world.people.home[person])];
    count_seeking(world, person, false);
    measure_travel(world, person);
}

void leave_list(World& world, PersonId person) {
    auto& list = world.people.list[person];
    if (list == People::no_list) return;
    --world.lists.members[ListId{list}];
    list = People::no_list;
    ++world.residents.on_no_list[municipality_of(world.setting, world.people.home[person])];
    measure_travel(world, person);
}

void move_home(World& world, PersonId person, CellId home) {
    auto& people = world.people;
    auto& residents = world.residents;
    const auto from = municipality_of(world.setting, people.home[person]);
    const auto to = municipality_of(world.setting, home);
    const auto carry = [&](Column<MunicipalityId, std::int32_t>& total, bool counted) {
        total[from] -= counted;
        total[to] += counted;
    };
    carry(residents.people, true);
    carry(residents.on_no_list, people.list[person] == People::no_list);
    carry(residents.seeking, people.has(person, People::seeks));
    carry(residents.over_30, people.has(person, People::over_30));
    carry(residents.over_60, people.has(person, People::over_60));
    people.home[person] = home;
    measure_travel(world, person);
}

void seek(World& world, PersonId person) {
    if (world.people.has(person, People::seeks)) return;
    count_seeking(world, person, true);
    world.seekers.push_back(person);
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

void depart(World& world, PersonId person, Presence why) {
    leave_list(world, person);
    leave_line(world, person);
    count_seeking(world, person, false);
    const auto m = municipality_of(world.setting, world.people.home[person]);
    --world.residents.people[m];
    --world.residents.on_no_list[m];
    world.people.state[person] = static_cast<std::uint8_t>(why);
}

}  // namespace model
