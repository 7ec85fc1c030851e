#pragma once
// Writing through GDAL, once; private to viz/export_*.cpp. Files are made in memory, so that GDAL never meets
// a full disk: write_file does, and answers as for every other file.
#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <string>
#include <vector>

#include "viz/export/table.hpp"

namespace viz {

/// A file of GDAL's memory, removed at the end.
class MemoryFile {
public:
    /// The name's extension matters to some formats.
    explicit MemoryFile(const std::string& extension);
    ~MemoryFile();
    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;
    const std::string& name() const { return name_; }
    std::string bytes() const;

private:
    std::string folder_, name_;
};

/// Keeps GDAL's messages off stderr and remembers the first that is a failure.
class GdalErrors {
public:
    GdalErrors();
    ~GdalErrors();
    GdalErrors(const GdalErrors&) = delete;
    GdalErrors& operator=(const GdalErrors&) = delete;
    /// Throws std::runtime_error "cannot <attempt>: <what GDAL said>" if anything failed so far.
    void check(const std::string& attempt) const;

private:
    static void CPL_STDCALL remember(CPLErr level, CPLErrorNum number, const char* message);
    std::string failure_;
};

/// A new dataset in a memory file. Throws std::runtime_error.
GDALDatasetUniquePtr new_dataset(const char* driver, const MemoryFile& file);

/// EPSG:25833, easting before northing.
OGRSpatialReference utm33();

/// One area of the boundaries as a multipolygon.
OGRGeometryUniquePtr multipolygon(const geo::Boundaries& boundaries, std::uint32_t area);

/// Adds a field; throws std::runtime_error if the format will not have it.
void add_field(OGRLayer& layer, const std::string& name, OGRFieldType type,
               OGRFieldSubType subtype = OFSTNone);

/// Of how many possible futures a feature's figures are the mean.
inline constexpr const char* futures_field = "futures";

/// Fields number, name, county_number, county, health_region, centrality, centrality_index, land_km2.
inline constexpr int municipality_field_count = 8;
void add_municipality_fields(OGRLayer& layer);
void set_municipality_fields(OGRFeature& feature, const model::Municipalities& m, std::uint32_t row);

/// One field per column: whole numbers for counts, reals for ratios.
void add_figure_fields(OGRLayer& layer, const std::vector<ExportColumn>& columns);
/// Sets field `first` + c to a column's value; NULL where undefined.
void set_figure(OGRFeature& feature, int field, const ExportColumn& column, double value);

/// Throws std::runtime_error if the layer refuses the feature.
void write_feature(OGRLayer& layer, OGRFeature& feature);

/// `key=value` options for GDAL, freed at the end.
class GdalOptions {
public:
    explicit GdalOptions(const std::vector<std::string>& options) {
        for (const auto& o : options) list_.AddString(o.c_str());
    }
    char** get() { return list_.List(); }

private:
    CPLStringList list_;
};

}  // namespace viz
