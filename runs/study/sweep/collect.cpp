#include "runs/study/sweep/collect.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "data/write_file.hpp"
#include "geo/base/error.hpp"

namespace study {
using data::RunStatus;

std::vector<std::uint32_t> runs_with(const std::vector<RunStatus>& status, RunStatus wanted) {
    std::vector<std::uint32_t> runs;
    for (std::uint32_t run = 0; run < status.size(); ++run)
        if (status[run] == wanted) runs.push_back(run);
    return runs;
}

std::vector<RunStatus> collect(const SweepFolder& folder, const data::SweepHead& head, const Watch& watch) {
    const SweepLock lock(folder);
    auto status = folder.status();
    data::SweepWriter writer(folder.results(), head);
    for (std::uint32_t run = 0; run < folder.runs(); ++run) {
        watch.stop.check();
        std::string reason;
        if (status[run] == RunStatus::done) {
            try {
                writer.add(data::read_sweep_run(folder.run_file(run), head, run));
                continue;
            } catch (const geo::InputError& error) {
                status[run] = RunStatus::missing;
                reason = error.what();
                watch.say(fmt::format("run {} is left out: {}", run, reason));
            }
        } else {
            reason = folder.failure(run);
            if (!reason.empty() && reason.back() == '\n') reason.pop_back();
        }
        writer.add_absent(run, status[run], reason);
    }
    writer.finish();
    data::write_sweep_table(folder.table(), writer.csv());
    return status;
}

void write_area_table(const std::filesystem::path& file, const SweepFolder& folder,
                      const data::SweepHead& head, const model::Area& area) {
    std::vector<data::SweepRun> runs;
    for (const auto run : runs_with(folder.status(), RunStatus::done))
        runs.push_back(data::read_sweep_run(folder.run_file(run), head, run));
    data::write_file(file, data::sweep_area_csv(head, runs, area));
}

SlurmPlan plan_slurm(const SweepFolder& folder, SweepEngine& engine, const SlurmWishes& wishes, bool go_on) {
    if (go_on)
        if (const auto layout = read_slurm_layout(folder)) return {*layout, std::nullopt};
    const auto sample = engine.sample();
    return {slurm_layout(folder.runs(), wishes, sample), sample};
}

SlurmJobs submit_plan(const SweepFolder& folder, const SlurmPlan& plan, const SlurmWishes& wishes,
                      const std::vector<bool>& wanted) {
    if (plan.sample) write_slurm_scripts(folder, plan.layout, wishes);
    return submit(folder, plan.layout, wanted);
}

std::vector<bool> runs_to_do(const SweepEngine& engine, const std::vector<RunStatus>& status, bool failed_too,
                             bool check_files) {
    std::vector<bool> wanted;
    for (std::uint32_t run = 0; run < status.size(); ++run)
        wanted.push_back(status[run] == RunStatus::missing ||
                         (failed_too && status[run] == RunStatus::failed) ||
                         (check_files && status[run] == RunStatus::done && !engine.finished(run)));
    return wanted;
}

SweepEstimate estimate(const SweepSample& sample, std::uint32_t to_do, unsigned cores,
                       const std::optional<SlurmLayout>& layout) {
    if (layout) {
        const double rounds = std::ceil(static_cast<double>(layout->rows_per_task) / layout->cpus_per_task);
        return {sample.start_seconds + rounds * sample.run_seconds, static_cast<double>(layout->memory_mb)};
    }
    return {sample.start_seconds + std::ceil(to_do / static_cast<double>(cores)) * sample.run_seconds,
            sample.shared_mb + std::min(cores, to_do) * sample.run_mb};
}

SweepState state_of(const SweepFolder& folder) {
    SweepState state{folder.status(), workers(folder), {}, std::nullopt};
    const double now = Worker::of_this_process(0, 0).began;
    double rate = 0;
    for (const auto& worker : state.workers) {
        state.running.insert(state.running.end(), worker.running.begin(), worker.running.end());
        if (worker.done > 0 && now > worker.began) rate += worker.done / (now - worker.began);
    }
    std::sort(state.running.begin(), state.running.end());
    const auto missing = runs_with(state.status, RunStatus::missing).size();
    if (rate > 0) state.seconds_left = static_cast<double>(missing) / rate;
    return state;
}

}  // namespace study
