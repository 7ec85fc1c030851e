#include "model/compare/spread.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>

#include "model/compare/draws.hpp"
#include "model/size_classes.hpp"

namespace model {
namespace {

/// Most municipality-years of each class by number of lists that may be nearly without a GP, %.
constexpr std::array<double, list_classes.size()> most_over_90{2.0, 1.5, 0.3, 0.3, 0.3, 0.3};
constexpr std::array<int, 4> correlation_years{1, 2, 4, 5};

/// Share of patients without a GP, % with one decimal as published. Shape: years × municipalities, row-major;
/// NaN where not published.
struct ShareSheet {
    int years = 0;
    std::size_t municipalities = 0;
    std::vector<double> percent;

    double at(int year, std::size_t m) const {
        return percent[static_cast<std::size_t>(year) * municipalities + m];
    }
};

/// Figures of the nation at the end of a year.
struct YearOfNation {
    double vacant_length, over_1_year, waiting, specialists;
};

/// Years of a run and the official year that stands for each.
struct RunYears {
    int first;  ///< 31 December of this year is the first day
    int count;
    int shift;  ///< official year = year - shift
};
RunYears run_years(Month start, int months, const ListSeries& series) {
    const int first = start.year() - 1;
    const int count = months / 12 + 1;
    const int last = series.first_year + series.years - 1;
    return {first, count, std::max(0, first + count - 1 - last)};
}

double share_published(const ListSeries& series, int year, std::size_t m) {
    const int column = year - series.first_year;
    if (column < 0 || column >= series.years) return unknown_figure;
    return series
        .percent_without_gp[m * static_cast<std::size_t>(series.years) + static_cast<std::size_t>(column)];
}

ShareSheet official_shares(const ListSeries& series, const RunYears& years) {
    ShareSheet sheet{years.count, series.municipalities, {}};
    for (int y = 0; y < years.count; ++y)
        for (std::size_t m = 0; m < sheet.municipalities; ++m)
            sheet.percent.push_back(share_published(series, years.first + y - years.shift, m));
    return sheet;
}

std::size_t list_class_of(const ListTable& lists, std::size_t m) {
    const MunicipalityId id{static_cast<std::uint32_t>(m)};
    return list_class(std::uint32_t{lists.lists_with_gp[id]} + lists.lists_without_gp[id]);
}

/// Correlation of a municipality's share with its own `lag` years later, over all pairs that are published.
double self_correlation(const ShareSheet& sheet, int lag) {
    double n = 0, x = 0, y = 0, xx = 0, yy = 0, xy = 0;
    for (int year = 0; year + lag < sheet.years; ++year)
        for (std::size_t m = 0; m < sheet.municipalities; ++m) {
            const double a = sheet.at(year, m), b = sheet.at(year + lag, m);
            if (std::isnan(a) || std::isnan(b)) continue;
            n += 1;
            x += a, y += b, xx += a * a, yy += b * b, xy += a * b;
        }
    const double spread = (n * xx - x * x) * (n * yy - y * y);
    return spread > 0 ? (n * xy - x * y) / std::sqrt(spread) : unknown_figure;
}

/// Zero share, mean, standard deviation, over 50 % and over 90 % of the municipality-years after the first
/// day.
std::array<double, 5> list_class_figures(const ShareSheet& sheet, const ListTable& lists,
                                         std::size_t of_class) {
    double n = 0, zero = 0, sum = 0, squares = 0, over_50 = 0, over_90 = 0;
    for (int year = 1; year < sheet.years; ++year)
        for (std::size_t m = 0; m < sheet.municipalities; ++m) {
            const double v = sheet.at(year, m);
            if (std::isnan(v) || list_class_of(lists, m) != of_class) continue;
            n += 1;
            zero += v == 0, over_50 += v > 50, over_90 += v > 90;
            sum += v, squares += v * v;
        }
    if (n < 2) return {unknown_figure, unknown_figure, unknown_figure, unknown_figure, unknown_figure};
    const double variance = std::max(0.0, (squares - sum * sum / n) / (n - 1));
    return {100 * zero / n, sum / n, std::sqrt(variance), 100 * over_50 / n, 100 * over_90 / n};
}

/// All figures, in the order of spread_rows().
std::vector<double> spread_figures_of(const ShareSheet& sheet, const ListTable& lists,
                                      std::span<const YearOfNation> nation) {
    std::vector<double> out;
    for (std::size_t c = 0; c < list_classes.size(); ++c)
        for (const double figure : list_class_figures(sheet, lists, c)) out.push_back(figure);
    for (const int lag : correlation_years) out.push_back(self_correlation(sheet, lag));
    for (const auto& n : nation) out.push_back(n.vacant_length);
    for (const auto& n : nation) out.push_back(n.over_1_year);
    for (const auto& n : nation) out.push_back(n.waiting);
    for (const auto& n : nation) out.push_back(n.specialists);
    return out;
}

/// What the rows are and their bars.
std::vector<Spread> spread_rows(const std::vector<double>& official, const RunYears& years) {
    std::vector<Spread> rows;
    std::size_t next = 0;
    for (std::size_t c = 0; c < list_classes.size(); ++c) {
        const auto row = [&](std::string_view what, double lowest, double highest, std::string_view unit) {
            rows.push_back({fmt::format("{}: {}", list_classes[c], what), std::string(unit), official[next++],
                            lowest, highest});
        };
        const double zero = official[next], deviation = official[next + 2];
        row("nobody without a GP", zero - 6, zero + 6, "% of municipality-years");
        row("mean share without a GP", unknown_figure, unknown_figure, "% of patients");
        row("standard deviation of the share", deviation * 2 / 3, deviation * 4 / 3, "points");
        row("over 50 % without a GP", unknown_figure, unknown_figure, "% of municipality-years");
        row("over 90 % without a GP", unknown_figure, most_over_90[c], "% of municipality-years");
    }
    for (const int lag : correlation_years) {
        const double value = official[next++];
        rows.push_back(
            {fmt::format("a municipality's share with itself {} year{} on", lag, lag > 1 ? "s" : ""),
             "correlation", value, value - 0.08, value + 0.08});
    }
    const auto yearly = [&](std::string_view what, std::string_view unit, double lowest, double highest) {
        for (int y = 1; y < years.count; ++y)
            rows.push_back({fmt::format("{}, January {}", what, years.first + 1 + y), std::string(unit),
                            official[next++], lowest, highest});
    };
    yearly("patients per vacant list", "of the mean list", 0.55, 0.68);
    yearly("vacant over a year", "% of vacant lists", 30, 45);
    yearly("waiting", "% of people", 5.5, 7);
    yearly("specialists", "% of GPs", 62, 65);
    return rows;
}

}  // namespace

std::vector<double> spread_figures(std::span<const MonthTable> tables, Month start, const Inputs& official) {
    const auto years = run_years(start, static_cast<int>(tables.size()) - 1, official.list_series);
    auto sheet = official_shares(official.list_series, years);  // its gaps
    const auto without = count_row("patients_reported_without_gp"), all = count_row("patients");
    std::vector<YearOfNation> nation;
    for (int y = 0; y < years.count; ++y) {
        const auto& table = tables[12 * static_cast<std::size_t>(y)];
        for (std::uint32_t m = 0; m < table.municipalities; ++m) {
            auto& share = sheet.percent[static_cast<std::size_t>(y) * sheet.municipalities + m];
            const double patients = table.at(all, MunicipalityId{m});
            if (!std::isnan(share))
                share =
                    std::round(1000 * known_quotient(table.at(without, MunicipalityId{m}), patients)) / 10;
        }
        if (y == 0) continue;
        const double reported = nation_total(table, "lists_reported_without_gp");
        const double their_patients = nation_total(table, "patients_reported_without_gp");
        const double mean_list = known_quotient(nation_total(table, "patients") - their_patients,
                                                nation_total(table, "lists_total") - reported);
        const auto percent = [&](std::string_view part, std::string_view whole) {
            return 100 * known_quotient(nation_total(table, part), nation_total(table, whole));
        };
        nation.push_back({known_quotient(their_patients, reported) / mean_list,
                          percent("lists_vacant_over_1_year", "lists_without_gp"),
                          percent("waiting", "population"), percent("specialists", "lists_with_gp")});
    }
    return spread_figures_of(sheet, official.lists, nation);
}

std::vector<Spread> spread(std::span<const std::vector<double>> draws, Month start, int months,
                           const Inputs& official) {
    if (draws.empty()) throw std::logic_error("spread: no draw");
    const auto years = run_years(start, months, official.list_series);
    std::vector<YearOfNation> nation;
    for (int y = 1; y < years.count; ++y) {
        const auto& n = official.national;
        const int year = years.first + y - years.shift;
        const double vacant = n.at(n.lists_without_gp, year);
        nation.push_back({n.at(n.patients_without_gp, year) / vacant / n.at(n.mean_list_length, year),
                          100 * n.at(n.lists_vacant_over_1_year, year) / vacant, unknown_figure,
                          n.at(n.percent_specialists, year)});
    }
    auto rows = spread_rows(
        spread_figures_of(official_shares(official.list_series, years), official.lists, nation), years);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        std::vector<double> values;
        for (const auto& draw : draws) values.push_back(draw[i]);
        rows[i].drawn = over_draws(values);
    }
    return rows;
}

}  // namespace model
