#pragma once
#include <filesystem>
#include <string_view>

#include "data/cannot_make.hpp"

namespace data {

/// Writes a whole file as OutputFile does.
void write_file(const std::filesystem::path& path, std::string_view bytes);

}  // namespace data
