#pragma once
// Places, roads and travel times: what does not depend on the seed and takes the longest to make.
#include <optional>
#include <string>
#include <vector>

#include "geo/base/stop.hpp"
#include "geo/road_speeds.hpp"
#include "geo/road_travel.hpp"
#include "geo/snap.hpp"
#include "model/events.hpp"
#include "model/world.hpp"

namespace model {

struct Params;

/// What could not be met exactly, in sentences for people.
using Remarks = std::vector<std::string>;

/// All that make_setting() is told beside the inputs. Runs whose SettingParams are equal may share one
/// setting; what is not here cannot change it.
struct SettingParams {
    geo::RoadSpeeds roads;
    geo::SnapParams snapping;
    double cell_m = 0;         ///< side of a home's square
    double reach_minutes = 0;  ///< travel times are kept up to this

    /// Where satellite surgeries may stand: only if a measure can found one.
    struct Satellites {
        double far_km = 0, near_km = 0;
        bool operator==(const Satellites&) const = default;
    };
    std::optional<Satellites> satellites;

    std::vector<EventSite> sites;      ///< of events
    std::vector<ClosedFrom> closures;  ///< of events

    explicit SettingParams(const Params& params);
    bool operator==(const SettingParams&) const = default;
};

/// `order_of` makes the order of the road graph, or finds it in a cache; it changes only the speed.
/// Throws geo::Stopped if asked to stop between two steps.
Setting make_setting(const Inputs& inputs, const SettingParams& params, Remarks& remarks,
                     const geo::OrderOf& order_of = geo::build_hierarchy, const geo::StopToken& stop = {});

}  // namespace model
