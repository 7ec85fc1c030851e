#include "runs/study/measure_checks.hpp"

#include <catch2/catch.hpp>

#include "support/complaint.hpp"
#include "support/tiny_inputs.hpp"

using Catch::Contains;

namespace {

model::Measure grant() {
    model::Measure measure;
    measure.name = "grant";
    measure.from = model::Month::of(std::chrono::year{2026} / std::chrono::January);
    measure.until = measure.from + 120;
    measure.effects.push_back({model::Lever::gp_year_grant, 100'000, measure.from, "test"});
    return measure;
}

data::Scenario two_years(const model::Measure& measure) {
    data::Scenario scenario;
    scenario.start = std::chrono::year{2026} / std::chrono::January;
    scenario.months = 24;
    scenario.params.measures = {measure};
    return scenario;
}

}  // namespace

TEST_CASE("A measure holds in the municipalities of its classes", "[study][measures][fast]") {
    const auto inputs = support::tiny_inputs(8, 100);  // classes 1 2 3 4 5 6 1 2
    auto measure = grant();
    CHECK(study::eligible_by_class(measure, inputs) == std::array{2, 2, 1, 1, 1, 1});
    measure.where.centrality_from = 2;
    measure.where.centrality_to = 4;
    CHECK(study::eligible_by_class(measure, inputs) == std::array{0, 2, 1, 1, 0, 0});
}

TEST_CASE("A place that is not there is refused by number, and by name with its number",
          "[study][measures][fast]") {
    const auto inputs = support::tiny_inputs(2, 100);
    auto measure = grant();
    const auto said = [&] {
        return support::complaint([&] { study::must_know_places({measure}, inputs.municipalities); });
    };
    CHECK(said() == "no complaint");
    measure.where.municipalities = {"Place 1"};
    CHECK_THAT(said(), Contains("measure.grant.municipalities") && Contains("write \"0102\""));
    measure.where.municipalities = {"9999"};
    CHECK_THAT(said(), Contains("expected one of 0101 Place 0, 0102 Place 1"));
}

TEST_CASE("A measure that changes nothing is told why, one that works is not", "[study][measures][fast]") {
    const auto inputs = support::tiny_inputs(2, 100);
    const auto said = [&](const model::Measure& measure) {
        const auto idle = study::idle_measures(two_years(measure), inputs);
        return idle.empty() ? std::string() : idle.front();
    };
    CHECK(said(grant()) == "");
    auto over = grant();
    over.from = over.from + -24;
    over.until = over.from + 12;
    CHECK_THAT(said(over), Contains("it ended in 2024-12, before the run begins in 2026-01"));
    auto late = grant();
    late.from = late.from + 24;
    CHECK_THAT(said(late), Contains("it begins in 2028-01, and the run ends in 2028-01"));
    auto nobody = grant();
    nobody.where.inhabitants_from = 1000;
    CHECK_THAT(said(nobody), Contains("no eligible municipality"));
}
