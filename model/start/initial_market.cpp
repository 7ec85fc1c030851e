#include <algorithm>
#include <array>
#include <cmath>

#include "model/parameters.hpp"
#include "model/size_classes.hpp"
#include "model/start/initial.hpp"

namespace model {
namespace {

constexpr int history_years = 7;

}  // namespace

std::vector<double> coverage_history(const Inputs& inputs, const std::vector<std::uint32_t>& lists,
                                     int year) {
    const auto& series = inputs.list_series;
    const auto n = static_cast<std::uint32_t>(lists.size());
    std::vector<double> mean(n, NAN);
    std::array<double, 6> sum{}, squares{}, many{};
    for (std::uint32_t m = 0; m < n; ++m) {
        double total = 0;
        int years = 0;
        for (int y = std::max(series.first_year, year - history_years + 1);
             y <= std::min(year, series.first_year + series.years - 1); ++y) {
            const auto share = static_cast<double>(
                series.percent_without_gp[std::size_t{m} * static_cast<std::size_t>(series.years) +
                                          static_cast<std::size_t>(y - series.first_year)]);
            if (!std::isnan(share)) total += share, ++years;
        }
        if (years == 0) continue;
        mean[m] = total / years;
        const auto c = list_class(lists[m]);
        sum[c] += mean[m];
        squares[c] += mean[m] * mean[m];
        ++many[c];
    }
    for (std::uint32_t m = 0; m < n; ++m) {
        const auto c = list_class(lists[m]);
        const double spread =
            many[c] > 1 ? std::sqrt(squares[c] / many[c] - std::pow(sum[c] / many[c], 2)) : 0;
        if (!std::isnan(mean[m]))
            mean[m] = spread > 0 ? std::clamp((sum[c] / many[c] - mean[m]) / spread, -2.0, 2.0) : 0.0;
    }
    return mean;
}

void sign_before_first_day(World& world, const Params& params, Seed seed) {
    const auto first = world.month;
    for (int before = params.gp_exit.notice_months; before > 0; --before) {
        world.month = first + -before;
        work_and_earn(world, params.workload, params.money);  // of lists announced since, too
        decide_posts(world, params.posts, params.doctors, params.gp_choice, seed);
        auto leaves = plan_exits(world, params.gp_exit, seed);
        if (before > 1)  // without notice they would be gone before the first day
            for (auto& exit : leaves)
                if (static_cast<Exit>(exit) == Exit::sudden) exit = static_cast<std::uint8_t>(Exit::stays);
        give_notices(world, leaves, params.gp_exit.notice_months);
        supply_doctors(world, params.doctors, params.measures, seed);
        fill_vacancies(world, params.recruitment, params.appeal, params.gp_exit.notice_months, seed, first);
    }
    world.month = first;
}

}  // namespace model
