#include "model/start/part.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "geo/base/error.hpp"
#include "model/life_tables.hpp"
#include "model/size_classes.hpp"
#include "model/start/apportion.hpp"
#include "model/start/initial.hpp"
#include "model/start/neighbours.hpp"
#include "model/start/part_params.hpp"

namespace model {
namespace {

using Rows = std::vector<MunicipalityId>;

Column<MunicipalityId, std::int32_t> residents_in(const PopulationTable& table, int year) {
    Column<MunicipalityId, std::int32_t> people(table.municipalities);
    for (const auto m : ids<MunicipalityId>(table.municipalities))
        for (const auto sex : {Sex::male, Sex::female})
            for (int age = 0; age < ages; ++age) people[m] += table.at(year, m, sex, age);
    return people;
}

/// What of a whole column stands in these rows.
template <class T>
double sum_in(const Column<MunicipalityId, T>& column, const Rows& rows) {
    double sum = 0;
    for (const auto m : rows) sum += static_cast<double>(column[m]);
    return sum;
}

template <class T>
Column<MunicipalityId, T> rows_of(const Column<MunicipalityId, T>& column, const Rows& rows) {
    Column<MunicipalityId, T> some;
    for (const auto m : rows) some.push_back(column[m]);
    return some;
}

/// Some municipalities of a country, and the others.
struct Border {
    Rows inside, outside;
    Column<MunicipalityId, MunicipalityId> row;  ///< in the part; none outside
    Column<MunicipalityId, double> leave;        ///< of those inside who move, the share that moves outside
};

/// Factor of each destination with which as many people come to every municipality as leave it: iterative
/// proportional fitting (Deming and Stephan 1940), as the plan of a year does it.
std::vector<double> balancing(const std::vector<float>& attraction,
                              const Column<MunicipalityId, std::int32_t>& people) {
    constexpr int rounds = 60;
    const std::size_t n = people.size();
    std::vector<double> factor(n, 1.0), comes(n);
    for (int round = 0; round < rounds; ++round) {
        std::fill(comes.begin(), comes.end(), 0.0);
        for (std::size_t i = 0; i < n; ++i) {
            const auto* row = attraction.data() + i * n;
            double all = 0;
            for (std::size_t j = 0; j < n; ++j) all += static_cast<double>(row[j]) * factor[j];
            const double scale = all > 0 ? people.values()[i] / all : 0;
            for (std::size_t j = 0; j < n; ++j) comes[j] += scale * static_cast<double>(row[j]);
        }
        for (std::size_t j = 0; j < n; ++j) factor[j] = comes[j] > 0 ? people.values()[j] / comes[j] : 0;
    }
    return factor;
}

Border border_of(std::span<const MunicipalityId> area, const Rows& near, const std::vector<float>& attraction,
                 const Column<MunicipalityId, std::int32_t>& people) {
    const auto n = people.size();
    const auto factor = balancing(attraction, people);
    Border border{{area.begin(), area.end()}, {}, {}, {}};
    border.inside.insert(border.inside.end(), near.begin(), near.end());
    border.row.resize(n, none<MunicipalityId>);
    border.leave.resize(n);
    for (std::uint32_t k = 0; k < border.inside.size(); ++k) border.row[border.inside[k]] = MunicipalityId{k};
    for (const auto m : ids<MunicipalityId>(n))
        if (border.row[m] == none<MunicipalityId>) border.outside.push_back(m);
    for (const auto m : border.inside) {
        double all = 0, away = 0;
        for (std::uint32_t to = 0; to < n; ++to) {
            const double draws = static_cast<double>(attraction[std::size_t{m.value} * n + to]) * factor[to];
            all += draws;
            if (border.row[MunicipalityId{to}] == none<MunicipalityId>) away += draws;
        }
        border.leave[m] = all > 0 ? away / all : 0;
    }
    return border;
}

/// Attraction between those inside and to and from the town: as all outside together.
std::vector<float> attraction_of_part(const Border& border, const std::vector<float>& attraction,
                                      const Column<MunicipalityId, std::int32_t>& people) {
    const std::size_t n = people.size(), k = border.inside.size(), width = k + 1;
    std::vector<float> part(width * width, 0.0F);
    const auto at = [&](MunicipalityId from, MunicipalityId to) {
        return static_cast<double>(attraction[from.value * n + to.value]);
    };
    for (std::size_t i = 0; i < k; ++i) {
        const auto from = border.inside[i];
        for (std::size_t j = 0; j < k; ++j)
            part[i * width + j] = static_cast<float>(at(from, border.inside[j]));
        double away = 0;
        for (const auto to : border.outside) away += at(from, to);
        part[i * width + k] = static_cast<float>(away);
    }
    for (const auto from : border.outside) {
        double all = 0;
        for (std::uint32_t to = 0; to < n; ++to) all += at(from, MunicipalityId{to});
        for (std::size_t j = 0; j < k && all > 0; ++j)
            part[k * width + j] += static_cast<float>(people[from] * at(from, border.inside[j]) / all);
    }
    return part;
}

/// A table by year and municipality, cut to those inside, then `town(year row, out)` appends the town's.
template <class T, class Town>
std::vector<T> by_year(const std::vector<T>& table, int years, std::uint32_t n, std::size_t width,
                       const Border& border, const Town& town) {
    std::vector<T> part;
    for (std::size_t y = 0; y < static_cast<std::size_t>(years); ++y) {
        const auto* of_year = table.data() + y * n * width;
        for (const auto m : border.inside)
            part.insert(part.end(), of_year + m.value * width, of_year + (m.value + 1) * width);
        town(of_year, part);
    }
    return part;
}

/// The people whom the town mirrors: of each of `width` groups in each municipality the share that moves
/// away.
template <class T>
std::vector<double> mirrored(const T* table, std::size_t width, const Border& border) {
    std::vector<double> people(width);
    for (const auto m : border.inside)
        for (std::size_t g = 0; g < width; ++g)
            people[g] += border.leave[m] * static_cast<double>(table[m.value * width + g]);
    return people;
}

PopulationTable people_of_part(const PopulationTable& all, const Border& border) {
    constexpr std::size_t width = std::size_t{sexes} * ages;
    auto part = all;
    part.municipalities = static_cast<std::uint32_t>(border.inside.size()) + 1;
    part.persons =
        by_year(all.persons, all.years, all.municipalities, width, border,
                [&](const std::uint16_t* of_year, std::vector<std::uint16_t>& out) {
                    for (const double people : mirrored(of_year, width, border))
                        out.push_back(static_cast<std::uint16_t>(std::min(people + 0.5, 65'535.0)));
                });
    return part;
}

PopulationTargets targets_of_part(PopulationTargets all, const Border& border) {
    for (auto& table : all.by_year) {
        if (table.people.empty()) continue;
        TargetTable part;
        for (const auto m : border.inside) {
            const auto begin = table.people.begin() + static_cast<std::ptrdiff_t>(target_row(m, 0, 0));
            part.people.insert(part.people.end(), begin, begin + target_groups);
            part.infants.push_back(table.infants[m.value]);
        }
        for (const double people : mirrored(table.people.data(), target_groups, border))
            part.people.push_back(static_cast<float>(people));
        part.infants.push_back(static_cast<float>(mirrored(table.infants.data(), 1, border).front()));
        table = std::move(part);
    }
    return all;
}

/// The class of centrality that half of the people outside live in or in a more central one.
std::uint8_t usual_centrality(const Municipalities& table, const Column<MunicipalityId, std::int32_t>& people,
                              const Rows& outside) {
    double left = sum_in(people, outside) / 2;
    for (std::uint8_t c = 1; c < 6; ++c) {
        for (const auto m : outside)
            if (table.centrality[m] == c) left -= people[m];
        if (left <= 0) return c;
    }
    return 6;
}

/// The square of most people in the largest municipality that is far from all inside, or in the farthest.
CellId square_of_town(const Inputs& nation, const Border& border,
                      const Column<MunicipalityId, std::int32_t>& people) {
    constexpr double far_m = 200'000;  // assumption: nobody inside goes so far to a GP
    const auto& centre = nation.municipalities.centre;
    auto best = none<MunicipalityId>;
    double best_m = -1;
    for (const auto m : border.outside) {
        double near_m = far_m;
        for (const auto inside : border.inside)
            near_m = std::min(near_m, geo::distance_m(centre[m], centre[inside]));
        if (people[m] > 0 && (near_m > best_m || (near_m == best_m && people[m] > people[best])))
            best = m, best_m = near_m;
    }
    auto square = none<CellId>;
    for (const auto c : ids<CellId>(nation.grid.size()))
        if (nation.grid.municipality[c] == best &&
            (square == none<CellId> || nation.grid.people[c] > nation.grid.people[square]))
            square = c;
    if (square == none<CellId>)
        throw geo::InputError("--only", "nobody lives outside the area; leave --only out");
    return square;
}

Municipalities municipalities_of_part(const Municipalities& all, const Border& border,
                                      const Column<MunicipalityId, std::int32_t>& people, geo::Point town) {
    Municipalities part{rows_of(all.number, border.inside),           rows_of(all.name, border.inside),
                        rows_of(all.county_number, border.inside),    rows_of(all.county, border.inside),
                        rows_of(all.health_region, border.inside),    rows_of(all.centrality, border.inside),
                        rows_of(all.centrality_index, border.inside), rows_of(all.land_km2, border.inside),
                        rows_of(all.centre, border.inside),           {}};
    part.number.push_back("9999");
    part.name.push_back("the rest of the country");
    part.county_number.push_back("");
    part.county.push_back("");
    part.health_region.push_back("");
    part.centrality.push_back(usual_centrality(all, people, border.outside));
    part.centrality_index.push_back(0);
    part.land_km2.push_back(static_cast<float>(sum_in(all.land_km2, border.outside)));
    part.centre.push_back(town);
    return part;
}

/// Lists of those inside, and of the town as outside: so many patients that as many of all are on no list as
/// in the nation.
ListTable lists_of_part(const ListTable& all, const Border& border,
                        const Column<MunicipalityId, std::int32_t>& nation, double people) {
    ListTable part{all.year,
                   rows_of(all.lists_with_gp, border.inside),
                   rows_of(all.lists_without_gp, border.inside),
                   rows_of(all.patients_with_gp, border.inside),
                   rows_of(all.patients_without_gp, border.inside),
                   rows_of(all.places_with_gp, border.inside),
                   rows_of(all.open_lists, border.inside)};
    const auto listed = [&](const Rows& rows) {
        return sum_in(all.patients_with_gp, rows) + sum_in(all.patients_without_gp, rows);
    };
    const double inside = listed(border.inside), outside = listed(border.outside);
    const double residents = std::accumulate(nation.begin(), nation.end(), 0.0);
    const double on_lists = people * std::min(1.0, (inside + outside) / residents);
    const double factor = outside > 0 ? std::max(0.0, on_lists - inside) / outside : 0;
    const auto as_outside = [&](auto& column, const auto& of_all, bool at_least_one = false) {
        using T = std::remove_cvref_t<decltype(column.values().front())>;
        const double count = std::round(factor * sum_in(of_all, border.outside));
        column.push_back(static_cast<T>(std::max(count, at_least_one && factor > 0 ? 1.0 : 0.0)));
    };
    as_outside(part.lists_with_gp, all.lists_with_gp, true);
    as_outside(part.lists_without_gp, all.lists_without_gp);
    as_outside(part.patients_with_gp, all.patients_with_gp);
    as_outside(part.patients_without_gp, all.patients_without_gp);
    as_outside(part.places_with_gp, all.places_with_gp);
    as_outside(part.open_lists, all.open_lists);
    const MunicipalityId town{part.lists_with_gp.size() - 1};
    if (part.lists_without_gp[town] == 0) {  // nobody is on a list that is not there
        part.patients_with_gp[town] += part.patients_without_gp[town];
        part.patients_without_gp[town] = 0;
    }
    return part;
}

ListSeries series_of_part(const ListSeries& all, const Border& border) {
    auto part = all;
    part.municipalities = static_cast<std::uint32_t>(border.inside.size()) + 1;
    const auto years = static_cast<std::size_t>(all.years);
    for (auto column : {&ListSeries::percent_without_gp, &ListSeries::mean_list_length,
                        &ListSeries::reserve_capacity_index})
        part.*column = by_year(all.*column, 1, all.municipalities, years, border,
                               [&](const float*, std::vector<float>& out) {
                                   out.insert(out.end(), years, std::numeric_limits<float>::quiet_NaN());
                               });
    return part;
}

geo::PopulationGrid grid_of_part(const geo::PopulationGrid& all, const Border& border, CellId town) {
    geo::PopulationGrid part;
    part.cell_m = all.cell_m;
    for (const auto c : ids<CellId>(all.size())) {
        auto row = border.row[all.municipality[c]];
        if (c == town) row = MunicipalityId{static_cast<std::uint32_t>(border.inside.size())};
        if (row == none<MunicipalityId>) continue;
        part.col.push_back(all.col[c]);
        part.row.push_back(all.row[c]);
        part.municipality.push_back(row);
        part.people.push_back(all.people[c]);
    }
    return part;
}

/// Sites inside, then the town's, of four lists each. `kept`: the new row of each site of the nation, or
/// none.
PracticeSites sites_of_part(const PracticeSites& all, const Border& border, const ListTable& lists,
                            geo::Point town, Column<PracticeId, PracticeId>& kept) {
    PracticeSites part;
    const auto add = [&](geo::Point place, MunicipalityId m, const std::string& postcode, std::uint16_t gps,
                         std::uint16_t with, std::uint16_t without) {
        part.place.push_back(place);
        part.municipality.push_back(m);
        part.postcode.push_back(postcode);
        part.gps_2011.push_back(gps);
        part.lists_with_gp.push_back(with);
        part.lists_without_gp.push_back(without);
    };
    for (const auto p : ids<PracticeId>(all.size())) {
        const auto row = border.row[all.municipality[p]];
        kept.push_back(row == none<MunicipalityId> ? none<PracticeId> : PracticeId{part.size()});
        if (row != none<MunicipalityId>)
            add(all.place[p], row, all.postcode[p], all.gps_2011[p], all.lists_with_gp[p],
                all.lists_without_gp[p]);
    }
    constexpr std::uint32_t lists_a_site = 4;  // assumption: about the nation's mean
    const MunicipalityId row{static_cast<std::uint32_t>(border.inside.size())};
    const std::uint32_t with = lists.lists_with_gp[row], without = lists.lists_without_gp[row];
    const std::uint32_t sites = std::max(1U, (with + without) / lists_a_site);
    const std::vector<double> alike(sites, 1.0);
    const auto share = apportion(with, alike), vacant = apportion(without, alike);
    for (std::uint32_t k = 0; k < sites; ++k)
        add(town, row, "", lists_a_site, static_cast<std::uint16_t>(share[k]),
            static_cast<std::uint16_t>(vacant[k]));
    return part;
}

/// How often someone who wants another GP names a full list that is not her own, by what is open in each
/// municipality: the open lists are the least popular, and popularity is log-normal.
double names_full_list(const ListTable& lists, const Column<MunicipalityId, double>& people,
                       const ChoiceParams& choice) {
    const auto normal = [](double z) { return 0.5 * std::erfc(-z / std::sqrt(2.0)); };
    const auto quantile = [&](double p) {  // by halving: nobody waits for it
        double low = -8, high = 8;
        for (int i = 0; i < 60; ++i) (normal((low + high) / 2) < p ? low : high) = (low + high) / 2;
        return low;
    };
    const double spread = choice.popularity_spread;
    double sum = 0, all = 0;
    for (const auto m : ids<MunicipalityId>(people.size())) {
        all += people[m];
        const double with_gp = lists.lists_with_gp[m];
        if (with_gp <= 0) continue;
        const double open = lists.open_lists[m] / with_gp;
        const double full = open <= 0 ? 1 : open >= 1 ? 0 : 1 - normal(quantile(open) - spread);
        const double own = 1 / (1 + (with_gp - 1) * std::exp(-spread * spread));
        sum += people[m] * full * (1 - own);
    }
    return all > 0 ? sum / all : 0;
}

/// Consultations a year per person of such ages and sexes.
double mean_consultations_of(const PopulationTable& table, int year, const Params& params) {
    const ConsultationRates rates(params.workload, params.need);
    const auto extensive = extensive_share(params.need);
    double sum = 0, all = 0;
    for (const auto m : ids<MunicipalityId>(table.municipalities))
        for (const auto sex : {Sex::male, Sex::female})
            for (int age = 0; age < ages; ++age) {
                const double people = table.at(year, m, sex, age),
                             share = extensive[static_cast<std::size_t>(age)];
                sum += people * std::lerp(rates.at(false, sex, age), rates.at(true, sex, age), share);
                all += people;
            }
    return all > 0 ? sum / all : 0;
}

/// GPs who begin in a year, by the mean lengths of contracts.
double contracts_a_year(const ListTable& lists, const Column<MunicipalityId, std::int32_t>& people,
                        const InitialParams& params, const Rows& rows) {
    double sum = 0;
    for (const auto m : rows)
        sum += (lists.lists_with_gp[m] + lists.lists_without_gp[m]) /
               params.years_in_contract[size_class(people[m])];
    return sum;
}

double quotient(double above, double below) {
    return below > 0 ? above / below : 1;
}

/// What doctors and lists of the part are held against.
void set_market(RestOfCountry& rest, const Inputs& nation, const Inputs& part, const Border& border,
                const Column<MunicipalityId, std::int32_t>& people, const Params& params) {
    const auto& lists = nation.lists;
    const auto all = [&](const auto& column) { return std::accumulate(column.begin(), column.end(), 0.0); };
    const double inside = contracts_a_year(lists, people, params.initial, border.inside);
    const double outside = contracts_a_year(lists, people, params.initial, border.outside);
    const double in_town =
        outside * quotient(part.lists.lists_with_gp[rest.town] + part.lists.lists_without_gp[rest.town],
                           sum_in(lists.lists_with_gp, border.outside) +
                               sum_in(lists.lists_without_gp, border.outside));
    rest.market = std::min(1.0, quotient(inside + in_town, inside + outside));
    rest.mean_cap = quotient(all(lists.places_with_gp), all(lists.lists_with_gp));
    rest.mean_list = quotient(quotient(all(lists.patients_with_gp), all(lists.lists_with_gp)),
                              quotient(all(part.lists.patients_with_gp), all(part.lists.lists_with_gp)));
    std::array<double, 6> of_class{};
    std::vector<std::uint32_t> of_each;
    for (const auto m : ids<MunicipalityId>(people.size())) {
        of_each.push_back(lists.lists_with_gp[m] + lists.lists_without_gp[m]);
        const auto c = nation.municipalities.centrality[m] - 1U;
        of_class[c] += of_each.back();
        rest.vacant[c] += lists.lists_without_gp[m];
    }
    for (std::size_t c = 0; c < of_class.size(); ++c)
        rest.vacant[c] = of_class[c] > 0 ? rest.vacant[c] / of_class[c] : 0;
    const auto history = coverage_history(nation, of_each, lists.year);
    for (const auto m : border.inside) rest.history.push_back(history[m.value]);
    rest.history.push_back(std::numeric_limits<double>::quiet_NaN());
}

/// All counties and their people.
void set_counties(RestOfCountry& rest, const Municipalities& all,
                  const Column<MunicipalityId, std::int32_t>& people) {
    rest.counties = all.county_number.values();
    std::sort(rest.counties.begin(), rest.counties.end());
    rest.counties.erase(std::unique(rest.counties.begin(), rest.counties.end()), rest.counties.end());
    rest.in_county.assign(rest.counties.size(), 0);
    for (const auto m : ids<MunicipalityId>(people.size()))
        rest.in_county[static_cast<std::size_t>(
            std::lower_bound(rest.counties.begin(), rest.counties.end(), all.county_number[m]) -
            rest.counties.begin())] += people[m];
}

Column<MunicipalityId, double> as_weights(const Column<MunicipalityId, std::int32_t>& people) {
    return {std::vector<double>(people.begin(), people.end())};
}

}  // namespace

Part part_of(const Inputs& nation, std::span<const MunicipalityId> area, const Params& params, Month start,
             int months, Remarks& remarks) {
    const int year = start.year();
    if (nation.lists.year != year - 1 || !start.is_january() || !nation.population.has(year))
        throw geo::InputError("--only", fmt::format("an area alone begins after the last list table, of 31 "
                                                    "December {}; expected run.start = \"{}-01\"",
                                                    nation.lists.year, nation.lists.year + 1));
    const auto people = residents_in(nation.population, year);
    const auto attraction = attraction_of_places(nation.municipalities, people, params.demography);
    const auto near = around(nation, people, area, params.gp_choice, params.area_alone);
    const auto border = border_of(area, near, attraction, people);
    if (border.outside.empty())
        throw geo::InputError(
            "--only",
            "the area and what is around it are all of the country; leave --only out, and name the area "
            "with --area");
    const auto square = square_of_town(nation, border, people);
    const auto town = geo::centre(nation.grid, square);

    auto rest = std::make_shared<RestOfCountry>();
    rest->told = static_cast<std::uint32_t>(area.size());
    rest->around = static_cast<std::uint32_t>(near.size());
    rest->town = MunicipalityId{static_cast<std::uint32_t>(border.inside.size())};
    for (const auto m : border.inside) rest->row_in_nation.push_back(m.value);
    rest->row_in_nation.push_back(no_row);
    rest->attraction = attraction_of_part(border, attraction, people);
    rest->targets = targets_of_part(make_targets(nation, cohort_rules(params.demography), params.follow, year,
                                                 (start + months + 11).year(), remarks),
                                    border);
    Column<PracticeId, PracticeId> practices;
    Inputs part;
    part.municipalities = municipalities_of_part(nation.municipalities, border, people, town);
    part.population = people_of_part(nation.population, border);
    const auto here = residents_in(part.population, year);
    const auto come = rest->attraction.end() - static_cast<std::ptrdiff_t>(here.size());
    rest->came_before = quotient(std::accumulate(come, rest->attraction.end(), 0.0), here[rest->town]);
    const double simulated = std::accumulate(here.begin(), here.end(), 0.0);
    part.lists = lists_of_part(nation.lists, border, people, simulated);
    part.list_series = series_of_part(nation.list_series, border);
    part.national = nation.national;
    part.grid = grid_of_part(nation.grid, border, square);
    part.practices = sites_of_part(nation.practices, border, part.lists, town, practices);
    part.roads = nation.roads;
    part.crossings = nation.crossings;

    rest->people = quotient(simulated, std::accumulate(people.begin(), people.end(), 0.0));
    rest->waiting = quotient(names_full_list(part.lists, as_weights(here), params.gp_choice),
                             names_full_list(nation.lists, as_weights(people), params.gp_choice));
    rest->consultations = quotient(mean_consultations_of(nation.population, year, params),
                                   mean_consultations_of(part.population, year, params));
    set_market(*rest, nation, part, border, people, params);
    set_counties(*rest, nation.municipalities, people);
    remarks.push_back(fmt::format(
        "an area alone: beside its {} municipalities {} around them are simulated, which share patients with "
        "it, and for the rest of the country one town of {} people and {} lists; {:.1f} % of the nation's "
        "doctors who look for a post look here",
        rest->told, rest->around, here[rest->town],
        part.lists.lists_with_gp[rest->town] + part.lists.lists_without_gp[rest->town], 100 * rest->market));
    part.rest = rest;
    auto own = params_of_part(params, nation, part, {border.row, practices}, remarks);
    return {std::move(part), std::move(own)};
}

}  // namespace model
