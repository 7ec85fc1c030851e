#include "data/read_roads.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>

#include "data/detail/gdal.hpp"
#include "geo/base/error.hpp"

namespace data {
namespace {

using geo::Medium;
using geo::RoadClass;

/// One feature's columns by position; the order of `names` below.
enum Column : std::size_t {
    from,
    to,
    type,
    category,
    number,
    motorway,
    medium,
    length_m,
    oneway,
    minutes,
    crossing,
    columns
};

struct Feature {
    const OGRFeature& feature;
    const std::array<int, columns>& fields;
    const std::array<std::string, columns>& names;
    std::string where;

    bool has(Column c) const { return fields[c] >= 0 && feature.IsFieldSetAndNotNull(fields[c]); }
    std::string text(Column c) const { return has(c) ? feature.GetFieldAsString(fields[c]) : std::string(); }
    double number_in(Column c, double min, double max) const {
        const double value = feature.GetFieldAsDouble(fields[c]);
        if (!has(c) || !(value >= min && value <= max)) refuse(c, fmt::format("a number {}..{}", min, max));
        return value;
    }
    [[noreturn]] void refuse(Column c, std::string_view expected) const {
        throw geo::InputError(
            where, fmt::format("column '{}' is {}, expected {}", names[c],
                               has(c) ? fmt::format("'{}'", text(c)) : std::string("empty"), expected));
    }
};

RoadClass road_class(const Feature& f) {
    const auto kind = f.fields[type] < 0 ? std::string("road") : f.text(type);
    if (kind == "car_ferry") return RoadClass::car_ferry;
    if (kind == "pax_ferry") return RoadClass::passenger_ferry;
    if (kind == "synth_boat") return RoadClass::boat;
    if (kind == "landing_link" || kind == "gap_link") return RoadClass::link;
    if (kind != "road") f.refuse(type, "road, car_ferry, pax_ferry, synth_boat, landing_link or gap_link");
    const auto speed = f.text(motorway);
    if (speed == "M") return RoadClass::motorway;
    if (speed == "T") return RoadClass::expressway;
    if (!speed.empty()) f.refuse(motorway, "M, T or empty");
    const auto letter = f.text(category);
    if (letter == "E") return RoadClass::european;
    if (letter == "R") return RoadClass::national;
    if (letter == "F") return RoadClass::county;
    if (letter == "K") return RoadClass::municipal;
    if (letter == "P") return RoadClass::private_road;
    f.refuse(category, "E, R, F, K or P");
}

Medium medium_of(const Feature& f) {
    const auto word = f.text(medium);
    if (word.empty()) return Medium::surface;
    if (word == "bridge" || word == "L") return Medium::bridge;
    if (word == "tunnel" || word == "T" || word == "U") return Medium::tunnel;
    f.refuse(medium, "bridge, tunnel, L, T, U or empty");
}

/// The source's name of a crossing, else the road it belongs to, written as on Norwegian signs and maps; else
/// nothing.
std::string ferry_name(const Feature& f) {
    if (f.has(crossing)) return f.text(crossing);
    const auto letter = f.text(category);
    if (!f.has(number)) return {};
    if (letter == "E") return "E " + f.text(number);
    if (letter == "R") return "rv. " + f.text(number);
    if (letter == "F") return "fv. " + f.text(number);
    return {};
}

/// Gives nodes dense numbers. With numbers in the source: in their order. Without: by the metre the line ends
/// on.
void number_nodes(geo::RoadLines& lines, const std::vector<std::array<std::int64_t, 2>>& given,
                  bool by_place) {
    using Key = std::array<std::int64_t, 2>;
    std::map<Key, std::uint32_t> nodes;
    const auto key = [&](std::size_t line, std::size_t end) {
        if (!by_place) return Key{given[line][end], 0};
        const auto& p =
            lines.vertices[end == 0 ? lines.vertex_start[line] : lines.vertex_start[line + 1] - 1];
        return Key{std::llround(p.east_m), std::llround(p.north_m)};
    };
    for (std::size_t line = 0; line < given.size(); ++line)
        for (std::size_t end = 0; end < 2; ++end) nodes.emplace(key(line, end), 0);
    for (auto& [k, dense] : nodes) dense = lines.nodes++;
    for (std::size_t line = 0; line < given.size(); ++line) {
        lines.from.push_back(nodes.at(key(line, 0)));
        lines.to.push_back(nodes.at(key(line, 1)));
    }
}

/// Throws if the lines of one node end far apart: then node numbers and geometry do not belong together.
void check_nodes(const geo::RoadLines& lines, const std::string& file) {
    constexpr double most_apart_m = 1000;
    std::vector<std::optional<geo::Point>> place(lines.nodes);
    for (std::uint32_t line = 0; line < lines.size(); ++line) {
        const std::array ends{std::pair(lines.from[line], lines.vertices[lines.vertex_start[line]]),
                              std::pair(lines.to[line], lines.vertices[lines.vertex_start[line + 1] - 1])};
        for (const auto& [node, at] : ends) {
            if (place[node] && geo::distance_m(*place[node], at) > most_apart_m)
                throw geo::InputError(
                    file, fmt::format("line {} ends {:.0f} m from another line of the same node, "
                                      "expected within {:.0f} m; check the columns of node numbers",
                                      line, geo::distance_m(*place[node], at), most_apart_m));
            if (!place[node]) place[node] = at;
        }
    }
}

}  // namespace

geo::RoadLines read_roads(const std::filesystem::path& file, const RoadSource& s) {
    detail::Layer layer(file, s.layer);
    const std::array<std::string, columns> names{s.from,   s.to,       s.type,   s.category,
                                                 s.number, s.motorway, s.medium, s.length_m,
                                                 s.oneway, s.minutes,  s.name};
    std::vector<std::string> wanted;
    for (const auto& name : names)
        if (!name.empty()) wanted.push_back(name);
    const auto found = layer.fields(wanted);
    std::array<int, columns> fields{};
    std::size_t next = 0;
    for (std::size_t c = 0; c < columns; ++c) fields[c] = names[c].empty() ? -1 : found[next++];
    const detail::ToUtm33 to_utm33(layer, s.crs);

    geo::RoadLines out;
    std::vector<std::array<std::int64_t, 2>> ends;
    const detail::QuietGdal quiet;
    while (const OGRFeatureUniquePtr feature{layer->GetNextFeature()}) {
        const Feature f{*feature, fields, names, layer.where(feature->GetFID())};
        auto* geometry = feature->GetGeometryRef();
        if (geometry && wkbFlatten(geometry->getGeometryType()) == wkbMultiLineString &&
            geometry->toMultiLineString()->getNumGeometries() == 1)
            geometry = geometry->toMultiLineString()->getGeometryRef(0);
        if (!geometry || wkbFlatten(geometry->getGeometryType()) != wkbLineString ||
            geometry->toLineString()->getNumPoints() < 2)
            throw geo::InputError(f.where,
                                  "is not a line of at least two vertices; split multi-part lines, for "
                                  "example with `ogr2ogr -explodecollections`");
        to_utm33.apply(*geometry, f.where);
        const auto* line = geometry->toLineString();
        for (int i = 0; i < line->getNumPoints(); ++i)
            out.vertices.push_back({std::round(line->getX(i)), std::round(line->getY(i))});
        out.vertex_start.push_back(static_cast<std::uint32_t>(out.vertices.size()));
        out.road_class.push_back(road_class(f));
        out.medium.push_back(medium_of(f));
        out.oneway.push_back(s.oneway.empty() ? std::uint8_t{0}
                                              : static_cast<std::uint8_t>(f.number_in(oneway, 0, 1)));
        const double metres = s.length_m.empty() ? line->get_Length() : f.number_in(length_m, 0, 2e6);
        out.length_m.push_back(static_cast<std::uint32_t>(std::lround(metres)));
        out.given_ms.push_back(
            f.has(minutes) ? static_cast<std::uint32_t>(std::lround(f.number_in(minutes, 0, 6000) * 60'000))
                           : 0);
        out.number.push_back(f.has(number) ? static_cast<std::uint16_t>(f.number_in(number, 0, 65535))
                                           : std::uint16_t{0});
        out.name.push_back(geo::is_ferry(out.road_class.back()) ? ferry_name(f) : std::string());
        if (s.from.empty() || s.to.empty())
            ends.push_back({});
        else
            ends.push_back({static_cast<std::int64_t>(f.number_in(from, 0, 1e15)),
                            static_cast<std::int64_t>(f.number_in(to, 0, 1e15))});
    }
    if (ends.empty()) throw geo::InputError(file.string(), "has no lines, expected roads and ferries");
    number_nodes(out, ends, s.from.empty() || s.to.empty());
    check_nodes(out, file.string());
    return out;
}

}  // namespace data
