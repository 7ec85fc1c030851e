#include "model/demography.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "geo/base/parallel.hpp"
#include "model/person_moves.hpp"
#include "model/plan_year.hpp"

namespace model {
namespace {

constexpr std::uint32_t event_block_people = 65'536;

}  // namespace

std::vector<float> attraction_of_places(const Municipalities& municipalities,
                                        const Column<MunicipalityId, std::int32_t>& people,
                                        const DemographyParams& p) {
    const auto n = municipalities.size();
    std::vector<float> attraction(static_cast<std::size_t>(n) * n);
    geo::for_each_id<MunicipalityId>(n, [&](MunicipalityId from) {
        for (std::uint32_t d = 0; d < n; ++d) {
            const MunicipalityId to{d};
            if (to == from) continue;
            const double km = geo::distance_m(municipalities.centre[from], municipalities.centre[to]) / 1000;
            attraction[static_cast<std::size_t>(from.value) * n + d] =
                static_cast<float>(people[to] * p.move_attraction[municipalities.centrality[to] - 1U] *
                                   std::pow(1 + km / p.move_distance_km, -p.move_distance_power));
        }
    });
    return attraction;
}

std::vector<float> destinations(const std::vector<float>& attraction, std::uint32_t n) {
    std::vector<float> up_to(attraction.size());
    for (std::size_t i = 0; i < attraction.size(); ++i)
        up_to[i] = attraction[i] + (i % n == 0 ? 0.0F : up_to[i - 1]);
    return up_to;
}

namespace {

/// A home where someone of a sex and age who moves away from `from` goes to.
CellId new_home(const World& world, Seed seed, PersonId person, MunicipalityId from, std::uint32_t group) {
    const auto n = world.setting.municipalities.size();
    Draw draw(seed, Stream::move_place, person.value, world.month);
    const auto to = drawn_place(world.setting.attraction.data() + std::size_t{from.value} * n,
                                world.year_plan.pull_now.data() + std::size_t{group} * n, n, draw.uniform());
    return cell_at(world.setting, to, draw.uniform());
}

/// Someone a chance has struck, and the draw that decides what it was.
struct Candidate {
    PersonId person;
    std::uint16_t age;            ///< completed years
    std::uint16_t age_this_year;  ///< at the end of the year
    double which;
};

/// Adds the event of a candidate, if she is here and there is any.
void decide(const World& world, const LifeTables& tables, Seed seed, const Candidate& c,
            std::vector<LifeEvent>& events) {
    if (!world.people.here(c.person)) return;
    const auto& plan = world.year_plan;
    const auto sex = world.people.sex[c.person];
    const auto home = world.people.home[c.person];
    const auto from = municipality_of(world.setting, home);
    const auto row = target_row(from, sex, five_year_age(c.age_this_year));
    double which = c.which;
    if (which < plan.move[row]) {
        events.push_back(
            {LifeEvent::Kind::move, c.person, new_home(world, seed, c.person, from, row % target_groups)});
        return;
    }
    which -= plan.move[row];
    const double birth = sex == 1 ? tables.birth[c.age] * plan.births[from.value] * plan.births_now : 0.0;
    if (which < birth) {
        events.push_back({LifeEvent::Kind::birth, c.person, home});
        return;
    }
    which -= birth;
    if (which < plan.emigration[row % target_groups])
        events.push_back({LifeEvent::Kind::emigration, c.person, home});
}

/// Candidates are handled some dozens at a time: first all are drawn, then their ages tell who can have an
/// event at all, then those are decided; so rows come from memory while others are drawn.
void plan_block(const World& world, const LifeTables& tables, Seed seed, std::uint32_t block,
                std::vector<LifeEvent>& events) {
    const auto& people = world.people;
    const auto begin = block * event_block_people;
    const auto end = std::min(begin + event_block_people, people.size());
    const auto& plan = world.year_plan;
    const double log_none = std::log1p(-plan.any_event);
    constexpr double rounding = 1 + 1e-9;
    Draw draw(seed, Stream::life_events, block, world.month);
    double position = begin;
    std::array<Candidate, 64> some{};
    for (bool more = true; more;) {
        std::size_t drawn = 0;
        while (drawn < some.size()) {
            position += std::floor(std::log(draw.uniform()) / log_none);
            more = position < end;
            if (!more) break;
            auto& c = some[drawn++];
            c.person = PersonId{static_cast<std::uint32_t>(position)};
            position += 1;
            __builtin_prefetch(&people.born[c.person]);
            c.which = draw.uniform() * plan.any_event;
        }
        std::size_t possible = 0;
        for (std::size_t i = 0; i < drawn; ++i) {
            auto& c = some[possible];
            c = some[i];
            c.age = static_cast<std::uint16_t>(std::min(people.age(c.person, world.month), ages - 1));
            const int this_year = plan.year - people.born[c.person].year();
            c.age_this_year = static_cast<std::uint16_t>(std::min(this_year, ages - 1));
            if (c.which > plan.event[c.age_this_year] * rounding) continue;
            ++possible;
            __builtin_prefetch(&people.state[c.person]);
            __builtin_prefetch(&people.sex[c.person]);
            __builtin_prefetch(&people.home[c.person]);
        }
        for (std::size_t i = 0; i < possible; ++i) decide(world, tables, seed, some[i], events);
    }
}

}  // namespace

std::vector<LifeEvent> plan_life_events(const World& world, const LifeTables& tables, Seed seed) {
    if (world.year_plan.any_event <= 0) return {};
    const auto blocks = (world.people.size() + event_block_people - 1) / event_block_people;
    std::vector<std::vector<LifeEvent>> by_block(blocks);
    geo::for_each_index(blocks, [&](std::uint32_t b) { plan_block(world, tables, seed, b, by_block[b]); });
    std::vector<LifeEvent> events;
    for (const auto& part : by_block) events.insert(events.end(), part.begin(), part.end());
    return events;
}

std::vector<Arrival> plan_immigration(const World& world, Seed seed) {
    const auto& setting = world.setting;
    const auto& plan = world.year_plan;
    auto place = plan.immigrant_share_now;
    std::partial_sum(place.begin(), place.end(), place.begin());
    auto group = plan.immigrants;
    std::partial_sum(group.begin(), group.end(), group.begin());
    if (group.back() <= 0) return {};

    // Whole people whose running total follows the yearly rate: month k of a year brings floor(rate k/12) -
    // floor(rate (k-1)/12).
    const int k = world.month.value % 12;
    const double planned = std::floor(group.back() * (k + 1) / 12) - std::floor(group.back() * k / 12);
    const auto arrivals =
        static_cast<std::uint32_t>(std::max(0.0, planned + std::round(plan.immigrants_more)));
    std::vector<Arrival> result(arrivals);
    geo::for_each_index(
        arrivals,
        [&](std::uint32_t i) {
            Draw draw(seed, Stream::immigration, i, world.month);
            const auto of = [&](const auto& up_to) {
                const auto found =
                    std::upper_bound(up_to.begin(), up_to.end() - 1, draw.uniform() * up_to.back());
                return static_cast<std::uint32_t>(found - up_to.begin());
            };
            const auto row = of(group);
            const auto first_age = static_cast<int>(row % five_year_groups) * 5;
            // Of the youngest, infants are there for half of the year only.
            const auto age =
                first_age + static_cast<int>(first_age == 0 ? (draw.below(9) + 1) / 2 : draw.below(5));
            // Born in any month of her year; an infant not after this month.
            const auto month =
                static_cast<int>(draw.below(age == 0 ? static_cast<std::uint32_t>(k + 1) : 12U));
            const Month born{static_cast<std::int16_t>((plan.year - age - 1900) * 12 + month)};
            const MunicipalityId to{of(place)};
            result[i] = {born, static_cast<Sex>(row / five_year_groups),
                         cell_at(setting, to, draw.uniform())};
        },
        256);
    return result;
}

void await_death(World& world, const LifeTables& tables, Seed seed, PersonId person, int earliest) {
    Draw draw(seed, Stream::newcomer, person.value, world.month);
    const auto sex = static_cast<Sex>(world.people.sex[person]);
    const auto wait =
        months_until_death(tables, sex, world.people.born[person], world.month, draw.exponential());
    const auto bucket = world.month - world.deaths.first + std::max(wait, earliest);
    if (bucket < static_cast<int>(world.deaths.by_month.size()))
        world.deaths.by_month[static_cast<std::size_t>(bucket)].push_back(person);
}

namespace {

void commit_deaths(World& world) {
    const auto bucket = world.month - world.deaths.first;
    if (bucket >= static_cast<int>(world.deaths.by_month.size())) return;
    const auto& dying = world.deaths.by_month[static_cast<std::size_t>(bucket)];
    visit_fetched(
        world, dying.size(), [&](std::size_t i) { return dying[i]; },
        [&](std::size_t i) {
            if (!world.people.here(dying[i])) return;
            ++world.flows.deaths[municipality_of(world.setting, world.people.home[dying[i]])];
            depart(world, dying[i], Presence::dead);
        });
}

void commit_birth(World& world, const DemographyParams& p, const LifeTables& tables, Seed seed,
                  PersonId mother) {
    Draw draw(seed, Stream::newcomer, world.people.size(), world.month, 1);
    const auto sex = draw.uniform() < p.boys ? Sex::male : Sex::female;
    const auto child = add_person(world, world.month, sex, world.people.home[mother]);
    // A full list stays open for the children of its members; without a list the child asks for one too.
    if (const auto list = world.people.list[mother]; list != People::no_list)
        join_list(world, child, ListId{list}, world.month, world.people.state[mother]);
    else
        seek(world, child);
    ++world.flows.births[municipality_of(world.setting, world.people.home[child])];
    ++world.year_plan.births_done;
    // A death in the month of arrival shows in the next one: this month's bucket is already done.
    await_death(world, tables, seed, child, 1);
}

void commit_move(World& world, PersonId person, CellId home, std::uint8_t distance) {
    ++world.flows.moved_out[municipality_of(world.setting, world.people.home[person])];
    move_home(world, person, home, distance);
    ++world.flows.moved_in[municipality_of(world.setting, home)];
    if (world.people.has(person, People::over_30)) seek(world, person);
}

}  // namespace

void begin_year(World& world, const DemographyParams& params, const LifeTables& tables) {
    const int year = world.month.year();
    const auto by_age = residents_by_age(world, year);
    world.year_plan = plan_year(world, params, tables, by_age);
    const auto n = world.setting.municipalities.size();
    for (auto& column : world.residents.by_age) column.values().assign(n, 0);
    for (std::size_t row = 0; row < by_age.size(); ++row) {
        const auto on_1_january = static_cast<int>(row % ages) - 1;
        const MunicipalityId m{static_cast<std::uint32_t>(row / (std::size_t{sexes} * ages))};
        world.residents.by_age[broad_age(on_1_january)][m] += static_cast<std::int32_t>(by_age[row]);
    }
}

void live_a_month(World& world, const DemographyParams& p, const LifeTables& tables, Seed seed) {
    steer(world, world.year_plan);
    commit_deaths(world);
    const auto events = plan_life_events(world, tables, seed);
    const auto arrivals = plan_immigration(world, seed);
    const auto distance = distances_after(
        world, events, [](const LifeEvent& event) { return event.kind == LifeEvent::Kind::move; });
    visit_fetched(
        world, events.size(), [&](std::size_t i) { return events[i].person; },
        [&](std::size_t i) {
            const auto& event = events[i];
            switch (event.kind) {
                case LifeEvent::Kind::birth:
                    commit_birth(world, p, tables, seed, event.person);
                    break;
                case LifeEvent::Kind::move:
                    commit_move(world, event.person, event.home, distance[i]);
                    break;
                case LifeEvent::Kind::emigration:
                    ++world.flows.emigrated[municipality_of(world.setting, event.home)];
                    depart(world, event.person, Presence::emigrated);
                    break;
            }
        });
    for (const auto& arrival : arrivals) {
        const auto person = add_person(world, arrival.born, arrival.sex, arrival.home);
        ++world.flows.immigrated[municipality_of(world.setting, arrival.home)];
        seek(world, person);
        await_death(world, tables, seed, person, 1);
    }
}

}  // namespace model
