#include "model/compare/drift.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace model {
namespace {

template <auto column>
double official_figure(const NationalSeries& n, int year) {
    return n.at(n.*column, year);
}
template <auto numerator, auto denominator, int scale>
double official_ratio(const NationalSeries& n, int year) {
    return static_cast<double>(scale) * n.at(n.*numerator, year) / n.at(n.*denominator, year);
}
double official_lists(const NationalSeries& n, int year) {
    return n.at(n.lists_with_gp, year) + n.at(n.lists_without_gp, year);
}
/// Places less patients: nearly the free places, of which lists over their cap take off.
double official_free_places(const NationalSeries& n, int year) {
    return n.at(n.lists_with_gp, year) * (n.at(n.mean_cap, year) - n.at(n.mean_list_length, year));
}

using N = NationalSeries;
constexpr DriftFigure figures[] = {
    {.name = "patients without a GP",
     .unit = "persons",
     .count = "patients_without_gp",
     .official = official_figure<&N::patients_without_gp>},
    {.name = "lists without a GP",
     .unit = "lists",
     .count = "lists_without_gp",
     .decimals = 1,
     .official = official_figure<&N::lists_without_gp>},
    {.name = "seeking a place", .unit = "persons", .count = "seeking"},
    {.name = "over 30 minutes", .unit = "persons", .count = "over_30_minutes"},
    {.name = "over 60 minutes", .unit = "persons", .count = "over_60_minutes"},
    {.name = "on no list", .unit = "persons", .count = "on_no_list"},
    {.name = "waiting", .unit = "persons", .count = "waiting"},
    {.name = "open lists", .unit = "lists", .count = "open_lists", .decimals = 1},
    {.name = "free places", .unit = "places", .count = "free_places", .official = official_free_places},
    {.name = "patients per vacant list",
     .unit = "persons",
     .count = "patients_without_gp",
     .per = "lists_without_gp",
     .official = official_ratio<&N::patients_without_gp, &N::lists_without_gp, 1>},
    {.name = "vacant over a year",
     .unit = "lists",
     .count = "lists_vacant_over_1_year",
     .decimals = 1,
     .official = official_figure<&N::lists_vacant_over_1_year>},
    {.name = "vacant over a year",
     .unit = "% of vacant lists",
     .count = "lists_vacant_over_1_year",
     .per = "lists_without_gp",
     .scale = 100,
     .decimals = 1,
     .official = official_ratio<&N::lists_vacant_over_1_year, &N::lists_without_gp, 100>},
    {.name = "mean list",
     .unit = "patients",
     .count = "patients_with_gp",
     .per = "lists_with_gp",
     .decimals = 1,
     .official = official_figure<&N::mean_list_length>},
    {.name = "lists",
     .unit = "lists",
     .count = "lists_total",
     .barred = false,
     .decimals = 1,
     .official = official_lists},
    {.name = "mean cap",
     .unit = "places",
     .count = "places_with_gp",
     .per = "lists_with_gp",
     .barred = false,
     .decimals = 1,
     .official = official_figure<&N::mean_cap>},
    {.name = "lists with a GP",
     .unit = "lists",
     .count = "lists_with_gp",
     .barred = false,
     .decimals = 1,
     .official = official_figure<&N::lists_with_gp>},
    {.name = "salaried",
     .unit = "% of GPs",
     .count = "salaried_lists",
     .per = "lists_with_gp",
     .scale = 100,
     .barred = false,
     .decimals = 1,
     .official = official_figure<&N::percent_salaried>},
    {.name = "specialists",
     .unit = "% of GPs",
     .count = "specialists",
     .per = "lists_with_gp",
     .scale = 100,
     .barred = false,
     .decimals = 1,
     .official = official_figure<&N::percent_specialists>},
    {.name = "hired",
     .unit = "doctors a month",
     .count = "gps_hired",
     .flow = true,
     .barred = false,
     .decimals = 1},
    {.name = "left",
     .unit = "doctors a month",
     .count = "gps_left",
     .flow = true,
     .barred = false,
     .decimals = 1},
    {.name = "new posts",
     .unit = "lists a month",
     .count = "new_posts",
     .flow = true,
     .barred = false,
     .decimals = 1},
};

/// One figure over draws: its mean from one time point to another, both in.
OverDraws drawn_figure(std::span<const std::vector<double>> paths, std::size_t from, std::size_t to,
                       std::size_t figure) {
    std::vector<double> values;
    for (const auto& path : paths) {
        double sum = 0;
        for (auto t = from; t <= to; ++t) sum += path[t * std::size(figures) + figure];
        values.push_back(sum / static_cast<double>(to - from + 1));
    }
    return over_draws(values);
}

/// Largest fall and rise of the official figure over two years within 2022-25 and over the two from the first
/// day (31 December `year_before`), parts; NaN if none is published.
OfficialChange official_change(const DriftFigure& figure, const NationalSeries& national, int year_before) {
    OfficialChange change;
    for (const int year : {2022, 2023, year_before}) {
        if (!figure.official) break;
        const double now = figure.official(national, year + 2) / figure.official(national, year) - 1;
        change.lowest = std::fmin(change.lowest, now);
        change.highest = std::fmax(change.highest, now);
    }
    return change;
}

/// True unless `now` is further from `before` than `limit`; what is not defined holds.
bool within(double now, double before, double limit) {
    return !(std::abs(now - before) > limit);
}

double limit_of(const OverDraws& before, double part, double deviation, double deviations) {
    return std::max(part * std::abs(before.mean), deviations * deviation);
}

/// Finds the January that moved most for its bar.
void judge_januaries(Drift& row, std::span<const std::vector<double>> paths, std::size_t figure,
                     std::size_t times, const DriftBars& bars) {
    double most = -1;
    for (std::size_t t = 12; t < times; t += 12) {
        const auto december = drawn_figure(paths, t - 1, t - 1, figure);
        const auto january = drawn_figure(paths, t, t, figure);
        const double limit = limit_of(december, bars.january, december.deviation, bars.deviations);
        const double step = std::abs(january.mean - december.mean);
        const double for_its_bar = step == 0 ? 0 : step / limit;
        if (std::isnan(for_its_bar) || for_its_bar <= most) continue;
        most = for_its_bar;
        row.january_month = static_cast<int>(t);
        row.december = december;
        row.january = january;
        row.january_holds = within(january.mean, december.mean, limit);
    }
}

}  // namespace

std::span<const DriftFigure> drift_figures() {
    return figures;
}

std::vector<double> drift_path(std::span<const MonthTable> tables) {
    std::vector<double> path;
    for (const auto& table : tables)
        for (const auto& figure : figures) {
            const double below = figure.per.empty() ? 1.0 : nation_total(table, figure.per);
            path.push_back(known_quotient(figure.scale * nation_total(table, figure.count), below));
        }
    return path;
}

std::vector<Drift> drift(std::span<const std::vector<double>> paths, Month start,
                         const NationalSeries& national, const DriftBars& bars) {
    const auto width = std::size(figures);
    if (paths.empty()) throw std::logic_error("drift: no draw");
    const auto times = paths.front().size() / width;
    std::vector<Drift> rows;
    for (std::size_t f = 0; f < width; ++f) {
        Drift row{.figure = figures[f],
                  .first = figures[f].flow ? OverDraws{} : drawn_figure(paths, 0, 0, f),
                  .at = {},
                  .december = {},
                  .january = {},
                  .official_change = official_change(figures[f], national, start.year() - 1)};
        for (std::size_t k = 0; k < drift_months.size(); ++k) {
            const auto month = static_cast<std::size_t>(drift_months[k]);
            const auto from = !row.figure.flow ? month
                              : k == 0         ? 1
                                               : static_cast<std::size_t>(drift_months[k - 1]) + 1;
            row.at[k] = month < times ? drawn_figure(paths, from, month, f) : OverDraws{};
        }
        if (row.figure.barred) {
            const auto& month_3 = row.at[1];
            row.month_3_holds = within(month_3.mean, row.first.mean,
                                       limit_of(row.first, bars.month_3, month_3.deviation, bars.deviations));
            row.month_24_holds =
                within(row.at[3].mean, row.first.mean, bars.month_24 * std::abs(row.first.mean));
            const double moved = row.change(3);
            row.month_24_excused = !row.month_24_holds &&
                                   moved >= std::min(0.0, row.official_change.lowest) &&
                                   moved <= std::max(0.0, row.official_change.highest);
            row.month_24_holds |= row.month_24_excused;
            judge_januaries(row, paths, f, times, bars);
        }
        rows.push_back(row);
    }
    return rows;
}

}  // namespace model
