// The embedded Norway set against the official figures, and whether its parts fit together.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <fstream>
#include <map>
#include <numeric>
#include <set>

#include "data/csv.hpp"
#include "data/input_set.hpp"
#include "geo/ferries.hpp"
#include "support/places.hpp"

using model::CellId;
using model::MunicipalityId;
using model::PracticeId;

namespace {

const data::InputSet& norway() {
    static const auto set = data::read_input_set(support::in_tree("data/norway"));
    return set;
}

template <class Values>
std::int64_t total(const Values& values) {
    return std::accumulate(values.begin(), values.end(), std::int64_t{0});
}

std::int64_t residents(int year) {
    const auto& table = norway().figures.population;
    std::int64_t persons = 0;
    for (std::uint32_t m = 0; m < table.municipalities; ++m)
        for (const auto sex : {model::Sex::male, model::Sex::female})
            for (int age = 0; age < model::ages; ++age) persons += table.at(year, {m}, sex, age);
    return persons;
}

}  // namespace

TEST_CASE("Norway has its published residents", "[data][norway]") {
    const auto& table = norway().figures.population;
    CHECK(table.first_year == 2015);
    CHECK(table.years == 12);
    CHECK(residents(2024) == 5'550'203);
    CHECK(residents(2025) == 5'594'340);
    CHECK(residents(2026) == 5'627'400);
    CHECK(std::abs(residents(2019) - 5'328'207) <= 20);  // parts of municipalities split since are estimates
}

TEST_CASE("Norway has its published GP lists at the end of 2025", "[data][norway]") {
    const auto& lists = norway().figures.lists;
    CHECK(lists.year == 2025);
    CHECK(total(lists.lists_with_gp) == 5747);
    CHECK(total(lists.lists_without_gp) == 197);
    CHECK(total(lists.patients_with_gp) == 5'504'387);
    CHECK(total(lists.patients_without_gp) == 117'899);
    CHECK(total(lists.places_with_gp) == 5'620'565);
    CHECK(total(lists.open_lists) == 1340);
    std::set<std::string> without_lists;
    for (std::uint32_t m = 0; m < lists.lists_with_gp.size(); ++m)
        if (lists.lists_with_gp[MunicipalityId{m}] + lists.lists_without_gp[MunicipalityId{m}] == 0)
            without_lists.insert(norway().figures.municipalities.number[MunicipalityId{m}]);
    CHECK(without_lists == std::set<std::string>{"1853", "3336", "4220", "5514", "5518", "5528"});
}

TEST_CASE("Norway has its published national figures of GP lists", "[data][norway]") {
    const auto& n = norway().figures.national;
    CHECK(n.at(n.lists_with_gp, 2019) == 4884);
    CHECK(n.at(n.lists_without_gp, 2019) == 126);
    CHECK(n.at(n.patients_without_gp, 2022) == 212'289);
    CHECK(n.at(n.mean_cap, 2019) == 1122);
    CHECK(n.at(n.mean_list_length, 2016) == 1120);
    CHECK(n.at(n.percent_salaried, 2023) == 20.0F);
    CHECK(n.at(n.lists_with_gp, 2025) == 5747);
    CHECK(std::isnan(n.at(n.mean_cap, 2016)));
}

TEST_CASE("Every municipality has a number, a name, a centrality, residents, squares and polygons",
          "[data][norway]") {
    const auto& set = norway();
    const auto& m = set.figures.municipalities;
    REQUIRE(m.size() == 357);
    CHECK(set.full.size() == 357);
    CHECK(set.land.size() == 357);
    CHECK(set.small.size() == 357);
    CHECK(std::is_sorted(m.number.begin(), m.number.end()));
    std::vector<int> squares(m.size());
    for (const auto id : set.figures.grid.municipality) ++squares[id.value];
    const auto land = geo::areas_km2(set.land), full = geo::areas_km2(set.full),
               small = geo::areas_km2(set.small);
    for (std::uint32_t i = 0; i < m.size(); ++i) {
        const MunicipalityId id{i};
        CAPTURE(m.number[id], m.name[id]);
        CHECK(m.number[id].size() == 4);
        CHECK_FALSE(m.name[id].empty());
        CHECK(m.county_number[id].size() == 2);
        CHECK((m.centrality[id] >= 1 && m.centrality[id] <= 6));
        CHECK(squares[i] > 0);
        CHECK(full[id] > 0.99 * land[id]);
        CHECK(small[id] > 0);
        int adults = 0;
        for (int age = 20; age < 70; ++age)
            adults += set.figures.population.at(2026, id, model::Sex::female, age);
        CHECK(adults > 0);
    }
    std::map<std::string, std::string> name;
    for (std::uint32_t i = 0; i < m.size(); ++i)
        name[m.number[MunicipalityId{i}]] = m.name[MunicipalityId{i}];
    CHECK(name["0301"] == "Oslo");
    CHECK(name["5540"] == "Kåfjord - Gáivuotna - Kaivuono");  // the Norwegian name comes first
    CHECK(name["5628"] == "Tana - Deatnu");
}

TEST_CASE("The polygons of Norway cover what they should", "[data][norway]") {
    const auto sum = [](const geo::Boundaries& areas) {
        const auto km2 = geo::areas_km2(areas);
        return std::accumulate(km2.begin(), km2.end(), 0.0);
    };
    CHECK(sum(norway().land) == Approx(323'656).epsilon(0.001));
    CHECK(sum(norway().full) == Approx(470'109).epsilon(0.001));
    for (const auto* areas : {&norway().full, &norway().land, &norway().small})
        for (const auto p : areas->points)
            if (p.east_m != std::round(p.east_m) || p.north_m != std::round(p.north_m))
                FAIL("a point off the whole metre at " << p.east_m << ", " << p.north_m);
}

TEST_CASE("Nearly every inhabited square of Norway lies in its municipality", "[data][norway]") {
    const auto& grid = norway().figures.grid;
    CHECK(grid.size() == 223'347);
    CHECK(grid.cell_m == 250);
    std::vector<geo::Point> middles;
    for (std::uint32_t i = 0; i < grid.size(); ++i) middles.push_back(centre(grid, CellId{i}));
    const auto areas = geo::areas_containing(norway().full, middles);
    int outside = 0, elsewhere = 0;
    for (std::uint32_t i = 0; i < grid.size(); ++i) {
        outside += !areas[i];
        elsewhere += areas[i] && *areas[i] != grid.municipality[CellId{i}];
    }
    CHECK(outside == 9);  // on the shore, where the border is drawn on whole metres
    CHECK(elsewhere == 0);
    CHECK(total(grid.people) == 5'353'555);  // weights of 2022
}

TEST_CASE("Every surgery of Norway is in its municipality, with its lists", "[data][norway]") {
    const auto& set = norway();
    const auto& sites = set.figures.practices;
    const auto& lists = set.figures.lists;
    CHECK(sites.size() == 1841);
    const auto areas = geo::areas_containing(set.full, sites.place.values());
    std::vector<int> with(357), without(357), count(357);
    for (std::uint32_t i = 0; i < sites.size(); ++i) {
        const PracticeId p{i};
        CHECK(areas[i] == sites.municipality[p]);
        with[sites.municipality[p].value] += sites.lists_with_gp[p];
        without[sites.municipality[p].value] += sites.lists_without_gp[p];
        ++count[sites.municipality[p].value];
    }
    for (std::uint32_t m = 0; m < 357; ++m) {
        const MunicipalityId id{m};
        CAPTURE(set.figures.municipalities.name[id]);
        if (lists.lists_with_gp[id] + lists.lists_without_gp[id] == 0)
            continue;  // the sites' lists are estimates there
        CHECK(with[m] == lists.lists_with_gp[id]);
        CHECK(without[m] == lists.lists_without_gp[id]);
        CHECK(count[m] > 0);
    }
}

TEST_CASE("The road and ferry network of Norway is one piece, every ferry has a name", "[data][norway]") {
    const auto& roads = norway().figures.roads;
    CHECK(roads.size() == 13'645);
    CHECK(roads.nodes == 10'819);
    std::vector<std::uint32_t> parent(roads.nodes);
    std::iota(parent.begin(), parent.end(), 0U);
    const auto root = [&](std::uint32_t node) {
        while (parent[node] != node) node = parent[node] = parent[parent[node]];
        return node;
    };
    std::map<std::string, std::set<std::uint32_t>> ends;  // of the lines of one crossing
    std::map<std::string, int> lines;
    for (std::uint32_t i = 0; i < roads.size(); ++i) {
        parent[root(roads.from[i])] = root(roads.to[i]);
        CHECK(roads.name[i].empty() != geo::is_ferry(roads.road_class[i]));
        if (roads.name[i].empty()) continue;
        ends[roads.name[i]].insert({roads.from[i], roads.to[i]});
        ++lines[roads.name[i]];
    }
    for (std::uint32_t node = 0; node < roads.nodes; ++node) CHECK(root(node) == root(0));
    for (const auto& [name, nodes] : ends) {
        CAPTURE(name);
        CHECK(static_cast<int>(nodes.size()) <= lines[name] + 1);  // lines of one name hang together
    }
    CHECK(ends.contains("Horten–Moss rv. 19"));
}

TEST_CASE("The projections begin with the people there were", "[data][norway]") {
    const auto& p = norway().figures.projections;
    const auto nation = [&](int vintage, model::Alternative alternative, int year) {
        std::int64_t sum = 0;
        for (std::size_t i = 0; i < p.vintage.size(); ++i)
            if (p.vintage[i] == vintage && p.alternative[i] == alternative && p.year[i] == year)
                sum += p.persons[i];
        return sum;
    };
    using model::Alternative;
    CHECK(nation(2026, Alternative::main, 2026) == 5'627'400);
    CHECK(nation(2026, Alternative::main, 2036) == 5'921'294);
    CHECK(nation(2026, Alternative::low, 2036) < nation(2026, Alternative::main, 2036));
    CHECK(nation(2026, Alternative::high, 2036) > nation(2026, Alternative::main, 2036));
    CHECK(std::set<int>(p.vintage.begin(), p.vintage.end()).size() == 13);
    CHECK(p.municipal_vintage == 2024);
    const auto n = norway().figures.municipalities.size();
    for (int year = 2024; year <= 2050; ++year) {
        const auto first = p.municipal_persons.begin() + (year - 2024) * static_cast<std::ptrdiff_t>(n);
        CHECK(std::accumulate(first, first + n, std::int64_t{0}) == nation(2024, Alternative::main, year));
    }
}

TEST_CASE("Every table of the Norway set says where it comes from", "[data][norway]") {
    std::set<std::string> tables;
    for (const auto& a : norway().attributions) {
        tables.insert(a.table);
        CHECK_FALSE(a.origin.empty());
        CHECK_FALSE(a.licence.empty());
        CHECK_FALSE(a.attribution.empty());
        CHECK(a.retrieved.size() == 10);
    }
    CHECK(tables == std::set<std::string>{"cells.nc", "municipalities.nc", "neighbours.nc", "people.nc",
                                          "practices.nc", "projections.nc", "roads.nc"});
}

TEST_CASE("Every named crossing is in the road layer, in the municipalities it states", "[data][norway]") {
    const auto& set = norway();
    const geo::Ferries ferries(set.figures.roads, set.figures.crossings);
    CHECK(set.figures.crossings.size() == 27);
    std::ifstream file(support::in_tree("data/norway/ferries.csv"));
    std::string line;
    std::getline(file, line);
    for (const auto& crossing : set.figures.crossings) {
        INFO(crossing.name);
        const auto& ferry = ferries.find(crossing.name, "test");
        CHECK(ferry.name == crossing.name);
        CHECK(ferry.lines == crossing.lines);
        CHECK(ferries.lines_of(ferry).size() >= crossing.lines.size());
        // Every municipality of a quay is in the name that its lines have from the map, every road too; but
        // for Festøya, where the map draws the line to a point at sea.
        REQUIRE(std::getline(file, line));
        const auto fields = data::csv_fields(line);
        REQUIRE(fields.size() == 5);
        CHECK(fields[1].find(crossing.road) != std::string::npos);
        for (std::size_t at = 0; at <= fields[2].size();) {
            const auto end = std::min(fields[2].find("; ", at), fields[2].size());
            if (const auto place = fields[2].substr(at, end - at); place != "Ørsta")
                CHECK(fields[1].find(place) != std::string::npos);
            at = end + 2;
        }
    }
    CHECK(ferries.find("Levang", "test").name == "Levang–Nesna");
    CHECK(ferries.find("Skarberget-Bognes", "test").lines.front() == "Hamarøy–Narvik E 6");
}
