#include "model/area_names.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <set>

#include "geo/base/error.hpp"
#include "geo/base/nearest_name.hpp"
#include "geo/base/plain_name.hpp"
#include "model/municipality_codes.hpp"

namespace model {
namespace {

/// The names of a place in its languages, and the whole of them where there are several.
std::vector<std::string> languages(const std::string& official) {
    std::vector<std::string> names;
    for (std::size_t at = 0; at <= official.size();) {
        const auto end = std::min(official.find(" - ", at), official.size());
        names.push_back(official.substr(at, end - at));
        at = end + 3;
    }
    if (names.size() > 1) names.push_back(official);
    return names;
}

/// What an area is called beside its number; the first is how messages write it.
std::vector<std::string> spoken(const Area& area, const Municipalities& municipalities) {
    std::vector<std::string> names;
    const auto add_with = [&](const std::string& name, std::initializer_list<const char*> patterns) {
        for (const char* pattern : patterns) names.push_back(fmt::format(fmt::runtime(pattern), name));
    };
    switch (area.kind) {
        case AreaKind::nation:
            if (!municipalities.alone.name.empty()) return {area.name};
            return {"Norge", "Norway", "Noreg", "nation", "hele landet"};
        case AreaKind::county:
            for (const auto& name : languages(area.name)) add_with(name, {"{}", "{} fylke", "{} county"});
            break;
        case AreaKind::municipality: {
            const auto& county = municipalities.county[area.members.front()];
            for (const auto& name : languages(area.name)) {
                add_with(name, {"{}", "{} kommune", "{} municipality"});
                for (const auto& around : languages(county))
                    names.push_back(fmt::format("{} ({})", name, around));
            }
            break;
        }
        case AreaKind::hospital_area:
            add_with(area.name,
                     {"{} hospital area", "hospital area {}", "{} sykehusområde", "sykehusområde {}",
                      "helsefellesskap {}", "helsefellesskapet {}", "{} helsefellesskap", "{}"});
            break;
        case AreaKind::centrality:
        case AreaKind::size: {
            auto plain = area;
            plain.within.clear();
            names = {name_en(area), name_no(area), name_en(plain), name_no(plain)};
            if (area.kind == AreaKind::size) names.push_back(area.name);
            break;
        }
        case AreaKind::health_region:
        case AreaKind::own:
            names = {area.name};
            break;
    }
    return names;
}

}  // namespace

AreaNames::AreaNames(const Municipalities& municipalities, std::span<const std::int32_t> inhabitants,
                     std::span<const OwnArea> own)
    : areas_(inhabitants.empty() ? large_areas(municipalities) : areas(municipalities, inhabitants)) {
    if (inhabitants.empty())
        for (const auto m : ids<MunicipalityId>(municipalities.size()))
            areas_.push_back({AreaKind::municipality, municipalities.number[m], municipalities.name[m], {m}});
    // Hospital areas last: many are called as a municipality or a county.
    for (const bool hospitals : {false, true})
        for (std::uint32_t row = 0; row < areas_.size(); ++row) {
            const auto& area = areas_[row];
            if ((area.kind == AreaKind::hospital_area) != hospitals) continue;
            if (area.kind == AreaKind::county || area.kind == AreaKind::municipality) learn(row, area.number);
            for (const auto& name : spoken(area, municipalities)) learn(row, name);
        }
    for (const auto& group : own) {
        if (called_.contains(geo::plain_name(group.name)))
            throw geo::InputError(group.where, fmt::format("'{}' is the name of another area", group.name));
        if (group.places.empty())
            throw geo::InputError(group.where, fmt::format("the area '{}' has no place", group.name));
        auto area = together(group.places, group.where);
        area.kind = AreaKind::own;
        area.number = area.name = group.name;
        areas_.push_back(std::move(area));
        learn(static_cast<std::uint32_t>(areas_.size() - 1), group.name);
    }
}

void AreaNames::learn(std::uint32_t area, std::string_view name) {
    auto& rows = called_[geo::plain_name(name)];
    // Oslo is a county and a municipality: the first will do. Two municipalities of one name are two.
    const auto is_other_municipality = [&](std::uint32_t row) {
        return areas_[row].kind == AreaKind::municipality && areas_[area].kind == AreaKind::municipality &&
               row != area;
    };
    if (!rows.empty() && !is_other_municipality(rows.front())) return;
    rows.push_back(area);
    said_.emplace_back(name);
}

const Area& AreaNames::find(std::string_view called, std::string_view where) const {
    const auto plain = geo::plain_name(called);
    auto found = called_.find(plain);
    // Spreadsheets lose the zero of "0301".
    if (found == called_.end() && plain.find_first_not_of("0123456789") == std::string::npos)
        found = called_.find("0" + plain);
    if (found == called_.end())
        if (const auto former = of_other_years(plain); former && former->members.size() == 1)
            found = called_.find(former->number);
    if (found != called_.end() && found->second.size() == 1) return areas_[found->second.front()];
    if (found != called_.end()) {
        std::vector<std::string> several;
        for (const auto row : found->second)
            several.push_back(fmt::format("{} {}", areas_[row].number, norwegian_name(areas_[row].name)));
        throw geo::InputError(std::string(where),
                              fmt::format("'{}' is the name of {} municipalities: {}; give the number",
                                          called, several.size(), fmt::join(several, ", ")));
    }
    std::vector<std::string> known;
    for (const auto& name : said_) known.push_back(geo::plain_name(name));
    std::string nearest;
    if (const auto near = geo::nearest_name(known, plain, plain.size() / 4)) {
        const auto row =
            static_cast<std::size_t>(std::find(known.begin(), known.end(), *near) - known.begin());
        nearest = fmt::format("; did you mean {}?", said_[row]);
    }
    throw geo::InputError(
        std::string(where),
        fmt::format("no area is called '{}'{}{}", called, nearest,
                    nearest.empty()
                        ? "; expected a municipality or county by name or number, or such as "
                          "\"Helse Nord\", \"Helgeland hospital area\", \"centrality 6\", \"under 2000\", "
                          "an area of your own"
                        : ""));
}

std::optional<Area> AreaNames::of_other_years(std::string number) const {
    if (number.find_first_not_of("0123456789") != std::string::npos) return {};
    if (number.size() == 1 || number.size() == 3) number.insert(0, "0");  // which spreadsheets lose
    if (called_.contains(number)) return {};
    std::vector<std::string> set;
    std::vector<const Area*> areas;
    for (const auto& area : areas_) {
        if (area.kind != AreaKind::municipality) continue;
        set.push_back(area.number);
        areas.push_back(&area);
    }
    const bool county = number.size() == 2;
    const auto found = county               ? numbers_of_county_among(number, set)
                       : number.size() == 4 ? numbers_among(number, set)
                                            : std::vector<std::string>();
    if (found.empty()) return {};
    Area result{AreaKind::own, found.size() == 1 ? found.front() : number, "", {}};
    std::vector<std::string> names;
    for (const auto* area : areas)
        if (std::find(found.begin(), found.end(), area->number) != found.end()) {
            result.members.push_back(area->members.front());
            names.push_back(norwegian_name(area->name));
        }
    const auto former = county ? former_county(number) : "";
    result.name =
        former.empty() ? fmt::format("{}", fmt::join(names, ", ")) : fmt::format("{} ({})", former, number);
    return result;
}

Area AreaNames::together(std::span<const std::string> called, std::string_view where) const {
    if (called.empty()) return areas_.front();
    const auto area_of = [&](const std::string& one) {
        const auto several = of_other_years(geo::plain_name(one));
        return several && several->members.size() > 1 ? *several : find(one, where);
    };
    if (called.size() == 1) return area_of(called.front());
    std::set<MunicipalityId> members;
    std::vector<std::string> names;
    for (const auto& one : called) {
        const auto area = area_of(one);
        members.insert(area.members.begin(), area.members.end());
        const auto name = norwegian_name(name_no(area));
        if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    }
    const auto name = fmt::format("{}", fmt::join(names, ", "));
    return {AreaKind::own, name, name, {members.begin(), members.end()}};
}

std::string norwegian_name(std::string_view official) {
    return std::string(official.substr(0, official.find(" - ")));
}

}  // namespace model
