#pragma once
// The formats a snapshot file can be exported to: a row each, which stands in the format's own file.
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

#include "viz/export/table.hpp"

namespace viz {

/// All there is to know of a format from outside.
struct ExportFormat {
    std::string_view name;        ///< extension and word on the command line, such as "gpkg"
    std::string_view other = {};  ///< another extension of the same, such as "tiff"
    std::string_view about;       ///< what it is and for whom, a line
    std::string_view months;      ///< "final" or "all": where the choice names none
    bool long_heads = false;      ///< heads are names with units even where no language was asked for
    bool has_flavours = false;    ///< knows ExportChoice::flavour
    bool has_tall_shape = false;  ///< knows ExportChoice::shape
    /// Writes the file; the choice names its months. Throws InputError for what the format cannot hold,
    /// std::runtime_error if a library fails; otherwise as data::write_file.
    void (*write)(const std::filesystem::path& path, std::span<const data::Snapshot> snapshots,
                  const ExportChoice& choice);
};

std::span<const ExportFormat* const> export_formats();

/// The format of a name ("csv"), or of the path's extension where the name is empty, in any case. Throws
/// InputError naming the known ones.
const ExportFormat& export_format(const std::filesystem::path& path, const std::string& name = {});

/// "gpkg, fgb or csv": the formats that `is_meant`, each behind `before`, the last one behind `last`.
std::string format_names(
    std::string_view before, std::string_view last,
    bool (*is_meant)(const ExportFormat&) = [](const ExportFormat&) { return true; });

/// Throws InputError if the choice has a shape or flavour that the format does not know; nullptr knows none.
void check_choice(const ExportFormat* format, const ExportChoice& choice);

/// Writes the figures of one or more snapshot files, after check_choice. Errors as ExportFormat::write.
void export_file(const ExportFormat& format, const std::filesystem::path& path,
                 std::span<const data::Snapshot> snapshots, ExportChoice choice);

}  // namespace viz
