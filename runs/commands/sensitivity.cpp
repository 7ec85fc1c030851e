#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

#include "data/sweep_results.hpp"
#include "data/version.hpp"
#include "data/write_file.hpp"
#include "geo/base/error.hpp"
#include "model/compare/sensitivity.hpp"
#include "runs/commands/commands.hpp"
#include "runs/study/sweep/folder.hpp"
#include "viz/compare/effect_chart.hpp"

namespace runs {
using Json = nlohmann::ordered_json;
using model::Bootstrapped;
namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

/// One factor and one result. What stands in `extra` depends on the measure.
struct Effect {
    std::string factor;
    Bootstrapped main;  ///< total index, mu*, or partial rank correlation
    std::vector<std::pair<std::string, Bootstrapped>> extra{};  ///< first-order index; mu and sigma

    double size() const { return std::isfinite(main.value) ? std::abs(main.value) : -1; }
};

struct Findings {
    std::string result, long_name, long_name_no;
    std::uint32_t used = 0;       ///< blocks, trajectories or points
    std::vector<Effect> effects;  ///< strongest first
};

struct Measure {
    const char *name, *used, *axis, *axis_no;
};
Measure measure_of(data::DesignKind kind) {
    if (kind == data::DesignKind::sobol)
        return {"total_index", "blocks", "share of variance: alone (dark) and with interactions",
                "andel av variansen: alene (mørk) og med samspill"};
    if (kind == data::DesignKind::morris)
        return {"mean_absolute_effect", "trajectories", "mean absolute effect over the whole range (mu*)",
                "gjennomsnittlig absolutt virkning over hele spennet (mu*)"};
    return {"partial_rank_correlation", "points", "partial rank correlation", "partiell rangkorrelasjon"};
}

/// Points of any design as numbers: where in its range, or the values of a grid or list. Throws InputError
/// for words.
model::UnitDesign points_of(const study::SweepFolder& folder) {
    auto design = data::unit_design(folder.plan);
    if (design.factors != 0) return design;
    design.factors = folder.design.keys.size();
    for (const auto& row : folder.design.rows) {
        if (row.run % folder.plan.replicates != 0) continue;
        for (std::size_t f = 0; f < row.values.size(); ++f) {
            char* end = nullptr;
            design.values.push_back(std::strtod(row.values[f].c_str(), &end));
            if (row.values[f].empty() || *end != '\0')
                throw geo::InputError(
                    folder.root.string(),
                    fmt::format("'{}' takes words such as '{}', which have no order; sensitivity "
                                "needs numbers. The runs are in results.csv",
                                folder.design.keys[f], row.values[f]));
        }
    }
    return design;
}

/// Mean over the replicates that are done; NaN where none is.
std::vector<double> by_point(const study::SweepFolder& folder, const std::vector<double>& by_run) {
    std::vector<double> sum(folder.runs() / folder.plan.replicates, 0.0), count(sum.size(), 0.0);
    for (const auto& row : folder.design.rows)
        if (std::isfinite(by_run[row.run])) {
            sum[row.point] += by_run[row.run];
            ++count[row.point];
        }
    for (std::size_t p = 0; p < sum.size(); ++p) sum[p] = count[p] > 0 ? sum[p] / count[p] : nothing;
    return sum;
}

Findings find(const study::SweepFolder& folder, const model::UnitDesign& points, const std::string& result,
              const std::vector<double>& outcome, const model::Bootstrap& bootstrap) {
    Findings findings{result, result, result, 0, {}};
    const auto name = result.substr(0, result.rfind('_'));
    const bool final = result.ends_with("_final");
    const auto describe = [&](const auto& infos) {
        for (const auto& info : infos)
            if (info.name == name) {
                findings.long_name = fmt::format("{}, {}", info.long_name, final ? "last month" : "mean");
                findings.long_name_no =
                    fmt::format("{}, {}", info.long_name_no, final ? "siste måned" : "gjennomsnitt");
            }
    };
    describe(model::counts());
    describe(model::ratios());
    const auto& keys = folder.design.keys;
    if (folder.plan.kind == data::DesignKind::sobol) {
        const auto indices =
            model::sobol_indices(static_cast<std::uint32_t>(keys.size()), outcome, bootstrap);
        findings.used = indices.blocks;
        for (std::size_t f = 0; f < keys.size(); ++f)
            findings.effects.push_back(
                {keys[f], indices.factors[f].total, {{"first_order_index", indices.factors[f].first}}});
    } else if (folder.plan.kind == data::DesignKind::morris) {
        const auto effects = model::morris_effects(points, outcome, bootstrap);
        findings.used = effects.trajectories;
        for (std::size_t f = 0; f < keys.size(); ++f) {
            const auto& e = effects.factors[f];
            findings.effects.push_back({keys[f],
                                        e.mean_absolute,
                                        {{"mean_effect", {e.mean, nothing, nothing}},
                                         {"spread_of_effects", {e.spread, nothing, nothing}}}});
        }
    } else {
        const auto correlations = model::partial_rank_correlations(points, outcome, bootstrap);
        findings.used = correlations.rows;
        for (std::size_t f = 0; f < keys.size(); ++f)
            findings.effects.push_back({keys[f], correlations.factors[f]});
    }
    std::stable_sort(findings.effects.begin(), findings.effects.end(),
                     [](const Effect& a, const Effect& b) { return a.size() > b.size(); });
    return findings;
}

Json json_of(const Bootstrapped& e) {
    const auto number = [](double v) { return std::isfinite(v) ? Json(v) : Json(); };
    return {{"value", number(e.value)}, {"low", number(e.low)}, {"high", number(e.high)}};
}

std::string csv_of(const std::vector<Findings>& all, const Measure& measure) {
    std::string csv = "result,factor,measure,value,low,high\n";
    const auto cell = [](double v) { return std::isfinite(v) ? fmt::format("{:.6g}", v) : std::string(); };
    for (const auto& findings : all)
        for (const auto& effect : findings.effects) {
            const auto add = [&](const std::string& name, const Bootstrapped& e) {
                csv += fmt::format("{},{},{},{},{},{}\n", findings.result, effect.factor, name, cell(e.value),
                                   cell(e.low), cell(e.high));
            };
            add(measure.name, effect.main);
            for (const auto& [name, estimate] : effect.extra) add(name, estimate);
        }
    return csv;
}

void write_chart(const std::filesystem::path& path, const study::SweepFolder& folder,
                 const std::vector<Findings>& all, const Measure& measure, const std::string& language) {
    viz::EffectChart chart;
    chart.language = language == "en" ? viz::Language::english : viz::Language::norwegian;
    const bool english = chart.language == viz::Language::english;
    chart.title = folder.plan.title;
    chart.footer = fmt::format("{} {}, {}; Legekart {} ({})", folder.runs(), english ? "runs" : "kjøringer",
                               english ? "95 % bootstrap intervals" : "95 % bootstrap-intervaller",
                               data::version, data::git_commit);
    for (const auto& findings : all) {
        viz::EffectPanel panel{english ? findings.long_name : findings.long_name_no,
                               english ? measure.axis : measure.axis_no,
                               {}};
        for (const auto& e : findings.effects) {
            if (panel.bars.size() == 10 || !std::isfinite(e.main.value)) break;
            viz::EffectBar bar{e.factor, e.main.value, e.main.low, e.main.high, std::nullopt};
            if (folder.plan.kind == data::DesignKind::sobol) bar.inner = e.extra.front().second.value;
            panel.bars.push_back(std::move(bar));
        }
        chart.panels.push_back(std::move(panel));
    }
    viz::write_effects(path, chart);
}

void print(const std::vector<Findings>& all, const Measure& measure) {
    for (const auto& findings : all) {
        fmt::print("{} ({} {})\n", findings.long_name, findings.used, measure.used);
        for (std::size_t i = 0; i < std::min<std::size_t>(5, findings.effects.size()); ++i) {
            const auto& e = findings.effects[i];
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
    fmt::print("({}; 95 % bootstrap intervals; the five strongest)\n", measure.name);
}

}  // namespace

int sensitivity(const SensitivityArguments& a) {
    const study::SweepFolder folder(a.sweep);
    const auto table = data::read_sweep_table(folder.root / "results.csv", folder.design);
    auto wanted = a.results;
    if (wanted.empty())
        for (const auto& name : table.names)
            if (name.starts_with("percent_") || name == "patients_without_gp_final" ||
                name == "cost_state_mean" || name == "cost_municipality_mean")
                wanted.push_back(name);
    if (wanted.empty()) wanted = table.names;
    for (const auto& name : wanted)
        if (!table.results.contains(name))
            throw geo::InputError("--result", fmt::format("no column '{}' in {}; it has {}", name,
                                                          (folder.root / "results.csv").string(),
                                                          fmt::join(table.names, ", ")));
    if (!a.language.empty() && a.language != "no" && a.language != "en")
        throw geo::InputError("--language", fmt::format("'{}', expected no or en", a.language));
    if (a.dry_run) {
        fmt::print("would measure {} factors for {}\n", folder.design.keys.size(), fmt::join(wanted, ", "));
        return 0;
    }
    const auto measure = measure_of(folder.plan.kind);
    const auto points = points_of(folder);
    std::vector<Findings> all;
    for (const auto& name : wanted)
        all.push_back(find(folder, points, name, by_point(folder, table.results.find(name)->second),
                           {static_cast<std::uint32_t>(a.resamples), model::Seed{folder.plan.design_seed}}));
    for (const auto& chart : a.charts) write_chart(chart, folder, all, measure, a.language);
    if (!a.csv.empty()) data::write_file(a.csv, csv_of(all, measure));
    if (!a.json) {
        print(all, measure);
        return 0;
    }
    Json j{{"folder", folder.root.string()},
           {"design", data::name_of(folder.plan.kind)},
           {"results", Json::object()}};
    for (const auto& findings : all) {
        Json effects = Json::array();
        for (const auto& e : findings.effects) {
            Json one{{"factor", e.factor}, {measure.name, json_of(e.main)}};
            for (const auto& [name, estimate] : e.extra) one[name] = json_of(estimate);
            effects.push_back(std::move(one));
        }
        j["results"][findings.result] = {{measure.used, findings.used}, {"factors", std::move(effects)}};
    }
    fmt::print("{}\n", j.dump(2));
    return 0;
}

}  // namespace runs
