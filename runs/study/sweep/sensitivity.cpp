#include "runs/study/sweep/sensitivity.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>

#include "geo/base/error.hpp"

namespace study {
namespace {

constexpr double not_measured = std::numeric_limits<double>::quiet_NaN();

/// Points of any design as numbers: where in its range, or the values of a grid or list. Throws InputError
/// for words.
model::UnitDesign points_of(const SweepFolder& folder) {
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
std::vector<double> by_point(const SweepFolder& folder, const std::vector<double>& by_run) {
    std::vector<double> sum(folder.runs() / folder.plan.replicates, 0.0), count(sum.size(), 0.0);
    for (const auto& row : folder.design.rows)
        if (std::isfinite(by_run[row.run])) {
            sum[row.point] += by_run[row.run];
            ++count[row.point];
        }
    for (std::size_t p = 0; p < sum.size(); ++p) sum[p] = count[p] > 0 ? sum[p] / count[p] : not_measured;
    return sum;
}

void name_result(Sensitivity& found) {
    const auto name = found.result.substr(0, found.result.rfind('_'));
    const bool final = found.result.ends_with("_final");
    const auto describe = [&](const auto& infos) {
        for (const auto& info : infos)
            if (info.name == name) {
                found.long_name = fmt::format("{}, {}", info.long_name, final ? "last month" : "mean");
                found.long_name_no =
                    fmt::format("{}, {}", info.long_name_no, final ? "siste måned" : "gjennomsnitt");
            }
    };
    describe(model::counts());
    describe(model::ratios());
}

Sensitivity sensitivity_of(const SweepFolder& folder, const model::UnitDesign& points,
                           const std::string& result, const std::vector<double>& outcome,
                           const model::Bootstrap& bootstrap) {
    Sensitivity found{result, result, result, 0, {}};
    name_result(found);
    const auto& keys = folder.design.keys;
    if (folder.plan.kind == data::DesignKind::sobol) {
        const auto indices =
            model::sobol_indices(static_cast<std::uint32_t>(keys.size()), outcome, bootstrap);
        found.used = indices.blocks;
        for (std::size_t f = 0; f < keys.size(); ++f)
            found.effects.push_back(
                {keys[f], indices.factors[f].total, {{"first_order_index", indices.factors[f].first}}});
    } else if (folder.plan.kind == data::DesignKind::morris) {
        const auto effects = model::morris_effects(points, outcome, bootstrap);
        found.used = effects.trajectories;
        for (std::size_t f = 0; f < keys.size(); ++f) {
            const auto& e = effects.factors[f];
            found.effects.push_back({keys[f],
                                     e.mean_absolute,
                                     {{"mean_effect", {e.mean, not_measured, not_measured}},
                                      {"spread_of_effects", {e.spread, not_measured, not_measured}}}});
        }
    } else {
        const auto correlations = model::partial_rank_correlations(points, outcome, bootstrap);
        found.used = correlations.rows;
        for (std::size_t f = 0; f < keys.size(); ++f)
            found.effects.push_back({keys[f], correlations.factors[f]});
    }
    std::stable_sort(found.effects.begin(), found.effects.end(),
                     [](const FactorEffect& a, const FactorEffect& b) { return a.size() > b.size(); });
    return found;
}

}  // namespace

double FactorEffect::size() const {
    return std::isfinite(main.value) ? std::abs(main.value) : -1;
}

SensitivityWords sensitivity_words(data::DesignKind kind) {
    if (kind == data::DesignKind::sobol) return {"total_index", "blocks"};
    if (kind == data::DesignKind::morris) return {"mean_absolute_effect", "trajectories"};
    return {"partial_rank_correlation", "points"};
}

std::vector<std::string> results_to_measure(const SweepFolder& folder, const data::SweepTable& table,
                                            const std::vector<std::string>& asked) {
    for (const auto& name : asked)
        if (!table.results.contains(name))
            throw geo::InputError(
                "--result", fmt::format("no column '{}' in {}; it has {}", name, folder.table().string(),
                                        fmt::join(table.names, ", ")));
    if (!asked.empty()) return asked;
    std::vector<std::string> leading;
    for (const auto& name : table.names)
        if (name.starts_with("percent_") || name == "patients_without_gp_final" ||
            name == "cost_state_mean" || name == "cost_municipality_mean")
            leading.push_back(name);
    return leading.empty() ? table.names : leading;
}

std::vector<Sensitivity> sensitivities(const SweepFolder& folder, const data::SweepTable& table,
                                       const std::vector<std::string>& results, std::uint32_t resamples,
                                       const geo::StopToken& stop) {
    const auto points = points_of(folder);
    std::vector<Sensitivity> all;
    for (const auto& name : results) {
        stop.check();
        all.push_back(sensitivity_of(folder, points, name, by_point(folder, table.results.find(name)->second),
                                     {resamples, model::Seed{folder.plan.design_seed}}));
    }
    return all;
}

std::string sensitivity_csv(const std::vector<Sensitivity>& all, data::DesignKind kind) {
    std::string csv = "result,factor,measure,value,low,high\n";
    const auto cell = [](double v) { return std::isfinite(v) ? fmt::format("{:.6g}", v) : std::string(); };
    for (const auto& one : all)
        for (const auto& effect : one.effects) {
            const auto add = [&](const std::string& name, const model::Bootstrapped& e) {
                csv += fmt::format("{},{},{},{},{},{}\n", one.result, effect.factor, name, cell(e.value),
                                   cell(e.low), cell(e.high));
            };
            add(sensitivity_words(kind).measure, effect.main);
            for (const auto& [name, estimate] : effect.extra) add(name, estimate);
        }
    return csv;
}

}  // namespace study
