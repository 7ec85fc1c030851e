#include "data/detail/gdal.hpp"

#include <cpl_string.h>
#include <fmt/format.h>

#include <cmath>
#include <mutex>

#include "data/read_text_file.hpp"
#include "geo/base/error.hpp"
#include "geo/base/nearest_name.hpp"

namespace data::detail {
namespace {

std::string address_of(const std::filesystem::path& file) {
    const auto full = std::filesystem::absolute(file).string();
    return full.ends_with(".gz") ? "/vsigzip/" + full : full;
}

std::string gdal_said() {
    const std::string said = CPLGetLastErrorMsg();
    return said.empty() ? "GDAL knows no format that fits" : said;
}

}  // namespace

void start_gdal() {
    static std::once_flag once;
    std::call_once(once, [] {
        GDALAllRegister();
        // HDF5 crashes on hostile content; NcReader has a child look first, GDAL would read by itself.
        for (const char* name : {"netCDF", "HDF5", "HDF5Image", "BAG", "KEA"})
            if (GDALDriver* driver = GetGDALDriverManager()->GetDriverByName(name))
                GetGDALDriverManager()->DeregisterDriver(driver);
        CPLSetConfigOption("CPL_VSIL_GZIP_WRITE_PROPERTIES", "NO");  // leaves no file beside the user's
    });
}

std::vector<std::string> layers_of(const std::filesystem::path& file) {
    must_be_no_stream(file);
    start_gdal();
    const QuietGdal quiet;
    const GDALDatasetUniquePtr dataset(
        GDALDataset::Open(address_of(file).c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY));
    std::vector<std::string> names;
    if (dataset)
        for (OGRLayer* layer : dataset->GetLayers()) names.emplace_back(layer->GetName());
    return names;
}

Layer::Layer(const std::filesystem::path& file, const std::string& name) : file_(file.string()) {
    start_gdal();
    if (!std::filesystem::exists(file))
        throw geo::InputError(file_, "is not there; check the name and the source folder");
    must_be_no_stream(file);
    const QuietGdal quiet;
    dataset_.reset(GDALDataset::Open(address_of(file).c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY));
    if (!dataset_)
        throw geo::InputError(
            file_, fmt::format("cannot be opened ({}); expected a vector or table format", gdal_said()));
    const std::string driver = dataset_->GetDriverName();
    sheet_ = driver == "XLSX" || driver == "ODS" || driver == "XLS";
    std::vector<std::string> names;
    for (OGRLayer* layer : dataset_->GetLayers()) {
        names.emplace_back(layer->GetName());
        if (name.empty() || name == names.back()) layer_ = layer;
    }
    if (!layer_ || (name.empty() && names.size() > 1))
        throw geo::InputError(file_, fmt::format("{}; it has the layers '{}', name one of them as `layer`",
                                                 name.empty() ? "has several layers or none"
                                                              : fmt::format("has no layer '{}'", name),
                                                 fmt::join(names, "', '")));
    layer_->ResetReading();
}

std::string Layer::where(GIntBig feature_id) const {
    return sheet_ ? fmt::format("{}: sheet '{}', row {}", file_, layer_->GetName(), feature_id)
                  : fmt::format("{}: feature {}", file_, feature_id);
}

std::vector<int> Layer::fields(const std::vector<std::string>& names) const {
    const auto* definition = layer_->GetLayerDefn();
    std::vector<std::string> there;
    there.reserve(static_cast<std::size_t>(definition->GetFieldCount()));
    for (int i = 0; i < definition->GetFieldCount(); ++i)
        there.emplace_back(definition->GetFieldDefn(i)->GetNameRef());
    return positions_of(names, there, file_);
}

std::vector<int> positions_of(const std::vector<std::string>& names, const std::vector<std::string>& there,
                              const std::string& file) {
    std::vector<int> found;
    std::vector<std::string> missing;
    for (const auto& name : names) {
        int field = -1;
        for (std::size_t i = 0; i < there.size(); ++i) {
            if (there[i] == name) {
                field = static_cast<int>(i);
                break;
            }
            if (field < 0 && EQUAL(there[i].c_str(), name.c_str())) field = static_cast<int>(i);
        }
        if (field < 0) {
            const auto near = geo::nearest_name(there, name, name.size() / 3);
            missing.push_back(near ? fmt::format("'{}' (did you mean '{}'?)", name, *near)
                                   : fmt::format("'{}'", name));
        }
        found.push_back(field);
    }
    if (!missing.empty())
        throw geo::InputError(file, fmt::format("has no column {}; its columns are {}; name the right ones "
                                                "under `columns` in the manifest",
                                                fmt::join(missing, ", "), fmt::join(there, ", ")));
    return found;
}

ToPlane::ToPlane(const Layer& layer, const std::string& stated, int epsg) : epsg_(epsg) {
    start_gdal();
    if (const auto* of_layer = layer->GetSpatialRef()) {
        make(*of_layer, layer.file());
    } else if (!stated.empty()) {
        OGRSpatialReference source;
        const QuietGdal quiet;
        if (source.SetFromUserInput(stated.c_str()) != OGRERR_NONE)
            throw geo::InputError(layer.file(), fmt::format("crs '{}' is not known; expected such as "
                                                            "\"EPSG:25832\"",
                                                            stated));
        source.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
        make(source, layer.file());
    } else {
        throw geo::InputError(
            layer.file(),
            fmt::format("layer '{}' has no coordinate system; state it in the manifest, such as "
                        "crs = \"EPSG:25832\"",
                        layer->GetName()));
    }
}

ToPlane::ToPlane(const std::string& file, const std::string& stated, int epsg) : epsg_(epsg) {
    start_gdal();
    if (stated.empty()) return;
    OGRSpatialReference source;
    const QuietGdal quiet;
    if (source.SetFromUserInput(stated.c_str()) != OGRERR_NONE)
        throw geo::InputError(file,
                              fmt::format("crs '{}' is not known; expected such as \"EPSG:25832\"", stated));
    source.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    make(source, file);
}

void ToPlane::make(OGRSpatialReference source, const std::string& file) {
    OGRSpatialReference target;
    target.importFromEPSG(epsg_);
    target.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    source.StripVertical();
    const char* const options[] = {"IGNORE_DATA_AXIS_TO_SRS_AXIS_MAPPING=NO", nullptr};
    if (source.IsSame(&target, options)) return;
    const QuietGdal quiet;
    transformation_.reset(OGRCreateCoordinateTransformation(&source, &target));
    if (!transformation_)
        throw geo::InputError(file, fmt::format("cannot be brought into EPSG:{} ({})", epsg_, gdal_said()));
}

void ToPlane::apply(OGRGeometry& geometry, const std::string& where) const {
    if (!transformation_) return;
    const QuietGdal quiet;
    if (geometry.transform(transformation_.get()) != OGRERR_NONE)
        throw geo::InputError(where,
                              fmt::format("a coordinate has no place in EPSG:{} ({}); check the coordinate "
                                          "system of the file",
                                          epsg_, gdal_said()));
}

void ToPlane::back(OGRGeometry& geometry, const std::string& where) const {
    if (!transformation_) return;
    const QuietGdal quiet;
    const std::unique_ptr<OGRCoordinateTransformation> inverse(transformation_->GetInverse());
    if (!inverse || geometry.transform(inverse.get()) != OGRERR_NONE)
        throw geo::InputError(
            where, fmt::format("its coordinate system has no place for the country ({})", gdal_said()));
}

geo::Point ToPlane::apply(geo::Point xy, const std::string& where) const {
    OGRPoint point(xy.east_m, xy.north_m);
    apply(point, where);
    return {point.getX(), point.getY()};
}

}  // namespace data::detail
