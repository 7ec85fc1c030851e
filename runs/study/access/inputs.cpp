#include "runs/study/access/inputs.hpp"

#include <fmt/format.h>

#include "data/ferry_names.hpp"
#include "data/own_lists.hpp"
#include "data/project_folder.hpp"
#include "data/read_road_file.hpp"
#include "data/scenario.hpp"

namespace study {

void take_roads(data::InputSet& set, data::RoadFile roads) {
    set.figures.roads = std::move(roads.roads);
    if (!roads.ferries_are_named) data::name_ferries(set.figures.roads, set.full, set.figures.municipalities);
    std::erase_if(set.attributions, [](const auto& source) { return source.table == "roads.nc"; });
    set.attributions.push_back(std::move(roads.source));
}

data::InputSet read_access_inputs(const AccessSources& sources, const Watch& watch) {
    auto set = data::read_input_set(data::inputs_folder(sources.inputs));
    if (!sources.own_lists.empty())
        for (const auto& sentence :
             data::told(data::put_own_lists(set, sources.own_lists), set.figures.municipalities))
            watch.say(sentence);
    watch.stop.check();
    if (sources.roads.empty()) return set;
    auto file = data::read_road_file(sources.roads);
    for (const auto& remark : file.remarks) watch.say(fmt::format("{}: {}", sources.roads.string(), remark));
    take_roads(set, std::move(file));
    watch.stop.check();
    return set;
}

model::AreaNames area_names(const data::InputSet& set, std::vector<model::OwnArea> own) {
    data::Scenario now;
    now.start = std::chrono::year{set.figures.lists.year + 1} / std::chrono::January;
    now.areas = std::move(own);
    return data::area_names(now, set);
}

}  // namespace study
