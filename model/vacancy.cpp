#include "model/vacancy.hpp"

#include "geo/base/parallel.hpp"

namespace model {

void cover_vacancies(World& world, const VacancyParams& params, Seed seed) {
    geo::for_each_id<ListId>(
        world.lists.size(),
        [&](ListId list) {
            Draw draw(seed, Stream::vacancy, world.lists.luck[list], world.month);
            const auto& terms = world.in_force.at(world.lists.municipality[list], world.lists.salaried[list]);
            const double cover = params.locum_cover + terms[Lever::locum_cover_points] / 100;
            world.lists.locum[list] =
                world.lists.vacant(list) && world.lists.members[list] > 0 && draw.uniform() < cover;
        },
        512);
}

}  // namespace model
