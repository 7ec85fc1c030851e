#include "model/vacancy_reporting.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <numeric>

#include "model/indicators.hpp"
#include "support/tiny_world.hpp"

using namespace model;
using support::in, support::tiny_world;

namespace {

double reported(const World& world, std::string_view count) {
    const auto table = tabulate(world, {});
    double sum = 0;
    for (std::uint32_t m = 0; m < table.municipalities; ++m)
        sum += table.at(count_row(count), MunicipalityId{m});
    return sum;
}

/// 400 lists that all fell vacant in this month.
World all_vacant(Month month) {
    auto world = tiny_world(100, 300);
    world.month = month;
    for (auto& doctor : world.lists.doctor.values()) doctor = none<DoctorId>;
    for (auto& standing : world.lists.standing.values()) standing = static_cast<std::uint8_t>(Standing::open);
    for (auto& since : world.lists.since.values()) since = month;
    return world;
}

}  // namespace

TEST_CASE("A vacancy is reported with the given chance, once for all, and from September 2022 always",
          "[model][fast]") {
    auto world = all_vacant(in(2021, 5));
    ReportingParams params;
    report_vacancies(world, params, Seed{1});
    const double n = world.lists.size();
    const auto first = world.lists.unreported;
    const auto hidden = static_cast<double>(std::count(first.begin(), first.end(), 1));
    CHECK(std::abs(hidden - 0.25 * n) < 4 * std::sqrt(n * 0.25 * 0.75));
    CHECK(reported(world, "lists_without_gp") == n);
    CHECK(reported(world, "lists_reported_without_gp") == n - hidden);
    world.month = in(2022, 8);
    report_vacancies(world, params, Seed{1});
    CHECK(world.lists.unreported == first);
    world.month = in(2022, 9);
    report_vacancies(world, params, Seed{1});
    CHECK(reported(world, "lists_reported_without_gp") == n);
    CHECK(reported(world, "patients_reported_without_gp") == reported(world, "patients_without_gp"));
    // What falls vacant later is reported at once.
    auto later = all_vacant(in(2022, 9));
    report_vacancies(later, params, Seed{1});
    CHECK(reported(later, "lists_reported_without_gp") == n);
}

TEST_CASE("A list with a new GP is not hidden any more", "[model][fast]") {
    auto world = all_vacant(in(2021, 5));
    for (auto& unreported : world.lists.unreported.values()) unreported = 1;
    world.lists.doctor[ListId{0}] = DoctorId{0};
    report_vacancies(world, {0.05}, Seed{1});
    CHECK(world.lists.unreported[ListId{0}] == 0);
}

TEST_CASE("Before September 2022 the first day has vacancies that the table counts as having a GP",
          "[model][fast]") {
    auto inputs = support::tiny_inputs(100, 1000);  // 200 lists with a GP, 100 without
    const auto hidden_in = [&](int year) {
        inputs.lists.year = year;
        const auto u = unreported_vacancies(inputs.lists, inputs.municipalities, {0.8}, Seed{1});
        return std::accumulate(u.begin(), u.end(), 0);
    };
    CHECK(hidden_in(2021) == 25);  // 100 reported are four fifths of all
    CHECK(hidden_in(2022) == 0);
    inputs.lists.year = 2021;
    const auto none_hidden = unreported_vacancies(inputs.lists, inputs.municipalities, {1.0}, Seed{1});
    CHECK(std::accumulate(none_hidden.begin(), none_hidden.end(), 0) == 0);
}

TEST_CASE("Unreported vacancies are the shortest lists of their municipality", "[model][fast]") {
    auto world = tiny_world(2, 1000);  // lists 0, 1 and 3, 4 have a GP
    Column<ListId, std::uint8_t> has_gp(std::vector<std::uint8_t>{1, 1, 0, 1, 1, 0});
    const Column<ListId, std::uint32_t> length(std::vector<std::uint32_t>{500, 300, 100, 300, 500, 100});
    leave_unreported(world, Column<MunicipalityId, std::uint16_t>(std::vector<std::uint16_t>{1, 1}), length,
                     has_gp);
    CHECK(has_gp.values() == std::vector<std::uint8_t>{1, 0, 0, 0, 1, 0});
    CHECK(world.lists.unreported.values() == std::vector<std::uint8_t>{0, 1, 0, 1, 0, 0});
}
