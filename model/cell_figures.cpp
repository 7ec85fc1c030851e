#include "model/cell_figures.hpp"

#include <algorithm>
#include <limits>

#include "geo/base/parallel.hpp"
#include "model/world.hpp"

namespace model {
namespace {

constexpr float no_figure = std::numeric_limits<float>::quiet_NaN();
constexpr std::uint32_t open_from = 20;  ///< an open list has more free places than this (SSB 12005)

/// Whole-number sums over the residents of each square, so that their order does not matter.
struct CellSums {
    std::vector<std::uint32_t> residents, without_gp, travellers;
    std::vector<std::uint64_t> tenth_minutes;

    explicit CellSums(std::size_t cells)
        : residents(cells), without_gp(cells), travellers(cells), tenth_minutes(cells) {}
    void add(const CellSums& other) {
        for (std::size_t c = 0; c < residents.size(); ++c) {
            residents[c] += other.residents[c];
            without_gp[c] += other.without_gp[c];
            travellers[c] += other.travellers[c];
            tenth_minutes[c] += other.tenth_minutes[c];
        }
    }
};

void add_person(const World& world, PersonId person, CellSums& sums) {
    const People& people = world.people;
    if (!people.here(person)) return;
    const CellId home = people.home[person];
    ++sums.residents[home.value];
    const std::uint16_t row = people.list[person];
    if (row == People::no_list) {
        ++sums.without_gp[home.value];
        return;
    }
    const ListId list{row};
    if (!world.lists.has_gp(list)) ++sums.without_gp[home.value];
    const auto practices = world.setting.travel.practices_of(home);
    const auto practice = world.lists.practice[list];
    const auto found = std::lower_bound(practices.begin(), practices.end(), practice);
    if (found == practices.end() || *found != practice) return;
    ++sums.travellers[home.value];
    sums.tenth_minutes[home.value] +=
        world.setting.travel.tenths_of(home)[static_cast<std::size_t>(found - practices.begin())];
}

/// 1 for practices with an open list.
std::vector<std::uint8_t> practices_with_open_list(const World& world) {
    std::vector<std::uint8_t> open(world.setting.practice_place.size(), 0);
    for (std::uint32_t l = 0; l < world.lists.size(); ++l)
        if (world.lists.free_places(ListId{l}) > open_from) open[world.lists.practice[ListId{l}].value] = 1;
    return open;
}

}  // namespace

std::array<CellFigureInfo, 4> cell_figure_infos() {
    return {{{&CellFigures::residents, "residents", "persons", "Residents", "Innbyggere", true},
             {&CellFigures::minutes_own_practice, "minutes_own_practice", "minutes",
              "Minutes by car to the own GP practice, mean of residents",
              "Minutter med bil til eget legekontor, gjennomsnitt av innbyggerne", false},
             {&CellFigures::minutes_nearest_open, "minutes_nearest_open", "minutes",
              "Minutes by car to the nearest open GP list",
              "Minutter med bil til nærmeste åpne fastlegeliste", false},
             {&CellFigures::share_without_gp, "share_without_gp", "percent",
              "Share of residents on no list or on a list without a GP",
              "Andel innbyggere uten liste eller på liste uten fast lege", false}}};
}

CellFigures cell_figures(const World& world) {
    const std::uint32_t cells = world.setting.cells.size();
    geo::PerThread<CellSums> parts{CellSums(cells)};
    geo::for_each_range(world.people.size(), 1U << 16, [&](std::uint32_t begin, std::uint32_t end) {
        auto& part = parts.local();
        for (std::uint32_t i = begin; i < end; ++i) add_person(world, PersonId{i}, part);
    });
    CellSums all(cells);
    for (const auto& part : parts) all.add(part);

    const auto open = practices_with_open_list(world);
    CellFigures figures;
    for (std::uint32_t c = 0; c < cells; ++c) {
        const auto residents = static_cast<float>(all.residents[c]);
        figures.residents.push_back(residents);
        figures.minutes_own_practice.push_back(
            all.travellers[c] == 0 ? no_figure
                                   : static_cast<float>(static_cast<double>(all.tenth_minutes[c]) / 10.0 /
                                                        static_cast<double>(all.travellers[c])));
        figures.share_without_gp.push_back(
            all.residents[c] == 0 ? no_figure : 100.0F * static_cast<float>(all.without_gp[c]) / residents);
        float nearest = no_figure;
        const auto practices = world.setting.travel.practices_of(CellId{c});
        const auto tenths = world.setting.travel.tenths_of(CellId{c});
        for (std::size_t k = 0; k < practices.size() && all.residents[c] > 0; ++k)
            if (open[practices[k].value] && !(static_cast<float>(tenths[k]) / 10.0F >= nearest))
                nearest = static_cast<float>(tenths[k]) / 10.0F;
        figures.minutes_nearest_open.push_back(nearest);
    }
    return figures;
}

}  // namespace model
