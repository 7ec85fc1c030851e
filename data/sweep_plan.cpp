#include "data/sweep_plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>

#include "data/strict_toml.hpp"
#include "geo/base/error.hpp"
#include "model/indicators.hpp"

namespace data {
namespace {

constexpr std::uint32_t most_runs = 1'000'000;

/// Keys that every run of a sweep must share, and where to set them instead.
constexpr std::pair<std::string_view, std::string_view> fixed_keys[] = {
    {"run.seed", "set it in [seeds]"},
    {"run.replicates", "set it in [seeds]"},
    {"run.months", "set it in `settings`: all runs share one time axis"},
    {"run.start", "set it in `settings`: all runs share one time axis"},
    {"inputs.folder", "set it in `settings`: all runs share one input set"}};

DesignKind kind_of(const std::string& name) {
    for (const auto kind : {DesignKind::grid, DesignKind::list, DesignKind::latin_hypercube,
                            DesignKind::sobol, DesignKind::morris})
        if (name_of(kind) == name) return kind;
    return DesignKind::grid;  // the reader has noted it
}

void read_design(const TomlTable& design, SweepPlan& plan) {
    plan.kind = kind_of(design.choice("kind", {"grid", "list", "latin_hypercube", "sobol", "morris"}));
    plan.design_seed =
        static_cast<std::uint64_t>(design.whole("seed", {0, std::numeric_limits<std::int64_t>::max()}, 1));
    const auto read = [&](std::string_view key, std::string_view unit, std::int64_t least) {
        plan.points = static_cast<std::uint32_t>(design.whole(key, {least, most_runs, unit}));
    };
    if (plan.kind == DesignKind::latin_hypercube) read("points", "points", 2);
    if (plan.kind == DesignKind::sobol) read("blocks", "blocks of factors + 2 points; best a power of 2", 2);
    if (plan.kind == DesignKind::morris) {
        read("trajectories", "trajectories of factors + 1 points", 2);
        plan.levels = static_cast<std::uint32_t>(design.whole("levels", {2, 100, "an even number"}, 4));
        if (plan.levels % 2 != 0) design.error("levels", "'design.levels' is odd, expected an even number");
    }
}

void read_seeds(const TomlTable& seeds, SweepPlan& plan) {
    plan.replicates =
        static_cast<std::uint32_t>(seeds.whole("replicates", {1, 10'000, "runs of each point"}, 1));
    plan.common_seeds = seeds.choice("numbers", {"common", "independent"}, "common") == "common";
    plan.first_seed = static_cast<std::uint64_t>(
        seeds.whole("first", {0, std::numeric_limits<std::int64_t>::max() - most_runs}, 1));
}

Factor read_factor(const TomlTable& table, DesignKind kind) {
    Factor factor;
    factor.key = table.text("key");
    for (const auto& [key, advice] : fixed_keys)
        if (factor.key == key) table.error("key", fmt::format("'{}' cannot vary; {}", key, advice));
    const bool may_list = kind == DesignKind::grid || kind == DesignKind::list;
    if (may_list && (table.has("values") || table.has("words") || kind == DesignKind::list)) {
        if (table.has("words"))
            factor.values = table.texts("words");
        else
            for (const double value : table.numbers("values", {-1e300, 1e300}))
                factor.values.push_back(fmt::format("{}", value));
        if (factor.values.empty())
            table.error("values", R"(no values; expected `values = [1, 2]` or `words = ["a", "b"]`)");
        return factor;
    }
    factor.low = table.number("low", {-1e300, 1e300});
    factor.high = table.number("high", {-1e300, 1e300});
    factor.logarithmic = table.choice("scale", {"linear", "log"}, "linear") == "log";
    factor.whole = table.flag("whole", false);
    if (kind == DesignKind::grid)
        factor.levels = static_cast<std::uint32_t>(table.whole("levels", {2, 10'000, "values of the grid"}));
    if (!(factor.low < factor.high)) table.error("high", "'high' must be above 'low'");
    if (factor.logarithmic && !(factor.low > 0)) table.error("low", "'low' must be above 0 on a log scale");
    return factor;
}

void read_outputs(const TomlTable& outputs, SweepPlan& plan) {
    auto wanted = outputs.texts("indicators");
    if (!outputs.has("indicators")) wanted = usual_outputs();
    std::set<std::string, std::less<>> names;
    for (const auto& name : wanted) {
        const auto ratios = model::ratios();
        const auto ratio =
            std::find_if(ratios.begin(), ratios.end(), [&](const auto& r) { return r.name == name; });
        if (ratio != ratios.end()) {
            plan.ratios.push_back(name);
            names.emplace(ratio->numerator);
            names.emplace(ratio->denominator);
            continue;
        }
        try {
            model::count_row(name);
            names.insert(name);
        } catch (const geo::InputError& error) {
            outputs.error("indicators", error.what());
        }
    }
    for (const auto& count : model::counts())
        if (names.contains(count.name)) plan.counts.emplace_back(count.name);
    if (wanted.empty())
        outputs.error("indicators", "no indicators; leave the key out to keep the headline ones");
}

}  // namespace

std::string_view name_of(DesignKind kind) {
    switch (kind) {
        case DesignKind::grid:
            return "grid";
        case DesignKind::list:
            return "list";
        case DesignKind::latin_hypercube:
            return "latin_hypercube";
        case DesignKind::sobol:
            return "sobol";
        case DesignKind::morris:
            return "morris";
    }
    return "";
}

std::string Factor::at(double u) const {
    if (whole) {
        const double steps = std::floor(high) - std::ceil(low) + 1;
        return fmt::format("{:.0f}", std::ceil(low) + std::min(std::floor(u * steps), steps - 1));
    }
    if (u <= 0) return fmt::format("{}", low);
    if (u >= 1) return fmt::format("{}", high);
    const double value = logarithmic ? low * std::pow(high / low, u) : low + u * (high - low);
    // Ten digits: enough to tell points apart, and the same text from every mathematical library.
    return fmt::format("{:.10g}", value);
}

std::vector<std::string> usual_outputs() {
    std::map<int, std::string> by_place;
    const auto take = [&](const auto& rows) {
        for (const auto& row : rows)
            if (row.sweep_place > 0) by_place.emplace(row.sweep_place, row.name);
    };
    take(model::counts());
    take(model::ratios());
    std::vector<std::string> names;
    for (const auto& [place, name] : by_place) names.push_back(name);
    return names;
}

SweepPlan read_sweep_plan(const std::filesystem::path& file, const std::filesystem::path& relative_to) {
    TomlFile toml(file);
    const auto root = toml.root();
    SweepPlan plan;
    plan.text = toml.source_text();
    plan.name = root.text("name", file.stem().string());
    plan.title = root.text("title", plan.name);
    const std::filesystem::path scenario = root.text("scenario");
    const auto base = relative_to.empty() ? std::filesystem::absolute(file).parent_path() : relative_to;
    plan.scenario = (base / scenario).lexically_normal();
    for (const auto& text : root.texts("settings")) {
        const auto equals = text.find('=');
        if (equals == std::string::npos || equals == 0)
            root.error("settings",
                       fmt::format(R"("{}", expected "key=value" such as "run.months=24")", text));
        else
            plan.settings.emplace_back(text.substr(0, equals), text.substr(equals + 1));
    }
    read_design(root.table("design"), plan);
    read_seeds(root.table("seeds"), plan);
    read_outputs(root.table("outputs"), plan);
    std::set<std::string> keys;
    std::size_t length = 0;
    for (const auto& table : root.tables("factors")) {
        plan.factors.push_back(read_factor(table, plan.kind));
        const auto& factor = plan.factors.back();
        if (!keys.insert(factor.key).second)
            table.error("key", fmt::format("'{}' is there twice", factor.key));
        if (plan.kind == DesignKind::list && length != 0 && factor.values.size() != length)
            table.error("values", fmt::format("{} values, expected {} as the first factor has: a list takes "
                                              "the first of each, then the second of each",
                                              factor.values.size(), length));
        if (length == 0) length = factor.values.size();
    }
    if (plan.factors.empty()) root.error("factors", "nothing varies; expected at least one [[factors]]");
    toml.finish();
    double runs = plan.replicates;
    for (const Factor& factor : plan.factors)
        if (plan.kind == DesignKind::grid) runs *= static_cast<double>(factor.size());
    if (plan.kind != DesignKind::grid) runs *= point_count(plan);
    if (runs > most_runs)
        throw geo::InputError(file.string(),
                              fmt::format("{:.0f} runs; expected {} at most", runs, most_runs));
    return plan;
}

std::vector<std::filesystem::path> try_factors(const SweepPlan& plan) {
    const auto base = read_scenario(plan.scenario, plan.settings);
    auto files = files_read(base);
    std::vector<Overrides> trials;
    for (const Factor& factor : plan.factors) {
        auto values = factor.values;
        if (values.empty()) values = {factor.at(0), factor.at(1)};
        for (const auto& value : values) {
            auto all = plan.settings;
            all.emplace_back(factor.key, value);
            trials.push_back(std::move(all));
        }
    }
    std::string problems;
    for (const auto& trial : trials) {
        try {
            const auto scenario = read_scenario(plan.scenario, trial);
            if (scenario.own_lists != base.own_lists ||
                (!scenario.population_ahead.empty() && scenario.population_ahead != base.population_ahead))
                throw geo::InputError(plan.scenario.string(),
                                      fmt::format("'{}' cannot vary between files; name one in `settings`: "
                                                  "all runs share one input set",
                                                  trial.back().first));
            for (auto& file : files_read(scenario)) files.push_back(std::move(file));
        } catch (const geo::InputError& error) {
            problems += fmt::format("{}{}", problems.empty() ? "" : "\n", error.what());
        }
    }
    if (!problems.empty()) throw geo::InputError(problems);
    std::sort(files.begin(), files.end());
    files.erase(std::unique(files.begin(), files.end()), files.end());
    return files;
}

std::uint32_t point_count(const SweepPlan& plan) {
    const auto k = static_cast<std::uint32_t>(plan.factors.size());
    switch (plan.kind) {
        case DesignKind::grid: {
            std::uint32_t points = 1;
            for (const Factor& factor : plan.factors) points *= static_cast<std::uint32_t>(factor.size());
            return points;
        }
        case DesignKind::list:
            return k == 0 ? 0 : static_cast<std::uint32_t>(plan.factors.front().size());
        case DesignKind::latin_hypercube:
            return plan.points;
        case DesignKind::sobol:
            return plan.points * (k + 2);
        case DesignKind::morris:
            return plan.points * (k + 1);
    }
    return 0;
}

model::UnitDesign unit_design(const SweepPlan& plan) {
    const auto k = static_cast<std::uint32_t>(plan.factors.size());
    const model::Seed seed{plan.design_seed};
    switch (plan.kind) {
        case DesignKind::grid:
        case DesignKind::list:
            break;
        case DesignKind::latin_hypercube:
            return model::latin_hypercube(plan.points, k, seed);
        case DesignKind::sobol:
            return model::saltelli(plan.points, k, seed);
        case DesignKind::morris:
            return model::morris_trajectories(plan.points, k, plan.levels, seed);
    }
    return {};
}

SweepDesign expand(const SweepPlan& plan) {
    const auto unit = unit_design(plan);
    const std::size_t k = plan.factors.size();
    std::vector<std::uint32_t> levels;
    if (plan.kind == DesignKind::grid) {
        std::vector<std::uint32_t> sizes;
        for (const Factor& factor : plan.factors) sizes.push_back(static_cast<std::uint32_t>(factor.size()));
        levels = model::grid_levels(sizes);
    }
    const auto value = [&](std::size_t point, std::size_t f) {
        const Factor& factor = plan.factors[f];
        if (unit.factors != 0) return factor.at(unit.row(point)[f]);
        const std::size_t level = plan.kind == DesignKind::grid ? levels[point * k + f] : point;
        return factor.values.empty() ? factor.at(static_cast<double>(level) / (factor.levels - 1))
                                     : factor.values[level];
    };
    SweepDesign design;
    for (const Factor& factor : plan.factors) design.keys.push_back(factor.key);
    const auto points = point_count(plan);
    for (std::uint32_t point = 0; point < points; ++point) {
        SweepRow row;
        row.point = point;
        for (std::size_t f = 0; f < k; ++f) row.values.push_back(value(point, f));
        for (std::uint32_t r = 0; r < plan.replicates; ++r) {
            row.run = point * plan.replicates + r;
            row.seed = plan.first_seed + (plan.common_seeds ? r : row.run);
            design.rows.push_back(row);
        }
    }
    return design;
}

Overrides overrides_of(const SweepPlan& plan, const SweepRow& row) {
    auto all = plan.settings;
    for (std::size_t f = 0; f < plan.factors.size(); ++f)
        all.emplace_back(plan.factors[f].key, row.values[f]);
    all.emplace_back("run.seed", fmt::format("{}", row.seed));
    return all;
}

}  // namespace data
