#pragma once
// Municipalities as places to work in.
#include <cstdint>

#include "model/world.hpp"

namespace model {

/// What a municipality is to someone who works there, this month.
struct WorkPlace {
    std::int32_t inhabitants = 0;
    std::uint8_t centrality = 1;
    std::uint32_t doctors = 0;  ///< on duty in turn: lists with a GP or a locum
    double mean_list = 0;       ///< patients per list with a GP, 0 if there is none
};
Column<MunicipalityId, WorkPlace> work_places(const World& world);

}  // namespace model
