#pragma once
#include <span>
#include <string>

#include "data/snapshot_reader.hpp"

namespace viz {

/// One self-contained HTML page about one or more snapshots of the same municipalities: the first is what the
/// others are compared with. An empty title lets the page make its own from the scenarios.
///
/// All counts and the polygons go in packed; a ratio goes in only where its counts do not give the file's
/// number bit by bit. The same files give the same bytes on any number of threads.
/// Throws InputError if the files have different municipalities.
std::string report_page(std::span<const data::Snapshot> snapshots, const std::string& title);

}  // namespace viz
