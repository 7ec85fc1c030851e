#include "data/road_cache.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <optional>
#include <span>
#include <vector>

#include "data/detail/netcdf.hpp"
#include "data/schema.hpp"
#include "data/sha256.hpp"

namespace data {
namespace {

/// Raise the version when build_hierarchy() orders otherwise or the file's layout changes.
constexpr Schema cache_schema{"legekart road order", 1};

std::string digest(std::initializer_list<std::span<const std::uint32_t>> columns) {
    std::string all;
    for (const auto column : columns) {
        const auto bytes = std::as_bytes(column);
        all += sha256({reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()});
    }
    return sha256({reinterpret_cast<const unsigned char*>(all.data()), all.size()});
}

std::string digest_of(const geo::RoadGraph& graph) {
    return digest({graph.first_out, graph.head});
}

std::string digest_of(const geo::Hierarchy& h) {
    return digest({h.position, h.first_up, h.up, h.arc_slot});
}

void write(const std::filesystem::path& path, const geo::Hierarchy& h, const std::string& graph) {
    detail::NcWriter file(path);
    detail::write_schema(file, cache_schema);
    file.attribute("/", "title", "order and shortcuts of one road graph; may be deleted at any time");
    file.attribute("/", "graph_sha256", graph);
    file.attribute("/", "content_sha256", digest_of(h));
    const auto put = [&](const std::string& name, const std::vector<std::uint32_t>& values) {
        file.dimension("/" + name + "_row", values.size());
        // Unpacked: unpacking would take longer than reading.
        file.put<std::uint32_t>("/" + name, {.dimensions = {"/" + name + "_row"}, .chunk = {}, .deflate = 0},
                                values);
    };
    put("position", h.position);
    put("first_up", h.first_up);
    put("up", h.up);
    put("arc_slot", h.arc_slot);
    file.finish();
}

/// Throws InputError for a file that is not the order of this graph.
geo::Hierarchy read(const std::filesystem::path& path, const geo::RoadGraph& graph) {
    const detail::NcReader file(path);
    detail::check_schema(file, cache_schema);
    if (file.text("/", "graph_sha256") != digest_of(graph)) file.fail("is the order of another graph");
    geo::Hierarchy h;
    const auto get = [&](const std::string& name, std::vector<std::uint32_t>& values) {
        values = file.read<std::uint32_t>("/" + name, {file.size("/" + name + "_row")});
    };
    get("position", h.position);
    get("first_up", h.first_up);
    get("up", h.up);
    get("arc_slot", h.arc_slot);
    if (h.nodes() != graph.nodes() || h.arc_slot.size() != graph.arcs() ||
        file.text("/", "content_sha256") != digest_of(h))
        file.fail("is damaged");
    return h;
}

}  // namespace

RoadCache::RoadCache(std::filesystem::path folder, std::uint32_t least_arcs)
    : folder_(std::move(folder)), least_arcs_(least_arcs) {}

std::filesystem::path RoadCache::users_folder() {
    if (const char* cache = std::getenv("XDG_CACHE_HOME"); cache && *cache == '/')
        return std::filesystem::path(cache) / "legekart";
    if (const char* home = std::getenv("HOME"); home && *home)
        return std::filesystem::path(home) / ".cache" / "legekart";
    return {};
}

std::filesystem::path RoadCache::file_of(const geo::RoadGraph& graph) const {
    return folder_ / fmt::format("order-{}-{}.nc", cache_schema.version, digest_of(graph).substr(0, 32));
}

geo::Hierarchy RoadCache::order(const geo::RoadGraph& graph) {
    last_ = {};
    if (folder_.empty() || graph.arcs() < least_arcs_) return geo::build_hierarchy(graph);
    const auto path = file_of(graph);
    std::error_code ignored;
    if (std::filesystem::exists(path, ignored)) try {
            auto kept = read(path, graph);
            last_.found = true;
            return kept;
        } catch (const std::exception& error) {
            last_.remark = fmt::format("made the order again: {}", error.what());
        }
    auto made = geo::build_hierarchy(graph);
    try {
        std::filesystem::create_directories(folder_);
        write(path, made, digest_of(graph));
        last_.written = true;
    } catch (const std::exception& error) {
        last_.remark = fmt::format("the order was not kept: {}", error.what());
    }
    return made;
}

}  // namespace data
