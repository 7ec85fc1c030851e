#pragma once
#include <limits>

#include "geo/base/strong.hpp"

namespace geo {

using MunicipalityId =
    Id<struct MunicipalityTag>;             ///< row of the municipality table, ordered by official number
using CellId = Id<struct CellTag>;          ///< an inhabited grid square
using PracticeId = Id<struct PracticeTag>;  ///< a surgery site

/// Stands for "none" where a thing may be absent.
template <class IdT>
inline constexpr IdT none{std::numeric_limits<std::uint32_t>::max()};

}  // namespace geo
