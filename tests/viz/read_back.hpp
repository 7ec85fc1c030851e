#pragma once
// What another program, GDAL, reads in a file of ours.
#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace read_back {

using Row = std::map<std::string, std::string>;  ///< field and text; without those that are NULL

inline GDALDatasetUniquePtr open(const std::filesystem::path& file) {
    GDALAllRegister();
    CPLSetConfigOption("OGR_XLSX_HEADERS", "FORCE");
    GDALDatasetUniquePtr dataset(GDALDataset::Open(file.c_str()));
    REQUIRE(dataset);
    return dataset;
}

inline std::vector<std::string> layers(const std::filesystem::path& file) {
    std::vector<std::string> names;
    const auto dataset = open(file);
    for (auto* layer : dataset->GetLayers()) names.emplace_back(layer->GetName());
    return names;
}

/// Rows of a layer, or of the first one. The polygons' area goes in as "area", square metres.
inline std::vector<Row> rows(const std::filesystem::path& file, const std::string& name = {}) {
    const auto dataset = open(file);
    auto* layer = name.empty() ? dataset->GetLayer(0) : dataset->GetLayerByName(name.c_str());
    REQUIRE(layer);
    std::vector<Row> result;
    for (const auto& feature : *layer) {
        Row row;
        for (int i = 0; i < feature->GetFieldCount(); ++i)
            if (feature->IsFieldSetAndNotNull(i))
                row[feature->GetFieldDefnRef(i)->GetNameRef()] = feature->GetFieldAsString(i);
        if (const auto* shape = feature->GetGeometryRef())
            row["area"] = std::to_string(
                std::lround(OGR_G_Area(OGRGeometry::ToHandle(const_cast<OGRGeometry*>(shape)))));
        result.push_back(std::move(row));
    }
    return result;
}

}  // namespace read_back
