#include "model/post_appeal.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace model {

Taste taste_of(const AppealParams& params, Seed seed, std::uint32_t luck) {
    Draw draw(seed, Stream::doctor_taste, luck, Month{});
    const double income = params.log_income * std::exp(params.log_income_spread * draw.normal());
    const double rural = params.rural_taste_spread * draw.normal();
    const double salaried = params.salaried + params.salaried_spread * draw.normal();
    return {income, rural, salaried,
            params.binding_month_nok * std::exp(params.binding_spread * draw.normal())};
}

namespace {

double log_of_income(double nok) {
    return std::log(std::max(nok, 100'000.0) / 1e6);
}

}  // namespace

Offer offer_of(const World& world, ListId list) {
    const auto practice = world.lists.practice[list].value;
    Offer offer{world.work.income_nok[list],      world.work.hours_week[list],
                world.work.duty_hours_week[list], 0,
                world.lists.salaried[list] != 0,  false,
                world.lists.municipality[list],   {}};
    offer.terms = world.in_force.at(offer.municipality, offer.salaried);
    for (auto k = world.first_list[practice]; k < world.first_list[practice + 1]; ++k) {
        const auto other = world.list_of[k];
        if (other == list || !world.lists.has_gp(other)) continue;
        ++offer.colleagues;
        offer.specialist_colleague |= world.doctors.specialist[world.lists.doctor[other]] != 0;
    }
    offer.colleagues += offer.terms[Lever::colleagues];
    offer.logged_income_nok = offer.income_nok;
    offer.log_income = log_of_income(offer.income_nok);
    offer.logged_colleagues = offer.colleagues;
    offer.log_colleagues = std::log1p(offer.colleagues);
    return offer;
}

double relative_length(const World& world, ListId list) {
    const double usual =
        world.work.mean_list * static_cast<double>(world.cap_level[world.lists.municipality[list]]);
    return usual > 0 ? std::max(world.lists.members[list] / usual, 0.2) : 1.0;
}

double grant_beyond_binding(const Taste& taste, const Terms& terms) {
    return std::max(0.0, terms[Lever::hiring_grant] - taste.binding_month_nok * terms[Lever::binding_months]);
}

double income_to(const World& world, DoctorId doctor, const Offer& offer, bool newcomer) {
    const auto& rules = world.in_force.rules;
    const auto& terms = offer.terms;
    double income = offer.income_nok;
    if (world.month - world.doctors.born[doctor] < 12 * rules.debt_until_age)
        income += rules.debt_value * terms[Lever::debt_relief];
    const double sure = newcomer ? terms[Lever::alis_percent] / 100 : world.doctors.alis[doctor];
    if (!world.doctors.specialist[doctor]) income += sure * terms[Lever::alis_grant];
    return income;
}

double appeal(const AppealParams& params, const World& world, DoctorId doctor, const Taste& taste,
              const Offer& offer, bool newcomer) {
    const auto& setting = world.setting;
    const auto centrality = setting.municipalities.centrality[offer.municipality] - 1U;
    const auto wanted = static_cast<double>(world.doctors.desired_hours[doctor]);
    double income = income_to(world, doctor, offer, newcomer);
    if (newcomer) income += grant_beyond_binding(taste, offer.terms) / world.in_force.rules.grant_years;
    const double settled = world.doctors.list[doctor] == none<ListId> ? 1 : params.mover_income;
    double u = settled * taste.log_income *
               (income == offer.logged_income_nok ? offer.log_income : log_of_income(income));
    u += params.hours_over * std::max(0.0, offer.hours_week - wanted) / 10;
    u += params.duty_hours * offer.duty_hours_week;
    u += params.colleagues *
         (offer.colleagues == offer.logged_colleagues ? offer.log_colleagues : std::log1p(offer.colleagues));
    u += params.centrality[centrality] + taste.rural * (static_cast<double>(centrality) - 2.5) / 2.5;
    if (setting.county_of[offer.municipality] == world.doctors.home_county[doctor]) u += params.home_county;
    if (offer.salaried) u += taste.salaried;
    if (!world.doctors.specialist[doctor]) {
        u += params.supervision *
             (offer.specialist_colleague ? 1 : offer.terms[Lever::supervision_percent] / 100);
        u += params.alis * offer.terms[Lever::alis_percent] / 100;
    }
    u += offer.terms[Lever::appeal];
    return u + static_cast<double>(world.lasting_attractiveness[offer.municipality] +
                                   world.attractiveness[offer.municipality]);
}

double gumbel(Draw draw) {
    return gumbel(draw.bits());
}

double gumbel(std::uint32_t bits) {
    return -std::log(-std::log(Draw::uniform_of(bits)));
}

double gumbel_at_most(std::uint32_t bits) {
    constexpr std::uint32_t steps = 1024;
    static const auto upper = [] {
        std::array<double, steps> table{};
        for (std::uint32_t k = 0; k < steps; ++k)
            table[k] = k + 1 < steps ? -std::log(-std::log((k + 1.0) / steps)) + 1e-9
                                     : std::numeric_limits<double>::infinity();
        return table;
    }();
    return upper[bits >> 22U];
}

namespace {

/// Standard deviation of attractiveness per municipality, in parts of that of one workplace: a mean of many.
std::vector<double> spreads(const World& world, const AppealParams& params) {
    std::vector<double> lists(world.setting.municipalities.size(), 0.0);
    for (std::uint32_t l = 0; l < world.lists.size(); ++l)
        if (world.lists.is(ListId{l}, Standing::open)) ++lists[world.lists.municipality[ListId{l}].value];
    for (double& n : lists) n = 1 / std::sqrt(1 + n / params.attractiveness_lists);
    return lists;
}

}  // namespace

double list_appeal(const AppealParams& params, const World& world, ListId list, Seed seed) {
    return params.list_spread * (Draw(seed, Stream::list_appeal, world.lists.luck[list], Month{}).normal() -
                                 static_cast<double>(world.lists.shunned[list]));
}

void first_attractiveness(World& world, const AppealParams& params, const std::vector<double>& history,
                          Seed seed) {
    const auto n = world.setting.municipalities.size();
    std::vector<double> lists(n, 0.0);
    std::vector<double> vacant(n, 0.0);
    for (std::uint32_t l = 0; l < world.lists.size(); ++l) {
        const auto m = world.lists.municipality[ListId{l}].value;
        ++lists[m];
        vacant[m] += world.lists.vacant(ListId{l});
    }
    std::array<double, 6> class_lists{};
    std::array<double, 6> class_vacant{};
    for (std::uint32_t m = 0; m < n; ++m) {
        const auto c = world.setting.municipalities.centrality[MunicipalityId{m}] - 1U;
        class_lists[c] += lists[m];
        class_vacant[c] += vacant[m];
    }
    world.attractiveness.resize(n);
    world.lasting_attractiveness.resize(n);
    const auto spread = spreads(world, params);
    for (std::uint32_t m = 0; m < n; ++m) {
        const auto c = world.setting.municipalities.centrality[MunicipalityId{m}] - 1U;
        const auto& rest = world.setting.rest;
        const double share = rest                 ? rest->vacant[c]
                             : class_lists[c] > 0 ? class_vacant[c] / class_lists[c]
                                                  : 0;
        // More vacancies than chance would give: a standard score, small municipalities shrunk towards none.
        const double expected = share * lists[m];
        const double score =
            std::clamp((expected - vacant[m]) / std::sqrt(expected * (1 - share) + 1), -2.0, 2.0);
        Draw draw(seed, Stream::attractiveness, m, world.month);
        const auto mixed = [&](double known) {
            const double seen = std::isnan(known) ? 0.0 : params.attractiveness_seen;
            return seen * (std::isnan(known) ? 0.0 : known) + std::sqrt(1 - seen * seen) * draw.normal();
        };
        world.attractiveness[MunicipalityId{m}] =
            static_cast<float>(params.attractiveness_spread * spread[m] * mixed(score));
        world.lasting_attractiveness[MunicipalityId{m}] =
            static_cast<float>(params.lasting_spread * spread[m] * mixed(history[m]));
    }
}

void drift_attractiveness(World& world, const AppealParams& params, Seed seed) {
    const double keep = params.attractiveness_persistence;
    const auto spread = spreads(world, params);
    for (std::uint32_t m = 0; m < world.attractiveness.size(); ++m) {
        auto& a = world.attractiveness[MunicipalityId{m}];
        a = static_cast<float>(keep * static_cast<double>(a) +
                               params.attractiveness_spread * spread[m] * std::sqrt(1 - keep * keep) *
                                   Draw(seed, Stream::attractiveness, m, world.month, 1).normal());
    }
}

}  // namespace model
