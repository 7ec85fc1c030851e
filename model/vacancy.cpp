#include "model/vacancy.hpp"

#include "geo/base/parallel.hpp"

namespace model {

void cover_vacancies(World& world, const VacancyParams& params, Seed seed) {
    geo::for_each_id<ListId>(
        world.lists.size(),
        [&](ListId list) {
            Draw draw(seed, Stream::vacancy, world.lists.luck[list], world.month);
            world.lists.locum[list] = world.lists.vacant(list) && draw.uniform() < params.locum_cover;
        },
        512);
}

}  // namespace model
