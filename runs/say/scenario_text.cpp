#include "runs/say/scenario_text.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "data/project_folder.hpp"
#include "data/read_measure.hpp"
#include "model/parameter_rooms.hpp"

namespace runs {
namespace {

using Json = nlohmann::ordered_json;

Json number(double min, double max, const std::string& description) {
    return {{"type", "number"}, {"minimum", min}, {"maximum", max}, {"description", description}};
}

constexpr const char* month_pattern = "^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])$";

Json month(const char* description) {
    return {{"type", "string"}, {"pattern", month_pattern}, {"description", description}};
}

Json texts(const char* description) {
    return {{"type", "array"}, {"items", {{"type", "string"}}}, {"description", description}};
}

Json table(Json properties) {
    return {{"type", "object"}, {"properties", std::move(properties)}, {"additionalProperties", false}};
}

/// One room of parameters.
class RoomSchema {
public:
    Json properties = Json::object();
    template <class T>
    void operator()(std::string_view name, const T&, const model::Field& field) {
        properties[std::string(name)] = number(field.min, field.max, describe(field));
    }
    template <std::size_t N, class Labels>
    void operator()(std::string_view name, const std::array<double, N>&, const Labels& labels,
                    const model::Field& field) {
        const auto entry = number(field.min, field.max, std::string(field.unit));
        auto by_label = Json::object();
        for (const auto& label : labels) by_label[std::string(label)] = entry;
        properties[std::string(name)] = {
            {"anyOf",
             {{{"type", "array"}, {"items", entry}, {"minItems", N}, {"maxItems", N}}, table(by_label)}},
            {"description", describe(field)}};
    }

private:
    static std::string describe(const model::Field& field) {
        return fmt::format("{}. {}", field.unit, field.source);
    }
};

Json measure_schema() {
    Json properties{
        {"from",
         month("first month in force; gives an ended measure a new life, for good unless until is given")},
        {"until", month("first month no longer in force")},
        {"budget_mill_nok", number(0, 1e6, "million NOK a calendar year at most")},
        {"scale", number(0, 100, "times all amounts of the measure; its costs follow")},
        {"centrality_from", number(1, 6, "least class")},
        {"centrality_to", number(1, 6, "largest class")},
        {"inhabitants_from", number(0, 1e7, "inhabitants at least")},
        {"inhabitants_under", number(0, 1e7, "fewer inhabitants than this")},
        {"counties", texts("names or official numbers")},
        {"municipalities", texts("names or official numbers; of areas too")},
        {"except", texts("municipalities left out, by name or number")},
        {"percent_vacant_over", number(-1, 100, "% of lists without a GP")},
        {"drawn", number(0, 1000, "so many of the eligible municipalities by lot; 0: all")},
        {"contract", {{"enum", {"any", "self-employed", "salaried"}}}}};
    for (const auto& lever : model::levers())
        properties[std::string(lever.name)] =
            number(lever.min, lever.max, fmt::format("{}: {}", lever.unit, lever.meaning));
    return {{"anyOf", {table(std::move(properties)), {{"enum", {"off", "on"}}}}}};
}

Json event_schema() {
    const Json place{{"type", "array"},
                     {"items", {{"type", "number"}}},
                     {"minItems", 2},
                     {"maxItems", 2},
                     {"description", "[east, north], metres in EPSG:25833"}};
    const auto name = [](const char* description) {
        return Json{{"type", "string"}, {"description", description}};
    };
    const auto count = [](const char* description) {
        return Json{{"type", "integer"}, {"minimum", 0}, {"description", description}};
    };
    auto schema = table({{"month", month("when")},
                         {"until", month("first month no longer, of what is closed or merged")},
                         {"gp_leaves", name("municipality where lists lose their GP")},
                         {"gp_leaves_practice", count("practice whose lists lose their GP, by number")},
                         {"lists", count("how many; default 1")},
                         {"practice_opens", place},
                         {"practice_moves", count("practice, by number")},
                         {"to", place},
                         {"practice_closes", count("practice, by number")},
                         {"ferry_closes", name("ferry, such as Bognes-Skarberget")},
                         {"road_closes", name("road, such as E69")},
                         {"duty_merges", texts("municipalities that share out-of-hours duty")}});
    schema["required"] = {"month"};
    return schema;
}

}  // namespace

std::string example_scenario(const std::string& name, const std::filesystem::path& home) {
    const auto from_home = [&](const std::filesystem::path& folder) {
        return std::filesystem::proximate(folder, home).generic_string();
    };
    std::string measures;
    const auto start = model::Month::of(std::chrono::year{2026} / std::chrono::January);
    for (const auto& measure : data::all_measures())
        measures += fmt::format("    # \"{}\",{:{}}# {}{}\n", measure.name, "",
                                measure.name.size() < 28 ? 28 - measure.name.size() : 1, measure.title_no,
                                measure.until <= start ? fmt::format(" (ended {}: needs a from)",
                                                                     model::month_text(measure.until + -1))
                                                       : "");
    return fmt::format(R"(# A scenario of Legekart. Run it:   legekart run {0}.toml -o {0}.nc
# Compare it with the baseline:     legekart compare baseline-2026.nc {0}.nc
name = "{0}"
title = "What if"       # English, in maps and reports
title_no = "Hva om"     # Norwegian

# Measures in force: take away the # before those you want. The first eleven below are the rules of 2026.
# All about them: legekart info --measures --markdown
measures_folder = "{1}"
measures = [
    "alis-agreements", "alis-offices", "debt-relief-north", "debt-relief-remote", "duty-districts",
    "equalisation-grant", "introduction-agreements", "lis1-north", "quality-system",
    "risk-adjusted-capitation", "start-up-grant",
{2}]

# Any number of a measure can be changed by the name of its lever:
# [measure.rural-grant]
# from = "2027-01"
# gp_year_grant = 200_000   # NOK per GP and year
# centrality_from = 4       # classes 4 to 6 instead of 5 and 6
# counties = ["Nordland"]   # only there; also municipalities = ["Hattfjelldal", "Røst"], or an area:
#                           # municipalities = ["Helgeland hospital area"]. What there is: legekart list areas

[run]
start = "2026-01"     # the state on the 1st of this month; Januaries from 2015 to 2026
months = 120          # ten years
seed = 1              # another seed is another draw of the same future
replicates = 30       # so many draws: means with intervals; 1: a single future

[inputs]
folder = "{3}"
# own_lists = "lister.csv"   # your county's table of GP lists (.csv, .xlsx) in place of the official figures

# [areas]                                 # your own groups, for --area; they change no result
# Salten = ["Bodø", "Fauske", "Saltdal"]

# [demography]
# follow = "ssb-low"   # ssb-main if left out, or ssb-high, own (cohort change), rates, or a table of yours

# What happens in a month beside the rules; names and numbers: legekart list municipalities, practices, ferries
# [[event]]
# month = "2026-03"
# gp_leaves = "Hattfjelldal"           # lists = 2: two of its GPs; gp_leaves_practice = 481: of one practice
# [[event]]
# month = "2026-10"
# until = "2027-04"                    # open again from April
# ferry_closes = "Bognes-Skarberget"   # or road_closes = "fv. 17", duty_merges = ["Hemnes", "Hattfjelldal"]
# [[event]]
# month = "2027-01"
# practice_opens = [483000, 7277000]   # metres east and north, EPSG:25833; lists = 2
# # or practice_closes = 481, or practice_moves = 481 with to = [483000, 7277000]

# [output]
# cells = ["start", "end"]   # squares of 1 km at these months, for maps of travel

# Every parameter of the model can be changed; legekart info --parameters lists them with unit, range and source:
# [parameters.vacancy]
# locum_cover = 0.84
)",
                       name, from_home(data::measures_folder()), measures, from_home(data::inputs_folder()));
}

std::string scenario_schema() {
    Json rooms = Json::object();
    model::Params params;
    model::visit_rooms(params, [&](std::string_view room, auto& p) {
        RoomSchema schema;
        visit_fields(p, schema);
        rooms[std::string(room)] = table(schema.properties);
    });
    const Json properties{
        {"name", {{"type", "string"}, {"description", "short, used in file names and footers"}}},
        {"title", {{"type", "string"}, {"description", "one line, English"}}},
        {"title_no", {{"type", "string"}, {"description", "one line, Norwegian"}}},
        {"measures_folder",
         {{"type", "string"}, {"description", "relative to the file; default ../measures"}}},
        {"measures", texts("names of the measures in force, files of measures_folder without .toml")},
        {"measure",
         {{"type", "object"},
          {"description", "numbers of a measure that differ from its file"},
          {"additionalProperties", measure_schema()}}},
        {"areas",
         {{"type", "object"},
          {"description", "groups of municipalities that results can be asked for with --area"},
          {"additionalProperties",
           texts("municipalities, counties, health regions, hospital areas by name or number")}}},
        {"run", table({{"start", month("the state on the 1st of this January")},
                       {"months", {{"type", "integer"}, {"minimum", 1}, {"maximum", 600}}},
                       {"seed", {{"type", "integer"}, {"minimum", 0}}},
                       {"replicates", {{"type", "integer"}, {"minimum", 1}, {"maximum", 10'000}}}})},
        {"inputs",
         table({{"folder", {{"type", "string"}, {"description", "an input set"}}},
                {"own_lists",
                 {{"type", "string"},
                  {"description", "a table of GP lists in place of the set's for its municipalities"}}}})},
        {"demography",
         table({{"follow",
                 {{"type", "string"},
                  {"description",
                   "which tables people follow after the official ones: ssb-main, ssb-low, ssb-high, own "
                   "(cohort "
                   "change), rates, or a CSV table of residents by age and sex; default ssb-main"}}},
                {"vintage",
                 {{"type", "integer"},
                  {"description", "year of publication of the national projection; default the newest"}}},
                {"known_at_start",
                 {{"type", "boolean"},
                  {"description",
                   "only tables known on the first day, also where later ones are; default "
                   "false"}}}})},
        {"event", {{"type", "array"}, {"items", event_schema()}, {"description", "what happens in a month"}}},
        {"output",
         table({{"cells", texts("months at which squares are kept: start, end or such as 2030-01")}})},
        {"parameters", table(std::move(rooms))}};
    const Json schema{{"$schema", "https://json-schema.org/draft/2020-12/schema"},
                      {"title", "Legekart scenario"},
                      {"type", "object"},
                      {"properties", properties},
                      {"required", {"run", "inputs"}},
                      {"additionalProperties", false}};
    return schema.dump(1) + "\n";
}

}  // namespace runs
