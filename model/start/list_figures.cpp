#include "model/start/list_figures.hpp"

#include <array>
#include <cmath>
#include <optional>

namespace model {
namespace {

/// One column of the series, and the means of centrality classes in it.
class SeriesColumn {
public:
    SeriesColumn(const ListSeries& series, const std::vector<float>& column,
                 const Municipalities& municipalities, const std::vector<double>& people)
        : series_(series), column_(column), municipalities_(municipalities), people_(people) {}

    double at(std::uint32_t m, int year) const {
        if (year < series_.first_year || year >= series_.first_year + series_.years) return NAN;
        return column_[std::size_t{m} * static_cast<std::size_t>(series_.years) +
                       static_cast<std::size_t>(year - series_.first_year)];
    }
    /// The published year nearest to `year`, at most `within` years away, the earlier of two; nothing if
    /// none.
    std::optional<int> nearest(std::uint32_t m, int year, int within) const {
        for (int away = 0; away <= within; ++away)
            for (const int y : {year - away, year + away})
                if (!std::isnan(at(m, y))) return y;
        return std::nullopt;
    }
    /// Means by class of value(m), weighted by people, where it is not NaN; entry 0 and classes without a
    /// value: the nation.
    template <class Value>
    std::array<double, 7> class_means(const Value& value) const {
        std::array<double, 7> sum{}, weight{};
        for (std::uint32_t m = 0; m < people_.size(); ++m) {
            const double v = value(m);
            if (std::isnan(v)) continue;
            for (const std::size_t row : {std::size_t{0}, class_of(m)}) {
                sum[row] += v * people_[m];
                weight[row] += people_[m];
            }
        }
        for (std::size_t row = 0; row < sum.size(); ++row)
            sum[row] = weight[row] > 0 ? sum[row] / weight[row] : sum[0];
        return sum;
    }
    std::size_t class_of(std::uint32_t m) const { return municipalities_.centrality[{m}]; }
    std::uint32_t size() const { return municipalities_.size(); }

private:
    const ListSeries& series_;
    const std::vector<float>& column_;
    const Municipalities& municipalities_;
    const std::vector<double>& people_;
};

}  // namespace

Figures shares(const ListSeries& series, const std::vector<float>& values, int year,
               const Municipalities& municipalities, const std::vector<double>& people, double persistence) {
    const SeriesColumn column(series, values, municipalities, people);
    Figures f{std::vector<double>(column.size()), std::vector<std::uint8_t>(column.size())};
    const auto nearby = [&](std::uint32_t m) {
        const auto y = column.nearest(m, year, 2);
        return y ? column.at(m, *y) : NAN;
    };
    const auto mean = column.class_means(nearby);
    for (std::uint32_t m = 0; m < column.size(); ++m) {
        f.published[m] = !std::isnan(column.at(m, year));
        const double own = nearby(m), of_class = mean[column.class_of(m)];
        f.value[m] = f.published[m]    ? own
                     : std::isnan(own) ? of_class
                                       : persistence * own + (1 - persistence) * of_class;
    }
    return f;
}

std::vector<double> levels(const ListSeries& series, const std::vector<float>& values, int year,
                           const Municipalities& municipalities, const std::vector<double>& people) {
    const SeriesColumn column(series, values, municipalities, people);
    std::vector<double> value(column.size());
    const auto of_class = column.class_means([&](std::uint32_t m) { return column.at(m, year); });
    for (std::uint32_t m = 0; m < column.size(); ++m) {
        const auto c = column.class_of(m);
        const auto near = column.nearest(m, year, 100);
        value[m] = near ? column.at(m, *near) : of_class[c];
        if (!near || *near == year) continue;
        const auto where_both = [&](int y, int other) {
            return column.class_means(
                [&](std::uint32_t k) { return std::isnan(column.at(k, other)) ? NAN : column.at(k, y); })[c];
        };
        const double change = where_both(year, *near) / where_both(*near, year);
        if (std::isfinite(change)) value[m] *= change;
    }
    return value;
}

}  // namespace model
