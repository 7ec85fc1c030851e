#include <algorithm>
#include <cmath>
#include <numeric>

#include "geo/base/error.hpp"
#include "geo/base/huge_pages.hpp"
#include "geo/base/parallel.hpp"
#include "model/parameters.hpp"
#include "model/start/apportion.hpp"
#include "model/start/initial.hpp"

namespace model {

namespace {

/// Groups cells by municipality with running weights, for drawing homes.
void index_cells(Setting& setting) {
    const auto n = setting.municipalities.size();
    const auto& cells = setting.cells;
    setting.first_cell.assign(n + 1, 0);
    for (const auto m : cells.municipality) ++setting.first_cell[m.value + 1];
    std::partial_sum(setting.first_cell.begin(), setting.first_cell.end(), setting.first_cell.begin());
    setting.cell_of.assign(cells.size(), none<CellId>);
    setting.weight_up_to.assign(cells.size(), 0);
    auto next = setting.first_cell;
    for (std::uint32_t c = 0; c < cells.size(); ++c)
        setting.cell_of[next[cells.municipality[CellId{c}].value]++] = CellId{c};
    for (std::uint32_t m = 0; m < n; ++m) {
        std::uint32_t up_to = 0;
        for (auto k = setting.first_cell[m]; k < setting.first_cell[m + 1]; ++k)
            setting.weight_up_to[k] = up_to += cells.people[setting.cell_of[k]];
    }
}

/// Age in years and sex of everyone in a municipality, in drawn order (Fisher and Yates).
std::vector<std::uint8_t> shuffled_people(const PopulationTable& table, int year, MunicipalityId m, Seed seed,
                                          Month month) {
    std::vector<std::uint8_t> people;  // age × 2 + sex
    for (int age = 0; age < ages; ++age)
        for (int sex = 0; sex < sexes; ++sex)
            people.insert(people.end(), table.at(year, m, static_cast<Sex>(sex), age),
                          static_cast<std::uint8_t>(age * 2 + sex));
    Draw draw(seed, Stream::initial_cells, m.value, month);
    for (auto i = static_cast<std::uint32_t>(people.size()); i > 1; --i)
        std::swap(people[i - 1], people[draw.below(i)]);
    return people;
}

}  // namespace

void settle_people(World& world, const Inputs& inputs, const Params& params, Seed seed, int horizon) {
    auto& setting = world.setting;
    const int year = world.month.year();
    const auto& table = inputs.population;
    if (!table.has(year))
        throw geo::InputError("people", "no population table for 1 January " + std::to_string(year) +
                                            "; it holds " + std::to_string(table.first_year) + "-" +
                                            std::to_string(table.first_year + table.years - 1) +
                                            "; choose another start");
    index_cells(setting);

    // Where each municipality's rows begin.
    const auto n = setting.municipalities.size();
    std::vector<std::uint32_t> first_person(n + 1, 0);
    for (std::uint32_t i = 0; i < n; ++i) {
        const MunicipalityId m{i};
        std::uint32_t residents = 0;
        for (int sex = 0; sex < sexes; ++sex)
            for (int age = 0; age < ages; ++age) residents += table.at(year, m, static_cast<Sex>(sex), age);
        if (residents > 0 && setting.first_cell[i] == setting.first_cell[i + 1])
            throw geo::InputError("cells", "municipality " + setting.municipalities.number[m] +
                                               " has people but no inhabited cell");
        first_person[i + 1] = first_person[i] + residents;
    }
    const auto total = first_person[n];

    auto& people = world.people;
    const auto room =
        static_cast<std::size_t>(total * (1 + 0.0025 * horizon)) + 1000;  // births and arrivals to come
    geo::reserve_for_random_visits(people.born.values(), room);
    geo::reserve_for_random_visits(people.joined.values(), room);
    geo::reserve_for_random_visits(people.home.values(), room);
    geo::reserve_for_random_visits(people.list.values(), room);
    geo::reserve_for_random_visits(people.waits_for.values(), room);
    geo::reserve_for_random_visits(people.sex.values(), room);
    geo::reserve_for_random_visits(people.state.values(), room);
    geo::reserve_for_random_visits(people.extensive_from.values(), room);
    people.born.resize(total);
    people.joined.resize(total);
    people.home.resize(total);
    people.list.resize(total, People::no_list);
    people.waits_for.resize(total, People::no_list);
    people.sex.resize(total);
    people.state.resize(total);
    people.extensive_from.resize(total);
    world.residents.people.resize(n);
    for (auto* column : {&world.residents.on_no_list, &world.residents.seeking, &world.residents.over_30,
                         &world.residents.over_60})
        column->resize(n);

    const LifeTables tables(params.demography);
    const SureToLive sure_to_live(tables, world.month, horizon);
    std::vector<std::vector<std::pair<int, PersonId>>> dying(n);
    geo::for_each_id<MunicipalityId>(n, [&](MunicipalityId m) {
        const auto drawn = shuffled_people(table, year, m, seed, world.month);
        const auto cells = std::span(setting.cell_of)
                               .subspan(setting.first_cell[m.value],
                                        setting.first_cell[m.value + 1] - setting.first_cell[m.value]);
        std::vector<double> weights(cells.size());
        for (std::size_t c = 0; c < cells.size(); ++c) weights[c] = setting.cells.people[cells[c]];
        const auto in_cell = apportion(drawn.size(), weights);
        std::uint32_t row = 0;
        for (std::size_t c = 0; c < cells.size(); ++c) {
            for (std::uint32_t i = 0; i < in_cell[c]; ++i, ++row) {
                const PersonId p{first_person[m.value] + row};
                Draw draw(seed, Stream::initial_person, p.value, world.month);
                const int age = drawn[row] / 2;
                people.sex[p] = drawn[row] % 2;
                people.home[p] = cells[c];
                people.born[p] = world.month + -(age * 12 + 1 + static_cast<int>(draw.below(12)));
                const auto sex = static_cast<Sex>(people.sex[p]);
                if (const double u = draw.uniform(); !sure_to_live(sex, people.born[p], u)) {
                    const auto wait =
                        months_until_death(tables, sex, people.born[p], world.month, -std::log(u));
                    if (wait < horizon) dying[m.value].push_back({wait, p});
                }
                const auto on_list = static_cast<int>(12 * params.initial.years_on_list * draw.exponential());
                people.joined[p] = std::max(people.born[p], world.month + -std::min(on_list, 900));
            }
        }
        world.residents.people[m] = static_cast<std::int32_t>(drawn.size());
        world.residents.on_no_list[m] = static_cast<std::int32_t>(drawn.size());
    });
    world.deaths.first = world.month;
    world.deaths.by_month.assign(static_cast<std::size_t>(horizon), {});
    for (const auto& part : dying)
        for (const auto& [wait, person] : part)
            world.deaths.by_month[static_cast<std::size_t>(wait)].push_back(person);
}

}  // namespace model
