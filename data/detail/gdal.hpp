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
    /// Where a feature stands: "file:line" in a CSV file, "file: feature 12" elsewhere.
    std::string where(GIntBig feature_id) const;

    /// Number of the field `name` in the layer: as written, else ignoring case.
    /// Throws InputError listing all `names` that are missing and the columns there are.
    std::vector<int> fields(const std::vector<std::string>& names) const;

private:
    std::string file_;
    bool lines_ = false;
    GDALDatasetUniquePtr dataset_;
    OGRLayer* layer_ = nullptr;
};

/// Rows of a table, read one after the other with every value checked.
class TableReader {
public:
    /// `columns` are the source's names, later addressed by their position here; an empty name is a column
    /// the caller does without.
    TableReader(const std::filesystem::path& file, const std::vector<std::string>& columns);

    /// Steps to the next row; false after the last.
    bool next();
    /// "file:line" of this row.
    std::string where() const { return layer_.where(feature_->GetFID()); }

    bool blank(std::size_t column) const;
    /// The text without blanks around it. Throws InputError if it is empty or not UTF-8.
    std::string text(std::size_t column) const;
    /// A whole number in a closed range; "12.0" will do, since spreadsheets write it.
    std::int64_t whole(std::size_t column, std::int64_t min, std::int64_t max) const;
    /// A finite number in a closed range, decimal point.
    double number(std::size_t column, double min, double max) const;

    /// `file:line: column 'x' is 'value', expected ...`
    [[noreturn]] void refuse(std::size_t column, std::string_view expected) const;

private:
    std::string_view raw(std::size_t column) const;
    Layer layer_;
    std::vector<std::string> names_;
    std::vector<int> fields_;  ///< -1: done without
    OGRFeatureUniquePtr feature_;
};

/// Brings coordinates into EPSG:25833, easting and northing.
class ToUtm33 {
public:
    /// From the layer's coordinate system, or from `stated` (such as "EPSG:4326") where the layer has none.
    ToUtm33(const Layer& layer, const std::string& stated);
    /// From a stated system alone, x before y; empty means EPSG:25833.
    ToUtm33(const std::string& file, const std::string& stated);

    bool needed() const { return transformation_ != nullptr; }
    /// Throws InputError (`where`) if a coordinate has no place in EPSG:25833.
    void apply(OGRGeometry& geometry, const std::string& where) const;
    geo::Point apply(geo::Point xy, const std::string& where) const;

private:
    void make(OGRSpatialReference source, const std::string& file);
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
