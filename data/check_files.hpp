#pragma once
// What a planner's files hold, before anything is made of them.
#include <filesystem>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "data/input_set.hpp"

namespace data {

/// One thing found in a file.
struct Finding {
    enum class Kind : std::uint8_t { fact, odd, wrong };
    Kind kind = Kind::fact;
    std::string where;  ///< file, with layer or line where there is one
    std::string what;
};

struct CheckedFile {
    std::string file;
    std::vector<Finding> findings;
    std::set<std::string> numbers;  ///< of municipalities, four digits
    bool usable() const;
};

struct CheckTolerance {
    double total = 0.01;  ///< share by which a total may differ from the known set's
    double area = 0.05;   ///< and the area of a municipality
};

/// Reads every file whole and tells everything: form and signs of tables, what is missing, numbers that are
/// those of other borders, polygons that must be repaired, roads that are cut, totals that differ from
/// `known` by more than the tolerance; then, file against file, how many municipality numbers miss on each
/// side. Never throws for what is wrong with a file.
std::vector<CheckedFile> check_files(std::span<const std::filesystem::path> files, const InputSet& known,
                                     const CheckTolerance& tolerance = {});

/// The findings as lines: "  " a fact, "! " odd, "x " wrong.
std::string text_of(std::span<const CheckedFile> files);

}  // namespace data
