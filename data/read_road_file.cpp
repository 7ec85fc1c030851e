#include "data/read_road_file.hpp"

#include <fmt/format.h>

#include "data/detail/gdal.hpp"
#include "data/manifest.hpp"
#include "data/read_nvdb.hpp"
#include "data/read_osm.hpp"
#include "data/read_text_file.hpp"
#include "data/sha256.hpp"
#include "geo/base/error.hpp"

namespace data {

RoadFile read_roads_as(const std::filesystem::path& file, RoadFormat format, const RoadSource& source,
                       int epsg) {
    must_be_no_stream(file);
    if (format == RoadFormat::nvdb) return read_nvdb(file, source.layer, epsg);
    if (format == RoadFormat::osm) return read_osm(file, {}, epsg);
    RoadFile out;
    out.roads = read_roads(file, source, &out.remarks, epsg);
    out.ferries_are_named = !source.name.empty();
    return out;
}

std::vector<std::filesystem::path> road_files(const std::filesystem::path& file) {
    if (file.extension() != ".toml") return {file};
    return {file, file.parent_path() / read_road_source(file).file.file};
}

RoadFile read_road_mapping(const std::filesystem::path& toml, int epsg) {
    const auto mapping = read_road_source(toml);
    const auto file = toml.parent_path() / mapping.file.file;
    if (!std::filesystem::exists(file))
        throw geo::InputError(file.string(), "is not there; check `roads.file`");
    must_be_no_stream(file);
    if (!mapping.file.sha256.empty())
        if (const auto found = sha256_of_file(file); found != mapping.file.sha256)
            throw geo::InputError(file.string(), fmt::format("has the SHA-256 {}, the mapping states {}",
                                                             found, mapping.file.sha256));
    auto out = read_roads_as(file, mapping.format, mapping.source, epsg);
    out.source = mapping.file.attribution;
    return out;
}

namespace {

/// A layer of lines: NVDB's own columns, or classes in OpenStreetMap's words.
RoadFile read_layer(const std::filesystem::path& file, int epsg) {
    const auto layers = detail::layers_of(file);
    const auto words = layers.size() == 1 ? openstreetmap_columns(file) : std::nullopt;
    if (!words) return read_nvdb(file, {}, epsg);
    RoadFile out = read_roads_as(file, RoadFormat::columns, *words, epsg);
    out.source = {.table = "roads.nc",
                  .what = "roads",
                  .origin = file.filename().string(),
                  .licence = "not stated",
                  .attribution = file.filename().string(),
                  .retrieved = "",
                  .sha256 = ""};
    return out;
}

}  // namespace

RoadFile read_road_file(const std::filesystem::path& file, int epsg) {
    must_be_no_stream(file);
    auto name = file.filename().string();
    const auto ends = [&](std::string_view end) { return name.ends_with(end); };
    if (ends(".gz") || ends(".bz2")) name.erase(name.rfind('.'));
    RoadFile out = ends(".toml")                                  ? read_road_mapping(file, epsg)
                   : ends(".pbf") || ends(".osm") || ends(".opl") ? read_osm(file, {}, epsg)
                                                                  : read_layer(file, epsg);
    if (out.source.sha256.empty() && std::filesystem::is_regular_file(file))
        out.source.sha256 = sha256_of_file(file);
    return out;
}

}  // namespace data
