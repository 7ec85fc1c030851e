#include "model/areas.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <type_traits>

#include "model/hospital_areas.hpp"
#include "model/size_classes.hpp"

namespace model {
namespace {

constexpr std::string_view norway = "Norge";

/// Appends one area per value of `key`, in the order of the values; municipalities with an empty text are in
/// none. `describe` gives an area without members.
template <class Key, class Describe>
void append_groups(std::vector<Area>& areas, std::uint32_t municipalities, const Key& key,
                   const Describe& describe) {
    std::map<std::decay_t<decltype(key(MunicipalityId{}))>, Area> groups;
    for (std::uint32_t i = 0; i < municipalities; ++i) {
        const MunicipalityId m{i};
        const auto value = key(m);
        if constexpr (std::is_convertible_v<decltype(value), std::string_view>)
            if (value.empty()) continue;
        groups.try_emplace(value, describe(m)).first->second.members.push_back(m);
    }
    for (auto& [value, area] : groups) areas.push_back(std::move(area));
}

/// Of a class of an area alone, `in` that area; else nothing.
std::string in_the_area(const Area& area, const char* in) {
    return area.within.empty() ? "" : fmt::format(" {} {}", in, area.within);
}

}  // namespace

std::vector<Area> large_areas(const Municipalities& table) {
    const auto& alone = table.alone;
    std::vector<Area> result{
        {AreaKind::nation, "", alone.name.empty() ? std::string(norway) : alone.name, {}}};
    for (std::uint32_t i = 0; i < table.size(); ++i) result.front().members.push_back(MunicipalityId{i});
    append_groups(
        result, table.size(), [&](MunicipalityId m) { return table.county_number[m]; },
        [&](MunicipalityId m) {
            return Area{AreaKind::county, table.county_number[m], table.county[m], {}};
        });
    append_groups(
        result, table.size(), [&](MunicipalityId m) { return table.health_region[m]; },
        [&](MunicipalityId m) {
            const auto& region = table.health_region[m];
            const auto name = region.starts_with("Helse ") ? region : "Helse " + region;
            return Area{AreaKind::health_region, name, name, {}};
        });
    append_groups(
        result, table.size(), [&](MunicipalityId m) { return hospital_area(table.number[m]); },
        [&](MunicipalityId m) {
            const std::string name(hospital_area(table.number[m]));
            return Area{AreaKind::hospital_area, name, name, {}};
        });
    append_groups(
        result, table.size(), [&](MunicipalityId m) { return table.centrality[m]; },
        [&](MunicipalityId m) {
            const auto number = fmt::format("{}", table.centrality[m]);
            return Area{AreaKind::centrality, number, number, {}, alone.name};
        });
    std::erase_if(result, [&](const Area& area) {
        return area.kind != AreaKind::centrality &&
               std::find(alone.cut.begin(), alone.cut.end(), area.number) != alone.cut.end();
    });
    return result;
}

std::vector<Area> areas(const Municipalities& table, std::span<const std::int32_t> inhabitants) {
    auto result = large_areas(table);
    const auto size_of = [&](MunicipalityId m) { return size_class(inhabitants[m.value]); };
    append_groups(result, table.size(), size_of, [&](MunicipalityId m) {
        return Area{AreaKind::size,
                    fmt::format("{}", size_of(m) + 1),
                    std::string(size_classes[size_of(m)]),
                    {},
                    table.alone.name};
    });
    for (std::uint32_t i = 0; i < table.size(); ++i) {
        const MunicipalityId m{i};
        result.push_back({AreaKind::municipality, table.number[m], table.name[m], {m}});
    }
    return result;
}

std::string name_en(const Area& area) {
    switch (area.kind) {
        case AreaKind::nation:
            return area.name == norway ? "Norway" : area.name;
        case AreaKind::hospital_area:
            return area.name + " hospital area";
        case AreaKind::centrality:
            return "centrality " + area.name + in_the_area(area, "in");
        case AreaKind::size:
            return area.name + " inhabitants" + in_the_area(area, "in");
        case AreaKind::county:
        case AreaKind::health_region:
        case AreaKind::municipality:
        case AreaKind::own:
            break;
    }
    return area.name;
}

std::string name_no(const Area& area) {
    switch (area.kind) {
        case AreaKind::hospital_area:
            return area.name + " sykehusområde";
        case AreaKind::centrality:
            return "sentralitet " + area.name + in_the_area(area, "i");
        case AreaKind::size:
            return (area.name == "50000 and over" ? "50000 og over" : area.name) + " innbyggere" +
                   in_the_area(area, "i");
        case AreaKind::nation:
        case AreaKind::county:
        case AreaKind::health_region:
        case AreaKind::municipality:
        case AreaKind::own:
            break;
    }
    return area.name;
}

}  // namespace model
