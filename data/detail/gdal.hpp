#pragma once
// Opening and reading through GDAL, once; private to data/.
#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "geo/point.hpp"

namespace data::detail {

/// Makes GDAL's formats known, once.
void start_gdal();

/// Names of the layers of a file, or of the sheets of a spreadsheet; empty if it cannot be opened.
std::vector<std::string> layers_of(const std::filesystem::path& file);

/// A vector source opened for reading, and one of its layers. Any format OGR knows; `.gz` is read as it is.
/// Stays on one thread, like every GDAL dataset.
class Layer {
public:
    /// Opens `file`; `name` picks a layer, empty takes the only one.
    /// Throws InputError if the file is missing, not a vector format, or has several layers and none was
    /// named.
    Layer(const std::filesystem::path& file, const std::string& name);

    OGRLayer* operator->() const { return layer_; }
    const std::string& file() const { return file_; }
    /// Where a feature stands: "file: feature 12", or "file: sheet 'Lister', row 12" in a spreadsheet.
    std::string where(GIntBig feature_id) const;

    /// Number of the field `name` in the layer: as written, else ignoring case.
    /// Throws InputError listing all `names` that are missing and the columns there are.
    std::vector<int> fields(const std::vector<std::string>& names) const;

private:
    std::string file_;
    bool sheet_ = false;
    GDALDatasetUniquePtr dataset_;
    OGRLayer* layer_ = nullptr;
};

/// Where each of `names` stands among the columns `there`: as written, else ignoring case. Throws InputError
/// listing all that are missing and the columns there are.
std::vector<int> positions_of(const std::vector<std::string>& names, const std::vector<std::string>& there,
                              const std::string& file);

/// Brings coordinates into a plane, EPSG:25833 unless another is asked for: easting and northing in metres.
class ToPlane {
public:
    /// From the layer's coordinate system, or from `stated` (such as "EPSG:4326") where the layer has none.
    ToPlane(const Layer& layer, const std::string& stated, int epsg = geo::epsg);
    /// From a stated system alone, x before y; empty means the plane itself.
    ToPlane(const std::string& file, const std::string& stated, int epsg = geo::epsg);

    bool needed() const { return transformation_ != nullptr; }
    /// Throws InputError (`where`) if a coordinate has no place in the plane.
    void apply(OGRGeometry& geometry, const std::string& where) const;
    geo::Point apply(geo::Point xy, const std::string& where) const;
    /// From the plane into the source's system.
    void back(OGRGeometry& geometry, const std::string& where) const;

private:
    void make(OGRSpatialReference source, const std::string& file);
    int epsg_;
    std::unique_ptr<OGRCoordinateTransformation> transformation_;
};

/// Runs `attempt` with GDAL's own messages off stderr; what it said last is then in CPLGetLastErrorMsg().
class QuietGdal {
public:
    QuietGdal() : quiet_(CPLQuietErrorHandler) { CPLErrorReset(); }

private:
    CPLErrorHandlerPusher quiet_;
};

}  // namespace data::detail
