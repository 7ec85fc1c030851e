#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <nlohmann/json.hpp>

#include "geo/base/error.hpp"
#include "runs/commands/commands.hpp"
#include "viz/export/csv_export.hpp"
#include "viz/export/gis.hpp"
#include "viz/export/xlsx.hpp"

namespace runs {
namespace {

/// "csv" and so on, from --format or the output's name.
std::string format_of(const ExportArguments& a) {
    constexpr std::array<std::string_view, 6> known{"gpkg", "fgb", "geojson", "tif", "csv", "xlsx"};
    std::string format = a.format;
    if (format.empty()) {
        format = a.output.extension().string();
        if (!format.empty()) format.erase(0, 1);
    }
    std::transform(format.begin(), format.end(), format.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    if (format == "tiff") format = "tif";
    if (std::find(known.begin(), known.end(), format) == known.end())
        throw geo::InputError(
            a.format.empty() ? a.output.string() : "--format",
            fmt::format("cannot export '{}'; expected one of {}", format, fmt::join(known, ", ")));
    return format;
}

viz::CsvFlavour flavour_of(const std::string& text) {
    if (text.empty() || text == "int") return viz::CsvFlavour::international;
    if (text == "no") return viz::CsvFlavour::norwegian;
    throw geo::InputError("--flavour", fmt::format("'{}', expected no or int", text));
}

viz::ExportChoice choice_of(const ExportArguments& a, bool spreadsheet) {
    viz::ExportChoice choice;
    choice.indicators = a.indicators;
    choice.months = a.months;
    if (!a.language.empty() && a.language != "no" && a.language != "en")
        throw geo::InputError("--language", fmt::format("'{}', expected no or en", a.language));
    if (a.language == "no") choice.language = viz::Language::norwegian;
    choice.long_heads = spreadsheet || !a.language.empty();
    return choice;
}

void write(const std::string& format, const ExportArguments& a, std::span<const data::Snapshot> snapshots,
           const viz::ExportChoice& choice) {
    const auto shape = a.tall ? viz::CsvShape::tall : viz::CsvShape::wide;
    if (format == "gpkg") viz::export_geopackage(a.output, snapshots, choice);
    if (format == "fgb") viz::export_flat(a.output, viz::FlatFormat::flatgeobuf, snapshots, choice);
    if (format == "geojson") viz::export_flat(a.output, viz::FlatFormat::geojson, snapshots, choice);
    if (format == "tif") viz::export_geotiff(a.output, snapshots, choice);
    if (format == "csv") viz::export_csv(a.output, snapshots, choice, flavour_of(a.flavour), shape);
    if (format == "xlsx") viz::export_xlsx(a.output, snapshots, choice);
}

}  // namespace

int export_files(const ExportArguments& a) {
    if (a.output.empty() && a.simwrapper.empty())
        throw geo::InputError("export", "expected -o FILE or --simwrapper FOLDER, such as -o scenarios.gpkg");
    const std::string format = a.output.empty() ? "" : format_of(a);
    if (format != "csv" && (a.tall || !a.flavour.empty()))
        throw geo::InputError(a.tall ? "--long" : "--flavour", "is for .csv files");
    const auto choice = choice_of(a, format == "xlsx");
    flavour_of(a.flavour);
    std::vector<data::Snapshot> snapshots;
    for (const auto& path : a.snapshots) snapshots.push_back(data::read_snapshot(path));
    auto files = nlohmann::ordered_json::array();
    const auto act = [&](const std::filesystem::path& path, const auto& action) {
        if (!a.dry_run) action();
        nlohmann::ordered_json file{{"file", path.string()}};
        if (!a.dry_run && std::filesystem::is_regular_file(path))
            file["bytes"] = std::filesystem::file_size(path);
        files.push_back(file);
        if (!a.json) fmt::print("{} {}\n", a.dry_run ? "would write" : "wrote", path.string());
    };
    if (!a.output.empty()) act(a.output, [&] { write(format, a, snapshots, choice); });
    if (!a.simwrapper.empty())
        act(a.simwrapper, [&] { viz::export_simwrapper(a.simwrapper, snapshots, choice); });
    if (a.json) fmt::print("{}\n", nlohmann::ordered_json{{"files", files}}.dump(2));
    return 0;
}

}  // namespace runs
