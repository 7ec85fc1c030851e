#include "runs/say/validation_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace runs {
namespace {

Json number(double value) {
    return std::isnan(value) ? Json(nullptr) : Json(value);
}

Json over_draws_json(const model::OverDraws& value) {
    return {{"mean", number(value.mean)}, {"deviation", number(value.deviation)}};
}

std::string shown(double value, int decimals) {
    return std::isnan(value) ? std::string("-") : fmt::format("{:.{}f}", value, decimals);
}

std::string percent(double parts) {
    return std::isfinite(parts) ? fmt::format("{:+.1f} %", 100 * parts) : std::string("-");
}

/// A change, marked if it breaks its bar.
std::string judged(double parts, bool holds, bool excused = false) {
    return percent(parts) + (!holds ? " OFF" : excused ? " (o)" : "");
}

std::string means_of(int draws, TableStyle style) {
    return fmt::format("Means of {} draws; sd: between draws{}", draws,
                       style == TableStyle::plain ? "\n" : "\n\n");
}

}  // namespace

Json drift_json(const std::vector<model::Drift>& rows, int draws) {
    auto figures = Json::array();
    for (const auto& row : rows) {
        auto at = Json::array();
        for (std::size_t k = 0; k < row.at.size(); ++k) {
            auto time = over_draws_json(row.at[k]);
            time["month"] = model::drift_months[k];
            time["change"] = number(row.change(k));
            at.push_back(time);
        }
        Json figure{{"what", row.figure.name},
                    {"unit", row.figure.unit},
                    {"first_day", over_draws_json(row.first)},
                    {"at", at},
                    {"official_fall", number(row.official_change.lowest)},
                    {"official_rise", number(row.official_change.highest)},
                    {"barred", row.figure.barred}};
        if (row.january_month > 0)
            figure["january"] = {{"month", row.january_month},
                                 {"december", over_draws_json(row.december)},
                                 {"january", over_draws_json(row.january)}};
        if (row.figure.barred) {
            figure["month_3_holds"] = row.month_3_holds;
            figure["month_24_holds"] = row.month_24_holds;
            figure["month_24_excused"] = row.month_24_excused;
            figure["january_holds"] = row.january_holds;
        }
        figures.push_back(figure);
    }
    const bool holds =
        std::all_of(rows.begin(), rows.end(), [](const model::Drift& row) { return row.holds(); });
    return {{"draws", draws}, {"holds", holds}, {"figures", figures}};
}

std::string drift_text(const std::vector<model::Drift>& rows, int draws, TableStyle style) {
    TextTable table{{"", "first day"}, {}};
    for (const int month : model::drift_months) table.heads.push_back(fmt::format("month {}", month));
    for (const auto* head : {"sd 3", "sd 24", "3 months ", "24 months ", "official", "January "})
        table.heads.emplace_back(head);
    for (const auto& row : rows) {
        const auto& figure = row.figure;
        const int d = figure.decimals;
        std::vector<std::string> cells{fmt::format("{}, {}", figure.name, figure.unit),
                                       shown(row.first.mean, d)};
        for (const auto& at : row.at) cells.push_back(shown(at.mean, d));
        cells.push_back(shown(row.at[1].deviation, d));
        cells.push_back(shown(row.at[3].deviation, d));
        cells.push_back(judged(row.change(1), row.month_3_holds));
        cells.push_back(judged(row.change(3), row.month_24_holds, row.month_24_excused));
        cells.push_back(percent(row.official_change.most()));
        cells.push_back(row.january_month == 0 ? ""
                                               : fmt::format("month {}: {}", row.january_month,
                                                             judged(row.january.mean / row.december.mean - 1,
                                                                    row.january_holds)));
        table.rows.push_back(std::move(cells));
    }
    std::string_view last_barred;
    for (const auto& row : rows)
        if (row.figure.barred) last_barred = row.figure.name;
    const model::DriftBars bars;
    return means_of(draws, style) + table_text(table, style) +
           fmt::format(
               "\nBars, for \"{}\" and what stands above it: month 3 within the larger of {:.0f} % and "
               "{:.0f} sd "
               "of the first day; month 24 within {:.0f} %,\nor (o) no further than the official series "
               "moved in "
               "two years of 2022-25 or the two from the first day (its largest change is shown);\neach "
               "January "
               "within the larger of {:.0f} % and {:.0f} sd of December (that which moved most is shown). "
               "OFF: "
               "broken.\n",
               last_barred, 100 * bars.month_3, bars.deviations, 100 * bars.month_24, 100 * bars.january,
               bars.deviations);
}

Json spread_json(const std::vector<model::Spread>& rows, int draws) {
    auto figures = Json::array();
    for (const auto& row : rows)
        figures.push_back({{"what", row.what},
                           {"unit", row.unit},
                           {"official", number(row.official)},
                           {"simulated", over_draws_json(row.drawn)},
                           {"lowest", number(row.lowest)},
                           {"highest", number(row.highest)},
                           {"holds", row.holds()}});
    return {{"draws", draws}, {"figures", figures}};
}

std::string spread_text(const std::vector<model::Spread>& rows, int draws, TableStyle style) {
    TextTable table{{"", "official", "simulated", "sd", "bar ", " ", "unit "}, {}};
    for (const auto& row : rows) {
        const int d = row.unit == "correlation" || row.unit == "of the mean list" ? 2 : 1;
        const bool barred = !std::isnan(row.lowest) || !std::isnan(row.highest);
        table.rows.push_back(
            {row.what, shown(row.official, d), shown(row.drawn.mean, d), shown(row.drawn.deviation, d),
             barred ? fmt::format("{} to {}", shown(row.lowest, d), shown(row.highest, d)) : "",
             !barred       ? ""
             : row.holds() ? "ok"
                           : "OFF",
             row.unit});
    }
    return means_of(draws, style) + table_text(table, style);
}

Json hindcast_json(const std::vector<model::Hindcast>& rows, int draws) {
    auto figures = Json::array();
    for (const auto& row : rows)
        figures.push_back({{"what", row.what},
                           {"unit", row.unit},
                           {"year", row.year},
                           {"official", number(row.official)},
                           {"simulated", over_draws_json(row.drawn)},
                           {"error", number(row.error())},
                           {"bar", number(row.bar)},
                           {"holds", row.holds()}});
    return {{"draws", draws}, {"figures", figures}};
}

std::string hindcast_text(const std::vector<model::Hindcast>& rows, int draws, TableStyle style) {
    TextTable table{{"", "year", "official", "simulated", "sd", "error", "bar "}, {}};
    for (const auto& row : rows) {
        const int d = row.decimals;
        const bool judged = !std::isnan(row.bar) && !std::isnan(row.official);
        table.rows.push_back(
            {fmt::format("{}, {}", row.what, row.unit), fmt::format("{}", row.year), shown(row.official, d),
             shown(row.drawn.mean, d), shown(row.drawn.deviation, d), percent(row.error()),
             judged ? fmt::format("{:.1f} % {}", 100 * row.bar, row.holds() ? "ok" : "OFF") : ""});
    }
    return means_of(draws, style) + table_text(table, style);
}

Json payments_json(const std::vector<model::Payment>& rows, int draws) {
    auto figures = Json::array();
    for (const auto& row : rows)
        figures.push_back({{"what", row.what},
                           {"unit", "million NOK of the year"},
                           {"year", row.year},
                           {"published", number(row.published)},
                           {"simulated", over_draws_json(row.drawn)},
                           {"error", number(row.error())},
                           {"bar", number(row.bar)},
                           {"holds", row.holds()},
                           {"source", row.source}});
    return {{"draws", draws}, {"figures", figures}};
}

std::string payments_text(const std::vector<model::Payment>& rows, int draws, TableStyle style) {
    TextTable table{
        {"million NOK of the year", "year", "published", "simulated", "sd", "error", "bar ", "source "}, {}};
    for (const auto& row : rows) {
        const bool known = !std::isnan(row.published);
        table.rows.push_back({std::string(row.what), fmt::format("{}", row.year), shown(row.published, 1),
                              shown(row.drawn.mean, 1), shown(row.drawn.deviation, 1), percent(row.error()),
                              known && !std::isnan(row.bar)
                                  ? fmt::format("{:.0f} % {}", 100 * row.bar, row.holds() ? "ok" : "OFF")
                                  : "",
                              known ? std::string(row.source) : ""});
    }
    return means_of(draws, style) + table_text(table, style);
}

}  // namespace runs
