#pragma once
#include <span>
#include <vector>

#include "geo/catchment.hpp"

namespace geo {

/// Rational agent access model (Saxon and Snow 2020, doi 10.1080/24694452.2019.1629870): people choose where
/// the sum of crowding and way is least.
struct RaamParams {
    double minutes_per_crowding = 60;  ///< tau: a way this long weighs as much as mean crowding
    double accuracy = 1e-5;            ///< largest change of any crowding in the last round
    int most_rounds = 10'000;
};

struct Raam {
    std::vector<double>
        cost;  ///< of each row: crowding + minutes / tau where its people go; infinity without a way
    std::vector<double> crowding;  ///< of each column: people who come per supply, over the mean of all
    int rounds = 0;
    double last_change = 0;  ///< of any crowding in the last round
};

/// The state in which nobody gains by going elsewhere. Crowding of a place is its people over supply x rho,
/// with rho = people over supply in all; the cost of a pair is the crowding + minutes / tau. People may be
/// split over places in any share, so the state exists and its crowding is the only one. Places without
/// supply serve nobody; a row without people has the least cost it would find. The same bits on any number of
/// threads.
template <class Pairs>
Raam raam(const Pairs& pairs, std::span<const double> people, std::span<const double> supply,
          const RaamParams& params = {});

/// Floating catchment ratio (Luo 2004): supply within `limit` of a row over the people within `limit` of it.
/// `neighbours` holds the ways between rows; whoever it does not list is not within. A row with nobody near
/// has 0.
template <class Pairs, class Neighbours>
std::vector<double> catchment_ratio(const Pairs& pairs, const Neighbours& neighbours,
                                    std::span<const double> people, std::span<const double> supply,
                                    double limit);

}  // namespace geo
