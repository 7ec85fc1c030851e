#pragma once
// The figures of `legekart access`: an input set becomes travel times, indices and summaries, with or without
// changes.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "data/input_set.hpp"
#include "data/road_cache.hpp"
#include "geo/access_indices.hpp"
#include "geo/base/stop.hpp"
#include "geo/inequality.hpp"
#include "geo/road_travel.hpp"
#include "model/areas.hpp"
#include "model/parameters.hpp"
#include "model/start/practice_supply.hpp"

namespace study {

/// Parameters of a study: rooms "roads", "snapping", "initial" (spread of lists) and "access".
struct AccessSettings {
    model::Params model;
    geo::AccessParams access;

    /// Puts `key` = "room.parameter" to `value`. Throws InputError for an unknown key ("did you mean") or a
    /// value that is no number in range.
    void set(const std::string& key, const std::string& value);
    std::vector<model::ParameterRow> rows() const;

    std::vector<std::string> said = {};  ///< keys that were put
};

/// A change to be looked at beside the world as it is.
struct AccessChange {
    std::vector<std::string> closed;          ///< names of what is closed
    std::vector<std::uint32_t> closed_lines;  ///< rows of the roads
    struct NewPractice {
        geo::Point place;
        double lists = 0;
    };
    std::vector<NewPractice> added;
    std::vector<geo::PracticeId> removed;

    bool empty() const { return closed_lines.empty() && added.empty() && removed.empty(); }
};

/// Indices of one state of the world.
struct AccessState {
    geo::TravelTable table;
    std::vector<geo::AccessIndex> indices;

    const geo::AccessIndex& index(std::string_view name) const;
};

/// Seconds of wall time.
struct AccessSeconds {
    double read = 0, network = 0, table = 0, indices = 0, change = 0, write = 0;
};

/// What a study takes unless told otherwise: squares of a kilometre, ways of up to two hours, the first draw
/// of where lists are.
inline constexpr std::uint32_t usual_cell_m = 1000;
inline constexpr geo::Minutes usual_cut_off{120};
inline constexpr std::uint64_t usual_seed = 1;

/// Where everybody lives, where the practices stand, and the ways between them.
class AccessStudy {
public:
    /// Throws geo::Stopped, here and below, if asked to stop between two steps.
    AccessStudy(data::InputSet set, AccessSettings settings, std::uint32_t cell_m, std::uint64_t seed,
                geo::Minutes cut_off, data::RoadCache& cache, geo::StopToken stop = {});

    /// The world as it is, and with a change. A change without closed lines redoes only its practices.
    AccessState now();
    AccessState with(const AccessChange& change, const AccessState& before);

    const model::Inputs& figures() const { return set.figures; }
    model::MunicipalityId municipality(std::uint32_t cell) const {
        return grid.municipality[geo::CellId{cell}];
    }

    data::InputSet set;
    AccessSettings settings;
    geo::PopulationGrid grid;
    std::vector<double> people;  ///< residents of each cell, whole numbers
    std::vector<geo::Point> centres;
    model::PracticeSupply supply;
    std::uint64_t seed;
    geo::Minutes cut_off;
    AccessSeconds seconds;
    geo::RoadTravel travel;

private:
    struct Supply {
        std::vector<double> lists;
        std::vector<std::uint8_t> any, with_gp, open;
    };
    Supply marks() const;
    AccessState state(geo::TravelTable table, const geo::RoadGraph& graph,
                      const std::vector<geo::Access>& practices, const Supply& supply);

    geo::StopToken stop_;
};

/// Value of each cell's municipality, county or centrality class as dense numbers, with labels.
struct Grouping {
    std::string level;  ///< nation, centrality, county, municipality, area
    std::vector<std::string> number, name;
    std::vector<std::uint32_t> of_cell;
};
std::vector<Grouping> groupings(const AccessStudy& study);
/// An area, and all that is elsewhere.
Grouping area_and_elsewhere(const AccessStudy& study, const model::Area& area);

}  // namespace study
