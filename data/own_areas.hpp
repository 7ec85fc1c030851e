#pragma once
// Areas of somebody's own: from a table, from TOML, from a snapshot file.
#include <filesystem>
#include <string>
#include <vector>

#include "data/snapshot_reader.hpp"
#include "data/strict_toml.hpp"
#include "model/area_names.hpp"

namespace data {

/// `[areas]`, one key per area: `Salten = ["Bodø", "1841"]`. Places are looked up by model::AreaNames.
std::vector<model::OwnArea> own_areas(const TomlTable& table, const std::string& file);

/// The same from a file: TOML with `[areas]` and nothing else, or a table (.csv, .xlsx) with the columns
/// `area` and `municipality` (number or name). No file: none. Throws InputError for another format.
std::vector<model::OwnArea> read_own_areas(const std::filesystem::path& file);

/// The areas that can be asked for of a snapshot file: those of its municipalities at its start, the file's
/// own, and `more`.
model::AreaNames area_names(const Snapshot& snapshot, std::vector<model::OwnArea> more = {});

}  // namespace data
