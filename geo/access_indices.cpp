#include "geo/access_indices.hpp"

#include <fmt/format.h>

#include <cmath>

#include "geo/catchment.hpp"
#include "geo/inequality.hpp"

namespace geo {
namespace {

/// Pairs with who comes and what is there.
template <class Pairs>
struct FiguresOf {
    const Pairs& pairs;
    std::span<const double> people, supply;
    double people_in_unit = 1;  ///< an index is of so many people
    const char* unit = "";

    std::vector<double> per(std::vector<double> values) const {
        for (auto& value : values) value *= people_in_unit;
        return values;
    }
};

/// Everything but the minutes.
template <class Pairs>
void add_indices(std::vector<AccessIndex>& out, const FiguresOf<Pairs>& f, const AccessParams& p) {
    const Within near{p.near_minutes};
    const Steps steps{{p.step_1_minutes, p.step_2_minutes, p.step_3_minutes},
                      {1, p.step_2_weight, p.step_3_weight}};
    const Gaussian gaussian{p.gaussian_limit_minutes / std::sqrt(2 * std::log(100.0)),
                            p.gaussian_limit_minutes};
    const Exponential exponential{p.exponential_per_minute};
    const Logistic logistic{p.logistic_middle_minutes, p.logistic_spread_minutes};
    const InversePower power{p.power_exponent, p.power_scale_minutes};

    const auto lists = [&](const char* name, std::vector<double> values, const char* english,
                           const char* norwegian) {
        out.push_back({name, "lists", english, norwegian, true, std::move(values)});
    };
    const auto share = [&](const char* name, std::vector<double> values, const char* english,
                           const char* norwegian) {
        out.push_back({name, f.unit, english, norwegian, true, f.per(std::move(values))});
    };
    lists("lists_near", opportunities(f.pairs, f.supply, near), "GP lists within reach, cumulative",
          "fastlegelister innen rekkevidde");
    lists("gravity_exponential", opportunities(f.pairs, f.supply, exponential),
          "GP lists weighted by time, exponential", "fastlegelister vektet med reisetid, eksponentiell");
    lists("gravity_gaussian", opportunities(f.pairs, f.supply, gaussian),
          "GP lists weighted by time, Gaussian", "fastlegelister vektet med reisetid, gaussisk");
    lists("gravity_logistic", opportunities(f.pairs, f.supply, logistic),
          "GP lists weighted by time, logistic", "fastlegelister vektet med reisetid, logistisk");
    lists("gravity_power", opportunities(f.pairs, f.supply, power),
          "GP lists weighted by time, inverse power", "fastlegelister vektet med reisetid, potens");
    share("fca_two_step", two_step(f.pairs, f.people, f.supply, near), "2SFCA: GP lists per 10 000 people",
          "2SFCA: fastlegelister per 10 000 innbyggere");
    share("fca_enhanced_steps", two_step(f.pairs, f.people, f.supply, steps),
          "E2SFCA in steps: GP lists per 10 000 people",
          "E2SFCA i trinn: fastlegelister per 10 000 innbyggere");
    share("fca_enhanced_gaussian", two_step(f.pairs, f.people, f.supply, gaussian),
          "E2SFCA, Gaussian: GP lists per 10 000 people",
          "E2SFCA, gaussisk: fastlegelister per 10 000 innbyggere");
    share("fca_three_step", three_step(f.pairs, f.people, f.supply, gaussian, gaussian),
          "3SFCA, Gaussian: GP lists per 10 000 people",
          "3SFCA, gaussisk: fastlegelister per 10 000 innbyggere");
    share("fca_modified_two_step", modified_two_step(f.pairs, f.people, f.supply, gaussian),
          "M2SFCA, Gaussian: GP lists per 10 000 people",
          "M2SFCA, gaussisk: fastlegelister per 10 000 innbyggere");
    share("fca_modified_huff", modified_huff_three_step(f.pairs, f.people, f.supply, gaussian),
          "MH3SFCA, Gaussian: GP lists per 10 000 people",
          "MH3SFCA, gaussisk: fastlegelister per 10 000 innbyggere");
    share("fca_balanced", balanced(f.pairs, f.people, f.supply, gaussian),
          "balanced FCA, Gaussian: supply per person shared over squares (compare places, not levels)",
          "balansert FCA, gaussisk: tilbud per innbygger delt på ruter (sammenlign steder, ikke nivå)");
    out.push_back({"spatial_availability", "lists",
                   "spatial availability, Gaussian: GP lists that fall to the people here",
                   "romlig tilgjengelighet, gaussisk: fastlegelister som tilfaller innbyggerne her", false,
                   spatial_availability(f.pairs, f.people, f.supply, gaussian)});
}

AccessIndex minutes_index(const char* name, std::span<const double> values, const char* english,
                          const char* norwegian) {
    return {name, "minutes", english, norwegian, true, {values.begin(), values.end()}};
}

}  // namespace

std::vector<AccessIndex> access_indices(const AccessFigures& f, const AccessParams& p) {
    std::vector<AccessIndex> out;
    out.push_back(minutes_index("minutes_nearest", f.minutes_nearest,
                                "minutes by car to the nearest GP practice",
                                "minutter med bil til nærmeste legekontor"));
    out.push_back(minutes_index("minutes_nearest_with_gp", f.minutes_nearest_with_gp,
                                "minutes by car to the nearest practice with a GP",
                                "minutter med bil til nærmeste fastlege"));
    out.push_back(minutes_index("minutes_nearest_open", f.minutes_nearest_open,
                                "minutes by car to the nearest practice with an open list",
                                "minutter med bil til nærmeste åpne fastlegeliste"));
    add_indices(out, FiguresOf<TravelTable>{f.table, f.people, f.lists, 10'000, "lists per 10000 people"}, p);
    return out;
}

std::vector<AccessIndex> access_indices(const CostFigures& f, const AccessParams& p) {
    std::vector<AccessIndex> out;
    out.push_back(minutes_index("minutes_nearest", f.minutes_nearest, "cost to the nearest place of supply",
                                "kostnad til nærmeste tilbudssted"));
    out.push_back(minutes_index("minutes_nearest_with_gp", f.minutes_nearest_with_gp,
                                "cost to the nearest place that has any supply",
                                "kostnad til nærmeste sted med tilbud"));
    add_indices(out, FiguresOf<CostMatrix>{f.pairs, f.people, f.supply, 1, "supply per person"}, p);
    return out;
}

std::vector<AccessIndex> indices_with(const CostFigures& f, const Decay& decay, const std::string& label) {
    std::vector<AccessIndex> out;
    const auto add = [&](const char* name, const char* unit, std::vector<double> values,
                         bool per_person = true) {
        const auto full = fmt::format("{}:{}", name, label);
        out.push_back({full, unit, full, full, per_person, std::move(values)});
    };
    const auto* per_person = "supply per person";
    const auto everywhere = std::visit(
        [](auto without_limit) -> Decay {
            if constexpr (
                requires { without_limit.scale; } || requires { without_limit.rate; } ||
                requires { without_limit.sigma; } || requires { without_limit.spread; })
                without_limit.limit = no_limit;
            return without_limit;
        },
        decay);
    add("opportunities", "supply", opportunities(f.pairs, f.supply, decay));
    add("two_step", per_person, two_step(f.pairs, f.people, f.supply, decay));
    add("three_step", per_person, three_step(f.pairs, f.people, f.supply, decay, decay));
    add("three_step_all", per_person, three_step(f.pairs, f.people, f.supply, decay, everywhere));
    add("modified_two_step", per_person, modified_two_step(f.pairs, f.people, f.supply, decay));
    add("modified_huff", per_person, modified_huff_three_step(f.pairs, f.people, f.supply, decay));
    add("balanced", per_person, balanced(f.pairs, f.people, f.supply, decay));
    add("spatial_availability", "supply", spatial_availability(f.pairs, f.people, f.supply, decay), false);
    return out;
}

}  // namespace geo
