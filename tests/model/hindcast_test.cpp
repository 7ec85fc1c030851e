#include "model/compare/hindcast.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "support/tiny_world.hpp"

using namespace model;

namespace {

/// Two years in which one municipality has 10 lists, two of them vacant and one of these reported; two GPs
/// are hired every month.
std::vector<MonthTable> two_years() {
    MonthTable table{1, std::vector<std::int32_t>(counts().size()), {}};
    const auto put = [&](std::string_view count, int value) {
        table.at(count_row(count), MunicipalityId{0}) = value;
    };
    put("lists_total", 10);
    put("lists_with_gp", 8);
    put("lists_without_gp", 2);
    put("lists_reported_without_gp", 1);
    put("patients", 9500);
    put("patients_with_gp", 8000);
    put("patients_without_gp", 1500);
    put("patients_reported_without_gp", 500);
    put("places_with_gp", 8800);
    put("women_gps", 4);
    put("gps_hired", 2);
    return std::vector<MonthTable>(25, table);
}

NationalSeries official() {
    NationalSeries n;
    n.first_year = 2020;
    n.years = 2;
    for (auto* column : n.columns()) column->assign(2, NAN);
    n.lists_with_gp = {8, 9};
    n.lists_without_gp = {1, 1};
    n.mean_list_length = {1000, 1010};
    n.mean_cap = {1150, NAN};
    return n;
}

Hindcast row_of(const std::vector<Hindcast>& rows, std::string_view what, int year) {
    for (const auto& row : rows)
        if (row.what == what && row.year == year) return row;
    FAIL("no row");
    return rows.front();
}

std::vector<Hindcast> rows_told(Told told) {
    const auto draw = hindcast_figures(two_years());
    return hindcast(std::vector<std::vector<double>>{draw, draw}, support::in(2020), 24, official(), told);
}

}  // namespace

TEST_CASE("A hindcast is judged by what was reported, within one and a half per cent", "[model][fast]") {
    const auto rows = rows_told(Told::given);
    CHECK(row_of(rows, "lists with a GP, as reported", 2020).drawn.mean == 9);
    CHECK(row_of(rows, "mean list", 2020).drawn.mean == 1000);  // 9500 less 500 on 9 lists
    CHECK(row_of(rows, "mean list", 2021).error() == Approx(1000.0 / 1010 - 1));
    CHECK(row_of(rows, "mean list", 2021).holds());
    CHECK(row_of(rows, "lists in total", 2020).error() == Approx(10.0 / 9 - 1));
    CHECK(!row_of(rows, "lists in total", 2020).holds());
    CHECK(row_of(rows, "lists in total", 2021).holds());
    CHECK(row_of(rows, "mean cap", 2020).drawn.mean == 1100);
    CHECK(!row_of(rows, "mean cap", 2020).holds());
    CHECK(row_of(rows, "mean cap", 2021).holds());  // not published
    CHECK(row_of(rows, "women", 2021).drawn.mean == 50);
    CHECK(row_of(rows, "new GPs in the year", 2020).drawn.mean == 24);
}

TEST_CASE("A blind hindcast shows its errors and has no bar", "[model][fast]") {
    for (const auto& row : rows_told(Told::blind)) CHECK(row.holds());
    CHECK(row_of(rows_told(Told::blind), "lists in total", 2020).error() == Approx(10.0 / 9 - 1));
}
