#include "data/checks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "data/detail/municipality_index.hpp"
#include "geo/base/error.hpp"

namespace data {
namespace {

using detail::some_of;
using model::CellId;
using model::MunicipalityId;
using model::PracticeId;

template <class Values>
std::int64_t total(const Values& values) {
    return std::accumulate(values.begin(), values.end(), std::int64_t{0});
}

std::int64_t residents(const model::PopulationTable& table, int year, MunicipalityId m) {
    std::int64_t persons = 0;
    for (const auto sex : {model::Sex::male, model::Sex::female})
        for (int age = 0; age < model::ages; ++age) persons += table.at(year, m, sex, age);
    return persons;
}

std::int64_t residents(const model::PopulationTable& table, int year) {
    std::int64_t persons = 0;
    for (std::uint32_t m = 0; m < table.municipalities; ++m) persons += residents(table, year, {m});
    return persons;
}

/// The municipalities for which `holds` is true.
template <class Holds>
std::vector<MunicipalityId> which(std::uint32_t municipalities, const Holds& holds) {
    std::vector<MunicipalityId> out;
    for (std::uint32_t m = 0; m < municipalities; ++m)
        if (holds(MunicipalityId{m})) out.push_back({m});
    return out;
}

}  // namespace

void check_boundaries(PrepareReport& report, const std::string& name, const geo::Boundaries& areas,
                      const ReadBoundaries& read, const model::Municipalities& municipalities) {
    std::vector<MunicipalityId> repaired;
    for (const auto& repair : read.repairs) repaired.push_back({repair.area});
    report.checks.push_back(
        {name, fmt::format("{} areas, {} polygons, {} points on whole metres", areas.size(),
                           areas.part_start.size() - 1, areas.points.size())});
    if (!repaired.empty())
        report.checks.push_back(
            {name,
             fmt::format("{} areas were invalid and are repaired: {}; first: {}", repaired.size(),
                         some_of(municipalities, repaired), read.repairs.front().problem),
             true});
    if (read.mended > 0)
        report.checks.push_back(
            {name,
             fmt::format("{} areas touched themselves once on whole metres and are mended", read.mended)});
    if (read.joined > 0)
        report.checks.push_back(
            {name, fmt::format("{} municipalities came as several features, joined", read.joined)});
}

void check_areas(PrepareReport& report, const InputSet& set) {
    const auto& municipalities = set.figures.municipalities;
    const auto land = geo::areas_km2(set.land);
    const auto full = geo::areas_km2(set.full);
    const auto small = geo::areas_km2(set.small);
    double official_km2 = 0, land_km2 = 0, full_km2 = 0, small_km2 = 0;
    for (std::uint32_t i = 0; i < municipalities.size(); ++i) {
        const MunicipalityId m{i};
        official_km2 += municipalities.land_km2[m];
        land_km2 += land[m];
        full_km2 += full[m];
        small_km2 += small[m];
    }
    report.checks.push_back(
        {"boundaries",
         fmt::format("areas: full {:.0f} km2, land {:.0f}, small {:.0f}, land area stated in the table "
                     "{:.0f} (land polygons {:+.1f} %)",
                     full_km2, land_km2, small_km2, official_km2, 100 * (land_km2 / official_km2 - 1))});
    const auto too_small = which(
        municipalities.size(), [&](MunicipalityId m) { return land[m] < 0.95 * municipalities.land_km2[m]; });
    const auto too_large = which(
        municipalities.size(), [&](MunicipalityId m) { return land[m] > 1.05 * municipalities.land_km2[m]; });
    if (!too_small.empty())
        report.checks.push_back(
            {"boundaries",
             fmt::format("{} land polygons are over 5 % smaller than the stated land area: {}",
                         too_small.size(), some_of(municipalities, too_small)),
             true});
    if (!too_large.empty())
        report.checks.push_back(
            {"boundaries",
             fmt::format("{} land polygons are over 5 % larger than the stated land area: {}",
                         too_large.size(), some_of(municipalities, too_large)),
             true});
}

void check_population(PrepareReport& report, const model::Inputs& figures) {
    const auto& table = figures.population;
    std::string by_year;
    for (int year = table.first_year; year < table.first_year + table.years; ++year) {
        by_year += fmt::format("{}{} {}", by_year.empty() ? "" : ", ", year, residents(table, year));
        const auto empty =
            which(table.municipalities, [&](MunicipalityId m) { return residents(table, year, m) == 0; });
        if (!empty.empty())
            throw geo::InputError("population",
                                  fmt::format("{} has no residents of {}; the table lacks figures", year,
                                              some_of(figures.municipalities, empty)));
    }
    report.checks.push_back({"population", "residents 1 January: " + by_year});
}

void check_lists(PrepareReport& report, const model::Inputs& figures) {
    const auto& lists = figures.lists;
    const auto& municipalities = figures.municipalities;
    const auto note = [&](std::string found, bool notable) {
        report.checks.push_back({"lists", std::move(found), notable});
    };
    note(fmt::format(
             "31 December {}: {} lists with a GP, {} without; {} and {} patients; {} places; {} open lists",
             lists.year, total(lists.lists_with_gp), total(lists.lists_without_gp),
             total(lists.patients_with_gp), total(lists.patients_without_gp), total(lists.places_with_gp),
             total(lists.open_lists)),
         false);
    const auto none = which(municipalities.size(), [&](MunicipalityId m) {
        return lists.lists_with_gp[m] + lists.lists_without_gp[m] == 0;
    });
    if (!none.empty())
        note(fmt::format("{} municipalities have no lists of their own: {}", none.size(),
                         some_of(municipalities, none)),
             true);
    const auto hollow = which(municipalities.size(), [&](MunicipalityId m) {
        return lists.lists_without_gp[m] > 0 && lists.patients_without_gp[m] == 0;
    });
    if (!hollow.empty())
        note(fmt::format("{} municipalities have lists without a GP and no patients on them: {}",
                         hollow.size(), some_of(municipalities, hollow)),
             true);
    // A list is open with more than 20 free places. If none is, at most 20 a list are free; if all are, at
    // least 21.
    const auto odd = which(municipalities.size(), [&](MunicipalityId m) {
        const std::int64_t count = lists.lists_with_gp[m], open = lists.open_lists[m];
        const auto free = std::int64_t{lists.places_with_gp[m]} - lists.patients_with_gp[m];
        return count > 0 && ((open == 0 && free > 20 * count) || (open == count && free < 21 * count));
    });
    if (!odd.empty())
        note(fmt::format("{} municipalities state open lists that their free places contradict: {}",
                         odd.size(), some_of(municipalities, odd)),
             true);
    const auto over = which(municipalities.size(), [&](MunicipalityId m) {
        return lists.patients_with_gp[m] > lists.places_with_gp[m];
    });
    if (!over.empty())
        note(fmt::format("{} municipalities have more patients than places: {}", over.size(),
                         some_of(municipalities, over)),
             true);

    const auto& series = figures.list_series;
    if (series.years == 0) {
        report.checks.push_back({"list_series", "none: the set has no yearly list figures by municipality"});
        return;
    }
    const auto given = std::count_if(series.percent_without_gp.begin(), series.percent_without_gp.end(),
                                     [](float v) { return !std::isnan(v); });
    report.checks.push_back(
        {"list_series",
         fmt::format("{}-{}: share without a GP published for {} of {} municipality-years", series.first_year,
                     series.first_year + series.years - 1, given, series.percent_without_gp.size())});
}

void check_national(PrepareReport& report, const model::Inputs& figures) {
    const auto& series = figures.national;
    const auto& lists = figures.lists;
    report.checks.push_back(
        {"national",
         fmt::format("figures at the end of {}-{}", series.first_year, series.first_year + series.years - 1),
         false});
    const auto compare = [&](const char* what, const std::vector<float>& column, std::int64_t sum) {
        const auto stated = series.at(column, lists.year);
        if (stated >= 0 && std::llround(stated) != sum)  // NaN: not published
            report.checks.push_back({"national",
                                     fmt::format("{} {} in {}, but the municipalities add up to {}", stated,
                                                 what, lists.year, sum),
                                     true});
    };
    compare("lists with a GP", series.lists_with_gp, total(lists.lists_with_gp));
    compare("lists without a GP", series.lists_without_gp, total(lists.lists_without_gp));
    compare("patients with a GP", series.patients_with_gp, total(lists.patients_with_gp));
    compare("patients without a GP", series.patients_without_gp, total(lists.patients_without_gp));
}

void check_projections(PrepareReport& report, const model::Inputs& figures) {
    const auto& p = figures.projections;
    const auto n = figures.municipalities.size();
    const auto residents = [&](int year) {
        std::int64_t sum = 0;
        for (std::uint32_t m = 0; m < n; ++m)
            for (int age = 0; age < model::ages; ++age)
                sum += figures.population.at(year, {m}, model::Sex::male, age) +
                       figures.population.at(year, {m}, model::Sex::female, age);
        return sum;
    };
    if (p.years > 0) {
        std::int64_t first = 0;
        for (std::uint32_t m = 0; m < n; ++m) first += p.municipal_persons[m];
        const bool known = figures.population.has(p.first_year);
        const auto off = known ? first - residents(p.first_year) : 0;
        report.checks.push_back(
            {"projections",
             fmt::format("municipalities, vintage {}: {} to {}; {} people in {}, {}", p.municipal_vintage,
                         p.first_year, p.first_year + p.years - 1, first, p.first_year,
                         known ? fmt::format("{:+} to the official residents", off) : "no official figure"),
             off != 0});
    }
    // National tables are ordered by vintage, alternative and year.
    std::map<int, std::int64_t> first_sum;
    std::map<int, int> first_year;
    for (std::size_t i = 0; i < p.vintage.size(); ++i) {
        if (p.alternative[i] != model::Alternative::main) continue;
        const int vintage = p.vintage[i];
        first_year.try_emplace(vintage, p.year[i]);
        if (p.year[i] == first_year[vintage]) first_sum[vintage] += p.persons[i];
    }
    for (const auto& [vintage, sum] : first_sum) {
        const int year = first_year[vintage];
        const bool known = figures.population.has(year);
        const auto off = known ? sum - residents(year) : 0;
        report.checks.push_back(
            {"projections",
             fmt::format("nation, vintage {}: {} people in {}, {}", vintage, sum, year,
                         known ? fmt::format("{:+} to the official residents", off) : "no official figure"),
             std::abs(off) > 100});
    }
}

void check_cells(PrepareReport& report, const InputSet& set) {
    const auto& grid = set.figures.grid;
    const auto& municipalities = set.figures.municipalities;
    std::vector<geo::Point> middles(grid.size());
    std::vector<std::uint8_t> inhabited(municipalities.size());
    for (std::uint32_t i = 0; i < grid.size(); ++i) {
        middles[i] = centre(grid, CellId{i});
        inhabited[grid.municipality[CellId{i}].value] = 1;
    }
    const auto areas = geo::areas_containing(set.full, middles);
    std::uint32_t outside = 0, elsewhere = 0;
    std::int64_t people_outside = 0, people_elsewhere = 0;
    for (std::uint32_t i = 0; i < grid.size(); ++i) {
        if (!areas[i]) {
            ++outside;
            people_outside += grid.people[CellId{i}];
        } else if (*areas[i] != grid.municipality[CellId{i}]) {
            ++elsewhere;
            people_elsewhere += grid.people[CellId{i}];
        }
    }
    report.checks.push_back({"cells", fmt::format("{} inhabited squares of {} m, {} people counted",
                                                  grid.size(), grid.cell_m, total(grid.people))});
    if (outside + elsewhere > 0)
        report.checks.push_back(
            {"cells",
             fmt::format("{} squares ({} people) have their middle outside all polygons, {} ({}) in "
                         "another municipality than stated; kept as stated",
                         outside, people_outside, elsewhere, people_elsewhere),
             true});
    const auto empty =
        which(municipalities.size(), [&](MunicipalityId m) { return inhabited[m.value] == 0; });
    if (!empty.empty())
        throw geo::InputError("cells",
                              fmt::format("no inhabited square in {}; its residents would have no home",
                                          some_of(municipalities, empty)));
}

void check_practices(PrepareReport& report, const InputSet& set) {
    const auto& sites = set.figures.practices;
    const auto& lists = set.figures.lists;
    const auto& municipalities = set.figures.municipalities;
    const auto note = [&](std::string found, bool notable) {
        report.checks.push_back({"practices", std::move(found), notable});
    };
    const auto areas = geo::areas_containing(set.full, sites.place.values());
    std::vector<std::int64_t> with(municipalities.size()), without(municipalities.size());
    std::vector<std::uint32_t> count(municipalities.size());
    std::uint32_t outside = 0, elsewhere = 0, empty = 0;
    for (std::uint32_t i = 0; i < sites.size(); ++i) {
        const PracticeId p{i};
        const auto m = sites.municipality[p];
        with[m.value] += sites.lists_with_gp[p];
        without[m.value] += sites.lists_without_gp[p];
        ++count[m.value];
        outside += !areas[i];
        elsewhere += areas[i] && *areas[i] != m;
        empty += sites.lists_with_gp[p] + sites.lists_without_gp[p] == 0;
    }
    note(fmt::format("{} sites, {} lists with a GP and {} without, {} GPs in 2011", sites.size(),
                     total(sites.lists_with_gp), total(sites.lists_without_gp), total(sites.gps_2011)),
         false);
    if (outside + elsewhere == 0) note("every site lies in its municipality", false);
    if (outside + elsewhere > 0)
        note(fmt::format(
                 "{} sites lie outside all polygons, {} in another municipality than stated; kept as stated",
                 outside, elsewhere),
             true);
    const auto nameless = std::count(sites.postcode.begin(), sites.postcode.end(), "");
    if (nameless > 0) note(fmt::format("{} sites have no postcode", nameless), true);
    if (empty > 0) note(fmt::format("{} sites have no list in {}", empty, lists.year), true);
    const auto differ = which(municipalities.size(), [&](MunicipalityId m) {
        return with[m.value] != lists.lists_with_gp[m] || without[m.value] != lists.lists_without_gp[m];
    });
    if (!differ.empty())
        note(fmt::format(
                 "{} municipalities have other list counts than the list table, which is what counts: {}",
                 differ.size(), some_of(municipalities, differ)),
             true);
    const auto siteless = which(municipalities.size(), [&](MunicipalityId m) { return count[m.value] == 0; });
    if (!siteless.empty())
        note(fmt::format("{} municipalities have no site: {}", siteless.size(),
                         some_of(municipalities, siteless)),
             true);
}

void check_roads(PrepareReport& report, const geo::RoadLines& roads, std::size_t drawn, double tolerance_m) {
    const auto note = [&](std::string found, bool notable) {
        report.checks.push_back({"roads", std::move(found), notable});
    };
    std::vector<std::uint32_t> parent(roads.nodes);
    std::iota(parent.begin(), parent.end(), 0U);
    const auto root = [&](std::uint32_t node) {
        while (parent[node] != node) node = parent[node] = parent[parent[node]];
        return node;
    };
    std::map<std::string, int> ferries;
    std::uint32_t boats = 0, links = 0, shorter = 0;
    double length_m = 0;
    for (std::uint32_t i = 0; i < roads.size(); ++i) {
        parent[root(roads.from[i])] = root(roads.to[i]);
        length_m += roads.length_m[i];
        if (geo::is_ferry(roads.road_class[i])) ++ferries[roads.name[i]];
        boats += roads.road_class[i] == geo::RoadClass::boat;
        links += roads.road_class[i] == geo::RoadClass::link;
        const auto first = roads.vertices[roads.vertex_start[i]],
                   last = roads.vertices[roads.vertex_start[i + 1] - 1];
        shorter += roads.length_m[i] + 10.0 < geo::distance_m(first, last);
    }
    std::uint32_t components = 0;
    for (std::uint32_t node = 0; node < roads.nodes; ++node) components += root(node) == node;
    note(fmt::format("{} lines, {:.0f} km, {} nodes; {} vertices of {} kept within {} m", roads.size(),
                     length_m / 1000, roads.nodes, roads.vertices.size(), drawn, tolerance_m),
         false);
    note(fmt::format("{} connected part{}", components, components == 1 ? "" : "s"), components != 1);
    note(fmt::format("{} ferry crossings, each with a name", ferries.size()), false);
    if (boats + links > 0)
        note(fmt::format("{} lines are assumed boats and {} are links that the source does not have", boats,
                         links),
             true);
    if (shorter > 0)
        note(
            fmt::format("{} lines state a length shorter than the straight line between their ends", shorter),
            true);
}

void check_totals(PrepareReport& report, const model::Inputs& f, const StatedTotals& stated,
                  const std::string& manifest) {
    std::string wrong;
    const auto compare = [&](const std::string& what, std::optional<std::int64_t> expected, std::int64_t is) {
        if (expected && *expected != is)
            wrong += fmt::format("{}{}: totals.{} states {}, the sources hold {}", wrong.empty() ? "" : "\n",
                                 manifest, what, *expected, is);
    };
    compare("municipalities", stated.municipalities, f.municipalities.size());
    compare("lists_with_gp", stated.lists_with_gp, total(f.lists.lists_with_gp));
    compare("lists_without_gp", stated.lists_without_gp, total(f.lists.lists_without_gp));
    compare("patients_with_gp", stated.patients_with_gp, total(f.lists.patients_with_gp));
    compare("patients_without_gp", stated.patients_without_gp, total(f.lists.patients_without_gp));
    compare("places_with_gp", stated.places_with_gp, total(f.lists.places_with_gp));
    compare("open_lists", stated.open_lists, total(f.lists.open_lists));
    compare("practices", stated.practices, f.practices.size());
    compare("cells", stated.cells, f.grid.size());
    compare("roads", stated.roads, f.roads.size());
    for (const auto& [year, persons] : stated.residents)
        compare(fmt::format("residents.{}", year), persons,
                f.population.has(year) ? residents(f.population, year) : 0);
    for (const auto& [year, published] : stated.residents_about) {
        const auto is = f.population.has(year) ? residents(f.population, year) : 0;
        if (std::abs(is - published) * 10'000 > published)
            compare(fmt::format("residents_about.{}", year), published, is);
        else
            report.checks.push_back({"population",
                                     fmt::format("{}: {} residents, published {} (difference {})", year, is,
                                                 published, is - published),
                                     is != published});
    }
    if (!wrong.empty()) throw geo::InputError(wrong);
}

}  // namespace data
