#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "geo/base/error.hpp"
#include "runs/commands/commands.hpp"
#include "viz/export/formats.hpp"
#include "viz/export/simwrapper.hpp"

namespace runs {
namespace {

std::optional<viz::CsvFlavour> flavour_of(const std::string& text) {
    if (text.empty()) return std::nullopt;
    if (text == "int") return viz::CsvFlavour::international;
    if (text == "no") return viz::CsvFlavour::norwegian;
    throw geo::InputError("--flavour", fmt::format("'{}', expected no or int", text));
}

viz::ExportChoice choice_of(const ExportArguments& a) {
    viz::ExportChoice choice;
    choice.indicators = a.indicators;
    choice.months = a.months;
    if (!a.language.empty() && a.language != "no" && a.language != "en")
        throw geo::InputError("--language", fmt::format("'{}', expected no or en", a.language));
    if (a.language == "no") choice.language = viz::Language::norwegian;
    choice.long_heads = !a.language.empty();
    choice.flavour = flavour_of(a.flavour);
    if (a.tall) choice.shape = viz::CsvShape::tall;
    return choice;
}

}  // namespace

int export_files(const ExportArguments& a) {
    if (a.output.empty() && a.simwrapper.empty())
        throw geo::InputError("export", "expected -o FILE or --simwrapper FOLDER, such as -o scenarios.gpkg");
    const auto* format = a.output.empty() ? nullptr : &viz::export_format(a.output, a.format);
    const auto choice = choice_of(a);
    viz::check_choice(format, choice);
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
    if (!a.output.empty()) act(a.output, [&] { viz::export_file(*format, a.output, snapshots, choice); });
    if (!a.simwrapper.empty())
        act(a.simwrapper, [&] { viz::export_simwrapper(a.simwrapper, snapshots, choice); });
    if (a.json) fmt::print("{}\n", nlohmann::ordered_json{{"files", files}}.dump(2));
    return 0;
}

}  // namespace runs
