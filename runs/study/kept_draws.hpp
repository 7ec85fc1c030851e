#pragma once
// The draws of a run that are kept beside its output while it is under way.
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace study {

/// A folder OUTPUT.resume with a file per draw, 000000.draw the first.
struct KeptDraws {
    std::filesystem::path folder = {};  ///< empty: nothing is kept
    double every_seconds = 600;         ///< how often a draw under way is kept; 0: only when asked to stop

    static KeptDraws beside(const std::filesystem::path& output);
    /// The same for a run that begins now: what an earlier process kept stays if it is to be gone on from
    /// (`resume`, or was_requeued()); else it is removed, and `remark` told so.
    static KeptDraws begin(const std::filesystem::path& output, bool resume,
                           const std::function<void(const std::string&)>& remark = {});
    std::filesystem::path file(std::uint32_t draw) const;
    /// Files there, draws only.
    std::vector<std::filesystem::path> files() const;
    /// Removes them and the folder.
    void remove() const;
};

/// Whether Slurm put this job back into its queue, so that an earlier try of it may have kept draws.
bool was_requeued();

}  // namespace study
