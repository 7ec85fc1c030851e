#include <fmt/format.h>

#include "geo/base/error.hpp"
#include "runs/commands/command.hpp"
#include "runs/commands/options.hpp"
#include "runs/say/json.hpp"
#include "runs/say/read_comparable.hpp"
#include "runs/say/tell.hpp"
#include "viz/export/formats.hpp"
#include "viz/export/simwrapper.hpp"

namespace runs {
namespace {

struct ExportOptions {
    std::vector<std::filesystem::path> snapshots;
    std::filesystem::path output, simwrapper;  ///< a file, or a folder for SimWrapper; one or both
    std::string format;                        ///< such as "csv"; empty: the output's extension
    std::vector<std::string> indicators;       ///< empty: all
    std::string months, flavour;               ///< empty: what fits the format
    std::optional<viz::Language> language;     ///< of long column heads; none: short heads, English
    AreaOptions place;
    bool tall = false;  ///< CSV with a row per value
    bool wide = false;  ///< the default, said aloud
};

void add_export(CLI::App& app, ExportOptions& a) {
    app.add_option("snapshot", a.snapshots, "snapshot files (.nc), one per scenario")->required();
    app.add_option("-o,--output", a.output, "file to write: " + viz::format_names(".", " or "));
    app.add_option("--simwrapper", a.simwrapper, "folder to write for the web site SimWrapper");
    app.add_option("--format", a.format, viz::format_names("", " or ") + ", whatever the file's name");
    app.add_option("--indicator", a.indicators,
                   "which, such as percent_without_gp,patients; `legekart info FILE.nc` lists them "
                   "(default: all)")
        ->delimiter(',');
    const auto with_all_months =
        viz::format_names(".", " and ", [](const viz::ExportFormat& f) { return f.months == "all"; });
    app.add_option("--months,--month", a.months,
                   "final, all, or months such as 2026-01,2030-01 (default: all for " + with_all_months +
                       ", else final)");
    add_area(app, a.place, "municipalities of an area only, and in tables the area itself");
    app.add_option("--flavour", a.flavour,
                   "CSV: no (semicolon, decimal comma, for Excel in Norway) or int (default)");
    auto* tall = app.add_flag("--long", a.tall, "CSV: a row per value");
    app.add_flag("--wide", a.wide, "CSV: a row per municipality and month, a column per indicator (default)")
        ->excludes(tall);
    add_language(app, a.language,
                 "no or en: long column heads with units, legends and notes in this language (default: "
                 "short heads, English)");
}

std::optional<viz::CsvFlavour> flavour_of(const std::string& text) {
    if (text.empty()) return std::nullopt;
    if (text == "int") return viz::CsvFlavour::international;
    if (text == "no") return viz::CsvFlavour::norwegian;
    throw geo::InputError("--flavour", fmt::format("'{}', expected no or int", text));
}

viz::ExportChoice export_choice(const ExportOptions& a) {
    viz::ExportChoice choice;
    choice.indicators = a.indicators;
    choice.months = a.months;
    choice.language = a.language.value_or(viz::Language::english);
    choice.long_heads = a.language.has_value();
    choice.flavour = flavour_of(a.flavour);
    if (a.tall) choice.shape = viz::CsvShape::tall;
    return choice;
}

int do_export(const ExportOptions& a, const Context& context) {
    if (a.output.empty() && a.simwrapper.empty())
        throw geo::InputError("export", "expected -o FILE or --simwrapper FOLDER, such as -o scenarios.gpkg");
    const auto* format = a.output.empty() ? nullptr : &viz::export_format(a.output, a.format);
    // Tables and GeoJSON may go to standard output; so may all of which we make the whole before.
    auto inputs = a.snapshots;
    inputs.push_back(a.place.own);
    if (!a.output.empty()) must_be_outputs({a.output}, inputs, true);
    auto choice = export_choice(a);
    viz::check_choice(format, choice);
    const auto snapshots = read_comparable(a.snapshots, context.stop);
    if (a.place.asked()) choice.area = a.place.area(snapshots.front());
    auto written = choice;
    if (format && written.months.empty()) written.months = format->months;
    if (const auto said = viz::untold_months(snapshots, written)) tell("note: {}\n", *said);
    auto files = Json::array();
    const auto act = [&](const std::filesystem::path& path, const auto& action) {
        context.stop.check();
        if (!context.dry_run) action();
        Json file{{"file", path.string()}};
        if (!context.dry_run && std::filesystem::is_regular_file(path))
            file["bytes"] = std::filesystem::file_size(path);
        files.push_back(file);
        if (!context.json)
            fmt::print(beside(a.output), "{} {}\n", context.dry_run ? "would write" : "wrote", path.string());
    };
    if (!a.output.empty()) act(a.output, [&] { viz::export_file(*format, a.output, snapshots, choice); });
    if (!a.simwrapper.empty())
        act(a.simwrapper, [&] { viz::export_simwrapper(a.simwrapper, snapshots, choice); });
    if (context.json) fmt::print(beside(a.output), "{}\n", Json{{"files", files}}.dump(2));
    return 0;
}

std::string export_examples() {
    std::string formats = "Formats:\n";
    for (const auto* format : viz::export_formats())
        formats += fmt::format("  {:<9}{}\n", format->name, format->about);
    return formats +
           "Examples:\n  legekart export baseline.nc grant.nc -o scenarios.gpkg\n"
           "  legekart export baseline.nc --language no --flavour no -o tall.csv\n"
           "  legekart export baseline.nc --language no --area Nordland -o fastleger.xlsx\n";
}

const Registration export_command({.name = "export",
                                   .summary = "write files for GIS, spreadsheets and other programs",
                                   .examples = export_examples(),
                                   .order = 60,
                                   .set_up = with_options(add_export, do_export)});

}  // namespace
}  // namespace runs
