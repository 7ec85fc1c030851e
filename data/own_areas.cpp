#include "data/own_areas.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "data/detail/table_reader.hpp"
#include "geo/base/error.hpp"

namespace data {
namespace {

std::vector<model::OwnArea> from_table(const std::filesystem::path& file) {
    detail::TableReader table(file, {"area", "municipality"});
    std::vector<model::OwnArea> areas;
    while (table.next()) {
        const auto name = table.text(0);
        auto area =
            std::find_if(areas.begin(), areas.end(), [&](const auto& one) { return one.name == name; });
        if (area == areas.end()) area = areas.insert(area, {name, {}, table.where()});
        area->places.push_back(table.text(1));
    }
    return areas;
}

/// Residents of each municipality at the first time point, if the file has them.
std::vector<std::int32_t> first_inhabitants(const Snapshot& snapshot) {
    const auto& known = snapshot.indicators;
    if (std::none_of(known.begin(), known.end(), [](const auto& info) { return info.name == "population"; }))
        return {};
    std::vector<std::int32_t> people;
    for (const float value : snapshot.values("population", 0))
        people.push_back(static_cast<std::int32_t>(value));
    return people;
}

}  // namespace

std::vector<model::OwnArea> own_areas(const TomlTable& table, const std::string& file) {
    std::vector<model::OwnArea> areas;
    for (const auto& name : table.keys())
        areas.push_back({name, table.texts(name), fmt::format("{}: areas.{}", file, name)});
    return areas;
}

std::vector<model::OwnArea> read_own_areas(const std::filesystem::path& file) {
    if (file.empty()) return {};
    const auto extension = file.extension();
    if (extension == ".csv" || extension == ".xlsx") return from_table(file);
    if (extension != ".toml")
        throw geo::InputError(file.string(),
                              "expected areas as .csv or .xlsx with the columns area and municipality, or as "
                              ".toml with [areas]");
    const TomlFile toml(file);
    auto areas = own_areas(toml.root().table("areas"), file.string());
    toml.finish();
    return areas;
}

model::AreaNames area_names(const Snapshot& snapshot, std::vector<model::OwnArea> more) {
    std::vector<model::OwnArea> own;
    for (const auto& area : snapshot.own_areas) {
        own.push_back({area.name, {}, snapshot.path.string()});
        for (const auto m : area.members) own.back().places.push_back(snapshot.municipalities.number[m]);
    }
    std::move(more.begin(), more.end(), std::back_inserter(own));
    return model::AreaNames(snapshot.municipalities, first_inhabitants(snapshot), own);
}

}  // namespace data
