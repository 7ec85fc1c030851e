#include "viz/export/formats.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <vector>

#include "geo/base/error.hpp"

namespace viz {

// Each row stands in the file of its format.
extern const ExportFormat geopackage_format, flatgeobuf_format, geojson_format, geotiff_format, csv_format,
    xlsx_format;

std::span<const ExportFormat* const> export_formats() {
    static constexpr std::array all{&geopackage_format, &flatgeobuf_format, &geojson_format,
                                    &geotiff_format,    &csv_format,        &xlsx_format};
    return all;
}

const ExportFormat& export_format(const std::filesystem::path& path, const std::string& name) {
    std::string wanted = name;
    if (wanted.empty()) {
        wanted = path.extension().string();
        if (!wanted.empty()) wanted.erase(0, 1);
    }
    std::transform(wanted.begin(), wanted.end(), wanted.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    for (const ExportFormat* format : export_formats())
        if (!wanted.empty() && (wanted == format->name || wanted == format->other)) return *format;
    throw geo::InputError(
        name.empty() ? path.string() : "--format",
        fmt::format("cannot export '{}'; expected one of {}", wanted, format_names("", ", ")));
}

std::string format_names(std::string_view before, std::string_view last,
                         bool (*is_meant)(const ExportFormat&)) {
    std::vector<std::string> names;
    for (const ExportFormat* format : export_formats())
        if (is_meant(*format)) names.push_back(fmt::format("{}{}", before, format->name));
    if (names.size() < 2) return fmt::format("{}", fmt::join(names, ""));
    return fmt::format("{}{}{}", fmt::join(names.begin(), names.end() - 1, ", "), last, names.back());
}

void check_choice(const ExportFormat* format, const ExportChoice& choice) {
    const auto must = [&](bool chosen, const char* option, bool (*knows)(const ExportFormat&)) {
        if (chosen && !(format && knows(*format)))
            throw geo::InputError(option, fmt::format("is for {} files", format_names(".", " and ", knows)));
    };
    must(choice.shape == CsvShape::tall, "--long", [](const ExportFormat& f) { return f.has_tall_shape; });
    must(choice.flavour.has_value(), "--flavour", [](const ExportFormat& f) { return f.has_flavours; });
}

void export_file(const ExportFormat& format, const std::filesystem::path& path,
                 std::span<const data::Snapshot> snapshots, ExportChoice choice) {
    check_choice(&format, choice);
    if (choice.months.empty()) choice.months = format.months;
    choice.long_heads = choice.long_heads || format.long_heads;
    format.write(path, snapshots, choice);
}

}  // namespace viz
