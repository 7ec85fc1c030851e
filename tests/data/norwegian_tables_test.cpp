// Tables as people have them: Excel's semicolons and commas, signs for what is missing, the table service's
// answers.
#include <fmt/format.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <catch2/catch.hpp>

#include "data/detail/municipality_index.hpp"
#include "data/detail/text_table.hpp"
#include "data/read_lists.hpp"
#include "data/read_population.hpp"
#include "written_file.hpp"

using model::MunicipalityId;

namespace {

constexpr MunicipalityId in_oslo{0}, in_bindal{1};

/// A list table in Windows-1252 as Excel saves it: é as E9, ø as F8, no-break space as A0.
const std::string excel_lists =
    "kommune;avtaler;uten lege;listelengde;reserve;uten;\xE5pne\n"
    "K-0301 Oslo;566;0;1\xA0"
    "236,4;103,2;..;12\n"
    "1811 Bindal \x96 Bindeli;2;1;453,25;146,0;-;2\n";

data::ListColumns excel_columns() {
    data::ListColumns c;
    c.municipality = "kommune";
    c.lists_with_gp = "avtaler";
    c.lists_without_gp = "uten lege";
    c.mean_list_length = "listelengde";
    c.patients_without_gp = "uten";
    c.reserve_capacity_index = "reserve";
    c.open_lists = "\xC3\xA5pne";
    return c;
}

/// An answer of the table service for Oslo and Bindal, both sexes, ages 0 and 1, year 2026.
std::string answer(const std::string& values, const std::string& more = "") {
    return R"({"version": "2.0", "class": "dataset", "id": ["Region", "Kjonn", "Alder", "ContentsCode", "Tid"],
        "size": [2, 2, 2, 1, 1], "dimension": {
        "Region": {"category": {"index": {"K-0301": 0, "K-1811": 1}}},
        "Kjonn": {"category": {"index": {"1": 0, "2": 1}}},
        "Alder": {"category": {"index": {"000": 0, "001": 1}}},
        "ContentsCode": {"category": {"label": {"Personer1": "Personer"}}},
        "Tid": {"category": {"index": ["2026"]}}}, )" +
           more + "\"value\": " + values + "}";
}

std::string long_rows(char sep) {
    std::string text = "region;kj\xC3\xB8nn;alder;\xC3\xA5r;Personer\n";
    int persons = 0;
    for (const auto* region : {"K-0301 Oslo", "1811 Bindal"})
        for (const auto* sex : {"Menn", "Kvinner"})
            for (const auto* age : {"0 \xC3\xA5r", "105 \xC3\xA5r eller eldre"})
                text += fmt::format("{};{};{};2026;{}\n", region, sex, age, ++persons);
    std::replace(text.begin(), text.end(), ';', sep);
    return text;
}

}  // namespace

TEST_CASE("A semicolon table in Windows-1252 is read as the Norwegian means it", "[data][fast]") {
    const WrittenFiles files("excel");
    data::Remarks remarks;
    const auto lists =
        data::read_lists(files("l.csv", excel_lists), excel_columns(), 2025, oslo_and_bindal(), &remarks);
    CHECK(lists.lists_with_gp[in_oslo] == 566);
    CHECK(lists.patients_with_gp[in_oslo] == 699'802);  // 566 lists of 1 236.4
    CHECK(lists.places_with_gp[in_oslo] == 722'196);    // 103.2 places per 100 patients
    CHECK(lists.patients_with_gp[in_bindal] == 907);    // 2 lists of 453.25 are 906.5
    CHECK(lists.patients_without_gp[in_oslo] == 0);     // every list has a GP
    CHECK(lists.patients_without_gp[in_bindal] == 0);   // "-" is a zero that is known
    REQUIRE(remarks.size() == 3);
    CHECK(remarks[0].find("l.csv: is not UTF-8, read as Windows-1252") != std::string::npos);
    CHECK(remarks[1].find("column 'uten': 1 figures are missing (. or .. or :), the first at ") !=
          std::string::npos);
    CHECK(remarks[1].find("l.csv:2") != std::string::npos);
    CHECK(remarks[2].find("column 'uten': 1 times '-', read as 0") != std::string::npos);
}

TEST_CASE("A municipality in three spellings is one, and its second row is named", "[data][fast]") {
    const WrittenFiles files("spellings");
    CHECK(refusal(files, [&] {
              data::read_lists(files("l.csv", excel_lists + "301 Oslo;566;0;1236,4;103,2;0;12\n"),
                               excel_columns(), 2025, oslo_and_bindal());
          }) == "l.csv:4: municipality 0301 comes twice; keep one row");
    CHECK(data::detail::municipality_number("K-0301 Oslo") == "0301");
    CHECK(data::detail::municipality_number("301") == "0301");
    CHECK(data::detail::municipality_number("0301\xC2\xA0Oslo") == "0301");
    CHECK(data::detail::municipality_number("03011") == "03011");
    CHECK(data::detail::municipality_number("18x1") == "18x1");
}

TEST_CASE("A figure that is missing is no zero where it matters", "[data][fast]") {
    const WrittenFiles files("missing");
    CHECK(refusal(files,
                  [&] {
                      data::read_lists(files("l.csv",
                                             "municipality,lists_with_gp,lists_without_gp,patients_with_gp,"
                                             "patients_without_gp,places_with_gp,open_lists\n"
                                             "0301,2,1,1000,..,1100,0\n1811,.,.,.,.,.,.\n"),
                                       {}, 2025, oslo_and_bindal());
                  }) ==
          "l.csv:2: column 'patients_without_gp' is '..' (a figure that is missing), expected a whole number "
          "0..20000000");
}

TEST_CASE("Numbers are read as people write them, and no other way", "[data][fast]") {
    using data::detail::number_in;
    CHECK(number_in("1 236,4", true) == 1236.4);
    CHECK(number_in("1\xC2\xA0"
                    "236\xE2\x80\xAF"
                    "400",
                    true) == 1'236'400);
    CHECK(number_in("1.236,4", true) == 1236.4);
    CHECK(number_in("453.25", true) == 453.25);
    CHECK(number_in("-3,5", true) == -3.5);
    CHECK(number_in("\xE2\x88\x92"
                    "3",
                    true) == -3);
    CHECK(number_in("780 384", false) == 780'384);
    for (const auto* wrong :
         {"453,25", "1,236", "12 34", "1 2345", "1,5 300", "", "x", "1 ", "..", "1e999", "nan"}) {
        INFO(wrong);
        const std::string text = wrong;
        CHECK((text == "1 " ? number_in(text, false) == 1 : !number_in(text, false)));
    }
    CHECK_FALSE(number_in("1,5 300", true));
    CHECK_FALSE(number_in("1,2,3", true));
}

TEST_CASE("Titles above and notes below a table are left out and said", "[data][fast]") {
    const WrittenFiles files("titles");
    data::Remarks remarks;
    data::ListSeriesColumns columns;
    columns.year = "";
    columns.fixed_year = 2025;
    const auto series = data::read_list_series(
        files("s.csv",
              "\xEF\xBB\xBF\"12005: Fastlegelister, etter region\"\n\n"
              "municipality;percent_without_gp;mean_list_length;reserve_capacity_index\n"
              "\"0301\";0,5;\"1 236,4\";:\n\nKilde: SSB\nSist endret 20260220\n"),
        columns, oslo_and_bindal(), &remarks);
    CHECK(series.first_year == 2025);
    CHECK(series.percent_without_gp[0] == 0.5F);
    CHECK(series.mean_list_length[0] == 1236.4F);
    CHECK(std::isnan(series.reserve_capacity_index[0]));
    REQUIRE(remarks.size() == 3);
    CHECK(remarks[0].find("2 lines above the header") != std::string::npos);
    CHECK(remarks[1].find("2 lines below the table") != std::string::npos);
}

TEST_CASE("A file that is half UTF-8 is refused by its line", "[data][fast]") {
    const WrittenFiles files("half");
    CHECK(refusal(files, [&] {
              data::read_list_series(files("s.csv", "municipality,n\xC3\xB8\n0301,1\n0301,B\xF8\n"), {},
                                     oslo_and_bindal());
          }) == "s.csv:3: is neither UTF-8 nor Windows-1252 as a whole; save the table again in one of them");
}

TEST_CASE("A null in a JSON-stat answer is refused with its sign, count and place", "[data][fast]") {
    const WrittenFiles files("null");
    const auto told = [&](const std::string& text) {
        return refusal(files,
                       [&] { data::read_population_json_stat(files("p.json", text), oslo_and_bindal()); });
    };
    CHECK(
        told(answer("[1,2,3,null,5,6,null,8]", R"("status": {"3": ":", "6": "."}, )")) ==
        "p.json: 2 of 8 figures are missing, the first is K-0301, women, 1 years, 2026 (1 times '.', 1 times "
        "':'); a missing figure is not a zero: fetch the table again, or put in the figures you know");
    CHECK(
        told(answer(R"({"0": 1, "1": 2, "2": 3, "4": 5, "5": 6, "6": 7, "7": 8})")).find("1 of 8 figures") !=
        std::string::npos);
    CHECK(told(answer("[1,2,3,4,5,6,7,8]")) == "nothing was refused");
}

TEST_CASE("JSON-stat 1 and 2, lists and objects, give the same residents", "[data][fast]") {
    const WrittenFiles files("versions");
    const auto read = [&](const std::string& text) {
        return data::read_population_json_stat(files("p.json", text), oslo_and_bindal());
    };
    const auto second = read(answer("[1,2,3,4,5,6,7,8]"));
    CHECK(second.at(2026, in_bindal, model::Sex::female, 1) == 8);
    CHECK(second.at(2026, in_oslo, model::Sex::female, 0) == 3);
    CHECK(read(answer(R"({"7": 8, "0": 1, "1": 2, "2": 3, "3": 4, "4": 5, "5": 6, "6": 7})")) == second);
    auto first = answer("[1,2,3,4,5,6,7,8]");
    const auto cut = first.find("\"id\""), dimensions = first.find("\"dimension\": {");
    const auto ids = first.substr(cut, dimensions - cut);
    first.erase(cut, ids.size());
    first.insert(first.find("\"dimension\": {") + 14, ids);
    CHECK(read("{\"dataset\": " + first + "}") == second);
}

TEST_CASE("The table service's CSV gives the residents, one figure a row or a column a year",
          "[data][fast]") {
    const WrittenFiles files("long");
    const auto table = data::read_population_long(files("p.csv", long_rows(';')), {}, oslo_and_bindal());
    CHECK(table.first_year == 2026);
    CHECK(table.at(2026, in_oslo, model::Sex::female, model::ages - 1) == 4);
    CHECK(table.at(2026, in_bindal, model::Sex::male, 0) == 5);
    CHECK(data::read_population_long(files("c.csv", long_rows(',')), {}, oslo_and_bindal()) == table);
    data::LongPopulationColumns wide;
    wide.year = "";
    std::string text = "region\tkj\xC3\xB8nn\talder\tPersoner 2025\tPersoner 2026\n";
    for (const auto* place : {"0301\t1", "0301\t2", "1811\t1", "1811\t2"})
        text += fmt::format("{}\t000\t1\t2\n", place);
    const auto years = data::read_population_long(files("t.tsv", text), wide, oslo_and_bindal());
    CHECK(years.years == 2);
    CHECK(years.at(2026, in_bindal, model::Sex::female, 0) == 2);
    CHECK(
        refusal(files,
                [&] {
                    auto hole = long_rows(';');
                    hole.erase(hole.rfind("1811"));
                    data::read_population_long(files("p.csv", hole), {}, oslo_and_bindal());
                }) ==
        "p.csv: lacks 1 figures of 2026 in 1811 Bindal; add the rows (men and women, every age, zeros too)");
}

TEST_CASE("A spreadsheet with several sheets is a table where one of them has the columns", "[data][fast]") {
    const WrittenFiles files("sheets");
    const auto path = files.folder() / "l.xlsx";
    auto* book = workbook_new(path.c_str());
    auto* notes = workbook_add_worksheet(book, "Om tabellen");
    worksheet_write_string(notes, 0, 0, "Kilde", nullptr);
    auto* sheet = workbook_add_worksheet(book, "Lister");
    const std::array names{"municipality",        "lists_with_gp",  "lists_without_gp", "patients_with_gp",
                           "patients_without_gp", "places_with_gp", "open_lists"};
    for (std::uint16_t c = 0; c < names.size(); ++c) worksheet_write_string(sheet, 0, c, names[c], nullptr);
    worksheet_write_string(sheet, 1, 0, "K-0301 Oslo", nullptr);
    worksheet_write_string(sheet, 2, 0, "1811", nullptr);
    const std::array figures{2.0, 0.0, 1000.0, 0.0, 1100.0, 1.0};
    for (std::uint16_t c = 0; c < figures.size(); ++c) {
        worksheet_write_number(sheet, 1, static_cast<lxw_col_t>(c + 1), figures[c], nullptr);
        worksheet_write_string(sheet, 2, static_cast<lxw_col_t>(c + 1), "..", nullptr);
    }
    workbook_close(book);
    const auto lists = data::read_lists(path, {}, 2025, oslo_and_bindal());
    CHECK(lists.places_with_gp[in_oslo] == 1100);
    CHECK(lists.lists_with_gp[in_bindal] == 0);
}

TEST_CASE("Figures on borders of another year name the year and what misses on each side", "[data][fast]") {
    const WrittenFiles files("years");
    auto places = oslo_and_bindal();
    places.number = std::vector<std::string>{"0301", "3101"};
    std::string rows = "municipality,year,percent_without_gp,mean_list_length,reserve_capacity_index\n";
    for (const auto* number : {"0301", "3001", "3002", "3003", "3004"})
        rows += std::string(number) + ",2021,1,900,101\n";
    CHECK(refusal(files, [&] { data::read_list_series(files("s.csv", rows), {}, places); }) ==
          "s.csv: 4 of its 5 numbers are not in the table of municipalities (3001, 3002, 3003, 3004), the "
          "first at "
          "s.csv:3; 1 of the table's 2 are not in the file (3101 Bindal); its borders are those of "
          "2020-2023, the "
          "table's of 2024 or later");
}

TEST_CASE("Everything wrong with the rows of a table is told at once", "[data][fast]") {
    const WrittenFiles files("rows");
    CHECK(refusal(files,
                  [&] {
                      data::read_list_series(
                          files("s.csv",
                                "municipality,year,percent_without_gp,mean_list_length,"
                                "reserve_capacity_index\n0301,2021,x,1,1\n9999,2021,1,1,1\n"
                                "0301,22,1,1,1\n"),
                          {}, oslo_and_bindal());
                  }) ==
          "s.csv:2: column 'percent_without_gp' is 'x', expected a number 0..100\n"
          "s.csv:4: column 'year' is '22', expected a whole number 1900..2200\n"
          "s.csv:3: column 'municipality' is '9999', expected a number in the table of municipalities "
          "(borders of the same year?)");
}

TEST_CASE("A table of a few letters keeps them where it is moved to", "[data][fast]") {
    const WrittenFiles files("short");
    auto read = data::detail::read_text_table(files("a.csv", "a;b\n1;2\n"));
    const auto moved = std::move(read);
    read = data::detail::read_text_table(files("b.csv", "a;b\n8;9\n"));  // whatever comes to lie there
    REQUIRE(moved.rows.size() == 1);
    CHECK(moved.rows[0].fields == std::vector<std::string_view>{"1", "2"});
}
