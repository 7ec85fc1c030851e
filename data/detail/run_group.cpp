#include "data/detail/run_group.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <numeric>
#include <stdexcept>
#include <string_view>

#include "data/strict_toml.hpp"
#include "geo/base/error.hpp"

namespace data::detail {

namespace {

/// The text columns of the input table, in file order.
struct InputColumn {
    const char* name;
    std::string Attribution::*member;
};
constexpr InputColumn input_columns[] = {
    {"input_table", &Attribution::table},
    {"input_what", &Attribution::what},
    {"input_origin", &Attribution::origin},
    {"input_licence", &Attribution::licence},
    {"input_attribution", &Attribution::attribution},
    {"input_retrieved", &Attribution::retrieved},
    {"input_sha256", &Attribution::sha256},
};

struct ParameterText {
    const char* name;
    std::string model::ParameterRow::*member;
};
constexpr ParameterText parameter_texts[] = {
    {"parameter_name", &model::ParameterRow::name},
    {"parameter_unit", &model::ParameterRow::unit},
    {"parameter_source", &model::ParameterRow::source},
};

struct ParameterNumber {
    const char* name;
    double model::ParameterRow::*member;
};
constexpr ParameterNumber parameter_numbers[] = {
    {"parameter_value", &model::ParameterRow::value},
    {"parameter_min", &model::ParameterRow::min},
    {"parameter_max", &model::ParameterRow::max},
};

/// One column of a table of structs.
template <class Row, class T>
std::vector<T> column(const std::vector<Row>& rows, T Row::*member) {
    std::vector<T> result;
    for (const Row& row : rows) result.push_back(row.*member);
    return result;
}

/// The scenario file itself, without the texts of its measures, which follow it in a run's record, each under
/// the name of its file ("# rural-pay.toml"): together they are no TOML.
std::string without_measures(const std::string& text) {
    for (std::size_t begin = 0; begin < text.size();) {
        const auto end = std::min(text.find('\n', begin), text.size());
        const std::string_view line(text.data() + begin, end - begin);
        if (line.starts_with("# ") && line.ends_with(".toml") && line.find(' ', 2) == std::string_view::npos)
            return text.substr(0, begin);
        begin = end + 1;
    }
    return text;
}

/// Files of schema version 1 have the titles in the scenario's text only.
void titles_from_text(Provenance& run) {
    try {
        const TomlFile scenario(without_measures(run.scenario), "scenario");
        run.title = scenario.root().text("title", "");
        run.title_no = scenario.root().text("title_no", run.title);
    } catch (const geo::InputError&) {  // no scenario, as in the files of `legekart access`
    }
}

}  // namespace

void write_run(NcWriter& file, const Provenance& run, const std::string& group) {
    file.group(group);
    file.attribute(group, "version", run.version);
    file.attribute(group, "git_commit", run.git_commit);
    file.attribute(group, "seed", run.seed);
    file.attribute(group, "compiler", run.compiler);
    file.attribute(group, "libraries", run.libraries);
    file.attribute(group, "scenario", run.scenario);
    if (!run.title.empty()) {
        file.attribute(group, "scenario_title", run.title);
        file.attribute(group, "scenario_title_no", run.title_no);
    }
    if (!run.parameters.empty()) {
        file.dimension(group + "/parameter", run.parameters.size());
        const NcLayout layout{.dimensions = {group + "/parameter"}};
        for (const auto& [name, member] : parameter_texts)
            file.put_text(fmt::format("{}/{}", group, name), layout, column(run.parameters, member));
        for (const auto& [name, member] : parameter_numbers)
            file.put<double>(fmt::format("{}/{}", group, name), layout, column(run.parameters, member));
    }
    if (!run.inputs.empty()) {
        file.dimension(group + "/input", run.inputs.size());
        for (const auto& [name, member] : input_columns)
            file.put_text(fmt::format("{}/{}", group, name), {.dimensions = {group + "/input"}},
                          column(run.inputs, member));
    }
}

Provenance read_run(const NcReader& file) {
    Provenance run;
    run.version = file.text("/run", "version", "");
    run.git_commit = file.text("/run", "git_commit", "");
    run.seed = file.number<std::uint64_t>("/run", "seed");
    run.compiler = file.text("/run", "compiler", "");
    run.libraries = file.texts("/run", "libraries");
    run.scenario = file.text("/run", "scenario", "");
    if (file.has_attribute("/run", "scenario_title")) {
        run.title = file.text("/run", "scenario_title", "");
        run.title_no = file.text("/run", "scenario_title_no", run.title);
    } else {
        titles_from_text(run);
    }
    if (file.has("/run/parameter")) {
        const std::uint64_t rows = file.size("/run/parameter");
        run.parameters.resize(file.read<double>("/run/parameter_value", {rows}).size());
        for (const auto& [name, member] : parameter_texts) {
            std::vector<std::string> texts = file.read_text(fmt::format("/run/{}", name), {rows});
            for (std::size_t i = 0; i < rows; ++i) run.parameters[i].*member = std::move(texts[i]);
        }
        for (const auto& [name, member] : parameter_numbers) {
            const std::vector<double> numbers = file.read<double>(fmt::format("/run/{}", name), {rows});
            for (std::size_t i = 0; i < rows; ++i) run.parameters[i].*member = numbers[i];
        }
    }
    if (file.has("/run/input")) {
        const std::uint64_t rows = file.size("/run/input");
        run.inputs.resize(file.read_text(fmt::format("/run/{}", input_columns[0].name), {rows}).size());
        for (const auto& [name, member] : input_columns) {
            std::vector<std::string> texts = file.read_text(fmt::format("/run/{}", name), {rows});
            for (std::size_t i = 0; i < rows; ++i) run.inputs[i].*member = std::move(texts[i]);
        }
    }
    return run;
}

void write_lists(NcWriter& file, const SnapshotLists& lists) {
    const std::size_t rows = lists.size();
    if (lists.name.size() != rows || lists.practice.size() != rows || lists.cap.size() != rows ||
        lists.members.size() != rows || lists.state.size() != rows)
        throw std::logic_error("write_lists: the columns differ in length");
    std::vector<std::int32_t> municipality;
    std::vector<double> east, north;
    for (const geo::MunicipalityId id : lists.municipality)
        municipality.push_back(static_cast<std::int32_t>(id.value));
    for (const geo::Point place : lists.practice) {
        east.push_back(place.east_m);
        north.push_back(place.north_m);
    }
    file.group("/lists");
    file.attribute("/lists", "title", "GP lists at the last month");
    file.dimension("/lists/list", rows);
    const NcLayout layout{.dimensions = {"/lists/list"}};
    file.put_text("/lists/name", layout, lists.name);
    file.attribute("/lists/name", "long_name", "name of the list");
    const auto describe = [&](const std::string& name, const char* unit, const char* long_name) {
        file.attribute(name, "units", unit);
        file.attribute(name, "long_name", long_name);
    };
    file.put<std::int32_t>("/lists/municipality", layout, municipality);
    describe("/lists/municipality", "1", "row of the root's municipality dimension, from 0");
    file.put<double>("/lists/practice_x", layout, east);
    describe("/lists/practice_x", "m", "easting of the practice, EPSG:25833");
    file.put<double>("/lists/practice_y", layout, north);
    describe("/lists/practice_y", "m", "northing of the practice, EPSG:25833");
    file.put<std::int32_t>("/lists/cap", layout, lists.cap);
    describe("/lists/cap", "persons", "most members the GP accepts (listetak)");
    file.put<std::int32_t>("/lists/members", layout, lists.members);
    describe("/lists/members", "persons", "members");
    file.put<std::uint8_t>("/lists/state", layout, lists.state);
    describe("/lists/state", "1", "state of the list");
    std::array<std::uint8_t, list_states.size()> numbers{};
    std::iota(numbers.begin(), numbers.end(), std::uint8_t{0});
    const std::vector<std::uint8_t> values(numbers.begin(), numbers.end());
    file.attribute("/lists/state", "flag_values", values);
    file.attribute("/lists/state", "flag_meanings", fmt::format("{}", fmt::join(list_states, " ")));
}

std::optional<SnapshotLists> read_lists(const NcReader& file, std::uint32_t municipalities) {
    if (!file.has("/lists")) return std::nullopt;
    const std::uint64_t rows = file.size("/lists/list");
    SnapshotLists lists;
    lists.name = file.read_text("/lists/name", {rows});
    const auto east = file.read<double>("/lists/practice_x", {rows}),
               north = file.read<double>("/lists/practice_y", {rows});
    for (std::size_t i = 0; i < rows; ++i) lists.practice.push_back({east[i], north[i]});
    for (const std::int32_t row : file.read<std::int32_t>("/lists/municipality", {rows})) {
        if (row < 0 || static_cast<std::uint32_t>(row) >= municipalities)
            file.fail(fmt::format(
                "'/lists/municipality' holds {}, there are {} municipalities; make the file again", row,
                municipalities));
        lists.municipality.push_back({static_cast<std::uint32_t>(row)});
    }
    lists.cap = file.read<std::int32_t>("/lists/cap", {rows});
    lists.members = file.read<std::int32_t>("/lists/members", {rows});
    lists.state = file.read<std::uint8_t>("/lists/state", {rows});
    for (const std::uint8_t state : lists.state)
        if (state >= list_states.size())
            file.fail(fmt::format("'/lists/state' holds {}, states are 0 to {}; make the file again", state,
                                  list_states.size() - 1));
    return lists;
}

void write_costs(NcWriter& file, const MeasureCosts& costs, const model::AreaAlone& alone) {
    if (costs.size() == 0) return;
    const auto cells = costs.size() * model::payers;
    if (costs.title.size() != costs.size() || costs.title_no.size() != costs.size() ||
        costs.thousand_nok.empty() || costs.thousand_nok.size() % cells != 0)
        throw std::logic_error("write_costs: the columns differ in length");
    file.group("/costs");
    file.dimension("/costs/measure", costs.size());
    file.dimension("/costs/payer", model::payers);
    const NcLayout layout{.dimensions = {"/costs/measure"}};
    file.put_text("/costs/measure_name", layout, costs.name);
    file.put_text("/costs/measure_title", layout, costs.title);
    file.put_text("/costs/measure_title_no", layout, costs.title_no);
    file.put_text("/costs/payer_name", {.dimensions = {"/costs/payer"}},
                  {model::payer_names.begin(), model::payer_names.end()});
    file.put<float>("/costs/cost", {.dimensions = {"/costs/measure", "/costs/payer", "/time"}},
                    costs.thousand_nok);
    file.attribute("/costs/cost", "units", "1000 NOK per month, 2023 prices");
    file.attribute("/costs/cost", "long_name",
                   fmt::format("Cost of each measure {} in the month before",
                               alone.name.empty() ? "to the nation" : "in " + alone.name));
    file.attribute("/costs/cost", "long_name_no",
                   fmt::format("Hvert tiltaks kostnad {} i måneden før",
                               alone.name.empty() ? "for landet" : "i " + alone.name));
}

MeasureCosts read_costs(const NcReader& file) {
    MeasureCosts costs;
    if (!file.has("/costs")) return costs;
    const auto measures = file.size("/costs/measure");
    costs.name = file.read_text("/costs/measure_name", {measures});
    costs.title = file.read_text("/costs/measure_title", {measures});
    costs.title_no = file.read_text("/costs/measure_title_no", {measures});
    costs.thousand_nok = file.read<float>("/costs/cost", {measures, model::payers, file.size("/time")});
    return costs;
}

}  // namespace data::detail
