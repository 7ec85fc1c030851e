#include "model/compare/hindcast.hpp"

#include <cmath>
#include <stdexcept>

namespace model {
namespace {

/// A year of a draw: the table at its end, and what happened in its months.
struct YearOfDraw {
    std::span<const MonthTable> months;  ///< the twelve after the start of the year

    double at_end(std::string_view count) const { return nation_total(months.back(), count); }
    double lists_without() const { return at_end("lists_reported_without_gp"); }
    double lists_with() const { return at_end("lists_total") - lists_without(); }
    double patients_without() const { return at_end("patients_reported_without_gp"); }
    double percent_of_gps(std::string_view count) const {
        return 100 * known_quotient(at_end(count), at_end("lists_with_gp"));
    }
};

template <auto column>
double national_at(const NationalSeries& n, int year) {
    return n.at(n.*column, year);
}

/// New GPs in a year, who had no list before; the series does not have them.
double new_gps(const NationalSeries&, int year) {
    // Helsedirektoratet: about 570 in the seven quarters to the end of 2021; 521 in 2023.
    return year == 2020 || year == 2021 ? 326 : year == 2023 ? 521 : unknown_figure;
}

struct HindcastFigure {
    std::string_view what, unit;
    int decimals;
    bool barred;
    double (*official)(const NationalSeries&, int year);
    double (*of_draw)(const YearOfDraw&);
};

constexpr HindcastFigure hindcast_rows[] = {
    {"lists in total", "lists", 0, true,
     [](const NationalSeries& n, int year) -> double {
         return n.at(n.lists_with_gp, year) + n.at(n.lists_without_gp, year);
     },
     [](const YearOfDraw& y) { return y.at_end("lists_total"); }},
    {"mean list", "patients", 0, true, national_at<&NationalSeries::mean_list_length>,
     [](const YearOfDraw& y) {
         return known_quotient(y.at_end("patients") - y.patients_without(), y.lists_with());
     }},
    {"mean cap", "places", 0, true, national_at<&NationalSeries::mean_cap>,
     [](const YearOfDraw& y) {
         return known_quotient(y.at_end("places_with_gp"), y.at_end("lists_with_gp"));
     }},
    {"lists with a GP, as reported", "lists", 0, false, national_at<&NationalSeries::lists_with_gp>,
     [](const YearOfDraw& y) { return y.lists_with(); }},
    {"lists without a GP, as reported", "lists", 0, false, national_at<&NationalSeries::lists_without_gp>,
     [](const YearOfDraw& y) { return y.lists_without(); }},
    {"patients without a GP, as reported", "persons", 0, false,
     national_at<&NationalSeries::patients_without_gp>,
     [](const YearOfDraw& y) { return y.patients_without(); }},
    {"salaried", "% of GPs", 1, false, national_at<&NationalSeries::percent_salaried>,
     [](const YearOfDraw& y) { return y.percent_of_gps("salaried_lists"); }},
    {"women", "% of GPs", 1, false, national_at<&NationalSeries::percent_women>,
     [](const YearOfDraw& y) { return y.percent_of_gps("women_gps"); }},
    {"specialists", "% of GPs", 1, false, national_at<&NationalSeries::percent_specialists>,
     [](const YearOfDraw& y) { return y.percent_of_gps("specialists"); }},
    {"new GPs in the year", "doctors", 0, false, new_gps,
     [](const YearOfDraw& y) {
         double hired = 0;
         for (const auto& table : y.months) hired += nation_total(table, "gps_hired");
         return hired;
     }},
};

constexpr double given_bar = 0.015;

}  // namespace

std::vector<double> hindcast_figures(std::span<const MonthTable> tables) {
    std::vector<double> figures;
    for (const auto& row : hindcast_rows)
        for (std::size_t first = 1; first + 12 <= tables.size(); first += 12)
            figures.push_back(row.of_draw({tables.subspan(first, 12)}));
    return figures;
}

std::vector<Hindcast> hindcast(std::span<const std::vector<double>> draws, Month start, int months,
                               const NationalSeries& national, Told told) {
    if (draws.empty()) throw std::logic_error("hindcast: no draw");
    std::vector<Hindcast> rows;
    for (const auto& row : hindcast_rows)
        for (int year = start.year(); year < start.year() + months / 12; ++year) {
            std::vector<double> values;
            for (const auto& draw : draws) values.push_back(draw[rows.size()]);
            rows.push_back({row.what, row.unit, row.decimals, year, row.official(national, year),
                            row.barred && told == Told::given ? given_bar : unknown_figure,
                            over_draws(values)});
        }
    return rows;
}

}  // namespace model
