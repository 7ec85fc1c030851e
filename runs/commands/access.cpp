#include <fmt/format.h>

#include <algorithm>

#include "data/output_file.hpp"
#include "data/own_areas.hpp"
#include "data/project_folder.hpp"
#include "data/read_road_file.hpp"
#include "geo/base/error.hpp"
#include "geo/base/threads.hpp"
#include "runs/commands/command.hpp"
#include "runs/commands/options.hpp"
#include "runs/say/access_map.hpp"
#include "runs/say/access_report.hpp"
#include "runs/say/tell.hpp"
#include "runs/study/access/figures.hpp"
#include "runs/study/access/inputs.hpp"
#include "runs/study/access/look.hpp"
#include "runs/study/access/own.hpp"
#include "runs/study/access/write.hpp"
#include "runs/study/usage.hpp"

namespace runs {
namespace {

struct AccessOptions {
    std::filesystem::path inputs;                ///< empty: the embedded set
    std::filesystem::path own_lists;             ///< empty: the official ones
    std::filesystem::path roads;                 ///< empty: those of the inputs
    std::vector<std::filesystem::path> outputs;  ///< .nc, and pictures
    std::filesystem::path csv;
    double cut_off = static_cast<double>(study::usual_cut_off.count());  ///< minutes
    int cell_m = study::usual_cell_m;
    std::uint64_t seed = study::usual_seed;
    study::ChangeWords change;
    study::PlaceWish place = {.places = 0};  ///< 0: none asked for
    AreaOptions area;
    KeyValues set;
    std::string indicator;
    viz::Language language = viz::Language::norwegian;
    bool no_cache = false;
    study::OwnWords own;  ///< people empty: Norway
    std::filesystem::path own_times;
};

bool is_snapshot(const std::filesystem::path& path) {
    return path.extension() == ".nc";
}

constexpr const char* of_own_places[] = {"--people", "--supply", "--costs", "--neighbours",
                                         "--crs",    "--decay",  "--raam",  "--times"};
constexpr const char* of_norway[] = {
    "--inputs",     "--own-lists",    "--output",          "--cell",      "--seed",        "--close-ferry",
    "--close-road", "--add-practice", "--remove-practice", "--place",     "--place-lists", "--aim",
    "--beyond",     "--area",         "--areas",           "--indicator", "--language",    "--no-cache"};

/// Throws InputError for an option that would change nothing beside the others.
void must_fit_together(const CLI::App& app, const AccessOptions& a) {
    const auto given = [&](const char* option) { return app.count(option) > 0; };
    const auto own = std::find_if(std::begin(of_own_places), std::end(of_own_places), given);
    if (own != std::end(of_own_places)) {
        for (const auto* option : of_norway)
            if (given(option))
                throw geo::InputError(option,
                                      fmt::format("is of the study of Norway and {} of places of your "
                                                  "own, which --csv takes; leave out one of them",
                                                  *own));
        if (!given("--people") || !given("--supply"))
            throw geo::InputError(*own,
                                  "expected with --people and --supply: your own places of people and of "
                                  "practices");
        for (const auto* option : {"--crs", "--cut-off", "--roads"})
            if (given("--costs") && given(option))
                throw geo::InputError(option,
                                      "is of ways by road and --costs gives the travel times; leave "
                                      "out one of them");
        if (!given("--costs") && !given("--roads"))
            throw geo::InputError("--people",
                                  "expected with --costs FILE (own travel times) or --roads FILE");
        return;
    }
    for (const auto* option : {"--place-lists", "--aim", "--beyond"})
        if (given(option) && !given("--place"))
            throw geo::InputError(option, "is of the surgeries that --place N looks for; give --place too");
    if (given("--beyond") && a.place.aim != study::PlaceAim::beyond)
        throw geo::InputError("--beyond",
                              fmt::format("is the limit of --aim beyond, not of --aim {}; give one of them",
                                          study::place_aims[static_cast<std::size_t>(a.place.aim)]));
    for (const auto* option : {"--indicator", "--language"})
        if (given(option) && std::all_of(a.outputs.begin(), a.outputs.end(), is_snapshot))
            throw geo::InputError(option, "is of maps; give -o FILE.png (.svg, .pdf) too");
}

void add_access(CLI::App& app, AccessOptions& a) {
    app.final_callback([&] { must_fit_together(app, a); });
    app.add_option("--inputs", a.inputs, "an input set (default: the embedded Norway)");
    app.add_option(
        "--own-lists", a.own_lists,
        "a table of GP lists (.csv, .xlsx) put in place of the official figures of its municipalities");
    app.add_option("--roads", a.roads,
                   "other roads: OpenStreetMap (.pbf), NVDB route network (.gpkg, .gdb), or a "
                   "mapping of columns (.toml)");
    app.add_option("-o,--output", a.outputs,
                   "snapshot file (.nc), and maps of squares (.png, .pdf, .svg); several times");
    app.add_option("--csv", a.csv,
                   "table of every index by municipality, county, centrality and nation; the "
                   "practices with their numbers go beside it");
    app.add_option("--cut-off", a.cut_off, "longest travel time of the indices, minutes")
        ->capture_default_str()
        ->check(CLI::Range(1.0, 6'000.0));
    app.add_option("--cell", a.cell_m, "side of the squares, 250 or 1000 metres")
        ->capture_default_str()
        ->check(CLI::IsMember({250, 500, 1000}));
    app.add_option("--seed", a.seed, "spread of open lists over practices, as in `run`")
        ->capture_default_str();
    app.add_option("--close-ferry", a.change.close_ferries,
                   "show what changes without this crossing, such as \"Bognes-Skarberget\" "
                   "(`legekart list ferries`); several times");
    app.add_option("--close-road", a.change.close_roads,
                   "the same for a whole road, such as E69, rv. 13 or fv. 17");
    app.add_option("--add-practice", a.change.add_practices,
                   "x,y or x,y,lists in EPSG:25833 metres: a new practice with open lists");
    app.add_option("--remove-practice", a.change.remove_practices,
                   "a practice by its number (`legekart list practices`)");
    app.add_option(
           "--place", a.place.places,
           "find where so many new surgeries help most, among road nodes with people within five minutes; "
           "what they change is shown as by --add-practice")
        ->check(CLI::Range(1, 100));
    app.add_option("--place-lists", a.place.lists, "lists of each, all with a GP (default: 1)")
        ->check(CLI::Range(1.0, 50.0));
    app.add_option_function<std::string>(
           "--aim", [&a](const std::string& name) { a.place.aim = study::aim_called(name); },
           "what is made small: minutes to a GP, people beyond --beyond minutes, or the shortage of lists of "
           "those who have fewer within reach than the nation's mean (E2SFCA)")
        ->check(CLI::IsMember(std::vector<std::string>(study::place_aims.begin(), study::place_aims.end())))
        ->default_str(std::string(study::place_aims.front()));
    app.add_option("--beyond", a.place.beyond_minutes, "minutes, for --aim beyond (default: 30)")
        ->check(CLI::Range(1.0, 600.0));
    add_area(app, a.area, "told of and mapped, where --place looks and whose people it counts");
    add_settings(app, a.set, "key=value, such as roads.european_km_h=65 or access.near_minutes=20");
    app.add_option("--indicator", a.indicator,
                   "what maps show (default: minutes_nearest_open; with --place what its aim is about)");
    add_language(app, a.language, "of maps, no or en (default: no)");
    add_no_cache(app, a.no_cache);
    const std::string own = "Your own places, any country";
    app.add_option("--people,--places", a.own.people,
                   "table of places and people, FILE or FILE:COLUMN; the first column is the id")
        ->group(own);
    app.add_option("--supply", a.own.supply, "table of practices and lists, FILE or FILE:COLUMN")->group(own);
    app.add_option(
           "--costs", a.own.costs,
           "travel times between them: place, practice, minutes; without it by --roads, from columns lon and "
           "lat, or x and y")
        ->group(own);
    app.add_option("--neighbours", a.own.neighbours, "travel times between places, for the catchment ratio")
        ->group(own);
    app.add_option("--crs", a.own.crs, "coordinate system of x and y, such as EPSG:25832")->group(own);
    app.add_option(
           "--decay", a.own.decays,
           "all indices with this decay too, such as gaussian:15,30 or exponential:0.05; several times")
        ->group(own);
    app.add_option("--raam", a.own.raam_minutes,
                   "rational agent access too; minutes that weigh as much as mean crowding, such as 60")
        ->check(CLI::Range(1e-3, 1e6))
        ->group(own);
    app.add_option("--times", a.own_times, "write the travel times of all pairs to this table")->group(own);
}

void check_access_outputs(const AccessOptions& a, const std::filesystem::path& folder) {
    for (const auto& path : a.outputs) {
        if (const auto end = path.extension().string();
            end != ".nc" && end != ".png" && end != ".pdf" && end != ".svg")
            throw geo::InputError(path.string(), "expected a name ending in .nc, .png, .pdf or .svg");
    }
    std::vector inputs{folder, a.own_lists, a.area.own};
    if (!a.roads.empty())
        for (auto& file : data::road_files(a.roads)) inputs.push_back(std::move(file));
    auto outputs = a.outputs;
    if (!a.csv.empty()) outputs.push_back(a.csv);
    must_be_outputs(outputs, inputs);
    if (!a.csv.empty()) data::must_keep_inputs(study::csv_files(a.csv), inputs);
}

/// What all of one's own places have in common, on paper or as JSON.
void say_own(const study::OwnAccess& access, bool json) {
    const auto summary = study::summary_of(access);
    Json report{{"places", access.places.id.size()},
                {"people", summary.people},
                {"supply", summary.supply},
                {"pairs", access.pairs.cost.size()},
                {"remarks", access.remarks}};
    if (!json)
        fmt::print("{} places with {} people, {} places of supply, {} pairs\n{:<44} {:>14} {:>14}  {}\n",
                   access.places.id.size(), summary.people, access.supply.id.size(), access.pairs.cost.size(),
                   "index", "mean of people", "people without", "unit");
    for (std::size_t i = 0; i < access.indices.size(); ++i) {
        const auto& index = access.indices[i];
        const auto& [value, without] = summary.indices[i];
        report["indices"][index.name] = {
            {index.per_person ? "mean" : "sum", value}, {"without", without}, {"unit", index.unit}};
        if (!json)
            fmt::print("{:<44} {:>14.6g} {:>14}  {}{}\n", index.name, value, without, index.unit,
                       index.per_person ? "" : " in all");
    }
    if (json) fmt::print("{}\n", report.dump(2));
}

int do_own_access(const AccessOptions& a, const study::AccessSettings& settings, const Context& context) {
    auto words = a.own;
    words.roads = a.roads;
    words.cut_off = geo::Minutes{static_cast<float>(a.cut_off)};
    std::vector<std::filesystem::path> outputs;
    for (const auto& path : {a.csv, a.own_times})
        if (!path.empty()) outputs.push_back(path);
    std::vector<std::filesystem::path> inputs;
    if (!a.roads.empty()) inputs = data::road_files(a.roads);
    for (const auto& table : {a.own.people, a.own.supply, a.own.costs, a.own.neighbours})
        if (!table.empty()) inputs.push_back(data::own_file(table));
    must_be_outputs(outputs, inputs);
    const auto access = study::own_access(words, settings, context.stop);
    for (const auto& remark : access.remarks) tell("{}\n", remark);
    if (!context.dry_run) {
        if (!a.csv.empty()) study::write_own_csv(a.csv, access);
        if (!a.own_times.empty()) study::write_own_times(a.own_times, access);
    }
    say_own(access, context.json);
    return 0;
}

/// Writes every file asked for and gives their names.
std::vector<std::filesystem::path> write_files(const AccessOptions& a, const study::AccessStudy& study,
                                               const study::Looked& found, const study::PlaceWish& wish,
                                               const model::Area& area,
                                               const std::vector<study::Grouping>& groups,
                                               const geo::StopToken& stop) {
    const auto indicator = !a.indicator.empty() ? a.indicator
                           : wish.places > 0    ? std::string(study::index_of(wish.aim))
                                                : std::string("minutes_nearest_open");
    std::vector<std::filesystem::path> written;
    for (const auto& path : a.outputs) {
        stop.check();
        if (is_snapshot(path))
            study::write_access_file(
                path, study, found.shown(),
                found.after ? "legekart access, " + change_words(found.change, viz::Language::english)
                            : "legekart access");
        else
            draw_access(path, study, found.shown(), found.change,
                        {indicator, a.language, a.area.asked() ? std::optional(area) : std::nullopt});
        written.push_back(path);
    }
    stop.check();
    if (a.csv.empty()) return written;
    for (const auto& path : study::write_csv(a.csv, study, found.shown(), groups, found.rows))
        written.push_back(path);
    if (found.placement) written.push_back(study::write_places_csv(a.csv, study, wish, *found.placement));
    return written;
}

int do_access(const AccessOptions& a, const Context& context) {
    const double begin = study::now_seconds();
    study::AccessSettings settings;
    for (const auto& [key, value] : a.set) settings.set(key, value);
    if (!a.own.people.empty()) return do_own_access(a, settings, context);
    const auto folder = data::inputs_folder(a.inputs);
    check_access_outputs(a, folder);
    auto set = study::read_access_inputs({folder, a.own_lists, a.roads},
                                         {context.stop, {}, [](const auto& said) { tell("{}\n", said); }});
    auto change = study::read_change(a.change, set.figures);
    const auto area = study::area_names(set, data::read_own_areas(a.area.own)).together(a.area.names);
    auto wish = a.place;
    if (a.area.asked()) wish.area = area.members;
    const double read = study::now_seconds();
    if (context.dry_run) {
        fmt::print(
            "would compute access with inputs {}, {} road lines, squares of {} m, cut-off {} minutes\n",
            folder.string(), set.figures.roads.size(), a.cell_m, a.cut_off);
        if (wish.places > 0)
            fmt::print("would look for {} places in {}, aim: {}\n", wish.places, model::name_en(area),
                       study::place_aims[static_cast<std::size_t>(wish.aim)]);
        if (!change.empty()) fmt::print("changed: {}\n", change_words(change, viz::Language::english));
        return 0;
    }

    auto cache = road_cache(a.no_cache);
    study::AccessStudy study(std::move(set), settings, static_cast<std::uint32_t>(a.cell_m), a.seed,
                             geo::Minutes{static_cast<float>(a.cut_off)}, cache, context.stop);
    study.seconds.read = read - begin;
    study.seconds.network = study::now_seconds() - read;
    auto groups = study::groupings(study);
    if (a.area.asked()) groups.push_back(study::area_and_elsewhere(study, area));
    const auto found =
        study::look(study, std::move(change), wish.places > 0 ? std::optional(wish) : std::nullopt,
                    (a.roads.empty() ? folder / "roads.nc" : a.roads).string());
    const auto& [before, after, placement, changed, rows] = found;
    const double computed = study::now_seconds();
    const auto written = write_files(a, study, found, wish, area, groups, context.stop);
    study.seconds.write = study::now_seconds() - computed;

    if (context.json) {
        auto report = access_json(study, before, groups);
        report["inputs"] = folder.string();
        report["threads"] = geo::thread_count();
        report["cache"] = {{"found", cache.last_use().found},
                           {"written", cache.last_use().written},
                           {"remark", cache.last_use().remark}};
        if (placement) report["placement"] = placement_json(study, area, wish, *placement);
        if (after) report["change"] = change_json(study, changed, rows);
        report["files"] = Json::array();
        for (const auto& path : written) report["files"].push_back(path.string());
        fmt::print("{}\n", report.dump(2));
        return 0;
    }
    print_access(study, before, groups);
    if (placement) print_placement(study, area, wish, *placement);
    if (after) print_change(study, changed, rows);
    for (const auto& path : written) fmt::print("wrote {}\n", path.string());
    for (const auto& path : a.outputs)
        if (is_snapshot(path))
            fmt::print("next: legekart map {0} --cells minutes_nearest_open\n", path.string());
    return 0;
}

const Registration access_command(
    {.name = "access",
     .summary = "travel times and catchment indices, without simulating",
     .examples =
         "By car. Rail, bus, cycling and walking are out of scope.\n\nExamples:\n"
         "  legekart access -o access.nc -o open.png\n"
         "  legekart access --place 1 --area \"UNN hospital area\" -o places.png\n"
         "  legekart access --close-ferry \"Bognes-Skarberget\" --json\n"
         "  legekart access --people people.csv --supply practices.csv --costs minutes.csv --csv out.csv\n",
     .order = 50,
     .set_up = with_options(add_access, do_access)});

}  // namespace
}  // namespace runs
