#pragma once
// What a person needs to write a scenario: a commented example, and a JSON Schema for editors.
#include <filesystem>
#include <string>

namespace runs {

/// A scenario that runs as it is, with every measure named in a comment. `home`: the folder it will lie in,
/// from which its paths are written.
std::string example_scenario(const std::string& name, const std::filesystem::path& home);

/// JSON Schema (draft 2020-12) of scenario files: keys, types, ranges, units.
std::string scenario_schema();

}  // namespace runs
