#pragma once
// From official files to an input set, with a report of what was checked, found and mended.
#include <filesystem>
#include <span>
#include <string>

#include "data/input_set.hpp"
#include "data/prepare_report.hpp"
#include "geo/base/stop.hpp"

namespace data {

/// The report as lines, notable ones marked "!".
std::string text_of(const PrepareReport& report);

struct Prepared {
    InputSet set;
    PrepareReport report;
    std::vector<std::filesystem::path> sources = {};  ///< files a manifest names, where they were found
};

/// Reads every file the manifest names from the first of `source_folders` that has it, and the names of ferry
/// crossings (ferries.csv) if they lie beside it, checks them against
/// each other and against the totals the manifest states, simplifies road lines and names ferries. Throws
/// InputError if a file is missing, has another checksum than stated, cannot be read, or misses a stated
/// total, geo::Stopped if asked to stop between two of them. Nothing is dropped: what is odd but possible is
/// kept as the source has it, and reported.
Prepared prepare(const std::filesystem::path& manifest, std::span<const std::filesystem::path> source_folders,
                 const geo::StopToken& stop = {});

}  // namespace data
