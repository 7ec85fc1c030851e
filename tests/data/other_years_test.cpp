// A set on the borders of another year, and one with next year's figures.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <fstream>
#include <iterator>
#include <map>
#include <numeric>
#include <set>

#include "data/carry_borders.hpp"
#include "data/make_set.hpp"
#include "data/read_national.hpp"
#include "data/renew.hpp"
#include "data/scenario.hpp"
#include "model/municipality_codes.hpp"
#include "support/places.hpp"
#include "support/tiny_inputs.hpp"
#include "written_file.hpp"

using model::MunicipalityId;

namespace {

/// Four places 20 km apart: Ålesund, Haram, Halden and Asker of 2024.
data::InputSet of_2024() {
    data::InputSet set;
    set.figures = support::tiny_inputs(4, 900);
    auto& m = set.figures.municipalities;
    m.number = std::vector<std::string>{"1508", "1580", "3101", "3203"};
    m.county_number = std::vector<std::string>{"15", "15", "31", "32"};
    m.county = std::vector<std::string>{"Møre og Romsdal", "Møre og Romsdal", "Østfold", "Akershus"};
    auto& series = set.figures.list_series;
    series.first_year = 2025;
    series.years = 1;
    series.municipalities = 4;
    series.percent_without_gp = {1, 3, 5, 7};
    series.mean_list_length = {900, NAN, 800, 700};
    series.reserve_capacity_index = {NAN, NAN, 101, 102};
    return set;
}

/// A rectangle from `west` to `east` km.
std::string area(const std::string& number, const std::string& name, double west, double east) {
    return fmt::format(
        R"({{"type": "Feature", "properties": {{"nr": "{0}", "navn": "{3}"}}, "geometry": {{"type": "Polygon",
        "coordinates": [[[{1}, -5000], [{1}, 5000], [{2}, 5000], [{2}, -5000], [{1}, -5000]]]}}}})",
        number, west * 1000, east * 1000, name);
}

std::string areas(const std::vector<std::string>& features) {
    return fmt::format(R"({{"type": "FeatureCollection", "crs": {{"type": "name", "properties": {{"name":
        "urn:ogc:def:crs:EPSG::25833"}}}}, "features": [{}]}})",
                       fmt::join(features, ","));
}

std::string found(const data::PrepareReport& report, const std::string& table) {
    std::string text;
    for (const auto& check : report.checks)
        if (check.table == table) text += check.found + "\n";
    return text;
}

std::int64_t residents(const data::InputSet& set, std::uint32_t m) {
    const auto& table = set.figures.population;
    std::int64_t sum = 0;
    for (const auto sex : {model::Sex::male, model::Sex::female})
        for (int age = 0; age < model::ages; ++age) sum += table.at(2026, {m}, sex, age);
    return sum;
}

std::string bytes(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

TEST_CASE("A set of 2024 is carried to the borders of 2019", "[data][fast]") {
    // Asker of 2024 is Asker, Røyken and Hurum: one, two and one of its four people; its surgery stands in
    // Røyken.
    const WrittenFiles files("borders");
    const auto file = files(
        "2019.geojson",
        areas({area("0101", "Halden", 30, 50), area("0220", "Asker", 55, 60), area("0627", "Røyken", 60, 61),
               area("0628", "Hurum", 61, 65), area("1504", "Ålesund", -10, 30)}));
    const auto base = of_2024();
    const auto carried = data::carry_to_borders(base, {.full = file, .land = {}, .layer = {}, .crs = {}});
    const auto& figures = carried.set.figures;
    const auto& m = figures.municipalities;
    REQUIRE(m.number.values() == std::vector<std::string>{"0101", "0220", "0627", "0628", "1504"});
    CHECK(m.name[MunicipalityId{2}] == "Røyken");
    CHECK(m.county[MunicipalityId{1}] == "Akershus");
    CHECK(m.county[MunicipalityId{4}] == "Møre og Romsdal");
    CHECK(m.land_km2[MunicipalityId{3}] == Approx(40));
    // nobody is lost, the parted follow their squares within rounding by age
    CHECK(residents(carried.set, 4) == 1800);
    CHECK(residents(carried.set, 0) == 900);
    CHECK(residents(carried.set, 1) + residents(carried.set, 2) + residents(carried.set, 3) == 900);
    CHECK(residents(carried.set, 2) == Approx(450).margin(60));
    // lists go where the surgery is, and with them patients, places and open lists
    CHECK(figures.lists.lists_with_gp.values() == std::vector<std::uint16_t>{2, 0, 2, 0, 4});
    CHECK(figures.lists.patients_with_gp[MunicipalityId{2}] ==
          base.figures.lists.patients_with_gp[MunicipalityId{3}]);
    CHECK(figures.lists.patients_with_gp[MunicipalityId{1}] == 0);
    CHECK(figures.practices.municipality.values() == std::vector<MunicipalityId>{{4}, {4}, {0}, {2}});
    CHECK(figures.list_series.percent_without_gp[4] == 2);  // of equally many people
    CHECK(figures.list_series.mean_list_length[4] == 900);  // the other one is not published
    CHECK(std::isnan(figures.list_series.reserve_capacity_index[4]));
    CHECK(figures.grid.size() == base.figures.grid.size());
    CHECK(found(carried.report, "borders") ==
          "from 4 municipalities (2024 or later) to 5 (2018-2019); 1 hold several of the old ones\n"
          "1 are parted by inhabited squares: Place 3 (Asker 25.0 %, Røyken 50.0 %, Hurum 25.0 %)\n");
    data::write_input_set(files.folder() / "set", carried.set);
    CHECK(data::read_input_set(files.folder() / "set").figures.lists == figures.lists);
}

TEST_CASE("A set is made from one there is, and says what was read and by which manifest", "[data][fast]") {
    const WrittenFiles files("made");
    const auto base = files.folder() / "base";
    const auto old = files(
        "2019.geojson",
        areas({area("0101", "Halden", 30, 50), area("0220", "Asker", 55, 60), area("0627", "Røyken", 60, 61),
               area("0628", "Hurum", 61, 65), area("1504", "Ålesund", -10, 30)}));
    data::write_input_set(
        base, data::carry_to_borders(of_2024(), {.full = old, .land = {}, .layer = {}, .crs = {}}).set);
    data::SetSources sources;
    sources.base = base;
    CHECK_THAT(refusal(files, [&] { data::make_set(sources); }),
               Catch::Contains("expected a manifest (.toml), or --population, --lists or --borders"));
    sources.figures.lists_year = 2026;
    sources.figures.population = files.folder() / "population.csv";
    CHECK_THAT(refusal(files, [&] { data::make_set(sources); }), Catch::Contains("--year"));
    sources.figures = {};
    sources.manifest = files("m.toml", "");
    CHECK_THAT(refusal(files, [&] { data::make_set(sources); }), Catch::Contains("leave out"));
    sources.manifest.clear();
    sources.borders.full =
        files("2024.geojson", areas({area("3101", "Halden", 30, 50), area("3203", "Asker", 55, 65),
                                     area("1508", "Ålesund", -10, 30)}));
    const auto made = data::make_set(sources);
    CHECK(made.manifest.empty());
    CHECK(std::ranges::count(made.read, sources.borders.full) == 1);
    CHECK(std::ranges::count(made.read, base / "people.nc") == 1);
    CHECK_THAT(refusal(files, [&] { data::write_made_set(base, made); }),
               Catch::Contains("is an input of this very command"));
    data::write_made_set(files.folder() / "made", made);
    const auto read = data::read_input_set(files.folder() / "made");
    CHECK(read.figures.municipalities.size() == 3);
    CHECK(read.figures.lists.lists_with_gp.values() == std::vector<std::uint16_t>{4, 2, 2});
}

TEST_CASE("Every scenario that is shipped finds its places on borders of other years", "[data][norway]") {
    const WrittenFiles files("shipped");
    for (const int year : {2018, 2020}) {
        auto set = data::read_input_set(support::in_tree("data/norway"));
        auto& numbers = set.figures.municipalities.number;
        std::map<std::string, std::string> old;  // by number of 2024; of those that merged the last
        for (int code = 101; code < 6000; ++code)
            if (const auto number = fmt::format("{:04}", code); model::in_force(number, year))
                for (const auto& part : model::parts_of_2024(number))
                    if (part.share > 0.5) old[part.number] = number;
        std::set<std::string> taken;
        for (const auto m : model::ids<MunicipalityId>(numbers.size()))
            if (const auto found = old.find(numbers[m]);
                found != old.end() && taken.insert(found->second).second)
                numbers[m] = found->second;
        std::vector<std::string> ordered = numbers.values();
        std::ranges::sort(ordered);
        numbers = ordered;
        const auto folder = files.folder() / std::to_string(year);
        data::write_input_set(folder, set);
        for (const auto& file : std::filesystem::directory_iterator(support::in_tree("runs/scenarios"))) {
            if (file.path().extension() != ".toml") continue;
            INFO(year << " " << file.path());
            const auto scenario =
                data::read_scenario(file.path(), {{"inputs.folder", fmt::format("\"{}\"", folder.string())}});
            for (const auto& measure : scenario.params.measures) {
                const auto& places = measure.where.municipalities;
                for (const auto& number : places) CHECK(std::ranges::binary_search(ordered, number));
                if (measure.name == "debt-relief-north")  // Karasjok
                    CHECK(std::ranges::count(places, year == 2018 ? "2021" : "5437") == 1);
            }
        }
    }
}

TEST_CASE("Borders that are none of the set's are refused by name and year", "[data][fast]") {
    const WrittenFiles files("no_borders");
    const auto told = [&](const std::string& text) {
        return refusal(files, [&] {
            data::carry_to_borders(of_2024(),
                                   {.full = files("b.geojson", text), .land = {}, .layer = {}, .crs = {}});
        });
    };
    CHECK(told(areas({area("x", "Nowhere", 0, 1)})) ==
          "b.geojson: has no column of municipality numbers, expected four digits such as 0301");
    CHECK(
        told(areas({area("0101", "Halden", 30, 50), area("0220", "Asker", 55, 65)})) ==
        "b.geojson: has no place for 1508 Place 0 of the input set; are these borders of the whole country?");
}

TEST_CASE("A set of last year with this year's figures is this year's set", "[data][norway]") {
    const auto norway = data::read_input_set(support::in_tree("data/norway"));
    const auto& now = norway.figures;
    const auto n = now.municipalities.size();
    auto before = norway;
    auto& old = before.figures;
    old.population.persons.resize(old.population.persons.size() / 12 * 11);
    --old.population.years;
    old.lists.year = 2024;
    for (std::uint32_t m = 0; m < n; ++m) old.lists.patients_with_gp[MunicipalityId{m}] -= m % 2;
    for (auto* column : {&old.list_series.percent_without_gp, &old.list_series.mean_list_length,
                         &old.list_series.reserve_capacity_index}) {
        std::vector<float> fewer;
        for (std::size_t i = 0; i < column->size(); ++i)
            if ((i + 1) % 11 != 0) fewer.push_back((*column)[i]);
        *column = fewer;
    }
    --old.list_series.years;
    for (auto* column : old.national.columns()) column->pop_back();
    --old.national.years;

    const WrittenFiles files("renewal");
    std::string people = "region;kj\xC3\xB8nn;alder;\xC3\xA5r;Personer\n", lists, series, national;
    for (std::uint32_t m = 0; m < n; ++m)
        for (const auto sex : {model::Sex::male, model::Sex::female})
            for (int age = 0; age < model::ages; ++age)
                people +=
                    fmt::format("K-{} {};{};{:03};2026;{}\n", now.municipalities.number[MunicipalityId{m}],
                                now.municipalities.name[MunicipalityId{m}], sex == model::Sex::male ? 1 : 2,
                                age, now.population.at(2026, {m}, sex, age));
    lists =
        "municipality,lists_with_gp,lists_without_gp,patients_with_gp,patients_without_gp,places_with_gp,"
        "open_lists\n";
    series = "municipality;percent_without_gp;mean_list_length;reserve_capacity_index\n";
    const auto figure = [](float value) {
        return std::isnan(value) ? std::string("..") : fmt::format("{}", value);
    };
    for (std::uint32_t m = 0; m < n; ++m) {
        const MunicipalityId id{m};
        lists += fmt::format("{},{},{},{},{},{},{}\n", now.municipalities.number[id],
                             now.lists.lists_with_gp[id], now.lists.lists_without_gp[id],
                             now.lists.patients_with_gp[id], now.lists.patients_without_gp[id],
                             now.lists.places_with_gp[id], now.lists.open_lists[id]);
        const auto last = std::size_t{m} * 11 + 10;
        series += fmt::format("{};{};{};{}\n", now.municipalities.number[id],
                              figure(now.list_series.percent_without_gp[last]),
                              figure(now.list_series.mean_list_length[last]),
                              figure(now.list_series.reserve_capacity_index[last]));
    }
    national = "year,period,indicator,value\n";
    const data::NationalColumns names;
    auto columns = now.national;
    for (std::size_t k = 0; k < names.indicators.size(); ++k)
        for (int y = 0; y < columns.years; ++y)
            if (const float value = (*columns.columns()[k])[static_cast<std::size_t>(y)]; !std::isnan(value))
                national += fmt::format("{0},{0}-12-31,{1},{2}\n", columns.first_year + y,
                                        names.indicators[k].substr(0, names.indicators[k].find('|')), value);
    const auto renewed = data::renew(before, {.population = files("07459.csv", people),
                                              .lists = files("12005.csv", lists),
                                              .list_series = files("12005-series.csv", series),
                                              .national = files("national.csv", national)});
    auto set = renewed.set;
    CHECK(set.attributions[0].what != "");
    set.attributions = norway.attributions;
    data::write_input_set(files.folder() / "renewed", set);
    data::write_input_set(files.folder() / "now", norway);
    for (const auto* file : {"municipalities.nc", "people.nc", "cells.nc", "roads.nc", "practices.nc",
                             "projections.nc", "neighbours.nc"}) {
        INFO(file);
        CHECK(bytes(files.folder() / "renewed" / file) == bytes(files.folder() / "now" / file));
    }
}

TEST_CASE("A list table without the population of the next morning is refused", "[data][fast]") {
    const WrittenFiles files("too_new");
    CHECK(
        refusal(files,
                [&] {
                    data::renew(
                        of_2024(),
                        {.population = {},
                         .lists = files("l.csv",
                                        "municipality,lists_with_gp,lists_without_gp,patients_with_gp,"
                                        "patients_without_gp,places_with_gp,open_lists\n1508,1,0,9,0,9,0\n"
                                        "1580,1,0,9,0,9,0\n3101,1,0,9,0,9,0\n3203,1,0,9,0,9,0\n"),
                         .list_series = {},
                         .national = {},
                         .lists_year = 2026});
                }) ==
        "--population: the lists are of 31 December 2026, and nobody is counted on 1 January 2027; give the "
        "population of that day too");
}

TEST_CASE("A set without the yearly series begins it with the year of the new lists", "[data][fast]") {
    const WrittenFiles files("first_year");
    auto base = of_2024();
    base.figures.list_series = {};
    base.figures.list_series.municipalities = 4;
    const auto lists = files(
        "l.csv",
        "municipality,lists_with_gp,lists_without_gp,patients_with_gp,patients_without_gp,places_with_gp,"
        "open_lists\n1508,2,0,900,0,990,0\n1580,1,1,300,100,300,0\n3101,1,0,9,0,9,0\n3203,1,0,9,0,9,0\n");
    const auto renewed =
        data::renew(base, {.population = {}, .lists = lists, .list_series = {}, .national = {}});
    const auto& series = renewed.set.figures.list_series;
    CHECK(series.first_year == 2025);
    CHECK(series.years == 1);
    CHECK(series.percent_without_gp == std::vector<float>{0, 25, 0, 0});
    CHECK(series.mean_list_length == std::vector<float>{450, 200, 9, 9});
    CHECK(found(data::renew(base, {}).report, "list_series") ==
          "none: the set has no yearly list figures by municipality\n");
}
