#pragma once
// Everything `legekart access` says about how much care people can reach, as one value per cell and index.
#include <concepts>
#include <cstdint>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

#include "geo/base/field.hpp"
#include "geo/catchment.hpp"
#include "geo/travel_table.hpp"

namespace geo {

/// Limits and decays of the indices. Minutes are by car.
struct AccessParams {
    double farthest_road_m = 5'000;  ///< who lives farther from every road reaches nothing
    double near_minutes = 30;        ///< "within reach": cumulative opportunities and plain 2SFCA
    double step_1_minutes = 10;      ///< E2SFCA: weight 1 up to here
    double step_2_minutes = 20;
    double step_2_weight = 0.68;
    double step_3_minutes = 30;
    double step_3_weight = 0.22;
    double gaussian_limit_minutes = 60;  ///< weight 1 % here, 0 beyond
    double exponential_per_minute = 0.08;
    double logistic_middle_minutes = 20;
    double logistic_spread_minutes = 10;
    double power_exponent = 1;
    double power_scale_minutes = 10;
};

template <class P, class Visit>
requires std::same_as<std::remove_const_t<P>, AccessParams>
void visit_fields(P& p, Visit&& visit) {
    constexpr auto steps =
        "Luo and Qi 2009 (doi 10.1016/j.healthplace.2009.06.002): zones of 10, 20 and 30 minutes with "
        "weights "
        "1, 0.68 and 0.22";
    visit(
        "farthest_road_m", p.farthest_road_m,
        Field{"m", 0, 1e7,
              "assumption: 99.99 % of people live within 5 km of a road or quay of Kartverket N1000; farther "
              "off, the road file does not cover the place"});
    visit("near_minutes", p.near_minutes,
          Field{"minutes", 1, 600, "Luo and Wang 2003 (doi 10.1068/b29120): half an hour by car"});
    visit("step_1_minutes", p.step_1_minutes, Field{"minutes", 1, 600, steps});
    visit("step_2_minutes", p.step_2_minutes, Field{"minutes", 1, 600, steps});
    visit("step_2_weight", p.step_2_weight, Field{"ratio", 0, 1, steps});
    visit("step_3_minutes", p.step_3_minutes, Field{"minutes", 1, 600, steps});
    visit("step_3_weight", p.step_3_weight, Field{"ratio", 0, 1, steps});
    visit("gaussian_limit_minutes", p.gaussian_limit_minutes,
          Field{"minutes", 1, 600,
                "assumption: an hour, over which the report counts people; weight 1 % there as in the R "
                "package fca"});
    visit("exponential_per_minute", p.exponential_per_minute,
          Field{"1/minute", 0, 1, "assumption: willingness halves every 9 minutes"});
    visit("logistic_middle_minutes", p.logistic_middle_minutes,
          Field{"minutes", 1, 600, "assumption: half of the attraction is lost at 20 minutes"});
    visit("logistic_spread_minutes", p.logistic_spread_minutes,
          Field{"minutes", 0.1, 600, "assumption: standard deviation 10 minutes"});
    visit(
        "power_exponent", p.power_exponent,
        Field{"1", 0.1, 5, "Hansen 1959 (doi 10.1080/01944365908978307): exponents near 1 for local trips"});
    visit("power_scale_minutes", p.power_scale_minutes,
          Field{"minutes", 0.1, 600, "assumption: a list 10 minutes away counts as one"});
}

/// One index: a value per cell, infinity for minutes out of reach.
struct AccessIndex {
    std::string name, unit, long_name, long_name_no;
    bool per_person = true;  ///< false: an amount of the whole cell, to be added up
    std::vector<double> value;
};

/// What the indices of one's own costs are made of.
struct CostFigures {
    const CostMatrix& pairs;
    std::span<const double> people;
    std::span<const double> supply;
    std::span<const double> minutes_nearest, minutes_nearest_with_gp;
};

/// What the indices are made of. Rows of `people` and of the minutes are cells; `lists` and `open` are
/// practices.
struct AccessFigures {
    const TravelTable& table;
    std::span<const double> people;
    std::span<const double> lists;  ///< GP lists with a GP: the supply
    std::span<const double> minutes_nearest, minutes_nearest_with_gp, minutes_nearest_open;
};

/// All indices in a fixed order. Catchment indices are GP lists per 10 000 people; sums of people × index are
/// the lists that someone reaches (not for modified ones, which lose distant supply). Only pairs of the table
/// count, so its cut-off bounds every decay. Throws InputError for steps that do not ascend.
std::vector<AccessIndex> access_indices(const AccessFigures& figures, const AccessParams& params);

/// The same of one's own costs, but for the nearest open list; supply per person, not per 10 000.
std::vector<AccessIndex> access_indices(const CostFigures& figures, const AccessParams& params);

/// Every catchment index with one decay of a user's choice, each named "two_step:LABEL" and so on; supply per
/// person. "three_step_all" chooses among all pairs listed, not only those within the decay's limit (PySAL
/// access does, the R package fca does not).
std::vector<AccessIndex> indices_with(const CostFigures& figures, const Decay& decay,
                                      const std::string& label);

/// A decay in words: "within:30", "steps:10=1,20=0.68,30=0.22" (a cost on an edge has the weight before it)
/// or "steps-below:..." (the one after it), "gaussian:SIGMA[,LIMIT]", "exponential:RATE[,LIMIT]",
/// "logistic:MIDDLE,SPREAD[,LIMIT]", "power:EXPONENT[,SCALE[,LEAST[,LIMIT]]]". Throws InputError otherwise.
Decay decay_in(const std::string& words);

}  // namespace geo
