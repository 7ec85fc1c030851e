#include "data/project_folder.hpp"

#include <fmt/format.h>

#include <vector>

#include "data/version.hpp"
#include "geo/base/error.hpp"

namespace data {
namespace {

/// The first place that holds `mark`: `folder` below the current folder, a folder above the program, or
/// the installed data there.
std::optional<std::filesystem::path> find(const char* folder, const char* mark) {
    std::vector<std::filesystem::path> places{folder};
    std::error_code none;
    for (auto at = std::filesystem::read_symlink("/proc/self/exe", none).parent_path();
         !none && !at.empty() && at != at.root_path(); at = at.parent_path()) {
        places.push_back(at / folder);
        places.push_back(at / installed_data / folder);
    }
    for (const auto& place : places)
        if (std::filesystem::exists(place / mark, none)) return place;
    return std::nullopt;
}

}  // namespace

std::optional<std::filesystem::path> embedded_inputs() {
    return find("data/norway", "municipalities.nc");
}

std::filesystem::path inputs_folder(const std::filesystem::path& given) {
    std::error_code none;
    if (!given.empty()) {
        if (std::filesystem::exists(given / "municipalities.nc", none)) return given;
        throw geo::InputError(given.string(),
                              "holds no municipalities.nc, expected an input set made by `legekart prepare`");
    }
    if (const auto found = embedded_inputs()) return *found;
    throw geo::InputError("--inputs",
                          "the embedded Norway set is neither beside the program nor in ./data/norway; "
                          "give its folder with --inputs");
}

std::filesystem::path measures_folder() {
    if (const auto found = find("runs/measures", "alis-agreements.toml")) return *found;
    throw geo::InputError("measures",
                          "the program's folder of measures is neither beside it nor in ./runs/measures; run "
                          "legekart from its folder");
}

}  // namespace data
