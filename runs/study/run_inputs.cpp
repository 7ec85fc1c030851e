#include "runs/study/run_inputs.hpp"

#include "data/only_area.hpp"
#include "runs/study/ensemble.hpp"
#include "runs/study/measure_checks.hpp"

namespace study {

data::InputSet read_run_inputs(data::Scenario& scenario, std::span<const std::string> only,
                               const Watch& watch) {
    must_fit_replicates(scenario);
    std::vector<std::string> remarks;
    auto set = data::read_inputs(scenario, &remarks);
    watch.stop.check();
    // Of all of the country: of an area alone those elsewhere are not known.
    must_know_places(scenario.params.measures, set.figures.municipalities);
    for (auto& sentence : idle_measures(scenario, set.figures)) remarks.push_back(std::move(sentence));
    if (!only.empty())
        data::keep_only(data::area_names(scenario, set).together(only, "--only"), scenario, set, remarks);
    for (const auto& sentence : remarks) watch.say(sentence);
    return set;
}

}  // namespace study
