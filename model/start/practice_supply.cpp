#include "model/start/practice_supply.hpp"

#include <fmt/format.h>

#include "geo/base/error.hpp"
#include "model/parameters.hpp"
#include "model/start/apportion.hpp"

namespace model {
namespace {

Column<MunicipalityId, std::int32_t> residents(const Inputs& inputs, int year) {
    const auto& table = inputs.population;
    if (!table.has(year))
        throw geo::InputError("people", fmt::format("no residents of {}; the table has {} to {}", year,
                                                    table.first_year, table.first_year + table.years - 1));
    Column<MunicipalityId, std::int32_t> out(table.municipalities);
    for (std::uint32_t i = 0; i < table.municipalities; ++i)
        for (const auto sex : {Sex::male, Sex::female})
            for (int age = 0; age < ages; ++age)
                out[MunicipalityId{i}] += table.at(year, MunicipalityId{i}, sex, age);
    return out;
}

}  // namespace

PracticeSupply practice_supply(const Inputs& inputs, const Params& params, Seed seed) {
    World world;
    world.month = Month::of(std::chrono::year{inputs.lists.year + 1} / std::chrono::January);
    world.setting.municipalities = inputs.municipalities;
    world.setting.practice_place = inputs.practices.place;
    world.setting.practice_municipality = inputs.practices.municipality;
    world.residents.people = residents(inputs, inputs.lists.year + 1);
    Remarks remarks;
    const auto length = found_lists(world, inputs, inputs.lists, params, seed, remarks);

    PracticeSupply out;
    for (auto* column :
         {&out.lists_with_gp, &out.lists_without_gp, &out.open_lists, &out.patients, &out.places})
        column->resize(inputs.practices.size());
    ListId list{0};
    for (std::uint32_t i = 0; i < inputs.municipalities.size(); ++i) {
        const MunicipalityId m{i};
        const std::uint32_t with_gp = inputs.lists.lists_with_gp[m];
        const std::uint32_t all = with_gp + inputs.lists.lists_without_gp[m];
        for (std::uint32_t k = 0; k < all; ++k, ++list.value) {  // those with a GP come first
            const auto p = world.lists.practice[list];
            out.patients[p] += length[list];
            if (k < with_gp) {
                ++out.lists_with_gp[p];
                out.places[p] += world.lists.cap[list];
                out.open_lists[p] += world.lists.cap[list] > length[list] + 20;
            } else {
                ++out.lists_without_gp[p];
            }
        }
    }
    return out;
}

Column<CellId, std::uint32_t> residents_by_cell(const Inputs& inputs, const geo::PopulationGrid& grid,
                                                int year) {
    const auto people = residents(inputs, year);
    std::vector<std::vector<CellId>> cells(people.size());
    for (std::uint32_t c = 0; c < grid.size(); ++c)
        cells[grid.municipality[CellId{c}].value].push_back(CellId{c});
    Column<CellId, std::uint32_t> out(grid.size());
    for (std::uint32_t i = 0; i < people.size(); ++i) {
        const auto total = static_cast<std::uint64_t>(people[MunicipalityId{i}]);
        if (cells[i].empty() && total > 0)
            throw geo::InputError("cells",
                                  fmt::format("municipality {} has {} residents but no square",
                                              inputs.municipalities.number[MunicipalityId{i}], total));
        std::vector<double> weights;
        for (const auto c : cells[i]) weights.push_back(grid.people[c]);
        const auto shared = apportion(total, weights);
        for (std::size_t k = 0; k < cells[i].size(); ++k) out[cells[i][k]] = shared[k];
    }
    return out;
}

}  // namespace model
