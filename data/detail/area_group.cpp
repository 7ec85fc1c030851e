#include "data/detail/area_group.hpp"

#include <fmt/format.h>

#include <limits>

#include "data/schema.hpp"

namespace data::detail {

void define_areas(NcWriter& file, std::span<const model::Area> areas, std::span<const int> kept_times,
                  std::chrono::year_month first_month) {
    file.group("/areas");
    file.dimension("/areas/area", areas.size());
    std::vector<double> days;
    for (const int t : kept_times) days.push_back(days_since_2020(first_month + std::chrono::months{t}));
    const std::string time = "/areas/kept_time";
    file.coordinate<double>(time, days);
    file.attribute(time, "units", time_unit);
    file.attribute(time, "calendar", "standard");
    file.attribute(time, "standard_name", "time");
    file.attribute(time, "long_name", "first day of the month: the start, every January, the last month");
    std::vector<std::string> kinds, numbers, names, names_no;
    std::vector<std::uint8_t> member;
    for (const auto& area : areas) {
        kinds.emplace_back(area.kind_name());
        numbers.push_back(area.number);
        names.push_back(model::name_en(area));
        names_no.push_back(model::name_no(area));
        // The nation is first and has every municipality.
        const auto begin = member.size();
        member.resize(begin + areas.front().members.size(), 0);
        for (const auto m : area.members) member[begin + m.value] = 1;
    }
    const NcLayout layout{.dimensions = {"/areas/area"}};
    const auto text = [&](const char* name, const std::vector<std::string>& values, const char* long_name) {
        const auto path = fmt::format("/areas/{}", name);
        file.put_text(path, layout, values);
        file.attribute(path, "long_name", long_name);
    };
    text("kind", kinds, "kind of area: nation, county, health_region, hospital_area, centrality or own");
    text("number", numbers,
         "official county number, or centrality class of Statistics Norway; else the name; empty: nation");
    text("name", names, "area");
    text("name_no", names_no, "område");
    file.put<std::uint8_t>("/areas/member", {.dimensions = {"/areas/area", "/municipality"}}, member);
    file.attribute("/areas/member", "long_name", "1 where the municipality is in the area");
    file.attribute("/areas/member", "units", "1");
}

std::vector<model::Area> read_own_areas(const NcReader& file, std::size_t municipalities) {
    if (!file.has("/areas/member")) return {};
    const auto n = file.size("/areas/area");
    const auto kinds = file.read_text("/areas/kind", {n}), names = file.read_text("/areas/name", {n});
    const auto member = file.read<std::uint8_t>("/areas/member", {n, municipalities});
    std::vector<model::Area> own;
    for (std::size_t a = 0; a < n; ++a) {
        model::Area area{model::AreaKind::own, names[a], names[a], {}};
        if (kinds[a] != area.kind_name()) continue;
        for (std::uint32_t m = 0; m < municipalities; ++m)
            if (member[a * municipalities + m] != 0) area.members.push_back({m});
        own.push_back(std::move(area));
    }
    return own;
}

void write_alone(NcWriter& file, const model::AreaAlone& alone) {
    if (alone.name.empty()) return;
    file.attribute("/", "area_alone", alone.name);
    if (!alone.cut.empty()) file.attribute("/", "area_alone_cut", alone.cut);
}

model::AreaAlone read_alone(const NcReader& file) {
    model::AreaAlone alone;
    if (!file.has_attribute("/", "area_alone")) return alone;
    alone.name = file.text("/", "area_alone");
    if (file.has_attribute("/", "area_alone_cut")) alone.cut = file.texts("/", "area_alone_cut");
    return alone;
}

void define_area_levels(NcWriter& file, const IndicatorInfo& info) {
    for (const int percent : {0, 5, 95}) {
        const auto name = area_level_name(info.name, percent);
        file.variable<double>(name, {.dimensions = {"/areas/area", "/areas/kept_time"}},
                              std::numeric_limits<double>::quiet_NaN());
        file.attribute(name, "units", info.unit);
        file.attribute(name, "long_name",
                       percent ? fmt::format("{}, {} % of replicates are lower", info.long_name, percent)
                               : info.long_name);
        file.attribute(name, "long_name_no",
                       percent ? fmt::format("{}, {} % av trekningene er lavere", info.long_name_no, percent)
                               : info.long_name_no);
        file.attribute(name, "coordinates", "name");
    }
    file.attribute(area_level_name(info.name), "ancillary_variables",
                   fmt::format("{}_p05 {}_p95", info.name, info.name));
}

std::string area_level_name(std::string_view indicator, int percent) {
    return percent ? fmt::format("/areas/{}_p{:02}", indicator, percent)
                   : fmt::format("/areas/{}", indicator);
}

}  // namespace data::detail
