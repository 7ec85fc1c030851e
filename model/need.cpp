#include "model/need.hpp"

#include <algorithm>

#include "geo/base/parallel.hpp"
#include "model/person_moves.hpp"

namespace model {
namespace {

constexpr std::uint32_t few = 32;  ///< rows looked at together

}  // namespace

std::array<double, ages> extensive_share(const NeedParams& params) {
    constexpr std::array<int, 8> at{0, 18, 40, 50, 60, 70, 80, 90};
    std::array<double, ages> share{};
    double highest = 0;
    for (int age = 0; age < ages; ++age) {
        std::size_t k = 0;
        while (k + 1 < at.size() && age >= at[k + 1]) ++k;
        double percent = params.extensive[k];
        if (k + 1 < at.size())
            percent += (params.extensive[k + 1] - percent) * (age - at[k]) / (at[k + 1] - at[k]);
        highest = std::max(highest, percent / 100);
        share[static_cast<std::size_t>(age)] = highest;
    }
    return share;
}

std::uint8_t extensive_from(const std::array<double, ages>& share, double u) {
    const auto age = std::upper_bound(share.begin(), share.end(), u) - share.begin();
    return age == ages ? People::never_extensive : static_cast<std::uint8_t>(age + 1);
}

std::vector<PersonId> plan_onsets(World& world, const NeedParams& params, Seed seed) {
    auto& people = world.people;
    people.extensive_from.resize(people.size());
    const auto share = extensive_share(params);
    constexpr std::uint32_t grain = 65'536;
    const auto looks = [&](PersonId p) {  // her draw is due, or her needs begin
        const int from = people.extensive_from[p];
        const int months = world.month - people.born[p] - 1;
        const bool settled = (people.state[p] & (People::presence_mask | People::extensive)) != 0;
        return (from == 0) | ((months >= 12 * (from - 1)) & (from != People::never_extensive) & !settled);
    };
    std::vector<std::vector<PersonId>> by_block((people.size() + grain - 1) / grain);
    geo::for_each_index(static_cast<std::uint32_t>(by_block.size()), [&](std::uint32_t block) {
        const auto end = std::min((block + 1) * grain, people.size());
        for (auto begin = block * grain; begin < end; begin += few) {
            // Few people's needs begin in a year: pass over rows without a branch for each.
            const auto stop = std::min(begin + few, end);
            unsigned any = 0;
            for (auto i = begin; i < stop; ++i) any |= looks(PersonId{i});
            if (!any) continue;
            for (auto i = begin; i < stop; ++i) {
                const PersonId p{i};
                auto& from = people.extensive_from[p];
                if (from == 0) from = extensive_from(share, Draw(seed, Stream::need, i, Month{}).uniform());
                if (looks(p)) by_block[block].push_back(p);
            }
        }
    });
    std::vector<PersonId> onsets;
    for (const auto& part : by_block) onsets.insert(onsets.end(), part.begin(), part.end());
    return onsets;
}

void update_needs(World& world, const NeedParams& params, Seed seed) {
    for (const auto person : plan_onsets(world, params, seed)) begin_extensive(world, person);
}

}  // namespace model
