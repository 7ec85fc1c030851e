#pragma once
#include <vector>

#include "data/input_set.hpp"
#include "data/strict_toml.hpp"
#include "model/area_names.hpp"
#include "model/events.hpp"

namespace data {

/// The events of a scenario, its tables [[event]]. Each has `month` and one of: gp_leaves (a municipality,
/// with `lists`), gp_leaves_practice (a practice's number, with `lists`), practice_opens ([east, north], with
/// `lists`), practice_moves (a number, with `to`), practice_closes (a number), ferry_closes, road_closes
/// (names, with `until`), duty_merges (municipalities, with `until`). Places are those of `set`; no more GPs
/// leave than `lists`, those of the first day, and events have. Faults are noted at their keys.
std::vector<model::Event> read_events(const TomlTable& root, const InputSet& set,
                                      const model::AreaNames& names, const model::ListTable& lists,
                                      model::Month start);

}  // namespace data
