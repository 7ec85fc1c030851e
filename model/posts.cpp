#include "model/posts.hpp"

#include <algorithm>

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
    lists.leaves.push_back(lasts);
    lists.next_gp.push_back(none<DoctorId>);
    lists.next_from.push_back(lasts);
    lists.shared.push_back(0);
    lists.pay_offer.push_back(0);
    lists.popularity.push_back(1);
    lists.shunned.push_back(0);
    lists.locum.push_back(0);
    lists.uncovered_months.push_back(0);
    lists.unreported.push_back(0);
    lists.salaried.push_back(salaried);
    lists.standing.push_back(static_cast<std::uint8_t>(Standing::open));
    lists.admits.push_back(1);
    lists.luck.push_back(luck);
    lists.line.push_back({});
    lists.line_served.push_back(0);
    lists.waiting.push_back(0);
    world.consultations_per_member.push_back(0);
    world.minutes_per_member.push_back(0);
    return id;
}

void take_list(World& world, DoctorId doctor, ListId list, Month began) {
    if (world.doctors.list[doctor] != none<ListId>) end_contract(world, doctor, false);
    world.doctors.list[doctor] = list;
    world.doctors.post[doctor] = static_cast<std::uint8_t>(Post::on_list);
    world.doctors.started[doctor] = began;
    world.doctors.wants_out[doctor] = 0;
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
    if (!world.lists.shared[list]) world.lists.since[list] = world.month;
    world.lists.leaves[list] = lasts;
    world.lists.shared[list] = 0;
    if (world.lists.next_gp[list] == none<DoctorId>)  // who has signed was promised it
        world.lists.pay_offer[list] = 0;
}

void give_notice(World& world, ListId list, Month leaves) {
    world.lists.leaves[list] = leaves;
}

void sign(World& world, DoctorId doctor, ListId list, Month from, bool takes_grant) {
    auto& lists = world.lists;
    auto& doctors = world.doctors;
    lists.next_gp[list] = doctor;
    lists.next_from[list] = from;
    if (lists.shared[list]) lists.leaves[list] = from;  // who shared it makes room
    doctors.next_list[doctor] = list;
    doctors.takes_grant[doctor] = takes_grant;
    if (const auto own = doctors.list[doctor]; own != none<ListId>)
        give_notice(world, own, from);
    else
        doctors.post[doctor] = static_cast<std::uint8_t>(Post::signed_up);
}

namespace {

/// What comes with a new contract: the cap she wants, not below the list's length, and the binding of a
/// hiring grant.
void begin_contract(World& world, DoctorId doctor, ListId list) {
    take_list(world, doctor, list, world.month);
    const auto& terms = world.in_force.at(world.lists.municipality[list], world.lists.salaried[list]);
    auto& takes_grant = world.doctors.takes_grant[doctor];
    takes_grant = takes_grant && terms[Lever::hiring_grant] > 0;
    world.doctors.bound_until[doctor] =
        takes_grant ? world.month + static_cast<int>(terms[Lever::binding_months]) : world.month;
    const auto wanted = static_cast<double>(world.doctors.desired_cap[doctor] *
                                            world.cap_level[world.lists.municipality[list]]);
    world.lists.cap[list] =
        as_cap(std::max<double>(world.lists.members[list], wanted * terms.cap_factor(world.in_force.rules)));
}

}  // namespace

std::vector<ListId> hand_over(World& world) {
    auto& lists = world.lists;
    auto& doctors = world.doctors;
    for (const auto list : ids<ListId>(lists.size())) {
        if (!lists.has_gp(list) || lists.leaves[list] > world.month) continue;
        const auto doctor = lists.doctor[list];
        const bool moves = doctors.next_list[doctor] != none<ListId>;
        if (!moves && !lists.shared[list]) ++world.flows.gps_left[lists.municipality[list]];
        if (!lists.shared[list])
            world.flows.lost_gp[lists.municipality[list]] += static_cast<std::int32_t>(lists.members[list]);
        end_contract(world, doctor, !moves);
    }
    std::vector<ListId> opened;
    for (const auto list : ids<ListId>(lists.size())) {
        const auto doctor = lists.next_gp[list];
        if (doctor == none<DoctorId> || lists.next_from[list] > world.month) continue;
        lists.next_gp[list] = none<DoctorId>;
        doctors.next_list[doctor] = none<ListId>;
        const auto m = lists.municipality[list];
        if (static_cast<Post>(doctors.post[doctor]) == Post::signed_up) {
            if (!world.has_served(doctor)) doctors.entered[doctor] = world.month;
            ++world.flows.gps_hired[m];
        } else {
            ++world.flows.gps_moved[m];
        }
        if (lists.is(list, Standing::announced)) {
            lists.standing[list] = static_cast<std::uint8_t>(Standing::open);
            ++world.flows.new_posts[m];
            opened.push_back(list);
        }
        begin_contract(world, doctor, list);
    }
    if (!opened.empty()) index_lists_by_practice(world);
    return opened;
}

}  // namespace model
