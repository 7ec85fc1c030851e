#include "model/demography.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "geo/base/parallel.hpp"
#include "model/person_moves.hpp"

namespace model {
namespace {

constexpr std::uint32_t event_block_people = 65'536;

double monthly_chance(double per_year) {
    return 1 - std::exp(-per_year / 12);
}

/// Single-year fertility: the five-year shape moved `later` years, scaled to the total fertility rate.
std::array<double, ages> fertility_by_age(const DemographyParams& p) {
    const auto shape = [&](int age) {
        return age < 15 || age >= 50 ? 0.0 : p.births[static_cast<std::size_t>((age - 15) / 5)];
    };
    std::array<double, ages> rate{};
    double total = 0;
    for (int age = 15; age < 50; ++age) {
        const double source = age - p.births_later_years;
        const int below = static_cast<int>(std::floor(source));
        const double part = source - below;
        rate[static_cast<std::size_t>(age)] = (1 - part) * shape(below) + part * shape(below + 1);
        total += rate[static_cast<std::size_t>(age)];
    }
    for (auto& r : rate) r *= total > 0 ? p.total_fertility / total : 0;
    return rate;
}

}  // namespace

LifeTables::LifeTables(const DemographyParams& p) {
    const auto fertility = fertility_by_age(p);
    for (int s = 0; s < sexes; ++s) {
        const auto sex = static_cast<std::size_t>(s);
        const auto& deaths = s == 0 ? p.deaths_men : p.deaths_women;
        auto& cumulative = cumulative_death[sex];
        cumulative.assign(1, 0.0);
        for (std::size_t age = 0; age < ages; ++age) {
            const auto group = five_year_age(static_cast<int>(age));
            const double hazard = deaths[group] / 100'000 / 12;
            death[sex][age] = 1 - std::exp(-hazard);
            for (int month = 0; month < 12; ++month) cumulative.push_back(cumulative.back() + hazard);
            birth[sex][age] = s == 1 ? monthly_chance(fertility[age]) : 0.0;
            move[sex][age] = monthly_chance(p.moves[group] / 1000);
            emigration[sex][age] = monthly_chance(p.emigration[group] / 1000);
            event[age] = std::max(event[age], birth[sex][age] + move[sex][age] + emigration[sex][age]);
            any_event = std::max(any_event, event[age]);
        }
    }
}

int months_until_death(const LifeTables& tables, Sex sex, int age_months, double exponential) {
    const auto& cumulative = tables.cumulative_death[static_cast<std::size_t>(sex)];
    const auto oldest = static_cast<int>(cumulative.size()) - 1;
    const auto age = std::min(age_months, oldest - 12);
    const double target = cumulative[static_cast<std::size_t>(age)] + exponential;
    const auto found = std::lower_bound(cumulative.begin() + age + 1, cumulative.end(), target);
    if (found != cumulative.end()) return static_cast<int>(found - cumulative.begin()) - age - 1;
    // Beyond the table the last year's hazard goes on.
    const double hazard = (cumulative.back() - cumulative[cumulative.size() - 13]) / 12;
    if (hazard <= 0) return std::numeric_limits<std::int16_t>::max();
    return static_cast<int>(std::min(oldest - age + (target - cumulative.back()) / hazard, 32'767.0));
}

std::vector<float> destinations(const Municipalities& municipalities,
                                const Column<MunicipalityId, std::int32_t>& people,
                                const DemographyParams& p) {
    const auto n = municipalities.size();
    std::vector<float> up_to(static_cast<std::size_t>(n) * n);
    geo::for_each_id<MunicipalityId>(n, [&](MunicipalityId from) {
        double total = 0;
        for (std::uint32_t d = 0; d < n; ++d) {
            const MunicipalityId to{d};
            if (to != from) {
                const double km =
                    geo::distance_m(municipalities.centre[from], municipalities.centre[to]) / 1000;
                total += people[to] * p.move_attraction[municipalities.centrality[to] - 1U] *
                         std::pow(1 + km / p.move_distance_km, -p.move_distance_power);
            }
            up_to[static_cast<std::size_t>(from.value) * n + d] = static_cast<float>(total);
        }
    });
    return up_to;
}

namespace {

CellId new_home(const Setting& setting, MunicipalityId from, double u_municipality, double u_cell) {
    const auto n = setting.municipalities.size();
    const auto row = setting.destination_up_to.begin() + static_cast<std::ptrdiff_t>(from.value) * n;
    const auto target = static_cast<float>(u_municipality) * row[n - 1];
    const auto found = std::min(std::upper_bound(row, row + n, target), row + n - 1);
    return cell_at(setting, MunicipalityId{static_cast<std::uint32_t>(found - row)}, u_cell);
}

/// Someone a chance has struck, and the draws that decide what it was.
struct Candidate {
    PersonId person;
    std::uint16_t age;
    double which, u_municipality, u_cell;
};

/// Adds the event of a candidate, if she is here and there is any.
void decide(const World& world, const LifeTables& tables, const Candidate& c,
            std::vector<LifeEvent>& events) {
    if (!world.people.here(c.person)) return;
    const auto sex = world.people.sex[c.person];
    double which = c.which;
    if (which < tables.move[sex][c.age]) {
        const auto from = municipality_of(world.setting, world.people.home[c.person]);
        events.push_back(
            {LifeEvent::Kind::move, c.person, new_home(world.setting, from, c.u_municipality, c.u_cell)});
        return;
    }
    which -= tables.move[sex][c.age];
    if (which < tables.birth[sex][c.age]) {
        events.push_back({LifeEvent::Kind::birth, c.person, world.people.home[c.person]});
        return;
    }
    which -= tables.birth[sex][c.age];
    if (which < tables.emigration[sex][c.age])
        events.push_back({LifeEvent::Kind::emigration, c.person, world.people.home[c.person]});
}

/// Candidates are handled some dozens at a time: first all are drawn, then their ages tell who can have an
/// event at all, then those are decided; so rows come from memory while others are drawn.
void plan_block(const World& world, const LifeTables& tables, Seed seed, std::uint32_t block,
                std::vector<LifeEvent>& events) {
    const auto& people = world.people;
    const auto begin = block * event_block_people;
    const auto end = std::min(begin + event_block_people, people.size());
    const double log_none = std::log1p(-tables.any_event);
    constexpr double rounding = 1 + 1e-9;
    Draw draw(seed, Stream::life_events, block, world.month);
    double position = begin;
    std::array<Candidate, 64> some;
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
            c.which = draw.uniform() * tables.any_event;
            c.u_municipality = draw.uniform();
            c.u_cell = draw.uniform();
        }
        std::size_t possible = 0;
        for (std::size_t i = 0; i < drawn; ++i) {
            auto& c = some[possible];
            c = some[i];
            c.age = static_cast<std::uint16_t>(std::min(people.age(c.person, world.month), ages - 1));
            if (c.which > tables.event[c.age] * rounding) continue;
            ++possible;
            __builtin_prefetch(&people.state[c.person]);
            __builtin_prefetch(&people.sex[c.person]);
            __builtin_prefetch(&people.home[c.person]);
        }
        for (std::size_t i = 0; i < possible; ++i) decide(world, tables, some[i], events);
    }
}

}  // namespace

std::vector<LifeEvent> plan_life_events(const World& world, const LifeTables& tables, Seed seed) {
    if (tables.any_event <= 0) return {};
    const auto blocks = (world.people.size() + event_block_people - 1) / event_block_people;
    std::vector<std::vector<LifeEvent>> by_block(blocks);
    geo::for_each_index(blocks, [&](std::uint32_t b) { plan_block(world, tables, seed, b, by_block[b]); });
    std::vector<LifeEvent> events;
    for (const auto& part : by_block) events.insert(events.end(), part.begin(), part.end());
    return events;
}

std::vector<Arrival> plan_immigration(const World& world, const DemographyParams& p, Seed seed) {
    const auto& setting = world.setting;
    const auto n = setting.municipalities.size();
    std::vector<double> attraction(n);
    for (std::uint32_t m = 0; m < n; ++m)
        attraction[m] = world.residents.people[MunicipalityId{m}] *
                        p.immigration_attraction[setting.municipalities.centrality[MunicipalityId{m}] - 1U];
    std::partial_sum(attraction.begin(), attraction.end(), attraction.begin());
    std::array<double, 19> by_age = p.immigration;
    std::partial_sum(by_age.begin(), by_age.end(), by_age.begin());

    // Whole people whose running total follows the yearly rate: month k of a year brings floor(rate k/12) -
    // floor(rate (k-1)/12).
    const int k = world.month.value % 12;
    const auto arrivals = static_cast<std::uint32_t>(std::floor(by_age.back() * (k + 1) / 12) -
                                                     std::floor(by_age.back() * k / 12));
    std::vector<Arrival> result(arrivals);
    geo::for_each_index(
        arrivals,
        [&](std::uint32_t i) {
            Draw draw(seed, Stream::immigration, i, world.month);
            const auto group =
                std::upper_bound(by_age.begin(), by_age.end() - 1, draw.uniform() * by_age.back()) -
                by_age.begin();
            const auto age_months = static_cast<int>(group) * 60 + static_cast<int>(draw.below(60));
            const auto place = std::upper_bound(attraction.begin(), attraction.end() - 1,
                                                draw.uniform() * attraction.back()) -
                               attraction.begin();
            result[i] = {world.month + -(age_months + 1), draw.uniform() < 0.5 ? Sex::male : Sex::female,
                         cell_at(setting, MunicipalityId{static_cast<std::uint32_t>(place)}, draw.uniform())};
        },
        256);
    return result;
}

void await_death(World& world, const LifeTables& tables, Seed seed, PersonId person, int earliest) {
    Draw draw(seed, Stream::newcomer, person.value, world.month);
    const auto sex = static_cast<Sex>(world.people.sex[person]);
    const auto wait =
        months_until_death(tables, sex, world.month - world.people.born[person], draw.exponential());
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

void live_a_month(World& world, const DemographyParams& p, const LifeTables& tables, Seed seed) {
    commit_deaths(world);
    const auto events = plan_life_events(world, tables, seed);
    const auto arrivals = plan_immigration(world, p, seed);
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
