#pragma once
// Groups of municipalities that figures are given for: the one list of them.
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/inputs.hpp"

namespace model {

enum class AreaKind : std::uint8_t {
    nation,
    county,
    health_region,
    hospital_area,
    centrality,
    size,
    municipality,
    own,  ///< a group of somebody's own, or several areas as one
};
inline constexpr std::string_view area_kinds[]{"nation",     "county", "health_region", "hospital_area",
                                               "centrality", "size",   "municipality",  "own"};

struct Area {
    AreaKind kind;
    /// Official number of a county or municipality, class of centrality and size; empty: nation; else the
    /// name.
    std::string number;
    std::string name;
    std::vector<MunicipalityId> members;  ///< ascending
    /// The area that was simulated alone, of a class of its municipalities; else empty.
    std::string within = {};

    std::string_view kind_name() const { return area_kinds[static_cast<std::size_t>(kind)]; }
};

/// The nation (or, of municipalities that were simulated alone, all of them by their name; groups that reach
/// beyond are left out), counties by number, health regions and hospital areas by name, centrality classes
/// 1-6. Those without a municipality are left out.
std::vector<Area> large_areas(const Municipalities& municipalities);

/// The large areas, then size classes by `inhabitants` (those that occur), then municipalities in their
/// order.
std::vector<Area> areas(const Municipalities& municipalities, std::span<const std::int32_t> inhabitants);

/// "Norway", "Helgeland hospital area", "centrality 3", "2000-4999 inhabitants", of an area alone "centrality
/// 3 in Finnmark"; others have their own names.
std::string name_en(const Area& area);
/// "Norge", "Helgeland sykehusområde", "sentralitet 3", "2000-4999 innbyggere", "sentralitet 3 i Finnmark".
std::string name_no(const Area& area);

}  // namespace model
