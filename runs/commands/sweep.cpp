#include <fmt/format.h>

#include <algorithm>

#include "geo/base/error.hpp"
#include "geo/base/threads.hpp"
#include "runs/commands/command.hpp"
#include "runs/commands/options.hpp"
#include "runs/say/progress.hpp"
#include "runs/say/sweep_report.hpp"
#include "runs/say/tell.hpp"
#include "runs/study/usage.hpp"

namespace runs {
namespace fs = std::filesystem;
namespace {

enum class SweepAction { design, run, work, status, resume, collect };

struct SweepOptions {
    SweepAction action = SweepAction::design;
    fs::path sweep;      ///< a plan (.toml) or the folder of a sweep
    fs::path output;     ///< folder to make; empty: the plan's name, here
    std::string engine;  ///< local or slurm; empty: as before
    bool again = false;  ///< failed runs too
    AreaOptions place;
    fs::path area_table;  ///< of `place`; empty: area.csv in the folder
    std::optional<std::uint32_t> from, to;
    study::SlurmWishes slurm;
};

void add_sweep(CLI::App& app, SweepOptions& a) {
    app.require_subcommand(1);
    const auto add = [&](const char* name, const char* what, SweepAction action) -> CLI::App& {
        auto* part = app.add_subcommand(name, what);
        part->callback([&a, action] { a.action = action; });
        return *part;
    };
    const auto add_folder = [&](CLI::App& part) {
        part.add_option("sweep", a.sweep, "the folder of a sweep")->required();
    };
    const auto add_engine = [&](CLI::App& part, const char* otherwise) {
        part.add_option("--engine", a.engine,
                        std::string("local: this machine's cores; slurm: a job array ") + otherwise)
            ->check(CLI::IsMember({"local", "slurm"}));
        part.add_option("--rows-per-task", a.slurm.rows_per_task,
                        "Slurm: runs of a task (default: about an hour's)");
        part.add_option("--cpus-per-task", a.slurm.cpus_per_task,
                        "Slurm: cores of a task, a run each (default: 4)");
        part.add_option("--time-limit", a.slurm.minutes,
                        "Slurm: minutes of a task (default: twice what a sample took)");
        part.add_option("--memory", a.slurm.memory_mb, "Slurm: MB of a task (default: from the sample)");
        part.add_option("--sbatch", a.slurm.sbatch,
                        "Slurm: one more option of sbatch, such as --sbatch=--partition=long")
            ->take_all();
        part.add_option("--setup", a.slurm.setup,
                        "Slurm: a shell line before the work, such as \"module load legekart\"")
            ->take_all();
    };
    const auto add_again = [&](CLI::App& part) {
        part.add_flag("--failed", a.again, "try failed runs again too");
    };

    auto& design = add("design", "make the table of runs from a plan", SweepAction::design);
    design.add_option("plan", a.sweep, "a plan (.toml), such as runs/sweeps/baseline-lhs.toml")->required();
    design.add_option("-o,--output", a.output, "folder to make (default: the plan's name, here)");
    auto& run = add("run", "do all runs: here, or as a Slurm job array", SweepAction::run);
    run.add_option("sweep", a.sweep, "a plan (.toml) or the folder of a sweep")->required();
    run.add_option("-o,--output", a.output, "folder to make of a plan (default: the plan's name, here)");
    add_engine(run, "(default: local)");
    auto& work = add("work", "do some rows of the design; what every engine calls", SweepAction::work);
    add_folder(work);
    work.add_option("--from", a.from, "first row (default: 0)");
    work.add_option("--to", a.to, "last row (default: the last)");
    add_again(work);
    add_folder(add("status", "what is done, failed, missing, under way", SweepAction::status));
    auto& resume = add("resume", "do what is missing", SweepAction::resume);
    add_folder(resume);
    add_engine(resume, "(default: as before)");
    add_again(resume);
    auto& collect = add("collect", "merge the runs into sweep.nc and results.csv", SweepAction::collect);
    add_folder(collect);
    add_area(collect, a.place, "also write a table of results in an area, each January");
    collect.add_option("-o,--output", a.area_table, "that table (default: area.csv in the folder)")
        ->needs("--area");
}

/// The folder of a plan, made if need be, or the folder itself.
study::SweepFolder sweep_folder(const SweepOptions& a) {
    if (a.sweep.extension() != ".toml") return study::SweepFolder(a.sweep);
    return study::SweepFolder::make(a.sweep, a.output.empty() ? a.sweep.stem() : a.output);
}

int design_sweep(const SweepOptions& a, const Context& context) {
    if (context.dry_run) {
        const auto plan = data::read_sweep_plan(a.sweep);
        data::try_factors(plan);
        fmt::print("would design {} runs: {} points of a {} over {} factors, {} of each\n",
                   std::uint64_t{data::point_count(plan)} * plan.replicates, data::point_count(plan),
                   data::name_of(plan.kind), plan.factors.size(), plan.replicates);
        return 0;
    }
    const auto folder = sweep_folder(a);
    if (context.json) {
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

/// `report`: what the work before it came to.
int collect_runs(const study::SweepFolder& folder, const data::SweepHead& head, const Context& context,
                 const Json& report) {
    Progress progress(context.progress_mode());
    const auto status = study::collect(folder, head, watch(progress, context.stop));
    auto j = sweep_json(folder, status);
    j["file"] = folder.results().string();
    j["table"] = folder.table().string();
    j.update(report);
    print_absent(folder, status, stderr);
    if (context.json)
        fmt::print("{}\n", j.dump(2));
    else
        fmt::print("{} of {} runs in {} and {}\nnext: legekart sensitivity {}\n",
                   study::runs_with(status, data::RunStatus::done).size(), folder.runs(),
                   folder.results().string(), folder.table().string(), folder.root.string());
    return sweep_exit_code(status);
}

fs::path area_table(const study::SweepFolder& folder, const SweepOptions& a) {
    return a.area_table.empty() ? folder.root / "area.csv" : a.area_table;
}

/// Throws InputError if what collect writes would be written over what it reads.
void check_collect_outputs(const study::SweepFolder& folder, const SweepOptions& a) {
    auto inputs = folder.files();
    inputs.push_back(a.place.own);
    auto outputs = folder.merged_files();
    if (a.place.asked()) outputs.push_back(area_table(folder, a));
    must_be_outputs(outputs, inputs);
}

/// The table of an area, if one is asked for.
void say_area_table(const study::SweepFolder& folder, const data::SweepHead& head, const SweepOptions& a) {
    if (!a.place.asked()) return;
    const auto file = area_table(folder, a);
    const auto area =
        model::AreaNames(head.municipalities, {}, data::read_own_areas(a.place.own)).together(a.place.names);
    study::write_area_table(file, folder, head, area);
    tell("{} in {}\n", model::name_en(area), file.string());
}

int say_estimate(const study::SweepFolder& folder, std::uint32_t to_do, const study::SweepSample& sample,
                 const std::optional<study::SlurmLayout>& layout, bool json) {
    if (json)
        fmt::print("{}\n", estimate_json(folder, to_do, sample, layout).dump(2));
    else
        print_estimate(folder, to_do, sample, layout);
    return 0;
}

int run_with_slurm(const study::SweepFolder& folder, study::SweepEngine& engine, const SweepOptions& a,
                   const Context& context, const std::vector<bool>& wanted) {
    const auto to_do = static_cast<std::uint32_t>(std::count(wanted.begin(), wanted.end(), true));
    const auto plan = study::plan_slurm(folder, engine, a.slurm, a.action == SweepAction::resume);
    if (context.dry_run)
        return say_estimate(folder, to_do, plan.sample ? *plan.sample : engine.sample(), plan.layout,
                            context.json);
    const auto jobs = study::submit_plan(folder, plan, a.slurm, wanted);
    if (context.json) {
        fmt::print("{}\n", Json{{"folder", folder.root.string()},
                                {"to_do", to_do},
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

/// Does what is missing, with the engine asked for.
int run_sweep(const study::SweepFolder& folder, const SweepOptions& a, const Context& context) {
    Progress progress(context.progress_mode());
    study::SweepEngine engine(folder, watch(progress, context.stop));
    const auto wanted = study::runs_to_do(engine, folder.status(), a.again, a.action == SweepAction::resume);
    if (a.engine == "slurm") return run_with_slurm(folder, engine, a, context, wanted);
    if (context.dry_run)
        return say_estimate(folder,
                            static_cast<std::uint32_t>(std::count(wanted.begin(), wanted.end(), true)),
                            engine.sample(), std::nullopt, context.json);
    const auto report = engine.work(0, folder.runs() - 1, a.again);
    if (!context.json)
        fmt::print("{} runs in {} on {} cores: {:.2f} runs a minute and core, {:.0f} MB at most\n",
                   report.done, duration_text(report.seconds), geo::thread_count(),
                   60 * report.done / std::max(0.001, report.seconds * geo::thread_count()),
                   study::peak_rss_mb());
    if (report.left > 0) {
        tell("stopped; {} runs are left{}\nto get all: legekart sweep resume {}\n", report.left,
             report.kept > 0 ? fmt::format(", {} of them under way and kept", report.kept) : std::string(),
             folder.root.string());
        return 75;
    }
    return collect_runs(folder, engine.head(), context,
                        {{"done_now", report.done},
                         {"seconds", report.seconds},
                         {"cpu_seconds", report.cpu_seconds},
                         {"cores", geo::thread_count()},
                         {"peak_rss_mb", study::peak_rss_mb()}});
}

int work_on_rows(const study::SweepFolder& folder, const SweepOptions& a, const Context& context) {
    const auto last = folder.runs() - 1;
    const auto from = a.from.value_or(0), to = std::min(a.to.value_or(last), last);
    if (from > to)
        throw geo::InputError("--from, --to", fmt::format("expected two rows of 0 to {}, the first not after "
                                                          "the second",
                                                          last));
    if (context.dry_run) {
        fmt::print("would do rows {} to {} that are not done\n", from, to);
        return 0;
    }
    Progress progress(context.progress_mode());
    study::SweepEngine engine(folder, watch(progress, context.stop));
    const auto report = engine.work(from, to, a.again);
    if (context.json)
        fmt::print("{}\n", Json{{"done", report.done},
                                {"found", report.found},
                                {"failed", report.failed},
                                {"left", report.left},
                                {"kept", report.kept},
                                {"seconds", report.seconds},
                                {"cpu_seconds", report.cpu_seconds},
                                {"peak_rss_mb", study::peak_rss_mb()}}
                               .dump(2));
    else
        (void)std::fputs(
            fmt::format("rows {} to {}: {} done in {}, {} were done before, {} failed, {} left\n", from, to,
                        report.done, duration_text(report.seconds), report.found, report.failed, report.left)
                .c_str(),
            report.left > 0 ? stderr : stdout);
    if (report.left > 0) {
        // Asked to stop before a single month was done: another try would end the same way.
        if (report.done == 0 && report.kept == 0)
            throw std::runtime_error("nothing was done before the signal to stop; raise --time-limit");
        return 75;
    }
    return report.failed > 0 ? 1 : 0;
}

int do_sweep(const SweepOptions& a, const Context& context) {
    if (a.action == SweepAction::design) return design_sweep(a, context);
    if (a.action == SweepAction::run && context.dry_run && a.sweep.extension() == ".toml") {
        const study::PassingSweep passing(a.sweep);
        return run_sweep(passing.folder, a, context);
    }
    const auto folder = a.action == SweepAction::run ? sweep_folder(a) : study::SweepFolder(a.sweep);
    switch (a.action) {
        case SweepAction::run:
            return run_sweep(folder, a, context);
        case SweepAction::resume: {
            auto with_engine = a;
            if (a.engine.empty()) with_engine.engine = study::read_slurm_layout(folder) ? "slurm" : "local";
            return run_sweep(folder, with_engine, context);
        }
        case SweepAction::work:
            return work_on_rows(folder, a, context);
        case SweepAction::status: {
            const auto state = study::state_of(folder);
            if (context.json)
                fmt::print("{}\n", state_json(folder, state).dump(2));
            else
                print_state(folder, state);
            return sweep_exit_code(state.status);
        }
        case SweepAction::collect:
        case SweepAction::design:
            break;
    }
    check_collect_outputs(folder, a);
    if (context.dry_run) {
        fmt::print("would merge {} runs\n", study::runs_with(folder.status(), data::RunStatus::done).size());
        return 0;
    }
    const study::SweepEngine engine(folder);
    say_area_table(folder, engine.head(), a);
    return collect_runs(folder, engine.head(), context, Json::object());
}

const Registration sweep_command(
    {.name = "sweep",
     .summary = "run a scenario many times with other assumptions, here or on a cluster",
     .examples = "Examples:\n  legekart sweep run runs/sweeps/baseline-lhs.toml --dry-run\n"
                 "  legekart sweep design runs/sweeps/baseline-lhs.toml -o lhs\n"
                 "  legekart sweep run lhs --engine slurm --setup \"module load legekart\"\n"
                 "  legekart sweep status lhs\n  legekart sweep collect lhs --area Nordland -o nordland.csv\n"
                 "  legekart sensitivity lhs\n",
     .order = 110,
     .set_up = with_options(add_sweep, do_sweep)});

}  // namespace
}  // namespace runs
