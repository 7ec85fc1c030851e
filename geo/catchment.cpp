#include "geo/catchment.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string_view>

#include "geo/base/error.hpp"
#include "geo/base/parallel.hpp"

namespace geo {
namespace {

/// Blocks of rows whose sums are added in order. A fixed number, so that results do not depend on threads.
constexpr std::uint32_t blocks = 16;

void check(const Decay& decay) {
    const auto* steps = std::get_if<Steps>(&decay);
    if (!steps) return;
    if (steps->edge.empty() || steps->edge.size() != steps->weight.size())
        throw InputError(
            fmt::format("decay by steps: {} edges and {} weights, expected as many of both and at least one",
                        steps->edge.size(), steps->weight.size()));
    if (!std::is_sorted(steps->edge.begin(), steps->edge.end()))
        throw InputError("decay by steps: edges must ascend");
}

struct WeightAt {
    double cost;
    double operator()(const Within& d) const { return cost <= d.limit ? 1.0 : 0.0; }
    double operator()(const Steps& d) const {
        for (std::size_t i = 0; i < d.edge.size(); ++i)
            if (cost < d.edge[i] || (d.upper_edge && cost == d.edge[i])) return d.weight[i];
        return 0.0;
    }
    double operator()(const Gaussian& d) const {
        return cost <= d.limit ? std::exp(-cost * cost / (2.0 * d.sigma * d.sigma)) : 0.0;
    }
    double operator()(const Exponential& d) const { return cost <= d.limit ? std::exp(-d.rate * cost) : 0.0; }
    double operator()(const Logistic& d) const {
        if (cost > d.limit) return 0.0;
        const double k = std::numbers::pi / (d.spread * std::numbers::sqrt3);
        return (1.0 + std::exp(-k * d.middle)) / (1.0 + std::exp(k * (cost - d.middle)));
    }
    double operator()(const InversePower& d) const {
        return cost <= d.limit ? std::pow(std::max(cost, d.least) / d.scale, -d.exponent) : 0.0;
    }
};

// What the indices ask of a pair, the same for both kinds.
std::uint32_t rows(const TravelTable& t) {
    return t.cells;
}
std::uint32_t columns(const TravelTable& t) {
    return t.practices;
}
std::uint32_t column(const TravelTable& t, std::uint32_t k) {
    return t.practice[k].value;
}
double cost(const TravelTable& t, std::uint32_t k) {
    return t.tenth_minutes[k] / 10.0;
}
std::uint32_t rows(const CostMatrix& m) {
    return m.rows;
}
std::uint32_t columns(const CostMatrix& m) {
    return m.columns;
}
std::uint32_t column(const CostMatrix& m, std::uint32_t k) {
    return m.column[k];
}
double cost(const CostMatrix& m, std::uint32_t k) {
    return m.cost[k];
}

/// Weight of each pair: of a table by a list of all times that occur, of a matrix computed once.
class Weights {
public:
    Weights(const TravelTable& table, const Decay& decay) : tenths_(table.tenth_minutes.data()) {
        check(decay);
        std::uint16_t most = 0;
        for (const auto tenths : table.tenth_minutes) most = std::max(most, tenths);
        weight_.resize(std::size_t{most} + 1);
        for (std::size_t t = 0; t < weight_.size(); ++t)
            weight_[t] = std::visit(WeightAt{static_cast<double>(t) / 10.0}, decay);
    }
    Weights(const CostMatrix& matrix, const Decay& decay) : weight_(matrix.cost.size()) {
        check(decay);
        for_each_index(
            static_cast<std::uint32_t>(weight_.size()),
            [&](std::uint32_t k) { weight_[k] = std::visit(WeightAt{matrix.cost[k]}, decay); }, 4096);
    }
    double operator()(const TravelTable& /*pairs*/, std::uint32_t k) const { return weight_[tenths_[k]]; }
    double operator()(const CostMatrix& /*pairs*/, std::uint32_t k) const { return weight_[k]; }

private:
    const std::uint16_t* tenths_ = nullptr;
    std::vector<double> weight_;
};

void expect(std::size_t have, std::uint32_t want, std::string_view what) {
    if (have != want) throw InputError(fmt::format("catchment index: {} {}, expected {}", have, what, want));
}

template <class Pairs>
void expect(const Pairs& pairs, std::span<const double> people, std::span<const double> supply) {
    expect(people.size(), rows(pairs), "rows of people");
    expect(supply.size(), columns(pairs), "columns of supply");
}

/// Sum of term(row, pair) over the pairs of each row.
template <class Pairs, class Term>
std::vector<double> row_sums(const Pairs& pairs, const Term& term) {
    std::vector<double> out(rows(pairs), 0.0);
    for_each_index(
        rows(pairs),
        [&](std::uint32_t i) {
            double total = 0;
            for (auto k = pairs.first[i]; k < pairs.first[i + 1]; ++k) total += term(i, k);
            out[i] = total;
        },
        256);
    return out;
}

/// Sum of term(row, pair) over the pairs of each column.
template <class Pairs, class Term>
std::vector<double> column_sums(const Pairs& pairs, const Term& term) {
    std::vector<std::vector<double>> part(blocks, std::vector<double>(columns(pairs), 0.0));
    for_each_index(blocks, [&](std::uint32_t b) {
        auto& sums = part[b];
        const auto begin = static_cast<std::uint32_t>(std::uint64_t{rows(pairs)} * b / blocks);
        const auto end = static_cast<std::uint32_t>(std::uint64_t{rows(pairs)} * (b + 1) / blocks);
        for (auto i = begin; i < end; ++i)
            for (auto k = pairs.first[i]; k < pairs.first[i + 1]; ++k) sums[column(pairs, k)] += term(i, k);
    });
    for (std::uint32_t b = 1; b < blocks; ++b)
        for (std::uint32_t j = 0; j < columns(pairs); ++j) part[0][j] += part[b][j];
    return std::move(part[0]);
}

/// a / b where there is something to divide by.
double ratio(double a, double b) {
    return b > 0 ? a / b : 0.0;
}

std::vector<double> ratios(std::span<const double> a, const std::vector<double>& b) {
    std::vector<double> out(a.size());
    for (std::size_t j = 0; j < out.size(); ++j) out[j] = ratio(a[j], b[j]);
    return out;
}

}  // namespace

double weight_at(const Decay& decay, double cost) {
    check(decay);
    return std::visit(WeightAt{cost}, decay);
}

template <class Pairs>
std::vector<double> nearest(const Pairs& pairs) {
    return nearest(pairs, std::vector<std::uint8_t>(columns(pairs), 1));
}

template <class Pairs>
std::vector<double> nearest(const Pairs& pairs, std::span<const std::uint8_t> marked) {
    expect(marked.size(), columns(pairs), "marks of columns");
    std::vector<double> out(rows(pairs), no_limit);
    for_each_index(
        rows(pairs),
        [&](std::uint32_t i) {
            for (auto k = pairs.first[i]; k < pairs.first[i + 1]; ++k)
                if (marked[column(pairs, k)]) out[i] = std::min(out[i], cost(pairs, k));
        },
        256);
    return out;
}

template <class Pairs>
std::vector<double> opportunities(const Pairs& pairs, std::span<const double> supply, const Decay& decay) {
    expect(supply.size(), columns(pairs), "columns of supply");
    const Weights weight(pairs, decay);
    return row_sums(
        pairs, [&](std::uint32_t, std::uint32_t k) { return supply[column(pairs, k)] * weight(pairs, k); });
}

template <class Pairs>
std::vector<double> two_step(const Pairs& pairs, std::span<const double> people,
                             std::span<const double> supply, const Decay& decay) {
    expect(pairs, people, supply);
    const Weights weight(pairs, decay);
    const auto load =
        column_sums(pairs, [&](std::uint32_t i, std::uint32_t k) { return people[i] * weight(pairs, k); });
    const auto per_person = ratios(supply, load);
    return row_sums(pairs, [&](std::uint32_t, std::uint32_t k) {
        return per_person[column(pairs, k)] * weight(pairs, k);
    });
}

template <class Pairs>
std::vector<double> modified_two_step(const Pairs& pairs, std::span<const double> people,
                                      std::span<const double> supply, const Decay& decay) {
    expect(pairs, people, supply);
    const Weights weight(pairs, decay);
    const auto load =
        column_sums(pairs, [&](std::uint32_t i, std::uint32_t k) { return people[i] * weight(pairs, k); });
    const auto per_person = ratios(supply, load);
    return row_sums(pairs, [&](std::uint32_t, std::uint32_t k) {
        const double w = weight(pairs, k);
        return per_person[column(pairs, k)] * w * w;
    });
}

template <class Pairs>
std::vector<double> three_step(const Pairs& pairs, std::span<const double> people,
                               std::span<const double> supply, const Decay& decay, const Decay& selection) {
    expect(pairs, people, supply);
    const Weights weight(pairs, decay), pull(pairs, selection);
    const auto choices = row_sums(pairs, [&](std::uint32_t, std::uint32_t k) { return pull(pairs, k); });
    const auto share = [&](std::uint32_t i, std::uint32_t k) {
        return ratio(pull(pairs, k) * weight(pairs, k), choices[i]);
    };
    const auto load =
        column_sums(pairs, [&](std::uint32_t i, std::uint32_t k) { return people[i] * share(i, k); });
    const auto per_person = ratios(supply, load);
    return row_sums(
        pairs, [&](std::uint32_t i, std::uint32_t k) { return per_person[column(pairs, k)] * share(i, k); });
}

template <class Pairs>
std::vector<double> modified_huff_three_step(const Pairs& pairs, std::span<const double> people,
                                             std::span<const double> supply, const Decay& decay) {
    expect(pairs, people, supply);
    const Weights weight(pairs, decay);
    const auto pull = [&](std::uint32_t k) { return supply[column(pairs, k)] * weight(pairs, k); };
    const auto choices = row_sums(pairs, [&](std::uint32_t, std::uint32_t k) { return pull(k); });
    const auto share = [&](std::uint32_t i, std::uint32_t k) { return ratio(pull(k), choices[i]); };
    const auto load =
        column_sums(pairs, [&](std::uint32_t i, std::uint32_t k) { return people[i] * share(i, k); });
    const auto per_person = ratios(supply, load);
    return row_sums(pairs, [&](std::uint32_t i, std::uint32_t k) {
        return per_person[column(pairs, k)] * share(i, k) * weight(pairs, k);
    });
}

template <class Pairs>
std::vector<double> balanced(const Pairs& pairs, std::span<const double> people,
                             std::span<const double> supply, const Decay& decay) {
    expect(pairs, people, supply);
    const Weights weight(pairs, decay);
    const auto of_row = row_sums(pairs, [&](std::uint32_t, std::uint32_t k) { return weight(pairs, k); });
    const auto of_column =
        column_sums(pairs, [&](std::uint32_t, std::uint32_t k) { return weight(pairs, k); });
    const auto load = column_sums(pairs, [&](std::uint32_t i, std::uint32_t k) {
        return people[i] * ratio(weight(pairs, k), of_row[i]);
    });
    const auto per_person = ratios(supply, load);
    return row_sums(pairs, [&](std::uint32_t, std::uint32_t k) {
        const auto j = column(pairs, k);
        return per_person[j] * ratio(weight(pairs, k), of_column[j]);
    });
}

template <class Pairs>
std::vector<double> spatial_availability(const Pairs& pairs, std::span<const double> people,
                                         std::span<const double> supply, const Decay& decay) {
    auto out = two_step(pairs, people, supply, decay);
    for (std::size_t i = 0; i < out.size(); ++i) out[i] *= people[i];
    return out;
}

#define LEGEKART_PEOPLE_INDEX(index, Pairs)                                          \
    template std::vector<double> index<Pairs>(const Pairs&, std::span<const double>, \
                                              std::span<const double>, const Decay&);
#define LEGEKART_CATCHMENT(Pairs)                                                                           \
    template std::vector<double> nearest<Pairs>(const Pairs&);                                              \
    template std::vector<double> nearest<Pairs>(const Pairs&, std::span<const std::uint8_t>);               \
    template std::vector<double> opportunities<Pairs>(const Pairs&, std::span<const double>, const Decay&); \
    LEGEKART_PEOPLE_INDEX(two_step, Pairs)                                                                  \
    LEGEKART_PEOPLE_INDEX(modified_two_step, Pairs)                                                         \
    template std::vector<double> three_step<Pairs>(const Pairs&, std::span<const double>,                   \
                                                   std::span<const double>, const Decay&, const Decay&);    \
    LEGEKART_PEOPLE_INDEX(modified_huff_three_step, Pairs)                                                  \
    LEGEKART_PEOPLE_INDEX(balanced, Pairs)                                                                  \
    LEGEKART_PEOPLE_INDEX(spatial_availability, Pairs)
LEGEKART_CATCHMENT(TravelTable)
LEGEKART_CATCHMENT(CostMatrix)
#undef LEGEKART_CATCHMENT
#undef LEGEKART_PEOPLE_INDEX

}  // namespace geo
