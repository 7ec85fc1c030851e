#include "model/compare/payments.hpp"

#include <algorithm>
#include <optional>

namespace model {
namespace {

constexpr double bar_of_grants = 0.25;
constexpr double bar_of_extra = 0.15;

struct Published {
    int year;
    double million;
    double bar = bar_of_grants;
};

struct PaymentRow {
    std::string_view measure;  ///< empty: what municipalities spend beyond the main model
    std::string_view what;
    std::string_view source;
    std::vector<Published> years;
};

const std::vector<PaymentRow>& payment_rows() {
    constexpr auto table = "Helsedirektoratet 2024, tables 5.7 and 5.8";
    static const std::vector<PaymentRow> rows{
        {"",
         "municipalities beyond the main model",
         "KS/Ipsos",
         {{2017, 378, unknown_figure},
          {2018, 439, unknown_figure},
          {2019, 520, unknown_figure},
          {2020, 591, unknown_figure},
          {2021, 813, bar_of_extra}}},
        {"alis-agreements", "ALIS agreements", table, {{2020, 16}, {2021, 129.5}, {2022, 242}, {2023, 445}}},
        {"alis-offices", "ALIS offices", table, {{2020, 10}, {2021, 22}, {2022, 44}, {2023, 41}}},
        {"duty-districts",
         "out-of-hours districts",
         "Helsedirektoratet: 50 million in 2022, 70 in 2024",
         {{2022, 50, unknown_figure}, {2024, 70, unknown_figure}}},
        {"equalisation-grant",
         "equalisation to the self-employed",
         "Helsedirektoratet 2024",
         {{2021, 55.1}, {2023, 69.5}}},
        {"lis1-north", "LIS1 posts in the north", "government 2020: about 78 million a year", {{2022, 78}}},
        {"recruitment-grant", "recruitment grant", table, {{2019, 64}, {2020, 38}}},
        {"start-up-grant",
         "start-up grant",
         "Helsedirektoratet 2021: about a tenth of 50 million",
         {{2021, 5}}},
        {"team-based-practice",
         "primary care teams",
         table,
         {{2019, 45}, {2020, 55}, {2021, 55}, {2022, 61}}},
    };
    return rows;
}

std::optional<std::size_t> row_of(const Params& params, std::string_view measure) {
    for (std::size_t k = 0; k < params.measures.size(); ++k)
        if (params.measures[k].name == measure) return k;
    return std::nullopt;
}

/// 1000 NOK of 2023 in a month.
double paid_in(const MonthTable& table, const Params& params, const PaymentRow& row) {
    if (row.measure.empty()) return nation_total(table, "municipal_extra_cost");
    const auto k = row_of(params, row.measure);
    double sum = 0;
    for (std::size_t p = 0; p < payers && k; ++p) sum += table.measure_costs.at(*k * payers + p);
    return sum;
}

/// Calls each(row, year) for the full calendar years of a run.
template <class Each>
void for_each_payment(const Params& params, Month start, int months, const Each& each) {
    for (const auto& row : payment_rows()) {
        if (!row.measure.empty() && !row_of(params, row.measure)) continue;
        for (int year = start.year(); year < start.year() + (months + 1) / 12; ++year) each(row, year);
    }
}

}  // namespace

std::vector<double> payment_figures(std::span<const MonthTable> tables, const Params& params, Month start) {
    std::vector<double> figures;
    for_each_payment(
        params, start, static_cast<int>(tables.size()) - 1, [&](const PaymentRow& row, int year) {
            double thousand = 0;
            for (const auto& table :
                 tables.subspan(std::size_t{12} * static_cast<std::size_t>(year - start.year()), 12))
                thousand += paid_in(table, params, row);
            figures.push_back(thousand / 1000 / to_2023(params.money.price_index(), year));
        });
    return figures;
}

std::vector<Payment> payments(std::span<const std::vector<double>> draws, const Params& params, Month start,
                              int months) {
    std::vector<Payment> rows;
    for_each_payment(params, start, months, [&](const PaymentRow& row, int year) {
        Payment payment{row.what, row.source, year, unknown_figure, unknown_figure};
        for (const auto& published : row.years)
            if (published.year == year) payment.published = published.million, payment.bar = published.bar;
        std::vector<double> values;
        for (const auto& draw : draws) values.push_back(draw[rows.size()]);
        payment.drawn = over_draws(values);
        rows.push_back(payment);
    });
    return rows;
}

}  // namespace model
