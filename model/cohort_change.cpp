#include "model/cohort_change.hpp"

#include "model/age_groups.hpp"

namespace model {
namespace {

constexpr int oldest_age = ages - 1;
constexpr auto female = static_cast<int>(Sex::female);

std::uint32_t municipalities_in(const PeopleByAge& people) {
    return static_cast<std::uint32_t>(people.size() / (std::size_t{sexes} * ages));
}

/// People of a cohort before it came to `age`: one year younger, and for the oldest also as old.
double younger(const PeopleByAge& people, MunicipalityId m, int sex, int age) {
    double sum = people[age_row(m, sex, age - 1)];
    if (age == oldest_age) sum += people[age_row(m, sex, oldest_age)];
    return sum;
}

double children_expected(const PeopleByAge& people, MunicipalityId m,
                         const std::array<double, ages>& births_per_woman) {
    double sum = 0;
    for (int age = 0; age < ages; ++age)
        sum += people[age_row(m, female, age)] * births_per_woman[static_cast<std::size_t>(age)];
    return sum;
}

/// What is seen and what it is held against, summed over the nation (entry 0) and classes 1 to 6.
struct ClassRatio {
    std::array<double, 7> above{}, below{};
    void add(std::uint8_t centrality, double a, double b) {
        for (const std::size_t row : {std::size_t{0}, std::size_t{centrality}}) {
            above[row] += a;
            below[row] += b;
        }
    }
    double of(std::uint8_t centrality) const {
        if (below[centrality] > 0) return above[centrality] / below[centrality];
        return below[0] > 0 ? above[0] / below[0] : 1.0;
    }
};

double shrunk(double seen, double expected, double weight) {
    return expected + weight > 0 ? (seen + weight) / (expected + weight) : 1.0;
}

}  // namespace

PeopleByAge people_by_age(const PopulationTable& table, int year) {
    PeopleByAge people(std::size_t{table.municipalities} * sexes * ages);
    for (std::uint32_t i = 0; i < table.municipalities; ++i)
        for (int sex = 0; sex < sexes; ++sex)
            for (int age = 0; age < ages; ++age)
                people[age_row({i}, sex, age)] = table.at(year, {i}, static_cast<Sex>(sex), age);
    return people;
}

CohortChange cohort_change(const PopulationTable& table, int first_year, int last_year,
                           const Column<MunicipalityId, std::uint8_t>& centrality, const CohortRules& rules) {
    const auto n = table.municipalities;
    const double weight = rules.shrink_persons * (last_year - first_year);
    // Sums over the years: `seen` at an age, `before` of the same cohort a year earlier.
    PeopleByAge seen(std::size_t{n} * sexes * ages), before(seen.size());
    std::vector<double> born(n), expected_born(n);
    for (int year = first_year; year < last_year; ++year) {
        const auto now = people_by_age(table, year), then = people_by_age(table, year + 1);
        for (std::uint32_t i = 0; i < n; ++i) {
            const MunicipalityId m{i};
            for (int sex = 0; sex < sexes; ++sex) {
                born[i] += then[age_row(m, sex, 0)];
                for (int age = 1; age < ages; ++age) {
                    seen[age_row(m, sex, age)] += then[age_row(m, sex, age)];
                    before[age_row(m, sex, age)] += younger(now, m, sex, age);
                }
            }
            expected_born[i] += children_expected(then, m, rules.births_per_woman);
        }
    }

    CohortChange change{PeopleByAge(seen.size(), 1.0), std::vector<double>(n), rules.births_per_woman,
                        rules.boys};
    ClassRatio children;
    for (std::uint32_t i = 0; i < n; ++i) children.add(centrality[{i}], born[i], expected_born[i]);
    for (std::uint32_t i = 0; i < n; ++i) {
        const double of_class = children.of(centrality[{i}]);
        change.children[i] = of_class * shrunk(born[i], expected_born[i] * of_class, rules.shrink_persons);
    }
    for (int sex = 0; sex < sexes; ++sex)
        for (int first = 0; first < ages; first = first < 90 ? first + 5 : ages) {
            const int past = first < 90 ? first + 5 : ages;
            std::vector<double> group_seen(n), group_expected(n);
            for (int age = std::max(first, 1); age < past; ++age) {
                ClassRatio cohort;
                for (std::uint32_t i = 0; i < n; ++i)
                    cohort.add(centrality[{i}], seen[age_row({i}, sex, age)], before[age_row({i}, sex, age)]);
                for (std::uint32_t i = 0; i < n; ++i) {
                    const auto row = age_row({i}, sex, age);
                    change.ratio[row] = cohort.of(centrality[{i}]);
                    group_seen[i] += seen[row];
                    group_expected[i] += before[row] * change.ratio[row];
                }
            }
            for (std::uint32_t i = 0; i < n; ++i) {
                const double differs = shrunk(group_seen[i], group_expected[i], weight);
                for (int age = std::max(first, 1); age < past; ++age)
                    change.ratio[age_row({i}, sex, age)] *= differs;
            }
        }
    return change;
}

PeopleByAge one_year_on(const PeopleByAge& people, const CohortChange& change) {
    PeopleByAge later(people.size());
    for (std::uint32_t i = 0; i < municipalities_in(people); ++i) {
        const MunicipalityId m{i};
        for (int sex = 0; sex < sexes; ++sex)
            for (int age = 1; age < ages; ++age)
                later[age_row(m, sex, age)] =
                    younger(people, m, sex, age) * change.ratio[age_row(m, sex, age)];
        const double born = children_expected(later, m, change.births_per_woman) * change.children[i];
        later[age_row(m, 0, 0)] = born * change.boys;
        later[age_row(m, female, 0)] = born * (1 - change.boys);
    }
    return later;
}

}  // namespace model
