#include "data/read_roads.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>

#include "data/detail/gdal.hpp"
#include "data/read_osm.hpp"
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
    minutes_back,
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
    if (const auto highway = osm_road_class(letter)) return *highway;
    f.refuse(category, "E, R, F, K, P or a highway of OpenStreetMap for cars");
}

Medium medium_of(const Feature& f) {
    const auto word = f.text(medium);
    if (word.empty()) return Medium::surface;
    if (word == "bridge" || word == "B" || word == "L") return Medium::bridge;
    if (word == "tunnel" || word == "T" || word == "U") return Medium::tunnel;
    f.refuse(medium, "bridge, tunnel, B, L, T, U or empty");
}

/// 1 forward, -1 backward, 0 both.
int direction(const Feature& f) {
    const auto word = f.text(oneway);
    const auto is = [&](std::initializer_list<const char*> words) {
        return std::ranges::any_of(words, [&](const char* one) { return word == one; });
    };
    if (is({"", "0", "B", "no", "false"})) return 0;
    if (is({"1", "yes", "true", "F", "FT"})) return 1;
    if (is({"-1", "reverse", "T", "TF"})) return -1;
    f.refuse(oneway, "0, 1, -1, or B, FT, TF");
}

/// Whole milliseconds of a column of minutes; 0 if it says nothing.
std::uint32_t millis(const Feature& f, Column c) {
    if (!f.has(c) || f.feature.GetFieldAsDouble(f.fields[c]) < 0) return 0;  // closed that way
    return static_cast<std::uint32_t>(std::lround(f.number_in(c, 0, 6000) * 60'000));
}

/// A line string of one part, whatever it is wrapped in. Throws InputError for anything else.
OGRLineString& line_of(OGRGeometry* geometry, const std::string& where) {
    if (geometry && wkbFlatten(geometry->getGeometryType()) == wkbMultiLineString &&
        geometry->toMultiLineString()->getNumGeometries() == 1)
        geometry = geometry->toMultiLineString()->getGeometryRef(0);
    if (!geometry || wkbFlatten(geometry->getGeometryType()) != wkbLineString ||
        geometry->toLineString()->getNumPoints() < 2)
        throw geo::InputError(where,
                              "is not a line of at least two vertices; split multi-part lines, for "
                              "example with `ogr2ogr -explodecollections`");
    return *geometry->toLineString();
}

/// Field of each column, -1 if the source does without it.
std::array<int, columns> fields_of(const detail::Layer& layer, const std::array<std::string, columns>& names,
                                   Remarks* remarks) {
    constexpr std::array done_without{type, number, motorway, medium, length_m};
    const RoadSource usual;
    const std::array usual_names{&usual.type, &usual.number, &usual.motorway, &usual.medium, &usual.length_m};
    std::array<bool, columns> asked{};
    std::vector<std::string> wanted;
    for (std::size_t c = 0; c < columns; ++c) {
        const auto* lacking = std::ranges::find(done_without, static_cast<Column>(c));
        const bool may_lack =
            lacking != done_without.end() &&
            names[c] == *usual_names[static_cast<std::size_t>(lacking - done_without.begin())];
        asked[c] =
            !names[c].empty() && (!may_lack || layer->GetLayerDefn()->GetFieldIndex(names[c].c_str()) >= 0);
        if (asked[c]) wanted.push_back(names[c]);
    }
    const auto found = layer.fields(wanted);
    std::array<int, columns> fields{};
    std::size_t next = 0;
    for (std::size_t c = 0; c < columns; ++c) fields[c] = asked[c] ? found[next++] : -1;
    if (remarks && fields[type] < 0)
        remarks->push_back("no column says which lines are ferries: all of them are taken for roads");
    return fields;
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

std::optional<RoadSource> openstreetmap_columns(const std::filesystem::path& file) {
    const detail::Layer layer(file, "");
    const auto has = [&](const char* name) { return layer->GetLayerDefn()->GetFieldIndex(name) >= 0; };
    RoadSource source;
    source.from = source.to = source.type = source.number = source.motorway = source.medium =
        source.length_m = "";
    for (const char* name : {"highway", "fclass", "class"}) {
        if (!has(name)) continue;
        source.category = name;
        if (has("oneway")) source.oneway = "oneway";
        return source;
    }
    return std::nullopt;
}

geo::RoadLines read_roads(const std::filesystem::path& file, const RoadSource& s, Remarks* remarks,
                          int epsg) {
    detail::Layer layer(file, s.layer);
    const std::array<std::string, columns> names{s.from,   s.to,       s.type,         s.category,
                                                 s.number, s.motorway, s.medium,       s.length_m,
                                                 s.oneway, s.minutes,  s.minutes_back, s.name};
    const auto fields = fields_of(layer, names, remarks);
    const detail::ToPlane to_plane(layer, s.crs, epsg);

    geo::RoadLines out;
    std::vector<std::array<std::int64_t, 2>> ends;
    const detail::QuietGdal quiet;
    while (const OGRFeatureUniquePtr feature{layer->GetNextFeature()}) {
        const Feature f{*feature, fields, names, layer.where(feature->GetFID())};
        auto& line = line_of(feature->GetGeometryRef(), f.where);
        to_plane.apply(line, f.where);
        const int way = direction(f);
        if (way < 0) line.reversePoints();
        for (int i = 0; i < line.getNumPoints(); ++i)
            out.vertices.push_back({std::round(line.getX(i)), std::round(line.getY(i))});
        out.vertex_start.push_back(static_cast<std::uint32_t>(out.vertices.size()));
        out.road_class.push_back(road_class(f));
        out.medium.push_back(medium_of(f));
        out.oneway.push_back(way != 0);
        const double metres = fields[length_m] < 0 ? line.get_Length() : f.number_in(length_m, 0, 2e6);
        out.length_m.push_back(static_cast<std::uint32_t>(std::lround(metres)));
        const auto along = millis(f, minutes), back = millis(f, minutes_back);
        out.given_ms.push_back(way < 0 && back > 0 ? back : along);
        out.given_back_ms.push_back(way == 0 && back != along ? back : 0);
        out.number.push_back(f.has(number) ? static_cast<std::uint16_t>(f.number_in(number, 0, 65535))
                                           : std::uint16_t{0});
        out.name.push_back(geo::is_ferry(out.road_class.back()) ? ferry_name(f) : std::string());
        if (s.from.empty() || s.to.empty()) {
            ends.push_back({});
        } else {
            ends.push_back({static_cast<std::int64_t>(f.number_in(from, 0, 1e15)),
                            static_cast<std::int64_t>(f.number_in(to, 0, 1e15))});
            if (way < 0) std::swap(ends.back()[0], ends.back()[1]);
        }
    }
    if (std::ranges::all_of(out.given_back_ms, [](auto ms) { return ms == 0; })) out.given_back_ms.clear();
    if (ends.empty()) throw geo::InputError(file.string(), "has no lines, expected roads and ferries");
    number_nodes(out, ends, s.from.empty() || s.to.empty());
    check_nodes(out, file.string());
    return out;
}

}  // namespace data
