#include "model/gp_exit.hpp"

#include <cmath>
#include <numbers>

#include "geo/base/parallel.hpp"

namespace model {

double exit_chance(double median_years) {
    return 1 - std::exp(-std::numbers::ln2 / (12 * median_years));
}

Column<DoctorId, std::uint8_t> plan_exits(const World& world, const ExitParams& params, Seed seed) {
    const auto& doctors = world.doctors;
    Column<DoctorId, std::uint8_t> leaves(doctors.size());
    geo::for_each_id<DoctorId>(
        doctors.size(),
        [&](DoctorId doctor) {
            const auto list = doctors.list[doctor];
            if (list == none<ListId>) return;
            const auto size = size_class(world.residents.people[world.lists.municipality[list]]);
            Draw draw(seed, Stream::gp_exit, doctor.value, world.month);
            leaves[doctor] = draw.uniform() < exit_chance(params.median_contract_years[size]);
        },
        512);
    return leaves;
}

void commit_exits(World& world, const Column<DoctorId, std::uint8_t>& leaves) {
    for (std::uint32_t d = 0; d < leaves.size(); ++d) {
        const DoctorId doctor{d};
        if (!leaves[doctor]) continue;
        const auto list = world.doctors.list[doctor];
        world.doctors.list[doctor] = none<ListId>;
        world.lists.doctor[list] = none<DoctorId>;
        world.lists.since[list] = world.month;
        ++world.flows.gps_left[world.lists.municipality[list]];
    }
}

}  // namespace model
