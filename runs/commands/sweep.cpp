#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "data/sweep_results.hpp"
#include "data/write_file.hpp"
#include "geo/base/error.hpp"
#include "geo/base/threads.hpp"
#include "runs/commands/commands.hpp"
#include "runs/say/progress.hpp"
#include "runs/study/sweep/engine.hpp"
#include "runs/study/sweep/folder.hpp"
#include "runs/study/sweep/slurm.hpp"
#include "runs/study/usage.hpp"

namespace runs {
namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;
using data::RunStatus;
namespace {

std::vector<std::uint32_t> with_status(const std::vector<RunStatus>& all, RunStatus wanted) {
    std::vector<std::uint32_t> runs;
    for (std::uint32_t run = 0; run < all.size(); ++run)
        if (all[run] == wanted) runs.push_back(run);
    return runs;
}

std::string duration(double seconds) {
    if (seconds < 90) return fmt::format("{:.0f} s", seconds);
    if (seconds < 5400) return fmt::format("{:.0f} min", seconds / 60);
    return fmt::format("{:.1f} h", seconds / 3600);
}

/// 0 all done, 1 some cannot be done, 75 some are not done yet.
int exit_code_of(const std::vector<RunStatus>& status) {
    if (std::find(status.begin(), status.end(), RunStatus::missing) != status.end()) return 75;
    return std::find(status.begin(), status.end(), RunStatus::failed) != status.end() ? 1 : 0;
}

/// Names what is not there, in words; nothing if all is.
void name_absent(const study::SweepFolder& folder, const std::vector<RunStatus>& status, FILE* to) {
    const auto failed = with_status(status, RunStatus::failed),
               missing = with_status(status, RunStatus::missing);
    for (std::size_t i = 0; i < failed.size() && i < 10; ++i) {
        auto reason = folder.failure(failed[i]);
        fmt::print(to, "run {} failed: {}", failed[i], reason.empty() ? "(no reason kept)\n" : reason);
    }
    if (failed.size() > 10) fmt::print(to, "failed runs: {}\n", study::ranges(failed));
    if (!missing.empty())
        fmt::print(to, "missing runs: {}\nto do them: legekart sweep resume {}\n", study::ranges(missing),
                   folder.root.string());
}

Json counts_of(const study::SweepFolder& folder, const std::vector<RunStatus>& status) {
    Json j;
    j["folder"] = folder.root.string();
    j["runs"] = folder.runs();
    for (const auto what : {RunStatus::done, RunStatus::failed, RunStatus::missing})
        j[std::string(data::name_of(what))] = with_status(status, what).size();
    Json failed = Json::object();
    for (const auto run : with_status(status, RunStatus::failed)) {
        auto reason = folder.failure(run);
        if (!reason.empty() && reason.back() == '\n') reason.pop_back();
        failed[std::to_string(run)] = reason;
    }
    j["failed_runs"] = failed;
    j["missing_runs"] = with_status(status, RunStatus::missing);
    return j;
}

/// The folder of a plan, made if need be, or the folder itself.
study::SweepFolder folder_of(const SweepArguments& a) {
    if (a.sweep.extension() != ".toml") return study::SweepFolder(a.sweep);
    return study::SweepFolder::make(a.sweep, a.output.empty() ? a.sweep.stem() : a.output);
}

/// A folder that goes when a dry run ends.
class PassingFolder {
public:
    PassingFolder() {
        auto pattern = (fs::temp_directory_path() / "legekart-dry-run-XXXXXX").string();
        if (!::mkdtemp(pattern.data()))
            throw std::runtime_error("cannot make a folder in " + fs::temp_directory_path().string());
        path_ = pattern;
    }
    ~PassingFolder() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    PassingFolder(const PassingFolder&) = delete;
    PassingFolder& operator=(const PassingFolder&) = delete;
    const fs::path& path() const { return path_; }

private:
    fs::path path_;
};

int design(const SweepArguments& a) {
    if (a.dry_run) {
        const auto plan = data::read_sweep_plan(a.sweep);
        data::try_factors(plan);
        fmt::print("would design {} runs: {} points of a {} over {} factors, {} of each\n",
                   std::uint64_t{data::point_count(plan)} * plan.replicates, data::point_count(plan),
                   data::name_of(plan.kind), plan.factors.size(), plan.replicates);
        return 0;
    }
    const auto folder = folder_of(a);
    if (a.json) {
        fmt::print("{}\n", Json{{"folder", folder.root.string()},
                                {"runs", folder.runs()},
                                {"factors", folder.design.keys},
                                {"design_sha256", folder.design_sha256}}
                               .dump(2));
        return 0;
    }
    fmt::print("{} runs over {} factors in {}\nnext: legekart sweep run {}\n", folder.runs(),
               folder.design.keys.size(), (folder.root / "design.csv").string(), folder.root.string());
    return 0;
}

/// Merges what is there into sweep.nc and results.csv. Returns what became of each run.
std::vector<RunStatus> merge(const study::SweepFolder& folder, const data::SweepHead& head) {
    const study::SweepLock lock(folder);
    auto status = folder.status();
    data::SweepWriter writer(folder.root / "sweep.nc", head);
    for (std::uint32_t run = 0; run < folder.runs(); ++run) {
        std::string reason;
        if (status[run] == RunStatus::done) {
            try {
                writer.add(data::read_sweep_run(folder.run_file(run), head, run));
                continue;
            } catch (const geo::InputError& error) {
                status[run] = RunStatus::missing;
                reason = error.what();
                fmt::print(stderr, "run {} is left out: {}\n", run, reason);
            }
        } else {
            reason = folder.failure(run);
            if (!reason.empty() && reason.back() == '\n') reason.pop_back();
        }
        writer.add_absent(run, status[run], reason);
    }
    writer.finish();
    data::write_file(folder.root / "results.csv", writer.csv());
    return status;
}

int collect(const study::SweepFolder& folder, const data::SweepHead& head, const SweepArguments& a,
            Json report) {
    const auto status = merge(folder, head);
    auto j = counts_of(folder, status);
    j["file"] = (folder.root / "sweep.nc").string();
    j["table"] = (folder.root / "results.csv").string();
    j.update(report);
    name_absent(folder, status, stderr);
    if (a.json)
        fmt::print("{}\n", j.dump(2));
    else
        fmt::print("{} of {} runs in {} and {}\nnext: legekart sensitivity {}\n",
                   with_status(status, RunStatus::done).size(), folder.runs(),
                   (folder.root / "sweep.nc").string(), (folder.root / "results.csv").string(),
                   folder.root.string());
    return exit_code_of(status);
}

void print_estimate(const study::SweepFolder& folder, std::uint32_t todo, const study::SweepSample& sample,
                    const study::SlurmLayout* layout, bool json) {
    const double cores = geo::thread_count();
    Json j{{"folder", folder.root.string()},
           {"runs", folder.runs()},
           {"to_do", todo},
           {"seconds_per_run", sample.run_seconds},
           {"start_seconds", sample.start_seconds},
           {"shared_mb", sample.shared_mb},
           {"mb_per_run", sample.run_mb}};
    double seconds = sample.start_seconds + std::ceil(todo / cores) * sample.run_seconds;
    double memory = sample.shared_mb + std::min<double>(cores, todo) * sample.run_mb;
    if (layout) {
        const double rounds = std::ceil(static_cast<double>(layout->rows_per_task) / layout->cpus_per_task);
        seconds = sample.start_seconds + rounds * sample.run_seconds;
        memory = layout->memory_mb;
        j["tasks"] = layout->tasks;
        j["rows_per_task"] = layout->rows_per_task;
        j["cpus_per_task"] = layout->cpus_per_task;
        j["minutes_limit"] = layout->minutes;
    }
    j["memory_mb"] = memory;
    j["seconds"] = seconds;
    if (json) {
        fmt::print("{}\n", j.dump(2));
        return;
    }
    fmt::print(
        "{} of {} runs to do; {:.1f} CPU-seconds and {:.0f} MB a run, {:.0f} MB shared (timed sample)\n",
        todo, folder.runs(), sample.run_seconds, sample.run_mb, sample.shared_mb);
    if (layout)
        fmt::print("Slurm: {} tasks of {} runs on {} cores, {:.0f} MB each; about {} a task, limit {} min\n",
                   layout->tasks, layout->rows_per_task, layout->cpus_per_task, memory, duration(seconds),
                   layout->minutes);
    else
        fmt::print("here: {:.0f} runs at a time, {:.0f} MB, about {}\n", cores, memory, duration(seconds));
}

/// Does what `wanted` says, with the engine asked for.
int run_rows(const study::SweepFolder& folder, const SweepArguments& a, bool again) {
    Progress progress(a.progress_mode());
    study::SweepEngine engine(folder, watch(progress, a.stop));
    auto before = folder.status();
    std::vector<bool> wanted;
    for (std::uint32_t run = 0; run < folder.runs(); ++run) {
        auto& what = before[run];
        if (what == RunStatus::done && a.action == SweepAction::resume && !engine.finished(run))
            what = RunStatus::missing;
        wanted.push_back(what == RunStatus::missing || (again && what == RunStatus::failed));
    }
    const auto todo = static_cast<std::uint32_t>(std::count(wanted.begin(), wanted.end(), true));
    const study::SlurmWishes wishes{a.rows_per_task, a.cpus_per_task, a.minutes,
                                    a.memory_mb,     a.sbatch,        a.setup};
    if (a.engine == "slurm") {
        auto layout = a.action == SweepAction::resume ? study::read_slurm_layout(folder) : std::nullopt;
        if (!layout || a.dry_run) {
            const auto sample = engine.sample();
            if (!layout) layout = study::slurm_layout(folder.runs(), wishes, sample);
            if (a.dry_run) {
                print_estimate(folder, todo, sample, &*layout, a.json);
                return 0;
            }
            study::write_slurm_scripts(folder, *layout, wishes);
        }
        if (again)
            for (const auto run : with_status(before, RunStatus::failed))
                fs::remove(folder.failure_file(run));
        const auto jobs = study::submit(folder, *layout, wanted);
        if (a.json) {
            fmt::print("{}\n", Json{{"folder", folder.root.string()},
                                    {"to_do", todo},
                                    {"array_job", jobs.array},
                                    {"tasks", jobs.tasks},
                                    {"collect_job", jobs.collect}}
                                   .dump(2));
        } else if (jobs.tasks.empty()) {
            fmt::print("nothing to submit: every run is done, failed or in the queue\n");
        } else {
            fmt::print("array job {} with {} tasks ({}), collect job {}\nwatch: legekart sweep status {}\n",
                       jobs.array, jobs.tasks.size(), study::ranges(jobs.tasks), jobs.collect,
                       folder.root.string());
        }
        return 0;
    }
    if (a.dry_run) {
        print_estimate(folder, todo, engine.sample(), nullptr, a.json);
        return 0;
    }
    const auto report = engine.work(0, folder.runs() - 1, again);
    if (!a.json)
        fmt::print("{} runs in {} on {} cores: {:.2f} runs a minute and core, {:.0f} MB at most\n",
                   report.done, duration(report.seconds), geo::thread_count(),
                   60 * report.done / std::max(0.001, report.seconds * geo::thread_count()),
                   study::peak_rss_mb());
    return collect(folder, engine.head(), a,
                   {{"done_now", report.done},
                    {"seconds", report.seconds},
                    {"cpu_seconds", report.cpu_seconds},
                    {"cores", geo::thread_count()},
                    {"peak_rss_mb", study::peak_rss_mb()}});
}

int work(const study::SweepFolder& folder, const SweepArguments& a) {
    const auto last = folder.runs() - 1;
    const auto from = a.from.value_or(0), to = std::min(a.to.value_or(last), last);
    if (from > to)
        throw geo::InputError("--from, --to", fmt::format("expected two rows of 0 to {}, the first not after "
                                                          "the second",
                                                          last));
    if (a.dry_run) {
        fmt::print("would do rows {} to {} that are not done\n", from, to);
        return 0;
    }
    Progress progress(a.progress_mode());
    study::SweepEngine engine(folder, watch(progress, a.stop));
    const auto report = engine.work(from, to, a.again);
    if (a.json)
        fmt::print("{}\n", Json{{"done", report.done},
                                {"found", report.found},
                                {"failed", report.failed},
                                {"left", report.left},
                                {"seconds", report.seconds},
                                {"cpu_seconds", report.cpu_seconds},
                                {"peak_rss_mb", study::peak_rss_mb()}}
                               .dump(2));
    else
        fmt::print("rows {} to {}: {} done in {}, {} were done before, {} failed, {} left\n", from, to,
                   report.done, duration(report.seconds), report.found, report.failed, report.left);
    if (report.left > 0) {
        // Asked to stop before a single run was finished: another try would end the same way.
        if (report.done == 0)
            throw std::runtime_error("no run was finished before the signal to stop; raise --time-limit");
        return 75;
    }
    return report.failed > 0 ? 1 : 0;
}

int status(const study::SweepFolder& folder, const SweepArguments& a) {
    const auto status = folder.status();
    const auto at_work = study::workers(folder);
    const double now = study::Worker::of_this_process(0, 0).began;
    double rate = 0;
    std::vector<std::uint32_t> running;
    for (const auto& worker : at_work) {
        running.insert(running.end(), worker.running.begin(), worker.running.end());
        if (worker.done > 0 && now > worker.began) rate += worker.done / (now - worker.began);
    }
    std::sort(running.begin(), running.end());
    const auto missing = with_status(status, RunStatus::missing).size();
    const double left = rate > 0 ? static_cast<double>(missing) / rate : -1;  // seconds; unknown if negative
    if (a.json) {
        auto j = counts_of(folder, status);
        j["running"] = running;
        j["workers"] = at_work.size();
        j["seconds_left"] = left >= 0 ? Json(left) : Json();
        fmt::print("{}\n", j.dump(2));
        return exit_code_of(status);
    }
    fmt::print("{} runs: {} done, {} failed, {} missing, of them {} under way", folder.runs(),
               with_status(status, RunStatus::done).size(), with_status(status, RunStatus::failed).size(),
               missing, running.size());
    if (left >= 0) fmt::print("; about {} left", duration(left));
    fmt::print("\n");
    for (const auto& worker : at_work)
        fmt::print(
            "  {} {}: rows {} to {}, {} done\n", worker.host,
            worker.slurm_job.empty() ? fmt::format("process {}", worker.pid) : "task " + worker.slurm_job,
            worker.from, worker.to, worker.done);
    if (at_work.empty()) name_absent(folder, status, stdout);
    return exit_code_of(status);
}

}  // namespace

int sweep(const SweepArguments& a) {
    if (a.action == SweepAction::design) return design(a);
    if (a.action == SweepAction::run && a.dry_run && a.sweep.extension() == ".toml") {
        const PassingFolder passing;
        return run_rows(study::SweepFolder::make(a.sweep, passing.path()), a, false);
    }
    const auto folder = a.action == SweepAction::run ? folder_of(a) : study::SweepFolder(a.sweep);
    switch (a.action) {
        case SweepAction::run:
            return run_rows(folder, a, false);
        case SweepAction::resume: {
            auto with_engine = a;
            if (a.engine.empty()) with_engine.engine = study::read_slurm_layout(folder) ? "slurm" : "local";
            return run_rows(folder, with_engine, a.again);
        }
        case SweepAction::work:
            return work(folder, a);
        case SweepAction::status:
            return status(folder, a);
        case SweepAction::collect:
        case SweepAction::design:
            break;
    }
    if (a.dry_run) {
        fmt::print("would merge {} runs\n", with_status(folder.status(), RunStatus::done).size());
        return 0;
    }
    return collect(folder, study::SweepEngine(folder).head(), a, Json::object());
}

}  // namespace runs
