#include "data/read_osm.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <osmium/geom/haversine.hpp>
#include <osmium/io/gzip_compression.hpp>
#include <osmium/io/opl_input.hpp>
#include <osmium/io/pbf_input.hpp>
#include <osmium/io/xml_input.hpp>
#include <osmium/osm.hpp>
#include <unordered_map>

#include "data/detail/dense_nodes.hpp"
#include "data/detail/gdal.hpp"
#include "geo/base/error.hpp"

namespace data {
namespace {

using geo::Medium;
using geo::RoadClass;

bool is_one_of(const char* word, std::initializer_list<const char*> words) {
    return std::ranges::any_of(words, [&](const char* one) { return std::strcmp(word, one) == 0; });
}

/// Whether the strings of the tags end where the list ends. A damaged file may have a zero byte inside one,
/// and libosmium would then read on behind the list.
bool whole(const osmium::TagList& tags) {
    const unsigned char* begin = tags.data() + sizeof(osmium::TagList);
    const unsigned char* end = tags.data() + tags.byte_size();
    if (begin >= end) return true;
    return end[-1] == 0 && std::count(begin, end, 0) % 2 == 0;
}

/// What a way or relation says, or nothing; never null.
const char* tag(const osmium::OSMObject& object, const char* key) {
    return object.tags().get_value_by_key(key, "");
}

/// A ferry relation; ways may leave duration and interval to it.
struct Route {
    double minutes = -1, interval = -1;
    std::string name;
    bool liner = false;
    double km = 0;  ///< of its ways in the file
};

struct Way {
    std::int64_t id = 0;
    RoadClass road_class = RoadClass::municipal;
    Medium medium = Medium::surface;
    int direction = 0;  ///< 1 only forward, -1 only backward, 0 both
    double km_h = 0;    ///< 0: speed of the class
    double minutes = -1, interval = -1;
    std::uint16_t number = 0;
    bool liner = false;
    std::string name;
    std::size_t route = no_route;
    std::size_t first = 0, end = 0;  ///< of its nodes
    double km = 0;                   ///< of all of it that is in the file, also where it was cut into pieces

    static constexpr auto no_route = static_cast<std::size_t>(-1);
};

/// The class of a highway for cars; nothing for all others.
std::optional<RoadClass> road_class(const osmium::Way& way) {
    const char* highway = tag(way, "highway");
    const bool european = tag(way, "ref")[0] == 'E';
    if (is_one_of(highway, {"trunk", "primary", "trunk_link"})) {
        if (is_one_of(tag(way, "motorroad"), {"yes"})) return RoadClass::expressway;
        if (european) return RoadClass::european;
    }
    if (is_one_of(highway, {"service"}) &&
        is_one_of(tag(way, "service"), {"driveway", "parking_aisle", "drive-through", "emergency_access"}))
        return std::nullopt;
    return osm_road_class(highway);
}

/// The most exact word on whether cars may pass.
const char* access_for_cars(const osmium::OSMObject& object) {
    for (const char* key : {"motorcar", "motor_vehicle", "vehicle", "access"})
        if (const char* word = tag(object, key); *word) return word;
    return "";
}

bool open_to_cars(const osmium::OSMObject& object) {
    return !is_one_of(access_for_cars(object),
                      {"no", "private", "agricultural", "forestry", "military", "delivery", "emergency",
                       "customers", "agricultural;forestry", "bus", "psv"});
}

bool named_liner(const osmium::OSMObject& object) {
    for (const char* key : {"name", "operator", "network", "brand"})
        for (const char* line : {"Hurtigruten", "Havila", "Kystruten"})
            if (std::strstr(tag(object, key), line)) return true;
    return false;
}

/// 1, -1 or 0; nothing for a way whose direction changes with the hour.
std::optional<int> direction(const osmium::Way& way, bool ferry) {
    const char* oneway = tag(way, "oneway");
    if (is_one_of(oneway, {"yes", "true", "1"})) return 1;
    if (is_one_of(oneway, {"-1", "reverse"})) return -1;
    if (is_one_of(oneway, {"reversible"})) return std::nullopt;
    if (*oneway) return 0;
    const bool round = is_one_of(tag(way, "junction"), {"roundabout", "circular"});
    return !ferry && (round || is_one_of(tag(way, "highway"), {"motorway"})) ? 1 : 0;
}

double km_per_hour(const osmium::Way& way) {
    double lowest = 0;
    for (const char* key : {"maxspeed", "maxspeed:forward", "maxspeed:backward"})
        if (const double v = osm_km_per_hour(tag(way, key)); v > 0)
            lowest = lowest > 0 ? std::min(lowest, v) : v;
    return lowest;
}

std::uint16_t number_of(const char* ref) {
    std::uint32_t number = 0;
    while (*ref && (*ref < '0' || *ref > '9')) ++ref;
    for (; *ref >= '0' && *ref <= '9'; ++ref)
        number = (number * 10 + static_cast<std::uint32_t>(*ref - '0')) % 65'536;
    return static_cast<std::uint16_t>(number);
}

/// Runs over the objects of one kind in the file.
template <class Object, class Visit>
void each(const std::filesystem::path& path, osmium::osm_entity_bits::type kind, const Visit& visit) {
    osmium::io::Reader reader(osmium::io::File(path.string()), kind);
    while (const auto buffer = reader.read())
        for (const auto& object : buffer.template select<Object>()) {
            if (!whole(object.tags()))
                throw geo::InputError(
                    path.string(),
                    fmt::format("the tags of {} are damaged; fetch the file again", object.id()));
            visit(object);
        }
    reader.close();
}

/// One file being read: routes, then ways, then the nodes they need.
class Reading {
public:
    Reading(const std::filesystem::path& path, const OsmParams& params, int epsg)
        : path_(path), params_(params), epsg_(epsg) {
        each<osmium::Relation>(path, osmium::osm_entity_bits::relation,
                               [&](const osmium::Relation& relation) { take(relation); });
        each<osmium::Way>(path, osmium::osm_entity_bits::way, [&](const osmium::Way& way) { take(way); });
        find_nodes();
        each<osmium::Node>(path, osmium::osm_entity_bits::node, [&](const osmium::Node& node) {
            const auto found = std::ranges::lower_bound(node_, node.id());
            if (found != node_.end() && *found == node.id())
                place_[static_cast<std::size_t>(found - node_.begin())] = node.location();
        });
        cut_at_holes();
        for (const auto& way : ways_)
            if (way.route != Way::no_route) routes_[way.route].km += length_km(way.first, way.end);
    }

    RoadFile result() {
        RoadFile out;
        out.ferries_are_named = true;
        std::vector<std::int64_t> first, last;
        std::uint32_t liners = 0;
        const detail::ToPlane to_plane(path_.string(), "EPSG:4326", epsg_);
        for (const auto& way : ways_) {
            if (is_liner(way)) {
                ++liners;
                continue;
            }
            for (auto begin = way.first; begin + 1 < way.end;) {
                auto end = begin + 1;
                while (end + 1 < way.end && used_[row_[end]] < 2) ++end;
                add(out.roads, way, begin, end + 1, to_plane);
                first.push_back(node_[row_[way.direction < 0 ? end : begin]]);
                last.push_back(node_[row_[way.direction < 0 ? begin : end]]);
                begin = end;
            }
        }
        if (first.empty())
            throw geo::InputError(path_.string(), "has no roads for cars, expected an OpenStreetMap extract");
        detail::number_nodes(out.roads, first, last);
        if (std::ranges::all_of(out.roads.wait_ms, [](auto ms) { return ms == 0; }))
            out.roads.wait_ms.clear();
        if (holes_ > 0)
            out.remarks.push_back(
                fmt::format("{} ways have nodes that are not in the file ({} holes, the first in way {} at "
                            "node {}) and are cut "
                            "there; what an extract cut by a box loses at its edge",
                            cut_ways_, holes_, first_hole_way_, first_hole_node_));
        if (liners > 0) out.remarks.push_back(fmt::format("{} ways of coastal liners are left out", liners));
        if (closed_ > 0)
            out.remarks.push_back(fmt::format("{} ways closed to the public are left out", closed_));
        if (unread_ > 0)
            out.remarks.push_back(fmt::format(
                "{} durations, intervals or speed limits could not be read; the class decides there",
                unread_));
        return out;
    }

private:
    double minutes(const osmium::OSMObject& object, const char* key) {
        const char* text = tag(object, key);
        if (!*text) return -1;
        const double value = osm_minutes(text);
        unread_ += value < 0;
        return value;
    }

    void take(const osmium::Relation& relation) {
        if (!is_one_of(tag(relation, "route"), {"ferry"})) return;
        routes_.push_back({minutes(relation, "duration"), minutes(relation, "interval"),
                           tag(relation, "name"), named_liner(relation)});
        for (const auto& member : relation.members())
            if (member.type() == osmium::item_type::way) route_of_.emplace(member.ref(), routes_.size() - 1);
    }

    void take(const osmium::Way& source) {
        const auto route = route_of_.find(source.id());
        const auto road = road_class(source);
        const bool ferry = is_one_of(tag(source, "route"), {"ferry"}) || (route != route_of_.end() && !road);
        if ((!ferry && !road) || source.nodes().size() < 2 || is_one_of(tag(source, "area"), {"yes"})) return;
        Way way;
        const auto turn = direction(source, ferry);
        if (!turn || (!ferry && !open_to_cars(source))) {
            ++closed_;
            return;
        }
        way.id = source.id();
        way.direction = *turn;
        way.number = number_of(tag(source, "ref"));
        if (ferry) {
            const bool cars = !is_one_of(access_for_cars(source), {"no"});
            way.road_class = cars ? RoadClass::car_ferry : RoadClass::passenger_ferry;
            way.km_h = km_per_hour(source);
            way.minutes = minutes(source, "duration");
            way.interval = minutes(source, "interval");
            way.name = tag(source, "name");
            way.liner = named_liner(source);
            if (route != route_of_.end()) {
                way.route = route->second;
                const auto& r = routes_[way.route];
                if (way.name.empty()) way.name = r.name;
                if (way.interval < 0) way.interval = r.interval;
                way.liner = way.liner || r.liner;
                if (way.minutes >= 0) stated_.push_back(way.route);
            }
        } else {
            way.road_class = *road;
            way.km_h = km_per_hour(source);
            unread_ += osm_km_per_hour(tag(source, "maxspeed")) < 0;
            if (!is_one_of(tag(source, "tunnel"), {"", "no"}))
                way.medium = Medium::tunnel;
            else if (!is_one_of(tag(source, "bridge"), {"", "no"}))
                way.medium = Medium::bridge;
        }
        way.first = refs_.size();
        for (const auto& node : source.nodes())
            if (refs_.size() == way.first || refs_.back() != node.ref()) refs_.push_back(node.ref());
        way.end = refs_.size();
        if (way.end - way.first < 2)
            refs_.resize(way.first);
        else
            ways_.push_back(std::move(way));
    }

    /// Which nodes are needed, and in how many places: two or more make a junction.
    void find_nodes() {
        node_ = refs_;
        std::ranges::sort(node_);
        node_.erase(std::unique(node_.begin(), node_.end()), node_.end());
        row_.reserve(refs_.size());
        used_.assign(node_.size(), 0);
        place_.resize(node_.size());
        for (const auto ref : refs_) {
            row_.push_back(static_cast<std::uint32_t>(std::ranges::lower_bound(node_, ref) - node_.begin()));
            used_[row_.back()] = static_cast<std::uint8_t>(std::min(2, used_[row_.back()] + 1));
        }
        refs_.clear();
        refs_.shrink_to_fit();
    }

    osmium::Location at(std::size_t ref) const { return place_[row_[ref]]; }

    /// Keeps the pieces of ways between nodes that are not in the file, and counts the holes.
    void cut_at_holes() {
        std::vector<Way> whole;
        for (auto& way : ways_) {
            const auto begin = way.first, end = way.end;
            double km = 0;
            std::size_t pieces = 0, holes = 0;
            for (auto i = begin; i < end;) {
                auto next = i;
                while (next < end && at(next).valid()) ++next;
                if (next - i > 1) {
                    way.first = i;
                    way.end = next;
                    km += length_km(i, next);
                    whole.push_back(way);
                    ++pieces;
                }
                if (next < end) {
                    if (holes_ + holes == 0) {
                        first_hole_way_ = way.id;
                        first_hole_node_ = node_[row_[next]];
                    }
                    ++holes;
                    while (next < end && !at(next).valid()) ++next;
                }
                i = next;
            }
            for (std::size_t k = 0; k < pieces; ++k) whole[whole.size() - 1 - k].km = km;
            holes_ += holes;
            cut_ways_ += holes > 0;
        }
        ways_ = std::move(whole);
    }

    double length_km(std::size_t begin, std::size_t end) const {
        double metres = 0;
        for (auto i = begin; i + 1 < end; ++i) metres += osmium::geom::haversine::distance(at(i), at(i + 1));
        return metres / 1'000;
    }

    bool is_liner(const Way& way) const {
        if (!geo::is_ferry(way.road_class)) return false;
        const bool in_route = way.route != Way::no_route;
        const double km = in_route ? routes_[way.route].km : way.km;
        const double longest = std::max(way.minutes, in_route ? routes_[way.route].minutes : -1);
        return way.liner || km > params_.liner_over_km || longest > params_.liner_over_minutes;
    }

    /// Milliseconds of a piece of a way; 0 leaves it to the class.
    std::uint32_t millis(const Way& way, double km) const {
        double minutes = 0;
        if (geo::is_ferry(way.road_class)) {
            const bool by_route = way.minutes < 0 && way.route != Way::no_route &&
                                  std::ranges::find(stated_, way.route) == stated_.end();
            const double whole = way.minutes >= 0 ? way.minutes : by_route ? routes_[way.route].minutes : -1;
            const double over = by_route ? routes_[way.route].km : way.km;
            if (whole >= 0 && over > 0)
                minutes = whole * km / over;
            else if (way.km_h > 0)
                minutes = km / way.km_h * 60;
        } else if (way.km_h > 0) {
            minutes = km / (way.km_h * params_.share_of_maxspeed) * 60;
        }
        return minutes > 0 ? static_cast<std::uint32_t>(std::max(1.0, std::round(minutes * 60'000))) : 0;
    }

    void add(geo::RoadLines& lines, const Way& way, std::size_t begin, std::size_t end,
             const detail::ToPlane& to_plane) const {
        for (auto k = begin; k < end; ++k) {
            const auto place = at(way.direction < 0 ? end - 1 - (k - begin) : k);
            const auto p = to_plane.apply(geo::Point{place.lon(), place.lat()}, path_.string());
            lines.vertices.push_back({std::round(p.east_m), std::round(p.north_m)});
        }
        lines.vertex_start.push_back(static_cast<std::uint32_t>(lines.vertices.size()));
        const double km = length_km(begin, end);
        lines.road_class.push_back(way.road_class);
        lines.medium.push_back(way.medium);
        lines.oneway.push_back(way.direction != 0);
        lines.length_m.push_back(static_cast<std::uint32_t>(std::lround(km * 1'000)));
        lines.given_ms.push_back(millis(way, km));
        lines.wait_ms.push_back(
            way.interval > 0 ? static_cast<std::uint32_t>(std::lround(way.interval / 2 * 60'000)) : 0);
        lines.number.push_back(way.number);
        lines.name.push_back(way.name);
    }

    const std::filesystem::path& path_;
    const OsmParams& params_;
    int epsg_;
    std::vector<Route> routes_;
    std::unordered_map<std::int64_t, std::size_t> route_of_;  ///< looked up by way, never walked through
    std::vector<std::size_t> stated_;                         ///< routes whose ways state durations
    std::vector<Way> ways_;
    std::vector<std::int64_t> refs_, node_;  ///< node ids as the ways list them; each once, ascending
    std::vector<std::uint32_t> row_;         ///< rows of node_, as the ways list them
    std::vector<std::uint8_t> used_;         ///< 0, 1, or 2 for more
    std::vector<osmium::Location> place_;
    std::uint32_t closed_ = 0, unread_ = 0;
    std::size_t holes_ = 0, cut_ways_ = 0;
    std::int64_t first_hole_way_ = 0, first_hole_node_ = 0;
};

}  // namespace

RoadFile read_osm(const std::filesystem::path& file, const OsmParams& params, int epsg) {
    if (!std::filesystem::exists(file)) throw geo::InputError(file.string(), "is not there; check the name");
    RoadFile out;
    try {
        out = Reading(file, params, epsg).result();
    } catch (const geo::InputError&) {
        throw;
    } catch (const std::exception& error) {
        throw geo::InputError(
            file.string(), fmt::format("cannot be read as OpenStreetMap data ({}); expected .osm.pbf or .osm",
                                       error.what()));
    }
    out.source = {.table = "roads.nc",
                  .what = "roads and ferries",
                  .origin = "OpenStreetMap",
                  .licence = "ODbL",
                  .attribution = "© OpenStreetMap contributors, ODbL",
                  .retrieved = "",
                  .sha256 = ""};
    return out;
}

}  // namespace data
