#include "model/municipal_decisions.hpp"

#include <algorithm>
#include <limits>
#include <tuple>

#include "model/doctor_supply.hpp"
#include "model/gp_choice.hpp"
#include "model/member_index.hpp"
#include "model/person_moves.hpp"
#include "model/posts.hpp"

namespace model {
namespace {

constexpr std::uint32_t most_posts_a_month = 1023;  ///< what a post's address has room for

struct Supply {
    double free_places = 0;           ///< those there are, and those lists on offer will have
    double on_long_vacant_lists = 0;  ///< patients
    std::uint32_t lists = 0;
    int long_vacant_lists = 0;
    PracticeId biggest = none<PracticeId>;
};

double cap_of_new_gp(const World& world, const DoctorParams& doctors, MunicipalityId m) {
    return cap_on_entry(doctors, world.month) * static_cast<double>(world.cap_level[m]);
}

/// Places a new list adds, what it takes over apart.
double gain_of_new_list(const World& world, const PostParams& params, const DoctorParams& doctors,
                        MunicipalityId m) {
    return (1 - params.transferred) * cap_of_new_gp(world, doctors, m);
}

/// People more in a year by the projection; 0 where none is followed.
double growth_a_year(const YearPlan& plan, MunicipalityId m) {
    return plan.has_target ? plan.people_to[m.value] - plan.people_from[m.value] : 0.0;
}

std::vector<Supply> supply_by_municipality(const World& world, const PostParams& params,
                                           const DoctorParams& doctors) {
    std::vector<Supply> supply(world.setting.municipalities.size());
    for (const auto list : ids<ListId>(world.lists.size())) {
        if (world.lists.is(list, Standing::closed)) continue;
        const auto m = world.lists.municipality[list];
        auto& s = supply[m.value];
        const double members = world.lists.members[list];
        s.lists += world.lists.is(list, Standing::open);
        if (world.lists.has_gp(list)) {
            s.free_places += world.lists.free_places(list);
        } else if (world.lists.is(list, Standing::announced)) {
            s.free_places += gain_of_new_list(world, params, doctors, m);
        } else if (world.month - world.lists.since[list] > params.long_vacant_months &&
                   world.lists.next_gp[list] == none<DoctorId>) {
            ++s.long_vacant_lists;
            s.on_long_vacant_lists += members;
        } else {
            s.free_places += std::max(0.0, cap_of_new_gp(world, doctors, m) - members);
        }
    }
    const auto lists_of = [&](PracticeId p) {
        return world.first_list[p.value + 1] - world.first_list[p.value];
    };
    for (std::uint32_t p = 0; p < world.setting.practice_municipality.size(); ++p) {
        auto& biggest = supply[world.setting.practice_municipality[PracticeId{p}].value].biggest;
        if (biggest == none<PracticeId> || lists_of(PracticeId{p}) > lists_of(biggest))
            biggest = PracticeId{p};
    }
    return supply;
}

}  // namespace

void set_reserve(World& world, const PostParams& params) {
    const auto n = world.setting.municipalities.size();
    Column<MunicipalityId, double> free(n);
    for (const auto list : ids<ListId>(world.lists.size()))
        free[world.lists.municipality[list]] += world.lists.free_places(list);
    world.reserve.resize(n);
    for (const auto m : ids<MunicipalityId>(n)) {
        const double own = 1000 * free[m] / std::max(1, world.residents.people[m]);
        world.reserve[m] = static_cast<float>(params.own_reserve * own +
                                              (1 - params.own_reserve) * params.free_places_per_1000);
    }
}

void set_cap_level(World& world) {
    struct Caps {
        double places = 0, lists = 0;
        double mean() const { return lists > 0 ? places / lists : 0; }
    };
    const auto n = world.setting.municipalities.size();
    Column<MunicipalityId, Caps> caps(n);
    Caps nation;
    for (const auto list : ids<ListId>(world.lists.size())) {
        if (!world.lists.has_gp(list)) continue;
        for (auto* sum : {&caps[world.lists.municipality[list]], &nation}) {
            sum->places += world.lists.cap[list];
            ++sum->lists;
        }
    }
    const double usual = world.setting.rest ? world.setting.rest->mean_cap : nation.mean();
    world.cap_level.resize(n);
    for (const auto m : ids<MunicipalityId>(n))
        world.cap_level[m] = static_cast<float>(caps[m].mean() > 0 ? caps[m].mean() / usual : 1.0);
    for (const auto list : ids<ListId>(world.lists.size()))
        if (world.lists.has_gp(list))
            world.doctors.desired_cap[world.lists.doctor[list]] =
                static_cast<float>(world.lists.cap[list]) / world.cap_level[world.lists.municipality[list]];
}

void decide_posts(World& world, const PostParams& params, const DoctorParams& doctors,
                  const ChoiceParams& choice, Seed seed) {
    const auto supply = supply_by_municipality(world, params, doctors);
    for (std::uint32_t i = 0; i < supply.size(); ++i) {
        const MunicipalityId m{i};
        const auto& s = supply[i];
        // A municipality without lists of its own buys places at its neighbours'.
        if (s.lists == 0 ||
            (s.long_vacant_lists > 1 && 100.0 * s.long_vacant_lists > params.most_long_vacant * s.lists))
            continue;
        const double people = world.residents.people[m];
        const double lacking = static_cast<double>(world.reserve[m]) * people / 1000 - s.free_places +
                               params.plan_ahead_years * growth_a_year(world.year_plan, m) +
                               world.residents.on_no_list[m] + s.on_long_vacant_lists / 2;
        const double paid_for = world.in_force.in_municipality(m)[Lever::free_places_target] * people / 1000;
        const double training = world.in_force.in_municipality(m)[Lever::alis_posts] / 100 * s.lists / 12;
        if (lacking + paid_for <= 0 && training <= 0) continue;
        Draw draw(seed, Stream::new_post, i, world.month);
        const double lists_a_place = params.decided_per_month / gain_of_new_list(world, params, doctors, m);
        const double decided =
            std::min(std::max(0.0, lacking) * lists_a_place, params.most_new_a_year / 100 * s.lists / 12) +
            std::min(paid_for, lacking + paid_for) * lists_a_place;
        const auto posts = static_cast<std::uint32_t>(std::max(0.0, decided) + draw.uniform());
        const auto training_posts =
            static_cast<std::uint32_t>(training + Draw(seed, Stream::new_post, i, world.month, 1).uniform());
        for (std::uint32_t k = 0; k < std::min(posts + training_posts, most_posts_a_month); ++k) {
            if (world.lists.size() >= People::no_list) return;  // all that the list column has room for
            const bool salaried =
                k >= posts || draw.uniform() * 100 < doctors.salaried[size_class(world.residents.people[m])];
            const auto list =
                add_list(world, s.biggest, static_cast<std::uint32_t>(cap_of_new_gp(world, doctors, m)),
                         salaried, world.month, luck_of_post(i, world.month, k));
            world.lists.standing[list] = static_cast<std::uint8_t>(Standing::announced);
            world.lists.popularity[list] =
                static_cast<float>(drawn_popularity(choice, seed, world.lists.luck[list]));
        }
    }
}

void drift_caps(World& world, const PostParams& params, double yearly_drift, std::uint32_t reopen_at,
                Seed seed) {
    for (const auto list : ids<ListId>(world.lists.size())) {
        if (!world.lists.has_gp(list)) continue;
        auto& desired = world.doctors.desired_cap[world.lists.doctor[list]];
        auto& cap = world.lists.cap[list];
        const auto m = world.lists.municipality[list];
        const auto level = static_cast<double>(world.cap_level[m]);
        const auto factor = world.in_force.at(m, world.lists.salaried[list]).cap_factor(world.in_force.rules);
        const auto wanted = [&] { return as_cap(static_cast<double>(desired) * level * factor); };
        Draw draw(seed, Stream::cap_change, world.lists.luck[list], world.month);
        const bool raises = draw.uniform() < params.raised_per_month;
        const double step = params.lowered_places * level;
        const bool lowers = draw.uniform() * step < -yearly_drift / 12 * static_cast<double>(desired) * level;
        if (yearly_drift > 0) desired *= static_cast<float>(1 + yearly_drift / 12);
        if (lowers) {
            desired = static_cast<float>(std::max(0.0, static_cast<double>(desired) - params.lowered_places));
            cap = as_cap(std::min<double>(cap, std::max<double>(wanted(), cap - step)));
        } else if (raises && world.lists.members[list] <= cap && world.lists.free_places(list) < reopen_at) {
            cap = as_cap(cap + params.raised_places * level);
            desired = std::max(desired, static_cast<float>(cap / level));
        }
        if (const auto floor = wanted(); params.cap_follows_down > 0 && cap > floor)
            cap = static_cast<std::uint16_t>(
                std::max<std::uint32_t>(floor, std::min<std::uint32_t>(cap, world.lists.members[list])));
    }
}

namespace {

/// Spreads the patients of closed lists over the other lists with a GP of their municipality, in turn.
void spread_patients(World& world, const std::vector<ListId>& closed) {
    std::vector<std::vector<ListId>> takers(world.setting.municipalities.size());
    for (std::uint32_t l = 0; l < world.lists.size(); ++l)
        if (world.lists.has_gp(ListId{l}))
            takers[world.lists.municipality[ListId{l}].value].push_back(ListId{l});
    std::vector<std::size_t> turn(takers.size(), 0);
    for (const auto p : members_of(world, closed)) {
        const auto m = world.lists.municipality[ListId{world.people.list[p]}].value;
        if (takers[m].empty()) {  // an event closed the last ones
            leave_list(world, p);
            if (world.people.has(p, People::seeks)) stop_seeking(world, p);  // begins anew, as one on no list
            seek(world, p);
            continue;
        }
        const auto to = takers[m][turn[m]++ % takers[m].size()];
        auto& cap = world.lists.cap[to];
        cap = static_cast<std::uint16_t>(std::max<std::uint32_t>(cap, world.lists.members[to] + 1));
        join_list(world, p, to, world.month);
    }
    for (const auto list : closed)
        for (const auto p : world.lists.line[list])
            if (world.people.waits_for[p] == list.value) leave_line(world, p);
}

}  // namespace

void close_lists(World& world, const std::vector<ListId>& closed) {
    if (closed.empty()) return;
    spread_patients(world, closed);
    index_lists_by_practice(world);
}

void transfer_patients(World& world, const PostParams& params, const std::vector<ListId>& opened, Seed seed) {
    if (opened.empty()) return;
    auto& lists = world.lists;
    struct Gift {
        ListId to;
        double share = 0;  ///< of the giver's members
        std::uint32_t people = 0;
    };
    std::vector<Gift> gift(lists.size(), {none<ListId>});
    std::vector<std::uint8_t> gives(lists.size(), 0);
    std::vector<ListId> givers;
    for (const auto to : opened) {
        const double cap = lists.cap[to];
        double wanted = params.transferred * cap - lists.members[to];
        std::vector<std::pair<std::uint32_t, ListId>> longest;
        for (const auto list : ids<ListId>(lists.size()))
            if (lists.municipality[list] == lists.municipality[to] && lists.has_gp(list) &&
                !gives[list.value] && lists.members[list] > cap)
                longest.emplace_back(lists.members[list], list);
        std::sort(longest.begin(), longest.end(), [](const auto& a, const auto& b) {
            return std::tie(b.first, a.second) < std::tie(a.first, b.second);
        });
        for (const auto& [members, list] : longest) {
            const double people = std::min(wanted, (members - cap) * params.givers_share);
            if (people < 1) break;
            gives[list.value] = 1;
            givers.push_back(list);
            gift[list.value] = {to, people / members, 0};
            wanted -= people;
        }
    }
    for (const auto giver : givers) {  // never one that was opened: nobody is on those
        auto& from = gift[giver.value];
        for (const auto p : members_of(world, giver)) {
            if (Draw(seed, Stream::transfer, p.value, world.month).uniform() >= from.share) continue;
            ++from.people;
            join_list(world, p, from.to, world.month);
        }
    }
    for (const auto list : ids<ListId>(lists.size()))
        lists.cap[list] = static_cast<std::uint16_t>(
            std::max<std::uint32_t>(lists.cap[list], gift[list.value].people) - gift[list.value].people);
}

namespace {

/// Nearest municipality by its centre that has a GP of its own, or none.
MunicipalityId nearest_with_gp(const Municipalities& places, const std::vector<std::uint32_t>& with_gp,
                               MunicipalityId from) {
    auto best = none<MunicipalityId>;
    double best_m = std::numeric_limits<double>::infinity();
    for (const auto m : ids<MunicipalityId>(places.size())) {
        const double away = geo::distance_m(places.centre[from], places.centre[m]);
        if (with_gp[m.value] > 0 && away < best_m) best = m, best_m = away;
    }
    return best;
}

/// One of the GPs of `from` holds the list beside her own for `months`: a row of hers that is on no market.
/// False if none of them can.
bool share_list(World& world, ListId list, MunicipalityId from, int months, Draw& draw) {
    std::vector<DoctorId> gps;
    for (const auto l : ids<ListId>(world.lists.size()))
        if (world.lists.municipality[l] == from && world.lists.has_gp(l) && !world.lists.shared[l])
            gps.push_back(world.lists.doctor[l]);
    if (gps.empty()) return false;
    const auto gp = gps[draw.below(static_cast<std::uint32_t>(gps.size()))];
    const auto& doctors = world.doctors;
    const auto row = add_doctor(
        world, luck_of_shared(world.lists.luck[list], world.month), static_cast<Sex>(doctors.sex[gp]),
        (world.month - doctors.born[gp]) / 12.0, doctors.specialist[gp] != 0, doctors.home_county[gp],
        static_cast<double>(doctors.desired_hours[gp]),
        world.lists.members[list] / static_cast<double>(world.cap_level[world.lists.municipality[list]]));
    const auto vacant_since = world.lists.since[list];
    take_list(world, row, list, world.month);
    world.contracts.back().shared = 1;
    world.lists.since[list] = vacant_since;
    world.lists.shared[list] = 1;
    give_notice(world, list, world.month + months);
    return true;
}

}  // namespace

void rescue_vacant_lists(World& world, const PostParams& params, Seed seed) {
    auto& lists = world.lists;
    std::vector<std::uint32_t> with_gp(world.setting.municipalities.size(), 0);
    auto with_own_gp = with_gp;
    for (const auto list : ids<ListId>(lists.size())) {
        with_gp[lists.municipality[list].value] += lists.has_gp(list);
        with_own_gp[lists.municipality[list].value] += lists.has_gp(list) && !lists.shared[list];
    }
    std::vector<ListId> closed;
    for (const auto list : ids<ListId>(lists.size())) {
        if (lists.has_gp(list) || lists.next_gp[list] != none<DoctorId>) continue;
        const double months = world.month - lists.since[list];
        if (lists.is(list, Standing::announced) && months >= params.withdrawn_after_months)
            lists.standing[list] = static_cast<std::uint8_t>(Standing::closed);
        if (!lists.vacant(list)) continue;
        Draw draw(seed, Stream::list_decision, lists.luck[list], world.month);
        const double close = draw.uniform(), salary = draw.uniform(), pay = draw.uniform();
        const auto m = lists.municipality[list];
        if (with_gp[m.value] == 0) {
            Draw share(seed, Stream::shared_post, lists.luck[list], world.month);
            const auto nearest = nearest_with_gp(world.setting.municipalities, with_own_gp, m);
            if (nearest != none<MunicipalityId> && share.uniform() < params.shared_per_month &&
                share_list(world, list, nearest, params.shared_months, share)) {
                ++with_gp[m.value];
                continue;
            }
        }
        if (months >= params.close_after_months && with_gp[m.value] > 0 && close < params.closed_per_month) {
            lists.standing[list] = static_cast<std::uint8_t>(Standing::closed);
            lists.locum[list] = 0;
            ++world.flows.closed_lists[m];
            closed.push_back(list);
            continue;
        }
        if (months >= params.salary_after_months &&
            salary < params.salary_offered_per_month +
                         world.in_force.in_municipality(m)[Lever::salaried_offer_points] / 100)
            lists.salaried[list] = 1;
        if (months >= params.pay_after_months && pay < params.pay_offered_per_month)
            lists.pay_offer[list] = static_cast<float>(std::min(
                params.most_pay_nok, static_cast<double>(lists.pay_offer[list]) + params.pay_step_nok));
    }
    close_lists(world, closed);
}

}  // namespace model
