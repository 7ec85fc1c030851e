#include "viz/export/csv_export.hpp"

#include <catch2/catch.hpp>

#include "support/tiny_snapshot.hpp"

using namespace viz;

namespace {

std::string text_with(const ExportChoice& choice) {
    const support::TinySnapshot tiny;
    return csv_text(export_tables(tiny.one(), choice), choice);
}

const ExportChoice second_month{.indicators = {"patients", "percent_without_gp"}, .months = "2026-02"};

}  // namespace

TEST_CASE("A wide table has a row per municipality and month, and a column per indicator", "[viz][fast]") {
    CHECK(text_with(second_month) ==
          "scenario,month,municipality_number,municipality,county,futures,patients,percent_without_gp\n"
          "tiny,2026-02,\"0301\",Vest,Oslo,1,800,1.25\n"
          "tiny,2026-02,\"1804\",Midt - Guovddáš,Nordland - Nordlánnda,1,400,10\n"
          "tiny,2026-02,\"1806\",Øst,Nordland - Nordlánnda,1,0,\n");
}

TEST_CASE("Of an area its municipalities are written, and last the area itself", "[viz][areas][fast]") {
    const support::TinySnapshot tiny;
    auto choice = second_month;
    const model::AreaNames names(tiny.snapshot.municipalities);
    choice.area = names.find("Nordland");
    CHECK(csv_text(export_tables(tiny.one(), choice), choice) ==
          "scenario,month,municipality_number,municipality,county,futures,patients,percent_without_gp\n"
          "tiny,2026-02,\"1804\",Midt - Guovddáš,Nordland - Nordlánnda,1,400,10\n"
          "tiny,2026-02,\"1806\",Øst,Nordland - Nordlánnda,1,0,\n"
          "tiny,2026-02,\"18\",Nordland - Nordlánnda,,1,400,10\n");
    choice.area = names.find("Norge");
    const auto nation = csv_text(export_tables(tiny.one(), choice), choice);
    CHECK(nation.ends_with("tiny,2026-02,\"\",Norway,,1,1200,4.1666665\n"));  // 50 of 800 + 400
    CHECK(csv_of_the_area(tiny.one(), choice).find("tiny,2026-02,1,1200,4.1666665") != std::string::npos);
}

TEST_CASE("A tall table has a row per value", "[viz][fast]") {
    auto choice = second_month;
    choice.shape = CsvShape::tall;
    const auto text = text_with(choice);
    CHECK(
        text.starts_with("scenario,month,municipality_number,municipality,county,futures,indicator,value\n"
                         "tiny,2026-02,\"0301\",Vest,Oslo,1,patients,800\n"
                         "tiny,2026-02,\"0301\",Vest,Oslo,1,percent_without_gp,1.25\n"));
    CHECK(std::count(text.begin(), text.end(), '\n') == 1 + 3 * 2);
}

TEST_CASE("The Norwegian flavour opens in Excel in Norway", "[viz][fast]") {
    auto choice = second_month;
    choice.flavour = CsvFlavour::norwegian;
    choice.language = Language::norwegian;
    const auto short_heads = text_with(choice);
    CHECK(short_heads.starts_with("\xEF\xBB\xBFscenario;month;municipality_number;"));
    CHECK(short_heads.find("\r\ntiny;2026-02;\"0301\";Vest;Oslo;1;800;1,25\r\n") != std::string::npos);
    choice.long_heads = true;
    CHECK(
        text_with(choice).starts_with("\xEF\xBB\xBFscenario;måned;kommunenummer;kommune;fylke;framtider;"
                                      "Listeinnbyggere i alt (persons);"));
}

TEST_CASE("The nation's ratio is made of sums, not the mean of municipalities", "[viz][fast]") {
    const support::TinySnapshot tiny;
    const auto text =
        csv_of_the_area(tiny.one(), {.indicators = {"patients_without_gp", "percent_without_gp"}});
    CHECK(
        text.starts_with("scenario,month,futures,patients_without_gp,percent_without_gp\n"
                         "tiny,2026-01,1,40,3.3333333\n"  // 40 of 800 + 400
                         "tiny,2026-02,1,50,4.1666665\n"));
    CHECK(std::count(text.begin(), text.end(), '\n') == 1 + 14);
}

TEST_CASE("Rows say of how many futures they are the mean", "[viz][fast]") {
    const support::TinySnapshot tiny;
    const auto many = tiny.ensemble("many.nc", false);
    const auto tables = export_tables(std::span(&many, 1), second_month);
    CHECK(csv_text(tables, second_month).find("many,2026-02,\"0301\",Vest,Oslo,3,800,1.25\n") !=
          std::string::npos);
    CHECK(csv_of_the_area(std::span(&many, 1), second_month).find("many,2026-02,3,1200,") !=
          std::string::npos);
}
