#include "viz/export/gdal.hpp"

#include <fmt/format.h>

#include <atomic>
#include <cmath>
#include <mutex>
#include <stdexcept>

namespace viz {

MemoryFile::MemoryFile(const std::string& extension) {
    static std::atomic<unsigned> next{0};
    folder_ = fmt::format("/vsimem/legekart-export-{}", next++);
    name_ = folder_ + "/export" + extension;
}

MemoryFile::~MemoryFile() {
    VSIRmdirRecursive(folder_.c_str());
}

std::string MemoryFile::bytes() const {
    vsi_l_offset size = 0;
    const GByte* data = VSIGetMemFileBuffer(name_.c_str(), &size, FALSE);
    if (!data) throw std::runtime_error("GDAL left no file in memory");
    return {reinterpret_cast<const char*>(data), static_cast<std::size_t>(size)};
}

GdalErrors::GdalErrors() {
    static std::once_flag once;
    std::call_once(once, [] { GDALAllRegister(); });
    CPLErrorReset();
    CPLPushErrorHandlerEx(remember, this);
}

GdalErrors::~GdalErrors() {
    CPLPopErrorHandler();
}

void CPL_STDCALL GdalErrors::remember(CPLErr level, CPLErrorNum, const char* message) {
    auto* self = static_cast<GdalErrors*>(CPLGetErrorHandlerUserData());
    if (level >= CE_Failure && self->failure_.empty()) self->failure_ = message;
}

void GdalErrors::check(const std::string& attempt) const {
    if (!failure_.empty()) throw std::runtime_error(fmt::format("cannot {}: {}", attempt, failure_));
}

GDALDatasetUniquePtr new_dataset(const char* driver, const MemoryFile& file) {
    GDALDriver* found = GetGDALDriverManager()->GetDriverByName(driver);
    if (!found)
        throw std::runtime_error(fmt::format("this GDAL was built without {}; install libgdal", driver));
    GDALDatasetUniquePtr dataset(found->Create(file.name().c_str(), 0, 0, 0, GDT_Unknown, nullptr));
    if (!dataset)
        throw std::runtime_error(fmt::format("cannot make a {} file: {}", driver, CPLGetLastErrorMsg()));
    return dataset;
}

OGRSpatialReference utm33() {
    OGRSpatialReference system;
    if (system.importFromEPSG(25833) != OGRERR_NONE)
        throw std::runtime_error("PROJ does not know EPSG:25833; install proj-data");
    system.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    return system;
}

OGRGeometryUniquePtr multipolygon(const geo::Boundaries& b, std::uint32_t area) {
    auto shape = std::make_unique<OGRMultiPolygon>();
    for (auto part = b.area_start[area]; part < b.area_start[area + 1]; ++part) {
        OGRPolygon polygon;
        for (auto ring = b.part_start[part]; ring < b.part_start[part + 1]; ++ring) {
            auto line = std::make_unique<OGRLinearRing>();
            for (auto p = b.ring_start[ring]; p < b.ring_start[ring + 1]; ++p)
                line->addPoint(b.points[p].east_m, b.points[p].north_m);
            polygon.addRingDirectly(line.release());
        }
        shape->addGeometry(&polygon);
    }
    return OGRGeometryUniquePtr(shape.release());
}

void add_field(OGRLayer& layer, const std::string& name, OGRFieldType type, OGRFieldSubType subtype) {
    OGRFieldDefn field(name.c_str(), type);
    field.SetSubType(subtype);
    if (layer.CreateField(&field, FALSE) != OGRERR_NONE)
        throw std::runtime_error(fmt::format("cannot add the column '{}': {}", name, CPLGetLastErrorMsg()));
}

void add_municipality_fields(OGRLayer& layer) {
    for (const char* text : {"number", "name", "county_number", "county", "health_region"})
        add_field(layer, text, OFTString);
    for (const char* whole : {"centrality", "centrality_index"}) add_field(layer, whole, OFTInteger);
    add_field(layer, "land_km2", OFTReal);
}

void set_municipality_fields(OGRFeature& feature, const model::Municipalities& m, std::uint32_t row) {
    const model::MunicipalityId id{row};
    feature.SetField("number", m.number[id].c_str());
    feature.SetField("name", m.name[id].c_str());
    feature.SetField("county_number", m.county_number[id].c_str());
    feature.SetField("county", m.county[id].c_str());
    feature.SetField("health_region", m.health_region[id].c_str());
    feature.SetField("centrality", m.centrality[id]);
    feature.SetField("centrality_index", m.centrality_index[id]);
    feature.SetField("land_km2", static_cast<double>(m.land_km2[id]));
}

void add_figure_fields(OGRLayer& layer, const std::vector<ExportColumn>& columns) {
    for (const ExportColumn& c : columns)
        add_field(layer, c.info.name, c.info.is_whole() ? OFTInteger64 : OFTReal);
}

void set_figure(OGRFeature& feature, int field, const ExportColumn& column, double value) {
    if (std::isnan(value))
        feature.SetFieldNull(field);
    else if (column.info.is_whole())
        feature.SetField(field, static_cast<GIntBig>(value));
    else
        feature.SetField(field, value);
}

void write_feature(OGRLayer& layer, OGRFeature& feature) {
    feature.SetFID(OGRNullFID);
    if (layer.CreateFeature(&feature) != OGRERR_NONE)
        throw std::runtime_error(
            fmt::format("cannot add a row to '{}': {}", layer.GetName(), CPLGetLastErrorMsg()));
}

}  // namespace viz
