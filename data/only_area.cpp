#include "data/only_area.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "model/rest_of_country.hpp"
#include "model/start/part.hpp"

namespace data {
namespace {

geo::Boundaries polygons_of(const geo::Boundaries& all, const std::vector<model::MunicipalityId>& rows) {
    geo::Boundaries some;
    for (const auto m : rows) {
        for (auto part = all.area_start[m.value]; part < all.area_start[m.value + 1]; ++part) {
            for (auto ring = all.part_start[part]; ring < all.part_start[part + 1]; ++ring) {
                const auto* points = all.points.data();
                some.points.insert(some.points.end(), points + all.ring_start[ring],
                                   points + all.ring_start[ring + 1]);
                some.ring_start.push_back(static_cast<std::uint32_t>(some.points.size()));
            }
            some.part_start.push_back(static_cast<std::uint32_t>(some.ring_start.size() - 1));
        }
        some.area_start.push_back(static_cast<std::uint32_t>(some.part_start.size() - 1));
    }
    return some;
}

/// Counties, health regions and hospital areas that have municipalities in the area and outside it.
std::vector<std::string> groups_cut(const model::Municipalities& all, const model::Area& area) {
    std::vector<std::string> cut;
    for (const auto& group : model::large_areas(all)) {
        if (group.kind == model::AreaKind::nation || group.kind == model::AreaKind::centrality) continue;
        const auto inside =
            std::count_if(group.members.begin(), group.members.end(), [&](model::MunicipalityId m) {
                return std::binary_search(area.members.begin(), area.members.end(), m);
            });
        if (inside > 0 && inside < static_cast<std::ptrdiff_t>(group.members.size()))
            cut.push_back(group.number);
    }
    return cut;
}

template <class T>
void keep_first(model::Column<model::MunicipalityId, T>& column, std::uint32_t rows) {
    column.resize(rows);
}

/// Of what is simulated, the first rows: the area's.
model::Inputs told_of(const model::Inputs& part, std::uint32_t told) {
    model::Inputs out;
    auto& table = out.municipalities = part.municipalities;
    for (auto* column :
         {&table.number, &table.name, &table.county_number, &table.county, &table.health_region})
        keep_first(*column, told);
    keep_first(table.centrality, told);
    keep_first(table.centrality_index, told);
    keep_first(table.land_km2, told);
    keep_first(table.centre, told);
    auto& people = out.population = part.population;
    constexpr std::size_t width = std::size_t{model::sexes} * model::ages;
    people.municipalities = told;
    people.persons.clear();
    for (std::size_t y = 0; y < static_cast<std::size_t>(people.years); ++y) {
        const auto begin = part.population.persons.begin() +
                           static_cast<std::ptrdiff_t>(y * part.population.municipalities * width);
        people.persons.insert(people.persons.end(), begin, begin + static_cast<std::ptrdiff_t>(told * width));
    }
    auto& lists = out.lists = part.lists;
    for (auto* column : {&lists.lists_with_gp, &lists.lists_without_gp, &lists.open_lists})
        keep_first(*column, told);
    for (auto* column : {&lists.patients_with_gp, &lists.patients_without_gp, &lists.places_with_gp})
        keep_first(*column, told);
    out.national = part.national;
    auto& grid = out.grid;
    grid.cell_m = part.grid.cell_m;
    for (const auto c : model::ids<model::CellId>(part.grid.size())) {
        if (part.grid.municipality[c].value >= told) continue;
        grid.col.push_back(part.grid.col[c]);
        grid.row.push_back(part.grid.row[c]);
        grid.municipality.push_back(part.grid.municipality[c]);
        grid.people.push_back(part.grid.people[c]);
    }
    return out;
}

/// Of the areas of somebody's own, those wholly inside; by number, as names are known of all the country.
std::vector<model::OwnArea> areas_within(const Scenario& scenario, const InputSet& nation,
                                         const model::Area& area, std::vector<std::string>& remarks) {
    std::vector<model::OwnArea> within;
    const auto names = area_names(scenario, nation);
    for (auto own : scenario.areas) {
        const auto& members = names.find(own.name, own.where).members;
        if (!std::includes(area.members.begin(), area.members.end(), members.begin(), members.end())) {
            remarks.push_back(fmt::format("the area '{}' reaches beyond {} and is left out", own.name,
                                          model::name_en(area)));
            continue;
        }
        own.places.clear();
        for (const auto m : members) own.places.push_back(nation.figures.municipalities.number[m]);
        within.push_back(std::move(own));
    }
    return within;
}

}  // namespace

void keep_only(const model::Area& area, Scenario& scenario, InputSet& set,
               std::vector<std::string>& remarks) {
    if (area.members.size() == set.figures.municipalities.size()) return;
    scenario.areas = areas_within(scenario, set, area, remarks);
    auto part = model::part_of(set.figures, area.members, scenario.params, model::Month::of(scenario.start),
                               scenario.months, remarks);
    const auto told = part.inputs.rest->told;
    auto figures = told_of(part.inputs, told);
    figures.municipalities.alone = {model::norwegian_name(model::name_en(area)),
                                    groups_cut(set.figures.municipalities, area)};
    set.figures = std::move(figures);
    for (auto* polygons : {&set.full, &set.land, &set.small})
        *polygons = polygons_of(*polygons, area.members);
    set.simulated = std::make_shared<const model::Inputs>(std::move(part.inputs));
    scenario.params = std::move(part.params);
}

}  // namespace data
