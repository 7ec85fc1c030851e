#pragma once
#include <filesystem>
#include <functional>
#include <string>

#include "geo/road_travel.hpp"

namespace data {

/// What became of one request to the cache; for reports.
struct RoadCacheUse {
    bool found = false, written = false;
    std::string remark;  ///< why a file was not used or not written; empty if all went well
};

/// Orders and shortcuts of road graphs, one HDF5 file for each, named by the SHA-256 of what they depend on:
/// which nodes the arcs join (not the times on them, so one file serves every speed and every closed ferry).
///
/// A file that is missing, cut short, damaged, of another graph or another version is never an error: the
/// order is made again and the file replaced at once (written beside it, then renamed). Nor is a folder that
/// cannot be written. Graphs under `least_arcs` are not cached: ordering them is as fast as reading a file.
class RoadCache {
public:
    explicit RoadCache(std::filesystem::path folder, std::uint32_t least_arcs = 100'000);

    /// Of this user: $XDG_CACHE_HOME/legekart, else $HOME/.cache/legekart; empty if neither is set.
    static std::filesystem::path users_folder();

    /// The order of a graph, from its file or made anew and kept.
    geo::Hierarchy order(const geo::RoadGraph& graph);
    std::filesystem::path file_of(const geo::RoadGraph& graph) const;
    const RoadCacheUse& last_use() const { return last_; }

private:
    std::filesystem::path folder_;
    std::uint32_t least_arcs_;
    RoadCacheUse last_;
};

}  // namespace data
