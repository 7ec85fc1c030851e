// Official projections as the source writes them.
#include "data/read_projections.hpp"

#include <catch2/catch.hpp>

#include "written_file.hpp"

using model::Alternative;

namespace {

const std::string header = "vintage,alternative,year,age_group,persons\n";

}  // namespace

TEST_CASE("A municipal projection has a column for each year", "[data][fast]") {
    const WrittenFiles files("municipal_projection");
    const auto municipalities = oslo_and_bindal();
    const auto read = [&](const std::string& rows) {
        model::Projections p;
        data::read_municipal_projection(files("m.csv", "municipality,2024,2025\n" + rows),
                                        {"municipality", 2024, 2025}, municipalities, p);
        return p;
    };
    const auto p = read("1811,1400,1390\n0301,700000,705000\n");
    CHECK(p.first_year == 2024);
    CHECK(p.years == 2);
    CHECK(p.municipal_persons == std::vector<std::uint32_t>{700'000, 1400, 705'000, 1390});
    CHECK(refusal(files, [&] { read("0301,1,2\n"); }) == "m.csv: lacks 1811 Bindal; add the rows");
    CHECK(refusal(files, [&] { read("0301,1,2\n0301,1,2\n"); }) == "m.csv:3: 0301 comes twice; keep one row");
}

TEST_CASE("National projections are read by vintage, alternative and age group", "[data][fast]") {
    const WrittenFiles files("national_projections");
    const auto read = [&](const std::string& rows) {
        model::Projections p;
        data::read_national_projections(files("n.csv", header + rows), {}, p);
        return p;
    };
    const auto p = read(
        "2026,LLML,2026,90 år eller eldre,3\n2026,LLML,2026,0 år,1\n2026,LLML,2026,1-89 år,2\n"
        "2026,ABCD,2026,1-89 år,7\n");
    CHECK(p.vintage == std::vector<std::uint16_t>{2026, 2026, 2026});
    CHECK(p.alternative == std::vector<Alternative>(3, Alternative::low));
    CHECK(p.age_from == std::vector<std::uint8_t>{0, 1, 90});
    CHECK(p.persons == std::vector<std::uint32_t>{1, 2, 3});
    CHECK(
        refusal(files, [&] { read("2026,MMMM,2026,0 år,1\n2026,MMMM,2026,2+,1\n"); }) ==
        "n.csv:3: begins at age 2, expected 1: the groups of a vintage, alternative and year must follow one "
        "another from 0");
    CHECK(refusal(files, [&] {
              read("2026,MMMM,2026,0-5,1\n");
          }).starts_with("n.csv:2: is the last group of its year, and ends at age 5"));
    for (const auto* group : {"young", "1050 år"})
        CHECK(refusal(files, [&] {
                  read(std::string("2026,MMMM,2026,") + group + ",1\n");
              }).find("an age group such as") != std::string::npos);
    CHECK(refusal(files, [&] { read("2026,X,2026,0-5,1\n"); }).starts_with("n.csv: has no row of the"));
}
