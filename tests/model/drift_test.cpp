#include "model/compare/drift.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "geo/base/error.hpp"

using namespace model;

namespace {

std::size_t row_of(std::string_view name) {
    for (std::size_t i = 0; i < drift_figures().size(); ++i)
        if (drift_figures()[i].name == name) return i;
    throw geo::InputError("no such figure");
}

/// A draw of 24 months in which every figure is 100 but the one named, which `of` gives.
template <class Of>
std::vector<double> path(std::string_view name, const Of& of) {
    const auto width = drift_figures().size();
    std::vector<double> path(25 * width, 100.0);
    for (std::size_t t = 0; t <= 24; ++t) path[t * width + row_of(name)] = of(static_cast<int>(t));
    return path;
}

constexpr Month first_day{(2026 - 1900) * 12};

Drift judged(std::string_view name, const std::vector<std::vector<double>>& paths,
             const NationalSeries& national = {}) {
    return drift(paths, first_day, national)[row_of(name)];
}

NationalSeries vacant_lists(float in_2023, float in_2025) {
    NationalSeries national;
    national.first_year = 2022;
    national.years = 4;
    for (auto* column : national.columns()) column->assign(4, std::numeric_limits<float>::quiet_NaN());
    national.lists_without_gp[1] = in_2023;
    national.lists_without_gp[3] = in_2025;
    return national;
}

}  // namespace

TEST_CASE("A figure that stands still breaks no bar", "[model][fast]") {
    for (const auto& row :
         drift(std::vector<std::vector<double>>{path("seeking a place", [](int) { return 100; })}, first_day,
               {})) {
        CHECK(row.holds());
        CHECK(!row.month_24_excused);
    }
}

TEST_CASE("Three months may move a figure by five per cent, or by two deviations between draws",
          "[model][fast]") {
    const auto to = [](double month_3) {
        return path("seeking a place", [=](int t) { return t == 3 ? month_3 : 100; });
    };
    CHECK(judged("seeking a place", {to(105), to(105)}).month_3_holds);
    CHECK(!judged("seeking a place", {to(106), to(106)}).month_3_holds);
    CHECK(!judged("seeking a place", {to(94)}).month_3_holds);
    // 104 and 112: mean 108, deviation 5.7, so 11.3 are allowed.
    const auto row = judged("seeking a place", {to(104), to(112)});
    CHECK(row.at[1].mean == 108);
    CHECK(row.at[1].deviation == Approx(std::sqrt(32)));
    CHECK(row.month_3_holds);
}

TEST_CASE("Twenty-four months may move a figure by more than its bar only as the official one moved",
          "[model][fast]") {
    const auto falls = [](const NationalSeries& national) {
        return judged("lists without a GP",
                      {path("lists without a GP", [](int t) { return t == 24 ? 80 : 100; })}, national);
    };
    CHECK(!falls({}).month_24_holds);
    CHECK(!falls(vacant_lists(300, 270)).month_24_holds);  // 10 %
    CHECK(!falls(vacant_lists(200, 300)).month_24_holds);  // the other way
    const auto as_published = falls(vacant_lists(300, 200));
    CHECK(as_published.month_24_holds);
    CHECK(as_published.month_24_excused);
    CHECK(as_published.official_change.most() == Approx(-1.0 / 3));
    CHECK(!falls(vacant_lists(300, 250)).month_24_holds);  // further than the official 17 %
    // From another first day the official series of its own two years counts as well.
    auto earlier = vacant_lists(300, 270);
    earlier.lists_without_gp[0] = 200;
    earlier.lists_without_gp[2] = 150;
    const std::vector<std::vector<double>> paths{
        path("lists without a GP", [](int t) { return t == 24 ? 80 : 100; })};
    const auto from_2023 = drift(paths, Month{(2023 - 1900) * 12}, earlier)[row_of("lists without a GP")];
    CHECK(from_2023.month_24_excused);
}

TEST_CASE("The January that jumps most is told and judged by the December before it", "[model][fast]") {
    const auto row =
        judged("on no list", {path("on no list", [](int t) { return t < 12   ? 100
                                                                    : t < 24 ? 101
                                                                             : 104; })});
    CHECK(row.january_month == 24);
    CHECK(row.december.mean == 101);
    CHECK(row.january.mean == 104);
    CHECK(!row.january_holds);
    CHECK(judged("on no list", {path("on no list", [](int t) { return t < 12 ? 100 : 102; })}).january_holds);
}

TEST_CASE("Flows are told as a mean month since the time before, and break no bar", "[model][fast]") {
    const auto row = judged("hired", {path("hired", [](int t) { return t <= 3 ? 10 * t : 100; })});
    CHECK(std::isnan(row.first.mean));
    CHECK(row.at[0].mean == 10);
    CHECK(row.at[1].mean == 25);  // months 2 and 3
    CHECK(row.at[2].mean == 100);
    CHECK(row.holds());
}

TEST_CASE("A ratio is one of the nation's sums, and nothing where nobody is vacant", "[model][fast]") {
    const MonthTable empty{2, std::vector<std::int32_t>(counts().size() * 2), {}};
    auto table = empty;
    table.at(count_row("patients_without_gp"), MunicipalityId{0}) = 500;
    table.at(count_row("patients_without_gp"), MunicipalityId{1}) = 100;
    table.at(count_row("lists_without_gp"), MunicipalityId{0}) = 1;
    const auto path = drift_path(std::vector{table, empty});
    const auto row = row_of("patients per vacant list");
    CHECK(path[row] == 600);
    CHECK(std::isnan(path[drift_figures().size() + row]));
    // Two time points only: what comes later is not known and breaks no bar.
    for (const auto& figure : drift(std::vector<std::vector<double>>{path}, first_day, {}))
        CHECK(figure.month_24_holds);
}
