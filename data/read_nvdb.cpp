#include "data/read_nvdb.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

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
    return layer->GetLayerDefn()->GetFieldIndex(name);  // ignores case
}

/// Where a link's columns stand. Names changed in 2021; both sets are known.
struct Columns {
    int from, to, way, forward, backward;
    int ferry, road_class, tunnel, bridge, medium, id;
    bool to_2021;  ///< drive times of -1 close a direction, a link without nodes may occur

    explicit Columns(const detail::Layer& layer) {
        to_2021 = column(layer, "FT_MINUTES") >= 0 && column(layer, "FROMNODE") < 0;
        const auto needed =
            to_2021 ? layer.fields({"FromNodeID", "ToNodeID", "FT_MINUTES", "TF_MINUTES"})
                    : layer.fields({"FROMNODE", "TONODE", "DRIVETIME_FW", "DRIVETIME_BW", "ONEWAY"});
        from = needed[0];
        to = needed[1];
        forward = needed[2];
        backward = needed[3];
        way = column(layer, "ONEWAY");
        ferry = column(layer, "ISFERRY");
        road_class = column(layer, "ROADCLASS");
        tunnel = column(layer, "ISTUNNEL");
        bridge = column(layer, "ISBRIDGE");
        medium = column(layer, "medium");
        id = column(layer, "ROADID");
        if (ferry < 0 && road_class < 0)
            throw geo::InputError(layer.file(),
                                  "has neither ISFERRY nor ROADCLASS, expected one to know ferries by");
    }
};

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
    bool closed(int column) const { return has(column) && feature.GetFieldAsDouble(column) < 0; }
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

/// Medium of a link: B or L a bridge (bru, luft), T, U or anything under ground a tunnel.
Medium medium_of(const Link& link, const Columns& columns) {
    const auto word = link.text(columns.medium);
    if (link.yes(columns.tunnel) || word == "T" || word == "U" || word == "S") return Medium::tunnel;
    return link.yes(columns.bridge) || word == "B" || word == "L" ? Medium::bridge : Medium::surface;
}

/// Which ways a link is open; nothing for a closed one.
struct Ways {
    bool forward, backward;
};
std::optional<Ways> ways_of(const Link& link, const Columns& columns) {
    const auto word = link.text(columns.way);
    const bool both = word == "B" || word.empty();
    Ways ways{both || word == "FT" || word == "F", both || word == "TF" || word == "T"};
    if (!ways.forward && !ways.backward) {
        if (word != "N")
            throw geo::InputError(link.where, fmt::format("ONEWAY is '{}', expected B, FT, TF or N", word));
        return std::nullopt;
    }
    if (columns.to_2021) {
        ways.forward = ways.forward && !link.closed(columns.forward);
        ways.backward = ways.backward && !link.closed(columns.backward);
    }
    return ways.forward || ways.backward ? std::optional(ways) : std::nullopt;
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

/// Adds one link, turned where it is open backward only.
void add(geo::RoadLines& lines, const Link& link, const Columns& columns, const Ways& ways,
         const OGRLineString& line) {
    const bool ferry = columns.ferry >= 0 ? link.yes(columns.ferry) : link.text(columns.road_class) == "4";
    const auto road = road_id(link.text(columns.id));
    auto along = link.millis(columns.forward), back = link.millis(columns.backward);
    const bool turned = !ways.forward;
    const int n = line.getNumPoints();
    for (int i = 0; i < n; ++i) {
        const int k = turned ? n - 1 - i : i;
        lines.vertices.push_back({std::round(line.getX(k)), std::round(line.getY(k))});
    }
    lines.vertex_start.push_back(static_cast<std::uint32_t>(lines.vertices.size()));
    lines.road_class.push_back(ferry ? RoadClass::car_ferry : road_class(road.category));
    lines.medium.push_back(medium_of(link, columns));
    const bool both = ways.forward && ways.backward;
    if (both && (along == 0 || back == 0)) along = back = std::max(along, back);
    lines.oneway.push_back(!both);
    lines.length_m.push_back(static_cast<std::uint32_t>(std::lround(line.get_Length())));
    lines.given_ms.push_back(turned ? back : along);
    lines.given_back_ms.push_back(both && back != along ? back : 0);
    lines.number.push_back(road.number);
    const char* signs = road.category == 'E'   ? "E "
                        : road.category == 'R' ? "rv. "
                        : road.category == 'F' ? "fv. "
                                               : nullptr;
    lines.name.push_back(ferry && signs && road.number > 0 ? fmt::format("{}{}", signs, road.number)
                                                           : std::string());
}

}  // namespace

RoadFile read_nvdb(const std::filesystem::path& file, const std::string& layer_name, int epsg) {
    detail::Layer layer = open(file, layer_name);
    const Columns columns(layer);
    const detail::ToPlane to_plane(layer, "", epsg);

    RoadFile out;
    std::vector<std::int64_t> first, last;
    std::uint32_t closed = 0, without_nodes = 0, links = 0, ferries = 0, one_way = 0;
    const detail::QuietGdal quiet;
    while (const OGRFeatureUniquePtr feature{layer->GetNextFeature()}) {
        const Link link{*feature, layer.where(feature->GetFID())};
        const auto ways = ways_of(link, columns);
        if (!ways) {
            ++closed;
            continue;
        }
        if (!link.has(columns.from) || !link.has(columns.to)) {
            ++without_nodes;
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
        to_plane.apply(*geometry, link.where);
        const bool turned = !ways->forward;
        add(out.roads, link, columns, *ways, *geometry->toLineString());
        const auto from = link.node(columns.from), to = link.node(columns.to);
        first.push_back(turned ? to : from);
        last.push_back(turned ? from : to);
        ++links;
        ferries += geo::is_ferry(out.roads.road_class.back());
        one_way += out.roads.oneway.back();
    }
    if (first.empty()) throw geo::InputError(file.string(), "has no link that is open to cars");
    detail::number_nodes(out.roads, first, last);
    if (std::ranges::all_of(out.roads.given_back_ms, [](auto ms) { return ms == 0; }))
        out.roads.given_back_ms.clear();
    if (columns.to_2021)
        out.remarks.push_back(fmt::format("route network to 2021: {} links, {} of them one way, {} ferries",
                                          links, one_way, ferries));
    if (without_nodes > 0)
        out.remarks.push_back(fmt::format("{} links without nodes are left out", without_nodes));
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
