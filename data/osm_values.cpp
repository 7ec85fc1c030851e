// Values of OpenStreetMap tags as numbers.
#include <algorithm>
#include <cctype>
#include <charconv>
#include <optional>
#include <string_view>
#include <vector>

#include "data/read_osm.hpp"

namespace data {
namespace {

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    return text;
}

/// The number a text begins with; it moves past it.
std::optional<double> take_number(std::string_view& text) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || !(value >= 0)) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return value;
}

/// ISO 8601 without years and months: PT1H20M, P1DT2H.
double iso_minutes(std::string_view text) {
    double minutes = 0;
    bool any = false;
    text.remove_prefix(1);
    while (!text.empty()) {
        if (text.front() == 'T') {
            text.remove_prefix(1);
            continue;
        }
        const auto value = take_number(text);
        if (!value || text.empty()) return -1;
        const double unit = text.front() == 'D'   ? 1'440
                            : text.front() == 'H' ? 60
                            : text.front() == 'M' ? 1
                            : text.front() == 'S' ? 1 / 60.0
                                                  : -1;
        if (unit < 0) return -1;
        minutes += *value * unit;
        any = true;
        text.remove_prefix(1);
    }
    return any ? minutes : -1;
}

}  // namespace

std::optional<geo::RoadClass> osm_road_class(const std::string& highway) {
    using geo::RoadClass;
    const auto is = [&](std::initializer_list<std::string_view> words) {
        return std::ranges::find(words, highway) != words.end();
    };
    if (is({"motorway"})) return RoadClass::motorway;
    if (is({"motorway_link"})) return RoadClass::expressway;
    if (is({"trunk", "trunk_link"})) return RoadClass::national;
    if (is({"primary", "primary_link", "secondary", "secondary_link", "tertiary", "tertiary_link"}))
        return RoadClass::county;
    if (is({"unclassified", "residential", "road"})) return RoadClass::municipal;
    if (is({"living_street", "service"})) return RoadClass::private_road;
    return std::nullopt;
}

double osm_minutes(const std::string& tag) {
    auto text = trimmed(tag);
    if (!text.empty() && text.front() == 'P') return iso_minutes(text);
    std::vector<double> parts;
    while (true) {
        const auto value = take_number(text);
        if (!value) return -1;
        parts.push_back(*value);
        if (text.empty()) break;
        if (text.front() != ':' || parts.size() == 3) return -1;
        text.remove_prefix(1);
    }
    if (parts.size() == 1) return parts[0];
    return parts[0] * 60 + parts[1] + (parts.size() == 3 ? parts[2] / 60 : 0);
}

double osm_km_per_hour(const std::string& tag) {
    auto text = trimmed(tag);
    if (text.empty() || text == "none" || text == "signals" || text == "variable") return 0;
    if (text == "walk") return 7;
    if (text == "NO:urban") return 50;
    if (text == "NO:rural") return 80;
    if (text == "NO:motorway") return 110;
    const auto value = take_number(text);
    if (!value) return -1;
    text = text.substr(0, text.find(';'));  // several values: the first
    text = trimmed(text);
    if (text.empty() || text == "km/h" || text == "kmh" || text == "kph") return *value;
    if (text == "mph") return *value * 1.609344;
    if (text == "knots") return *value * 1.852;
    return -1;
}

}  // namespace data
