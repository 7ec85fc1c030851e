#pragma once
#include <string>

namespace support {

/// Absolute path of a file or folder of the source tree, such as in_tree("data/norway").
std::string in_tree(const std::string& path);

inline const std::string baseline = in_tree("runs/scenarios/baseline-2026.toml");

/// The built program, absolute.
std::string program_file();

}  // namespace support
