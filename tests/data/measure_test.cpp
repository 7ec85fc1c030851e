// Measure files: what comes with the program reads, and what is wrong is told with its place.
#include "data/read_measure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>

#include "data/scenario.hpp"
#include "geo/base/error.hpp"
#include "model/measures/direct_cost.hpp"
#include "model/money.hpp"
#include "model/parameter_rows.hpp"
#include "support/bills_gap.hpp"
#include "support/lever_direction.hpp"
#include "support/places.hpp"
#include "support/program.hpp"

using namespace model;

namespace {

const auto prices = MoneyParams{}.price_index();
const std::filesystem::path folder = support::in_tree("runs/measures");

constexpr Month in(int year, unsigned month) {
    return Month::of(std::chrono::year{year} / std::chrono::month{month});
}

Measure read(const std::filesystem::path& file, const std::string& changes = "") {
    data::TomlFile toml(changes, "changes");
    auto measure = data::read_measure(file, toml.root(), prices).measure;
    toml.finish();
    return measure;
}

std::string fault_of(const std::string& text) {
    const support::ScratchFolder scratch;
    const auto file = scratch.path() / "m.toml";
    std::ofstream(file) << text;
    try {
        read(file);
    } catch (const geo::InputError& error) {
        return error.what();
    }
    return "";
}

constexpr const char* whole = R"(title = "t"
title_no = "t"
from = "2020-01"
[[effect]]
lever = "hours_relief"
amount = 1
source = "s"
)";

}  // namespace

TEST_CASE("Every measure that comes with the program reads and says who says so", "[data][measures]") {
    const auto names = data::measure_names(folder);
    REQUIRE(names.size() >= 30);
    for (const auto& name : names) {
        INFO(name);
        const auto measure = read(folder / (name + ".toml"));
        CHECK(measure.name == name);
        CHECK_FALSE(measure.effects.empty());
        CHECK_FALSE(measure.ids.empty());
        CHECK(measure.title != measure.title_no);
        for (const auto& effect : measure.effects) CHECK(effect.source.size() > 5);
        for (const auto& cost : measure.costs) CHECK(cost.source.size() > 5);
    }
}

TEST_CASE("Every number of every measure that comes with the program moves what its lever says",
          "[data][measures]") {
    for (const auto& name : data::measure_names(folder)) {
        const auto measure = read(folder / (name + ".toml"));
        for (const auto& effect : measure.effects) {
            INFO(name << ": " << info(effect.lever).name << " " << effect.amount);
            const auto moved = support::moved(effect, measure.where);
            const double change = effect.amount - support::neutral_amount(effect.lever);
            REQUIRE(change != 0);
            CHECK(moved.as_said(effect.lever, change));
        }
    }
}

TEST_CASE("The bill of every measure that comes with the program, and of all, is what they cost more",
          "[data][measures]") {
    Params all;
    for (const auto& name : data::measure_names(folder)) {
        INFO(name);
        Params alone;
        alone.measures = {read(folder / (name + ".toml"), "from = \"2026-01\"")};
        CHECK(support::bills_gap(alone, 2) < 0.01);
        all.measures.push_back(alone.measures.front());
    }
    CHECK(support::bills_gap(all, 12) < 0.01);
}

TEST_CASE("Measures that come with the program have a price, but for those whose cost nobody knows",
          "[data][measures]") {
    std::vector<std::string> without;
    for (const auto& name : data::measure_names(folder))
        for (const auto& effect : not_priced(read(folder / (name + ".toml"))))
            without.push_back(fmt::format("{}: {} {:g}", name, info(effect.lever).name, effect.amount));
    CHECK(without == std::vector<std::string>{"former-gps: returns_percent 10",
                                              "sickness-pension: exit_older_percent -5"});
    Params params;
    params.measures = {read(folder / "former-gps.toml")};
    const auto rows = model::rows(params);
    const auto row = std::find_if(rows.begin(), rows.end(), [](const ParameterRow& r) {
        return r.name == "measure.former-gps.not_priced[returns_percent, 2026-01]";
    });
    REQUIRE(row != rows.end());
    CHECK(row->value == 10);
    CHECK(row->source == "no price of a GP who comes back was found");
}

TEST_CASE("A measure that begins earlier does and costs all so much earlier", "[data][measures]") {
    const auto early = read(folder / "candidates-abroad.toml", "from = \"2020-01\"");
    CHECK(early.effects.at(0).from == in(2020, 1));
    CHECK(early.costs.at(0).from == in(2020, 1));
    const auto steps = read(folder / "alis-agreements.toml", "from = \"2018-01\"");
    REQUIRE(steps.effects.size() == 3);
    CHECK(steps.effects[0].from == in(2018, 1));
    CHECK(steps.effects[2].from == in(2020, 1));
    REQUIRE(steps.costs.size() == 4);
    CHECK(steps.costs[0].from == in(2018, 1));
    CHECK(steps.costs[3].from == in(2021, 1));
    Params alone;
    alone.measures = {early};
    CHECK(support::bills_gap(alone, 0) < 0.01);
    // Later, with the amount and the cost that have begun by then.
    const auto late = read(folder / "alis-agreements.toml", "from = \"2024-01\"");
    CHECK(late.effects[2].from == in(2022, 1));
    CHECK(amounts_of(late, in(2024, 1))[Lever::alis_percent] == 76);
    // A lever that the scenario sets begins with the measure.
    const auto other = read(folder / "candidates-abroad.toml", "from = \"2020-01\"\ncandidates = 20");
    CHECK(amounts_of(other, in(2020, 1))[Lever::candidates] == 20);
}

TEST_CASE("A cost without anything that it pays for is refused", "[data][measures]") {
    const auto fault = fault_of(
        "title = \"t\"\ntitle_no = \"t\"\nfrom = \"2020-01\"\n"
        "[[cost]]\nper = \"year\"\nnok = 1\nsource = \"s\"\n");
    CHECK(fault.find("m.toml:5:") != std::string::npos);
    CHECK(fault.find("pulls no lever, and a cost is paid for one; add an [[effect]]") != std::string::npos);
}

TEST_CASE("A lever that does nothing for a form of contract is refused for it", "[data][measures]") {
    for (const auto& lever : levers()) {
        INFO(lever.name);
        for (const std::string form : {"salaried", "self-employed", "any"}) {
            const auto fault = fault_of(fmt::format(
                "title = \"t\"\ntitle_no = \"t\"\nfrom = \"2020-01\"\n[where]\ncontract = \"{}\"\n"
                "[[effect]]\nlever = \"{}\"\namount = {}\nsource = \"s\"\n",
                form, lever.name, lever.max));
            const bool idle = (lever.form == Form::self_employed && form == "salaried") ||
                              (lever.form == Form::salaried && form == "self-employed");
            INFO(fault);
            CHECK(fault.empty() == !idle);
            if (!idle) continue;
            CHECK(fault.find("m.toml:7:") != std::string::npos);
            CHECK(fault.find(fmt::format("{} of measure 'm' does nothing for {} GPs", lever.name, form)) !=
                  std::string::npos);
        }
    }
    const auto changed = [](const std::string& name, const std::string& changes) {
        try {
            read(folder / (name + ".toml"), changes);
        } catch (const geo::InputError& error) {
            return std::string(error.what());
        }
        return std::string();
    };
    CHECK(changed("equalisation-grant", "\ncontract = \"salaried\"").find("changes:2:") == 0);
    CHECK(changed("equalisation-grant", "\n\nsalary_percent = 5").find("changes:3:") == 0);
    CHECK(changed("equalisation-grant", "contract = \"any\"\nsalary_percent = 5").empty());
    CHECK(changed("equalisation-grant", "contract = \"salaried\"\nequalisation_list = 0\nsalary_percent = 5")
              .empty());
}

TEST_CASE("Amounts are counted at the prices of 2023", "[data][measures]") {
    const auto financing = read(folder / "basic-financing.toml");
    REQUIRE(financing.effects.size() == 8);
    CHECK(financing.effects[0].amount == Approx(577 * 129.6 / 112.2));
    CHECK(financing.effects[0].from == in(2020, 5));
    CHECK(financing.effects[1].from == in(2021, 7));
    CHECK(financing.until == in(2023, 5));
    CHECK(financing.payer == Payer::municipality);
    const auto grant = read(folder / "recruitment-grant.toml");
    CHECK(grant.budget_nok == Approx(64e6 * 129.6 / 110.8));
}

TEST_CASE("Amounts of a year without a price index are refused with the years there are",
          "[data][measures]") {
    CHECK(fault_of(whole).empty());
    const std::string known = "expected one of 2015 to 2100";
    const auto of_file = fault_of("price_year = 2101\n" + std::string(whole));
    CHECK(of_file.find("m.toml:1:") != std::string::npos);
    CHECK(of_file.find("price_year is 2101, " + known) != std::string::npos);
    const auto of_effect = fault_of(std::string(whole) + "price_year = 2014\n");
    CHECK(of_effect.find("m.toml:8:") != std::string::npos);
    CHECK(of_effect.find("price_year is 2014, " + known) != std::string::npos);
    const auto of_cost = fault_of(std::string(whole) +
                                  "[[cost]]\nper = \"year\"\nnok = 1\nprice_year = 2010\nsource = \"s\"\n");
    CHECK(of_cost.find("price_year is 2010, " + known) != std::string::npos);
}

TEST_CASE("A scenario changes any number of a measure by its name", "[data][measures]") {
    const auto grant =
        read(folder / "recruitment-grant.toml",
             "from = \"2026-01\"\nhiring_grant = 100_000\ncentrality_from = 5\nbudget_mill_nok = 10");
    CHECK(grant.from == in(2026, 1));
    CHECK_FALSE(grant.until < in(2100, 1));  // a new beginning without an end goes on
    CHECK(grant.where.centrality_from == 5);
    CHECK(grant.budget_nok == Approx(10e6 * 129.6 / 110.8));
    double hiring = 0;
    for (const auto& effect : grant.effects)
        if (effect.lever == Lever::hiring_grant) hiring += effect.amount;
    CHECK(hiring == Approx(100'000 * 129.6 / 110.8));  // the price year is the measure's
}

TEST_CASE("Faults of a measure are told with line, and what was expected", "[data][measures]") {
    CHECK(fault_of(whole).empty());
    const auto with = [](const char* line) { return fault_of(std::string(line) + "\n" + whole); };
    CHECK(with("wrong = 1").find("unknown key 'wrong'") != std::string::npos);
    auto text = std::string(whole);
    text.replace(text.find("hours_relief"), 12, "hours_releif");
    CHECK(fault_of(text).find("m.toml:5:") != std::string::npos);
    CHECK(fault_of(text).find("hours_relief") != std::string::npos);
    text = whole;
    text.replace(text.find("amount = 1"), 10, "amount = 99");
    CHECK(fault_of(text).find("hours per GP and week") != std::string::npos);
    text = whole;
    text.replace(text.find("source = \"s\""), 12, "source = \"\"");
    CHECK(fault_of(text).find("assumption") != std::string::npos);
    CHECK(with("until = \"2019-01\"").find("ends before it begins") != std::string::npos);
    CHECK(fault_of(std::string(whole) + "[where]\ncentrality_from = 5\ncentrality_to = 4\n").find("beyond") !=
          std::string::npos);
    CHECK(fault_of(std::string(whole) + "[[cost]]\nper = \"moon\"\nnok = 1\nsource = \"s\"\n")
              .find("gp_year") != std::string::npos);
}

TEST_CASE("Every scenario that comes with the program reads, measures and all", "[data][measures]") {
    int scenarios = 0;
    for (const auto& entry : std::filesystem::directory_iterator(support::in_tree("runs/scenarios"))) {
        if (entry.path().extension() != ".toml") continue;
        INFO(entry.path());
        const auto scenario = data::read_scenario(entry.path());
        CHECK(scenario.name == entry.path().stem().string());
        CHECK_FALSE(scenario.params.measures.empty());
        ++scenarios;
    }
    CHECK(scenarios >= 10);
}

TEST_CASE("A scenario's measures stand by name, whatever their order, and unknown ones name the known",
          "[data][measures]") {
    const auto file = support::in_tree("runs/scenarios/no-measures.toml");
    const auto one =
        data::read_scenario(file, {{"measures", "[\"rural-grant\", \"alis-offices\"]"}, {"measure", "{}"}});
    REQUIRE(one.params.measures.size() == 2);
    CHECK(one.params.measures[0].name == "alis-offices");
    CHECK(one.text.find("ALIS offices") != std::string::npos);
    CHECK_THROWS_WITH(data::read_scenario(file, {{"measures", "[\"rural\"]"}, {"measure", "{}"}}),
                      Catch::Contains("rural-grant"));
    CHECK_THROWS_WITH(
        data::read_scenario(file, {{"measure.rural-grant.gp_year_grant", "9"}}),
        Catch::Contains("'rural-grant', which is not in force") && !Catch::Contains("unknown key"));
    const auto changed = data::read_scenario(file, {{"measure.equalisation-grant.equalisation_list", "900"}});
    CHECK(changed.params.measures[1].effects[0].amount == 900);
    // What a file says of a measure differs where measures do: amount, place, time.
    const auto elsewhere = data::read_scenario(file, {{"measure.equalisation-grant.counties", "[\"18\"]"},
                                                      {"measure.equalisation-grant.from", "\"2027-03\""}});
    const auto value = [](const data::Scenario& scenario, const std::string& name) {
        for (const auto& row : model::rows(scenario.params))
            if (row.name == "measure.equalisation-grant." + name) return row.value;
        return -1.0;
    };
    CHECK(value(changed, "equalisation_list[2015-01]") == 900);
    CHECK(value(changed, "inhabitants_under") == 5000);
    CHECK(value(changed, "counties[18]") == -1);
    CHECK(value(elsewhere, "counties[18]") == 1);
    CHECK(value(elsewhere, "from") == 202'703);
    CHECK(value(elsewhere, "equalisation_list[2015-01]") == 1200);
}

TEST_CASE("NOK of a year after the published index are counted by its stated growth", "[data][measures]") {
    const auto nok_of = [](const MoneyParams& money, int year) {
        return to_2023(money.price_index(), year) * 100;
    };
    MoneyParams money;
    CHECK(nok_of(money, 2023) == 100);
    CHECK(nok_of(money, 2024) == Approx(100 / 1.02).epsilon(0.001));
    CHECK(nok_of(money, 2030) == Approx(100 / std::pow(1.02, 7)).epsilon(0.001));
    money.prices.back() = 145;  // filled in
    money.price_growth = 3;
    CHECK(nok_of(money, 2026) == Approx(100 * 129.6 / 145));
    CHECK(nok_of(money, 2027) == Approx(100 * 129.6 / 145 / 1.03));
}

TEST_CASE("A scale multiplies what can be less, and costs follow", "[data][measures]") {
    const auto whole_team = read(folder / "team-care.toml");
    const auto half = read(folder / "team-care.toml", "scale = 0.5");
    for (std::size_t i = 0; i < half.effects.size(); ++i)
        CHECK(half.effects[i].amount == Approx(0.5 * whole_team.effects[i].amount));
    CHECK(read(folder / "candidates-abroad.toml", "candidates = 0").costs.at(0).of == 100);
    const auto fault = [](const char* name, const char* changes) {
        try {
            read(folder / name, changes);
        } catch (const geo::InputError& error) {
            return std::string(error.what());
        }
        return std::string();
    };
    const auto scaled = fault("equalisation-grant.toml", "\nscale = 0.5");
    CHECK(scaled.find("changes:2:") == 0);
    CHECK(scaled.find("no meaning for measure 'equalisation-grant', whose equalisation_list sets a number") !=
          std::string::npos);
    CHECK(fault("equalisation-grant.toml", "\n\nbudget_mill_nok = 1").find("changes:3:") == 0);
    CHECK(fault("recruitment-grant.toml", "budget_mill_nok = 1")
              .empty());  // the grant shrinks, not its binding
    CHECK(fault("task-relief.toml", "scale = 50").find("expected -20 to 40") != std::string::npos);
}

TEST_CASE("A cost says which lever it goes with, where there are several", "[data][measures]") {
    const std::string two = std::string(whole) +
                            "[[effect]]\nlever = \"appeal\"\namount = 0.1\nsource = \"s\"\n"
                            "[[cost]]\nper = \"year\"\nnok = 1\nsource = \"s\"\n";
    CHECK(fault_of(two).find("lever = \"hours_relief\" (one of hours_relief, appeal)") != std::string::npos);
    CHECK(fault_of(two + "lever = \"appeal\"\n").empty());
    CHECK(fault_of(two + "lever = \"nurse_per_list\"\n").find("does not pull 'nurse_per_list'") !=
          std::string::npos);
    CHECK(fault_of(std::string(whole) + "[[cost]]\nper = \"nurse_year\"\nnok = 1\nsource = \"s\"\n")
              .find("paid per nurse_per_list, which the measure does not pull") != std::string::npos);
}

TEST_CASE("A scenario switches measures off by a word", "[data][measures]") {
    const auto file = support::in_tree("runs/scenarios/no-measures.toml");
    const auto measures = [&](const data::Overrides& overrides) {
        std::vector<std::string> names;
        for (const auto& m : data::read_scenario(file, overrides).params.measures) names.push_back(m.name);
        return names;
    };
    const auto all = measures({});
    REQUIRE(std::find(all.begin(), all.end(), "equalisation-grant") != all.end());
    const auto less = measures({{"measure.equalisation-grant", "off"}});
    CHECK(less.size() + 1 == all.size());
    CHECK(std::find(less.begin(), less.end(), "equalisation-grant") == less.end());
    CHECK(measures({{"measure.equalisation-grant", "on"}}) == all);
    CHECK(measures({{"measure.rural-grant", "off"}}) == all);
    CHECK_THROWS_WITH(measures({{"measure.equalisation-grant", "of"}}), Catch::Contains("\"off\", \"on\""));
    CHECK_THROWS_WITH(measures({{"measure.rural-grant", "on"}}), Catch::Contains("is not in force"));
}

TEST_CASE("One entry of a table of parameters can be set by its label", "[data][measures]") {
    const auto file = support::in_tree("runs/scenarios/no-measures.toml");
    const auto params = data::read_scenario(file, {{"parameters.money.prices.2024", "133.6"},
                                                   {"parameters.measure_rules.lever_price.colleagues", "1"}})
                            .params;
    CHECK(params.money.price_index().at(2024) == 133.6);
    CHECK(params.money.price_index().at(2023) == 129.6);
    double colleagues = -1;
    for (std::size_t i = 0; i < priced_levers.lever.size(); ++i)
        if (priced_levers.lever[i] == Lever::colleagues) colleagues = params.measure_rules.lever_price[i];
    CHECK(colleagues == 1);
    CHECK_THROWS_WITH(data::read_scenario(file, {{"parameters.money.prices.2050", "150"}}),
                      Catch::Contains("unknown key"));
}
