#include "viz/spreadsheet.hpp"

#include <sys/resource.h>

#include <catch2/catch.hpp>
#include <cmath>
#include <csignal>
#include <system_error>

#include "geo/base/error.hpp"
#include "support/program.hpp"
#include "viz/read_back.hpp"

using namespace viz;

namespace {

const double empty_cell = std::nan("");
const Sheet sheet{
    "Figures", {"Place", "Rank", "Value"}, {{"Vest, \"V\"", 1.0, 0.1}, {"Øst", 2.0, empty_cell}}};

}  // namespace

TEST_CASE("CSV quotes what needs it, keeps numbers and leaves the unknown empty", "[viz][fast]") {
    CHECK(csv_text(sheet) == "Place,Rank,Value\n\"Vest, \"\"V\"\"\",1,0.1\nØst,2,\n");
    CHECK(csv_text(Sheet{"", {"v"}, {{1e14}, {1.0 / 3}}}) == "v\n100000000000000\n0.3333333333333333\n");
}

TEST_CASE("A terminal's columns are as wide as their content in characters", "[viz][fast]") {
    CHECK(terminal_text(sheet, 1) ==
          "Place      Rank  Value\n"
          "Vest, \"V\"     1    0.1\n"
          "Øst           2\n");
}

TEST_CASE("A workbook has a sheet each, read back by another program", "[viz][fast]") {
    const support::ScratchFolder folder;
    const auto january = std::chrono::year{2026} / std::chrono::January;
    const Sheet sheets[] = {sheet, {"Words", {"Said"}, {{"one"}, {"two"}}}};
    const auto file = folder.file("a.xlsx", xlsx_bytes(sheets, "Title", january));
    CHECK(read_back::layers(file) == std::vector<std::string>{"Figures", "Words"});
    CHECK(read_back::rows(file, "Figures") ==
          std::vector<read_back::Row>{{{"Place", "Vest, \"V\""}, {"Rank", "1"}, {"Value", "0.1"}},
                                      {{"Place", "Øst"}, {"Rank", "2"}}});
    CHECK(read_back::rows(file, "Words").size() == 2);
    CHECK(xlsx_bytes(sheets, "Title", january) == support::text_of(file));
}

TEST_CASE("A sheet of more rows than a spreadsheet holds is refused", "[viz][fast]") {
    const Sheet large{"Large", {"n"}, std::vector<std::vector<Cell>>(1'048'576)};
    CHECK_THROWS_WITH(xlsx_bytes(std::span(&large, 1), "", std::chrono::year{2026} / std::chrono::January),
                      Catch::Contains("1048577 rows"));
}

TEST_CASE("A workbook whose temporary files find no room is refused, not cut short", "[viz][fast]") {
    // Files of 64 kB at most stand for the full disk: the sheet is larger, the package it is put in is not.
    const Sheet same{"Same", {"n"}, std::vector<std::vector<Cell>>(10'000, {1.0})};
    const auto make = [&] {
        return xlsx_bytes(std::span(&same, 1), "", std::chrono::year{2026} / std::chrono::January);
    };
    CHECK(make().size() < 65'536);
    const auto handler = std::signal(SIGXFSZ, SIG_IGN);
    rlimit before{};
    REQUIRE(getrlimit(RLIMIT_FSIZE, &before) == 0);
    const rlimit small{65'536, before.rlim_max};
    REQUIRE(setrlimit(RLIMIT_FSIZE, &small) == 0);
    int reason = 0;
    try {
        make();
    } catch (const std::system_error& error) {
        reason = error.code().value();
    }
    setrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, handler);
    CHECK(reason == ENOSPC);
}
