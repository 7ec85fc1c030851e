#include "model/continuity.hpp"

#include <algorithm>
#include <limits>

#include "geo/base/parallel.hpp"

namespace model {
namespace {

constexpr std::size_t stride = 8;  ///< groups of one list, rounded up to a power of two
constexpr int longest = 180;       ///< months from which the last group holds

}  // namespace

std::size_t continuity_group(int months) {
    constexpr std::array from{0, 12, 36, 60, 120, longest};
    return static_cast<std::size_t>(std::upper_bound(from.begin() + 1, from.end(), months) - from.begin());
}

void recount_continuity(World& world) {
    const auto lists = world.lists.size();
    std::array<std::uint8_t, longest + 1> group_of{};
    for (int m = 0; m <= longest; ++m)
        group_of[static_cast<std::size_t>(m)] = static_cast<std::uint8_t>(continuity_group(m));
    std::vector<std::int16_t> started(lists);
    for (std::uint32_t l = 0; l < lists; ++l) {
        const ListId list{l};
        started[l] = !world.lists.has_gp(list) ? std::numeric_limits<std::int16_t>::max()
                                               : world.doctors.started[world.lists.doctor[list]].value;
    }
    // Whole numbers: neither the order of people nor of the parts matters.
    geo::PerThread<std::vector<std::uint32_t>> parts(std::vector<std::uint32_t>(lists * stride, 0));
    const auto& people = world.people;
    const int now = world.month.value;
    geo::for_each_range(people.size(), 65'536, [&](std::uint32_t begin, std::uint32_t end) {
        auto& count = parts.local();
        for (std::uint32_t i = begin; i < end; ++i) {
            const PersonId p{i};
            const auto list = people.list[p];
            if (list == People::no_list) continue;
            const auto since = std::max(people.joined[p].value, started[list]);
            const int months = std::min(now - since, longest);
            const bool without = since == std::numeric_limits<std::int16_t>::max();
            ++count[list * stride + (without ? 0U : group_of[static_cast<std::size_t>(std::max(months, 0))])];
        }
    });
    for (auto& column : world.continuity.patients)
        column.values().assign(world.setting.municipalities.size(), 0);
    for (const auto& count : parts)
        for (std::uint32_t l = 0; l < lists; ++l)
            for (std::size_t group = 0; group < Continuity::groups; ++group)
                world.continuity.patients[group][world.lists.municipality[ListId{l}]] +=
                    static_cast<std::int32_t>(count[l * stride + group]);
}

std::array<double, Continuity::groups> continuity_weights(const ContinuityParams& params,
                                                          const std::array<double, 6>& odds) {
    std::array<double, Continuity::groups> weights{params.without_gp};
    std::copy(odds.begin(), odds.end(), weights.begin() + 1);
    return weights;
}

double weighted_patients(const Continuity& continuity, const std::array<double, Continuity::groups>& weights,
                         MunicipalityId m) {
    double sum = 0;
    for (std::size_t group = 0; group < Continuity::groups; ++group)
        sum += weights[group] * continuity.patients[group][m];
    return sum;
}

double expected_outcomes(const ContinuityParams& params, const std::array<double, 6>& odds, double rate,
                         const Continuity& continuity, MunicipalityId m) {
    const auto weights = continuity_weights(params, odds);
    double reference = 0;
    double all = 0;
    for (std::size_t group = 0; group < Continuity::groups; ++group) {
        reference += weights[group] * params.reference[group];
        all += params.reference[group];
    }
    return reference > 0 ? rate * weighted_patients(continuity, weights, m) * all / reference : 0.0;
}

}  // namespace model
