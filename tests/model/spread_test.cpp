#include "model/compare/spread.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "support/tiny_inputs.hpp"
#include "support/tiny_world.hpp"

using namespace model;

namespace {

constexpr float gap = std::numeric_limits<float>::quiet_NaN();

/// Three municipalities of 3 lists; the third publishes nothing in 2024.
Inputs published_2023_to_2025() {
    auto in = support::tiny_inputs(3, 1000);
    in.list_series.first_year = 2023;
    in.list_series.years = 3;
    in.list_series.municipalities = 3;
    in.list_series.percent_without_gp = {0, 0, 20, 10, 20, 0, 95, gap, 95};
    for (auto* column : in.national.columns()) column->assign(3, gap);
    in.national.first_year = 2023;
    in.national.years = 3;
    in.national.lists_without_gp = {gap, 200, 100};
    in.national.patients_without_gp = {gap, 120'000, 60'000};
    in.national.mean_list_length = {gap, 1000, 1000};
    in.national.percent_specialists = {gap, 63, 66};
    return in;
}

/// A run of two years whose Januaries have these patients without a GP of a thousand in each municipality.
std::vector<MonthTable> run_with(const std::array<std::array<int, 3>, 3>& without) {
    std::vector<MonthTable> tables(25, {3, std::vector<std::int32_t>(counts().size() * 3), {}});
    for (std::size_t y = 0; y < 3; ++y)
        for (std::uint32_t m = 0; m < 3; ++m) {
            auto& table = tables[12 * y];
            table.at(count_row("patients"), MunicipalityId{m}) = 1000;
            table.at(count_row("patients_without_gp"), MunicipalityId{m}) = without[y][m];
            table.at(count_row("patients_reported_without_gp"), MunicipalityId{m}) = without[y][m];
            table.at(count_row("lists_total"), MunicipalityId{m}) = 1 + (without[y][m] > 0);
            table.at(count_row("lists_with_gp"), MunicipalityId{m}) = 1;
            table.at(count_row("lists_without_gp"), MunicipalityId{m}) = without[y][m] > 0;
            table.at(count_row("lists_reported_without_gp"), MunicipalityId{m}) = without[y][m] > 0;
            table.at(count_row("specialists"), MunicipalityId{m}) = 1;
        }
    return tables;
}

Spread row_named(const std::vector<Spread>& rows, const std::string& what) {
    for (const auto& row : rows)
        if (row.what == what) return row;
    FAIL("no row " << what);
    return {};
}

}  // namespace

TEST_CASE("Spread is told of the municipality-years that are published, the first day left out",
          "[model][fast]") {
    const auto in = published_2023_to_2025();
    const auto start = support::in(2024);
    const auto draw = spread_figures(run_with({{{0, 100, 950}, {0, 300, 999}, {0, 0, 600}}}), start, in);
    const auto rows = spread(std::vector<std::vector<double>>{draw}, start, 24, in);
    // Official 0 20 of 2024, 20 0 95 of 2025; simulated 0 30, 0 0 60.
    const auto zero = row_named(rows, "under 4 lists: nobody without a GP");
    CHECK(zero.official == Approx(40));
    CHECK(zero.drawn.mean == Approx(60));
    CHECK(!zero.holds());  // 34 to 46
    CHECK(row_named(rows, "under 4 lists: over 50 % without a GP").drawn.mean == Approx(20));
    const auto nearly_all = row_named(rows, "under 4 lists: over 90 % without a GP");
    CHECK(nearly_all.official == Approx(20));
    CHECK(nearly_all.drawn.mean == 0);
    CHECK(nearly_all.holds());
    const auto deviation = row_named(rows, "under 4 lists: standard deviation of the share");
    CHECK(deviation.official == Approx(std::sqrt((400 + 400 + 9025 - 135.0 * 135 / 5) / 4)));
    CHECK(deviation.lowest == Approx(deviation.official * 2 / 3));
    CHECK(std::isnan(row_named(rows, "60 lists and over: nobody without a GP").drawn.mean));
}

TEST_CASE("A municipality's share is correlated with its own later ones, masked as the data are",
          "[model][fast]") {
    const auto in = published_2023_to_2025();
    const auto start = support::in(2024);
    const auto draw = spread_figures(run_with({{{0, 0, 950}, {0, 200, 999}, {200, 0, 950}}}), start, in);
    const auto rows = spread(std::vector<std::vector<double>>{draw}, start, 24, in);
    // Two years on: official (0, 20), (10, 0), (95, 95); simulated (0, 20), (0, 0), (95, 95).
    const auto two = row_named(rows, "a municipality's share with itself 2 years on");
    const auto correlation = [](std::array<double, 3> a, std::array<double, 3> b) {
        double x = 0, y = 0, xx = 0, yy = 0, xy = 0;
        for (std::size_t i = 0; i < 3; ++i)
            x += a[i], y += b[i], xx += a[i] * a[i], yy += b[i] * b[i], xy += a[i] * b[i];
        return (3 * xy - x * y) / std::sqrt((3 * xx - x * x) * (3 * yy - y * y));
    };
    CHECK(two.official == Approx(correlation({0, 10, 95}, {20, 0, 95})));
    CHECK(two.drawn.mean == Approx(correlation({0, 0, 95}, {20, 0, 95})));
    CHECK(two.holds());
    CHECK(std::isnan(row_named(rows, "a municipality's share with itself 5 years on").drawn.mean));
}

TEST_CASE("The nation's shares are judged each January, beside the official year that stands for it",
          "[model][fast]") {
    const auto in = published_2023_to_2025();
    const auto tables = run_with({{{0, 100, 950}, {0, 300, 300}, {0, 0, 600}}});
    const auto draw = spread_figures(tables, support::in(2024), in);
    const auto rows = spread(std::vector<std::vector<double>>{draw, draw}, support::in(2024), 24, in);
    const auto first = row_named(rows, "patients per vacant list, January 2025");
    CHECK(first.official == Approx(0.6));
    CHECK(first.drawn.mean == Approx(300 / 800.0));
    CHECK(!first.holds());
    CHECK(row_named(rows, "specialists, January 2025").official == 63);
    CHECK(row_named(rows, "specialists, January 2026").official == 66);
    // A run that ends in 2028 is laid over the last years of the series.
    const auto later = spread(std::vector<std::vector<double>>{draw}, support::in(2026), 24, in);
    CHECK(row_named(later, "specialists, January 2028").official == 66);
    CHECK(row_named(later, "patients per vacant list, January 2027").official == Approx(0.6));
}
