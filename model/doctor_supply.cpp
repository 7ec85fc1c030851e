#include "model/doctor_supply.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "model/posts.hpp"

namespace model {
namespace {

/// Age of one of the first day's GPs, years.
double draw_gp_age(const DoctorParams& params, Draw& draw) {
    constexpr std::array<int, 10> from{28, 35, 40, 45, 50, 55, 60, 65, 67, 75};
    const double total = std::accumulate(params.ages.begin(), params.ages.end(), 0.0);
    double target = draw.uniform() * total;
    std::size_t group = 0;
    while (group + 1 < params.ages.size() && target >= params.ages[group]) target -= params.ages[group++];
    return from[group] + (from[group + 1] - from[group]) * draw.uniform();
}

/// People of a county on the first day; 0 for what is none.
double people_of(const RestOfCountry& rest, const std::string& county) {
    const auto at = std::lower_bound(rest.counties.begin(), rest.counties.end(), county);
    if (at == rest.counties.end() || *at != county) return 0;
    return rest.in_county[static_cast<std::size_t>(at - rest.counties.begin())];
}

/// A county drawn by its people, or by its people in the municipalities of `from`.
std::uint8_t draw_county(const World& world, Draw& draw,
                         const Column<MunicipalityId, std::uint8_t>* from = nullptr) {
    std::vector<double> people(world.setting.counties.size(), 0.0);
    for (std::uint32_t m = 0; m < world.residents.people.size(); ++m)
        if (from == nullptr ? !world.setting.rest : (*from)[MunicipalityId{m}] != 0)
            people[world.setting.county_of[MunicipalityId{m}]] += world.residents.people[MunicipalityId{m}];
    if (const auto& rest = world.setting.rest; rest && from == nullptr)
        for (std::size_t c = 0; c < people.size(); ++c)
            people[c] = people_of(*rest, world.setting.counties[c]);
    double target = draw.uniform() * std::accumulate(people.begin(), people.end(), 0.0);
    std::uint8_t county = 0;
    while (county + 1U < people.size() && (target >= people[county] || people[county] == 0))
        target -= people[county++];
    return county;
}

double draw_desired_hours(const DoctorParams& p, Sex sex, Draw& draw) {
    return std::max(20.0, p.desired_hours + (sex == Sex::female ? p.desired_hours_women : 0) +
                              p.desired_hours_spread * draw.normal());
}

/// The nation's, or those that come to an area alone.
double candidates_a_year(const World& world, const DoctorParams& p, int year) {
    const double all = p.candidates[supply_year(year)];
    return world.setting.rest ? all * world.setting.rest->market : all;
}

}  // namespace

double cap_on_entry(const DoctorParams& p, Month month) {
    constexpr std::array<int, entry_years.size()> years{2016, 2021, 2023, 2026};
    const double year = month.year() + month.value % 12 / 12.0;
    for (std::size_t i = 1; i < years.size(); ++i)
        if (year < years[i])
            return std::lerp(p.desired_cap[i - 1], p.desired_cap[i],
                             std::max(0.0, (year - years[i - 1]) / (years[i] - years[i - 1])));
    return p.desired_cap.back();
}

DoctorId add_doctor(World& world, std::uint32_t luck, Sex sex, double age_years, bool specialist,
                    std::uint8_t home_county, double desired_hours, double desired_cap) {
    auto& doctors = world.doctors;
    const DoctorId id{doctors.size()};
    doctors.luck.push_back(luck);
    doctors.born.push_back(world.month + -static_cast<int>(age_years * 12));
    doctors.started.push_back(world.month);
    doctors.list.push_back(none<ListId>);
    doctors.next_list.push_back(none<ListId>);
    doctors.sex.push_back(static_cast<std::uint8_t>(sex));
    doctors.specialist.push_back(specialist);
    doctors.post.push_back(static_cast<std::uint8_t>(Post::pool));
    doctors.home_county.push_back(home_county);
    doctors.entered.push_back(world.month);
    doctors.desired_hours.push_back(static_cast<float>(desired_hours));
    doctors.alis.push_back(0);
    doctors.takes_grant.push_back(0);
    doctors.bound_until.push_back(Month{});
    doctors.wants_out.push_back(0);
    doctors.desired_cap.push_back(static_cast<float>(desired_cap));
    world.contract_of.push_back(0);
    return id;
}

namespace {

/// Share of specialists among GPs with so many months of service on the first day: those who came with the
/// specialty, and after the years it takes as many as make the published share of all.
double specialist_share(const DoctorParams& p, int months) {
    return (months < 12 * p.years_of_service ? p.candidate_specialists : p.specialists_served) / 100;
}

}  // namespace

void place_first_gp(World& world, ListId list, const DoctorParams& params, double mean_years, Seed seed) {
    const auto m = world.lists.municipality[list];
    const auto centrality = world.setting.municipalities.centrality[m] - 1U;
    const auto luck = world.lists.luck[list];
    Draw draw(seed, Stream::initial_doctor, luck, world.month);
    const auto sex = draw.uniform() * 100 < params.women[centrality] ? Sex::female : Sex::male;
    const double age = draw_gp_age(params, draw);
    const double specialist_lot = draw.uniform();
    const bool local = draw.uniform() * 100 < params.local_origin;
    const auto county = local ? world.setting.county_of[m] : draw_county(world, draw);
    const double hours = draw_desired_hours(params, sex, draw);
    // No one began before 27; the age of contracts is exponential. Nobody is new on the first day.
    const auto tenure =
        std::max(2, static_cast<int>(12 * std::min(draw.exponential() * mean_years, age - 27)));
    const auto service = static_cast<int>(12 * std::min(age - 27, tenure / 12.0 * (1 + draw.uniform())));
    const auto doctor = add_doctor(world, luck, sex, age, specialist_lot < specialist_share(params, service),
                                   county, hours, world.lists.cap[list]);
    world.doctors.entered[doctor] = world.month + -service;
    take_list(world, doctor, list, world.month + -tenure);
}

namespace {

/// A candidate enters the pool. `number` within the month: the address says when and which, so extra
/// candidates of a measure leave these as they are. She comes from one of the counties of `from`, or from
/// any.
void admit_candidate(World& world, const DoctorParams& params, Seed seed, std::uint32_t number,
                     const Column<MunicipalityId, std::uint8_t>* from = nullptr) {
    const auto luck = (static_cast<std::uint32_t>(world.month.value) << 16) | (1U << 15) | number;
    Draw draw(seed, Stream::candidate, luck, world.month);
    const auto sex = draw.uniform() * 100 < params.candidate_women ? Sex::female : Sex::male;
    const double age = std::clamp(
        params.candidate_age_years + params.candidate_age_spread_years * draw.normal(), 26.0, 62.0);
    const bool specialist = draw.uniform() * 100 < params.candidate_specialists;
    const auto county = draw_county(world, draw, from);
    const double hours = draw_desired_hours(params, sex, draw);
    add_doctor(world, luck, sex, age, specialist, county, hours,
               std::clamp(cap_on_entry(params, world.month) + params.desired_cap_spread * draw.normal(),
                          300.0, 2500.0));
}

// Numbers of candidates within a month: the model's own below measure_candidates, then 256 for each of 62
// measures by its name, then the first day's.
constexpr std::uint32_t measure_candidates = 512;
constexpr std::uint32_t first_day_candidates = 1U << 14;
constexpr double most_first_candidates = (1U << 14) - 1;

}  // namespace

void first_candidates(World& world, const DoctorParams& params, Seed seed) {
    const int year = (world.month + -1).year();
    const auto looking = static_cast<std::uint32_t>(
        std::min(candidates_a_year(world, params, year) * params.pool_at_start / 100, most_first_candidates));
    for (std::uint32_t i = 0; i < looking; ++i)
        admit_candidate(world, params, seed, first_day_candidates + i);
}

namespace {

/// Lists with a GP where a measure holds.
double lists_under(const World& world, const Measure& measure, const MeasureState& state) {
    double lists = 0;
    for (const auto list : ids<ListId>(world.lists.size())) {
        const bool form = world.lists.salaried[list] ? measure.where.salaried : measure.where.self_employed;
        lists += state.eligible[world.lists.municipality[list]] && form && world.lists.has_gp(list);
    }
    return lists;
}

/// Whether a GP who left the scheme looks for a post again this month, because a measure where she worked
/// asks her to.
bool looks_again(const World& world, DoctorId doctor, const DoctorParams& params, Seed seed) {
    if (!world.has_served(doctor)) return false;
    const auto& contract = world.contracts[world.contract_of[doctor]];
    const auto& terms =
        world.in_force.at(world.lists.municipality[contract.list], world.lists.salaried[contract.list]);
    const double a_year = terms[Lever::returns_percent] / 100;
    if (a_year <= 0 || world.month - world.doctors.born[doctor] >= 12 * params.return_until_age) return false;
    return Draw(seed, Stream::return_to_gp, world.doctors.luck[doctor], world.month).uniform() < a_year / 12;
}

}  // namespace

void supply_doctors(World& world, const DoctorParams& params, const std::vector<Measure>& measures,
                    Seed seed) {
    auto& doctors = world.doctors;
    const double monthly_chance_to_give_up = 1 - std::exp(-1 / params.months_in_pool);
    const auto chance_of_specialty = [&](double speed) {
        return 1 - std::exp(-speed / (12 * params.years_to_specialist));
    };
    const std::array monthly_chance_of_specialty{chance_of_specialty(1),
                                                 chance_of_specialty(params.alis_speed)};
    for (const auto doctor : ids<DoctorId>(doctors.size())) {
        const auto post = static_cast<Post>(doctors.post[doctor]);
        if (post == Post::gone && looks_again(world, doctor, params, seed)) {
            doctors.post[doctor] = static_cast<std::uint8_t>(Post::pool);
            continue;
        }
        const bool in_time = world.month - doctors.entered[doctor] >= 12 * params.years_of_service;
        const bool trains = post == Post::on_list && !doctors.specialist[doctor] && in_time;
        if (post != Post::pool && !trains) continue;
        Draw draw(seed, Stream::candidate, doctors.luck[doctor], world.month, 1);
        if (post == Post::pool && draw.uniform() < monthly_chance_to_give_up)
            doctors.post[doctor] = static_cast<std::uint8_t>(Post::gone);
        if (trains && draw.uniform() < monthly_chance_of_specialty[doctors.alis[doctor]])
            doctors.specialist[doctor] = 1;
    }
    // Whole doctors whose running total follows the yearly rate.
    const double rate = candidates_a_year(world, params, world.month.year());
    const int month = world.month.value % 12;
    const auto arriving =
        static_cast<std::uint32_t>(std::floor(rate * (month + 1) / 12) - std::floor(rate * month / 12));
    for (std::uint32_t i = 0; i < arriving; ++i) admit_candidate(world, params, seed, i);
    for (std::size_t k = 0; k < world.in_force.measures.size(); ++k) {
        const auto& state = world.in_force.measures[k];
        const auto more = extra_candidates(measures[k], state, world.in_force.rules, world.month,
                                           lists_under(world, measures[k], state));
        const auto first = measure_candidates + 256 * (address_of(measures[k].name) % 62);
        for (std::uint32_t i = 0; i < std::min(more, 256U); ++i)
            admit_candidate(world, params, seed, first + i, &state.eligible);
    }
}

}  // namespace model
