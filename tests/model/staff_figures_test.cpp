#include "model/start/staff_figures.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "support/tiny_inputs.hpp"

using namespace model;

TEST_CASE("The first day's GPs have the national shares of their time", "[model][fast]") {
    // Six municipalities, one of each class, two lists with a GP in each.
    const auto in = support::tiny_inputs(6, 1000);
    const Column<MunicipalityId, std::int32_t> residents(6, 1000);
    const auto then = first_day_doctors({}, {44.4, 62.1, 14}, in.lists, in.municipalities, residents);
    double women = 0;
    for (const double share : then.women) women += share / 6;
    CHECK(women == Approx(44.4));
    CHECK(then.specialists_served == Approx(DoctorParams{}.specialists_served * 62.1 / 63.2));
    CHECK(then.salaried[0] == Approx(14));  // all live in the smallest class
    // The order of classes stays.
    for (std::size_t c = 1; c < 6; ++c)
        CHECK((then.women[c] > then.women[c - 1]) == (DoctorParams{}.women[c] > DoctorParams{}.women[c - 1]));
    const auto same = first_day_doctors({}, {NAN, NAN, NAN}, in.lists, in.municipalities, residents);
    CHECK(same.women == DoctorParams{}.women);
    CHECK(same.specialists_served == DoctorParams{}.specialists_served);
}

TEST_CASE("National shares are the last published ones, never later ones", "[model][fast]") {
    NationalSeries national;
    national.first_year = 2019;
    national.years = 3;
    for (auto* column : national.columns()) column->assign(3, NAN);
    national.percent_women = {44, NAN, 47};
    CHECK(staff_figures(national, 2020).women == 44);
    CHECK(staff_figures(national, 2021).women == 47);
    CHECK(std::isnan(staff_figures(national, 2018).women));
    CHECK(std::isnan(staff_figures(national, 2021).salaried));
}
