#include "model/plan_year.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "geo/base/parallel.hpp"
#include "geo/base/wide.hpp"

namespace model {
namespace {

constexpr double least_share = 0.1;  ///< of ordinary moves, left whatever a target asks
constexpr double most_of_old = 1.8;  ///< net moves of the old, of their ordinary ones
constexpr std::size_t first_old = five_year_age(75);
constexpr double most_births = 1.1;  ///< factor by which a month's births are steered, or its inverse
constexpr double most_moves = 0.2;   ///< of a municipality's people of one sex and age in a year
constexpr std::size_t year_rows = std::size_t{sexes} * ages;  ///< rows of one municipality by age

std::size_t group_of_row(std::uint32_t row) {
    return row % five_year_groups;
}

/// Chance that someone who is `age` at the end of the year lives through it, by sex and age.
std::array<double, year_rows> survival(const LifeTables& tables, int year) {
    std::array<double, year_rows> lives{};
    for (int sex = 0; sex < sexes; ++sex)
        for (int age = 0; age < ages; ++age) {
            // She is a year younger until her birthday, on average half of the year; infants live half of it.
            const double hazard =
                0.5 * (tables.hazard(sex, age, year) + (age > 0 ? tables.hazard(sex, age - 1, year) : 0.0));
            lives[static_cast<std::size_t>(sex) * ages + static_cast<std::size_t>(age)] = std::exp(-hazard);
        }
    return lives;
}

float monthly(double per_year) {
    return static_cast<float>(1 - std::exp(-std::max(per_year, 0.0) / 12));
}

double total(const std::vector<double>& values) {
    return std::accumulate(values.begin(), values.end(), 0.0);
}

constexpr std::uint32_t lanes = 16;

/// Sum of a × b, in lanes.
GEO_WIDE double product_sum(const float* a, const float* b, std::uint32_t n) {
    std::array<float, lanes> sum{};
    std::uint32_t i = 0;
    for (; i + lanes <= n; i += lanes)
        for (std::uint32_t k = 0; k < lanes; ++k) sum[k] += a[i + k] * b[i + k];
    for (; i < n; ++i) sum[i % lanes] += a[i] * b[i];
    double all = 0;
    for (const float s : sum) all += s;
    return all;
}

/// Adds scale × b to a.
GEO_WIDE void add_scaled(float* a, float scale, const float* b, std::uint32_t n) {
    for (std::uint32_t j = 0; j < n; ++j) a[j] += scale * b[j];
}

/// Factors of destinations with which outflow × attraction × factor meets the inflow. `factor` holds a first
/// guess, one entry per municipality.
void fit_pull(const std::vector<float>& attraction, const std::vector<double>& out,
              const std::vector<double>& in, float* factor, std::uint32_t n) {
    constexpr int rounds = 40;
    constexpr double close_enough = 4e-3;
    std::vector<float> comes(n);
    const double all = total(in);
    if (all <= 0) return;
    for (int round = 0; round < rounds; ++round) {
        std::fill(comes.begin(), comes.end(), 0.0F);
        for (std::uint32_t i = 0; i < n; ++i) {
            if (out[i] <= 0) continue;
            const float* row = attraction.data() + std::size_t{i} * n;
            const double sum = product_sum(row, factor, n);
            if (sum <= 0) continue;
            const auto scale = static_cast<float>(out[i] / sum);
            add_scaled(comes.data(), scale, row, n);
        }
        double off = 0;
        for (std::uint32_t j = 0; j < n; ++j) {
            off += std::abs(comes[j] * factor[j] - in[j]);
            factor[j] = comes[j] > 0 ? static_cast<float>(in[j] / comes[j]) : 0.0F;
        }
        if (off < close_enough * all) break;
    }
}

/// The living by municipality × sex × age at the end of the year, and the same by five-year age.
struct Living {
    const std::vector<std::uint32_t>& by_age;
    std::vector<double> now;        ///< by target_row()
    std::vector<double> survivors;  ///< of them expected on the next 1 January
};

Living living(const std::vector<std::uint32_t>& by_age, const LifeTables& tables, int year, std::uint32_t n) {
    Living all{by_age, {}, {}};
    const auto lives = survival(tables, year);
    all.now.resize(std::size_t{n} * target_groups);
    all.survivors.resize(all.now.size());
    for (std::uint32_t m = 0; m < n; ++m)
        for (std::size_t i = 0; i < year_rows; ++i) {
            const auto row =
                target_row({m}, static_cast<int>(i / ages), five_year_age(static_cast<int>(i % ages)));
            const double people = all.by_age[m * year_rows + i];
            all.now[row] += people;
            all.survivors[row] += people * lives[i];
        }
    return all;
}

/// Sets the factors on births, and adds the children to be expected to the survivors.
void plan_births(YearPlan& plan, Living& all, const TargetTable& target, const DemographyParams& p,
                 const LifeTables& tables, std::uint32_t n) {
    std::array<double, ages> per_woman{};
    for (std::size_t age = 1; age < ages; ++age)
        per_woman[age] = 0.5 * (tables.births_per_year[age] + tables.births_per_year[age - 1]);
    const double live = 0.5 * (std::exp(-0.5 * tables.hazard(0, 0, plan.year)) +
                               std::exp(-0.5 * tables.hazard(1, 0, plan.year)));
    std::vector<double> expected(n), wanted(n);
    for (std::uint32_t m = 0; m < n; ++m) {
        const auto* women = all.by_age.data() + m * year_rows + ages;
        for (std::size_t age = 0; age < ages; ++age) expected[m] += women[age] * per_woman[age];
        wanted[m] = target.infants[m] / live;
    }
    const double nation = total(expected) > 0 ? total(wanted) / total(expected) : 0;
    double born = 0;
    std::vector<double> factor(n);
    for (std::uint32_t m = 0; m < n; ++m) {
        const double below = expected[m] + p.births_shrink;
        factor[m] = below > 0 ? (wanted[m] + p.births_shrink * nation) / below : nation;
        born += factor[m] * expected[m];
    }
    // A ninth of the youngest group's net immigrants are infants (plan_immigration), and are not born here.
    double older = 0, youngest = 0, infants = 0;
    for (std::uint32_t m = 0; m < n; ++m) {
        for (int sex = 0; sex < sexes; ++sex) {
            youngest += target.people[target_row({m}, sex, 0)];
            older += all.survivors[target_row({m}, sex, 0)];
        }
        infants += target.infants[m];
    }
    constexpr double immigrant_infants = 1.0 / 9;
    const double children_of_target =
        (infants - immigrant_infants * (youngest - older)) / (1 - immigrant_infants) / live;
    const double scale = born > 0 ? std::max(children_of_target, 0.0) / born : 1;
    plan.births_planned = scale * born;
    for (std::uint32_t m = 0; m < n; ++m) {
        plan.births[m] = static_cast<float>(factor[m] * scale);
        const double children = factor[m] * scale * expected[m] * live;
        all.survivors[target_row({m}, 0, 0)] += children * p.boys;
        all.survivors[target_row({m}, 1, 0)] += children * (1 - p.boys);
        all.now[target_row({m}, 0, 0)] += children * p.boys / 2;  // there for half of the year
        all.now[target_row({m}, 1, 0)] += children * (1 - p.boys) / 2;
    }
}

/// Plans what people of one sex and five-year age do.
void plan_group(YearPlan& plan, std::uint32_t group, const World& world, const Living& all,
                const TargetTable& target, const DemographyParams& p, std::vector<double>& comes) {
    const auto n = world.setting.municipalities.size();
    const auto age = group_of_row(group);
    const bool old = age >= first_old;
    std::vector<double> there(n), need(n);
    for (std::uint32_t m = 0; m < n; ++m) {
        const auto row = m * target_groups + group;
        there[m] = 0.5 * (all.now[row] + target.people[row]);
        need[m] = target.people[row] - all.survivors[row];
    }
    const double nation = total(there), share_sum = total(plan.immigrant_share);
    if (nation <= 0) return;

    // Abroad.
    const double leave = p.emigration[age] / 1000 * nation;
    double net = total(need);
    if (old) net = std::clamp(net, -leave, leave);
    plan.immigrants[group] = std::max(0.0, net + leave);
    const double left = plan.immigrants[group] - net;
    plan.emigration[group] = monthly(left / nation);

    // At home.
    std::vector<double> out(n), in(n), rest(n);
    for (std::uint32_t m = 0; m < n; ++m) {
        const double abroad =
            plan.immigrants[group] * plan.immigrant_share[m] / share_sum - left * there[m] / nation;
        rest[m] = need[m] - abroad;
    }
    const double even = total(rest) / nation;  // not zero where the old are not followed
    for (std::uint32_t m = 0; m < n; ++m) {
        const double ordinary = p.moves[age] / 1000 * there[m];
        double d = rest[m] - even * there[m];
        if (old) d = std::clamp(d, -most_of_old * ordinary, most_of_old * ordinary);
        out[m] = std::max({ordinary - d / 2, least_share * ordinary, least_share * ordinary - d});
        out[m] = std::min(out[m], most_moves * there[m]);
        in[m] = std::max(out[m] + d, least_share * ordinary);
        plan.move[m * target_groups + group] = there[m] > 0 ? monthly(out[m] / there[m]) : 0.0F;
    }
    const double balance = total(in) > 0 ? total(out) / total(in) : 0;
    for (std::uint32_t m = 0; m < n; ++m) {
        in[m] *= balance;
        comes[m] = in[m] / 12;
    }
    fit_pull(world.setting.attraction, out, in, plan.pull.data() + std::size_t{group} * n, n);
}

/// Largest chances, from all that is set.
void find_bounds(YearPlan& plan, const LifeTables& tables) {
    const double births =
        *std::max_element(plan.births.begin(), plan.births.end()) * (plan.has_target ? most_births : 1.0);
    std::array<double, target_groups> moves{};
    for (std::uint32_t row = 0; row < plan.move.size(); ++row)
        moves[row % target_groups] = std::max<double>(moves[row % target_groups], plan.move[row]);
    plan.any_event = 0;
    for (int age = 0; age < ages; ++age) {
        const auto a = static_cast<std::size_t>(age);
        const double birth = std::max(tables.birth[a], a > 0 ? tables.birth[a - 1] : 0.0) * births;
        double most = 0;
        for (int sex = 0; sex < sexes; ++sex) {
            const auto group = target_row({0}, sex, five_year_age(age));
            most = std::max(most, moves[group] + plan.emigration[group] + (sex == 1 ? birth : 0.0));
        }
        plan.event[a] = most;
        plan.any_event = std::max(plan.any_event, most);
    }
}

}  // namespace

std::vector<std::uint32_t> residents_by_age(const World& world, int year) {
    const auto n = world.setting.municipalities.size();
    std::vector<std::uint32_t> first_row(world.setting.cells.size());
    for (std::uint32_t c = 0; c < first_row.size(); ++c)
        first_row[c] =
            municipality_of(world.setting, CellId{c}).value * static_cast<std::uint32_t>(year_rows);
    std::vector<std::uint8_t> age_of(static_cast<std::size_t>(ages) * 12);
    for (std::size_t i = 0; i < age_of.size(); ++i) age_of[i] = static_cast<std::uint8_t>(i / 12);
    const auto* born = world.people.born.values().data();
    const auto* home = world.people.home.values().data();
    const auto* sex = world.people.sex.values().data();
    const auto* state = world.people.state.values().data();
    const int last = (year + 1 - 1900) * 12 - 1;  // December of the year
    const int oldest = ages * 12 - 1;
    geo::PerThread<std::vector<std::uint32_t>> parts(std::vector<std::uint32_t>(n * year_rows));
    geo::for_each_range(world.people.size(), 1U << 18U, [&](std::uint32_t begin, std::uint32_t end) {
        auto* count = parts.local().data();
        for (auto i = begin; i < end; ++i) {
            const auto age = age_of[static_cast<std::size_t>(std::min(last - born[i].value, oldest))];
            count[first_row[home[i].value] + sex[i] * std::uint32_t{ages} + age] +=
                (state[i] & People::presence_mask) == 0;
        }
    });
    std::vector<std::uint32_t> sum(n * year_rows);
    for (const auto& part : parts)
        for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += part[i];
    return sum;
}

YearPlan plan_year(const World& world, const DemographyParams& p, const LifeTables& tables,
                   const std::vector<std::uint32_t>& by_age) {
    const auto n = world.setting.municipalities.size();
    YearPlan plan;
    plan.year = world.month.year();
    plan.move.resize(std::size_t{n} * target_groups);
    plan.births.assign(n, 1.0F);
    plan.pull.assign(std::size_t{n} * target_groups, 1.0F);
    for (std::uint32_t i = 0; i < n; ++i) {
        const MunicipalityId m{i};
        plan.immigrant_share.push_back(
            world.residents.people[m] *
            p.immigration_attraction[world.setting.municipalities.centrality[m] - 1U]);
    }
    if (total(plan.immigrant_share) <= 0)  // nowhere attracts: as people live
        for (std::uint32_t i = 0; i < n; ++i)
            plan.immigrant_share[i] = std::max(1, world.residents.people[MunicipalityId{i}]);
    const auto* target = world.setting.targets.find(plan.year + 1);
    plan.has_target = target != nullptr;
    if (!target) {
        const double of_nation = world.setting.rest ? world.setting.rest->people : 1;
        for (std::uint32_t row = 0; row < plan.move.size(); ++row)
            plan.move[row] = monthly(p.moves[group_of_row(row)] / 1000);
        for (std::uint32_t group = 0; group < target_groups; ++group) {
            plan.emigration[group] = monthly(p.emigration[group_of_row(group)] / 1000);
            plan.immigrants[group] = p.immigration[group_of_row(group)] / 2 * of_nation;
        }
        find_bounds(plan, tables);
        return plan;
    }
    auto all = living(by_age, tables, plan.year, n);
    plan_births(plan, all, *target, p, tables, n);
    std::vector<std::vector<double>> comes(target_groups, std::vector<double>(n));
    // Last year's factors are a good guess of this year's.
    if (world.year_plan.has_target) plan.pull = world.year_plan.pull;
    for (float& factor : plan.pull) factor = std::max(factor, 1e-6F);
    geo::for_each_index(target_groups, [&](std::uint32_t group) {
        plan_group(plan, group, world, all, *target, p, comes[group]);
    });
    const double immigrants = std::accumulate(plan.immigrants.begin(), plan.immigrants.end(), 0.0);
    const double shares = total(plan.immigrant_share);
    for (std::uint32_t m = 0; m < n; ++m) {
        plan.inflow.push_back(immigrants / 12 * plan.immigrant_share[m] / shares);
        for (const auto& of_group : comes) plan.inflow[m] += of_group[m];
        plan.people_from.push_back(world.residents.people[MunicipalityId{m}]);
        plan.people_to.push_back(0);
        for (std::uint32_t group = 0; group < target_groups; ++group)
            plan.people_to[m] += target->people[m * target_groups + group];
    }
    find_bounds(plan, tables);
    return plan;
}

void steer(const World& world, YearPlan& plan) {
    plan.pull_now = plan.pull;
    plan.immigrant_share_now = plan.immigrant_share;
    plan.immigrants_more = 0;
    plan.births_now = 1;
    if (!plan.has_target) return;
    const auto n = world.setting.municipalities.size();
    const double part = world.month.value % 12 / 12.0;
    if (plan.births_planned > 0)
        plan.births_now =
            std::clamp((plan.births_planned - plan.births_done) / (plan.births_planned * (1 - part)),
                       1 / most_births, most_births);
    constexpr double least = 0.2, most = 3;  // how far one month may differ from the plan
    for (std::uint32_t m = 0; m < n; ++m) {
        const double line = plan.people_from[m] + part * (plan.people_to[m] - plan.people_from[m]);
        const double behind = line - world.residents.people[MunicipalityId{m}];
        plan.immigrants_more += behind;
        const double factor = plan.inflow[m] > 0 ? std::clamp(1 + behind / plan.inflow[m], least, most) : 1.0;
        plan.immigrant_share_now[m] *= factor;
        for (std::uint32_t group = 0; group < target_groups; ++group)
            plan.pull_now[std::size_t{group} * n + m] *= static_cast<float>(factor);
    }
}

namespace {

/// Sums of a × b by lane.
GEO_WIDE void lane_sums(const float* a, const float* b, std::uint32_t n, float* sum) {
    std::uint32_t i = 0;
    for (; i + lanes <= n; i += lanes)
        for (std::uint32_t k = 0; k < lanes; ++k) sum[k] += a[i + k] * b[i + k];
    for (; i < n; ++i) sum[i % lanes] += a[i] * b[i];
}

}  // namespace

MunicipalityId drawn_place(const float* attraction, const float* pull, std::uint32_t n, double u) {
    // Municipalities are taken lane by lane: 0, 16, 32, ..., 1, 17, ...; any order gives the same chances,
    // and this one lets all sums be made side by side.
    std::array<float, lanes> sum{};
    lane_sums(attraction, pull, n, sum.data());
    float all = 0;
    for (const float s : sum) all += s;
    float left = static_cast<float>(u) * all;
    std::uint32_t lane = 0;
    for (std::uint32_t k = 0; k < lanes; ++k) {
        if (sum[k] <= 0) continue;
        lane = k;
        if (left < sum[k]) break;
        left -= sum[k];
    }
    std::uint32_t last = lane;
    for (auto j = lane; j < n; j += lanes) {
        const float weight = attraction[j] * pull[j];
        if (weight <= 0) continue;
        last = j;
        left -= weight;
        if (left < 0) break;
    }
    return MunicipalityId{last};
}

}  // namespace model
