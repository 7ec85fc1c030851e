#include "geo/raam.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "geo/base/error.hpp"

namespace geo {
namespace {

double cost_of(const TravelTable& t, std::uint32_t k) {
    return t.tenth_minutes[k] / 10.0;
}
double cost_of(const CostMatrix& m, std::uint32_t k) {
    return m.cost[k];
}
std::uint32_t column_of(const TravelTable& t, std::uint32_t k) {
    return t.practice[k].value;
}
std::uint32_t column_of(const CostMatrix& m, std::uint32_t k) {
    return m.column[k];
}
std::uint32_t rows_of(const TravelTable& t) {
    return t.cells;
}
std::uint32_t rows_of(const CostMatrix& m) {
    return m.rows;
}

/// Spreads a row's people over its places so that all who are used cost the same and no other costs less:
/// like water in vessels of width `room` whose floors lie at the cost without them.
class Filling {
public:
    struct Vessel {
        std::uint32_t pair;
        double floor, room;
    };

    void begin() { vessels_.clear(); }
    void add(const Vessel& vessel) { vessels_.push_back(vessel); }
    bool empty() const { return vessels_.empty(); }

    /// How high the row's people fill the vessels.
    double level(double people) {
        std::ranges::sort(vessels_, [](const Vessel& a, const Vessel& b) {
            return std::pair(a.floor, a.pair) < std::pair(b.floor, b.pair);
        });
        double room = 0, filled = 0;
        used_ = 0;
        for (; used_ < vessels_.size(); ++used_) {
            const auto& vessel = vessels_[used_];
            if (used_ > 0 && room * vessel.floor - filled >= people) break;
            room += vessel.room;
            filled += vessel.room * vessel.floor;
        }
        return (people + filled) / room;
    }

    /// Calls put(pair, people) for those places that get any; returns the level.
    template <class Put>
    double fill(double people, const Put& put) {
        const double height = level(people);
        for (std::size_t i = 0; i < used_; ++i)
            if (const double share = vessels_[i].room * (height - vessels_[i].floor); share > 0)
                put(vessels_[i].pair, share);
        return height;
    }

private:
    std::vector<Vessel> vessels_;
    std::size_t used_ = 0;
};

}  // namespace

template <class Pairs>
Raam raam(const Pairs& pairs, std::span<const double> people, std::span<const double> supply,
          const RaamParams& params) {
    if (!(params.minutes_per_crowding > 0))
        throw InputError("rational agent access: minutes per crowding must be over 0");
    const double all = std::accumulate(people.begin(), people.end(), 0.0),
                 whole_supply = std::accumulate(supply.begin(), supply.end(), 0.0);
    Raam out;
    out.cost.assign(rows_of(pairs), no_limit);
    out.crowding.assign(supply.size(), 0.0);
    if (!(all > 0) || !(whole_supply > 0)) return out;
    std::vector<double> room(supply.size()), load(supply.size(), 0.0), of_pair(pairs.first.back(), 0.0);
    for (std::size_t j = 0; j < room.size(); ++j) room[j] = supply[j] * all / whole_supply;
    Filling filling;
    std::vector<double> level(rows_of(pairs), no_limit);
    do {
        out.last_change = 0;
        const auto before = load;
        for (std::uint32_t i = 0; i < rows_of(pairs); ++i) {
            if (!(people[i] > 0)) continue;
            for (auto k = pairs.first[i]; k < pairs.first[i + 1]; ++k) {
                if (!(of_pair[k] > 0)) continue;
                auto& there = load[column_of(pairs, k)];
                there = std::max(0.0, there - of_pair[k]);
                of_pair[k] = 0;
            }
            // Places far above the last level are not looked at, unless the new one rises to them.
            for (double bound = level[i] + 0.02;; bound = no_limit) {
                filling.begin();
                for (auto k = pairs.first[i]; k < pairs.first[i + 1]; ++k) {
                    const auto j = column_of(pairs, k);
                    if (!(supply[j] > 0)) continue;
                    const double floor = load[j] / room[j] + cost_of(pairs, k) / params.minutes_per_crowding;
                    if (floor <= bound) filling.add({k, floor, room[j]});
                }
                if (filling.empty() && bound == no_limit) break;
                if (filling.empty() || filling.level(people[i]) > bound) continue;
                level[i] = filling.fill(people[i], [&](std::uint32_t k, double share) {
                    of_pair[k] = share;
                    load[column_of(pairs, k)] += share;
                });
                break;
            }
        }
        for (std::size_t j = 0; j < load.size(); ++j)
            if (supply[j] > 0)
                out.last_change = std::max(out.last_change, std::abs(load[j] - before[j]) / room[j]);
    } while (++out.rounds < params.most_rounds && out.last_change > params.accuracy);
    for (std::size_t j = 0; j < load.size(); ++j)
        if (supply[j] > 0) out.crowding[j] = load[j] / room[j];
    // The last rows moved after the first ones; read all costs from the loads as they are.
    for (std::uint32_t i = 0; i < rows_of(pairs); ++i) {
        double least = no_limit;
        for (auto k = pairs.first[i]; k < pairs.first[i + 1]; ++k)
            if (supply[column_of(pairs, k)] > 0)
                least = std::min(least, out.crowding[column_of(pairs, k)] +
                                            cost_of(pairs, k) / params.minutes_per_crowding);
        out.cost[i] = least;
    }
    return out;
}

template <class Pairs, class Neighbours>
std::vector<double> catchment_ratio(const Pairs& pairs, const Neighbours& neighbours,
                                    std::span<const double> people, std::span<const double> supply,
                                    double limit) {
    const auto near_supply = opportunities(pairs, supply, Within{limit});
    const auto near_people = opportunities(neighbours, people, Within{limit});
    std::vector<double> out(near_supply.size());
    for (std::size_t i = 0; i < out.size(); ++i)
        out[i] = near_people[i] > 0 ? near_supply[i] / near_people[i] : 0.0;
    return out;
}

template Raam raam(const TravelTable&, std::span<const double>, std::span<const double>, const RaamParams&);
template Raam raam(const CostMatrix&, std::span<const double>, std::span<const double>, const RaamParams&);
template std::vector<double> catchment_ratio(const CostMatrix&, const CostMatrix&, std::span<const double>,
                                             std::span<const double>, double);

}  // namespace geo
