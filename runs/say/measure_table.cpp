#include "runs/say/measure_table.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>

#include "model/measures/bills.hpp"
#include "model/measures/direct_cost.hpp"
#include "runs/study/measure_checks.hpp"

namespace runs {
namespace {

constexpr const char* writing_one = R"(
## Writing one

A file `runs/measures/NAME.toml`; every fault is told with its line.

```toml
title = "Grant for GPs on islands"           # English and Norwegian, one line each
title_no = "Tilskudd til fastleger på øyer"
ids = ["X99"]                                # rows of a plan it belongs to
from = "2027-01"                             # first month in force; until = "2030-01": first month no longer
price_year = 2022                            # of the NOK below, 2015 on; default 2023
payer = "state"                              # or "municipality": who pays what the levers hand out
budget_mill_nok = 20                         # all it costs in a calendar year at most; without it no cap

[where]                                      # all must hold; decided on 1 January each year; without it: everywhere
centrality_from = 5                          # classes 1-6; also centrality_to
inhabitants_under = 5000                     # also inhabitants_from
counties = ["15", "18"]                      # or names; also municipalities, except
percent_vacant_over = 10                     # of its lists
contract = "self-employed"                   # or "salaried", "any"; a lever that does nothing for it is refused
drawn = 20                                   # so many of them by lot

[[effect]]                                   # one per lever, or several with from = "..." on one lever
lever = "gp_year_grant"
amount = 100_000
source = "assumption: ..."                   # where the number stands, or that it is an assumption

[[cost]]                                     # what it costs beside the money its levers hand out
per = "year"                                 # municipality_year, gp_year, thousand_inhabitants_year, alis_year,
nok = 2_000_000                              # nurse_year, lis1_post_year, extra_doctor_year, extra_list_year
lever = "gp_year_grant"                      # what it goes with: nothing without it, twice as much for twice the
source = "..."                               # amount; may be left out where there is one lever
```

A budget holds to the krone in every calendar year: what runs is cut, effect and bill alike, to what a twelfth of it
pays for a month, and sums paid once to what lets the offer last the year out. Levers marked `sets` cannot be cut: a
budget for them is refused. `budget_mill_nok = 0` pays for nothing. In a scenario `scale = 0.5` halves all amounts of
a measure and the costs that go with them, and `measure.NAME = "off"` takes it away; so do
`--set measure.NAME.scale=0.5`, `--set measure.NAME=off` and factors of sweeps. The bill of each measure is what a
month costs under the measures up to it, by name, less what it costs under those before it: together they are what
all of them cost.
)";

std::string effects_text(const model::Measure& measure) {
    std::string text;
    for (const auto& effect : measure.effects) {
        const auto& lever = model::info(effect.lever);
        text += fmt::format(
            "{}{} {:.6g} {}{}: {}", text.empty() ? "" : "<br>", lever.name, effect.amount, lever.unit,
            effect.from > measure.from ? " from " + model::month_text(effect.from) : "", effect.source);
    }
    return text;
}

std::string pays_text(const model::Pays& pays) {
    if (pays.is_rate()) return "rate";
    if (const auto unit = pays.unit())
        return fmt::format("grant per {}", model::grant_units[static_cast<std::size_t>(*unit)]);
    return "nothing";
}

/// What a cost is paid for, where its unit does not say so.
std::string goes_with(const model::MeasureCost& cost) {
    if (model::info(cost.unit).lever) return "";
    return fmt::format(" for {} {:.6g}", model::info(cost.lever).name, cost.of);
}

std::string price_text(const model::LeverInfo& lever) {
    const auto& price = lever.price;
    if (price.is_unknown()) return fmt::format("not priced: {}", price.source());
    if (!price.is_known())
        return price.source().empty() ? "itself" : fmt::format("nothing: {}", price.source());
    const auto what = price.of() == 0 ? "each" : price.of() == 1 ? "1" : fmt::format("{:.6g}", price.of());
    return fmt::format("{:.0f} for {} {}: {}", price.nok(), what,
                       model::per_names[static_cast<std::size_t>(price.per())], price.source());
}

const char* form_text(model::Form form) {
    switch (form) {
        case model::Form::self_employed:
            return "; self-employed alone";
        case model::Form::salaried:
            return "; salaried alone";
        case model::Form::municipality:
            return "; of the municipality, whatever the contract";
        case model::Form::any:
            break;
    }
    return "";
}

std::string least_of(const model::LeverInfo& lever) {
    return fmt::format("at least {}'s least price", lever.name);
}

std::string costs_text(const model::Measure& measure) {
    std::string text;
    for (const auto& cost : measure.costs)
        text +=
            fmt::format("{}{:.0f} NOK per {}{}, {}{}: {}", text.empty() ? "" : "<br>", cost.nok,
                        model::info(cost.unit).name, goes_with(cost),
                        model::payer_names[static_cast<std::size_t>(cost.payer)],
                        cost.from > measure.from ? " from " + model::month_text(cost.from) : "", cost.source);
    if (model::hands_out(measure))
        text += fmt::format("{}what its levers hand out, {}", text.empty() ? "" : "<br>",
                            model::payer_names[static_cast<std::size_t>(measure.payer)]);
    if (model::changes_rates(measure))
        text += fmt::format("{}changed rates and prices, by who pays them", text.empty() ? "" : "<br>");
    for (const auto& effect : measure.effects)
        if (const auto& lever = model::info(effect.lever);
            lever.price.is_known() && text.find(least_of(lever)) == std::string::npos)
            text += fmt::format("{}{}", text.empty() ? "" : "<br>", least_of(lever));
    for (const auto& effect : model::not_priced(measure))
        text += fmt::format("{}not priced: {} {:.6g}", text.empty() ? "" : "<br>",
                            model::info(effect.lever).name, effect.amount);
    if (text.empty()) text = "nothing of its own; what follows in rates and locums is counted";
    if (measure.has_budget())
        text += fmt::format("<br>at most {:.1f} million NOK a year", measure.budget_nok / 1e6);
    return text;
}

}  // namespace

std::string measure_page(const std::vector<model::Measure>& measures, const model::Inputs& inputs) {
    std::string page = fmt::format(
        "# Measures\n\nGenerated by `legekart info --measures --markdown`. A scenario names the measures in "
        "force and may override any number: `measures = [\"rural-grant\"]`, then `[measure.rural-grant]` "
        "with "
        "`gp_year_grant = 200_000`. NOK are of 2023. What is not from a source is called an assumption: no "
        "causal effect of any single measure has been published. What each changes alone: run "
        "each_alone.sh.\n\nT: measures of the action plan, whose numbers T7 to T12 and T17 "
        "are inferred from their order; X: measures beside it. A measure that has ended does nothing until a "
        "scenario gives it a `from` of its own; it then goes on for good, unless given an `until`.\n\n"
        "| measure | in force | levers, amount and source | cost | eligible municipalities by centrality "
        "1-6, "
        "{}-01-01 |\n|---|---|---|---|---|\n",
        inputs.lists.year + 1);
    for (const auto& measure : measures) {
        const auto until = measure.until.year() > 2200 ? std::string() : model::month_text(measure.until);
        page += fmt::format("| **{}** {}<br>{} ({}) | {} to {} | {} | {} | {} |\n", measure.name,
                            measure.title, measure.title_no, fmt::join(measure.ids, ", "),
                            model::month_text(measure.from), until, effects_text(measure),
                            costs_text(measure), fmt::join(study::eligible_by_class(measure, inputs), " "));
    }
    page += writing_one;
    page +=
        "\n## Levers\n\nEach is used by one rule of the model. Amounts of several measures add up, except "
        "those "
        "marked `sets`: there the largest holds. A grant is paid by the measure's payer; a rate by those who "
        "pay it anyway. Other levers have a least price a year, in NOK of 2023, which the payer is charged "
        "where "
        "the measure's own `[[cost]]` rows come to less (`parameters.measure_rules.lever_price` changes it); "
        "a "
        "measure that pulls one without a price, and does not say what it costs, is called not priced and "
        "has no "
        "cost per person.\n\n"
        "| lever | unit | range | more of it | paid | least price | meaning "
        "|\n|---|---|---|---|---|---|---|\n";
    for (const auto& lever : model::levers())
        page += fmt::format(
            "| {} | {} | {:.6g} to {:.6g} | {} {} | {} | {} | {}{}{}{} |\n", lever.name, lever.unit,
            lever.min, lever.max, lever.more == model::Direction::rises ? "↑" : "↓",
            model::moved_things[static_cast<std::size_t>(lever.moves)].name, pays_text(lever.pays),
            price_text(lever), lever.meaning, form_text(lever.form),
            lever.combine == model::Combine::largest ? "; sets" : "",
            lever.beside ? fmt::format("; works beside {}", model::info(*lever.beside).name) : "");
    return page;
}

}  // namespace runs
