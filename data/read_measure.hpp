#pragma once
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "data/strict_toml.hpp"
#include "model/measures/measure.hpp"
#include "model/year_series.hpp"

namespace data {

/// A measure and its file, for provenance.
struct MeasureFile {
    model::Measure measure;
    std::string text;
};

/// Official numbers of what a text names. Throws InputError if it names nothing.
using NumbersOf = std::function<std::vector<std::string>(const std::string&)>;
struct Places {
    NumbersOf municipalities, counties;
};

/// Reads runs/measures/NAME.toml. Amounts in NOK leave it at prices of 2023, by `prices` (the
/// consumer price index); a price year outside it is an error.
///
/// `changes` is the scenario's table [measure.NAME]: `from`, `until`, `budget_mill_nok`, any key of [where],
/// a lever's name with its amount, or `scale`, which multiplies all amounts. Costs follow the levers they go
/// with. A new `from` without `until` lets the measure go on for good: a later one with
/// the amounts it ended with, an earlier one with all its months so much earlier.
/// `places`, if given, lets either name municipalities and counties as people do; the measure has the
/// numbers. Throws InputError with every fault, one per line.
MeasureFile read_measure(const std::filesystem::path& file, const TomlTable& changes,
                         const model::YearSeries& prices, const Places* places = nullptr);

/// Numbers of the places listed under `key`, as they stand without `numbers_of`; faults are told there.
std::vector<std::string> read_places(const TomlTable& table, std::string_view key,
                                     const NumbersOf& numbers_of);

/// Names of the measures of a folder, sorted.
std::vector<std::string> measure_names(const std::filesystem::path& folder);

/// Every measure that comes with the program, by name, as its file says it. Throws InputError if the folder
/// is not found, or with what is wrong in the first file that cannot be read.
std::vector<model::Measure> all_measures();

}  // namespace data
