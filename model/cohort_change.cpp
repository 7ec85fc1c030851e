#include "model/cohort_change.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "model/start/initial.hpp"

namespace model {
namespace {

constexpr std::size_t oldest_group = five_year_groups - 1;
constexpr std::size_t first_fertile = five_year_age(15), last_fertile = five_year_age(49);
constexpr int female = static_cast<int>(Sex::female);

std::uint32_t municipalities_in(std::size_t rows) {
    return static_cast<std::uint32_t>(rows / target_groups);
}

/// People of a cohort before it became `group`: one group younger, or 85 and over for the oldest.
template <class People>
double younger(const People& people, MunicipalityId m, int sex, std::size_t group) {
    double sum = people[target_row(m, sex, group - 1)];
    if (group == oldest_group) sum += people[target_row(m, sex, oldest_group)];
    return sum;
}

template <class People>
double women_of_fertile_age(const People& people, MunicipalityId m) {
    double sum = 0;
    for (auto g = first_fertile; g <= last_fertile; ++g) sum += people[target_row(m, female, g)];
    return sum;
}

/// Ratio of each municipality, drawn towards its class. `below` and `above`: one number per municipality.
std::vector<double> shrunk_ratios(const std::vector<double>& above, const std::vector<double>& below,
                                  const Column<MunicipalityId, std::uint8_t>& centrality, double shrink) {
    std::array<double, 7> class_above{}, class_below{};  // entry 0: the nation
    for (std::uint32_t m = 0; m < above.size(); ++m)
        for (const std::size_t row : {std::size_t{0}, std::size_t{centrality[MunicipalityId{m}]}}) {
            class_above[row] += above[m];
            class_below[row] += below[m];
        }
    const double nation = class_below[0] > 0 ? class_above[0] / class_below[0] : 1.0;
    std::vector<double> ratio(above.size());
    for (std::uint32_t m = 0; m < above.size(); ++m) {
        const auto c = centrality[MunicipalityId{m}];
        const double of_class = class_below[c] > 0 ? class_above[c] / class_below[c] : nation;
        ratio[m] = below[m] + shrink > 0 ? (above[m] + shrink * of_class) / (below[m] + shrink) : of_class;
    }
    return ratio;
}

}  // namespace

CohortChange cohort_change(std::span<const std::int32_t> before, std::span<const std::int32_t> after,
                           const Column<MunicipalityId, std::uint8_t>& centrality, double shrink_persons) {
    const auto n = municipalities_in(after.size());
    CohortChange change{std::vector<double>(after.size()), std::vector<double>(after.size())};
    std::vector<double> above(n), below(n);
    for (int sex = 0; sex < sexes; ++sex)
        for (std::size_t g = 0; g < five_year_groups; ++g) {
            for (std::uint32_t i = 0; i < n; ++i) {
                const MunicipalityId m{i};
                above[i] = after[target_row(m, sex, g)];
                below[i] = g == 0 ? women_of_fertile_age(after, m) : younger(before, m, sex, g);
            }
            const auto ratio = shrunk_ratios(above, below, centrality, shrink_persons);
            auto& to = g == 0 ? change.children_per_woman : change.ratio;
            for (std::uint32_t i = 0; i < n; ++i) to[target_row(MunicipalityId{i}, sex, g)] = ratio[i];
        }
    return change;
}

std::vector<double> five_years_on(const std::vector<double>& people, const CohortChange& change) {
    std::vector<double> later(people.size());
    for (std::uint32_t i = 0; i < municipalities_in(people.size()); ++i) {
        const MunicipalityId m{i};
        for (int sex = 0; sex < sexes; ++sex)
            for (std::size_t g = 1; g < five_year_groups; ++g)
                later[target_row(m, sex, g)] =
                    younger(people, m, sex, g) * change.ratio[target_row(m, sex, g)];
        const double women = women_of_fertile_age(later, m);
        for (int sex = 0; sex < sexes; ++sex) {
            const auto row = target_row(m, sex, 0);
            later[row] = women * change.children_per_woman[row];
        }
    }
    return later;
}

std::vector<std::int32_t> whole_people(const std::vector<double>& people) {
    const auto n = municipalities_in(people.size());
    std::vector<std::int32_t> whole(people.size());
    std::vector<double> weights(n);
    for (std::uint32_t group = 0; group < target_groups; ++group) {
        double total = 0;
        for (std::uint32_t m = 0; m < n; ++m) total += weights[m] = people[m * target_groups + group];
        const auto share = apportion(static_cast<std::uint64_t>(std::llround(total)), weights);
        for (std::uint32_t m = 0; m < n; ++m)
            whole[m * target_groups + group] = static_cast<std::int32_t>(share[m]);
    }
    return whole;
}

}  // namespace model
