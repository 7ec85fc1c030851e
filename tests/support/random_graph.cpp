#include "tests/support/random_graph.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "geo/point.hpp"

namespace support {

std::uint64_t Dice::bits() {
    state_ += 0x9E3779B97F4A7C15U;
    auto z = state_;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31);
}
std::uint32_t Dice::below(std::uint32_t end) {
    return static_cast<std::uint32_t>(((bits() >> 32) * end) >> 32);
}
double Dice::unit() {
    return static_cast<double>(bits() >> 11) * 0x1.0p-53;
}

namespace {

class RandomCountry {
public:
    RandomCountry(std::uint32_t towns, std::uint64_t dice_seed) : dice_(dice_seed) {
        for (std::uint32_t t = 0; t < towns; ++t) add_town(t);
        streets_ = nodes_;
        for (std::uint32_t t = 1; t < towns; ++t) {
            add_road(t, nearest(t, t, t));
            const auto first = nearest(t, towns, t), second = nearest(t, towns, first);
            if (t < first) add_road(t, first);
            if (t < second) add_road(t, second);
        }
    }

    RandomRoads finish() && { return {geo::build_graph(nodes_, std::move(arcs_)), streets_}; }

private:
    struct Town {
        geo::Point middle;
        std::uint32_t first_node, side;
    };

    void both_ways(std::uint32_t a, std::uint32_t b, double metres, double km_h) {
        const auto ms = static_cast<std::uint32_t>(metres / km_h * 3'600.0) + 1;
        arcs_.push_back({a, b, ms, false});
        arcs_.push_back({b, a, ms + dice_.below(50), false});
    }

    void add_town(std::uint32_t rank) {
        const auto side = static_cast<std::uint32_t>(7 + 115 / std::sqrt(1.0 + rank / 2.0));
        const geo::Point middle{dice_.unit() * 250'000, dice_.unit() * 1'700'000};
        towns_.push_back({middle, nodes_, side});
        for (std::uint32_t y = 0; y < side; ++y)
            for (std::uint32_t x = 0; x < side; ++x) {
                const auto here = nodes_ + y * side + x;
                const bool wide = y % 8 == 0;
                if (x + 1 < side) street(here, here + 1, wide);
                if (y + 1 < side && (x % 8 == 0 || dice_.unit() < 0.33))
                    street(here, here + side, x % 8 == 0);
            }
        nodes_ += side * side;
    }

    void street(std::uint32_t a, std::uint32_t b, bool wide) {
        const double metres = 60 + 90 * dice_.unit();
        if (!wide && dice_.unit() < 0.03) {
            arcs_.push_back({a, b, static_cast<std::uint32_t>(metres * 120) + 1, false});
            return;
        }
        both_ways(a, b, metres, wide ? 50 : 30);
    }

    /// The town nearest to `t` among the first `end`, other than `t` and `except`.
    std::uint32_t nearest(std::uint32_t t, std::uint32_t end, std::uint32_t except) const {
        std::uint32_t best = t == 0 ? 1 : 0;
        double least = 1e18;
        for (std::uint32_t i = 0; i < end; ++i) {
            if (i == t || i == except) continue;
            const double dx = towns_[i].middle.east_m - towns_[t].middle.east_m;
            const double dy = towns_[i].middle.north_m - towns_[t].middle.north_m;
            if (dx * dx + dy * dy < least) {
                least = dx * dx + dy * dy;
                best = i;
            }
        }
        return best;
    }

    void add_road(std::uint32_t one, std::uint32_t two) {
        const Town &a = towns_[one], &b = towns_[two];
        auto here = a.first_node + dice_.below(a.side * a.side);
        const auto goal = b.first_node + dice_.below(b.side * b.side);
        const double metres = 1.3 * geo::distance_m(a.middle, b.middle);
        if (dice_.unit() < 0.03) {
            const auto ms = 900'000 + static_cast<std::uint32_t>(metres * 120);
            arcs_.push_back({here, goal, ms, true});
            arcs_.push_back({goal, here, ms, true});
            return;
        }
        const double km_h = one < 200 && two < 200 ? 85 : 60;
        const auto pieces = 1 + static_cast<std::uint32_t>(metres / 250);
        for (std::uint32_t i = 0; i + 1 < pieces; ++i) {
            const auto next = nodes_++;
            both_ways(here, next, metres / pieces, km_h);
            here = next;
            for (auto spur = here; dice_.unit() < 0.2; ++nodes_) {
                both_ways(spur, nodes_, 100 + 300 * dice_.unit(), 30);
                spur = nodes_;
            }
        }
        both_ways(here, goal, metres / pieces, km_h);
    }

    Dice dice_;
    std::uint32_t nodes_ = 0, streets_ = 0;
    std::vector<Town> towns_;
    std::vector<geo::Arc> arcs_;
};

}  // namespace

RandomRoads random_roads(std::uint32_t towns, std::uint64_t seed) {
    return RandomCountry(std::max(towns, 2U), seed).finish();
}

}  // namespace support
