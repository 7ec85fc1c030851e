#include "model/audit.hpp"

#include <fmt/format.h>

#include <array>

#include "geo/base/parallel.hpp"

namespace model {
namespace {

constexpr std::uint32_t grain = 65'536;
constexpr std::array all_totals{&ResidentTotals::people, &ResidentTotals::on_no_list,
                                &ResidentTotals::seeking, &ResidentTotals::over_30, &ResidentTotals::over_60};

void add(Column<MunicipalityId, std::int32_t>& to, const Column<MunicipalityId, std::int32_t>& part) {
    for (std::uint32_t m = 0; m < to.size(); ++m) to[MunicipalityId{m}] += part[MunicipalityId{m}];
}

}  // namespace

Residents count_residents(const World& world) {
    Residents empty;
    for (const auto total : all_totals) {
        (empty.*total).resize(world.setting.municipalities.size());
        (empty.extensive.*total).resize(world.setting.municipalities.size());
    }
    for (auto& column : empty.by_age) column.resize(world.setting.municipalities.size());
    geo::PerThread<Residents> parts(empty);
    const auto& people = world.people;
    geo::for_each_range(people.size(), grain, [&](std::uint32_t begin, std::uint32_t end) {
        auto& part = parts.local();
        for (std::uint32_t i = begin; i < end; ++i) {
            const PersonId p{i};
            if (!people.here(p)) continue;
            const auto m = municipality_of(world.setting, people.home[p]);
            const auto count = [&](ResidentTotals& totals) {
                ++totals.people[m];
                totals.on_no_list[m] += people.list[p] == People::no_list;
                totals.seeking[m] += people.has(p, People::seeks);
                totals.over_30[m] += people.has(p, People::over_30);
                totals.over_60[m] += people.has(p, People::over_60);
            };
            count(part);
            ++part.by_age[broad_age_of(world, p)][m];
            if (people.has(p, People::extensive)) count(part.extensive);
        }
    });
    Residents total = empty;  // whole numbers: the order of the parts does not matter
    for (const auto& part : parts) {
        for (std::size_t age = 0; age < broad_ages; ++age) add(total.by_age[age], part.by_age[age]);
        for (const auto column : all_totals) {
            add(total.*column, part.*column);
            add(total.extensive.*column, part.extensive.*column);
        }
    }
    return total;
}

MemberHomes count_member_homes(const World& world) {
    const auto n = world.setting.municipalities.size();
    MemberHomes homes{n, {}, {}, {}};
    homes.make_room(world.lists.size());
    const auto& people = world.people;
    for (std::uint32_t i = 0; i < people.size(); ++i) {
        const PersonId p{i};
        if (people.list[p] == People::no_list) continue;
        const auto entry = static_cast<std::size_t>(people.list[p]) * n +
                           municipality_of(world.setting, people.home[p]).value;
        ++homes.all[entry];
        if (!people.has(p, People::extensive)) continue;
        ++homes.extensive[entry];
        ++homes.extensive_by_list[people.list[p]];
    }
    return homes;
}

Column<ListId, std::uint32_t> count_members(const World& world) {
    Column<ListId, std::uint32_t> members(world.lists.size());
    for (std::uint32_t p = 0; p < world.people.size(); ++p)
        if (const auto list = world.people.list[PersonId{p}]; list != People::no_list)
            ++members[ListId{list}];
    return members;
}

namespace {

using Broken = std::vector<std::string>;

void audit_residents(const World& world, Broken& broken) {
    const auto counted = count_residents(world);
    const auto compare = [&](const char* what, const auto& kept, const auto& recounted) {
        for (std::uint32_t m = 0; m < recounted.size(); ++m)
            if (kept[MunicipalityId{m}] != recounted[MunicipalityId{m}])
                broken.push_back(fmt::format("{} in municipality {}: total {} but {} counted", what, m,
                                             kept[MunicipalityId{m}], recounted[MunicipalityId{m}]));
    };
    compare("people", world.residents.people, counted.people);
    for (std::size_t age = 0; age < broad_ages; ++age)
        compare("people of an age group", world.residents.by_age[age], counted.by_age[age]);
    compare("people on no list", world.residents.on_no_list, counted.on_no_list);
    compare("seekers", world.residents.seeking, counted.seeking);
    compare("people over 30 minutes away", world.residents.over_30, counted.over_30);
    compare("people over 60 minutes away", world.residents.over_60, counted.over_60);
    const auto& extensive = world.residents.extensive;
    compare("people with extensive needs", extensive.people, counted.extensive.people);
    compare("people with extensive needs on no list", extensive.on_no_list, counted.extensive.on_no_list);
    compare("seekers with extensive needs", extensive.seeking, counted.extensive.seeking);
    compare("people with extensive needs over 30 minutes away", extensive.over_30, counted.extensive.over_30);
    compare("people with extensive needs over 60 minutes away", extensive.over_60, counted.extensive.over_60);
}

void audit_homes(const World& world, Broken& broken) {
    auto homes = world.member_homes;  // lists nobody joined yet may lack their row
    const auto counted = count_member_homes(world);
    homes.make_room(world.lists.size());
    if (homes.all != counted.all) broken.emplace_back("homes of list members differ from a recount");
    if (homes.extensive != counted.extensive || homes.extensive_by_list != counted.extensive_by_list)
        broken.emplace_back("homes of list members with extensive needs differ from a recount");
}

void audit_contracts(const World& world, Broken& broken) {
    const auto& lists = world.lists;
    for (const auto list : ids<ListId>(lists.size())) {
        const auto doctor = lists.doctor[list];
        const auto next = lists.next_gp[list];
        if (next != none<DoctorId> && world.doctors.next_list[next] != list)
            broken.push_back(
                fmt::format("list {}: its next GP {} has not signed for it", list.value, next.value));
        if (doctor == none<DoctorId> && lists.leaves[list] != lasts)
            broken.push_back(fmt::format("list {}: under notice without a GP", list.value));
        if (doctor != none<DoctorId> && world.doctors.list[doctor] != list)
            broken.push_back(fmt::format("list {}: its GP {} is elsewhere", list.value, doctor.value));
    }
    for (const auto doctor : ids<DoctorId>(world.doctors.size())) {
        const auto list = world.doctors.list[doctor];
        const auto next = world.doctors.next_list[doctor];
        if (next != none<ListId> && lists.next_gp[next] != doctor)
            broken.push_back(fmt::format("doctor {}: the list {} she signed for waits for another",
                                         doctor.value, next.value));
        if (list != none<ListId> && lists.doctor[list] != doctor)
            broken.push_back(fmt::format("doctor {}: her list {} has another GP", doctor.value, list.value));
    }
}

void audit_lists(const World& world, Broken& broken) {
    const auto& lists = world.lists;
    const auto members = count_members(world);
    Column<ListId, std::uint32_t> waiting(lists.size());
    for (const auto person : ids<PersonId>(world.people.size()))
        if (const auto list = world.people.waits_for[person]; list != People::no_list)
            ++waiting[ListId{list}];
    for (const auto list : ids<ListId>(lists.size())) {
        if (members[list] != lists.members[list])
            broken.push_back(fmt::format("list {}: length {} but {} members", list.value, lists.members[list],
                                         members[list]));
        if (waiting[list] != lists.waiting[list])
            broken.push_back(fmt::format("list {}: waiting list of {} but {} wait", list.value,
                                         lists.waiting[list], waiting[list]));
        if (!lists.is(list, Standing::open) && (members[list] > 0 || waiting[list] > 0 || lists.has_gp(list)))
            broken.push_back(fmt::format("list {} is closed or not yet open but in use", list.value));
    }
}

void audit_queue(const World& world, Broken& broken) {
    Column<PersonId, std::uint8_t> queued(world.people.size());
    for (const auto p : world.seekers)
        if (queued[p]++) broken.push_back(fmt::format("person {} stands in the queue twice", p.value));
    for (const auto p : ids<PersonId>(world.people.size())) {
        if (world.people.here(p) && world.people.has(p, People::seeks) && !queued[p])
            broken.push_back(fmt::format("person {} seeks but is not in the queue", p.value));
        if (!world.people.here(p) && world.people.list[p] != People::no_list)
            broken.push_back(fmt::format("person {} is gone but on a list", p.value));
    }
}

}  // namespace

std::vector<std::string> audit(const World& world) {
    Broken broken;
    for (const auto part : {audit_residents, audit_homes, audit_contracts, audit_lists, audit_queue})
        part(world, broken);
    return broken;
}

}  // namespace model
