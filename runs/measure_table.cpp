#include "runs/measure_table.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>

#include "data/measure.hpp"
#include "model/measures_in_force.hpp"
#include "runs/project_folder.hpp"

namespace runs {
namespace {

std::string month_text(model::Month month) {
    return fmt::format("{:04}-{:02}", month.year(), month.value % 12 + 1);
}

/// Eligible municipalities by centrality class.
std::array<int, 6> eligible_by_class(const model::Measure& measure, const model::Inputs& inputs) {
    const auto& municipalities = inputs.municipalities;
    const auto n = municipalities.size();
    model::PlaceFigures figures{model::Column<model::MunicipalityId, std::int32_t>(n),
                                std::vector<std::uint32_t>(n), std::vector<std::uint32_t>(n)};
    for (std::uint32_t i = 0; i < n; ++i) {
        const model::MunicipalityId m{i};
        for (const auto sex : {model::Sex::male, model::Sex::female})
            for (int age = 0; age < model::ages; ++age)
                figures.people[m] += inputs.population.at(inputs.lists.year + 1, m, sex, age);
        figures.vacant_lists[i] = inputs.lists.lists_without_gp[m];
        figures.lists[i] = figures.vacant_lists[i] + inputs.lists.lists_with_gp[m];
    }
    std::array<int, 6> classes{};
    const auto holds = model::eligible(municipalities, figures, measure, model::Seed{1});
    for (std::uint32_t i = 0; i < n; ++i)
        classes[municipalities.centrality[model::MunicipalityId{i}] - 1U] += holds[model::MunicipalityId{i}];
    return classes;
}

constexpr const char* writing_one = R"(
## Writing one

A file `runs/measures/NAME.toml`; every fault is told with its line.

```toml
title = "Grant for GPs on islands"           # English and Norwegian, one line each
title_no = "Tilskudd til fastleger på øyer"
ids = ["X99"]                                # rows of a plan it belongs to
from = "2027-01"                             # first month in force; until = "2030-01": first month no longer
price_year = 2026                            # of the NOK below; default 2023
payer = "state"                              # or "municipality": who pays what the levers hand out
budget_mill_nok = 20                         # a year; without it no cap

[where]                                      # all must hold; decided on 1 January each year; without it: everywhere
centrality_from = 5                          # classes 1-6; also centrality_to
inhabitants_under = 5000                     # also inhabitants_from
counties = ["15", "18"]                      # official numbers; also municipalities, except
percent_vacant_over = 10                     # of its lists
contract = "self-employed"                   # or "salaried", "any"
drawn = 20                                   # so many of them by lot

[[effect]]                                   # one per lever, or several with from = "..." on one lever
lever = "gp_year_grant"
amount = 100_000
source = "assumption: ..."                   # where the number stands, or that it is an assumption

[[cost]]                                     # what it costs beside the money its levers hand out
per = "year"                                 # municipality_year, gp_year, alis_year, nurse_year, lis1_post_year,
nok = 2_000_000                              # extra_doctor_year, extra_list_year
source = "..."
```
)";

std::string effects_text(const model::Measure& measure) {
    std::string text;
    for (const auto& effect : measure.effects) {
        const auto& lever = model::info(effect.lever);
        text += fmt::format("{}{} {:.6g} {}{}: {}", text.empty() ? "" : "<br>", lever.name, effect.amount,
                            lever.unit, effect.from > measure.from ? " from " + month_text(effect.from) : "",
                            effect.source);
    }
    return text;
}

std::string costs_text(const model::Measure& measure) {
    std::string text;
    for (const auto& cost : measure.costs)
        text += fmt::format("{}{:.0f} NOK per {}, {}{}: {}", text.empty() ? "" : "<br>", cost.nok,
                            model::cost_units[static_cast<std::size_t>(cost.unit)],
                            model::payer_names[static_cast<std::size_t>(cost.payer)],
                            cost.from > measure.from ? " from " + month_text(cost.from) : "", cost.source);
    if (text.empty())
        text = fmt::format("what its levers pay, {}",
                           model::payer_names[static_cast<std::size_t>(measure.payer)]);
    if (measure.budget_nok > 0)
        text += fmt::format("<br>at most {:.1f} million NOK a year", measure.budget_nok / 1e6);
    return text;
}

}  // namespace

std::vector<model::Measure> all_measures() {
    const auto folder = measures_folder();
    const data::TomlFile nothing("", "no changes");
    std::vector<model::Measure> measures;
    for (const auto& name : data::measure_names(folder))
        measures.push_back(
            data::read_measure(folder / (name + ".toml"), nothing.root(), model::MoneyParams{}.prices)
                .measure);
    return measures;
}

std::string measure_page(const std::vector<model::Measure>& measures, const model::Inputs& inputs) {
    std::string page = fmt::format(
        "# Measures\n\nGenerated by `legekart info --measures --markdown`. A scenario names the measures in "
        "force and may override any number: `measures = [\"rural-grant\"]`, then `[measure.rural-grant]` "
        "with "
        "`gp_year_grant = 200_000`. NOK are of 2023. What is not from a source is called an assumption: no "
        "causal effect of any single measure has been published. What the model says each changes alone: "
        "[EACH_ALONE.md](EACH_ALONE.md).\n\n"
        "| measure | in force | levers, amount and source | cost | eligible municipalities by centrality "
        "1-6, "
        "{}-01-01 |\n|---|---|---|---|---|\n",
        inputs.lists.year + 1);
    for (const auto& measure : measures) {
        const auto until = measure.until.year() > 2200 ? std::string() : month_text(measure.until);
        page += fmt::format("| **{}** {}<br>{} ({}) | {} to {} | {} | {} | {} |\n", measure.name,
                            measure.title, measure.title_no, fmt::join(measure.ids, ", "),
                            month_text(measure.from), until, effects_text(measure), costs_text(measure),
                            fmt::join(eligible_by_class(measure, inputs), " "));
    }
    page += writing_one;
    page +=
        "\n## Levers\n\nEach is used by one rule of the model. Amounts of several measures add up, except "
        "those "
        "marked `sets`: there the largest holds.\n\n| lever | unit | range | meaning |\n|---|---|---|---|\n";
    for (const auto& lever : model::levers())
        page += fmt::format("| {} | {} | {:.6g} to {:.6g} | {}{} |\n", lever.name, lever.unit, lever.min,
                            lever.max, lever.meaning, lever.sets ? "; sets" : "");
    return page;
}

}  // namespace runs
