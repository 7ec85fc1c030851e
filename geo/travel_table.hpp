#pragma once
#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "geo/base/units.hpp"
#include "geo/ids.hpp"
#include "geo/point.hpp"

namespace geo {

/// Longest time a table can hold: 6 553.5 minutes in tenths of a minute.
inline constexpr Millis longest_travel{65'535u * 6'000u};

/// Milliseconds as tenths of a minute, halves rounded up. `time` is at most `longest_travel`.
constexpr std::uint16_t tenths_of_minute(Millis time) {
    return static_cast<std::uint16_t>((time.count() + 3'000u) / 6'000u);
}
constexpr Minutes minutes_of_tenths(std::uint16_t tenths) {
    return Minutes{static_cast<float>(tenths) / 10.0F};
}

/// Travel times from cells to practices as compressed rows: a pair that is missing is unreachable within the
/// cut-off, never a zero.
///
/// Cell c reaches practice[k] in tenth_minutes[k] tenths of a minute, for k in [first[c], first[c+1]),
/// ordered by practice.
struct TravelTable {
    std::uint32_t cells = 0;
    std::uint32_t practices = 0;
    std::vector<std::uint32_t> first{0};  ///< cells + 1 entries
    std::vector<PracticeId> practice{};
    std::vector<std::uint16_t> tenth_minutes{};

    std::uint32_t pairs() const { return static_cast<std::uint32_t>(practice.size()); }
    std::span<const PracticeId> practices_of(CellId cell) const {
        return {practice.data() + first[cell.value], practice.data() + first[cell.value + 1]};
    }
    std::span<const std::uint16_t> tenths_of(CellId cell) const {
        return {tenth_minutes.data() + first[cell.value], tenth_minutes.data() + first[cell.value + 1]};
    }
    bool operator==(const TravelTable&) const = default;
};

/// The same pairs the other way: practice p is reached from cell[k], k in [first[p], first[p+1]), ordered by
/// cell.
struct TravelTableByPractice {
    std::uint32_t cells = 0;
    std::uint32_t practices = 0;
    std::vector<std::uint32_t> first{0};  ///< practices + 1 entries
    std::vector<CellId> cell{};
    std::vector<std::uint16_t> tenth_minutes{};

    std::uint32_t pairs() const { return static_cast<std::uint32_t>(cell.size()); }
    std::span<const CellId> cells_of(PracticeId practice) const {
        return {cell.data() + first[practice.value], cell.data() + first[practice.value + 1]};
    }
    std::span<const std::uint16_t> tenths_of(PracticeId practice) const {
        return {tenth_minutes.data() + first[practice.value],
                tenth_minutes.data() + first[practice.value + 1]};
    }
    bool operator==(const TravelTableByPractice&) const = default;
};

TravelTableByPractice by_practice(const TravelTable& table);
TravelTable by_cell(const TravelTableByPractice& table);

/// Time of one pair in tenths of a minute; nothing if the practice is out of reach.
std::optional<std::uint16_t> travel_tenths(const TravelTable& table, CellId cell, PracticeId practice);
/// The same in minutes.
std::optional<Minutes> travel_time(const TravelTable& table, CellId cell, PracticeId practice);

/// Minutes to the nearest practice of each cell in tenths; nothing if it reaches none.
std::vector<std::optional<std::uint16_t>> nearest_tenths(const TravelTable& table);

/// Times along straight lines made longer by `detour` (road km per straight km, at least 1) at one speed: a
/// stand-in where no road data are at hand. Pairs up to and including `cut_off`. Throws InputError if the
/// speed is not positive, the detour under 1, or the cut-off beyond `longest_travel`.
TravelTable straight_line_times(std::span<const Point> cells, std::span<const Point> practices,
                                KmPerHour speed, double detour, Minutes cut_off);

/// A cut-off in whole milliseconds. Throws InputError if it is negative or beyond `longest_travel`.
Millis cut_off_millis(Minutes cut_off);

}  // namespace geo
