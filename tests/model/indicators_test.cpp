#include "model/indicators.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "model/areas.hpp"
#include "model/audit.hpp"
#include "model/parameters.hpp"
#include "model/start/initial.hpp"
#include "model/step.hpp"
#include "support/tiny_inputs.hpp"
#include "support/tiny_world.hpp"

using namespace model;
using support::start;

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
          Approx(nation("cost_capitation") + nation("cost_salaries") + nation("cost_locums") +
                 nation("cost_pay_offers") + nation("cost_practices") - nation("municipal_refunds_and_fees"))
              .margin(15));
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

TEST_CASE("Areas of each kind hold everyone once", "[model][fast]") {
    auto inputs = support::tiny_inputs(7, 2000);
    inputs.municipalities.county_number[MunicipalityId{6}] = "02";
    inputs.municipalities.county[MunicipalityId{6}] = "Other";
    Remarks remarks;
    const auto world = make_world(inputs, Params{}, Seed{1}, start, 1, remarks);
    const auto table = tabulate(world, Params{});
    const auto all = areas(inputs.municipalities, world.residents.people.values());
    const auto sum = [&](std::string_view count, const Area& area) {
        std::int64_t people = 0;
        for (const auto m : area.members) people += table.at(count_row(count), m);
        return people;
    };
    const auto find = [&](AreaKind kind, std::string_view number) {
        return *std::find_if(all.begin(), all.end(),
                             [&](const Area& area) { return area.kind == kind && area.number == number; });
    };
    CHECK(sum("population", find(AreaKind::nation, "")) == 14'000);
    CHECK(sum("population", find(AreaKind::county, "02")) == 2000);
    CHECK(sum("population", find(AreaKind::centrality, "1")) == 4000);  // municipalities 0 and 6
    CHECK(sum("population", find(AreaKind::centrality, "6")) == 2000);
    CHECK(sum("population", find(AreaKind::size, "2")) == 14'000);  // 2000-4999
    for (const auto kind : {AreaKind::county, AreaKind::centrality, AreaKind::size, AreaKind::municipality})
        for (const auto& count : counts()) {
            std::int64_t total = 0;
            for (const auto& area : all)
                if (area.kind == kind) total += sum(count.name, area);
            CHECK(total == sum(count.name, all.front()));
        }
    // 190 of 1900 patients are on lists without a GP everywhere.
    CHECK(10 * sum("patients_without_gp", all.front()) == sum("patients", all.front()));
}

TEST_CASE("What rows say of each other holds: sums, money, intervals and places", "[model][fast]") {
    std::set<int> menu, sweep;
    const auto headline = [](std::string_view name) { return counts()[count_row(name)].headline; };
    const auto takes_its_place = [&](const auto& row) {
        INFO(row.name);
        if (row.menu.heading != Heading::parts) CHECK(menu.insert(row.menu.order()).second);
        if (row.sweep_place != 0) CHECK(sweep.insert(row.sweep_place).second);
    };
    for (const auto& count : counts()) {
        INFO(count.name);
        takes_its_place(count);
        if (count.cost || count.interval || count.balance != Balance::none) CHECK(count.headline);
        CHECK(count.decimals.single == 0);
        if (count.sum_of.empty()) continue;
        const auto space = count.sum_of.find(' ');
        REQUIRE(space != std::string_view::npos);
        CHECK_NOTHROW(count_row(count.sum_of.substr(0, space)));
        CHECK_NOTHROW(count_row(count.sum_of.substr(space + 1)));
    }
    for (const auto& ratio : ratios()) {
        INFO(ratio.name);
        takes_its_place(ratio);
        CHECK(ratio.menu.heading != Heading::parts);
        if (ratio.interval) CHECK((headline(ratio.numerator) && headline(ratio.denominator)));
    }
    CHECK(*sweep.begin() == 1);
    CHECK(*sweep.rbegin() == static_cast<int>(sweep.size()));
}

TEST_CASE("Rows keep the places that files of earlier versions gave them", "[model][fast]") {
    CHECK(count_row("population") == 0);
    CHECK(count_row("lists_total") == 9);
    CHECK(count_row("continuity_patients") == 58);
    CHECK(count_row("cost_measures_municipality") == 79);
    CHECK(ratios()[0].name == "percent_without_gp");
    CHECK(ratios()[36].name == "death_index");
}

TEST_CASE("A menu has indicators in the order of headings and places, those without a place last",
          "[model][fast]") {
    CHECK(Menu{Heading::coverage, 10}.order() < Menu{Heading::coverage, 20}.order());
    CHECK(Menu{Heading::coverage, 20}.order() < Menu{Heading::coverage}.order());
    CHECK(Menu{Heading::coverage}.order() < Menu{Heading::needs, 10}.order());
    CHECK(name_of(Heading::parts).name_no == "Hjelpetall");
    CHECK(Decimals{1} == Decimals{1, 1});
}
