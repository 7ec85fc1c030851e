#include "data/detail/gdal.hpp"

#include <cpl_string.h>
#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <mutex>

#include "geo/base/error.hpp"
#include "geo/base/nearest_name.hpp"

namespace data::detail {
namespace {

void start_gdal() {
    static std::once_flag once;
    std::call_once(once, [] {
        GDALAllRegister();
        CPLSetConfigOption("CPL_VSIL_GZIP_WRITE_PROPERTIES", "NO");  // leaves no file beside the user's
    });
}

bool ends_with(std::string_view text, std::string_view end) {
    return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r'))
        text.remove_suffix(1);
    return text;
}

std::string gdal_said() {
    const std::string said = CPLGetLastErrorMsg();
    return said.empty() ? "GDAL knows no format that fits" : said;
}

}  // namespace

Layer::Layer(const std::filesystem::path& file, const std::string& name) : file_(file.string()) {
    start_gdal();
    if (!std::filesystem::exists(file))
        throw geo::InputError(file_, "is not there; check the name and the source folder");
    const QuietGdal quiet;
    const auto full = std::filesystem::absolute(file).string();
    const auto address = ends_with(full, ".gz") ? "/vsigzip/" + full : full;
    const char* const as_text[] = {"AUTODETECT_TYPE=NO", "HEADERS=YES", "EMPTY_STRING_AS_NULL=NO", nullptr};
    const bool csv = ends_with(full, ".csv") || ends_with(full, ".csv.gz");
    dataset_.reset(GDALDataset::Open(address.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY, nullptr,
                                     csv ? as_text : nullptr, nullptr));
    if (!dataset_)
        throw geo::InputError(
            file_, fmt::format("cannot be opened ({}); expected a vector or table format", gdal_said()));
    lines_ = csv && std::string_view(dataset_->GetDriverName()) == "CSV";
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
    return lines_ ? fmt::format("{}:{}", file_, feature_id + 1)
                  : fmt::format("{}: feature {}", file_, feature_id);
}

std::vector<int> Layer::fields(const std::vector<std::string>& names) const {
    const auto* definition = layer_->GetLayerDefn();
    std::vector<std::string> there;
    there.reserve(static_cast<std::size_t>(definition->GetFieldCount()));
    for (int i = 0; i < definition->GetFieldCount(); ++i)
        there.emplace_back(definition->GetFieldDefn(i)->GetNameRef());
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
        throw geo::InputError(file_, fmt::format("has no column {}; its columns are {}; name the right ones "
                                                 "under `columns` in the manifest",
                                                 fmt::join(missing, ", "), fmt::join(there, ", ")));
    return found;
}

TableReader::TableReader(const std::filesystem::path& file, const std::vector<std::string>& columns)
    : layer_(file, ""), names_(columns) {
    std::vector<std::string> wanted;
    for (const auto& name : columns)
        if (!name.empty()) wanted.push_back(name);
    const auto found = layer_.fields(wanted);
    std::size_t next_found = 0;
    for (const auto& name : columns) fields_.push_back(name.empty() ? -1 : found[next_found++]);
}

bool TableReader::next() {
    const QuietGdal quiet;
    feature_.reset(layer_->GetNextFeature());
    if (!feature_ && CPLGetLastErrorType() >= CE_Failure)
        throw geo::InputError(layer_.file(), fmt::format("cannot be read to its end ({})", gdal_said()));
    return feature_ != nullptr;
}

std::string_view TableReader::raw(std::size_t column) const {
    const int field = fields_[column];
    if (field < 0 || !feature_->IsFieldSetAndNotNull(field)) return {};
    return trimmed(feature_->GetFieldAsString(field));
}

bool TableReader::blank(std::size_t column) const {
    return raw(column).empty();
}

std::string TableReader::text(std::size_t column) const {
    const auto value = raw(column);
    if (value.empty()) refuse(column, "a text");
    if (!CPLIsUTF8(value.data(), static_cast<int>(value.size())))
        throw geo::InputError(where(),
                              fmt::format("column '{}' is not UTF-8; convert the file, for example with "
                                          "`iconv -f ISO-8859-1 -t UTF-8`",
                                          names_[column]));
    return std::string(value);
}

std::int64_t TableReader::whole(std::size_t column, std::int64_t min, std::int64_t max) const {
    auto value = raw(column);
    if (ends_with(value, ".0")) value.remove_suffix(2);
    std::int64_t number = 0;
    const auto [end, failed] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (failed != std::errc{} || end != value.data() + value.size() || number < min || number > max)
        refuse(column, fmt::format("a whole number {}..{}", min, max));
    return number;
}

double TableReader::number(std::size_t column, double min, double max) const {
    const auto value = raw(column);
    double number = 0;
    const auto [end, failed] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (failed != std::errc{} || end != value.data() + value.size() || !(number >= min && number <= max))
        refuse(column, fmt::format("a number {}..{}", min, max));
    return number;
}

void TableReader::refuse(std::size_t column, std::string_view expected) const {
    const auto value = raw(column);
    throw geo::InputError(
        where(), fmt::format("column '{}' is {}, expected {}", names_[column],
                             value.empty() ? std::string("empty") : fmt::format("'{}'", value), expected));
}

ToUtm33::ToUtm33(const Layer& layer, const std::string& stated) {
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

ToUtm33::ToUtm33(const std::string& file, const std::string& stated) {
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

void ToUtm33::make(OGRSpatialReference source, const std::string& file) {
    OGRSpatialReference target;
    target.importFromEPSG(geo::epsg);
    target.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    source.StripVertical();
    const char* const options[] = {"IGNORE_DATA_AXIS_TO_SRS_AXIS_MAPPING=NO", nullptr};
    if (source.IsSame(&target, options)) return;
    const QuietGdal quiet;
    transformation_.reset(OGRCreateCoordinateTransformation(&source, &target));
    if (!transformation_)
        throw geo::InputError(file,
                              fmt::format("cannot be brought into EPSG:{} ({})", geo::epsg, gdal_said()));
}

void ToUtm33::apply(OGRGeometry& geometry, const std::string& where) const {
    if (!transformation_) return;
    const QuietGdal quiet;
    if (geometry.transform(transformation_.get()) != OGRERR_NONE)
        throw geo::InputError(where,
                              fmt::format("a coordinate has no place in EPSG:{} ({}); check the coordinate "
                                          "system of the file",
                                          geo::epsg, gdal_said()));
}

geo::Point ToUtm33::apply(geo::Point xy, const std::string& where) const {
    OGRPoint point(xy.east_m, xy.north_m);
    apply(point, where);
    return {point.getX(), point.getY()};
}

}  // namespace data::detail
