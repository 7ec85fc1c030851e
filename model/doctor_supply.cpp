#include "model/doctor_supply.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "model/measures/acts.hpp"
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

/// A county drawn by its people, or by its people in the municipalities of `from`.
std::uint8_t draw_county(const World& world, Draw& draw,
                         const Column<MunicipalityId, std::uint8_t>* from = nullptr) {
    std::vector<double> people(world.setting.counties.size(), 0.0);
    for (std::uint32_t m = 0; m < world.residents.people.size(); ++m)
        if (from == nullptr || (*from)[MunicipalityId{m}])
            people[world.setting.county_of[MunicipalityId{m}]] += world.residents.people[MunicipalityId{m}];
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

double years_from_2025(Month month) {
    return (month - Month::of(std::chrono::year{2025} / std::chrono::January)) / 12.0;
}

double candidates_a_year(const DoctorParams& p, int year) {
    return p.candidates[static_cast<std::size_t>(std::clamp(year - 2019, 0, 5))];
}

}  // namespace

DoctorId add_doctor(World& world, std::uint32_t luck, Sex sex, double age_years, bool specialist,
                    std::uint8_t home_county, double desired_hours, double desired_cap) {
    auto& doctors = world.doctors;
    const DoctorId id{doctors.size()};
    doctors.luck.push_back(luck);
    doctors.born.push_back(world.month + -static_cast<int>(age_years * 12));
    doctors.started.push_back(world.month);
    doctors.list.push_back(none<ListId>);
    doctors.sex.push_back(static_cast<std::uint8_t>(sex));
    doctors.specialist.push_back(specialist);
    doctors.post.push_back(static_cast<std::uint8_t>(Post::pool));
    doctors.home_county.push_back(home_county);
    doctors.entered.push_back(world.month);
    doctors.desired_hours.push_back(static_cast<float>(desired_hours));
    doctors.alis.push_back(0);
    doctors.bound_until.push_back(Month{});
    doctors.desired_cap.push_back(static_cast<float>(desired_cap));
    world.contract_of.push_back(0);
    return id;
}

void place_first_gp(World& world, ListId list, const DoctorParams& params, double mean_years, Seed seed) {
    const auto m = world.lists.municipality[list];
    const auto centrality = world.setting.municipalities.centrality[m] - 1U;
    const auto luck = world.lists.luck[list];
    Draw draw(seed, Stream::initial_doctor, luck, world.month);
    const auto sex = draw.uniform() * 100 < params.women[centrality] ? Sex::female : Sex::male;
    const double age = draw_gp_age(params, draw);
    const bool specialist = draw.uniform() * 100 < params.specialists;
    const bool local = draw.uniform() * 100 < params.local_origin;
    const auto county = local ? world.setting.county_of[m] : draw_county(world, draw);
    const auto doctor = add_doctor(world, luck, sex, age, specialist, county,
                                   draw_desired_hours(params, sex, draw), world.lists.cap[list]);
    // No one began before 27; the age of contracts is exponential.
    const auto tenure = static_cast<int>(12 * std::min(draw.exponential() * mean_years, age - 27));
    world.doctors.entered[doctor] =
        world.month + -static_cast<int>(12 * std::min(age - 27, tenure / 12.0 * (1 + draw.uniform())));
    take_list(world, doctor, list, world.month + -tenure);
}

namespace {

/// A candidate enters the pool. `number` within the month: the address says when and which, so extra
/// candidates of a measure leave these as they are. She comes from one of the counties of `from`, or from
/// any.
void admit_candidate(World& world, const DoctorParams& params, Seed seed, std::uint32_t number,
                     const Column<MunicipalityId, std::uint8_t>* from = nullptr) {
    const double wanted_cap =
        params.desired_cap * std::pow(1 + params.desired_cap_drift / 100, years_from_2025(world.month));
    const auto luck = (static_cast<std::uint32_t>(world.month.value) << 16) | (1U << 15) | number;
    Draw draw(seed, Stream::candidate, luck, world.month);
    const auto sex = draw.uniform() * 100 < params.candidate_women ? Sex::female : Sex::male;
    const double age = std::clamp(
        params.candidate_age_years + params.candidate_age_spread_years * draw.normal(), 26.0, 62.0);
    const bool specialist = draw.uniform() * 100 < params.candidate_specialists;
    const auto county = draw_county(world, draw, from);
    const double hours = draw_desired_hours(params, sex, draw);
    add_doctor(world, luck, sex, age, specialist, county, hours,
               std::clamp(wanted_cap + params.desired_cap_spread * draw.normal(), 300.0, 2500.0));
}

// Numbers of candidates within a month: the model's own below measure_candidates, then 256 for each of 62
// measures by its name, then the first day's.
constexpr std::uint32_t measure_candidates = 512;
constexpr std::uint32_t first_day_candidates = 1U << 14;

}  // namespace

void first_candidates(World& world, const DoctorParams& params, Seed seed) {
    const auto looking = static_cast<std::uint32_t>(candidates_a_year(params, world.month.year()) *
                                                    params.pool_at_start / 100);
    for (std::uint32_t i = 0; i < looking; ++i)
        admit_candidate(world, params, seed, first_day_candidates + i);
}

void supply_doctors(World& world, const DoctorParams& params, const std::vector<Measure>& measures,
                    Seed seed) {
    auto& doctors = world.doctors;
    const double monthly_chance_to_give_up = 1 - std::exp(-1 / params.months_in_pool);
    const auto chance_of_specialty = [&](double speed) {
        return 1 - std::exp(-speed / (12 * params.years_to_specialist));
    };
    const std::array monthly_chance_of_specialty{chance_of_specialty(1),
                                                 chance_of_specialty(params.alis_speed)};
    for (std::uint32_t d = 0; d < doctors.size(); ++d) {
        const DoctorId doctor{d};
        const auto post = static_cast<Post>(doctors.post[doctor]);
        if (post == Post::gone || (post == Post::on_list && doctors.specialist[doctor])) continue;
        Draw draw(seed, Stream::candidate, doctors.luck[doctor], world.month, 1);
        if (post == Post::pool && draw.uniform() < monthly_chance_to_give_up)
            doctors.post[doctor] = static_cast<std::uint8_t>(Post::gone);
        if (post == Post::on_list && draw.uniform() < monthly_chance_of_specialty[doctors.alis[doctor]])
            doctors.specialist[doctor] = 1;
    }
    // Whole doctors whose running total follows the yearly rate.
    const double rate = candidates_a_year(params, world.month.year());
    const int month = world.month.value % 12;
    const auto arriving =
        static_cast<std::uint32_t>(std::floor(rate * (month + 1) / 12) - std::floor(rate * month / 12));
    for (std::uint32_t i = 0; i < arriving; ++i) admit_candidate(world, params, seed, i);
    for (std::size_t k = 0; k < world.in_force.measures.size(); ++k) {
        const auto& state = world.in_force.measures[k];
        const auto more = extra_candidates(measures[k], state, world.in_force.rules, world.month);
        const auto first = measure_candidates + 256 * (address_of(measures[k].name) % 62);
        for (std::uint32_t i = 0; i < std::min(more, 256U); ++i)
            admit_candidate(world, params, seed, first + i, &state.eligible);
    }
}

}  // namespace model
