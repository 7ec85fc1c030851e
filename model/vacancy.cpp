#include "model/vacancy.hpp"

#include <algorithm>
#include <cmath>

#include "geo/base/parallel.hpp"

namespace model {
namespace {

int gps_at(const World& world, PracticeId practice) {
    int gps = 0;
    for (auto k = world.first_list[practice.value]; k < world.first_list[practice.value + 1]; ++k)
        gps += world.lists.has_gp(world.list_of[k]);
    return gps;
}

/// Locums cover so many vacant lists, and in a practice that answers for its lists together its GPs the rest.
double cover_share(const World& world, const VacancyParams& params, ListId list) {
    const auto& terms = world.in_force.at(world.lists.municipality[list], world.lists.salaried[list]);
    const double cover = std::clamp(params.locum_cover + terms[Lever::locum_cover_points] / 100, 0.0, 1.0);
    const double group = terms[Lever::group_percent] / 100;
    return group > 0 && gps_at(world, world.lists.practice[list]) >= 2 ? cover + (1 - cover) * group : cover;
}

bool asks_for_cover(const Lists& lists, ListId list) {
    return lists.vacant(list) && lists.members[list] > 0;
}

}  // namespace

CoverChances cover_chances(const VacancyParams& params, double cover) {
    if (cover <= 0) return {1, 0};
    if (cover >= 1) return {0, 1};
    const double own = params.locum_cover;
    const double ends = own > 0 ? std::min(1.0, (1 - own) * (1 - params.stays_uncovered) / own) : 1.0;
    const double begins = ends * cover / (1 - cover);
    if (begins > 1) return {(1 - cover) / cover, 1};
    return {ends, begins};
}

void cover_vacancies(World& world, const VacancyParams& params, Seed seed) {
    geo::for_each_id<ListId>(
        world.lists.size(),
        [&](ListId list) {
            auto& locum = world.lists.locum[list];
            auto& uncovered = world.lists.uncovered_months[list];
            if (!asks_for_cover(world.lists, list)) {
                locum = 0;
                uncovered = 0;
                return;
            }
            const double cover = cover_share(world, params, list);
            const auto chances = cover_chances(params, cover);
            const double lot = Draw(seed, Stream::vacancy, world.lists.luck[list], world.month).uniform();
            locum = lot < (locum ? 1 - chances.ends : uncovered > 0 ? chances.begins : cover);
            uncovered = static_cast<std::uint8_t>(locum ? 0 : std::min(uncovered + 1, 255));
        },
        512);
}

void first_cover(World& world, const VacancyParams& params, Seed seed) {
    geo::for_each_id<ListId>(
        world.lists.size(),
        [&](ListId list) {
            if (!asks_for_cover(world.lists, list)) return;
            constexpr std::uint32_t first_day = 1;
            Draw draw(seed, Stream::vacancy, world.lists.luck[list], world.month, first_day);
            const double cover = cover_share(world, params, list);
            world.lists.locum[list] = draw.uniform() < cover;
            if (world.lists.locum[list]) return;
            // Backwards in time the chain is the same: how long she has had none is geometric.
            const double stays = 1 - cover_chances(params, cover).begins;
            const double before = stays <= 0   ? 0
                                  : stays >= 1 ? 255
                                               : std::log(draw.uniform()) / std::log(stays);
            const double most = std::max(1, world.month - world.lists.since[list]);
            world.lists.uncovered_months[list] =
                static_cast<std::uint8_t>(std::min({1 + std::floor(before), most, 255.0}));
        },
        512);
}

}  // namespace model
