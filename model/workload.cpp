#include "model/workload.hpp"

#include <algorithm>
#include <cmath>

#include "geo/base/parallel.hpp"

namespace model {

double consultations_a_year(const WorkParams& params, int age, Sex sex) {
    constexpr std::array<int, 9> from{0, 6, 16, 20, 30, 50, 67, 80, 90};
    const auto group = std::upper_bound(from.begin(), from.end(), std::max(age, 0)) - from.begin() - 1;
    return params.consultations[static_cast<std::size_t>(group)] *
           (sex == Sex::female ? params.women_over_mean : params.men_over_mean);
}

double income_nok_a_year(const WorkParams& params, double patients) {
    constexpr std::array<double, 5> middle{625, 875, 1125, 1375, 1625};
    if (patients <= middle.front()) return params.income_nok.front();
    for (std::size_t i = 1; i < middle.size(); ++i)
        if (patients < middle[i])
            return std::lerp(params.income_nok[i - 1], params.income_nok[i],
                             (patients - middle[i - 1]) / (middle[i] - middle[i - 1]));
    return params.income_nok.back();
}

void recount_need(World& world, const WorkParams& params) {
    // In thousandths, so that the sums are whole and do not depend on their order.
    std::array<std::array<std::uint32_t, ages>, sexes> need{};
    for (int age = 0; age < ages; ++age)
        for (int sex = 0; sex < sexes; ++sex)
            need[static_cast<std::size_t>(sex)][static_cast<std::size_t>(age)] = static_cast<std::uint32_t>(
                std::lround(1000 * consultations_a_year(params, age, static_cast<Sex>(sex))));
    geo::PerThread<std::vector<std::uint64_t>> sums(std::vector<std::uint64_t>(world.lists.size(), 0));
    const auto& people = world.people;
    geo::for_each_range(people.size(), 65'536, [&](std::uint32_t begin, std::uint32_t end) {
        auto& sum = sums.local();
        for (std::uint32_t i = begin; i < end; ++i) {
            const PersonId p{i};
            if (people.list[p] == People::no_list) continue;
            const auto age = static_cast<std::size_t>(std::min(people.age(p, world.month), ages - 1));
            sum[people.list[p]] += need[people.sex[p]][age];
        }
    });
    std::vector<std::uint64_t> total(world.lists.size(), 0);
    for (const auto& sum : sums)
        for (std::size_t l = 0; l < total.size(); ++l) total[l] += sum[l];
    world.consultations_per_member.resize(world.lists.size());
    for (std::uint32_t l = 0; l < world.lists.size(); ++l) {
        const auto members = world.lists.members[ListId{l}];
        world.consultations_per_member[ListId{l}] =
            members == 0 ? 0.0F : static_cast<float>(static_cast<double>(total[l]) / 1000 / members);
    }
}

void work_and_earn(World& world, const WorkParams& params) {
    const auto lists = world.lists.size();
    auto& work = world.work;
    for (auto* column : {&work.hours_week, &work.duty_hours_week, &work.pressure, &work.days_to_appointment,
                         &work.income_nok})
        column->resize(lists);
    constexpr double mean_need =
        3.0;  // consultations per person and year at which hours_at_list_length holds
    for (std::uint32_t l = 0; l < lists; ++l) {
        const ListId list{l};
        const double members = world.lists.members[list];
        const double asked = members * static_cast<double>(world.consultations_per_member[list]);
        work.hours_week[list] =
            static_cast<float>(params.hours_a_week * asked / (params.hours_at_list_length * mean_need));
        work.income_nok[list] = static_cast<float>(income_nok_a_year(params, members));
    }
}

}  // namespace model
