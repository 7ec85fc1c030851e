#include "runs/study/sweep/engine.hpp"

#include <fmt/format.h>

#include <new>
#include <system_error>

#include "data/road_cache.hpp"
#include "data/version.hpp"
#include "data/write_file.hpp"
#include "geo/base/error.hpp"
#include "geo/base/parallel.hpp"
#include "model/parameter_rows.hpp"
#include "runs/study/draw_file.hpp"
#include "runs/study/simulation.hpp"
#include "runs/study/sweep/worker.hpp"
#include "runs/study/usage.hpp"

namespace study {
namespace fs = std::filesystem;

SweepEngine::SweepEngine(const SweepFolder& folder, Watch watch) : folder_(folder), watch_(std::move(watch)) {
    const double begin = now_seconds();
    folder.require_same_model();
    folder.tidy();
    base_ = data::read_scenario(folder.plan.scenario, folder.plan.settings);
    watch_.stop.check();
    set_ = data::read_inputs(base_);
    watch_.stop.check();
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
    head_.run.title = base_.title;
    head_.run.title_no = base_.title_no;
    head_.run.parameters = model::rows(base_.params);
    head_.run.seed = folder.plan.first_seed;
    head_.run.version = data::version;
    head_.run.git_commit = data::git_commit;
    head_.run.inputs = set_.attributions;
    start_seconds_ = now_seconds() - begin;
}

std::shared_ptr<const model::Setting> SweepEngine::setting_of(const model::Params& params) {
    const model::SettingParams wanted(params);
    const std::lock_guard hold(setting_mutex_);
    if (!setting_ || wanted != *setting_params_) {
        const double begin = now_seconds();
        model::Remarks remarks;
        data::RoadCache cache(data::RoadCache::users_folder());
        setting_ = std::make_shared<const model::Setting>(model::make_setting(
            set_.figures, wanted, remarks, [&](const geo::RoadGraph& graph) { return cache.order(graph); },
            watch_.stop));
        setting_params_ = wanted;
        start_seconds_ += now_seconds() - begin;
    }
    return setting_;
}

Simulation SweepEngine::simulate(const data::Scenario& scenario, Keeping keeping) {
    return simulate_in(*setting_of(scenario.params), scenario, set_, scenario.seed, Watch{watch_.stop}, {},
                       std::move(keeping));
}

Keeping SweepEngine::kept_run(std::uint32_t run, const data::Scenario& scenario) {
    Keeping keeping{folder_.draw_file(run)};
    try {
        auto kept = read_draw(keeping.file, draw_identity(scenario, set_, scenario.seed));
        if (kept && !kept->finished) keeping.from = std::move(kept->run);
    } catch (const geo::InputError&) {  // it is done from its start
        std::error_code ignored;
        fs::remove(keeping.file, ignored);
    }
    return keeping;
}

bool SweepEngine::finished(std::uint32_t run) const {
    std::error_code ignored;
    const auto file = folder_.run_file(run);
    if (!fs::exists(file, ignored)) return false;
    try {
        data::read_sweep_run(file, head_, run);
        return true;
    } catch (const geo::InputError& error) {
        watch_.say(fmt::format("run {} must be done again: {}", run, error.what()));
        return false;
    }
}

WorkReport SweepEngine::work(std::uint32_t from, std::uint32_t to, bool again) {
    const double begin = now_seconds(), cpu_begin = cpu_seconds();
    WorkReport report;
    std::vector<std::uint32_t> todo;
    const auto stop = [&](const std::string& what, const std::exception& why) -> std::system_error {
        const auto* system = dynamic_cast<const std::system_error*>(&why);
        const auto code = system ? system->code() : std::make_error_code(std::errc::io_error);
        std::string reason = why.what();
        if (const auto last = ": " + code.message(); reason.ends_with(last))  // said again at the end
            reason.resize(reason.size() - last.size());
        return {code, fmt::format("{}; all finished runs are kept. Make room or mend the folder, then: "
                                  "legekart sweep resume {}\n{}",
                                  what, folder_.root.string(), reason)};
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
    const auto leave = [&](std::uint32_t run, bool kept) {
        const std::lock_guard hold(files);
        ++report.left;
        report.kept += kept;
        worker.running.erase(run);
    };
    const auto body = [&](std::uint32_t i) {
        const auto run = todo[i];
        {
            const std::lock_guard hold(files);
            if (watch_.stop.asked()) {
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
            const auto simulation = simulate(scenario, kept_run(run, scenario));
            if (simulation.months_done() < scenario.months) {
                std::error_code none;
                leave(run, fs::exists(folder_.draw_file(run), none));
                return;
            }
            result = data::keep(head_, run, simulation.tables);
        } catch (const geo::Stopped&) {
            leave(run, false);
            return;
        } catch (const std::bad_alloc&) {
            throw std::runtime_error(fmt::format("not enough memory for run {}; use fewer --threads", run));
        } catch (const std::system_error& error) {  // the machine's fault, not the run's
            throw stop(fmt::format("cannot do run {}", run), error);
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
                fs::remove(folder_.draw_file(run));
                ++report.done;
            } else {
                data::write_file(file, failure + "\n");
                ++report.failed;
                watch_.say(fmt::format("run {} failed: {}", run, failure));
            }
        } catch (const std::exception& error) {
            throw stop(fmt::format("cannot keep run {}", run), error);
        }
        worker.running.erase(run);
        ++worker.done;
        watch_.step("runs", static_cast<int>(report.done), static_cast<int>(todo.size()));
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
    watch_.stop.check();
    sample.start_seconds = start_seconds_;
    sample.shared_mb = rss_mb();
    // Two lengths tell the first day from the months.
    const auto seconds_of = [&](int months) {
        scenario.months = months;
        const double begin = cpu_seconds();
        simulate(scenario);
        watch_.stop.check();
        return cpu_seconds() - begin;
    };
    const int some = std::min(whole, 12);
    const double one = seconds_of(1), more = some > 1 ? seconds_of(some) : one;
    const double month = some > 1 ? std::max(0.0, (more - one) / (some - 1)) : one;
    sample.run_seconds = one + month * (whole - 1);
    sample.run_mb = std::max(1.0, peak_rss_mb() - sample.shared_mb);
    return sample;
}

}  // namespace study
