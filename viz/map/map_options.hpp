#pragma once
// The words of `legekart map`'s command line as what they mean for a snapshot file. Each throws InputError
// naming the option and what was expected.
#include <chrono>
#include <string>
#include <vector>

#include "data/snapshot_reader.hpp"
#include "viz/map/map.hpp"

namespace viz {

/// "2030-01", "start" or "end" (also empty) as a month; the file need not have it.
std::chrono::year_month month_of(const data::Snapshot& snapshot, const std::string& text);

/// Row of a month among the file's time points.
int time_index(const data::Snapshot& snapshot, std::chrono::year_month month);

/// "portrait", "slide", "1600x2000"; empty is `otherwise`.
Page page_of(const std::string& text, Page otherwise);

/// Class breaks: "quantiles" (also none), "round", or ascending numbers. `all` are the values of every month,
/// so that one file's maps agree.
Classes classes_of(const std::vector<std::string>& breaks, int count, std::span<const double> all);

/// The scenario's title in the language of the map; the file's name where the file holds no scenario.
std::string scenario_title(const data::Snapshot& snapshot, Language language);

}  // namespace viz
