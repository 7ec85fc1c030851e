#include "model/doctor_supply.hpp"

#include <algorithm>
#include <numeric>

namespace model {

DoctorId add_doctor(World& world, ListId list, Sex sex, double age_years, int tenure_months,
                    bool specialist) {
    auto& doctors = world.doctors;
    const DoctorId id{doctors.size()};
    doctors.born.push_back(world.month + -static_cast<int>(age_years * 12));
    doctors.started.push_back(world.month + -tenure_months);
    doctors.list.push_back(list);
    doctors.sex.push_back(static_cast<std::uint8_t>(sex));
    doctors.specialist.push_back(specialist);
    doctors.post.push_back(static_cast<std::uint8_t>(Post::on_list));
    doctors.home_county.push_back(world.setting.county_of[world.lists.municipality[list]]);
    doctors.entered.push_back(world.month + -tenure_months);
    doctors.desired_hours.push_back(0);
    doctors.desired_cap.push_back(0);
    world.lists.doctor[list] = id;
    world.lists.since[list] = world.month + -tenure_months;
    world.lists.locum[list] = 0;
    return id;
}

double draw_gp_age(const DoctorParams& params, Draw& draw) {
    constexpr std::array<int, 10> from{28, 35, 40, 45, 50, 55, 60, 65, 67, 75};
    const double total = std::accumulate(params.ages.begin(), params.ages.end(), 0.0);
    double target = draw.uniform() * total;
    std::size_t group = 0;
    while (group + 1 < params.ages.size() && target >= params.ages[group]) target -= params.ages[group++];
    return from[group] + (from[group + 1] - from[group]) * draw.uniform();
}

DoctorId recruit_doctor(World& world, ListId list, const DoctorParams& params, Draw& draw) {
    const auto m = world.lists.municipality[list];
    const double women = params.women[world.setting.municipalities.centrality[m] - 1U] / 100;
    const auto sex = draw.uniform() < women ? Sex::female : Sex::male;
    const double age =
        std::clamp(params.newcomer_age_years + params.newcomer_age_spread_years * draw.normal(), 28.0, 66.0);
    const bool specialist = draw.uniform() < params.specialists / 100;
    return add_doctor(world, list, sex, age, 0, specialist);
}

}  // namespace model
