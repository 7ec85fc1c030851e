#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "viz/compare/comparison_report.hpp"
#include "viz/messages.hpp"

namespace viz {
namespace {

constexpr double empty = std::numeric_limits<double>::quiet_NaN();

std::string yes_no(bool yes, Language language) {
    const SheetMessages& said = messages(language).sheets;
    return yes ? said.yes : said.no;
}

std::string change(const model::Estimate& e, Language language) {
    return e.has_interval() ? yes_no(e.is_change(), language) : std::string();
}

}  // namespace

Sheet figures_sheet(const ComparisonReport& report, Language language) {
    Sheet sheet{messages(language).sheets.figures,
                {"scenario", "month", "futures", "area_kind", "area_number", "area", "indicator", "unit",
                 "mean_reference", "mean", "difference", "low_90", "high_90", "p_value", "change", "rank",
                 "holds_among_all"},
                {}};
    for (const auto& scenario : report.scenarios) {
        std::vector<double> rank(scenario.figures.size(), empty);
        std::vector<std::string> holds(scenario.figures.size());
        for (std::uint32_t i = 0; i < report.indicators.size(); ++i) {
            const auto found = changes_in(report, scenario, i);
            for (std::size_t k = 0; k < found.changed.size(); ++k) {
                rank[found.changed[k]] = static_cast<double>(k + 1);
                holds[found.changed[k]] = yes_no(found.holds[k], Language::english);
            }
        }
        for (std::size_t row = 0; row < scenario.figures.size(); ++row) {
            const auto& f = scenario.figures[row];
            const auto& area = report.areas[f.area];
            const auto& indicator = report.indicators[f.indicator];
            sheet.rows.push_back({scenario.name, month_text(report.month),
                                  static_cast<double>(scenario.futures()),
                                  std::string(model::area_kinds[static_cast<std::size_t>(area.kind)]),
                                  area.number, name_of(area, language), indicator.name, indicator.unit,
                                  f.mean_a, f.mean_b, f.difference.mean, f.difference.low, f.difference.high,
                                  f.p_value, change(f.difference, Language::english), rank[row], holds[row]});
        }
    }
    return sheet;
}

Sheet ranking_sheet(const ComparisonReport& report, Language language, std::size_t most) {
    const SheetMessages& said = messages(language).sheets;
    Sheet sheet{said.ranking, texts(said.ranking_heads), {}};
    for (const auto& scenario : report.scenarios) {
        const auto found = changes_in(report, scenario, report.ranked);
        for (std::size_t k = 0; k < std::min(most, found.changed.size()); ++k) {
            const auto& f = scenario.figures[found.changed[k]];
            const auto& area = report.areas[f.area];
            sheet.rows.push_back({called(report, scenario, language), static_cast<double>(k + 1), area.number,
                                  area.name, f.mean_a, f.mean_b, f.difference.mean, f.difference.low,
                                  f.difference.high, yes_no(found.holds[k], language)});
        }
    }
    return sheet;
}

Sheet headline_sheet(const ComparisonReport& report, Language language) {
    const SheetMessages& said = messages(language).sheets;
    Sheet sheet{said.headline, texts(said.headline_heads), {}};
    sheet.heads[1] += ", " + norwegian_name(name_of(report.area(), language));
    for (const auto& scenario : report.scenarios)
        for (std::uint32_t i = 0; i < report.indicators.size(); ++i) {
            const auto& f = report.figure(scenario, i);
            sheet.rows.push_back({called(report, scenario, language), name_in(language, report.indicators[i]),
                                  report.indicators[i].unit, f.mean_a, f.mean_b, f.difference.mean,
                                  f.difference.low, f.difference.high, change(f.difference, language)});
        }
    return sheet;
}

Sheet costs_sheet(const ComparisonReport& report, Language language) {
    const SheetMessages& said = messages(language).sheets;
    Sheet sheet{said.costs, texts(said.costs_heads), {}};
    for (const auto& scenario : report.scenarios) {
        if (!scenario.costs) continue;
        for (const auto* lines : {&scenario.costs->by_payer, &scenario.costs->parts})
            for (const auto& line : *lines)
                sheet.rows.push_back({called(report, scenario, language), line.name, "NOK", line.mean_a,
                                      line.mean_b, line.difference.mean, line.difference.low,
                                      line.difference.high});
        for (const auto& cost : scenario.costs->valued) {
            const auto& line = cost.total;
            sheet.rows.push_back({called(report, scenario, language), "total_" + line.name, "NOK",
                                  line.mean_a, line.mean_b, line.difference.mean, line.difference.low,
                                  line.difference.high});
            const auto ratio = cost.cost_per_year.value_or(model::Estimate{empty, empty, empty});
            sheet.rows.push_back({called(report, scenario, language),
                                  "cost_per_person_year_with_gp_" + line.name, "NOK", empty, empty,
                                  ratio.mean, ratio.low, ratio.high});
        }
        for (const auto& effect : scenario.costs->effects) {
            const std::string name(model::effects[static_cast<std::size_t>(effect.kind)]);
            sheet.rows.push_back({called(report, scenario, language), name,
                                  effect.kind == model::Effect::persons_with_gp ? "persons" : "person-years",
                                  empty, empty, effect.effect.mean, effect.effect.low, effect.effect.high});
            const auto ratio = effect.cost_per_unit.value_or(model::Estimate{empty, empty, empty});
            sheet.rows.push_back({called(report, scenario, language), "cost_per_" + name, "NOK", empty, empty,
                                  ratio.mean, ratio.low, ratio.high});
        }
    }
    return sheet;
}

Sheet periods_sheet(const ComparisonReport& report, Language language) {
    const SheetMessages& said = messages(language).sheets;
    Sheet sheet{said.periods, texts(said.periods_heads), {}};
    const auto add = [&](const ComparedScenario& scenario, const std::string& name,
                         const model::PeriodCosts& period) {
        const auto months =
            fmt::format("{} – {}", model::month_text(period.first), model::month_text(period.last));
        for (const auto& line : period.by_payer)
            sheet.rows.push_back({called(report, scenario, language), name, months, line.name, line.mean_a,
                                  line.mean_b, line.difference.mean, line.difference.low,
                                  line.difference.high});
    };
    for (const auto& scenario : report.scenarios) {
        if (!scenario.costs) continue;
        for (const auto& year : scenario.costs->years)
            add(scenario, fmt::format("{}", year.first.year()), year);
        for (const auto& quarter : scenario.costs->quarters)
            add(scenario, fmt::format("{} Q{}", quarter.first.year(), quarter.first.value % 12 / 3 + 1),
                quarter);
    }
    return sheet;
}

Sheet plane_sheet(const ComparisonReport& report, Language language) {
    const SheetMessages& said = messages(language).sheets;
    Sheet sheet{said.plane, texts(said.plane_heads), {}};
    for (const auto& scenario : report.scenarios)
        if (scenario.costs)
            for (const auto& effect : scenario.costs->effects)
                for (const auto& point : effect.plane)
                    sheet.rows.push_back({called(report, scenario, language),
                                          std::string(model::effects[static_cast<std::size_t>(effect.kind)]),
                                          point.effect, point.cost});
    return sheet;
}

Sheet acceptability_sheet(const ComparisonReport& report, Language language) {
    const SheetMessages& said = messages(language).sheets;
    Sheet sheet{said.acceptability, texts(said.acceptability_heads), {}};
    for (const auto& scenario : report.scenarios)
        if (scenario.costs)
            for (const auto& effect : scenario.costs->effects)
                for (const auto& point : effect.acceptability)
                    sheet.rows.push_back({called(report, scenario, language),
                                          std::string(model::effects[static_cast<std::size_t>(effect.kind)]),
                                          point.willingness, point.chance});
    return sheet;
}

std::string comparison_xlsx(const ComparisonReport& report, Language language) {
    const SheetMessages& said = messages(language).sheets;
    Sheet words{said.summary, {said.summary}, {}};
    for (const auto& scenario : report.scenarios) {
        for (const auto& line : summary(report, scenario, language)) words.rows.push_back({line});
        words.rows.push_back({std::string()});
    }
    const std::vector<Sheet> sheets{words,
                                    overview_sheet(report, language),
                                    headline_sheet(report, language),
                                    ranking_sheet(report, language),
                                    costs_sheet(report, language),
                                    periods_sheet(report, language),
                                    figures_sheet(report, language),
                                    plane_sheet(report, language),
                                    acceptability_sheet(report, language)};
    return xlsx_bytes(sheets, said.book, report.first_month);
}

}  // namespace viz
