// Two scenarios that differ in one measure share every draw that does not depend on it: at national size.
#include <catch2/catch.hpp>

#include "data/input_set.hpp"
#include "model/gp_exit.hpp"
#include "model/start/initial.hpp"
#include "model/step.hpp"
#include "support/places.hpp"

using namespace model;

TEST_CASE("A grant to small municipalities leaves demography and the luck of doctors elsewhere as they were",
          "[model][norway]") {
    const auto set = data::read_input_set(support::in_tree("data/norway"));
    const auto start = Month::of(std::chrono::year{2026} / std::chrono::January);
    Params plain;
    Params paid = plain;
    Measure grant;
    grant.name = "grant";
    grant.from = start;
    grant.until = start + 600;
    grant.where.inhabitants_under = 5000;
    grant.effects = {{Lever::gp_year_grant, 300'000, start, "test"}};
    paid.measures = {grant};
    Remarks remarks;
    auto a = make_world(set.figures, plain, Seed{1}, start, 12, remarks);
    auto b = make_world(set.figures, paid, Seed{1}, start, 12, remarks);
    CHECK(a.people == b.people);
    CHECK(a.doctors == b.doctors);

    const auto small = [&](MunicipalityId m) { return a.residents.people[m] < 5000; };
    std::uint32_t paid_more = 0;
    for (std::uint32_t l = 0; l < a.lists.size(); ++l) {
        const ListId list{l};
        const bool more = b.work.income_nok[list] > a.work.income_nok[list];
        paid_more += more;
        if (!small(a.lists.municipality[list])) CHECK(!more);
    }
    CHECK(paid_more > 150);

    // Leaving: the same doctors elsewhere, never more of them where the grant is paid.
    const auto left_a = plan_exits(a, plain.gp_exit, Seed{1});
    const auto left_b = plan_exits(b, paid.gp_exit, Seed{1});
    for (std::uint32_t d = 0; d < left_a.size(); ++d) {
        const auto list = a.doctors.list[DoctorId{d}];
        if (list == none<ListId>) continue;
        if (small(a.lists.municipality[list]))
            CHECK(left_b[DoctorId{d}] <= left_a[DoctorId{d}]);
        else
            CHECK(left_b[DoctorId{d}] == left_a[DoctorId{d}]);
    }

    // A whole month: everyone is born, dies and moves alike; a list elsewhere has another GP only where a
    // candidate chose the grant.
    const LifeTables tables(plain.demography);
    for (int month = 0; month < 3; ++month) {
        step(a, plain, tables, Seed{1});
        step(b, paid, tables, Seed{1});
        CHECK(a.people.born == b.people.born);
        CHECK(a.people.home == b.people.home);
        CHECK(a.flows.births == b.flows.births);
        CHECK(a.flows.deaths == b.flows.deaths);
        CHECK(a.flows.moved_in == b.flows.moved_in);
        CHECK(a.doctors.luck == b.doctors.luck);
        if (month > 0) continue;
        std::uint32_t others = 0;
        std::uint32_t elsewhere = 0;
        for (std::uint32_t l = 0; l < std::min(a.lists.size(), b.lists.size()); ++l) {
            if (small(a.lists.municipality[ListId{l}])) continue;
            ++elsewhere;
            others += a.lists.doctor[ListId{l}] != b.lists.doctor[ListId{l}];
        }
        INFO(others << " of " << elsewhere << " lists elsewhere have another GP");
        CHECK(others * 200 < elsewhere);
    }
}
