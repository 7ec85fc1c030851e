#include "model/recruitment.hpp"

#include <cmath>

#include "geo/base/parallel.hpp"

namespace model {

void fill_vacancies(World& world, const RecruitmentParams& params, const DoctorParams& doctors, Seed seed) {
    Column<ListId, std::uint8_t> filled(world.lists.size());
    geo::for_each_id<ListId>(
        world.lists.size(),
        [&](ListId list) {
            if (!world.lists.vacant(list) || world.lists.since[list] == world.month) return;
            const auto centrality = world.setting.municipalities.centrality[world.lists.municipality[list]];
            Draw draw(seed, Stream::recruitment, list.value, world.month);
            filled[list] = draw.uniform() < 1 - std::exp(-params.filled_per_month[centrality - 1U]);
        },
        512);
    for (std::uint32_t l = 0; l < filled.size(); ++l) {
        const ListId list{l};
        if (!filled[list]) continue;
        Draw draw(seed, Stream::recruitment, l, world.month, 1);
        recruit_doctor(world, list, doctors, draw);
        ++world.flows.gps_hired[world.lists.municipality[list]];
    }
}

}  // namespace model
