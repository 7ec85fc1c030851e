#include "model/need.hpp"

#include <algorithm>

#include "geo/base/parallel.hpp"
#include "geo/base/search.hpp"
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
    const auto age = geo::count_not_greater(share.data(), share.size(), u);
    return age == ages ? People::never_extensive : static_cast<std::uint8_t>(age + 1);
}

OnsetCalendar plan_onsets(World& world, const NeedParams& params, Seed seed) {
    auto& people = world.people;
    people.extensive_from.resize(people.size());
    const auto share = extensive_share(params);
    // A draw's first age to look at, by its first eight bits.
    std::array<std::uint8_t, 257> first_age{};
    for (std::size_t k = 0; k < first_age.size(); ++k)
        first_age[k] = static_cast<std::uint8_t>(
            geo::count_not_greater(share.data(), share.size(), static_cast<double>(k) / 256));
    const auto drawn_from = [&](double u) {
        std::size_t age = first_age[static_cast<std::size_t>(u * 256)];
        while (age < ages && share[age] <= u) ++age;
        return age == ages ? People::never_extensive : static_cast<std::uint8_t>(age + 1);
    };
    constexpr std::uint32_t grain = 65'536;
    const auto looks = [&](PersonId p) {  // her draw is due, or her needs begin within the year
        const int from = people.extensive_from[p];
        const int months = world.month - people.born[p] - 1;
        const bool settled = (people.state[p] & (People::presence_mask | People::extensive)) != 0;
        return (from == 0) |
               ((months + onset_months > 12 * (from - 1)) & (from != People::never_extensive) & !settled);
    };
    std::vector<OnsetCalendar::Months> by_block((people.size() + grain - 1) / grain);
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
                if (from == 0) from = drawn_from(Draw(seed, Stream::need, i, Month{}).uniform());
                if (!looks(p)) continue;
                const int wait = std::max(0, onset_month(people.born[p], from) - world.month);
                by_block[block][static_cast<std::size_t>(wait)].push_back(p);
            }
        }
    });
    OnsetCalendar calendar{world.month, people.size(), {}};
    for (const auto& part : by_block)
        for (std::size_t month = 0; month < onset_months; ++month)
            calendar.by_month[month].insert(calendar.by_month[month].end(), part[month].begin(),
                                            part[month].end());
    return calendar;
}

namespace {

/// Puts people who came since the calendar was made or last looked at into it.
void await_onsets(World& world, const NeedParams& params, Seed seed) {
    auto& people = world.people;
    auto& calendar = world.onsets;
    const auto share = extensive_share(params);
    people.extensive_from.resize(people.size());
    for (; calendar.seen < people.size(); ++calendar.seen) {
        const PersonId p{calendar.seen};
        auto& from = people.extensive_from[p];
        from = extensive_from(share, Draw(seed, Stream::need, p.value, Month{}).uniform());
        if (from == People::never_extensive) continue;
        const int bucket = std::max(onset_month(people.born[p], from), world.month) - calendar.first;
        if (bucket < onset_months) calendar.by_month[static_cast<std::size_t>(bucket)].push_back(p);
    }
}

}  // namespace

void update_needs(World& world, const NeedParams& params, Seed seed) {
    auto& calendar = world.onsets;
    const int since = world.month - calendar.first;
    if (calendar.seen == 0 || world.month.is_january() || since < 0 || since >= onset_months)
        calendar = plan_onsets(world, params, seed);
    else
        await_onsets(world, params, seed);
    auto& due = calendar.by_month[static_cast<std::size_t>(world.month - calendar.first)];
    for (const auto person : due)
        if (world.people.here(person)) begin_extensive(world, person);
    due.clear();
}

}  // namespace model
