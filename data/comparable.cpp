#include "data/comparable.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "data/kept_runs.hpp"
#include "geo/base/error.hpp"

namespace data {
namespace {

std::string program_of(const Snapshot& file) {
    return fmt::format("{} by Legekart {} ({})", file.path.string(), file.run.version, file.run.git_commit);
}

}  // namespace

void must_have_same_places(const Snapshot& first, const Snapshot& other, std::string_view advice) {
    const auto &a = first.municipalities, &b = other.municipalities;
    if (a.number == b.number && a.alone.name.empty() == b.alone.name.empty()) return;
    const auto what = [](const Snapshot& file) {
        const auto& name = file.municipalities.alone.name;
        return name.empty() ? std::string("of all of the country") : fmt::format("of {} alone", name);
    };
    if (a.alone.name.empty() && b.alone.name.empty())
        throw geo::InputError(other.path.string(), fmt::format("has other municipalities than {}; {}",
                                                               first.path.string(), advice));
    throw geo::InputError(other.path.string(),
                          fmt::format("is {}, {} is {}; run both with the same --only, or both without",
                                      what(other), first.path.string(), what(first)));
}

std::vector<std::string> unlike_origins(const Snapshot& first, const Snapshot& other) {
    std::vector<std::string> said;
    if (first.run.version != other.run.version || first.run.git_commit != other.run.git_commit)
        said.push_back(
            fmt::format("made by different programs: {}, {}; what differs may be the program and not the "
                        "scenario, so run both with one",
                        program_of(first), program_of(other)));
    const bool same_figures =
        std::equal(first.run.inputs.begin(), first.run.inputs.end(), other.run.inputs.begin(),
                   other.run.inputs.end(), [](const auto& a, const auto& b) { return a.sha256 == b.sha256; });
    if (!same_figures)
        said.push_back(fmt::format("{} and {} were made from different figures; what differs may be those",
                                   first.path.string(), other.path.string()));
    return said;
}

std::optional<std::string> make_comparable(std::span<Snapshot* const> files) {
    if (files.empty()) return std::nullopt;
    for (const auto* file : files)
        must_have_same_places(*files.front(), *file, "give files of one input set");
    return keep_common_draws(files);
}

Comparable read_comparable(std::span<const std::filesystem::path> paths, bool unpaired,
                           const geo::StopToken& stop) {
    Comparable all;
    for (const auto& path : paths) {
        stop.check();
        all.files.push_back(read_snapshot(path));
        for (auto& sentence : unlike_origins(all.files.front(), all.files.back()))
            all.said.push_back("warning: " + sentence);
    }
    std::vector<Snapshot*> each;
    for (auto& file : all.files) each.push_back(&file);
    if (unpaired) return all;
    if (const auto note = make_comparable(each)) all.said.push_back("note: " + *note);
    return all;
}

}  // namespace data
