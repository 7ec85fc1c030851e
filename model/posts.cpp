#include "model/posts.hpp"

#include "model/size_classes.hpp"

namespace model {

ListId add_list(World& world, PracticeId practice, std::uint32_t cap, bool salaried, Month since,
                std::uint32_t luck) {
    auto& lists = world.lists;
    const ListId id{lists.size()};
    lists.practice.push_back(practice);
    lists.municipality.push_back(world.setting.practice_municipality[practice]);
    lists.cap.push_back(static_cast<std::uint16_t>(cap));
    lists.members.push_back(0);
    lists.doctor.push_back(none<DoctorId>);
    lists.since.push_back(since);
    lists.locum.push_back(0);
    lists.uncovered_months.push_back(0);
    lists.unreported.push_back(0);
    lists.salaried.push_back(salaried);
    lists.closed.push_back(0);
    lists.admits.push_back(1);
    lists.luck.push_back(luck);
    lists.line.push_back({});
    lists.line_served.push_back(0);
    lists.waiting.push_back(0);
    world.consultations_per_member.push_back(0);
    return id;
}

void take_list(World& world, DoctorId doctor, ListId list, Month began) {
    if (world.doctors.list[doctor] != none<ListId>) end_contract(world, doctor, false);
    world.doctors.list[doctor] = list;
    world.doctors.post[doctor] = static_cast<std::uint8_t>(Post::on_list);
    world.doctors.started[doctor] = began;
    world.lists.doctor[list] = doctor;
    world.lists.since[list] = began;
    world.lists.locum[list] = 0;
    world.contract_of[doctor] = static_cast<std::uint32_t>(world.contracts.size());
    const auto size = size_class(world.residents.people[world.lists.municipality[list]]);
    world.contracts.push_back({doctor, list, began, lasts, static_cast<std::uint8_t>(size), 0});
}

void end_contract(World& world, DoctorId doctor, bool left_scheme) {
    const auto list = world.doctors.list[doctor];
    auto& contract = world.contracts[world.contract_of[doctor]];
    contract.ended = world.month;
    contract.left_scheme = left_scheme;
    world.doctors.list[doctor] = none<ListId>;
    world.doctors.post[doctor] = static_cast<std::uint8_t>(left_scheme ? Post::gone : Post::pool);
    world.lists.doctor[list] = none<DoctorId>;
    world.lists.since[list] = world.month;
}

}  // namespace model
