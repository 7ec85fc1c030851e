#include "runs/say/sensitivity_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "data/version.hpp"
#include "viz/compare/effect_chart.hpp"
#include "viz/messages.hpp"

namespace runs {
namespace {

struct ChartMessages {
    viz::Text total_index, mean_absolute_effect, correlation;  ///< what bars measure, by design
    viz::Message<std::uint32_t> footer;                        ///< runs
};
const ChartMessages chart_norwegian{
    .total_index = "andel av variansen: alene (mørk) og med samspill",
    .mean_absolute_effect = "gjennomsnittlig absolutt virkning over hele spennet (mu*)",
    .correlation = "partiell rangkorrelasjon",
    .footer = "{} kjøringer, 95 % bootstrap-intervaller",
};
const ChartMessages chart_english{
    .total_index = "share of variance: alone (dark) and with interactions",
    .mean_absolute_effect = "mean absolute effect over the whole range (mu*)",
    .correlation = "partial rank correlation",
    .footer = "{} runs, 95 % bootstrap intervals",
};

std::string axis_of(data::DesignKind kind, const ChartMessages& said) {
    if (kind == data::DesignKind::sobol) return said.total_index;
    if (kind == data::DesignKind::morris) return said.mean_absolute_effect;
    return said.correlation;
}

Json interval_json(const model::Bootstrapped& e) {
    const auto number = [](double v) { return std::isfinite(v) ? Json(v) : Json(); };
    return {{"value", number(e.value)}, {"low", number(e.low)}, {"high", number(e.high)}};
}

}  // namespace

Json sensitivity_json(const study::SweepFolder& folder, const std::vector<study::Sensitivity>& all) {
    const auto words = study::sensitivity_words(folder.plan.kind);
    Json j{{"folder", folder.root.string()},
           {"design", data::name_of(folder.plan.kind)},
           {"results", Json::object()}};
    for (const auto& one : all) {
        Json effects = Json::array();
        for (const auto& e : one.effects) {
            Json row{{"factor", e.factor}, {words.measure, interval_json(e.main)}};
            for (const auto& [name, estimate] : e.extra) row[name] = interval_json(estimate);
            effects.push_back(std::move(row));
        }
        j["results"][one.result] = {{words.used, one.used}, {"factors", std::move(effects)}};
    }
    return j;
}

void print_sensitivity(const study::SweepFolder& folder, const std::vector<study::Sensitivity>& all) {
    const auto words = study::sensitivity_words(folder.plan.kind);
    for (const auto& one : all) {
        fmt::print("{} ({} {})\n", one.long_name, one.used, words.used);
        for (std::size_t i = 0; i < std::min<std::size_t>(5, one.effects.size()); ++i) {
            const auto& e = one.effects[i];
            if (!std::isfinite(e.main.value)) {
                fmt::print("  {:<44} {:>10}\n", e.factor, "-");
                continue;
            }
            fmt::print("  {:<44} {:>10.4g}  [{:.4g}, {:.4g}]", e.factor, e.main.value, e.main.low,
                       e.main.high);
            for (const auto& [name, estimate] : e.extra) fmt::print("  {} {:.4g}", name, estimate.value);
            fmt::print("\n");
        }
    }
    fmt::print("({}; 95 % bootstrap intervals; the five strongest)\n", words.measure);
}

void draw_sensitivity(const std::filesystem::path& path, const study::SweepFolder& folder,
                      const std::vector<study::Sensitivity>& all, viz::Language language) {
    viz::EffectChart chart;
    chart.language = language;
    const auto& said = language == viz::Language::norwegian ? chart_norwegian : chart_english;
    chart.title = folder.plan.title;
    chart.footer =
        fmt::format("{}; Legekart {} ({})", said.footer(folder.runs()), data::version, data::git_commit);
    for (const auto& one : all) {
        viz::EffectPanel panel{viz::name_in(language, one), axis_of(folder.plan.kind, said), {}};
        for (const auto& e : one.effects) {
            if (panel.bars.size() == 10 || !std::isfinite(e.main.value)) break;
            viz::EffectBar bar{e.factor, e.main.value, e.main.low, e.main.high, std::nullopt};
            if (folder.plan.kind == data::DesignKind::sobol) bar.inner = e.extra.front().second.value;
            panel.bars.push_back(std::move(bar));
        }
        chart.panels.push_back(std::move(panel));
    }
    viz::write_effects(path, chart);
}

}  // namespace runs
