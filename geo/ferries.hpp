#pragma once
// Ferries by the names that people give them: the one list of crossings, and the one way to find one.
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "geo/road_lines.hpp"

namespace geo {

/// What can be closed: a crossing that is named, or ferry lines of one name.
struct Ferry {
    std::string name;                ///< of the crossing, else of its lines
    std::vector<std::string> lines;  ///< names in the road layer
    std::string road;                ///< empty if the layer's name says it
};

/// All ferries of a road layer. Crossings none of whose lines is there are left out.
class Ferries {
public:
    Ferries(const RoadLines& roads, std::span<const Crossing> crossings);

    /// Named crossings first, then the others in the order of the lines.
    const std::vector<Ferry>& all() const { return all_; }

    /// The ferry called so: by its quays, or by the municipalities or the road of its lines, in either
    /// direction, any case and without marks; some of its words will do if no other ferry has them all. A
    /// part of a word is not enough. Throws InputError (`where`) with what was meant, or which ferries it may
    /// be.
    const Ferry& find(std::string_view called, std::string_view where) const;

    /// Rows of the road layer that a ferry is made of.
    std::vector<std::uint32_t> lines_of(const Ferry& ferry) const;

private:
    using Words = std::vector<std::string>;  ///< ascending
    struct Called {
        Words words;
        std::uint32_t ferry;
    };
    void learn(std::uint32_t ferry, std::string_view name, const std::string& road);

    const RoadLines& roads_;
    std::vector<Ferry> all_;
    std::vector<Called> whole_;  ///< names, with the road and without
    std::vector<Words> any_;     ///< by ferry: every word of its names
};

/// Rows of a whole road, such as "E69", "rv. 13" or "fv. 17". Throws InputError (`where`).
std::vector<std::uint32_t> road_lines_called(const RoadLines& roads, std::string_view asked,
                                             std::string_view where);

}  // namespace geo
