#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <nlohmann/json.hpp>

#include "data/input_set.hpp"
#include "data/road_cache.hpp"
#include "data/scenario.hpp"
#include "data/sha256.hpp"
#include "data/snapshot_writer.hpp"
#include "geo/base/error.hpp"
#include "geo/base/threads.hpp"
#include "model/initial.hpp"
#include "model/step.hpp"
#include "runs/commands.hpp"
#include "runs/progress.hpp"
#include "runs/version.hpp"

namespace runs {
namespace {

std::atomic<bool> asked_to_stop{false};
void ask_to_stop(int) {
    asked_to_stop = true;
}

double now_seconds() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

struct Usage {
    double cpu_seconds;
    double peak_mb;
};

Usage usage() {
    rusage r{};
    getrusage(RUSAGE_SELF, &r);
    const auto seconds = [](const timeval& t) {
        return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
    };
    return {seconds(r.ru_utime) + seconds(r.ru_stime), static_cast<double>(r.ru_maxrss) / 1024};
}

data::SnapshotHead head_of(const data::Scenario& scenario, const data::InputSet& set) {
    data::SnapshotHead head;
    head.municipalities = set.figures.municipalities;
    head.polygons = set.small;
    head.first_month = scenario.start;
    head.months = scenario.months;
    head.counts = model::counts();
    head.ratios = model::ratios();
    head.run.scenario = scenario.text;
    head.run.parameters = model::rows(scenario.params);
    head.run.seed = scenario.seed;
    head.run.version = version;
    head.run.git_commit = git_commit;
    head.run.inputs = set.attributions;
    return head;
}

data::SnapshotLists lists_of(const model::World& world) {
    data::SnapshotLists lists;
    for (std::uint32_t l = 0; l < world.lists.size(); ++l) {
        const model::ListId list{l};
        const auto practice = world.lists.practice[list];
        lists.name.push_back(
            fmt::format("{}-{}", world.setting.municipalities.number[world.lists.municipality[list]], l));
        lists.municipality.push_back(world.lists.municipality[list]);
        lists.practice.push_back(world.setting.practice_place[practice]);
        lists.cap.push_back(world.lists.cap[list]);
        lists.members.push_back(static_cast<std::int32_t>(world.lists.members[list]));
        lists.state.push_back(world.lists.vacant(list) ? (world.lists.locum[list] ? 2 : 1) : 0);
    }
    return lists;
}

std::int64_t total(const model::MonthTable& table, std::string_view count) {
    const auto row = model::count_row(count);
    std::int64_t sum = 0;
    for (std::uint32_t m = 0; m < table.municipalities; ++m) sum += table.at(row, model::MunicipalityId{m});
    return sum;
}

nlohmann::ordered_json headline(const model::MonthTable& table) {
    nlohmann::ordered_json j;
    for (const char* name :
         {"population", "patients_without_gp", "on_no_list", "lists_total", "lists_without_gp", "open_lists"})
        j[name] = total(table, name);
    return j;
}

void print_dry_run(const data::Scenario& scenario, const std::filesystem::path& output) {
    fmt::print("would simulate '{}' from {:04}-{:02}, {} months, seed {}, inputs {}, and write {}\n",
               scenario.name, static_cast<int>(scenario.start.year()),
               static_cast<unsigned>(scenario.start.month()), scenario.months, scenario.seed,
               scenario.inputs.string(), output.string());
}

void print_report(const nlohmann::ordered_json& report, const model::MonthTable& first,
                  const model::MonthTable& last) {
    fmt::print("{:>34} {:>12} {:>12}\n", "", "start", "end");
    for (const auto& [count, label] : {std::pair{"population", "residents"},
                                       {"lists_total", "GP lists"},
                                       {"lists_without_gp", "lists without a GP"},
                                       {"patients_without_gp", "patients on lists without a GP"},
                                       {"on_no_list", "residents on no list"}})
        fmt::print("{:>34} {:>12} {:>12}\n", label, total(first, count), total(last, count));
    fmt::print(
        "{} people, {} months in {:.1f} s ({:.0f} million person-months per CPU-second, {:.0f} MB at most)\n",
        report["people"].get<std::int64_t>(), report["months"].get<int>(),
        report["seconds"]["total"].get<double>(), report["person_months_per_cpu_second"].get<double>() / 1e6,
        report["peak_rss_mb"].get<double>());
}

}  // namespace

int run(const RunArguments& arguments) {
    const double begin = now_seconds();
    auto overrides = arguments.set;
    if (arguments.seed) overrides.emplace_back("run.seed", std::to_string(*arguments.seed));
    if (arguments.months) overrides.emplace_back("run.months", std::to_string(*arguments.months));
    const auto scenario = data::read_scenario(arguments.scenario, overrides);
    const auto output =
        arguments.output.empty() ? std::filesystem::path(scenario.name + ".nc") : arguments.output;
    if (output.has_parent_path() && !std::filesystem::is_directory(output.parent_path()))
        throw geo::InputError(output.string(), fmt::format("folder {} does not exist; make it with mkdir -p",
                                                           output.parent_path().string()));
    if (arguments.dry_run) return print_dry_run(scenario, output), 0;

    const auto set = data::read_input_set(scenario.inputs);
    const double read = now_seconds();
    const model::Seed seed{scenario.seed};
    model::Remarks remarks;
    data::RoadCache cache(arguments.no_cache ? std::filesystem::path() : data::RoadCache::users_folder());
    auto world =
        model::make_world(set.figures, scenario.params, seed, model::Month::of(scenario.start),
                          scenario.months, remarks, [&](const auto& graph) { return cache.order(graph); });
    const double made = now_seconds();
    const auto people = world.people.size();

    data::SnapshotWriter writer(output, head_of(scenario, set));
    std::signal(SIGINT, ask_to_stop);
    std::signal(SIGTERM, ask_to_stop);
    const model::LifeTables tables(scenario.params.demography);
    model::PhaseSeconds phases;
    const auto first = model::tabulate(world, scenario.params.workload);
    auto last = first;
    writer.write_month(0, first);
    double person_months = 0;
    double cpu_begin = usage().cpu_seconds;
    {
        Progress progress("simulating", scenario.months, arguments.json ? "never" : arguments.progress);
        for (int month = 1; month <= scenario.months; ++month) {
            if (asked_to_stop)
                throw std::runtime_error(fmt::format("stopped after {} of {} months; no file was written",
                                                     month - 1, scenario.months));
            model::step(world, scenario.params, tables, seed, phases);
            last = model::tabulate(world, scenario.params.workload);
            writer.write_month(month, last);
            person_months += static_cast<double>(total(last, "population"));
            progress.done(month);
        }
    }
    const double engine_cpu = usage().cpu_seconds - cpu_begin;
    const double simulated = now_seconds();
    writer.write_lists(lists_of(world));
    writer.finish();
    const double end = now_seconds();

    nlohmann::ordered_json report;
    report["scenario"] = scenario.name;
    report["people"] = people;
    report["lists"] = world.lists.size();
    report["months"] = scenario.months;
    report["threads"] = geo::thread_count();
    report["seconds"] = {{"total", end - begin},
                         {"read", read - begin},
                         {"initial_world", made - read},
                         {"simulate", simulated - made},
                         {"finish", end - simulated},
                         {"phases",
                          {{"demography", phases.demography},
                           {"decisions", phases.decisions},
                           {"leaving", phases.leaving},
                           {"vacancy", phases.vacancy},
                           {"recruitment", phases.recruitment},
                           {"choice", phases.choice},
                           {"work", phases.work}}}};
    report["cpu_seconds"] = {{"total", usage().cpu_seconds}, {"simulate", engine_cpu}};
    report["person_months_per_cpu_second"] = person_months / engine_cpu;
    report["peak_rss_mb"] = usage().peak_mb;
    report["start"] = headline(first);
    report["end"] = headline(last);
    report["remarks"] = remarks;
    report["file"] = output.string();
    report["sha256"] = data::sha256_of_file(output);
    if (arguments.json) {
        fmt::print("{}\n", report.dump(2));
        return 0;
    }
    print_report(report, first, last);
    fmt::print("wrote {}\nnext: legekart map {}\n", output.string(), output.string());
    return 0;
}

}  // namespace runs
