#pragma once
// Where the program finds what comes with it: in its own tree, installed beside it, or below the current
// folder.
#include <filesystem>
#include <optional>

namespace data {

/// The embedded Norway; nothing if it is not there.
std::optional<std::filesystem::path> embedded_inputs();

/// The input set given, else the embedded Norway. Throws InputError if there is none.
std::filesystem::path inputs_folder(const std::filesystem::path& given = {});

/// The folder of measures that comes with the program. Throws InputError if it is not found.
std::filesystem::path measures_folder();

}  // namespace data
