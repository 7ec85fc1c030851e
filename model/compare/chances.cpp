#include "model/compare/chances.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "model/compare/ensemble_sums.hpp"

namespace model {
namespace {

constexpr std::size_t short_spell = 3, months_of_year = 12;

/// Which months of a draw are over the limit, and those without anybody or with everybody lacking a GP.
struct Months {
    const Course& course;
    double limit;

    std::size_t size() const { return course.patients.size(); }
    bool over(std::size_t t) const {
        return static_cast<double>(course.without[t]) * 100 > limit * static_cast<double>(course.patients[t]);
    }
    bool none(std::size_t t) const { return course.without[t] == 0; }
    bool all(std::size_t t) const {
        return course.patients[t] > 0 && course.without[t] == course.patients[t];
    }

    /// Months over the limit among [from, to).
    int count(std::size_t from, std::size_t to) const {
        int months = 0;
        for (auto t = from; t < std::min(to, size()); ++t) months += over(t);
        return months;
    }
    std::size_t longest() const {
        std::size_t longest = 0, now = 0;
        for (std::size_t t = 1; t < size(); ++t) {
            now = over(t) ? now + 1 : 0;
            longest = std::max(longest, now);
        }
        return longest;
    }
};

int year_of(std::chrono::year_month first, std::size_t time) {
    return static_cast<int>((first + std::chrono::months{static_cast<int>(time) - 1}).year());
}

/// Per cent without a GP of all patients of the months [from, to).
double mean_share(const Course& course, std::size_t from, std::size_t to) {
    std::int64_t without = 0, patients = 0;
    for (auto t = from; t < to; ++t) without += course.without[t], patients += course.patients[t];
    return patients > 0 ? 100.0 * static_cast<double>(without) / static_cast<double>(patients)
                        : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace

bool is_of_chances(std::string_view count, std::span<const RatioInfo> ratios) {
    return std::any_of(ratios.begin(), ratios.end(), [&](const RatioInfo& ratio) {
        return std::find(std::begin(chance_ratios), std::end(chance_ratios), ratio.name) !=
                   std::end(chance_ratios) &&
               (ratio.numerator == count || ratio.denominator == count);
    });
}

Chances chances_of(std::span<const Course> draws, std::chrono::year_month first, double limit) {
    Chances chances;
    if (draws.empty()) return chances;
    const int futures = static_cast<int>(draws.size());
    const std::size_t times = draws.front().patients.size();
    chances.soon.of = chances.long_spell.of = futures;
    int months_soon = 0;
    for (const auto& course : draws) {
        const Months months{course, limit};
        const int soon = months.count(1, 1 + std::size_t{soon_months});
        chances.soon.many += soon > 0;
        months_soon += soon;
        chances.long_spell.many += months.longest() > short_spell;
    }
    chances.months_soon = static_cast<double>(months_soon) / futures;
    std::vector<double> year_shares;
    for (std::size_t from = 1, to = from; from < times; from = to) {
        YearChances year{year_of(first, from), {0, futures}, {0, futures}, {0, futures}, 0};
        while (to < times && year_of(first, to) == year.year) ++to;
        int months_over = 0;
        for (const auto& course : draws) {
            const Months months{course, limit};
            const int over = months.count(from, to);
            bool none = true, all = false;
            for (auto t = from; t < to; ++t) {
                none = none && months.none(t);
                all = all || months.all(t);
            }
            year.over.many += over > 0;
            year.none.many += none;
            year.all.many += all;
            months_over += over;
            if (const double share = mean_share(course, from, to);
                to - from == months_of_year && !std::isnan(share))
                year_shares.push_back(share);
        }
        year.months_over = static_cast<double>(months_over) / futures;
        if (!chances.likely_from && 2 * year.over.many > futures) chances.likely_from = year.year;
        chances.years.push_back(year);
    }
    chances.whole_years = static_cast<int>(year_shares.size());
    chances.bad_year = chances.whole_years < bad_year_needs ? std::numeric_limits<double>::quiet_NaN()
                                                            : known_quantile(std::move(year_shares), 0.95);
    return chances;
}

}  // namespace model
