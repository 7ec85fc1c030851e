#include "data/scenario.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <limits>
#include <optional>

#include "data/own_areas.hpp"
#include "data/own_lists.hpp"
#include "data/printable.hpp"
#include "data/read_events.hpp"
#include "data/read_measure.hpp"
#include "data/read_population.hpp"
#include "data/sha256.hpp"
#include "data/strict_toml.hpp"
#include "geo/base/error.hpp"
#include "geo/base/nearest_name.hpp"
#include "model/area_names.hpp"
#include "model/calendar.hpp"
#include "model/parameter_rooms.hpp"
#include "model/start/list_table.hpp"

namespace data {
namespace {

/// Reads the numbers of one room; whole parameters stay whole, tables take all entries in the order of their
/// labels, or some by label.
class RoomReader {
public:
    explicit RoomReader(TomlTable table) : table_(std::move(table)) {}

    void operator()(std::string_view name, double& value, const geo::Field& field) {
        value = table_.number(name, field, value);
    }
    void operator()(std::string_view name, int& value, const geo::Field& field) {
        value = static_cast<int>(table_.whole(
            name, {static_cast<std::int64_t>(field.min), static_cast<std::int64_t>(field.max), field.unit},
            value));
    }
    template <std::size_t N, class Labels>
    void operator()(std::string_view name, std::array<double, N>& values, const Labels& labels,
                    const geo::Field& field) {
        if (!table_.has(name)) return;
        if (table_.is_table(name)) {
            const auto some = table_.table(name);
            for (std::size_t i = 0; i < N; ++i) values[i] = some.number(labels[i], field, values[i]);
            return;
        }
        const auto given = table_.numbers(name, field);
        if (given.size() == N) {
            std::copy(given.begin(), given.end(), values.begin());
            return;
        }
        std::string wanted;
        for (const auto& label : labels) wanted += fmt::format("{}{}", wanted.empty() ? "" : ", ", label);
        table_.error(name, fmt::format("'{}.{}' has {} entries, expected {} ({})", table_.path(), name,
                                       given.size(), N, wanted));
    }

private:
    TomlTable table_;
};

/// `output.cells`: months such as "2026-01", "start" or "end", as time points of the run.
std::vector<int> cell_months(const TomlTable& output, const Scenario& scenario) {
    std::vector<int> points;
    for (const std::string& text : output.texts("cells")) {
        const auto end = scenario.start + std::chrono::months{scenario.months};
        if (text == "start") {
            points.push_back(0);
        } else if (text == "end") {
            points.push_back(scenario.months);
        } else if (const auto when = model::month_of(text)) {
            points.push_back(static_cast<int>((*when - scenario.start).count()));
        } else {
            points.push_back(-1);
        }
        if (points.back() < 0 || points.back() > scenario.months)
            output.error("cells",
                         fmt::format("'output.cells' has \"{}\", expected start, end, or a month from "
                                     "{} to {}",
                                     text, model::month_text(scenario.start), model::month_text(end)));
    }
    std::sort(points.begin(), points.end());
    points.erase(std::unique(points.begin(), points.end()), points.end());
    return points;
}

/// Which tables people follow: one of follow_words, or a file, whose path is relative to the scenario's.
void read_follow(const TomlTable& root, const std::filesystem::path& home, Scenario& scenario) {
    const auto table = root.table("demography");
    auto& follow = scenario.params.follow;
    follow.vintage =
        static_cast<int>(table.maybe_whole("vintage", {1900, 2200, "year of publication"}).value_or(0));
    follow.known_at_start = table.flag("known_at_start", false);
    const auto text = table.text("follow", "ssb-main");
    const auto word = std::find(std::begin(model::follow_words), std::end(model::follow_words), text);
    if (word != std::end(model::follow_words)) {
        follow.follow = static_cast<model::Follow>(word - std::begin(model::follow_words));
        if (follow.follow != model::Follow::table) return;
    }
    follow.follow = model::Follow::table;
    const std::filesystem::path file(text);
    scenario.population_ahead = file.is_absolute() ? file : (home / file).lexically_normal();
    if (!std::filesystem::is_regular_file(scenario.population_ahead))
        table.error(
            "follow",
            fmt::format("'demography.follow' is \"{}\", expected ssb-main, ssb-low, ssb-high, own, rates, "
                        "or a table of residents by age and sex; there is no file {}",
                        text, scenario.population_ahead.string()));
}

/// Places by the names that people give them, looked up in an input set once the first one is asked for.
class PlacesOf {
public:
    explicit PlacesOf(const Scenario& scenario) : scenario_(scenario) {}

    Places places() {
        return {[this](const std::string& called) { return numbers(called, false); },
                [this](const std::string& called) { return numbers(called, true); }};
    }

    const model::AreaNames& names() {
        if (!names_) {
            table_ = read_municipality_names(scenario_.inputs);
            names_.emplace(table_, std::span<const std::int32_t>(), scenario_.areas);
        }
        return *names_;
    }

private:
    std::vector<std::string> numbers(const std::string& called, bool county) {
        const auto area = names().together(std::span(&called, 1), "names no place");
        const bool is_county = area.kind == model::AreaKind::county;
        const bool is_former =
            called.size() == 2 && called.find_first_not_of("0123456789") == std::string::npos;
        if (county && !is_county && !is_former)
            throw geo::InputError(
                "names no county",
                fmt::format(R"('{}' is something else; expected one such as "18" or "Nordland")", called));
        if (county) return {is_county ? area.number : called};
        std::vector<std::string> found;
        for (const auto m : area.members) found.push_back(table_.number[m]);
        return found;
    }

    const Scenario& scenario_;
    model::Municipalities table_;
    std::optional<model::AreaNames> names_;
};

/// The measures a scenario names, from its folder of measures, by name.
void read_measures(const TomlTable& root, const std::filesystem::path& home, const Places* places,
                   Scenario& scenario) {
    const auto folder = (home / root.text("measures_folder", "../measures")).lexically_normal();
    const auto changes = root.table("measure");
    auto names = root.texts("measures");
    std::sort(names.begin(), names.end());
    const auto known = measure_names(folder);
    const TomlFile unchanged("", "no changes");
    // A word in place of a table of changes switches a measure off, or leaves it on.
    const auto is_off = [&](const std::string& name) {
        return changes.is_text(name) && changes.choice(name, {"off", "on"}) == "off";
    };
    for (std::size_t k = 0; k < names.size(); ++k) {
        if (!std::binary_search(known.begin(), known.end(), names[k])) {
            root.error(
                "measures",
                fmt::format("no measure '{}' in {}{}", names[k], folder.string(),
                            geo::meant_or(known, names[k], "`legekart list measures` shows what there is")));
            if (!changes.is_text(names[k])) changes.table(names[k]).leave_unread();
            continue;
        }
        if (k > 0 && names[k] == names[k - 1]) {
            root.error("measures", fmt::format("measure '{}' is named twice", names[k]));
            continue;
        }
        if (is_off(names[k])) continue;
        const auto own = changes.is_text(names[k]) ? unchanged.root() : changes.table(names[k]);
        auto read =
            read_measure(folder / (names[k] + ".toml"), own, scenario.params.money.price_index(), places);
        scenario.params.measures.push_back(std::move(read.measure));
        scenario.files.push_back(folder / (names[k] + ".toml"));
        scenario.text += fmt::format("\n# {}.toml\n{}", names[k], read.text);
    }
    for (const auto& name : changes.keys()) {
        if (!std::binary_search(known.begin(), known.end(), name) ||
            std::binary_search(names.begin(), names.end(), name) || is_off(name))
            continue;
        if (changes.is_text(name)) {
            changes.error(name,
                          fmt::format("measure '{}' is not in force; name it in measures = [...]", name));
            continue;
        }
        read_measure(folder / (name + ".toml"), changes.table(name), scenario.params.money.price_index(),
                     places);
        changes.error(name, fmt::format("changes measure '{}', which is not in force; name it in measures = "
                                        "[...], or take these changes away",
                                        name));
    }
}

/// GP lists of the first day; today's where nothing is known of it, which the run itself refuses.
model::ListTable first_lists(const Scenario& scenario, const model::Inputs& figures) {
    try {
        model::Remarks told_by_the_run;
        return model::list_table(figures, scenario.params.initial,
                                 static_cast<int>(scenario.start.year()) - 1, model::Seed{scenario.seed},
                                 told_by_the_run);
    } catch (const geo::InputError&) {
        return figures.lists;
    }
}

}  // namespace

Scenario read_scenario(const std::filesystem::path& file, const Overrides& overrides) {
    TomlFile toml(file);
    for (const auto& [key, value] : overrides) toml.set(key, value);
    const auto root = toml.root();
    Scenario scenario;
    scenario.text = toml.source_text();
    scenario.files.push_back(file);
    scenario.set = overrides;
    scenario.name = root.text("name", file.stem().string());
    if (scenario.name.empty() || scenario.name.size() > 100 || scenario.name.front() == '.' ||
        scenario.name.find_first_of("/\\") != std::string::npos || !is_printable(scenario.name))
        root.error(
            "name",
            fmt::format("'name' is \"{}\"; files are called so: expected 1 to 100 letters without / \\ "
                        "or control signs, not beginning with a dot",
                        printable(scenario.name.substr(0, 100))));
    scenario.title = root.text("title", scenario.name);
    scenario.title_no = root.text("title_no", scenario.title);

    const auto run = root.table("run");
    scenario.start = run.month("start");
    scenario.months = static_cast<int>(run.whole("months", {1, 600, "months"}, 120));
    scenario.seed =
        static_cast<std::uint64_t>(run.whole("seed", {0, std::numeric_limits<std::int64_t>::max()}, 1));
    scenario.replicates =
        static_cast<int>(run.whole("replicates", {1, 10'000, "runs with seeds of their own"}, 1));
    scenario.says_replicates = run.has("replicates");
    constexpr auto last_seed = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    if (scenario.seed > last_seed - static_cast<std::uint64_t>(scenario.replicates - 1))
        run.error("seed", fmt::format("no room for {} seeds from {} on; expected a smaller seed",
                                      scenario.replicates, scenario.seed));

    scenario.areas = own_areas(root.table("areas"), file.string());
    scenario.cell_months = cell_months(root.table("output"), scenario);

    const auto inputs = root.table("inputs");
    const std::filesystem::path folder = inputs.text("folder");
    scenario.inputs = folder.is_absolute() ? folder : (file.parent_path() / folder).lexically_normal();
    if (inputs.has("folder") && !std::filesystem::is_directory(scenario.inputs))
        inputs.error("folder", fmt::format("no folder '{}'; expected an input set made by `legekart prepare`",
                                           scenario.inputs.string()));

    if (const auto own = inputs.maybe_text("own_lists")) {
        scenario.own_lists = (file.parent_path() / *own).lexically_normal();
        if (!std::filesystem::is_regular_file(scenario.own_lists))
            inputs.error("own_lists", fmt::format("no file '{}'; expected a table of GP lists (.csv, .xlsx)",
                                                  scenario.own_lists.string()));
    }
    read_follow(root, file.parent_path(), scenario);
    const auto parameters = root.table("parameters");
    model::visit_rooms(scenario.params, [&](std::string_view room, auto& params) {
        visit_fields(params, RoomReader(parameters.table(room)));
    });
    PlacesOf names(scenario);
    const auto places = names.places();
    const bool known = std::filesystem::exists(scenario.inputs / "municipalities.nc");
    read_measures(root, file.parent_path(), known ? &places : nullptr, scenario);
    if (root.has("event") && known) {
        auto set = read_input_set(scenario.inputs);
        if (std::filesystem::is_regular_file(scenario.own_lists)) put_own_lists(set, scenario.own_lists);
        scenario.params.events = read_events(root, set, names.names(), first_lists(scenario, set.figures),
                                             model::Month::of(scenario.start));
    }
    toml.finish();
    return scenario;
}

std::vector<std::filesystem::path> files_read(const Scenario& scenario) {
    auto files = scenario.files;
    for (auto& file : input_set_files(scenario.inputs)) files.push_back(std::move(file));
    for (const auto& file : {scenario.own_lists, scenario.population_ahead})
        if (!file.empty()) files.push_back(file);
    std::error_code none;
    std::erase_if(files, [&](const auto& file) { return !std::filesystem::exists(file, none); });
    return files;
}

InputSet read_inputs(const Scenario& scenario, std::vector<std::string>* remarks) {
    auto set = read_input_set(scenario.inputs);
    if (!scenario.own_lists.empty()) {
        const auto lists = put_own_lists(set, scenario.own_lists);
        if (remarks) *remarks = told(lists, set.figures.municipalities);
    }
    const auto& file = scenario.population_ahead;
    if (file.empty()) return set;
    set.figures.population_ahead = read_population(file, {}, set.figures.municipalities);
    set.attributions.push_back({file.filename().string(), "residents that people follow",
                                "demography.follow of the scenario", "not stated",
                                "table of the scenario's own", "", sha256_of_file(file)});
    return set;
}

model::AreaNames area_names(const Scenario& scenario, const InputSet& set) {
    const auto& table = set.figures.population;
    const auto year = static_cast<int>(scenario.start.year());
    std::vector<std::int32_t> people;
    if (table.has(year))
        for (const auto m : model::ids<model::MunicipalityId>(table.municipalities)) {
            people.push_back(0);
            for (const auto sex : {model::Sex::male, model::Sex::female})
                for (int age = 0; age < model::ages; ++age) people.back() += table.at(year, m, sex, age);
        }
    return model::AreaNames(set.figures.municipalities, people, scenario.areas);
}

}  // namespace data
