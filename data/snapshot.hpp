#pragma once
// What a snapshot file holds beside the indicators; shared by its writer and its reader.
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "data/indicator_info.hpp"
#include "data/input_set.hpp"
#include "data/schema.hpp"
#include "geo/boundaries.hpp"
#include "geo/population_grid.hpp"
#include "model/measures/measure.hpp"

namespace data {

/// Where a run comes from. No clock time: the same run gives the same bytes.
struct Provenance {
    std::string scenario;                         ///< text of the scenario file
    std::string title, title_no;                  ///< of the scenario, one line each; empty if it has none
    std::vector<model::ParameterRow> parameters;  ///< every one in force
    std::uint64_t seed = 0;
    std::string version;     ///< of the program
    std::string git_commit;  ///< of the program's source
    std::vector<Attribution> inputs;
    std::string compiler = compiler_version();
    std::vector<std::string> libraries = library_versions();
};

/// How rows of a population grid that share one square become one pixel.
enum class CellMerge : std::uint8_t {
    sum,   ///< for counts
    mean,  ///< weighted by residents, for minutes and shares
};

/// One quantity of the inhabited squares.
struct CellField {
    std::string name, unit, long_name, long_name_no;
    CellMerge merge = CellMerge::mean;
};

/// Which squares, which time points (ascending) and which quantities go into the group /cells.
struct CellLayout {
    geo::PopulationGrid grid;
    std::vector<int> times;  ///< time indices: 0 is the start
    std::vector<CellField> fields;
};

/// State of a list in a file: the row's number in this table.
inline constexpr std::array<std::string_view, 4> list_states{"gp", "vacant", "vacant_with_locum", "closed"};

/// Lists at the final month, one row per list. Every column has the same length.
struct SnapshotLists {
    std::vector<std::string> name;
    std::vector<geo::MunicipalityId> municipality;
    std::vector<geo::Point> practice;
    std::vector<std::int32_t> cap;      ///< listetak, persons
    std::vector<std::int32_t> members;  ///< persons
    std::vector<std::uint8_t> state;    ///< row of list_states

    std::uint32_t size() const { return static_cast<std::uint32_t>(municipality.size()); }
    bool operator==(const SnapshotLists&) const = default;
};

/// What each measure cost the nation. Every column has one row per measure.
struct MeasureCosts {
    std::vector<std::string> name, title, title_no;
    /// 1000 NOK of 2023 in each month, mean over replicates. Shape: measures × model::payers × time points.
    std::vector<float> thousand_nok;

    std::size_t size() const { return name.size(); }
    bool operator==(const MeasureCosts&) const = default;
};

}  // namespace data
