#pragma once
// Who works on which runs of a sweep.
#include <cstdint>
#include <filesystem>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "runs/study/sweep/folder.hpp"

namespace study {

/// A worker as it registers itself; for who asks what is under way.
struct Worker {
    std::string host, slurm_job;  ///< "ARRAY_TASK"; empty outside Slurm
    int pid = 0;
    std::uint32_t from = 0, to = 0, done = 0;
    std::set<std::uint32_t> running;  ///< runs under way
    double began = 0;                 ///< seconds since 1970

    static Worker of_this_process(std::uint32_t from, std::uint32_t to);
    std::filesystem::path file(const SweepFolder& folder) const;
    void write(const SweepFolder& folder) const;
};

/// Workers that are alive: processes of this host, and of other hosts those whose "ARRAY_TASK" is among
/// `running_tasks`, which is asked for only if there are any.
std::vector<Worker> workers(const SweepFolder& folder,
                            const std::function<std::set<std::string>()>& running_tasks);

}  // namespace study
