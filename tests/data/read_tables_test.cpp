// The readers of tables: what they accept, and what they tell a user whose file is wrong.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "data/read_cells.hpp"
#include "data/read_lists.hpp"
#include "data/read_municipalities.hpp"
#include "data/read_national.hpp"
#include "data/read_population.hpp"
#include "data/read_practices.hpp"
#include "written_file.hpp"

using model::MunicipalityId;
using model::PracticeId;

namespace {

constexpr MunicipalityId oslo{0}, bindal{1};

const std::string municipality_header =
    "number,name,county_number,county,health_region,centrality,centrality_index,land_km2,centre_east_m,"
    "centre_north_m\n";
const std::string bindal_row = "1811,Bindal,18,Nordland,Nord,6,424,1226.5,385125,7229625\n";
const std::string oslo_row = "0301,Oslo,03,Oslo,Sør-Øst,1,1000,453.25,263375,6650625\n";

/// A wide population row: `persons` of age 0, nobody else.
std::string people_row(const std::string& start, int persons) {
    std::string row = start + "," + std::to_string(persons);
    for (int age = 1; age < model::ages; ++age) row += ",0";
    return row + "\n";
}

std::string people_header() {
    std::string row = "municipality,year,sex";
    for (int age = 0; age < model::ages; ++age) row += ",a" + std::to_string(age);
    return row + "\n";
}

}  // namespace

TEST_CASE("Municipalities are ordered by number and keep leading zeros", "[data][fast]") {
    const WrittenFiles files("municipalities");
    const auto m = data::read_municipalities(files("m.csv", municipality_header + bindal_row + oslo_row), {});
    REQUIRE(m.size() == 2);
    CHECK(m.number.values() == std::vector<std::string>{"0301", "1811"});
    CHECK(m.name[bindal] == "Bindal");
    CHECK(m.county_number[oslo] == "03");
    CHECK(m.health_region[oslo] == "Sør-Øst");
    CHECK(m.centrality[bindal] == 6);
    CHECK(m.centrality_index[oslo] == 1000);
    CHECK(m.land_km2[oslo] == 453.25f);
    CHECK(m.centre[bindal] == geo::Point{385125, 7229625});
}

TEST_CASE("A zero that a spreadsheet took away comes back", "[data][fast]") {
    const WrittenFiles files("zeros");
    const auto m = data::read_municipalities(
        files("m.csv", municipality_header + "301,Oslo,3,Oslo,Sør-Øst,1,1000,453.25,263375,6650625\n"), {});
    CHECK(m.number[oslo] == "0301");
    CHECK(m.county_number[oslo] == "03");
}

TEST_CASE("A semicolon file with a byte order mark reads like a comma file", "[data][fast]") {
    const WrittenFiles files("semicolons");
    auto text = municipality_header + oslo_row;
    std::replace(text.begin(), text.end(), ',', ';');
    const auto plain = data::read_municipalities(files("a.csv", municipality_header + oslo_row), {});
    CHECK(data::read_municipalities(files("b.csv", "\xEF\xBB\xBF" + text), {}) == plain);
}

TEST_CASE("Wrong rows of municipalities are named by file and line", "[data][fast]") {
    const WrittenFiles files("bad_municipalities");
    const auto told = [&](const std::string& rows) {
        return refusal(files,
                       [&] { data::read_municipalities(files("m.csv", municipality_header + rows), {}); });
    };
    CHECK(told(oslo_row + oslo_row) ==
          "m.csv:3: municipality 0301 comes twice, first at m.csv:2; keep one row");
    CHECK(told(oslo_row + "1811,Bindal,18,Nordland,Nord,7,424,1226.5,385125,7229625\n") ==
          "m.csv:3: column 'centrality' is '7', expected a whole number 1..6");
    CHECK(told("1811,Bindal,18,Nordland,Nord,6,424,x,385125,7229625\n") ==
          "m.csv:2: column 'land_km2' is 'x', expected a number 0.1..100000");
    CHECK(told("18x1,Bindal,18,Nordland,Nord,6,424,1,385125,7229625\n") ==
          "m.csv:2: column 'number' is '18x1', expected a municipality number of four digits");
    CHECK(told("1811,,18,Nordland,Nord,6,424,1,385125,7229625\n") ==
          "m.csv:2: column 'name' is empty, expected a text");
    CHECK(told("") == "m.csv: has no rows, expected one per municipality");
    CHECK(refusal(files, [&] { data::read_municipalities(files.folder() / "none.csv", {}); }) ==
          "none.csv: is not there; check the name and the source folder");
}

TEST_CASE("Missing columns are listed with those there are", "[data][fast]") {
    const WrittenFiles files("columns");
    const auto file = files("p.csv", "municipality,poscode,x,y,lists_with_gp\n0301,0150,1,2,3\n");
    data::PracticeColumns columns;
    columns.gps_2011 = "";
    CHECK(refusal(files, [&] { data::read_practices(file, columns, "", oslo_and_bindal()); }) ==
          "p.csv: has no column 'postcode' (did you mean 'poscode'?), 'lists_without_gp' (did you mean "
          "'lists_with_gp'?); its columns are municipality, poscode, x, y, lists_with_gp; name the right "
          "ones under "
          "`columns` in the manifest");
}

TEST_CASE("Residents land at their year, municipality, sex and age", "[data][fast]") {
    const WrittenFiles files("people");
    const auto table = data::read_population(
        files("p.csv", people_header() + people_row("1811,2025,f", 1) + people_row("0301,2025,m", 2) +
                           people_row("0301,2025,f", 3) + people_row("1811,2025,m", 4) +
                           people_row("0301,2024,m", 5) + people_row("0301,2024,f", 6) +
                           people_row("1811,2024,m", 7) + people_row("1811,2024,f", 8)),
        {}, oslo_and_bindal());
    CHECK(table.first_year == 2024);
    CHECK(table.years == 2);
    CHECK(table.at(2025, bindal, model::Sex::female, 0) == 1);
    CHECK(table.at(2025, oslo, model::Sex::male, 0) == 2);
    CHECK(table.at(2024, bindal, model::Sex::male, 0) == 7);
    CHECK(table.at(2024, bindal, model::Sex::female, 0) == 8);
    CHECK(table.at(2024, bindal, model::Sex::female, 1) == 0);
}

TEST_CASE("A population table with a hole or a twin is refused", "[data][fast]") {
    const WrittenFiles files("bad_people");
    const auto told = [&](const std::string& rows) {
        return refusal(files, [&] {
            data::read_population(files("p.csv", people_header() + rows), {}, oslo_and_bindal());
        });
    };
    const auto whole = [](const std::string& year) {
        return people_row("0301," + year + ",m", 1) + people_row("0301," + year + ",f", 1) +
               people_row("1811," + year + ",m", 1) + people_row("1811," + year + ",f", 1);
    };
    CHECK(told(whole("2024")) == "nothing was refused");
    CHECK(told(people_row("0301,2024,m", 1) + people_row("0301,2024,f", 1) + people_row("1811,2024,m", 1)) ==
          "p.csv: lacks men or women of 2024 in 1811 Bindal; add the rows");
    CHECK(told(whole("2024") + whole("2026")) == "p.csv: has no rows of 2025; years must follow one another");
    CHECK(told(whole("2024") + people_row("1811,2024,f", 1)) ==
          "p.csv:6: 1811 2024 'f' comes twice; keep one row");
    CHECK(told(people_row("0301,2024,x", 1)) ==
          "p.csv:2: column 'sex' is 'x', expected 'm' (male) or 'f' (female)");
    CHECK(told(people_row("9999,2024,m", 1)) ==
          "p.csv:2: column 'municipality' is '9999', expected a number in the table of municipalities "
          "(borders of the "
          "same year?)");
    CHECK(told(people_row("0301,2024,m", -1)) ==
          "p.csv:2: column 'a0' is '-1', expected a whole number 0..65535");
}

TEST_CASE("The table service's JSON-stat answer gives the same residents as a wide table", "[data][fast]") {
    const WrittenFiles files("json_stat");
    // Region × Kjonn × Alder × ContentsCode × Tid; 106 and over is added to 105 and over.
    const auto file = files("p.json", R"({
        "class": "dataset", "version": "2.0",
        "id": ["Region", "Kjonn", "Alder", "ContentsCode", "Tid"], "size": [2, 2, 2, 1, 2],
        "dimension": {
            "Region": {"category": {"index": {"1811": 1, "0301": 0}}},
            "Kjonn": {"category": {"index": {"2": 0, "1": 1}}},
            "Alder": {"category": {"index": ["000", "105+"]}},
            "ContentsCode": {"category": {"index": {"Personer1": 0}}},
            "Tid": {"category": {"index": ["2024", "2025"]}}},
        "value": [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 0, 15, 16]})");
    const auto table = data::read_population_json_stat(file, oslo_and_bindal());
    CHECK(table.first_year == 2024);
    CHECK(table.years == 2);
    CHECK(table.at(2024, oslo, model::Sex::female, 0) == 1);
    CHECK(table.at(2025, oslo, model::Sex::female, 0) == 2);
    CHECK(table.at(2025, oslo, model::Sex::female, 105) == 4);
    CHECK(table.at(2024, oslo, model::Sex::male, 0) == 5);
    CHECK(table.at(2024, bindal, model::Sex::female, 0) == 9);
    CHECK(table.at(2025, bindal, model::Sex::male, 0) == 0);
    CHECK(table.at(2025, bindal, model::Sex::male, 105) == 16);
}

TEST_CASE("A JSON file that is no JSON-stat is refused, whatever it holds", "[data][fast]") {
    const WrittenFiles files("bad_json");
    for (const std::string text : {"", "{", "[]", "{\"id\": 3}", "{\"id\": [\"Region\"], \"size\": []}",
                                   "{\"id\": [], \"size\": [], \"dimension\": {}, \"value\": []}"}) {
        CAPTURE(text);
        CHECK(refusal(files, [&] {
                  data::read_population_json_stat(files("p.json", text), oslo_and_bindal());
              }).rfind("p.json: ", 0) == 0);
    }
}

TEST_CASE("A municipality without lists has zeros, half a row is refused", "[data][fast]") {
    const WrittenFiles files("lists");
    const std::string header =
        "municipality,lists_with_gp,lists_without_gp,patients_with_gp,patients_without_gp,places_with_gp,"
        "open_lists\n";
    const auto lists = data::read_lists(files("l.csv", header + "1811,,,,,,\n0301,3,1,2900,800,3000,2\n"), {},
                                        2025, oslo_and_bindal());
    CHECK(lists.year == 2025);
    CHECK(lists.lists_with_gp[oslo] == 3);
    CHECK(lists.lists_without_gp[oslo] == 1);
    CHECK(lists.patients_with_gp[oslo] == 2900);
    CHECK(lists.patients_without_gp[oslo] == 800);
    CHECK(lists.places_with_gp[oslo] == 3000);
    CHECK(lists.open_lists[oslo] == 2);
    CHECK(lists.lists_with_gp[bindal] == 0);
    CHECK(lists.places_with_gp[bindal] == 0);
    const auto told = [&](const std::string& rows) {
        return refusal(files,
                       [&] { data::read_lists(files("l.csv", header + rows), {}, 2025, oslo_and_bindal()); });
    };
    CHECK(told("0301,3,1,2900,800,3000,2\n") ==
          "l.csv: has no row for 1811 Bindal; add one, with empty figures if it has no lists of its own");
    CHECK(told("0301,3,1,2900,,3000,2\n") ==
          "l.csv:2: column 'patients_without_gp' is empty, expected a whole number 0..20000000");
    CHECK(told("0301,3,1,2900,800,3000,4\n") ==
          "l.csv:2: column 'open_lists' is '4', expected at most the 3 lists with a GP");
    CHECK(told("0301,0,1,2900,800,3000,0\n") ==
          "l.csv:2: column 'patients_with_gp' is '2900', expected no patients with a GP where there is no "
          "list with a GP");
    CHECK(told("0301,3,0,2900,800,3000,0\n") ==
          "l.csv:2: column 'patients_without_gp' is '800', expected no patients without a GP where every "
          "list has one");
    CHECK(told("0301,-3,0,2900,800,3000,0\n") ==
          "l.csv:2: column 'lists_with_gp' is '-3', expected a whole number 0..10000");
}

TEST_CASE("The yearly series has NaN where nothing is published", "[data][fast]") {
    const WrittenFiles files("series");
    const std::string header =
        "municipality,year,percent_without_gp,mean_list_length,reserve_capacity_index\n";
    const auto s = data::read_list_series(
        files("s.csv", header + "1811,2017,100,,\n0301,2015,0.5,1328,105\n"), {}, oslo_and_bindal());
    CHECK(s.first_year == 2015);
    CHECK(s.years == 3);
    REQUIRE(s.percent_without_gp.size() == 6);
    CHECK(s.percent_without_gp[0] == 0.5f);  // Oslo 2015
    CHECK(s.mean_list_length[0] == 1328.0f);
    CHECK(std::isnan(s.percent_without_gp[1]));  // Oslo 2016
    CHECK(s.percent_without_gp[5] == 100.0f);    // Bindal 2017
    CHECK(std::isnan(s.reserve_capacity_index[5]));
    CHECK(refusal(files, [&] {
              data::read_list_series(files("s.csv", header + "1811,2017,1,,\n0301,2017,1,,\n1811,2017,2,,\n"),
                                     {}, oslo_and_bindal());
          }) == "s.csv:4: 1811 of 2017 comes twice, first at s.csv:2; keep one row");
}

TEST_CASE("All three ways to name a square give the same grid, west of zero too", "[data][fast]") {
    const WrittenFiles files("cells");
    const auto m = oslo_and_bindal();
    const auto by_index = data::read_cells(
        files("i.csv", "x,y,municipality,people\n-1,28000,0301,5\n-300,26472,1811,7\n0,26472,1811,0\n"), {},
        data::CellForm::index, 250, m);
    const auto by_corner = data::read_cells(
        files("c.csv", "x,y,municipality,people\n-75000,6618000,1811,7\n-250,7000000,0301,5\n"), {},
        data::CellForm::corner_m, 250, m);
    // (-250 + 2 000 000) * 10^7 + 7 000 000, (-75 000 + 2 000 000) * 10^7 + 6 618 000
    const auto by_id = data::read_cells(
        files("s.csv", "x,municipality,people\n19997507000000,0301,5\n19250006618000,1811,7\n"), {},
        data::CellForm::ssb_id, 250, m);
    CHECK(by_index.empty == 1);
    CHECK(by_index.grid == by_corner.grid);
    CHECK(by_index.grid == by_id.grid);
    CHECK(by_index.grid.col.values() == std::vector<std::int32_t>{-300, -1});  // ordered by row
    CHECK(by_index.grid.people.values() == std::vector<std::uint32_t>{7, 5});
}

TEST_CASE("Squares off the grid or given twice are refused", "[data][fast]") {
    const WrittenFiles files("bad_cells");
    const auto told = [&](data::CellForm form, const std::string& rows) {
        return refusal(files, [&] {
            data::read_cells(files("c.csv", "x,y,municipality,people\n" + rows), {}, form, 250,
                             oslo_and_bindal());
        });
    };
    CHECK(told(data::CellForm::corner_m, "-75001,6618000,1811,7\n") ==
          "c.csv:2: column 'x' is '-75001', expected a corner on the grid of 250 m");
    CHECK(told(data::CellForm::index, "1,26472,1811,7\n2,26472,1811,7\n1,26472,1811,3\n") ==
          "c.csv:4: square 1, 26472 comes twice, first at line 2; keep one row");
    CHECK(told(data::CellForm::index, "1,26472,1811,-7\n") ==
          "c.csv:2: column 'people' is '-7', expected a whole number 0..1000000");
    CHECK(told(data::CellForm::index, "1,26472,1811,0\n") == "c.csv: has no inhabited squares");
}

TEST_CASE("Surgery sites come in degrees or metres and keep their order", "[data][fast]") {
    const WrittenFiles files("sites");
    const std::string header = "municipality,postcode,x,y,gps_2011,lists_with_gp,lists_without_gp\n";
    const auto metres = data::read_practices(
        files(
            "p.csv",
            header +
                "1811,7980,372000,7215000,2,1,1\n301,150,262000,6649000,5,6,0\n0301,,262000,6649000,0,1,0\n"),
        {}, "", oslo_and_bindal());
    REQUIRE(metres.size() == 3);
    CHECK(metres.municipality[PracticeId{0}] == bindal);
    CHECK(metres.postcode.values() == std::vector<std::string>{"7980", "0150", ""});
    CHECK(metres.lists_with_gp[PracticeId{1}] == 6);
    CHECK(metres.lists_without_gp[PracticeId{0}] == 1);
    // 15 degrees east is the middle of zone 33: easting 500 000 m by definition.
    const auto degrees = data::read_practices(files("d.csv", header + "1811,7980,15,65,2,1,1\n"), {},
                                              "EPSG:4326", oslo_and_bindal());
    CHECK(degrees.place[PracticeId{0}].east_m == 500'000);
    CHECK(degrees.place[PracticeId{0}].north_m == Approx(7'208'000).margin(2000));
    CHECK(refusal(files,
                  [&] {
                      data::read_practices(files("d.csv", header + "1811,7980,15,65,2,1,1\n"), {}, "",
                                           oslo_and_bindal());
                  }) ==
          "d.csv:2: the site lies at 15, 65, outside Norway in EPSG:25833; state the file's `crs` in the "
          "manifest, "
          "or swap the columns of x and y");
    CHECK(refusal(files, [&] {
              data::read_practices(files("d.csv", header), {}, "EPSG:nonsense", oslo_and_bindal());
          }) == "d.csv: crs 'EPSG:nonsense' is not known; expected such as \"EPSG:25832\"");
}

TEST_CASE("A damaged file ends in data or in a sentence, never in a crash", "[data][fast]") {
    const WrittenFiles files("damaged");
    const auto m = oslo_and_bindal();
    const std::vector<std::pair<std::string, std::string>> sources{
        {"m.csv", municipality_header + bindal_row + oslo_row},
        {"p.csv", people_header() + people_row("0301,2024,m", 5) + people_row("0301,2024,f", 5)},
        {"c.csv", "x,y,municipality,people\n-1,28000,0301,5\n-300,26472,1811,7\n"},
        {"s.csv",
         "municipality,year,percent_without_gp,mean_list_length,reserve_capacity_index\n0301,2015,1,2,3\n"},
        {"g.csv",
         "municipality,postcode,x,y,gps_2011,lists_with_gp,lists_without_gp\n1811,7980,372000,7215000,2,1,"
         "1\n"},
        {"p.json",
         R"({"id": ["Region", "Kjonn", "Alder", "Tid"], "size": [2, 2, 1, 1], "dimension": {
            "Region": {"category": {"index": {"1811": 1, "0301": 0}}}, "Kjonn": {"category": {"index": ["1", "2"]}},
            "Alder": {"category": {"index": ["000"]}}, "Tid": {"category": {"index": ["2024"]}}},
            "value": [1, 2, 3, 4]})"}};
    std::uint32_t state = 12345;
    const auto draw = [&](std::size_t below) {
        state = state * 1664525U + 1013904223U;  // Numerical Recipes' generator: any will do here
        return (state >> 8) % below;
    };
    int read = 0, refused = 0;
    for (const auto& [name, text] : sources) {
        for (int round = 0; round < 60; ++round) {
            auto damaged = text;
            for (std::size_t hits = 1 + draw(2); hits > 0 && !damaged.empty(); --hits) {
                const auto spared =
                    std::min(round % 2 == 0 ? 0 : text.find('\n') + 1, damaged.size() - 1);  // the header
                const auto at = spared + draw(damaged.size() - spared);
                const auto how = draw(4);
                if (how == 0) damaged[at] = static_cast<char>(draw(256));
                if (how == 1) damaged.erase(at, 1 + draw(20));
                if (how == 2) damaged.insert(at, damaged.substr(draw(damaged.size()), 10));
                if (how == 3) damaged[at] = "0,-9\n\";e."[draw(9)];
            }
            const auto file = files(name, damaged);
            try {
                if (name == "m.csv") data::read_municipalities(file, {});
                if (name == "p.csv") data::read_population(file, {}, m);
                if (name == "c.csv") data::read_cells(file, {}, data::CellForm::index, 250, m);
                if (name == "s.csv") data::read_list_series(file, {}, m);
                if (name == "g.csv") data::read_practices(file, {}, "", m);
                if (name == "p.json") data::read_population_json_stat(file, m);
                ++read;
            } catch (const geo::InputError& e) {
                CHECK(std::string(e.what()).find(name) != std::string::npos);
                ++refused;
            }
        }
    }
    CHECK(read > 10);
    CHECK(refused > 100);
}

TEST_CASE("National figures are those of the end of a year", "[data][fast]") {
    const WrittenFiles files("national");
    const std::string header = "year,period,indicator,value\n";
    const auto n = data::read_national(files("n.csv", header + "2018,2018,avg_list_length_with_gp,1100\n"
                                                               "2019,2019,lists_with_gp,1\n"
                                                               "2019,2019-Q4,lists_with_gp,4884\n"
                                                               "2020,2020-05-01,lists_with_gp,7\n"
                                                               "2020,2020-12-31,avg_list_cap,1104\n"
                                                               "2020,2020-12-31,weather,3\n"),
                                       {});
    CHECK(n.first_year == 2018);
    CHECK(n.years == 3);
    CHECK(n.at(n.mean_list_length, 2018) == 1100);  // of the year as a whole, as nothing is of its end
    CHECK(n.at(n.lists_with_gp, 2019) == 4884);
    CHECK(n.at(n.mean_cap, 2020) == 1104);
    CHECK(std::isnan(n.at(n.lists_with_gp, 2020)));  // May is not the end of a year
    CHECK(std::isnan(n.at(n.lists_with_gp, 2025)));
    const auto read = [&](const std::string& rows) {
        return refusal(files, [&] { data::read_national(files("n.csv", header + rows), {}); });
    };
    CHECK(read("2019,2019-Q4,lists_with_gp,4884\n2019,2019-12-31,lists_with_gp,4885\n") ==
          "n.csv:3: 'lists_with_gp' of 2019-12-31 comes twice, first at n.csv:2; keep one row");
    CHECK(read("2019,2019-Q4,weather,4884\n").find("n.csv: has no figure at the end of a year") == 0);
}
