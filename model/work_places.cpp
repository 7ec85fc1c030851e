#include "model/work_places.hpp"

#include <vector>

namespace model {

Column<MunicipalityId, WorkPlace> work_places(const World& world) {
    const auto n = world.setting.municipalities.size();
    Column<MunicipalityId, WorkPlace> places(n);
    std::vector<std::uint32_t> with_gp(n, 0);
    for (std::uint32_t l = 0; l < world.lists.size(); ++l) {
        const ListId list{l};
        const auto m = world.lists.municipality[list];
        const bool vacant = !world.lists.has_gp(list);  // or closed
        places[m].doctors += !vacant || world.lists.locum[list];
        if (vacant) continue;
        ++with_gp[m.value];
        places[m].mean_list += world.lists.members[list];
    }
    if (world.duty_district.size() > 0) {  // doctors of a district take turns
        std::vector<std::uint32_t> of_district(n, 0);
        for (const auto m : ids<MunicipalityId>(n))
            of_district[world.duty_district[m].value] += places[m].doctors;
        for (const auto m : ids<MunicipalityId>(n))
            places[m].doctors = of_district[world.duty_district[m].value];
    }
    for (std::uint32_t i = 0; i < n; ++i) {
        const MunicipalityId m{i};
        places[m].inhabitants = world.residents.people[m];
        places[m].centrality = world.setting.municipalities.centrality[m];
        if (with_gp[i] > 0) places[m].mean_list /= with_gp[i];
    }
    return places;
}

}  // namespace model
