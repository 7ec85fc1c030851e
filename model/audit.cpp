#include "model/audit.hpp"

#include <fmt/format.h>

#include "geo/base/parallel.hpp"

namespace model {
namespace {

constexpr std::uint32_t grain = 65'536;

void add(Column<MunicipalityId, std::int32_t>& to, const Column<MunicipalityId, std::int32_t>& part) {
    for (std::uint32_t m = 0; m < to.size(); ++m) to[MunicipalityId{m}] += part[MunicipalityId{m}];
}

}  // namespace

Residents count_residents(const World& world) {
    const Column<MunicipalityId, std::int32_t> zeros(world.setting.municipalities.size());
    const Residents empty{zeros, zeros, zeros, zeros, zeros};
    geo::PerThread<Residents> parts(empty);
    const auto& people = world.people;
    geo::for_each_range(people.size(), grain, [&](std::uint32_t begin, std::uint32_t end) {
        auto& part = parts.local();
        for (std::uint32_t i = begin; i < end; ++i) {
            const PersonId p{i};
            if (!people.here(p)) continue;
            const auto m = municipality_of(world.setting, people.home[p]);
            ++part.people[m];
            part.on_no_list[m] += people.list[p] == People::no_list;
            part.seeking[m] += people.has(p, People::seeks);
            part.over_30[m] += people.has(p, People::over_30);
            part.over_60[m] += people.has(p, People::over_60);
        }
    });
    Residents total = empty;  // whole numbers: the order of the parts does not matter
    for (const auto& part : parts) {
        add(total.people, part.people);
        add(total.on_no_list, part.on_no_list);
        add(total.seeking, part.seeking);
        add(total.over_30, part.over_30);
        add(total.over_60, part.over_60);
    }
    return total;
}

Column<ListId, std::uint32_t> count_members(const World& world) {
    Column<ListId, std::uint32_t> members(world.lists.size());
    for (std::uint32_t p = 0; p < world.people.size(); ++p)
        if (const auto list = world.people.list[PersonId{p}]; list != People::no_list)
            ++members[ListId{list}];
    return members;
}

std::vector<std::string> audit(const World& world) {
    std::vector<std::string> broken;
    const auto counted = count_residents(world);
    const auto compare = [&](const char* what, const auto& kept, const auto& recounted) {
        for (std::uint32_t m = 0; m < recounted.size(); ++m)
            if (kept[MunicipalityId{m}] != recounted[MunicipalityId{m}])
                broken.push_back(fmt::format("{} in municipality {}: total {} but {} counted", what, m,
                                             kept[MunicipalityId{m}], recounted[MunicipalityId{m}]));
    };
    compare("people", world.residents.people, counted.people);
    compare("people on no list", world.residents.on_no_list, counted.on_no_list);
    compare("seekers", world.residents.seeking, counted.seeking);
    compare("people over 30 minutes away", world.residents.over_30, counted.over_30);
    compare("people over 60 minutes away", world.residents.over_60, counted.over_60);

    const auto members = count_members(world);
    for (std::uint32_t l = 0; l < members.size(); ++l) {
        const ListId list{l};
        if (members[list] != world.lists.members[list])
            broken.push_back(fmt::format("list {}: length {} but {} members", l, world.lists.members[list],
                                         members[list]));
        const auto doctor = world.lists.doctor[list];
        if (doctor != none<DoctorId> && world.doctors.list[doctor] != list)
            broken.push_back(fmt::format("list {}: its GP {} is elsewhere", l, doctor.value));
    }
    for (std::uint32_t d = 0; d < world.doctors.size(); ++d) {
        const auto list = world.doctors.list[DoctorId{d}];
        if (list != none<ListId> && world.lists.doctor[list] != DoctorId{d})
            broken.push_back(fmt::format("doctor {}: her list {} has another GP", d, list.value));
    }
    Column<ListId, std::uint32_t> waiting(world.lists.size());
    for (std::uint32_t i = 0; i < world.people.size(); ++i)
        if (const auto list = world.people.waits_for[PersonId{i}]; list != People::no_list)
            ++waiting[ListId{list}];
    for (std::uint32_t l = 0; l < waiting.size(); ++l) {
        const ListId list{l};
        if (waiting[list] != world.lists.waiting[list])
            broken.push_back(fmt::format("list {}: waiting list of {} but {} wait", l,
                                         world.lists.waiting[list], waiting[list]));
        if (world.lists.closed[list] && (members[list] > 0 || waiting[list] > 0 || world.lists.has_gp(list)))
            broken.push_back(fmt::format("list {} is closed but in use", l));
    }
    Column<PersonId, std::uint8_t> queued(world.people.size());
    for (const auto p : world.seekers)
        if (queued[p]++) broken.push_back(fmt::format("person {} stands in the queue twice", p.value));
    for (std::uint32_t i = 0; i < world.people.size(); ++i) {
        const PersonId p{i};
        if (world.people.here(p) && world.people.has(p, People::seeks) && !queued[p])
            broken.push_back(fmt::format("person {} seeks but is not in the queue", i));
        if (!world.people.here(p) && world.people.list[p] != People::no_list)
            broken.push_back(fmt::format("person {} is gone but on a list", i));
    }
    return broken;
}

}  // namespace model
