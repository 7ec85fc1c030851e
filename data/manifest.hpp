#pragma once
// The manifest of an input set: which files, which columns, where from, and what must hold.
#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "data/input_set.hpp"
#include "data/read_boundaries.hpp"
#include "data/read_cells.hpp"
#include "data/read_lists.hpp"
#include "data/read_municipalities.hpp"
#include "data/read_national.hpp"
#include "data/read_population.hpp"
#include "data/read_practices.hpp"
#include "data/read_projections.hpp"
#include "data/read_roads.hpp"

namespace data {

/// One source file, and what the set says about it.
struct SourceFile {
    std::string file;    ///< relative to one of the source folders
    std::string sha256;  ///< as stated; empty: not checked
    Attribution attribution;
};

/// How the roads of a manifest are written.
enum class RoadFormat {
    columns,  ///< a line layer whose columns RoadSource names
    nvdb,     ///< NVDB's route network with its own columns; only the layer's name counts
    osm,      ///< an OpenStreetMap extract
};

/// How the residents of a manifest are written.
enum class PopulationFormat {
    wide,        ///< one row per municipality, year and sex
    long_table,  ///< one figure a row, as the table service's CSV
    json_stat,
};

/// Totals the sources must add up to; absent ones are not checked.
struct StatedTotals {
    std::optional<std::int64_t> municipalities, lists_with_gp, lists_without_gp, patients_with_gp,
        patients_without_gp, places_with_gp, open_lists, practices, cells, roads;
    std::map<int, std::int64_t> residents;  ///< by year
    std::map<int, std::int64_t>
        residents_about;  ///< published totals that an estimated split may miss by a few
};

struct Manifest {
    SourceFile municipalities, population, lists, list_series, cells, practices, roads;
    std::array<SourceFile, 3> boundaries;  ///< full, land, small
    std::optional<SourceFile> neighbours;  ///< absent: maps show nothing beyond the border
    BoundarySource neighbour_source;

    MunicipalityColumns municipality_columns;
    std::vector<std::string> norwegian_name_second;  ///< numbers whose source name has the Sami name first
    PopulationFormat population_format = PopulationFormat::wide;
    PopulationColumns population_columns;
    LongPopulationColumns long_population_columns;
    ListColumns list_columns;
    int list_year = 0;
    ListSeriesColumns list_series_columns;
    std::optional<SourceFile> national;  ///< absent: runs can only start after the list table's year
    NationalColumns national_columns;
    std::optional<SourceFile> municipal_projection;  ///< absent with the next: no official projection
    int municipal_vintage = 0;
    MunicipalProjectionColumns municipal_projection_columns;
    std::optional<SourceFile> national_projections;
    NationalProjectionColumns national_projection_columns;
    CellForm cell_form = CellForm::index;
    std::uint32_t cell_m = 250;
    CellColumns cell_columns;
    PracticeColumns practice_columns;
    std::string practice_crs;
    RoadSource road_source;
    RoadFormat road_format = RoadFormat::columns;
    double road_tolerance_m = 50;
    std::array<BoundarySource, 3> boundary_sources;
    StatedTotals totals;

    /// Every source there is, in the order in which a set lists them.
    std::vector<const SourceFile*> sources() const;
};

/// The table [roads] on its own: a file and what its columns are called.
struct RoadMapping {
    SourceFile file;
    RoadSource source;
    RoadFormat format = RoadFormat::columns;
};

/// Reads a TOML file that has nothing but the table [roads]. Throws one InputError with everything wrong in
/// it.
RoadMapping read_road_source(const std::filesystem::path& file);

/// Throws one InputError with everything wrong in the manifest, each with line and column.
Manifest read_manifest(const std::filesystem::path& file);

}  // namespace data
