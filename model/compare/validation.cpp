#include "model/compare/validation.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <functional>
#include <limits>

#include "model/compare/draws.hpp"
#include "model/contract_survival.hpp"
#include "model/size_classes.hpp"

namespace model {
namespace {

double total_over(const std::vector<MonthTable>& tables, std::string_view count) {
    double sum = 0;
    for (std::size_t t = 1; t < tables.size(); ++t) sum += nation_total(tables[t], count);
    return sum;
}

/// Patients at the start per resident on 1 January 2024, over the municipalities with lists of their own, of
/// one centrality class or of all (0): as the published flow.
double patients_per_resident(const World& world, const MonthTable& table, const PopulationTable& official,
                             int centrality) {
    const auto patients = count_row("patients");
    double listed = 0;
    double residents = 0;
    for (std::uint32_t i = 0; i < table.municipalities; ++i) {
        const MunicipalityId m{i};
        if (table.at(patients, m) == 0 ||
            (centrality != 0 && world.setting.municipalities.centrality[m] != centrality))
            continue;
        listed += table.at(patients, m);
        for (int sex = 0; sex < sexes; ++sex)
            for (int age = 0; age < ages; ++age)
                residents += official.at(2024, m, static_cast<Sex>(sex), age);
    }
    return listed / residents;
}

double median_or_nan(const World& world, Month from, const std::function<bool(const Contract&)>& counts) {
    return median_contract_years(world, from, counts).value_or(std::numeric_limits<double>::quiet_NaN());
}

void compare_contracts(const World& world, const std::vector<MonthTable>& tables,
                       std::vector<Comparison>& out) {
    const auto months = static_cast<int>(tables.size()) - 1;
    const auto start = world.month + -months;
    const auto* const abelsen = "Abelsen 2015, 7359 contracts 2001-2014";
    out.push_back({"median contract, all", "years", 5.91,
                   median_or_nan(world, start, [](const Contract&) { return true; }), 0.6, abelsen});
    out.push_back({"median contract, under 2000 inhabitants", "years", 2.75,
                   median_or_nan(world, start, [](const Contract& c) { return c.size == 0; }), 0.6, abelsen});
    out.push_back(
        {"median contract, 50 000 inhabitants and over", "years", 8.37,
         median_or_nan(world, start, [](const Contract& c) { return c.size == size_classes.size() - 1; }),
         1.0, abelsen});
    const double years = months / 12.0;
    const double gps =
        (nation_total(tables.front(), "lists_with_gp") + nation_total(tables.back(), "lists_with_gp")) / 2;
    const double left = total_over(tables, "gps_left");
    out.push_back({"GPs who leave the scheme", "% a year", 6.0, 100 * left / years / gps, 0.8,
                   "Helsedirektoratet, 4th quarter 2021 and 2023"});
    double under_50 = 0;
    for (const auto& c : world.contracts)
        under_50 += c.left_scheme && !c.shared && c.ended >= start &&
                    (c.ended - world.doctors.born[c.doctor]) / 12 < 50;
    out.push_back({"leavers under 50", "% of leavers", 50, 100 * under_50 / left, 6,
                   "Helsedirektoratet, 4th quarter 2021"});
    if (months >= 132)  // entered in nine years, seen two to eleven years later
        out.push_back({"entered under 40 and gone", "% of entrants", 24.5,
                       100 * share_gone(world, start, start + 108, 40), 3,
                       "Skyrud 2025, 2038 who entered 2010-2018, seen until the end of 2020"});
}

}  // namespace

std::vector<Comparison> compare_with_published(const World& world, const std::vector<MonthTable>& tables,
                                               const PopulationTable& official) {
    std::vector<Comparison> out;
    const auto months = static_cast<int>(tables.size()) - 1;
    if (months >= 120) compare_contracts(world, tables, out);
    constexpr std::array<double, 6> flow{1.0532, 1.0166, 0.9841, 0.9736, 0.9564, 0.9504};
    const auto start = world.month + -months;
    const bool of_2025 =
        start == Month::of(std::chrono::year{2026} / std::chrono::January);  // as the published flow
    for (int c = 1; c <= 6 && of_2025 && official.has(2024); ++c) {
        const double ratio = patients_per_resident(world, tables.front(), official, c) /
                             patients_per_resident(world, tables.front(), official, 0);
        out.push_back({fmt::format("patients per resident at the start, centrality {}", c), "ratio to Norway",
                       flow[static_cast<std::size_t>(c - 1)], ratio, 0.01,
                       "SSB 12005 and 07459 (net_list_flow_by_centrality)"});
    }
    const auto& last = tables.back();
    out.push_back(
        {"vacancies over one year", "% of vacant lists", 40,
         100 * nation_total(last, "lists_vacant_over_1_year") / nation_total(last, "lists_without_gp"), 8,
         "Helsedirektoratet: 113 of 277, 1 May 2024; 129 of 322, end of 2023"});
    out.push_back({"consultations", "a year per resident", 3.0,
                   12 * nation_total(last, "consultations") / nation_total(last, "population"), 0.15,
                   "SSB 2023"});
    return out;
}

}  // namespace model
