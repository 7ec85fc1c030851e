#pragma once
// The folder of a sweep: its plan, its design, what both must be made with, and what has become of its runs.
//
//   sweep.toml      the plan, as written            runs/0000/000017.nc       a finished run
//   design.csv      one row per run                 runs/0000/000017.failed   why a run cannot be done
//   sweep.json      version and checksums           workers/HOST.PID.json     who works on what
//   sweep.nc, results.csv  what collect makes,      runs/0000/000017.draw     a run under way, kept
//   results.sha256         and the table's checksum slurm/                    job scripts and their logs
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "data/sweep_plan.hpp"
#include "data/sweep_results.hpp"

namespace study {

/// A designed sweep. Every member function that finds the folder changed by another hand throws InputError.
class SweepFolder {
public:
    std::filesystem::path root;  ///< absolute
    data::SweepPlan plan;
    data::SweepDesign design;
    std::string design_sha256;

    /// Makes the folder from a plan. A folder that holds the same plan is left as it is; one that holds
    /// another is refused.
    static SweepFolder make(const std::filesystem::path& plan_file, const std::filesystem::path& folder);
    /// Opens a folder. Refuses a plan, design or scenario that is not the one it was designed with.
    explicit SweepFolder(const std::filesystem::path& folder);

    std::uint32_t runs() const { return static_cast<std::uint32_t>(design.rows.size()); }
    std::filesystem::path run_file(std::uint32_t run) const;
    std::filesystem::path failure_file(std::uint32_t run) const;
    /// Where a run under way is kept.
    std::filesystem::path draw_file(std::uint32_t run) const;
    /// Removes what processes of this host left behind when they died.
    void tidy() const;

    /// What merging makes: results run by run, their table, and the table's checksum.
    std::filesystem::path results() const { return root / "sweep.nc"; }
    std::filesystem::path table() const { return root / "results.csv"; }
    std::vector<std::filesystem::path> merged_files() const {
        return {results(), table(), root / "results.sha256"};
    }
    /// Every file that its runs, or who merges them, read.
    std::vector<std::filesystem::path> files() const;

    /// Refuses to go on if this program is not of the version that made the design, or if a file that its
    /// runs read has changed, gone or come since: results of one sweep come from one model.
    void require_same_model() const;

    /// What became of each run, by the names of the files there.
    std::vector<data::RunStatus> status() const;
    /// Why a run failed; empty if it did not.
    std::string failure(std::uint32_t run) const;

private:
    SweepFolder() = default;
    std::string version_, git_commit_;
    std::filesystem::path inputs_;
    std::map<std::string, std::string> file_sha256_;  ///< of every file that a run reads, by its whole name
};

/// The sweep of a plan in a folder that goes with it, to see what its work would take.
class PassingSweep {
    struct PassingFolder {
        std::filesystem::path path;
        PassingFolder();
        ~PassingFolder();
        PassingFolder(const PassingFolder&) = delete;
        PassingFolder& operator=(const PassingFolder&) = delete;
    } root_;

public:
    explicit PassingSweep(const std::filesystem::path& plan_file);
    const SweepFolder folder;
};

/// Held by whoever merges the runs. Throws geo::TryAgain if somebody else holds it. Goes with the process,
/// however it ends.
class SweepLock {
public:
    explicit SweepLock(const SweepFolder& folder);
    ~SweepLock();
    SweepLock(const SweepLock&) = delete;
    SweepLock& operator=(const SweepLock&) = delete;

private:
    int descriptor_ = -1;
};

}  // namespace study
