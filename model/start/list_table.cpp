#include "model/start/list_table.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "geo/base/error.hpp"
#include "model/start/apportion.hpp"
#include "model/start/list_figures.hpp"
#include "model/systematic_sample.hpp"

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

/// Multiplies values so that they sum to `sum`; all 0 stay so.
void scale_to(std::vector<double>& values, double sum) {
    const double now = total(values);
    for (auto& value : values) value *= now > 0 ? sum / now : 0.0;
}

/// The published figure, or `otherwise`.
double published_or(float published, double otherwise) {
    return std::isnan(published) ? otherwise : static_cast<double>(published);
}

/// Patients per list without a GP in the last year up to `year` that has both figures; NaN without any.
double vacant_length(const NationalSeries& national, int year) {
    for (int y = year; y >= national.first_year; --y) {
        const double ratio =
            national.at(national.patients_without_gp, y) / national.at(national.lists_without_gp, y);
        if (!std::isnan(ratio)) return ratio;
    }
    return std::numeric_limits<double>::quiet_NaN();
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
Vacancies place_vacancies(const YearFigures& figures, const std::vector<double>& listed, double patients,
                          std::uint32_t lists, double u) {
    const auto n = listed.size();
    std::vector<double> known(n), unknown(n), most(n);
    for (std::size_t m = 0; m < n; ++m) {
        (figures.published[m] ? known : unknown)[m] = figures.percent_without_gp[m] / 100 * listed[m];
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
    const auto drawn = systematic_sample(expected, u);
    std::vector<double> weights(n);
    for (std::size_t m = 0; m < n; ++m) weights[m] = drawn[m];
    const auto shared = share_below(patients - known_patients, weights, most);
    for (std::size_t m = 0; m < n; ++m) {
        v.lists[m] += drawn[m];
        v.patients[m] += shared[m];
    }
    return v;
}

/// What the lists of a year are known to add up to.
struct Controls {
    double listed;  ///< patients in all
    double patients_without;
    std::uint32_t lists_with, lists_without;
};

/// Patients per municipality of the list: its residents, as nothing tells before 2025 who is on a list across
/// its border, but nobody where no surgery is. All but `on_no_list` per cent of the people are listed.
std::vector<double> expected_patients(const Inputs& inputs, const std::vector<double>& people,
                                      double on_no_list) {
    std::vector<double> listed(people.size(), 0.0);
    for (const auto m : inputs.practices.municipality) listed[m.value] = people[m.value];
    scale_to(listed, std::floor(total(people) * (1 - on_no_list / 100)));
    return listed;
}

/// The published sums, or what figures per municipality add up to; patients at most those of `listed`.
Controls controls(const NationalSeries& national, int year, const std::vector<double>& listed,
                  const YearFigures& figures, Remarks& remarks) {
    double without = 0, lists = 0;
    for (std::size_t i = 0; i < listed.size(); ++i) {
        const double share = figures.percent_without_gp[i] / 100;
        without += share * listed[i];
        lists += (1 - share) * listed[i] / figures.mean_list_length[i];
    }
    const double most = std::round(total(listed));
    Controls c{};
    c.patients_without = std::round(published_or(national.at(national.patients_without_gp, year), without));
    c.lists_with = static_cast<std::uint32_t>(
        std::llround(published_or(national.at(national.lists_with_gp, year), lists)));
    double vacant = vacant_length(national, year);
    if (std::isnan(vacant)) vacant = (most - c.patients_without) / std::max(1U, c.lists_with);
    c.lists_without = static_cast<std::uint32_t>(std::llround(published_or(
        national.at(national.lists_without_gp, year), c.patients_without / std::max(1.0, vacant))));
    const double with = std::round(
        published_or(national.at(national.patients_with_gp, year),
                     published_or(national.at(national.mean_list_length, year), NAN) * c.lists_with));
    c.listed = std::isnan(with) ? most : std::min(most, with + c.patients_without);
    if (with + c.patients_without > c.listed)
        remarks.push_back(
            fmt::format("{:.0f} patients were on lists on 31 December {}, but only {:.0f} if as many were on "
                        "no list as is "
                        "assumed; {:.0f} are on lists with a GP, {:.2f} % fewer than published",
                        with + c.patients_without, year, most, c.listed - c.patients_without,
                        100 * (1 - (c.listed - c.patients_without) / with)));
    return c;
}

/// Throws InputError unless series and population have what a start after 31 December `year` needs.
void must_be_served(const Inputs& inputs, int year) {
    const auto& series = inputs.list_series;
    const int last = series.first_year + series.years - 1;
    if (year < series.first_year || year > last || !inputs.population.has(year + 1))
        throw geo::InputError(
            "run.start",
            fmt::format("there are no GP list figures for 31 December {}; expected start = \"{}-01\"{}", year,
                        inputs.lists.year + 1,
                        series.years > 0
                            ? fmt::format(", or January of {}-{}", series.first_year + 1, last + 1)
                            : std::string{}));
}

template <class Small>
void append(Column<MunicipalityId, Small>& column, const std::vector<std::uint32_t>& values) {
    for (const auto value : values) column.push_back(static_cast<Small>(value));
}

}  // namespace

double open_share(const InitialParams& params, double free_per_list) {
    return -std::expm1(-std::max(0.0, free_per_list - params.open_from) / params.open_scale);
}

Column<MunicipalityId, std::uint8_t> estimated_lists(const Inputs& inputs, int year) {
    Column<MunicipalityId, std::uint8_t> estimated(inputs.municipalities.size(), 0);
    if (year == inputs.lists.year) return estimated;
    const auto& series = inputs.list_series;
    for (std::uint32_t m = 0; m < estimated.size(); ++m)
        estimated[MunicipalityId{m}] =
            std::isnan(series.percent_without_gp[std::size_t{m} * static_cast<std::size_t>(series.years) +
                                                 static_cast<std::size_t>(year - series.first_year)]);
    return estimated;
}

ListTable list_table(const Inputs& inputs, const InitialParams& params, int year, Seed seed,
                     Remarks& remarks) {
    if (year == inputs.lists.year) return inputs.lists;
    must_be_served(inputs, year);
    const auto& places_of = inputs.municipalities;
    const auto people = residents(inputs.population, year + 1);
    const auto figures = figures_of_year(inputs.list_series, year, places_of, people, params.likeness, seed);
    const auto& length = figures.mean_list_length;
    if (*std::min_element(length.begin(), length.end()) <= 0)
        throw geo::InputError("run.start",
                              fmt::format("the list series has no mean list length on 31 December {}; choose "
                                          "another start",
                                          year));

    auto listed = expected_patients(inputs, people, params.on_no_list);
    const auto sums = controls(inputs.national, year, listed, figures, remarks);
    scale_to(listed, sums.listed);
    const double u = Draw(seed, Stream::initial_vacancies, static_cast<std::uint32_t>(year),
                          Month::of(std::chrono::year{year} / std::chrono::December))
                         .uniform();
    const auto vacancies = place_vacancies(figures, listed, sums.patients_without, sums.lists_without, u);
    const auto without =
        apportion(static_cast<std::uint64_t>(std::llround(total(vacancies.patients))), vacancies.patients);
    const auto n = places_of.size();
    std::vector<double> with_exact(n), lists_exact(n), places_exact(n), open_exact(n);
    for (std::size_t i = 0; i < n; ++i) with_exact[i] = std::max(0.0, listed[i] - without[i]);
    const auto with = apportion(static_cast<std::uint64_t>(std::llround(sums.listed)) -
                                    std::accumulate(without.begin(), without.end(), std::uint64_t{0}),
                                with_exact);
    for (std::size_t i = 0; i < n; ++i) {
        lists_exact[i] = with[i] / length[i];
        places_exact[i] = with[i] * figures.reserve_capacity_index[i] / 100;
    }
    const auto lists = at_least_one(sums.lists_with, lists_exact);
    const auto& national = inputs.national;
    const double places_sum =
        published_or(national.at(national.mean_cap, year), total(places_exact) / sums.lists_with) *
        sums.lists_with;
    const auto places = apportion(static_cast<std::uint64_t>(std::llround(places_sum)), places_exact);
    for (std::size_t i = 0; i < n; ++i) {
        const double free = static_cast<double>(places[i]) - with[i];
        open_exact[i] = lists[i] > 0 ? lists[i] * open_share(params, free / lists[i]) : 0.0;
    }
    auto open = apportion(static_cast<std::uint64_t>(std::llround(total(open_exact))), open_exact);
    for (std::size_t i = 0; i < n; ++i) open[i] = std::min(open[i], lists[i]);

    ListTable table;
    table.year = year;
    append(table.lists_with_gp, lists);
    append(table.lists_without_gp, vacancies.lists);
    append(table.patients_with_gp, with);
    append(table.patients_without_gp, without);
    append(table.places_with_gp, places);
    append(table.open_lists, open);
    const auto published = std::accumulate(figures.published.begin(), figures.published.end(), 0U);
    remarks.push_back(fmt::format(
        "lists of 31 December {}: shares and lengths published for {} municipalities, estimated in {}; {} "
        "lists with a GP, {} without, {:.0f} and {:.0f} patients; published places are {:.1f} % of reserve "
        "capacity times patients; patients are taken to live where their list is",
        year, published, n - published, sums.lists_with, sums.lists_without,
        sums.listed - sums.patients_without, sums.patients_without, 100 * places_sum / total(places_exact)));
    std::vector<std::string> estimated;
    for (std::uint32_t m = 0; m < n; ++m)
        if (!figures.published[m]) estimated.push_back(places_of.number[{m}]);
    if (!estimated.empty())
        remarks.push_back(fmt::format("estimated from like municipalities: {}", fmt::join(estimated, " ")));
    return table;
}

}  // namespace model
