#include "data/read_nvdb.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "data/detail/dense_nodes.hpp"
#include "data/detail/gdal.hpp"
#include "geo/base/error.hpp"

namespace data {
namespace {

using geo::Medium;
using geo::RoadClass;

/// The links' own name for their layer in Statens vegvesen's file geodatabase.
constexpr const char* usual_layer = "ruttger_link_geom";

detail::Layer open(const std::filesystem::path& file, const std::string& layer) {
    if (!layer.empty()) return {file, layer};
    try {
        return {file, ""};
    } catch (const geo::InputError&) {
        try {
            return {file, usual_layer};
        } catch (const geo::InputError&) {
        }
        throw;
    }
}

/// Column of a layer by name, whatever its case; -1 if it is not there.
int column(const detail::Layer& layer, const char* name) {
    auto* definition = const_cast<detail::Layer&>(layer)->GetLayerDefn();
    return definition->GetFieldIndex(name);  // ignores case
}

struct Link {
    const OGRFeature& feature;
    std::string where;

    bool has(int column) const { return column >= 0 && feature.IsFieldSetAndNotNull(column); }
    std::string text(int column) const { return has(column) ? feature.GetFieldAsString(column) : ""; }
    bool yes(int column) const {
        const auto word = text(column);
        return !word.empty() && word != "0" && word != "N" && word != "false";
    }
    std::int64_t node(int column) const {
        const auto node = feature.GetFieldAsInteger64(column);
        if (!has(column) || (node == 0 && text(column) != "0"))
            throw geo::InputError(where, fmt::format("node '{}', expected a whole number", text(column)));
        return node;
    }
    /// Milliseconds of a drive time in minutes; 0 if there is none, or it is negative (closed that way).
    std::uint32_t millis(int column) const {
        const double minutes = has(column) ? feature.GetFieldAsDouble(column) : -1;
        if (std::isnan(minutes) || minutes > 6'000)
            throw geo::InputError(where,
                                  fmt::format("drive time '{}', expected minutes up to 6000", minutes));
        return minutes > 0 ? static_cast<std::uint32_t>(std::max(1.0, std::round(minutes * 60'000))) : 0;
    }
};

/// Category and number in a ROADID such as "{F17}", "EV6" or "P97911"; a blank category if there is none.
struct RoadId {
    char category = ' ';
    std::uint16_t number = 0;
};
RoadId road_id(const std::string& text) {
    RoadId out;
    for (const char c : text) {
        const bool digit = c >= '0' && c <= '9';
        if (out.category == ' ') {
            if (c >= 'A' && c <= 'Z') out.category = c;
        } else if (digit) {
            out.number = static_cast<std::uint16_t>((out.number * 10 + (c - '0')) % 65'536);
        } else if (out.number > 0) {
            break;  // the first of several roads
        }
    }
    return out;
}

RoadClass road_class(char category) {
    switch (category) {
        case 'E':
            return RoadClass::european;
        case 'R':
            return RoadClass::national;
        case 'F':
            return RoadClass::county;
        case 'P':
        case 'S':
            return RoadClass::private_road;
        default:
            return RoadClass::municipal;
    }
}

}  // namespace

RoadFile read_nvdb(const std::filesystem::path& file, const std::string& layer_name) {
    detail::Layer layer = open(file, layer_name);
    const auto needed = layer.fields({"FROMNODE", "TONODE", "ONEWAY", "DRIVETIME_FW", "DRIVETIME_BW"});
    const int is_ferry = column(layer, "ISFERRY"), road_class_of = column(layer, "ROADCLASS"),
              tunnel = column(layer, "ISTUNNEL"), bridge = column(layer, "ISBRIDGE"),
              id = column(layer, "ROADID");
    if (is_ferry < 0 && road_class_of < 0)
        throw geo::InputError(file.string(),
                              "has neither ISFERRY nor ROADCLASS, expected one to know ferries by");
    const detail::ToUtm33 to_utm33(layer, "");

    RoadFile out;
    auto& lines = out.roads;
    std::vector<std::int64_t> first, last;
    std::uint32_t closed = 0;
    const detail::QuietGdal quiet;
    while (const OGRFeatureUniquePtr feature{layer->GetNextFeature()}) {
        const Link link{*feature, layer.where(feature->GetFID())};
        const auto way = link.text(needed[2]);
        const bool both = way == "B" || way.empty();
        const bool forward = both || way == "FT" || way == "F", backward = both || way == "TF" || way == "T";
        if (!forward && !backward) {
            if (way != "N")
                throw geo::InputError(link.where,
                                      fmt::format("ONEWAY is '{}', expected B, FT, TF or N", way));
            ++closed;
            continue;
        }
        auto* geometry = feature->GetGeometryRef();
        if (geometry && wkbFlatten(geometry->getGeometryType()) == wkbMultiLineString &&
            geometry->toMultiLineString()->getNumGeometries() == 1)
            geometry = geometry->toMultiLineString()->getGeometryRef(0);
        if (!geometry || wkbFlatten(geometry->getGeometryType()) != wkbLineString ||
            geometry->toLineString()->getNumPoints() < 2)
            throw geo::InputError(link.where,
                                  "is not one line of at least two vertices; split multi-part lines, for "
                                  "example with `ogr2ogr -explodecollections`");
        to_utm33.apply(*geometry, link.where);
        const auto* line = geometry->toLineString();
        const bool ferry = is_ferry >= 0 ? link.yes(is_ferry) : link.text(road_class_of) == "4";
        const auto road = road_id(link.text(id));
        const auto fw = link.millis(needed[3]), bw = link.millis(needed[4]);
        const auto add = [&](bool turned, bool oneway, std::uint32_t ms) {
            const int n = line->getNumPoints();
            for (int i = 0; i < n; ++i) {
                const int k = turned ? n - 1 - i : i;
                lines.vertices.push_back({std::round(line->getX(k)), std::round(line->getY(k))});
            }
            lines.vertex_start.push_back(static_cast<std::uint32_t>(lines.vertices.size()));
            const auto from = link.node(needed[0]), to = link.node(needed[1]);
            first.push_back(turned ? to : from);
            last.push_back(turned ? from : to);
            lines.road_class.push_back(ferry ? RoadClass::car_ferry : road_class(road.category));
            lines.medium.push_back(link.yes(tunnel)   ? Medium::tunnel
                                   : link.yes(bridge) ? Medium::bridge
                                                      : Medium::surface);
            lines.oneway.push_back(oneway);
            lines.length_m.push_back(static_cast<std::uint32_t>(std::lround(line->get_Length())));
            lines.given_ms.push_back(ms);
            lines.number.push_back(road.number);
            const char* signs = road.category == 'E'   ? "E "
                                : road.category == 'R' ? "rv. "
                                : road.category == 'F' ? "fv. "
                                                       : nullptr;
            lines.name.push_back(ferry && signs && road.number > 0 ? fmt::format("{}{}", signs, road.number)
                                                                   : std::string());
        };
        if (both && (fw == bw || fw == 0 || bw == 0)) {
            add(false, false, std::max(fw, bw));
        } else {
            if (forward) add(false, true, fw);
            if (backward) add(true, true, bw);
        }
    }
    if (first.empty()) throw geo::InputError(file.string(), "has no link that is open to cars");
    detail::number_nodes(lines, first, last);
    if (closed > 0) out.remarks.push_back(fmt::format("{} links closed to cars are left out", closed));
    out.source = {.table = "roads.nc",
                  .what = "road and ferry links with drive times",
                  .origin = "Statens vegvesen, NVDB Ruteplan nettverksdatasett",
                  .licence = "NLOD",
                  .attribution = "Statens vegvesen (NVDB), NLOD",
                  .retrieved = "",
                  .sha256 = ""};
    return out;
}

}  // namespace data
