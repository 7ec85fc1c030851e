#include "geo/access_indices.hpp"

#include <cmath>

#include "geo/catchment.hpp"
#include "geo/inequality.hpp"

namespace geo {
namespace {

constexpr double per_people = 10'000;

std::vector<double> per_10_000(std::vector<double> values) {
    for (auto& value : values) value *= per_people;
    return values;
}

}  // namespace

std::vector<AccessIndex> access_indices(const AccessFigures& f, const AccessParams& p) {
    const Within near{p.near_minutes};
    const Steps steps{{p.step_1_minutes, p.step_2_minutes, p.step_3_minutes},
                      {1, p.step_2_weight, p.step_3_weight}};
    const Gaussian gaussian{p.gaussian_limit_minutes / std::sqrt(2 * std::log(100.0)),
                            p.gaussian_limit_minutes};
    const Exponential exponential{p.exponential_per_minute};
    const Logistic logistic{p.logistic_middle_minutes, p.logistic_spread_minutes};
    const InversePower power{p.power_exponent, p.power_scale_minutes};

    std::vector<AccessIndex> out;
    const auto minutes = [&](const char* name, std::span<const double> values, const char* english,
                             const char* norwegian) {
        out.push_back({name, "minutes", english, norwegian, true, {values.begin(), values.end()}});
    };
    const auto lists = [&](const char* name, std::vector<double> values, const char* english,
                           const char* norwegian) {
        out.push_back({name, "lists", english, norwegian, true, std::move(values)});
    };
    const auto share = [&](const char* name, std::vector<double> values, const char* english,
                           const char* norwegian) {
        out.push_back(
            {name, "lists per 10000 people", english, norwegian, true, per_10_000(std::move(values))});
    };
    minutes("minutes_nearest", f.minutes_nearest, "minutes by car to the nearest GP practice",
            "minutter med bil til nærmeste legekontor");
    minutes("minutes_nearest_with_gp", f.minutes_nearest_with_gp,
            "minutes by car to the nearest practice with a GP", "minutter med bil til nærmeste fastlege");
    minutes("minutes_nearest_open", f.minutes_nearest_open,
            "minutes by car to the nearest practice with an open list",
            "minutter med bil til nærmeste åpne fastlegeliste");
    lists("lists_near", opportunities(f.table, f.lists, near), "GP lists within reach, cumulative",
          "fastlegelister innen rekkevidde");
    lists("gravity_exponential", opportunities(f.table, f.lists, exponential),
          "GP lists weighted by time, exponential", "fastlegelister vektet med reisetid, eksponentiell");
    lists("gravity_gaussian", opportunities(f.table, f.lists, gaussian),
          "GP lists weighted by time, Gaussian", "fastlegelister vektet med reisetid, gaussisk");
    lists("gravity_logistic", opportunities(f.table, f.lists, logistic),
          "GP lists weighted by time, logistic", "fastlegelister vektet med reisetid, logistisk");
    lists("gravity_power", opportunities(f.table, f.lists, power), "GP lists weighted by time, inverse power",
          "fastlegelister vektet med reisetid, potens");
    share("fca_two_step", two_step(f.table, f.people, f.lists, near), "2SFCA: GP lists per 10 000 people",
          "2SFCA: fastlegelister per 10 000 innbyggere");
    share("fca_enhanced_steps", two_step(f.table, f.people, f.lists, steps),
          "E2SFCA in steps: GP lists per 10 000 people",
          "E2SFCA i trinn: fastlegelister per 10 000 innbyggere");
    share("fca_enhanced_gaussian", two_step(f.table, f.people, f.lists, gaussian),
          "E2SFCA, Gaussian: GP lists per 10 000 people",
          "E2SFCA, gaussisk: fastlegelister per 10 000 innbyggere");
    share("fca_three_step", three_step(f.table, f.people, f.lists, gaussian, gaussian),
          "3SFCA, Gaussian: GP lists per 10 000 people",
          "3SFCA, gaussisk: fastlegelister per 10 000 innbyggere");
    share("fca_modified_two_step", modified_two_step(f.table, f.people, f.lists, gaussian),
          "M2SFCA, Gaussian: GP lists per 10 000 people",
          "M2SFCA, gaussisk: fastlegelister per 10 000 innbyggere");
    share("fca_modified_huff", modified_huff_three_step(f.table, f.people, f.lists, gaussian),
          "MH3SFCA, Gaussian: GP lists per 10 000 people",
          "MH3SFCA, gaussisk: fastlegelister per 10 000 innbyggere");
    share("fca_balanced", balanced(f.table, f.people, f.lists, gaussian),
          "balanced FCA, Gaussian: supply per person shared over squares (compare places, not levels)",
          "balansert FCA, gaussisk: tilbud per innbygger delt på ruter (sammenlign steder, ikke nivå)");
    out.push_back({"spatial_availability", "lists",
                   "spatial availability, Gaussian: GP lists that fall to the people here",
                   "romlig tilgjengelighet, gaussisk: fastlegelister som tilfaller innbyggerne her", false,
                   spatial_availability(f.table, f.people, f.lists, gaussian)});
    return out;
}

Evenness evenness(std::span<const double> values, std::span<const double> people) {
    return {gini(values, people), palma(values, people, values)};
}

}  // namespace geo
