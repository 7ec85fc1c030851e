#include "runs/say/same_origin.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "data/kept_runs.hpp"
#include "data/same_places.hpp"
#include "runs/say/tell.hpp"

namespace runs {
namespace {

std::string program_of(const data::Snapshot& file) {
    return fmt::format("{} by Legekart {} ({})", file.path.string(), file.run.version, file.run.git_commit);
}

}  // namespace

void warn_of_other_origin(const data::Snapshot& first, const data::Snapshot& other) {
    if (first.run.version != other.run.version || first.run.git_commit != other.run.git_commit)
        tell(
            "warning: made by different programs: {}, {}; what differs may be the program and not the "
            "scenario, so run both with one\n",
            program_of(first), program_of(other));
    const bool same_figures =
        std::equal(first.run.inputs.begin(), first.run.inputs.end(), other.run.inputs.begin(),
                   other.run.inputs.end(), [](const auto& a, const auto& b) { return a.sha256 == b.sha256; });
    if (!same_figures)
        tell("warning: {} and {} were made from different figures; what differs may be those\n",
             first.path.string(), other.path.string());
}

void keep_common_draws(std::vector<data::Snapshot>& files, std::optional<data::Snapshot>* minus) {
    std::vector<data::Snapshot*> all;
    for (auto& file : files) all.push_back(&file);
    if (minus && minus->has_value()) all.push_back(&**minus);
    for (const auto* file : all)
        data::must_have_same_places(*all.front(), *file, "give files of one input set");
    if (const auto note = data::keep_common_draws(all)) tell("note: {}\n", *note);
}

}  // namespace runs
