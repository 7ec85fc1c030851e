#pragma once
// The draws of a run that are kept beside its output while it is under way.
#include <cstdint>
#include <filesystem>
#include <vector>

namespace study {

/// A folder OUTPUT.resume with a file per draw, 000000.draw the first.
struct KeptDraws {
    std::filesystem::path folder = {};  ///< empty: nothing is kept
    double every_seconds = 600;         ///< how often a draw under way is kept; 0: only when asked to stop

    static KeptDraws beside(const std::filesystem::path& output);
    std::filesystem::path file(std::uint32_t draw) const;
    /// Files there, draws only.
    std::vector<std::filesystem::path> files() const;
    /// Removes them and the folder.
    void remove() const;
};

/// Whether Slurm put this job back into its queue, so that an earlier try of it may have kept draws.
bool was_requeued();

}  // namespace study
