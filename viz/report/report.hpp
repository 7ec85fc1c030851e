#pragma once
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "data/snapshot_reader.hpp"

namespace viz {

struct ReportOptions {
    std::string title;  ///< empty: the page makes its own from the scenarios
    /// Indicators to have month by month beside those the page leads with; all others are there for the
    /// start, each January and the end.
    std::vector<std::string> monthly;
    std::optional<model::Area> area = {};  ///< that the page is about when it opens; nothing: the nation
};

/// One self-contained HTML page about one or more snapshots of the same municipalities: the first is what the
/// others are compared with.
///
/// Counts and polygons go in packed; a ratio goes in only where its counts do not give the file's number bit
/// by bit. The same files give the same bytes on any number of threads. Throws InputError if the files have
/// different municipalities or a monthly indicator is unknown.
std::string report_page(std::span<const data::Snapshot> snapshots, const ReportOptions& options);

}  // namespace viz
