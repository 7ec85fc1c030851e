#pragma once
// What a study leaves behind.
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "runs/study/access/change.hpp"
#include "runs/study/access/study.hpp"

namespace study {

/// What stands in the tables beside the one of every index.
inline constexpr std::string_view practices_table = "practices", change_table = "change",
                                  places_table = "places";

/// The table `what` beside the one of every index: "<stem>-<what>.csv".
std::filesystem::path table_beside(const std::filesystem::path& path, std::string_view what);

/// Every file that --csv may write: the table of every index and those beside it.
std::vector<std::filesystem::path> csv_files(const std::filesystem::path& path);

/// Every index by nation, centrality, county and municipality into `path`; the practices, with the numbers
/// --remove-practice takes, into "<stem>-practices.csv" beside it; with a change, its rows into
/// "<stem>-change.csv". Returns the files written. Commas and decimal points.
std::vector<std::filesystem::path> write_csv(const std::filesystem::path& path, const AccessStudy& study,
                                             const AccessState& state, const std::vector<Grouping>& groupings,
                                             const std::vector<MunicipalityChange>& rows);

/// The state as a snapshot file of one time point: counts, shares and medians by municipality, and every
/// index in /cells.
void write_access_file(const std::filesystem::path& path, const AccessStudy& study, const AccessState& state,
                       const std::string& what);

}  // namespace study
