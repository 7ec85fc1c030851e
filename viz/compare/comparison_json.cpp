#include "viz/compare/comparison_json.hpp"

#include <cmath>
#include <nlohmann/json.hpp>

#include "viz/export/table.hpp"

namespace viz {
namespace {

using Json = nlohmann::ordered_json;

Json number(double value) {
    return std::isfinite(value) ? Json(value) : Json(nullptr);
}

Json estimate(const model::Estimate& e) {
    return {{"difference", number(e.mean)},
            {"low", number(e.low)},
            {"high", number(e.high)},
            {"change", e.has_interval() ? Json(e.is_change()) : Json(nullptr)}};
}

Json figure(const ComparisonReport& report, const model::ComparedFigure& f) {
    const auto& area = report.areas[f.area];
    Json j{{"area_kind", model::area_kinds[static_cast<std::size_t>(area.kind)]},
           {"area_number", area.number},
           {"area", area.name},
           {"indicator", report.indicators[f.indicator].name},
           {"mean_reference", number(f.mean_a)},
           {"mean", number(f.mean_b)}};
    j.update(estimate(f.difference));
    j["p_value"] = number(f.p_value);
    return j;
}

Json cost_lines(const std::vector<model::CostLine>& lines) {
    auto list = Json::array();
    for (const auto& line : lines) {
        Json j{{"name", line.name}, {"mean_reference", number(line.mean_a)}, {"mean", number(line.mean_b)}};
        j.update(estimate(line.difference));
        list.push_back(std::move(j));
    }
    return list;
}

Json costs(const model::CostComparison& found) {
    Json j{{"unit", "NOK"}, {"by_payer", cost_lines(found.by_payer)}, {"parts", cost_lines(found.parts)}};
    const auto nok = [](const std::optional<model::Estimate>& ratio) {
        if (!ratio) return Json(nullptr);
        return Json{{"nok", number(ratio->mean)}, {"low", number(ratio->low)}, {"high", number(ratio->high)}};
    };
    j["not_priced"] = Json::array();
    for (const auto& measure : found.not_priced)
        j["not_priced"].push_back({{"measure", measure.name}, {"amounts", measure.amounts}});
    j["valued"] = Json::array();
    for (const auto& cost : found.valued) {
        auto one = cost_lines({cost.total}).front();
        one["person_years_with_gp"] = estimate(cost.years_with_gp);
        one["cost_per_person_year"] = nok(cost.cost_per_year);
        j["valued"].push_back(std::move(one));
    }
    const auto periods = [](const std::vector<model::PeriodCosts>& all) {
        auto list = Json::array();
        for (const auto& period : all)
            list.push_back({{"first_month", model::month_text(period.first)},
                            {"last_month", model::month_text(period.last)},
                            {"by_payer", cost_lines(period.by_payer)}});
        return list;
    };
    j["years"] = periods(found.years);
    j["quarters"] = periods(found.quarters);
    j["effects"] = Json::array();
    for (const auto& effect : found.effects) {
        Json e{{"name", model::effects[static_cast<std::size_t>(effect.kind)]}};
        e.update(estimate(effect.effect));
        e["cost_per_unit"] = nok(effect.cost_per_unit);
        e["plane"] = Json::array();
        for (const auto& p : effect.plane) e["plane"].push_back({p.effect, p.cost});
        e["acceptability"] = Json::array();
        for (const auto& p : effect.acceptability) e["acceptability"].push_back({p.willingness, p.chance});
        j["effects"].push_back(std::move(e));
    }
    return j;
}

}  // namespace

Json to_json(const ComparisonReport& report) {
    Json j{{"reference", report.reference},
           {"first_month", month_text(report.first_month)},
           {"month", month_text(report.month)},
           {"area",
            {{"kind", report.area().kind_name()},
             {"number", report.area().number},
             {"name", model::name_en(report.area())},
             {"name_no", model::name_no(report.area())},
             {"municipalities", report.area().members.size()}}},
           {"interval", "90 %"},
           {"ranked_by", report.indicators[report.ranked].name}};
    if (const auto& alone = report.municipalities.alone.name; !alone.empty()) j["area_alone"] = alone;
    j["indicators"] = Json::array();
    for (const auto& i : report.indicators)
        j["indicators"].push_back({{"name", i.name},
                                   {"unit", i.unit},
                                   {"long_name", i.long_name},
                                   {"long_name_no", i.long_name_no}});
    j["scenarios"] = Json::array();
    for (const auto& scenario : report.scenarios) {
        Json s{{"name", scenario.name},
               {"paired", scenario.paired},
               {"replicates_reference", scenario.replicates_a},
               {"replicates", scenario.replicates_b}};
        s["summary"] = {{"en", summary(report, scenario, Language::english)},
                        {"no", summary(report, scenario, Language::norwegian)}};
        const auto gains = report.indicators.size();
        for (std::uint32_t i = 0; i < gains; ++i) {
            const auto gain = model::pairing_gain(scenario.figures, report.areas, i);
            s["width_paired_over_unpaired"][report.indicators[i].name] = {
                {"nation", number(gain.nation)}, {"median_municipality", number(gain.median_municipality)}};
        }
        s["changed_municipalities"] = Json::array();
        const auto found = changes_in(report, scenario, report.ranked);
        for (std::size_t k = 0; k < found.changed.size(); ++k) {
            auto one = figure(report, scenario.figures[found.changed[k]]);
            one["holds_among_all"] = found.holds[k] != 0;
            s["changed_municipalities"].push_back(std::move(one));
        }
        s["costs"] = scenario.costs ? costs(*scenario.costs) : Json(nullptr);
        s["figures"] = Json::array();
        for (const auto& f : scenario.figures) s["figures"].push_back(figure(report, f));
        j["scenarios"].push_back(std::move(s));
    }
    return j;
}

}  // namespace viz
