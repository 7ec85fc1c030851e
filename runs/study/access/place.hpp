#pragma once
// Where the next surgeries help most.
#include <array>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string_view>
#include <vector>

#include "runs/study/access/study.hpp"

namespace study {

/// What is made small, over the people of the area.
enum class PlaceAim : std::uint8_t {
    minutes,   ///< minutes to the nearest practice with a GP, summed over people
    beyond,    ///< people farther from it than a limit
    shortage,  ///< GP lists that those under a level lack of it: E2SFCA (Gaussian), the nation's mean
};
inline constexpr std::array<std::string_view, 3> place_aims{"minutes", "beyond", "shortage"};

/// One of place_aims. Throws InputError (--aim) for another name.
PlaceAim aim_called(std::string_view name);

/// Name of the index that an aim is about.
std::string_view index_of(PlaceAim aim);

struct PlaceWish {
    int places = 1;
    double lists = 1;  ///< of each, all with a GP
    PlaceAim aim = PlaceAim::minutes;
    double beyond_minutes = 30;
    double near_minutes = 5;                       ///< a candidate has people within this
    std::vector<model::MunicipalityId> area = {};  ///< whose people and nodes count; none: the nation
};

/// One place of the answer. Figures are of the people of the area, beside what came before it.
struct Placed {
    geo::Point place;
    model::MunicipalityId municipality{0};
    std::int64_t people_near = 0;     ///< people of all areas within near_minutes
    double gain = 0;                  ///< how much the aim falls
    std::int64_t people_shorter = 0;  ///< people with a shorter way
};

struct Placement {
    std::vector<Placed> places;    ///< fewer than asked for if no more would help
    double before = 0, after = 0;  ///< of the aim
    std::uint32_t candidates = 0;
    std::int64_t people = 0;  ///< of the area
    double level = 0;         ///< of PlaceAim::shortage: lists per 10 000 people
    double seconds = 0;
};

/// Candidates are the nodes of roads in the area that have people within near_minutes. Places are taken
/// one by one, the best each time (greedy); then all but the first are exchanged, one at a time, while
/// another candidate is better (Teitz and Bart 1968, doi 10.1287/opre.16.5.955). So the first is the best
/// there is for one alone. Ties go to the first candidate. `now` is the world they are added to, in which the
/// ways `closed` are closed. Throws InputError for an area without candidates.
Placement place(const AccessStudy& study, const AccessState& now, std::span<const std::uint32_t> closed,
                const PlaceWish& wish);

/// The candidates' places, for tests.
std::vector<geo::Point> place_candidates(const AccessStudy& study, const AccessState& now,
                                         const PlaceWish& wish);

/// "<stem>-places.csv" beside `path`: a row per place, in the order in which they help most. Returns its
/// name.
std::filesystem::path write_places_csv(const std::filesystem::path& path, const AccessStudy& study,
                                       const PlaceWish& wish, const Placement& placement);

}  // namespace study
