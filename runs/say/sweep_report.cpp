#include "runs/say/sweep_report.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "geo/base/threads.hpp"

namespace runs {
using data::RunStatus;

std::string duration_text(double seconds) {
    if (seconds < 90) return fmt::format("{:.0f} s", seconds);
    if (seconds < 5400) return fmt::format("{:.0f} min", seconds / 60);
    return fmt::format("{:.1f} h", seconds / 3600);
}

int sweep_exit_code(const std::vector<RunStatus>& status) {
    if (std::find(status.begin(), status.end(), RunStatus::missing) != status.end()) return 75;
    return std::find(status.begin(), status.end(), RunStatus::failed) != status.end() ? 1 : 0;
}

Json sweep_json(const study::SweepFolder& folder, const std::vector<RunStatus>& status) {
    Json j;
    j["folder"] = folder.root.string();
    j["runs"] = folder.runs();
    for (const auto what : {RunStatus::done, RunStatus::failed, RunStatus::missing})
        j[std::string(data::name_of(what))] = study::runs_with(status, what).size();
    Json failed = Json::object();
    for (const auto run : study::runs_with(status, RunStatus::failed)) {
        auto reason = folder.failure(run);
        if (!reason.empty() && reason.back() == '\n') reason.pop_back();
        failed[std::to_string(run)] = reason;
    }
    j["failed_runs"] = failed;
    j["missing_runs"] = study::runs_with(status, RunStatus::missing);
    return j;
}

void print_absent(const study::SweepFolder& folder, const std::vector<RunStatus>& status, std::FILE* to) {
    const auto failed = study::runs_with(status, RunStatus::failed),
               missing = study::runs_with(status, RunStatus::missing);
    for (std::size_t i = 0; i < failed.size() && i < 10; ++i) {
        auto reason = folder.failure(failed[i]);
        fmt::print(to, "run {} failed: {}", failed[i], reason.empty() ? "(no reason kept)\n" : reason);
    }
    if (failed.size() > 10) fmt::print(to, "failed runs: {}\n", study::ranges(failed));
    if (!missing.empty())
        fmt::print(to, "missing runs: {}\nto do them: legekart sweep resume {}\n", study::ranges(missing),
                   folder.root.string());
}

Json estimate_json(const study::SweepFolder& folder, std::uint32_t to_do, const study::SweepSample& sample,
                   const std::optional<study::SlurmLayout>& layout) {
    Json j{{"folder", folder.root.string()},
           {"runs", folder.runs()},
           {"to_do", to_do},
           {"seconds_per_run", sample.run_seconds},
           {"start_seconds", sample.start_seconds},
           {"shared_mb", sample.shared_mb},
           {"mb_per_run", sample.run_mb}};
    if (layout) {
        j["tasks"] = layout->tasks;
        j["rows_per_task"] = layout->rows_per_task;
        j["cpus_per_task"] = layout->cpus_per_task;
        j["minutes_limit"] = layout->minutes;
    }
    const auto estimate = study::estimate(sample, to_do, geo::thread_count(), layout);
    j["memory_mb"] = estimate.memory_mb;
    j["seconds"] = estimate.seconds;
    return j;
}

void print_estimate(const study::SweepFolder& folder, std::uint32_t to_do, const study::SweepSample& sample,
                    const std::optional<study::SlurmLayout>& layout) {
    const auto cores = geo::thread_count();
    const auto estimate = study::estimate(sample, to_do, cores, layout);
    fmt::print(
        "{} of {} runs to do; {:.1f} CPU-seconds and {:.0f} MB a run, {:.0f} MB shared (timed sample)\n",
        to_do, folder.runs(), sample.run_seconds, sample.run_mb, sample.shared_mb);
    if (layout)
        fmt::print("Slurm: {} tasks of {} runs on {} cores, {:.0f} MB each; about {} a task, limit {} min\n",
                   layout->tasks, layout->rows_per_task, layout->cpus_per_task, estimate.memory_mb,
                   duration_text(estimate.seconds), layout->minutes);
    else
        fmt::print("here: {} runs at a time, {:.0f} MB, about {}\n", cores, estimate.memory_mb,
                   duration_text(estimate.seconds));
}

Json state_json(const study::SweepFolder& folder, const study::SweepState& state) {
    auto j = sweep_json(folder, state.status);
    j["running"] = state.running;
    j["workers"] = state.workers.size();
    j["seconds_left"] = state.seconds_left ? Json(*state.seconds_left) : Json();
    return j;
}

void print_state(const study::SweepFolder& folder, const study::SweepState& state) {
    const auto count = [&](RunStatus what) { return study::runs_with(state.status, what).size(); };
    fmt::print("{} runs: {} done, {} failed, {} missing, of them {} under way", folder.runs(),
               count(RunStatus::done), count(RunStatus::failed), count(RunStatus::missing),
               state.running.size());
    if (state.seconds_left) fmt::print("; about {} left", duration_text(*state.seconds_left));
    fmt::print("\n");
    for (const auto& worker : state.workers)
        fmt::print(
            "  {} {}: rows {} to {}, {} done\n", worker.host,
            worker.slurm_job.empty() ? fmt::format("process {}", worker.pid) : "task " + worker.slurm_job,
            worker.from, worker.to, worker.done);
    if (state.workers.empty()) print_absent(folder, state.status, stdout);
}

}  // namespace runs
