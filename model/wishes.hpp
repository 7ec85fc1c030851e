#pragma once
// The wishes of all who ask at a time: what attraction() and wish() of attraction.hpp give one of them, from
// sums that are made side by side.
#include <bit>
#include <limits>
#include <memory>
#include <optional>
#include <vector>

#include "model/attraction.hpp"

namespace model {

/// decay × own-municipality factor of every pair of the travel table, and what it was made from: the same all
/// run, but where a way is closed.
struct WayWeights {
    std::vector<float> of_pair;  ///< in the travel table's order; distance_of() in the last two bits
    Tastes tastes;

    /// The distance flags (People::over_30, over_60) of a pair, kept where its weight is: four parts in ten
    /// million of it, and no second wait for memory. Who is so far that nothing is left of the weight is
    /// never drawn and has none.
    static std::uint8_t distance_of(float weight) {
        const auto bits = std::bit_cast<std::uint32_t>(weight);
        return static_cast<std::uint8_t>((bits & 1U ? People::over_30 : 0) |
                                         (bits & 2U ? People::over_60 : 0));
    }
    static float with_distance(float weight, std::uint8_t distance) {
        if (weight < std::numeric_limits<float>::min()) return 0;
        const auto bits = std::bit_cast<std::uint32_t>(weight) & ~3U;
        return std::bit_cast<float>(bits | (distance & People::over_30 ? 1U : 0U) |
                                    (distance & People::over_60 ? 2U : 0U));
    }

    /// Those of the world's travel table, which it keeps; made anew where they no longer hold.
    static std::shared_ptr<const WayWeights> of(World& world, const ChoiceParams& params);
    /// True if they were made from these parameters and this table. A table is known by where it lies and by
    /// `travel_row`, so one that is changed in place must get another row.
    bool holds(const World& world, const ChoiceParams& params) const;

private:
    double deterrence_ = 0, own_municipality_ = 0, same_sex_ = 0, specialist_ = 0, staying_ = 0;
    std::size_t travel_row_ = 0;
    const std::uint16_t* table_ = nullptr;
};

/// Wishes of all askers: row i is asker i's. A practice in proportion to its attraction, then one of its
/// lists by its own; see wish().
std::vector<std::optional<Request>> wishes_of(const World& world, const std::vector<Asker>& askers,
                                              const WayWeights& ways, const Pulls& pulls, Seed seed,
                                              std::uint32_t turn);

}  // namespace model
