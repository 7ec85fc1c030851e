#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "data/ferry_names.hpp"
#include "data/project_folder.hpp"
#include "data/read_road_file.hpp"
#include "data/version.hpp"
#include "geo/base/error.hpp"
#include "geo/base/threads.hpp"
#include "runs/commands/commands.hpp"
#include "runs/say/access_report.hpp"
#include "runs/study/access/change.hpp"
#include "runs/study/access/study.hpp"
#include "runs/study/access/write.hpp"
#include "runs/study/usage.hpp"
#include "viz/map/map.hpp"

namespace runs {
namespace {

bool is_snapshot(const std::filesystem::path& path) {
    return path.extension() == ".nc";
}

void check_outputs(const AccessArguments& a) {
    auto all = a.outputs;
    if (!a.csv.empty()) all.push_back(a.csv);
    for (const auto& path : all)
        if (path.has_parent_path() && !std::filesystem::is_directory(path.parent_path()))
            throw geo::InputError(
                path.string(),
                fmt::format("folder {} does not exist; make it with mkdir -p", path.parent_path().string()));
    for (const auto& path : a.outputs)
        if (const auto end = path.extension().string();
            end != ".nc" && end != ".png" && end != ".pdf" && end != ".svg")
            throw geo::InputError(path.string(), "expected a name ending in .nc, .png, .pdf or .svg");
}

viz::Language language_of(const std::string& text) {
    if (text.empty() || text == "no") return viz::Language::norwegian;
    if (text == "en") return viz::Language::english;
    throw geo::InputError("--language", fmt::format("'{}', expected no or en", text));
}

std::string sources_of(const data::InputSet& set) {
    std::vector<std::string> lines;
    for (const auto& input : set.attributions)
        if (!input.attribution.empty() && std::ranges::find(lines, input.attribution) == lines.end())
            lines.push_back(input.attribution);
    return fmt::format("{}", fmt::join(lines, "; "));
}

/// What is shown and the sentence to take away from it.
std::string subtitle_of(const study::AccessStudy& study, const geo::AccessIndex& index, bool norwegian) {
    auto text = fmt::format("{} {} km, {}", norwegian ? "Bebodde ruter på" : "Inhabited squares of",
                            study.grid.cell_m / 1000.0, study.figures().lists.year + 1);
    if (index.unit != "minutes") return text;
    const auto percent = [&](double limit) {
        auto share = fmt::format("{:.1f}", 100 * geo::share_over(index.value, study.people, limit));
        if (norwegian) std::ranges::replace(share, '.', ',');
        return share;
    };
    return fmt::format(fmt::runtime(norwegian ? "{}. {} % av innbyggerne har over 30 minutter, {} % over 60"
                                              : "{}. {} % of residents have over 30 minutes, {} % over 60"),
                       text, percent(30), percent(60));
}

/// A map of one index on squares where people live; out of reach is the last class.
void draw(const std::filesystem::path& path, const study::AccessStudy& study, const study::AccessState& state,
          const AccessArguments& a, const std::string& what) {
    const auto& index = state.index(a.indicator.empty() ? "minutes_nearest_open" : a.indicator);
    const bool minutes = index.unit == "minutes";
    std::vector<std::int32_t> col, row;
    std::vector<double> value;
    double most = 0;
    for (const double v : index.value)
        if (std::isfinite(v)) most = std::max(most, v);
    for (std::uint32_t c = 0; c < study.grid.size(); ++c) {
        if (study.people[c] == 0) continue;
        col.push_back(study.grid.col[geo::CellId{c}]);
        row.push_back(study.grid.row[geo::CellId{c}]);
        value.push_back(std::isfinite(index.value[c]) ? index.value[c] : most);
    }
    viz::MapSpec spec;
    spec.language = language_of(a.language);
    const bool norwegian = spec.language == viz::Language::norwegian;
    spec.title = norwegian ? index.long_name_no : index.long_name;
    if (!spec.title.empty() && spec.title[0] >= 'a' && spec.title[0] <= 'z')
        spec.title[0] = static_cast<char>(spec.title[0] - 32);
    spec.subtitle = subtitle_of(study, index, norwegian) + (what.empty() ? "" : "; " + what);
    spec.legend_title = spec.title;
    spec.unit = !minutes    ? (norwegian && index.unit == "lists" ? "lister" : index.unit)
                : norwegian ? "minutter"
                            : "minutes";
    spec.source = sources_of(study.set);
    spec.footer = fmt::format("Legekart {} ({})", data::version, data::git_commit);
    for (const auto& number : study.figures().municipalities.county_number)
        spec.group.push_back(static_cast<std::uint32_t>(std::stoul(number)));
    if (minutes)
        spec.classes = viz::user_classes({5, 10, 15, 30, 45, 60, 90});
    else
        spec.palette = "viridis";
    viz::write_map(path, study.set.small, viz::Cells{study.grid.cell_m, col, row, value}, spec);
}

std::string said(const study::AccessChange& change) {
    std::vector<std::string> parts;
    for (const auto& name : change.closed) parts.push_back("uten " + name);
    for (const auto& p : change.added)
        parts.push_back(fmt::format("nytt kontor {:.0f}, {:.0f}", p.place.east_m, p.place.north_m));
    for (const auto p : change.removed) parts.push_back(fmt::format("uten kontor {}", p.value));
    return fmt::format("{}", fmt::join(parts, "; "));
}

}  // namespace

int access(const AccessArguments& a) {
    const double begin = study::now_seconds();
    study::AccessSettings settings;
    for (const auto& [key, value] : a.set) settings.set(key, value);
    check_outputs(a);
    language_of(a.language);
    const auto folder = data::inputs_folder(a.inputs);
    auto set = data::read_input_set(folder);
    if (!a.roads.empty()) {
        auto file = data::read_road_file(a.roads);
        for (const auto& remark : file.remarks) fmt::print(stderr, "{}: {}\n", a.roads.string(), remark);
        set.figures.roads = std::move(file.roads);
        if (!file.ferries_are_named)
            data::name_ferries(set.figures.roads, set.full, set.figures.municipalities);
        std::erase_if(set.attributions, [](const auto& source) { return source.table == "roads.nc"; });
        set.attributions.push_back(file.source);
    }
    const auto change = study::read_change(a.change, set.figures);
    const double read = study::now_seconds();
    if (a.dry_run) {
        fmt::print(
            "would compute access with inputs {}, {} road lines, squares of {} m, cut-off {} minutes\n",
            folder.string(), set.figures.roads.size(), a.cell_m, a.cut_off);
        return 0;
    }

    data::RoadCache cache(a.no_cache ? std::filesystem::path() : data::RoadCache::users_folder());
    study::AccessStudy study(std::move(set), settings, static_cast<std::uint32_t>(a.cell_m), a.seed,
                             geo::Minutes{static_cast<float>(a.cut_off)}, cache);
    study.seconds.read = read - begin;
    study.seconds.network = study::now_seconds() - read;
    const auto groups = study::groupings(study);
    const auto before = study.now();
    std::optional<study::AccessState> after;
    std::vector<study::MunicipalityChange> rows;
    if (!change.empty()) {
        after = study.with(change, before);
        rows = study::changes(study, before, *after);
    }
    const auto& shown = after ? *after : before;

    const double computed = study::now_seconds();
    std::vector<std::filesystem::path> written;
    for (const auto& path : a.outputs) {
        if (is_snapshot(path))
            study::write_access_file(path, study, shown,
                                     after ? "legekart access, " + said(change) : "legekart access");
        else
            draw(path, study, shown, a, said(change));
        written.push_back(path);
    }
    if (!a.csv.empty())
        for (const auto& path : study::write_csv(a.csv, study, shown, groups, rows)) written.push_back(path);
    study.seconds.write = study::now_seconds() - computed;

    if (a.json) {
        auto report = access_json(study, before, groups);
        report["inputs"] = folder.string();
        report["threads"] = geo::thread_count();
        report["cache"] = {{"found", cache.last_use().found},
                           {"written", cache.last_use().written},
                           {"remark", cache.last_use().remark}};
        if (after) report["change"] = change_json(study, change, rows);
        report["files"] = nlohmann::ordered_json::array();
        for (const auto& path : written) report["files"].push_back(path.string());
        fmt::print("{}\n", report.dump(2));
        return 0;
    }
    print_access(study, before, groups);
    if (after) print_change(study, change, rows);
    for (const auto& path : written) fmt::print("wrote {}\n", path.string());
    for (const auto& path : a.outputs)
        if (is_snapshot(path))
            fmt::print("next: legekart map {0} --cells minutes_nearest_open\n", path.string());
    return 0;
}

}  // namespace runs
