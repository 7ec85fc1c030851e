#pragma once
// The world now, and as it would be.
#include <optional>
#include <string>
#include <vector>

#include "runs/study/access/change.hpp"
#include "runs/study/access/place.hpp"
#include "runs/study/access/study.hpp"

namespace study {

struct Looked {
    AccessState before;
    std::optional<AccessState> after;    ///< none: nothing is changed
    std::optional<Placement> placement;  ///< none: no places were sought
    AccessChange change;                 ///< with the places found
    std::vector<MunicipalityChange> rows;

    const AccessState& shown() const { return after ? *after : before; }
};

/// Holds the roads to the people (must_cover, which names them `roads`), makes the change, seeks the places
/// wished for in the world with it, and makes them too. Throws as AccessStudy and place() do.
Looked look(AccessStudy& study, AccessChange change, const std::optional<PlaceWish>& wish = {},
            const std::string& roads = "roads.nc");

}  // namespace study
