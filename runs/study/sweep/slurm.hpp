#pragma once
// A sweep as a Slurm job array: scripts, submission, and what is in the queue. No work is handed out by
// ourselves: a task is a range of rows, and Slurm says where and when.
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "runs/study/sweep/folder.hpp"
#include "runs/study/sweep/sample.hpp"
#include "runs/study/sweep/worker.hpp"

namespace study {

/// What a user may say about the jobs; 0 and empty: chosen from a timed sample.
struct SlurmWishes {
    std::uint32_t rows_per_task = 0;
    unsigned cpus_per_task = 0;
    int minutes = 0;                       ///< time limit of a task
    int memory_mb = 0;                     ///< of a task
    std::vector<std::string> sbatch = {};  ///< more options, such as "--partition=long"
    std::vector<std::string> setup = {};   ///< shell lines before the work, such as "module load legekart"
};

struct SlurmLayout {
    std::uint32_t rows_per_task = 1, tasks = 1;
    unsigned cpus_per_task = 1;
    int minutes = 1, memory_mb = 0;
    int signal_seconds = 60;  ///< before the limit the task is told to keep its rows
};

/// Tasks of about an hour, at most 1000 of them (Slurm's own limit is 1001 unless the site raised it).
SlurmLayout slurm_layout(std::uint32_t runs, const SlurmWishes& wishes, const SweepSample& sample);

/// Writes slurm/array.sh and slurm/collect.sh into the sweep's folder.
void write_slurm_scripts(const SweepFolder& folder, const SlurmLayout& layout, const SlurmWishes& wishes);

/// The layout of scripts written before; nothing if there are none.
std::optional<SlurmLayout> read_slurm_layout(const SweepFolder& folder);

struct SlurmJobs {
    std::string array, collect;  ///< job numbers; empty if there was nothing to submit
    std::vector<std::uint32_t> tasks;
};

/// Submits those tasks that hold a run for which `wanted` is true and that are not in the queue, and a job
/// that collects when they have ended. Wanted runs that failed before no longer count as failed. Throws
/// std::runtime_error with sbatch's words if it refuses.
SlurmJobs submit(const SweepFolder& folder, const SlurmLayout& layout, const std::vector<bool>& wanted);

/// "ARRAY_TASK" of this sweep's tasks that run now; empty without Slurm.
std::set<std::string> running_slurm_tasks(const SweepFolder& folder);

/// Workers that are alive: processes of this host, and tasks Slurm says are running.
std::vector<Worker> workers(const SweepFolder& folder);

/// Whole numbers as people write them: "3, 10-19".
std::string ranges(const std::vector<std::uint32_t>& numbers, std::string_view separator = ", ");

}  // namespace study
