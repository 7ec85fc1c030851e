#pragma once
#include "model/rng.hpp"
#include "model/world.hpp"

namespace support {

/// A world of drawn people, lists and doctors without roads, travel or first-day rules, for sweeps: 5
/// municipalities of two squares each, 7 lists (two vacant), a tenth of the people on no list, some gone. The
/// month is January 2026. Totals are not counted yet.
model::World random_world(std::uint32_t people, model::Seed seed);

}  // namespace support
