#include "model/life_tables.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "geo/base/search.hpp"

namespace model {
namespace {

double monthly_chance(double per_year) {
    return 1 - std::exp(-per_year / 12);
}

/// Single-year fertility: the five-year shape moved `later` years, scaled to the total fertility rate.
std::array<double, ages> fertility_by_age(const DemographyParams& p) {
    const auto shape = [&](int age) {
        return age < 15 || age >= 50 ? 0.0 : p.births[static_cast<std::size_t>((age - 15) / 5)];
    };
    std::array<double, ages> rate{};
    double total = 0;
    for (int age = 15; age < 50; ++age) {
        const double source = age - p.births_later_years;
        const auto below = static_cast<int>(std::floor(source));
        const double part = source - below;
        rate[static_cast<std::size_t>(age)] = (1 - part) * shape(below) + part * shape(below + 1);
        total += rate[static_cast<std::size_t>(age)];
    }
    for (auto& r : rate) r *= total > 0 ? p.total_fertility / total : 0;
    return rate;
}

/// Death hazard per year by single age. From 30 on the rates lie at the middle of their groups, with straight
/// lines between their logarithms; beyond the last one the line goes on.
std::array<double, ages> hazard_by_age(const std::array<double, 19>& deaths_per_100_000) {
    constexpr double middle_of_oldest = 92.5;  // mean age of those of 90 and over
    constexpr double slope_of_oldest = 0.08;   // per year of age
    constexpr int first_smooth = 30;
    const auto log_rate = [&](std::size_t group) {
        return std::log(std::max(deaths_per_100_000[group], 1e-9) / 100'000);
    };
    std::array<double, ages> hazard{};
    for (int age = 0; age < ages; ++age) {
        const auto group = five_year_age(age);
        auto& h = hazard[static_cast<std::size_t>(age)];
        h = deaths_per_100_000[group] / 100'000;
        if (age < first_smooth || h <= 0) continue;
        const double middle = age + 0.5;
        const auto middle_of = [&](std::size_t g) {
            return g + 1 == five_year_groups ? middle_of_oldest : 5.0 * static_cast<double>(g) + 2.5;
        };
        if (middle >= middle_of_oldest) {
            h = std::exp(log_rate(five_year_groups - 1) + slope_of_oldest * (middle - middle_of_oldest));
            continue;
        }
        const auto below = middle < middle_of(group) ? group - 1 : group;
        const double part = (middle - middle_of(below)) / (middle_of(below + 1) - middle_of(below));
        h = std::exp((1 - part) * log_rate(below) + part * log_rate(below + 1));
    }
    return hazard;
}

constexpr int first_cohort = -100 * 12;  ///< month of birth of the first entry of cohort_factor_
constexpr Month mid_2024{(2024 - 1900) * 12 + 6};

}  // namespace

CohortRules cohort_rules(const DemographyParams& p) {
    CohortRules rules{{}, p.boys, p.shrink_persons};
    const auto fertility = fertility_by_age(p);
    for (std::size_t age = 1; age < ages; ++age)  // she was a year younger before her birthday
        rules.births_per_woman[age] = 0.5 * (fertility[age] + fertility[age - 1]);
    return rules;
}

LifeTables::LifeTables(const DemographyParams& p)
    : births_per_year(fertility_by_age(p)), decline(p.mortality_decline / 100) {
    for (std::size_t age = 0; age < ages; ++age) birth[age] = monthly_chance(births_per_year[age]);
    for (int s = 0; s < sexes; ++s) {
        const auto sex = static_cast<std::size_t>(s);
        death_2024[sex] = hazard_by_age(s == 0 ? p.deaths_men : p.deaths_women);
        auto& cumulative = cumulative_death[sex];
        cumulative.assign(1, 0.0);
        for (int month = 0; month < ages * 12; ++month)
            cumulative.push_back(cumulative.back() + death_2024[sex][static_cast<std::size_t>(month / 12)] /
                                                         12 * std::exp(-decline * month / 12));
    }
    constexpr int cohorts = 500 * 12;
    for (int i = 0; i < cohorts; ++i)
        cohort_factor_.push_back(std::exp(-decline * (first_cohort + i - mid_2024.value) / 12.0));
}

double LifeTables::hazard(int sex, int age, int year) const {
    return death_2024[static_cast<std::size_t>(sex)][static_cast<std::size_t>(age)] *
           std::exp(-decline * (year - 2024));
}

double LifeTables::cohort_factor(Month born) const {
    const auto last = static_cast<int>(cohort_factor_.size()) - 1;
    return cohort_factor_[static_cast<std::size_t>(std::clamp(born.value - first_cohort, 0, last))];
}

int months_until_death(const LifeTables& tables, Sex sex, Month born, Month now, double exponential) {
    const auto& cumulative = tables.cumulative_death[static_cast<std::size_t>(sex)];
    const auto oldest = static_cast<int>(cumulative.size()) - 1;
    const auto age = std::min(now - born, oldest - 12);
    const double target =
        cumulative[static_cast<std::size_t>(age)] + exponential / tables.cohort_factor(born);
    const auto later = cumulative.size() - static_cast<std::size_t>(age) - 1;
    const auto lived = geo::count_less(cumulative.data() + age + 1, later, target);
    if (lived < later) return static_cast<int>(lived);
    // Beyond the table the last year's hazard goes on.
    const double hazard = (cumulative.back() - cumulative[cumulative.size() - 13]) / 12;
    if (hazard <= 0) return std::numeric_limits<std::int16_t>::max();
    return static_cast<int>(std::min(oldest - age + (target - cumulative.back()) / hazard, 32'767.0));
}

SureToLive::SureToLive(const LifeTables& tables, Month now, int months) : now_(now) {
    constexpr double rounding = 1e-9;
    for (std::size_t sex = 0; sex < sexes; ++sex) {
        const auto& cumulative = tables.cumulative_death[sex];
        const auto oldest = static_cast<int>(cumulative.size()) - 1;
        for (int age = 0; age + months <= oldest - 12; ++age) {
            const double hazard = (cumulative[static_cast<std::size_t>(age + months)] -
                                   cumulative[static_cast<std::size_t>(age)]) *
                                  tables.cohort_factor(now + -age);
            below_[sex].push_back(std::exp(-hazard) * (1 - rounding) - rounding);
        }
    }
}

}  // namespace model
