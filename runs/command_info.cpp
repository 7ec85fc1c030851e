#include <fmt/format.h>

#include <limits>
#include <nlohmann/json.hpp>

#include "data/schema.hpp"
#include "data/snapshot_reader.hpp"
#include "model/parameters.hpp"
#include "runs/commands.hpp"
#include "runs/version.hpp"

namespace runs {
namespace {

using Json = nlohmann::ordered_json;

Json parameter_json(const std::vector<model::ParameterRow>& rows) {
    auto list = Json::array();
    for (const auto& row : rows)
        list.push_back({{"name", row.name},
                        {"value", row.value},
                        {"unit", row.unit},
                        {"min", row.min},
                        {"max", row.max},
                        {"source", row.source}});
    return list;
}

void print_parameters(const std::vector<model::ParameterRow>& rows) {
    for (const auto& row : rows)
        fmt::print("{} = {}\n    {}, {} to {}\n    {}\n", row.name, row.value, row.unit, row.min, row.max,
                   row.source);
}

int about_program(const InfoArguments& a) {
    const auto parameters = model::rows(model::Params{});
    if (a.json) {
        Json j{{"version", version},
               {"git_commit", git_commit},
               {"compiler", data::compiler_version()},
               {"libraries", data::library_versions()}};
        j["parameters"] = parameter_json(parameters);
        fmt::print("{}\n", j.dump(2));
        return 0;
    }
    fmt::print("legekart {} ({}), {}\n{}\n", version, git_commit, data::compiler_version(),
               fmt::join(data::library_versions(), ", "));
    if (a.parameters)
        print_parameters(parameters);
    else
        fmt::print("{} parameters: legekart info --parameters\nwhat a file holds: legekart info FILE.nc\n",
                   parameters.size());
    return 0;
}

std::string month_text(std::chrono::year_month m) {
    return fmt::format("{:04}-{:02}", static_cast<int>(m.year()), static_cast<unsigned>(m.month()));
}

int about_file(const InfoArguments& a) {
    const auto s = data::read_snapshot(a.file);
    const auto last = s.time_points - 1;
    const auto national = [&](const data::IndicatorInfo& i, int t) {
        const auto sum = [&](const std::string& count) {
            const auto all = s.counts(count);
            const auto n = static_cast<std::ptrdiff_t>(s.municipalities.size());
            std::int64_t total = 0;
            for (auto v = all.begin() + t * n; v != all.begin() + (t + 1) * n; ++v) total += *v;
            return static_cast<double>(total);
        };
        if (i.is_value) return std::numeric_limits<double>::quiet_NaN();
        return i.is_ratio ? i.scale * sum(i.numerator) / sum(i.denominator) : sum(i.name);
    };
    if (a.json) {
        Json j{{"file", s.path.string()},
               {"version", s.run.version},
               {"git_commit", s.run.git_commit},
               {"seed", s.run.seed},
               {"first_month", month_text(s.first_month)},
               {"last_month", month_text(s.month(last))},
               {"municipalities", s.municipalities.size()}};
        j["indicators"] = Json::array();
        for (const auto& i : s.indicators)
            j["indicators"].push_back({{"name", i.name},
                                       {"unit", i.unit},
                                       {"long_name", i.long_name},
                                       {"long_name_no", i.long_name_no},
                                       {"first", national(i, 0)},
                                       {"last", national(i, last)}});
        if (a.parameters) j["parameters"] = parameter_json(s.run.parameters);
        fmt::print("{}\n", j.dump(2));
        return 0;
    }
    fmt::print("{}: {} municipalities, {} to {}, seed {}, made by legekart {} ({})\n\n", s.path.string(),
               s.municipalities.size(), month_text(s.first_month), month_text(s.month(last)), s.run.seed,
               s.run.version, s.run.git_commit);
    fmt::print("{:<26} {:>14} {:>14}  {}\n", "indicator, all of Norway", month_text(s.first_month),
               month_text(s.month(last)), "unit, meaning");
    for (const auto& i : s.indicators) {
        if (i.is_value) {
            fmt::print("{:<26} {:>14} {:>14}  {}: {} / {}\n", i.name, "-", "-", i.unit, i.long_name,
                       i.long_name_no);
            continue;
        }
        const int decimals = i.is_ratio ? 2 : 0;
        fmt::print("{:<26} {:>14.{}f} {:>14.{}f}  {}: {} / {}\n", i.name, national(i, 0), decimals,
                   national(i, last), decimals, i.unit, i.long_name, i.long_name_no);
    }
    if (a.parameters) {
        fmt::print("\n");
        print_parameters(s.run.parameters);
    }
    fmt::print("\nsources:\n");
    for (const auto& input : s.run.inputs)
        fmt::print("  {}: {} ({}, {})\n", input.table, input.what, input.origin, input.licence);
    return 0;
}

}  // namespace

int info(const InfoArguments& a) {
    return a.file.empty() ? about_program(a) : about_file(a);
}

}  // namespace runs
