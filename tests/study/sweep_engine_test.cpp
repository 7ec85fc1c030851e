#include "runs/study/sweep/engine.hpp"

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <set>
#include <type_traits>

#include "data/scenario.hpp"
#include "model/parameter_rooms.hpp"
#include "runs/study/simulation.hpp"
#include "support/places.hpp"
#include "support/program.hpp"
#include "support/small_country.hpp"

namespace {

/// A country one can draw in which a measure may found satellite surgeries.
std::filesystem::path country_with_satellites(const support::ScratchFolder& scratch) {
    const auto file = support::write_small_country(scratch.path(), 4, 400, 2);
    auto set = data::read_input_set(scratch.path() / "country");
    auto& grid = set.figures.grid;  // and a square 6 km from the last municipality's practice
    grid.col.push_back(grid.col.values().back() + 5);
    grid.row.push_back(grid.row.values().back());
    grid.municipality.push_back(grid.municipality.values().back());
    grid.people.push_back(1);
    data::write_input_set(scratch.path() / "country", set);
    std::ifstream in(file);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    return scratch.file("satellites.toml",
                        fmt::format("measures_folder = \"{}\"\nmeasures = [\"satellite-surgeries\"]\n{}",
                                    support::in_tree("runs/measures"), text));
}

/// One value of a parameter that is not its default, for every parameter that changes SettingParams.
std::vector<std::pair<std::string, double>> setting_parameters(const data::Scenario& scenario) {
    const model::SettingParams usual(scenario.params);
    std::vector<std::pair<std::string, double>> found;
    auto params = scenario.params;
    model::visit_numbers(params, [&](const std::string& name, auto& value, const model::Field& field) {
        using Number = std::remove_reference_t<decltype(value)>;
        const auto before = value;
        value = static_cast<Number>(static_cast<double>(value) == field.min ? field.max : field.min);
        if (!(model::SettingParams(params) == usual))
            found.emplace_back("parameters." + name, static_cast<double>(value));
        value = before;
    });
    return found;
}

/// Every run of a sweep over two values of `key`, and the same runs alone.
struct SweptAndAlone {
    std::vector<data::SweepRun> swept, alone;
};
SweptAndAlone two_values(const support::ScratchFolder& scratch, const std::filesystem::path& scenario,
                         const std::string& key, double usual, double other) {
    const auto plan = scratch.file(
        "plan.toml",
        fmt::format("name = \"two\"\nscenario = \"{}\"\n[design]\nkind = \"grid\"\n[outputs]\n"
                    "indicators = [\"lists_total\", \"over_30_minutes\", \"on_no_list\"]\n[[factors]]\n"
                    "key = \"{}\"\nvalues = [{}, {}]\n",
                    scenario.filename().string(), key, usual, other));
    const auto folder = study::SweepFolder::make(plan, scratch.path() / key);
    study::SweepEngine engine(folder);
    REQUIRE(engine.work(0, folder.runs() - 1, false).done == 2);
    SweptAndAlone result;
    for (const auto& row : folder.design.rows) {
        result.swept.push_back(data::read_sweep_run(folder.run_file(row.run), engine.head(), row.run));
        const auto one = data::read_scenario(scenario, data::overrides_of(folder.plan, row));
        const auto run = study::simulate(one, data::read_input_set(one.inputs));
        result.alone.push_back(data::keep(engine.head(), row.run, run.tables));
    }
    return result;
}

}  // namespace

TEST_CASE("A sweep over any parameter of places, roads and travel gives what each run gives alone",
          "[study][sweep]") {
    const support::ScratchFolder scratch;
    const auto file = country_with_satellites(scratch);
    const auto scenario = data::read_scenario(file);
    const auto parameters = setting_parameters(scenario);
    std::set<std::string> names;
    for (const auto& [name, other] : parameters) names.insert(name);
    // Roads, snapping, squares, reach and satellites are all there.
    for (const char* name :
         {"roads.county_km_h", "roads.ferry_wait_most_minutes", "snapping.access_km_h", "initial.cell_m",
          "initial.reach_minutes", "measure_rules.satellite_far_km", "measure_rules.satellite_near_km"})
        CHECK(names.contains("parameters." + std::string(name)));
    CHECK_FALSE(names.contains("parameters.measure_rules.debt_value"));

    model::visit_numbers(
        scenario.params, [&](const std::string& name, const auto& usual, const model::Field&) {
            for (const auto& [key, other] : parameters) {
                if (key != "parameters." + name) continue;
                if (name == "initial.cell_m") continue;  // this country has 1 km squares
                INFO(key);
                const auto runs = two_values(scratch, file, key, static_cast<double>(usual), other);
                CHECK(runs.swept == runs.alone);
            }
        });
}

TEST_CASE("A sweep over how far a satellite surgery must be founds other lists", "[study][sweep]") {
    const support::ScratchFolder scratch;
    const auto file = country_with_satellites(scratch);
    const auto runs = two_values(scratch, file, "parameters.measure_rules.satellite_far_km", 200, 1);
    CHECK(runs.swept == runs.alone);
    CHECK(runs.swept[0].national.back() != runs.swept[1].national.back());
}
