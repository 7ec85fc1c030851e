#include "model/events.hpp"

#include <algorithm>
#include <set>

#include "model/doctor_supply.hpp"
#include "model/gp_choice.hpp"
#include "model/list_capacity.hpp"
#include "model/municipal_decisions.hpp"
#include "model/person_moves.hpp"
#include "model/posts.hpp"
#include "model/size_classes.hpp"
#include "model/world.hpp"

namespace model {
namespace {

/// Travel times of the ways that are open this month, and with them who lives far from her GP.
void renew_travel(World& world) {
    auto& setting = world.setting;
    std::size_t row = 0;  // 0: the first day's
    while (row < setting.travel_from.size() && setting.travel_from[row].from <= world.month) ++row;
    if (row == setting.travel_row) return;
    setting.travel_row = row;
    setting.travel = *(row == 0 ? setting.travel_first : setting.travel_from[row - 1].table);
    renew_distances(world);
}

void lose_gps(World& world, const GpLeaves& event, Seed seed) {
    auto& lists = world.lists;
    struct Lot {
        std::uint8_t shared;  ///< those with a GP of their own first
        std::uint32_t lot;
        ListId list;
        auto operator<=>(const Lot&) const = default;
    };
    std::vector<Lot> lots;
    for (const auto list : ids<ListId>(lists.size())) {
        const bool here = event.practice != none<PracticeId> ? lists.practice[list] == event.practice
                                                             : lists.municipality[list] == event.municipality;
        if (!here || !lists.has_gp(list)) continue;
        Draw draw(seed, Stream::event, lists.luck[list], world.month);
        lots.push_back({lists.shared[list], draw.bits(), list});
    }
    std::sort(lots.begin(), lots.end());
    for (std::size_t k = 0; k < std::min(lots.size(), static_cast<std::size_t>(event.lists)); ++k)
        give_notice(world, lots[k].list, world.month);  // hands over this month
}

void open_practice(World& world, const PracticeOpens& event, PracticeId site, const DoctorParams& doctors,
                   const ChoiceParams& choice, Seed seed) {
    const auto m = event.municipality;
    const double cap = cap_on_entry(doctors, world.month) * static_cast<double>(world.cap_level[m]);
    for (int k = 0; k < event.lists && world.lists.size() < People::no_list; ++k) {
        // Beyond the numbers of posts that municipalities decide on in a month.
        const auto luck =
            luck_of_post(m.value, world.month, 512 + (site.value * 16 + static_cast<unsigned>(k)) % 512);
        Draw draw(seed, Stream::event, luck, world.month);
        const bool salaried = draw.uniform() * 100 < doctors.salaried[size_class(world.residents.people[m])];
        const auto list = add_list(world, site, as_cap(cap), salaried, world.month, luck);
        world.lists.standing[list] = static_cast<std::uint8_t>(Standing::announced);
        world.lists.popularity[list] = static_cast<float>(drawn_popularity(choice, seed, luck));
    }
    index_lists_by_practice(world);
}

void move_practice(World& world, PracticeId from, PracticeId to) {
    for (auto& practice : world.lists.practice)
        if (practice == from) practice = to;
    index_lists_by_practice(world);
    renew_distances(world);
}

/// Who has signed for the list stays where she is, or looks on.
void unsign(World& world, ListId list) {
    const auto doctor = world.lists.next_gp[list];
    if (doctor == none<DoctorId>) return;
    world.lists.next_gp[list] = none<DoctorId>;
    world.lists.next_from[list] = lasts;
    world.doctors.next_list[doctor] = none<ListId>;
    if (const auto own = world.doctors.list[doctor]; own != none<ListId>)
        world.lists.leaves[own] = lasts;
    else
        world.doctors.post[doctor] = static_cast<std::uint8_t>(Post::pool);
}

void close_practice(World& world, PracticeId practice) {
    auto& lists = world.lists;
    std::vector<ListId> closed;
    for (const auto list : ids<ListId>(lists.size())) {
        if (lists.practice[list] != practice || lists.is(list, Standing::closed)) continue;
        unsign(world, list);
        if (const auto doctor = lists.doctor[list]; doctor != none<DoctorId>) {
            end_contract(world, doctor, lists.shared[list]);
            if (world.doctors.next_list[doctor] != none<ListId>)
                world.doctors.post[doctor] = static_cast<std::uint8_t>(Post::signed_up);
        }
        if (lists.is(list, Standing::open)) ++world.flows.closed_lists[lists.municipality[list]];
        lists.standing[list] = static_cast<std::uint8_t>(Standing::closed);
        lists.locum[list] = 0;
        closed.push_back(list);
    }
    close_lists(world, closed);
}

/// Which municipalities take duty in turn this month: the lowest row of each district.
void merge_duty(World& world, const std::vector<Event>& events) {
    auto& district = world.duty_district;
    district.values().clear();
    for (const auto& event : events) {
        const auto* merged = std::get_if<DutyMerges>(&event.what);
        if (!merged || world.month < event.from || !(world.month < event.until)) continue;
        if (district.size() == 0)
            for (const auto m : ids<MunicipalityId>(world.setting.municipalities.size()))
                district.push_back(m);
        std::set<MunicipalityId> joined;
        for (const auto m : merged->municipalities) joined.insert(district[m]);
        for (auto& its : district)
            if (joined.contains(its)) its = *joined.begin();
    }
}

bool needs_site(const Event& event) {
    return std::holds_alternative<PracticeOpens>(event.what) ||
           std::holds_alternative<PracticeMoves>(event.what);
}

}  // namespace

std::vector<EventSite> sites_of(const std::vector<Event>& events) {
    std::vector<EventSite> sites;
    for (const auto& event : events) {
        if (const auto* opens = std::get_if<PracticeOpens>(&event.what))
            sites.push_back({opens->place, opens->municipality});
        if (const auto* moves = std::get_if<PracticeMoves>(&event.what))
            sites.push_back({moves->place, moves->municipality});
    }
    return sites;
}

std::vector<ClosedFrom> closures_of(const std::vector<Event>& events) {
    std::set<Month> months;
    for (const auto& event : events)
        if (std::holds_alternative<WayCloses>(event.what)) months.insert({event.from, event.until});
    std::vector<ClosedFrom> closures;
    for (const auto month : months) {
        std::set<std::uint32_t> lines;
        for (const auto& event : events)
            if (const auto* way = std::get_if<WayCloses>(&event.what))
                if (event.from <= month && month < event.until)
                    lines.insert(way->lines.begin(), way->lines.end());
        closures.push_back({month, {lines.begin(), lines.end()}});
    }
    return closures;
}

void happen(World& world, const std::vector<Event>& events, const DoctorParams& doctors,
            const ChoiceParams& choice, Seed seed) {
    if (events.empty()) return;
    renew_travel(world);
    merge_duty(world, events);
    auto site = world.setting.first_event_site;
    for (const auto& event : events) {
        const auto its = site;
        if (needs_site(event)) ++site.value;
        if (event.from != world.month) continue;
        if (const auto* gp = std::get_if<GpLeaves>(&event.what)) lose_gps(world, *gp, seed);
        if (const auto* opens = std::get_if<PracticeOpens>(&event.what))
            open_practice(world, *opens, its, doctors, choice, seed);
        if (const auto* moves = std::get_if<PracticeMoves>(&event.what))
            move_practice(world, moves->practice, its);
        if (const auto* closes = std::get_if<PracticeCloses>(&event.what))
            close_practice(world, closes->practice);
    }
}

}  // namespace model
