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

/// Who goes where while places are settled one after the other.
template <class Pairs>
class Settling {
public:
    Settling(const Pairs& pairs, std::span<const double> people, std::span<const double> supply,
             double minutes_per_crowding)
        : pairs_(pairs),
          people_(people),
          supply_(supply),
          minutes_per_crowding_(minutes_per_crowding),
          room_(supply.size()),
          load_(supply.size(), 0.0),
          of_pair_(pairs.first.back(), 0.0),
          level_(rows_of(pairs), no_limit) {
        const double per_supply = std::accumulate(people.begin(), people.end(), 0.0) /
                                  std::accumulate(supply.begin(), supply.end(), 0.0);
        for (std::size_t j = 0; j < room_.size(); ++j) room_[j] = supply[j] * per_supply;
    }

    /// Settles every place anew; returns the largest change of a crowding.
    double round() {
        const auto before = load_;
        for (std::uint32_t i = 0; i < rows_of(pairs_); ++i) {
            if (!(people_[i] > 0)) continue;
            take_out(i);
            settle(i);
        }
        double largest = 0;
        for (std::size_t j = 0; j < load_.size(); ++j)
            if (supply_[j] > 0) largest = std::max(largest, std::abs(load_[j] - before[j]) / room_[j]);
        return largest;
    }

    std::vector<double> crowding() const {
        std::vector<double> crowding(load_.size(), 0.0);
        for (std::size_t j = 0; j < load_.size(); ++j)
            if (supply_[j] > 0) crowding[j] = load_[j] / room_[j];
        return crowding;
    }

private:
    void take_out(std::uint32_t i) {
        for (auto k = pairs_.first[i]; k < pairs_.first[i + 1]; ++k) {
            if (!(of_pair_[k] > 0)) continue;
            auto& there = load_[column_of(pairs_, k)];
            there = std::max(0.0, there - of_pair_[k]);
            of_pair_[k] = 0;
        }
    }

    void look_at(std::uint32_t i, double bound) {
        filling_.begin();
        for (auto k = pairs_.first[i]; k < pairs_.first[i + 1]; ++k) {
            const auto j = column_of(pairs_, k);
            if (!(supply_[j] > 0)) continue;
            const double floor = load_[j] / room_[j] + cost_of(pairs_, k) / minutes_per_crowding_;
            if (floor <= bound) filling_.add({k, floor, room_[j]});
        }
    }

    /// Places far above the last level are not looked at, unless the new one rises to them.
    void settle(std::uint32_t i) {
        for (double bound = level_[i] + 0.02;; bound = no_limit) {
            look_at(i, bound);
            if (filling_.empty() && bound == no_limit) return;
            if (filling_.empty() || filling_.level(people_[i]) > bound) continue;
            level_[i] = filling_.fill(people_[i], [&](std::uint32_t k, double share) {
                of_pair_[k] = share;
                load_[column_of(pairs_, k)] += share;
            });
            return;
        }
    }

    const Pairs& pairs_;
    std::span<const double> people_, supply_;
    double minutes_per_crowding_;
    std::vector<double> room_, load_, of_pair_, level_;
    Filling filling_;
};

}  // namespace

template <class Pairs>
Raam raam(const Pairs& pairs, std::span<const double> people, std::span<const double> supply,
          const RaamParams& params) {
    if (!(params.minutes_per_crowding > 0))
        throw InputError("rational agent access: minutes per crowding must be over 0");
    Raam out;
    out.cost.assign(rows_of(pairs), no_limit);
    out.crowding.assign(supply.size(), 0.0);
    const auto any = [](double value) { return value > 0; };
    if (std::none_of(people.begin(), people.end(), any) || std::none_of(supply.begin(), supply.end(), any))
        return out;
    Settling<Pairs> settling(pairs, people, supply, params.minutes_per_crowding);
    do {
        out.last_change = settling.round();
    } while (++out.rounds < params.most_rounds && out.last_change > params.accuracy);
    out.crowding = settling.crowding();
    // The last rows moved after the first ones; read all costs from the loads as they are.
    for (std::uint32_t i = 0; i < rows_of(pairs); ++i)
        for (auto k = pairs.first[i]; k < pairs.first[i + 1]; ++k)
            if (const auto j = column_of(pairs, k); supply[j] > 0)
                out.cost[i] =
                    std::min(out.cost[i], out.crowding[j] + cost_of(pairs, k) / params.minutes_per_crowding);
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
