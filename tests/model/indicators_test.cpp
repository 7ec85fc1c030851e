#include "model/indicators.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "model/audit.hpp"
#include "model/compare/sums_by.hpp"
#include "model/parameters.hpp"
#include "model/start/initial.hpp"
#include "model/step.hpp"
#include "support/tiny_inputs.hpp"

using namespace model;
constexpr Month start{(2026 - 1900) * 12};

namespace {

World lived(int months) {
    Remarks remarks;
    Params params;
    params.recruitment.outside_option = 20;  // nobody takes the vacant lists
    auto world = make_world(support::tiny_inputs(6, 3000), params, Seed{1}, start, months, remarks);
    const LifeTables tables(params.demography);
    for (int month = 0; month < months; ++month) step(world, params, tables, Seed{1});
    return world;
}

}  // namespace

TEST_CASE("Every count and ratio has its own name and is told in two languages", "[model][fast]") {
    std::set<std::string_view> names;
    for (const auto& info : counts()) {
        INFO(info.name);
        CHECK(names.insert(info.name).second);
        CHECK(!info.unit.empty());
        CHECK(!info.long_name.empty());
        CHECK(!info.long_name_no.empty());
        CHECK(info.long_name != info.long_name_no);
    }
    for (const auto& ratio : ratios()) {
        INFO(ratio.name);
        CHECK(names.insert(ratio.name).second);
        CHECK_NOTHROW(count_row(ratio.numerator));
        CHECK_NOTHROW(count_row(ratio.denominator));
        CHECK(!ratio.long_name_no.empty());
        CHECK(ratio.scale > 0);
    }
}

TEST_CASE("Coverage where people live equals a count person by person", "[model][fast]") {
    const auto world = lived(14);
    const auto table = tabulate(world, Params{});
    MonthTable expected{table.municipalities, std::vector<std::int32_t>(table.values.size(), 0)};
    const std::vector<const char*> names{"population",
                                         "on_no_list",
                                         "extensive",
                                         "extensive_on_no_list",
                                         "extensive_seeking",
                                         "extensive_over_30_minutes",
                                         "extensive_over_60_minutes",
                                         "residents_without_gp",
                                         "residents_with_locum",
                                         "extensive_without_gp",
                                         "extensive_with_locum",
                                         "listed_elsewhere"};
    const auto& people = world.people;
    for (std::uint32_t i = 0; i < people.size(); ++i) {
        const PersonId p{i};
        if (!people.here(p)) continue;
        const auto m = municipality_of(world.setting, people.home[p]);
        const bool extensive = people.has(p, People::extensive);
        const bool listed = people.list[p] != People::no_list;
        const ListId list{people.list[p]};
        const auto add = [&](const char* name, bool counted) { expected.at(count_row(name), m) += counted; };
        add("population", true);
        add("on_no_list", !listed);
        add("extensive", extensive);
        add("extensive_on_no_list", extensive && !listed);
        add("extensive_seeking", extensive && people.has(p, People::seeks));
        add("extensive_over_30_minutes", extensive && people.has(p, People::over_30));
        add("extensive_over_60_minutes", extensive && people.has(p, People::over_60));
        if (!listed) continue;
        add("residents_without_gp", world.lists.vacant(list));
        add("residents_with_locum", world.lists.vacant(list) && world.lists.locum[list]);
        add("extensive_without_gp", extensive && world.lists.vacant(list));
        add("extensive_with_locum", extensive && world.lists.vacant(list) && world.lists.locum[list]);
        add("listed_elsewhere", world.lists.municipality[list] != m);
    }
    for (const auto* name : names) {
        INFO(name);
        bool some = false;
        for (std::uint32_t m = 0; m < 6; ++m) {
            CHECK(table.at(count_row(name), MunicipalityId{m}) ==
                  expected.at(count_row(name), MunicipalityId{m}));
            some = some || expected.at(count_row(name), MunicipalityId{m}) > 0;
        }
        if (std::string_view(name) != "extensive_over_60_minutes") CHECK(some);
    }
}

TEST_CASE("Patients without a GP by home and by list are the same people", "[model][fast]") {
    const auto table = tabulate(lived(14), Params{});
    const auto nation = [&](const char* name) {
        std::int64_t sum = 0;
        for (std::uint32_t m = 0; m < 6; ++m) sum += table.at(count_row(name), MunicipalityId{m});
        return sum;
    };
    CHECK(nation("residents_without_gp") == nation("patients_without_gp"));
    CHECK(nation("residents_with_locum") == nation("patients_with_locum"));
    CHECK(nation("patients") == nation("population") - nation("on_no_list"));
    CHECK(nation("lists_total") == nation("lists_with_gp") + nation("lists_without_gp"));
    CHECK(nation("cost_municipality") ==
          Approx(nation("cost_capitation") + nation("cost_salaries") + nation("cost_locums")).margin(12));
    CHECK(nation("cost_state") == Approx(nation("cost_equalisation") + nation("cost_refunds")).margin(6));
    CHECK(nation("continuity_patients") == nation("continuity_no_gp") + nation("continuity_1") +
                                               nation("continuity_2_3") + nation("continuity_4_5") +
                                               nation("continuity_6_10") + nation("continuity_11_15") +
                                               nation("continuity_over_15"));
}

TEST_CASE("Continuity is counted in January and carried through the year", "[model][fast]") {
    Remarks remarks;
    const Params params;
    auto world = make_world(support::tiny_inputs(6, 3000), params, Seed{1}, start, 13, remarks);
    const LifeTables tables(params.demography);
    const auto first = world.continuity;
    for (int month = 1; month < 12; ++month) {
        step(world, params, tables, Seed{1});
        CHECK(world.continuity == first);
    }
    step(world, params, tables, Seed{1});
    CHECK(world.month.is_january());
    CHECK(!(world.continuity == first));
}

TEST_CASE("Sums over groups hold everyone once", "[model][fast]") {
    auto inputs = support::tiny_inputs(7, 2000);
    inputs.municipalities.county_number[MunicipalityId{6}] = "02";
    inputs.municipalities.county[MunicipalityId{6}] = "Other";
    Remarks remarks;
    const auto world = make_world(inputs, Params{}, Seed{1}, start, 1, remarks);
    const auto table = tabulate(world, Params{});
    const auto population = count_row("population");
    const auto nation =
        sums_by(table, group_municipalities(GroupBy::nation, inputs.municipalities, world.residents.people));
    CHECK(nation.at(population, 0) == 14'000);
    const auto counties =
        group_municipalities(GroupBy::county, inputs.municipalities, world.residents.people);
    CHECK(counties.names == std::vector<std::string>{"County", "Other"});
    CHECK(sums_by(table, counties).at(population, 1) == 2000);
    const auto centrality = sums_by(
        table, group_municipalities(GroupBy::centrality, inputs.municipalities, world.residents.people));
    CHECK(centrality.at(population, 0) == 4000);  // municipalities 0 and 6
    CHECK(centrality.at(population, 5) == 2000);
    const auto size =
        sums_by(table, group_municipalities(GroupBy::size, inputs.municipalities, world.residents.people));
    CHECK(size.at(population, 0) == 0);
    CHECK(size.at(population, 1) == 14'000);  // 2000-4999
    for (const auto& groups : {nation, centrality, size}) {
        for (std::size_t count = 0; count < counts().size(); ++count) {
            std::int64_t sum = 0;
            for (std::size_t group = 0; group < groups.groups; ++group) sum += groups.at(count, group);
            CHECK(sum == nation.at(count, 0));
        }
    }
    const auto& ratio = *std::find_if(ratios().begin(), ratios().end(),
                                      [](const auto& r) { return r.name == "percent_without_gp"; });
    CHECK(ratio_of(nation, ratio, 0).value() == Approx(10));  // 190 of 1900 everywhere
    CHECK(!ratio_of(size, ratio, 0));
}
