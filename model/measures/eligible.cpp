#include "model/measures/eligible.hpp"

#include <algorithm>

#include "model/municipality_codes.hpp"

namespace model {
namespace {

bool is_among(const std::vector<std::string>& wanted, const std::string& number) {
    return std::find(wanted.begin(), wanted.end(), number) != wanted.end();
}

/// Where a measure holds in the numbers of these municipalities, whatever year's its own are.
struct Places {
    Eligible where;
    std::vector<std::string> of_counties;  ///< numbers in counties that these borders do not have
};
Places on_borders(const Eligible& where, const Municipalities& municipalities) {
    const auto& set = municipalities.number.values();
    Places out{where, {}};
    const auto carry = [&](std::vector<std::string>& numbers) {
        std::vector<std::string> carried;
        for (const auto& number : numbers)
            for (auto& one : numbers_among(number, set)) carried.push_back(std::move(one));
        // What became of none of these places must not mean all of them.
        if (!carried.empty() || numbers.empty()) numbers = std::move(carried);
    };
    carry(out.where.municipalities);
    carry(out.where.except);
    for (const auto& county : where.counties)
        if (!is_among(municipalities.county_number.values(), county))
            for (auto& one : numbers_of_county_among(county, set)) out.of_counties.push_back(std::move(one));
    return out;
}

/// Meets all that is asked for, but for the lot.
bool meets(const Places& places, const Municipalities& municipalities, const PlaceFigures& figures,
           MunicipalityId m) {
    const auto& where = places.where;
    const int centrality = municipalities.centrality[m];
    const double people = figures.people[m];
    const auto& number = municipalities.number[m];
    if (centrality < where.centrality_from || centrality > where.centrality_to) return false;
    if (people < where.inhabitants_from) return false;
    if (where.inhabitants_under > 0 && people >= where.inhabitants_under) return false;
    if (!where.counties.empty() && !is_among(where.counties, municipalities.county_number[m]) &&
        !is_among(places.of_counties, number))
        return false;
    if (!where.municipalities.empty() && !is_among(where.municipalities, number)) return false;
    if (is_among(where.except, number)) return false;
    return where.percent_vacant_over < 0 ||
           figures.vacant_lists[m.value] * 100.0 > where.percent_vacant_over * figures.lists[m.value];
}

}  // namespace

Held held(const Municipalities& municipalities, const PlaceFigures& figures, const Measure& measure,
          Seed seed, std::span<const std::uint32_t> rows) {
    struct Lot {
        std::uint32_t drawn;
        MunicipalityId place;     ///< none: elsewhere
        std::uint32_t lists = 0;  ///< of one elsewhere
    };
    Held out{Column<MunicipalityId, std::uint8_t>(municipalities.size()), 0};
    auto& holds = out.here;
    std::vector<Lot> lots;
    const auto name = address_of(measure.name);
    const auto lot = [&](std::uint32_t row) {
        return Draw(seed, Stream::measure_lot, row, Month{}, name).bits();
    };
    const auto places = on_borders(measure.where, municipalities);
    for (const auto m : ids<MunicipalityId>(municipalities.size())) {
        if (!meets(places, municipalities, figures, m)) continue;
        holds[m] = 1;
        const auto row = rows.empty() ? m.value : rows[m.value];
        if (row != no_row)
            lots.push_back({lot(row), m});
        else if (measure.where.drawn > 0)
            holds[m] = 0;
    }
    const auto drawn = static_cast<std::size_t>(std::max(measure.where.drawn, 0));
    if (drawn == 0) return out;
    for (const auto& one : measure.where.elsewhere)
        lots.push_back({lot(one.row), none<MunicipalityId>, one.lists});
    std::ranges::sort(lots, {}, [](const Lot& l) { return std::pair(l.drawn, l.place); });
    for (std::size_t k = 0; k < lots.size(); ++k) {
        if (k < drawn)
            out.lists_elsewhere += lots[k].lists;
        else if (lots[k].place != none<MunicipalityId>)
            holds[lots[k].place] = 0;
    }
    return out;
}

Column<MunicipalityId, std::uint8_t> eligible(const Municipalities& municipalities,
                                              const PlaceFigures& figures, const Measure& measure, Seed seed,
                                              std::span<const std::uint32_t> rows) {
    return held(municipalities, figures, measure, seed, rows).here;
}

Column<MunicipalityId, std::uint8_t> eligible_now(const World& world, const Measure& measure, Seed seed) {
    const auto n = world.setting.municipalities.size();
    PlaceFigures figures{world.residents.people, std::vector<std::uint32_t>(n, 0),
                         std::vector<std::uint32_t>(n, 0)};
    for (const auto list : ids<ListId>(world.lists.size())) {
        if (!world.lists.is(list, Standing::open)) continue;
        ++figures.lists[world.lists.municipality[list].value];
        figures.vacant_lists[world.lists.municipality[list].value] += world.lists.vacant(list);
    }
    const auto& rest = world.setting.rest;
    return eligible(
        world.setting.municipalities, figures, measure, seed,
        rest ? std::span<const std::uint32_t>(rest->row_in_nation) : std::span<const std::uint32_t>());
}

}  // namespace model
