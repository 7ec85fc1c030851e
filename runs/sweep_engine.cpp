#include "runs/sweep_engine.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <cstring>
#include <fstream>
#include <new>
#include <system_error>

#include "data/road_cache.hpp"
#include "geo/base/error.hpp"
#include "geo/base/parallel.hpp"
#include "runs/progress.hpp"
#include "runs/simulation.hpp"
#include "runs/version.hpp"
#include "viz/write_file.hpp"

namespace runs {
namespace fs = std::filesystem;
namespace {

std::atomic<bool> asked_to_stop{false};
void ask_to_stop(int) {
    asked_to_stop = true;
}

/// The first signal asks to stop after the runs under way, a second one ends the process.
void listen_to_signals() {
    struct sigaction action {};
    action.sa_handler = ask_to_stop;
    action.sa_flags = static_cast<int>(SA_RESETHAND);
    sigaction(SIGTERM, &action, nullptr);
    sigaction(SIGINT, &action, nullptr);
}

/// Memory held now, MB (Linux); 0 where it cannot be read.
double rss_mb() {
    std::ifstream in("/proc/self/statm");
    double pages = 0, resident = 0;
    in >> pages >> resident;
    return resident * static_cast<double>(::sysconf(_SC_PAGESIZE)) / 1e6;
}

/// All parameters that shape places, roads and travel times.
std::string setting_key(const model::Params& params) {
    std::string key;
    model::visit_numbers(params, [&](const std::string& name, const auto& value, const auto&) {
        if (name.starts_with("roads.") || name.starts_with("snapping.") || name == "initial.cell_m" ||
            name == "initial.reach_minutes")
            key += fmt::format("{} ", static_cast<double>(value));
    });
    // Satellite surgeries are practices of their own.
    for (const auto& measure : params.measures)
        for (const auto& effect : measure.effects)
            if (effect.lever == model::Lever::satellite_lists) return key + "satellites";
    return key;
}

}  // namespace

SweepEngine::SweepEngine(const SweepFolder& folder) : folder_(folder) {
    const double begin = now_seconds();
    folder.require_same_model();
    base_ = data::read_scenario(folder.plan.scenario, folder.plan.settings);
    set_ = data::read_input_set(base_.inputs);
    head_.name = folder.plan.name;
    head_.title = folder.plan.title;
    head_.plan_text = folder.plan.text;
    head_.design_sha256 = folder.design_sha256;
    head_.design = folder.design;
    head_.counts = folder.plan.counts;
    head_.ratios = folder.plan.ratios;
    head_.first_month = base_.start;
    head_.months = base_.months;
    head_.municipalities = set_.figures.municipalities;
    head_.run.scenario = base_.text;
    head_.run.parameters = model::rows(base_.params);
    head_.run.seed = folder.plan.first_seed;
    head_.run.version = version;
    head_.run.git_commit = git_commit;
    head_.run.inputs = set_.attributions;
    start_seconds_ = now_seconds() - begin;
}

std::shared_ptr<const model::Setting> SweepEngine::setting_of(const model::Params& params) {
    const auto key = setting_key(params);
    const std::lock_guard hold(setting_mutex_);
    if (!setting_ || key != setting_key_) {
        const double begin = now_seconds();
        model::Remarks remarks;
        data::RoadCache cache(data::RoadCache::users_folder());
        setting_ = std::make_shared<const model::Setting>(model::make_setting(
            set_.figures, params, remarks, [&](const geo::RoadGraph& graph) { return cache.order(graph); }));
        setting_key_ = key;
        start_seconds_ += now_seconds() - begin;
    }
    return setting_;
}

std::vector<model::MonthTable> SweepEngine::simulate(const data::Scenario& scenario) {
    return std::move(simulate_in(*setting_of(scenario.params), scenario, set_, scenario.seed,
                                 [](int, const model::World&, const model::MonthTable&) {})
                         .tables);
}

bool SweepEngine::finished(std::uint32_t run) const {
    std::error_code ignored;
    const auto file = folder_.run_file(run);
    if (!fs::exists(file, ignored)) return false;
    try {
        data::read_sweep_run(file, head_, run);
        return true;
    } catch (const geo::InputError& error) {
        fmt::print(stderr, "run {} must be done again: {}\n", run, error.what());
        return false;
    }
}

WorkReport SweepEngine::work(std::uint32_t from, std::uint32_t to, bool again, const std::string& progress) {
    const double begin = now_seconds(), cpu_begin = cpu_seconds();
    listen_to_signals();
    WorkReport report;
    std::vector<std::uint32_t> todo;
    const auto stop = [&](const std::string& what, const std::exception& why) -> std::system_error {
        return {
            std::make_error_code(std::errc::io_error),
            fmt::format("{}: {}; all finished runs are kept. Make room or mend the folder, then: legekart "
                        "sweep resume {}",
                        what, why.what(), folder_.root.string())};
    };
    for (std::uint32_t run = from; run <= to; ++run) {
        if (finished(run)) {
            ++report.found;
        } else if (!again && fs::exists(folder_.failure_file(run))) {
            ++report.failed;
        } else {
            todo.push_back(run);
        }
    }
    std::mutex files;  // one thread writes at a time: HDF5, and the counts above
    auto worker = Worker::of_this_process(from, to);
    Progress bar("runs", static_cast<int>(todo.size()), progress);
    const auto body = [&](std::uint32_t i) {
        const auto run = todo[i];
        {
            const std::lock_guard hold(files);
            if (asked_to_stop) {
                ++report.left;
                return;
            }
            worker.running.insert(run);
            try {
                worker.write(folder_);
            } catch (const std::exception&) {
                // Only `sweep status` is the poorer for it.
            }
        }
        data::SweepRun result;
        std::string failure;
        try {
            const auto scenario = data::read_scenario(
                folder_.plan.scenario, data::overrides_of(folder_.plan, folder_.design.rows[run]));
            result = data::keep(head_, run, simulate(scenario));
        } catch (const std::bad_alloc&) {
            throw std::runtime_error(fmt::format("not enough memory for run {}; use fewer --threads", run));
        } catch (const std::exception& error) {
            failure = error.what();
        }
        const std::lock_guard hold(files);
        const auto file = failure.empty() ? folder_.run_file(run) : folder_.failure_file(run);
        try {
            fs::create_directories(file.parent_path());
            if (failure.empty()) {
                data::write_sweep_run(file, head_, result);
                fs::remove(folder_.failure_file(run));
                ++report.done;
            } else {
                viz::write_file(file, failure + "\n");
                ++report.failed;
                fmt::print(stderr, "run {} failed: {}\n", run, failure);
            }
        } catch (const std::exception& error) {
            throw stop(fmt::format("cannot keep run {}", run), error);
        }
        worker.running.erase(run);
        ++worker.done;
        bar.done(static_cast<int>(report.done));
    };
    std::error_code ignored;
    try {
        worker.write(folder_);
    } catch (const std::exception& error) {
        throw stop("cannot begin", error);
    }
    try {
        geo::for_each_job(static_cast<std::uint32_t>(todo.size()), body);
    } catch (...) {
        fs::remove(worker.file(folder_), ignored);
        throw;
    }
    fs::remove(worker.file(folder_), ignored);
    report.seconds = now_seconds() - begin;
    report.cpu_seconds = cpu_seconds() - cpu_begin;
    return report;
}

SweepSample SweepEngine::sample() {
    SweepSample sample;
    auto scenario = data::read_scenario(folder_.plan.scenario,
                                        data::overrides_of(folder_.plan, folder_.design.rows.front()));
    const int whole = scenario.months;
    setting_of(scenario.params);
    sample.start_seconds = start_seconds_;
    sample.shared_mb = rss_mb();
    // Two lengths tell the first day from the months.
    const auto seconds_of = [&](int months) {
        scenario.months = months;
        const double begin = cpu_seconds();
        simulate(scenario);
        return cpu_seconds() - begin;
    };
    const int some = std::min(whole, 12);
    const double one = seconds_of(1), more = some > 1 ? seconds_of(some) : one;
    const double month = some > 1 ? std::max(0.0, (more - one) / (some - 1)) : one;
    sample.run_seconds = one + month * (whole - 1);
    sample.run_mb = std::max(1.0, peak_rss_mb() - sample.shared_mb);
    return sample;
}

}  // namespace runs
