#include "model/list_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <optional>

#include "geo/base/error.hpp"

namespace model {
namespace {

double total(const std::vector<double>& values) {
    return std::accumulate(values.begin(), values.end(), 0.0);
}

std::vector<double> residents(const PopulationTable& table, int year) {
    std::vector<double> people(table.municipalities);
    for (std::uint32_t m = 0; m < table.municipalities; ++m)
        for (int sex = 0; sex < sexes; ++sex)
            for (int age = 0; age < ages; ++age)
                people[m] += table.at(year, MunicipalityId{m}, static_cast<Sex>(sex), age);
    return people;
}

/// One figure per municipality, and whether it was published.
struct Figures {
    std::vector<double> value;
    std::vector<std::uint8_t> published;
};

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

/// A share in one year. Not published: `persistence` parts of the municipality's own share at most two years
/// away, if there is one, the rest the mean of its class.
Figures shares(const SeriesColumn& column, int year, double persistence) {
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

/// A level that differs lastingly between municipalities, in one year. Not published: the municipality's own
/// in its nearest published year, changed as its class changed between the two years where both were
/// published; without any, the mean of its class.
std::vector<double> levels(const SeriesColumn& column, int year) {
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

/// The published figure, or `otherwise`.
double published_or(float published, double otherwise) {
    return std::isnan(published) ? otherwise : static_cast<double>(published);
}

/// Patients per list without a GP in the nearest year that has both figures; NaN without any.
double vacant_length(const NationalSeries& national, int year) {
    double length = std::numeric_limits<double>::quiet_NaN();
    int nearest = 1000;
    for (int y = national.first_year; y < national.first_year + national.years; ++y) {
        const double ratio =
            national.at(national.patients_without_gp, y) / national.at(national.lists_without_gp, y);
        if (!std::isnan(ratio) && std::abs(y - year) < nearest) nearest = std::abs(y - year), length = ratio;
    }
    return length;
}

/// Shares `total_people` in proportion to `weights`, nobody above `most`.
std::vector<double> share_below(double total_people, const std::vector<double>& weights,
                                const std::vector<double>& most) {
    std::vector<double> share(weights.size());
    for (int round = 0; round < 50 && total_people > 0.5; ++round) {
        double room = 0;
        for (std::size_t i = 0; i < share.size(); ++i) room += share[i] < most[i] ? weights[i] : 0;
        if (room <= 0) break;
        const double scale = total_people / room;
        for (std::size_t i = 0; i < share.size(); ++i) {
            if (share[i] >= most[i]) continue;
            const double more = std::min(weights[i] * scale, most[i] - share[i]);
            share[i] += more;
            total_people -= more;
        }
    }
    return share;
}

/// Whole things with expected numbers `expected`, rounded up or down by systematic sampling from start `u`
/// (Madow 1949): their sum is the rounded sum.
std::vector<std::uint32_t> sampled(const std::vector<double>& expected, double u) {
    std::vector<std::uint32_t> count(expected.size());
    const auto all = static_cast<std::uint32_t>(std::llround(total(expected)));
    double up_to = 0;
    std::uint32_t given = 0;
    for (std::size_t i = 0; i < expected.size(); ++i) {
        up_to += expected[i];
        const auto now = std::min(all, static_cast<std::uint32_t>(up_to + u));
        count[i] = now - given;
        given = now;
    }
    for (auto i = expected.size(); given < all && i-- > 0;)  // what the last sum fell short by
        if (expected[i] > 0) ++count[i], ++given;
    return count;
}

/// Shares lists by largest remainder, at least one wherever the weight is positive if there are enough.
std::vector<std::uint32_t> at_least_one(std::uint64_t lists, const std::vector<double>& weights) {
    auto share = apportion(lists, weights);
    for (std::size_t i = 0; i < share.size(); ++i) {
        if (share[i] > 0 || weights[i] <= 0) continue;
        const auto richest = std::max_element(share.begin(), share.end());
        if (*richest < 2) break;
        --*richest;
        share[i] = 1;
    }
    return share;
}

struct Vacancies {
    std::vector<std::uint32_t> lists;
    std::vector<double> patients;
};

/// Lists without a GP and their patients: where the share is published by it, elsewhere by sampling.
Vacancies place_vacancies(const Figures& percent, const std::vector<double>& listed, double patients,
                          std::uint32_t lists, double u) {
    const auto n = listed.size();
    std::vector<double> known(n), unknown(n), most(n);
    for (std::size_t m = 0; m < n; ++m) {
        (percent.published[m] ? known : unknown)[m] = percent.value[m] / 100 * listed[m];
        most[m] = 0.9 * listed[m];
    }
    double known_patients = std::min(total(known), patients);
    if (total(unknown) <= 0) known_patients = patients;
    const auto places = static_cast<std::uint32_t>(
        std::count_if(known.begin(), known.end(), [](double patients_here) { return patients_here > 0; }));
    auto known_lists =
        static_cast<std::uint32_t>(patients > 0 ? std::llround(lists * known_patients / patients) : 0);
    if (total(unknown) > 0) known_lists = std::min(lists, std::max(known_lists, places));
    Vacancies v{at_least_one(known_lists, known), known};
    if (total(known) <= 0) std::fill(v.lists.begin(), v.lists.end(), 0U);
    const double scale = total(known) > 0 ? known_patients / total(known) : 0.0;
    for (auto& p : v.patients) p *= scale;

    const double rest = lists - known_lists;
    std::vector<double> expected(n);
    for (std::size_t m = 0; m < n; ++m)
        expected[m] = total(unknown) > 0 ? rest * unknown[m] / total(unknown) : 0.0;
    const auto drawn = sampled(expected, u);
    std::vector<double> weights(n);
    for (std::size_t m = 0; m < n; ++m) weights[m] = drawn[m];
    const auto shared = share_below(patients - known_patients, weights, most);
    for (std::size_t m = 0; m < n; ++m) {
        v.lists[m] += drawn[m];
        v.patients[m] += shared[m];
    }
    return v;
}

}  // namespace

double open_share(const InitialParams& params, double free_per_list) {
    return -std::expm1(-std::max(0.0, free_per_list - params.open_from) / params.open_scale);
}

ListTable list_table(const Inputs& inputs, const InitialParams& params, int year, Seed seed,
                     Remarks& remarks) {
    const auto& official = inputs.lists;
    if (year == official.year) return official;
    const auto& series = inputs.list_series;
    const int last = series.first_year + series.years - 1;
    const int from = std::max(year, series.first_year);
    if (series.years == 0 || from > last || from > year + 1 || !inputs.population.has(official.year + 1) ||
        !inputs.population.has(year + 1))
        throw geo::InputError(
            "run.start",
            fmt::format("there are no GP list figures for 31 December {}; expected start = \"{}-01\"{}", year,
                        official.year + 1,
                        series.years > 0 ? fmt::format(", or January of {}-{}", series.first_year, last + 1)
                                         : std::string{}));
    if (from > year)
        remarks.push_back(
            fmt::format("the list series begins on 31 December {}; the lists of 1 January {} "
                        "are taken from it, a year too late",
                        from, year + 1));
    const auto n = inputs.municipalities.size();
    const auto people = residents(inputs.population, year + 1);
    const auto people_then = residents(inputs.population, official.year + 1);
    const auto column = [&](const std::vector<float>& values) {
        return SeriesColumn(series, values, inputs.municipalities, people);
    };
    const auto percent = shares(column(series.percent_without_gp), from, params.persistence);
    const auto length = levels(column(series.mean_list_length), from);
    const auto reserve = levels(column(series.reserve_capacity_index), from);

    if (*std::min_element(length.begin(), length.end()) <= 0)
        throw geo::InputError("run.start",
                              fmt::format("the list series has no mean list length on 31 December "
                                          "{}; choose another start",
                                          from));

    // Patients by municipality of the list: cross-border choice as in the official table's year.
    std::vector<double> listed(n);
    double listed_then = 0;
    for (std::uint32_t i = 0; i < n; ++i) {
        const double patients = official.patients_with_gp[{i}] + official.patients_without_gp[{i}];
        listed_then += patients;
        listed[i] = people_then[i] > 0 ? people[i] * patients / people_then[i] : 0.0;
    }
    const double most = std::floor(total(people) * std::min(1.0, listed_then / total(people_then)));

    const auto& national = inputs.national;
    const auto scale_listed = [&](double patients) {
        const double scale = patients / total(listed);
        for (auto& p : listed) p *= scale;
    };
    scale_listed(most);
    double expected_without = 0, expected_lists = 0;
    for (std::uint32_t i = 0; i < n; ++i) {
        expected_without += percent.value[i] / 100 * listed[i];
        expected_lists += (1 - percent.value[i] / 100) * listed[i] / length[i];
    }
    const double without =
        std::round(published_or(national.at(national.patients_without_gp, from), expected_without));
    const auto lists_with = static_cast<std::uint32_t>(
        std::llround(published_or(national.at(national.lists_with_gp, from), expected_lists)));
    const double stated_with =
        published_or(national.at(national.patients_with_gp, from),
                     published_or(national.at(national.mean_list_length, from), NAN) * lists_with);
    double vacant = vacant_length(national, from);
    if (std::isnan(vacant)) vacant = (most - without) / std::max(1U, lists_with);
    const auto lists_without = static_cast<std::uint32_t>(
        std::llround(published_or(national.at(national.lists_without_gp, from), without / vacant)));
    const double all = std::isnan(stated_with) ? most : std::min(most, std::round(stated_with + without));
    if (stated_with + without > all + 0.5)
        remarks.push_back(fmt::format(
            "{:.0f} patients were on lists on 31 December {} but only {:.0f} people lived in Norway; {:.0f} "
            "are on lists with a GP, {:.2f} % fewer than published",
            stated_with + without, from, total(people), all - without,
            100 * (1 - (all - without) / stated_with)));
    scale_listed(all);

    const double u = Draw(seed, Stream::initial_vacancies, static_cast<std::uint32_t>(year),
                          Month::of(std::chrono::year{year} / std::chrono::December))
                         .uniform();
    const auto vacancies = place_vacancies(percent, listed, without, lists_without, u);
    const auto patients_without =
        apportion(static_cast<std::uint64_t>(std::llround(total(vacancies.patients))), vacancies.patients);
    std::vector<double> with(n), lists_weight(n), places_weight(n);
    for (std::uint32_t i = 0; i < n; ++i) with[i] = std::max(0.0, listed[i] - patients_without[i]);
    const auto patients_with =
        apportion(static_cast<std::uint64_t>(std::llround(all)) -
                      std::accumulate(patients_without.begin(), patients_without.end(), std::uint64_t{0}),
                  with);
    for (std::uint32_t i = 0; i < n; ++i) {
        lists_weight[i] = patients_with[i] / length[i];
        places_weight[i] = patients_with[i] * reserve[i] / 100;
    }
    const auto lists_by_place = at_least_one(lists_with, lists_weight);
    const double mean_cap = published_or(national.at(national.mean_cap, from), NAN);
    const double places = std::isnan(mean_cap) ? total(places_weight) : mean_cap * lists_with;
    const auto places_by_place = apportion(static_cast<std::uint64_t>(std::llround(places)), places_weight);

    ListTable table;
    table.year = year;
    std::vector<double> open(n);
    for (std::uint32_t i = 0; i < n; ++i) {
        const double lists = lists_by_place[i];
        const double free = static_cast<double>(places_by_place[i]) - patients_with[i];
        open[i] = lists > 0 ? lists * open_share(params, free / lists) : 0.0;
        table.lists_with_gp.push_back(static_cast<std::uint16_t>(lists_by_place[i]));
        table.lists_without_gp.push_back(static_cast<std::uint16_t>(vacancies.lists[i]));
        table.patients_with_gp.push_back(patients_with[i]);
        table.patients_without_gp.push_back(patients_without[i]);
        table.places_with_gp.push_back(places_by_place[i]);
    }
    const auto open_by_place = apportion(static_cast<std::uint64_t>(std::llround(total(open))), open);
    for (std::uint32_t i = 0; i < n; ++i)
        table.open_lists.push_back(static_cast<std::uint16_t>(std::min(open_by_place[i], lists_by_place[i])));
    const auto known = std::accumulate(percent.published.begin(), percent.published.end(), 0);
    remarks.push_back(fmt::format(
        "lists of 31 December {}: shares and lengths published for {} municipalities, estimated in {}; {} "
        "lists with a GP, {} without, {:.0f} and {:.0f} patients; published places are {:.1f} % of reserve "
        "capacity times patients",
        from, known, static_cast<int>(n) - known, lists_with, lists_without, all - without, without,
        100 * places / total(places_weight)));
    return table;
}

}  // namespace model
