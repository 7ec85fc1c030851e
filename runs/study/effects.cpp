#include "runs/study/effects.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "data/read_measure.hpp"
#include "data/toml_text.hpp"
#include "model/calendar.hpp"
#include "model/compare/statistics.hpp"
#include "model/measures/terms.hpp"
#include "runs/study/ensemble.hpp"

namespace study {
namespace {

/// Nation's mean over the months after the start of every count, draw by draw.
using Draws = std::vector<std::vector<double>>;

Draws draws_of(const model::Setting& setting, const data::Scenario& scenario, const data::InputSet& set,
               const Watch& watch) {
    Draws draws(static_cast<std::size_t>(scenario.replicates));
    for_each_draw(setting, scenario, set, watch, [&](std::uint32_t draw, const Simulation& run) {
        auto& means = draws[draw];
        for (const auto& count : model::counts()) {
            double sum = 0;
            for (std::size_t month = 1; month < run.tables.size(); ++month)
                sum += static_cast<double>(total(run.tables[month], count.name));
            means.push_back(sum / std::max(1, run.months_done()));
        }
    });
    watch.stop.check();
    return draws;
}

/// What is seen of an indicator in each draw.
struct Seen {
    std::string unit;
    std::vector<double> values;
};

Seen seen(const Draws& draws, std::string_view indicator) {
    const auto rows = model::ratios();
    const auto ratio =
        std::find_if(rows.begin(), rows.end(), [&](const auto& row) { return row.name == indicator; });
    Seen result;
    if (ratio == rows.end()) {
        const auto row = model::count_row(indicator);
        result.unit = model::counts()[row].unit;
        for (const auto& draw : draws) result.values.push_back(draw[row]);
        return result;
    }
    result.unit = ratio->unit;
    for (const auto& draw : draws) {
        const double whole = draw[model::count_row(ratio->denominator)];
        result.values.push_back(whole > 0 ? ratio->scale * draw[model::count_row(ratio->numerator)] / whole
                                          : 0.0);
    }
    return result;
}

/// What the measure's levers are for, each once, with those levers as they are in `month`.
std::vector<ShownEffect> shown(const model::Measure& measure, model::Month month) {
    const auto amounts = model::amounts_of(measure, month);
    std::vector<ShownEffect> all;
    for (const auto& lever : model::levers()) {
        if (!amounts[lever.lever]) continue;
        const auto& thing = model::moved_things[static_cast<std::size_t>(lever.moves)];
        const auto text = fmt::format("{} {:.6g} {}", lever.name, *amounts[lever.lever], lever.unit);
        const auto known = std::find_if(
            all.begin(), all.end(), [&](const ShownEffect& one) { return one.indicator == thing.indicator; });
        if (known == all.end())
            all.push_back({text, std::string(thing.name), std::string(thing.indicator), {}});
        else
            known->levers += ", " + text;
    }
    return all;
}

}  // namespace

EffectsPlan plan_effects(const std::filesystem::path& file, const data::Overrides& changes,
                         const std::vector<std::string>& names) {
    const auto whole = data::read_scenario(file, changes);
    auto looked_at = names;
    if (names.empty())
        for (const auto& measure : data::all_measures()) looked_at.push_back(measure.name);
    // A table of changes to a measure that is not in force is a fault: such a measure is switched off.
    const auto with = [&](const std::string& only) {
        auto all = changes;
        for (const auto& measure : whole.params.measures)
            if (measure.name != only) all.emplace_back("measure." + measure.name, "off");
        all.emplace_back("measures",
                         data::toml_text(only.empty() ? std::vector<std::string>() : std::vector{only}));
        if (!only.empty())
            all.emplace_back(fmt::format("measure.{}.from", only),
                             data::toml_text(model::month_text(whole.start)));
        return data::read_scenario(file, all);
    };
    EffectsPlan plan{with(""), {}};
    for (const auto& name : looked_at) plan.alone.push_back(with(name));
    return plan;
}

std::vector<MeasureEffects> measure_effects(const EffectsPlan& plan, const Watch& watch) {
    const auto& none = plan.none;
    const auto set = data::read_inputs(none);
    model::Remarks remarks;
    const auto setting = model::make_setting(set.figures, model::SettingParams(none.params), remarks,
                                             geo::build_hierarchy, watch.stop);
    const auto without = draws_of(setting, none, set, watch);
    const auto last_month = model::Month::of(none.start) + none.months;
    std::vector<MeasureEffects> all;
    for (const auto& alone : plan.alone) {
        const auto draws = draws_of(setting, alone, set, watch);
        const auto& measure = alone.params.measures.front();
        MeasureEffects effects{measure.name, measure.title, measure.ids, shown(measure, last_month)};
        for (auto& one : effects.moved) {
            const auto before = seen(without, one.indicator);
            one.unit = before.unit;
            one.without = model::mean(before.values);
            one.effect = model::paired_difference(before.values, seen(draws, one.indicator).values);
        }
        all.push_back(std::move(effects));
    }
    return all;
}

std::string effects_markdown(const std::vector<MeasureEffects>& all, const std::string& scenario, int months,
                             int draws) {
    std::string page = fmt::format(
        "# What each measure moves\n\nGenerated by `legekart effects`. Each measure alone against none, "
        "scenario {}, mean over {} months, {} paired draws: the indicator that shows what its levers, as "
        "they "
        "are in the last month, are for, and its change with the 90 % interval of luck. Effects of assumed "
        "size are as sure as the assumption.\n\n"
        "| measure | plan | levers | what they move | indicator | unit | without | change | 90 % interval |\n"
        "|---|---|---|---|---|---|---|---|---|\n",
        scenario, months, draws);
    for (const auto& measure : all)
        for (const auto& one : measure.moved)
            page +=
                fmt::format("| {} | {} | {} | {} | {} | {} | {:.1f} | {:+.2f} | {:+.2f} to {:+.2f} |\n",
                            measure.name, fmt::join(measure.ids, ", "), one.levers, one.thing, one.indicator,
                            one.unit, one.without, one.effect.mean, one.effect.low, one.effect.high);
    return page;
}

}  // namespace study
