#include <fmt/format.h>

#include <algorithm>
#include <system_error>

#include "data/new_folder.hpp"
#include "data/write_file.hpp"
#include "geo/base/error.hpp"
#include "viz/export/csv_export.hpp"
#include "viz/export/formats.hpp"
#include "viz/export/simwrapper.hpp"
#include "viz/messages.hpp"

namespace viz {
namespace {

/// A YAML string in double quotes.
std::string yaml(const std::string& text) {
    std::string result = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') result += '\\';
        result += c == '\n' ? ' ' : c;
    }
    return result + "\"";
}

/// One row per municipality, last month. The key is the number without its leading zero, since the site reads
/// "0301" as 301; it adds up rows of one key, so each scenario has its own file.
std::string figures_csv(const ExportTable& table) {
    std::string text = "key,municipality,futures";
    for (const auto& c : table.columns) text += "," + c.info.name;
    text += "\n";
    const auto& m = table.snapshot->municipalities;
    for (std::uint32_t i = 0; i < m.size(); ++i) {
        const model::MunicipalityId id{i};
        text +=
            fmt::format("{},{},{}", std::stoi(m.number[id]), yaml(m.name[id]), table.snapshot->replicates);
        for (std::size_t c = 0; c < table.columns.size(); ++c) {
            const double v = table.value(c, 0, i);
            text += v != v                             ? ","
                    : table.columns[c].info.is_whole() ? fmt::format(",{}", static_cast<std::int64_t>(v))
                                                       : fmt::format(",{}", static_cast<float>(v));
        }
        text += "\n";
    }
    return text;
}

std::string dashboard(std::span<const ExportTable> tables, const ExportChoice& choice) {
    const Messages& said = messages(choice.language);
    const auto whole =
        name_of(model::large_areas(tables.front().snapshot->municipalities).front(), choice.language);
    const auto& columns = tables.front().columns;
    std::size_t shown = 0;
    for (std::size_t c = 0; c < columns.size(); ++c)
        if (columns[c].info.name == "percent_without_gp") shown = c;
    const auto& info = columns[shown].info;
    const auto name = yaml(fmt::format("{} ({})", name_in(choice.language, info), info.unit));
    const std::string map_row = "  maps:\n", line_row = "  lines:\n";
    std::string maps, lines;
    for (const ExportTable& t : tables) {
        const auto described = yaml(
            fmt::format("{} ({}), {}", name_in(choice.language, info), info.unit,
                        futures_text(t.snapshot->replicates, t.snapshot->municipalities, choice.language)));
        maps += fmt::format(
            "    - type: map\n      title: {}\n      description: {}\n      height: 12\n"
            "      center: [15.5, 65.5]\n      zoom: 4\n"
            "      shapes:\n        file: municipalities.geojson\n        join: key\n"
            "      datasets:\n        figures:\n          file: {}\n"
            "      display:\n        fill:\n          dataset: figures\n          join: key\n"
            "          columnName: {}\n          colorRamp:\n            ramp: Viridis\n            steps: "
            "7\n",
            yaml(fmt::format("{}, {}", t.scenario, month_text(t.snapshot->month(t.times.back())))), described,
            yaml("figures-" + t.scenario + ".csv"), info.name);
        lines += fmt::format(
            "    - type: line\n      title: {}\n      description: {}\n      dataset: {}\n      x: month\n"
            "      columns: [{}]\n      legendName: [{}]\n      xAxisName: {}\n      yAxisName: {}\n",
            yaml(fmt::format("{}, {}", t.scenario,
                             choice.area ? name_of(*choice.area, choice.language) : whole)),
            described, yaml("area-" + t.scenario + ".csv"), info.name, name, yaml(said.exports.month),
            yaml(info.unit));
    }
    const auto& run = tables.front().snapshot->run;
    return fmt::format(
        "header:\n  tab: Legekart\n  title: {}\n  description: {}\nlayout:\n{}{}{}{}",
        yaml(said.exports.dashboard(whole)),
        yaml(fmt::format("Legekart {} ({}), {}. {}", run.version, run.git_commit, said.exports.seed(run.seed),
                         attribution_line(*tables.front().snapshot))),
        map_row, maps, line_row, lines);
}

}  // namespace

void export_simwrapper(const std::filesystem::path& folder, std::span<const data::Snapshot> snapshots,
                       const ExportChoice& choice) {
    const auto tables = export_tables(snapshots, choice);
    for (const ExportTable& t : tables)
        if (t.times.size() != 1)
            throw geo::InputError("--months", "a dashboard's maps show one month; choose one");
    data::NewFolder made(folder);
    // Shapes with one column of figures: the site joins the rest from the CSV.
    const ExportChoice shapes{.indicators = {tables.front().columns.front().info.name},
                              .months = choice.months,
                              .language = choice.language,
                              .area = choice.area};
    export_file(export_format("municipalities.geojson"), folder / "municipalities.geojson",
                snapshots.first(1), shapes);
    for (std::size_t s = 0; s < tables.size(); ++s) {
        data::write_file(folder / ("figures-" + tables[s].scenario + ".csv"), figures_csv(tables[s]));
        data::write_file(folder / ("area-" + tables[s].scenario + ".csv"),
                         csv_of_the_area(snapshots.subspan(s, 1), choice));
    }
    data::write_file(folder / "dashboard-1.yaml", dashboard(tables, choice));
    made.keep();
}

}  // namespace viz
