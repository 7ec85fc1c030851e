#include "runs/study/kept_draws.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <string_view>

#include "data/output_file.hpp"

namespace study {
namespace fs = std::filesystem;

KeptDraws KeptDraws::beside(const fs::path& output) {
    KeptDraws kept;
    kept.folder = output;
    kept.folder += ".resume";
    return kept;
}

KeptDraws KeptDraws::begin(const fs::path& output, bool resume,
                           const std::function<void(const std::string&)>& remark) {
    auto kept = beside(output);
    if (resume || was_requeued()) return kept;
    if (const auto files = kept.files(); !files.empty() && remark)
        remark(fmt::format("{} held {} draws of a run that was stopped; without --resume it begins anew",
                           kept.folder.string(), files.size()));
    kept.remove();
    return kept;
}

fs::path KeptDraws::file(std::uint32_t draw) const {
    return folder / fmt::format("{:06}.draw", draw);
}

std::vector<fs::path> KeptDraws::files() const {
    std::vector<fs::path> found;
    std::error_code none;
    if (folder.empty()) return found;
    for (fs::directory_iterator at(folder, none), end; !none && at != end; at.increment(none))
        if (at->path().extension() == ".draw") found.push_back(at->path());
    std::sort(found.begin(), found.end());
    return found;
}

void KeptDraws::remove() const {
    if (folder.empty()) return;
    std::error_code ignored;
    for (const auto& file : files()) fs::remove(file, ignored);
    data::remove_leftovers(folder);
    // Stays if somebody put something else there, or is something else.
    if (fs::is_directory(folder, ignored)) fs::remove(folder, ignored);
}

bool was_requeued() {
    const char* times = std::getenv("SLURM_RESTART_COUNT");
    return times && std::string_view(times) != "0" && *times != '\0';
}

}  // namespace study
