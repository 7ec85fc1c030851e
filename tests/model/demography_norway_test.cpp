// Population, projection, drift and past starts at full size, against official figures.
#include <catch2/catch.hpp>
#include <cmath>

#include "data/input_set.hpp"
#include "model/audit.hpp"
#include "model/cohort_change.hpp"
#include "model/plan_year.hpp"
#include "model/start/initial.hpp"
#include "model/start/list_table.hpp"
#include "model/step.hpp"
#include "support/places.hpp"

using namespace model;

namespace {

const Inputs& norway() {
    static const auto set = data::read_input_set(support::in_tree("data/norway"));
    return set.figures;
}

Month january(int year) {
    return Month::of(std::chrono::year{year} / std::chrono::January);
}

/// Sums of target rows: the nation (entry 0) and centrality classes 1-6.
template <class Rows>
std::array<double, 7> by_class(const Rows& rows) {
    std::array<double, 7> sum{};
    const auto& centrality = norway().municipalities.centrality;
    for (std::uint32_t m = 0; m < centrality.size(); ++m)
        for (std::uint32_t g = 0; g < target_groups; ++g) {
            const auto people = static_cast<double>(rows[m * target_groups + g]);
            sum[0] += people;
            sum[centrality[MunicipalityId{m}]] += people;
        }
    return sum;
}

template <class Values>
double sum_over(const Values& values) {
    double sum = 0;
    for (const auto value : values) sum += value;
    return sum;
}

}  // namespace

namespace {

/// Mean distance from its expectation of a number of rare events.
double luck_of(double expected) {
    if (expected > 50) return std::sqrt(2 * expected / 3.14159265358979323846);
    double chance = std::exp(-expected), sum = 0;
    for (int k = 0; k < 200; ++k) {
        sum += chance * std::abs(k - expected);
        chance *= expected / (k + 1);
    }
    return sum;
}

/// What luck alone makes of municipality × sex × age in the year that begins: the mean distance of Poisson
/// counts of all who die, are born, move, leave or come, summed over the rows.
double luck_of_year(const World& world, const LifeTables& tables, const DemographyParams& params) {
    const auto& plan = world.year_plan;
    const auto n = world.setting.municipalities.size();
    const auto by_age = residents_by_age(world, plan.year);
    std::vector<double> events(n * target_groups), people(events.size());
    double shares = 0;
    for (std::uint32_t m = 0; m < n; ++m) {
        shares += plan.immigrant_share[m];
        double births = 0;
        for (int sex = 0; sex < sexes; ++sex)
            for (int age = 1; age < ages; ++age) {
                const double there = by_age[age_row({m}, sex, age)];
                const auto row = target_row({m}, sex, five_year_age(age));
                people[row] += there;
                events[row] += there * tables.hazard(sex, age, plan.year);
                if (sex == 1) births += there * tables.births_per_year[static_cast<std::size_t>(age)];
            }
        events[target_row({m}, 0, 0)] += births * plan.births[m] * params.boys;
        events[target_row({m}, 1, 0)] += births * plan.births[m] * (1 - params.boys);
    }
    for (std::uint32_t group = 0; group < target_groups; ++group)
        for (std::uint32_t i = 0; i < n; ++i) {
            const auto row = i * target_groups + group;
            const double out = 12 * people[row] * plan.move[row];
            events[row] += out + 12 * people[row] * plan.emigration[group] +
                           plan.immigrants[group] * plan.immigrant_share[i] / shares;
            const auto* to = &world.setting.attraction[i * n];
            const auto* pull = &plan.pull[group * n];
            double all = 0;
            for (std::uint32_t j = 0; j < n; ++j) all += to[j] * pull[j];
            for (std::uint32_t j = 0; j < n && all > 0; ++j)
                events[j * target_groups + group] += out * to[j] * pull[j] / all;
        }
    double luck = 0;
    for (const double expected : events) luck += luck_of(expected);
    return luck;
}

/// People of the nation by single age.
template <class ByAge>
std::array<double, ages> nation_by_age(const ByAge& people) {
    std::array<double, ages> sum{};
    for (std::size_t row = 0; row < people.size(); ++row) sum[row % ages] += people[row];
    return sum;
}

/// Residents by municipality × sex × age on world.month, a 1 January.
PeopleByAge counted(const World& world) {
    PeopleByAge people(world.setting.municipalities.size() * sexes * ages);
    for (std::uint32_t i = 0; i < world.people.size(); ++i) {
        const PersonId p{i};
        if (!world.people.here(p)) continue;
        const auto m = municipality_of(world.setting, world.people.home[p]);
        ++people[age_row(m, world.people.sex[p], std::min(world.people.age(p, world.month), ages - 1))];
    }
    return people;
}

}  // namespace

TEST_CASE("Births, moves and migration keep Norway at its tables but for luck", "[model][norway]") {
    const Params params;
    const LifeTables tables(params.demography);
    const auto n = norway().municipalities.size();
    for (const int first : {2016, 2026}) {
        Remarks remarks;
        auto world = make_world(norway(), params, Seed{1}, january(first), 36, remarks);
        for (int year = first + 1; year <= first + 3; ++year) {
            const double luck = luck_of_year(world, tables, params.demography);
            for (int month = 0; month < 12; ++month) {
                live_a_month(world, params.demography, tables, Seed{1});
                world.month = world.month + 1;
            }
            begin_year(world, params.demography, tables);
            const auto* target = world.setting.targets.find(year);
            REQUIRE(target);
            const auto people = counted(world);
            std::vector<double> rows(n * target_groups);
            for (std::uint32_t m = 0; m < n; ++m)
                for (int sex = 0; sex < sexes; ++sex)
                    for (int age = 0; age < ages; ++age)
                        rows[target_row({m}, sex, five_year_age(age))] += people[age_row({m}, sex, age)];
            double off_rows = 0, off_totals = 0, wanted = 0, all = 0;
            for (std::uint32_t m = 0; m < n; ++m) {
                double off = 0;
                for (std::uint32_t g = 0; g < target_groups; ++g) {
                    const auto row = m * target_groups + g;
                    off += rows[row] - target->people[row];
                    off_rows += std::abs(rows[row] - target->people[row]);
                    wanted += target->people[row];
                    all += rows[row];
                }
                off_totals += std::abs(off);
            }
            CAPTURE(year, off_totals, off_rows, luck, all, wanted);
            CHECK(off_totals < 10'000);
            CHECK(off_rows < 1.2 * luck);
            CHECK(std::abs(all / wanted - 1) < 0.003);
            if (year > 2026) {
                const auto& p = norway().projections;
                const auto by_age = nation_by_age(people);
                for (std::size_t i = 0; i < p.vintage.size(); ++i) {
                    if (p.vintage[i] != 2026 || p.alternative[i] != Alternative::main || p.year[i] != year)
                        continue;
                    const std::size_t past = p.age_from[i] == 90 ? ages : p.age_from[i + 1];
                    double group = 0;
                    for (std::size_t age = p.age_from[i]; age < past; ++age) group += by_age[age];
                    CAPTURE(int{p.age_from[i]}, group, p.persons[i]);
                    CHECK(std::abs(group / p.persons[i] - 1) < (p.age_from[i] == 90 ? 0.015 : 0.01));
                }
            }
        }
        CHECK(audit(world).empty());
    }
}

TEST_CASE("Cohort change of 2016-2021 projects the people of 2026 within a few per cent", "[model][norway]") {
    const auto& in = norway();
    const auto change = cohort_change(in.population, 2016, 2021, in.municipalities.centrality,
                                      cohort_rules(DemographyParams{}));
    auto people = people_by_age(in.population, 2021);
    for (int year = 2021; year < 2026; ++year) people = one_year_on(people, change);
    const auto n = in.municipalities.size();
    std::vector<double> projected(n * target_groups);
    for (std::uint32_t m = 0; m < n; ++m)
        for (int sex = 0; sex < sexes; ++sex)
            for (int age = 0; age < ages; ++age)
                projected[target_row({m}, sex, five_year_age(age))] += people[age_row({m}, sex, age)];
    const auto official = target_table(in.population, 2026).people;
    const auto p = by_class(projected), o = by_class(official);
    // What came between is not in the ratios: the pandemic, and people from Ukraine, many to small places.
    const std::array<double, 7> tolerance{0.015, 0.01, 0.015, 0.015, 0.025, 0.04, 0.05};
    for (std::size_t c = 0; c < 7; ++c) {
        CAPTURE(c, p[c] / o[c] - 1);
        CHECK(std::abs(p[c] / o[c] - 1) < tolerance[c]);
    }
    double misplaced = 0, error = 0;
    for (std::uint32_t m = 0; m < n; ++m) {
        double a = 0, b = 0;
        for (std::uint32_t g = 0; g < target_groups; ++g) {
            const auto row = m * target_groups + g;
            misplaced += std::abs(projected[row] - official[row]);
            a += projected[row];
            b += official[row];
        }
        error += std::abs(a / b - 1);
    }
    CHECK(misplaced / o[0] < 0.036);                  // of people in the wrong place, sex or age
    CHECK(error / in.municipalities.size() < 0.036);  // mean over municipalities
}

TEST_CASE("The targets after 2026 are Statistics Norway's", "[model][norway]") {
    const auto& in = norway();
    Remarks remarks;
    const auto targets = make_targets(in, cohort_rules({}), FollowParams{}, 2026, 2036, remarks);
    CHECK(remarks.empty());
    CHECK(by_class(targets.find(2031)->people)[0] == Approx(5'779'701).epsilon(1e-5));
    CHECK(by_class(targets.find(2036)->people)[0] == Approx(5'921'294).epsilon(1e-5));
    double infants = 0;
    for (const float m : targets.find(2036)->infants) infants += m;
    CHECK(infants == Approx(59'271).epsilon(1e-4));
    // Municipalities come to their share in the projection of 2024.
    const auto& p = in.projections;
    const auto n = in.municipalities.size();
    double projected = 0, error = 0;
    for (std::uint32_t m = 0; m < n; ++m) projected += p.municipal_persons[12 * n + m];
    for (std::uint32_t m = 0; m < n; ++m) {
        double people = 0;
        for (std::uint32_t g = 0; g < target_groups; ++g)
            people += targets.find(2036)->people[m * target_groups + g];
        error += std::abs(people / 5'921'294 / (p.municipal_persons[12 * n + m] / projected) - 1) / n;
    }
    CHECK(error < 0.001);
    const auto low = make_targets(in, cohort_rules({}), {.follow = Follow::ssb_low}, 2026, 2036, remarks);
    const auto high = make_targets(in, cohort_rules({}), {.follow = Follow::ssb_high}, 2026, 2036, remarks);
    CHECK(by_class(low.find(2036)->people)[0] < by_class(targets.find(2036)->people)[0]);
    CHECK(by_class(high.find(2036)->people)[0] > by_class(targets.find(2036)->people)[0]);
}

TEST_CASE("Moves drift between centrality classes as they did in 2005-2017", "[model][norway]") {
    const auto& in = norway();
    Params params;
    params.follow.follow = Follow::rates;
    Remarks remarks;
    auto world = make_world(in, params, Seed{1}, january(2016), 12, remarks);
    steer(world, world.year_plan);
    const LifeTables tables(params.demography);
    std::array<double, 7> net{};
    std::array<double, 19> moves{}, people{};
    double crossing = 0, all = 0;
    const auto population = by_class(target_table(in.population, 2016).people);
    const auto& places = in.municipalities;
    for (int month = 0; month < 12; ++month) {  // the moves of a year in the world of its first day
        for (const auto& event : plan_life_events(world, tables, Seed{static_cast<std::uint64_t>(month)})) {
            if (event.kind != LifeEvent::Kind::move) continue;
            const auto from = municipality_of(world.setting, world.people.home[event.person]);
            const auto to = municipality_of(world.setting, event.home);
            ++net[places.centrality[to]];
            --net[places.centrality[from]];
            crossing += places.county_number[from] != places.county_number[to];
            ++all;
            ++moves[five_year_age(2016 - world.people.born[event.person].year())];
        }
    }
    for (std::uint32_t i = 0; i < world.people.size(); ++i)
        ++people[five_year_age(2016 - world.people.born[PersonId{i}].year())];
    const std::array<double, 7> published{0, 1.39, 2.99, 3.32, -3.12, -8.64, -10.37};  // % over 12 years
    for (std::size_t c = 1; c < 7; ++c) {
        CAPTURE(c, 1200 * net[c] / population[c]);
        CHECK(std::abs(1200 * net[c] / population[c] - published[c]) < 1.0);
    }
    CHECK(crossing / all == Approx(0.563).margin(0.01));
    CHECK(1000 * all / population[0] == Approx(46).epsilon(0.04));
    for (std::size_t g = 0; g < 19; ++g)
        CHECK(1000 * moves[g] / people[g] == Approx(params.demography.moves[g]).epsilon(0.05).margin(0.5));
}

TEST_CASE("Past starts agree with the published national figures of GP lists", "[model][norway]") {
    struct Published {
        int year;
        double with_gp, without_gp, patients_without, patients_with, mean_cap;
    };
    for (const auto& p : {Published{2019, 4884, 126, 75'542, 5'311'792, 1122},
                          Published{2020, 4949, 181, 107'595, 5'289'342, 1104},
                          Published{2021, 4997, 221, 138'453, 5'290'049, 1076},
                          Published{2022, 5085, 310, 212'289, 5'259'147, 1043},
                          Published{2023, 5292, 322, 214'106, 5'320'828, 1013}}) {
        CAPTURE(p.year);
        Remarks remarks;
        const auto t = list_table(norway(), InitialParams{}, p.year, Seed{1}, remarks);
        CHECK(sum_over(t.lists_with_gp) == p.with_gp);
        CHECK(sum_over(t.lists_without_gp) == p.without_gp);
        CHECK(sum_over(t.patients_without_gp) == p.patients_without);
        CHECK(sum_over(t.patients_with_gp) == Approx(p.patients_with).epsilon(0.005));
        CHECK(sum_over(t.places_with_gp) / p.with_gp == Approx(p.mean_cap).margin(0.01));
        for (std::uint32_t i = 0; i < t.lists_with_gp.size(); ++i) {
            const MunicipalityId m{i};
            if (t.lists_with_gp[m] == 0) CHECK(t.patients_with_gp[m] == 0);
            if (t.lists_without_gp[m] == 0) CHECK(t.patients_without_gp[m] == 0);
            CHECK(t.open_lists[m] <= t.lists_with_gp[m]);
        }
    }
    for (int year = 2015; year <= 2024; ++year) {
        Remarks remarks;
        const auto t = list_table(norway(), InitialParams{}, year, Seed{1}, remarks);
        CHECK(sum_over(t.patients_with_gp) + sum_over(t.patients_without_gp) > 5e6);
        CHECK(!remarks.empty());
    }
}

TEST_CASE("Estimated vacancies of 2022 lie where they were published to lie", "[model][norway]") {
    std::array<double, 7> without{}, all{};
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        Remarks remarks;
        const auto t = list_table(norway(), InitialParams{}, 2022, Seed{seed}, remarks);
        for (std::uint32_t i = 0; i < t.lists_with_gp.size(); ++i) {
            const MunicipalityId m{i};
            const auto c = norway().municipalities.centrality[m];
            without[c] += t.patients_without_gp[m];
            all[c] += t.patients_without_gp[m] + t.patients_with_gp[m];
        }
    }
    // SSB 12005, 2022, all municipalities: % of patients on lists without a GP, by centrality. None of class
    // 1 is among the 164 municipalities that the series has of 2022.
    const std::array<double, 7> published{0, 0.21, 1.23, 4.39, 7.90, 8.60, 12.90};
    const std::array<double, 7> tolerance{0, 1.0, 0.5, 0.8, 1.8, 1.5, 4.0};
    for (std::size_t c = 1; c < 7; ++c) {
        CAPTURE(c, 100 * without[c] / all[c]);
        CHECK(std::abs(100 * without[c] / all[c] - published[c]) < tolerance[c]);
    }
}

TEST_CASE("A world of January 2020 has the published lists, vacancies and caps", "[model][norway]") {
    Remarks remarks;
    const auto world = make_world(norway(), Params{}, Seed{1}, january(2020), 1, remarks);
    double with = 0, without = 0, patients_without = 0, cap = 0;  // as reported
    for (std::uint32_t l = 0; l < world.lists.size(); ++l) {
        const ListId list{l};
        if (!world.lists.is(list, Standing::open)) continue;
        const bool reported = world.lists.vacant(list) && !world.lists.unreported[list];
        (reported ? without : with) += 1;
        if (reported)
            patients_without += world.lists.members[list];
        else
            cap += world.lists.cap[list];
    }
    CHECK(with == 4884);
    CHECK(without == 126);
    CHECK(patients_without == 75'542);
    CHECK(cap / with == Approx(1122).margin(0.5));
    CHECK(std::count(world.lists.unreported.begin(), world.lists.unreported.end(), 1) == 42);  // 126 / 3
    CHECK(audit(world).empty());
}
