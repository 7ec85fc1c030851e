#include "model/start/staff_figures.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace model {
namespace {

double odds_times(double percent, double factor) {
    const double share = percent / 100;
    return 100 * share * factor / (1 - share + share * factor);
}

/// Moves the odds of each class by one factor, so that the mean over `lists` is `wanted` per cent.
void move_to(std::array<double, 6>& percent, const std::array<double, 6>& lists, double wanted) {
    if (std::isnan(wanted)) return;
    const auto mean = [&](double factor) {
        double sum = 0, all = 0;
        for (std::size_t c = 0; c < percent.size(); ++c) {
            sum += lists[c] * odds_times(percent[c], factor);
            all += lists[c];
        }
        return all > 0 ? sum / all : wanted;
    };
    double low = 1e-3, high = 1e3;
    for (int round = 0; round < 60; ++round) {
        const double middle = std::sqrt(low * high);
        (mean(middle) < wanted ? low : high) = middle;
    }
    for (auto& share : percent) share = odds_times(share, std::sqrt(low * high));
}

}  // namespace

StaffFigures staff_figures(const NationalSeries& national, int year) {
    const auto last = [&](const std::vector<float>& column) {
        for (int y = year; y >= national.first_year; --y)
            if (const double value = national.at(column, y); !std::isnan(value)) return value;
        return std::numeric_limits<double>::quiet_NaN();
    };
    return {last(national.percent_women), last(national.percent_specialists),
            last(national.percent_salaried)};
}

DoctorParams first_day_doctors(DoctorParams params, const StaffFigures& wanted, const ListTable& lists,
                               const Municipalities& municipalities,
                               const Column<MunicipalityId, std::int32_t>& residents) {
    std::array<double, 6> by_centrality{}, by_size{};
    for (std::uint32_t i = 0; i < municipalities.size(); ++i) {
        const MunicipalityId m{i};
        by_centrality[municipalities.centrality[m] - 1U] += lists.lists_with_gp[m];
        by_size[size_class(residents[m])] += lists.lists_with_gp[m];
    }
    move_to(params.women, by_centrality, wanted.women);
    move_to(params.salaried, by_size, wanted.salaried);
    constexpr double calibrated_at = 63.2;  // the share that specialists_served gives
    if (!std::isnan(wanted.specialists))
        params.specialists_served =
            std::min(100.0, params.specialists_served * wanted.specialists / calibrated_at);
    return params;
}

}  // namespace model
