// Alignment, projection, drift and past starts at full size, against official figures.
#include <catch2/catch.hpp>
#include <cmath>

#include "data/input_set.hpp"
#include "model/alignment.hpp"
#include "model/audit.hpp"
#include "model/cohort_change.hpp"
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

TEST_CASE("From 2016 on Norway agrees with the official table every 1 January", "[model][norway]") {
    const Params params;
    Remarks remarks;
    auto world = make_world(norway(), params, Seed{1}, january(2016), 24, remarks);
    CHECK(world.people.size() == 5'213'985);
    const LifeTables tables(params.demography);
    std::int64_t years_with_doctor = 0;
    for (int month = 0; month < 24; ++month) {
        const auto before = world.residents.people;
        step(world, params, tables, Seed{1});
        for (std::uint32_t i = 0; i < before.size(); ++i) {
            const MunicipalityId m{i};
            const auto& f = world.flows;
            CHECK(world.residents.people[m] == before[m] + f.births[m] - f.deaths[m] + f.moved_in[m] -
                                                   f.moved_out[m] + f.immigrated[m] - f.emigrated[m] +
                                                   f.aligned_in[m] - f.aligned_out[m]);
        }
        if (!world.month.is_january()) continue;
        const auto broken = audit(world);
        INFO((broken.empty() ? std::string{} : broken.front()));
        REQUIRE(broken.empty());
        std::vector<std::int32_t> rows(norway().municipalities.size() * target_groups);
        for (std::uint32_t i = 0; i < world.people.size(); ++i) {
            const PersonId p{i};
            if (!world.people.here(p)) continue;
            const auto m = municipality_of(world.setting, world.people.home[p]);
            ++rows[target_row(m, world.people.sex[p], five_year_age(world.people.age(p, world.month)))];
        }
        CHECK(rows == target_table(norway().population, world.month.year()));
        ++years_with_doctor;
    }
    CHECK(years_with_doctor == 2);
}

TEST_CASE("Cohort change of 2016-2021 projects the people of 2026 within a few per cent", "[model][norway]") {
    const auto& in = norway();
    const auto now = target_table(in.population, 2021);
    const auto change = cohort_change(target_table(in.population, 2016), now, in.municipalities.centrality,
                                      AlignmentParams{}.shrink_persons);
    const auto projected = five_years_on({now.begin(), now.end()}, change);
    const auto official = target_table(in.population, 2026);
    const auto p = by_class(projected), o = by_class(official);
    // What came between is not in the ratios: the pandemic, and people from Ukraine, many to small places.
    const std::array<double, 7> tolerance{0.015, 0.01, 0.015, 0.015, 0.025, 0.04, 0.05};
    for (std::size_t c = 0; c < 7; ++c) {
        CAPTURE(c, p[c] / o[c] - 1);
        CHECK(std::abs(p[c] / o[c] - 1) < tolerance[c]);
    }
    double misplaced = 0, error = 0;
    for (std::uint32_t m = 0; m < in.municipalities.size(); ++m) {
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

TEST_CASE("The projection after 2026 grows as the last five years did", "[model][norway]") {
    const auto& in = norway();
    Remarks remarks;
    const auto targets =
        make_targets(in.population, {}, in.municipalities, AlignmentParams{}, 2026, 2036, remarks);
    CHECK(remarks.empty());
    const auto at = [&](int year) { return by_class(*targets.find(year)); };
    const auto now = at(2026), later = at(2031), last = at(2036);
    CHECK(now[0] == 5'627'400);
    CHECK(later[0] == Approx(5'855'000).epsilon(0.005));
    CHECK(last[0] == Approx(6'065'000).epsilon(0.005));
    CHECK(later[1] / now[1] > later[4] / now[4]);  // the centre grows faster than the periphery
    CHECK(later[4] / now[4] > later[6] / now[6]);
    double before = now[0];
    for (int year = 2027; year <= 2036; ++year) {
        const double people = at(year)[0];
        CHECK(people > before);
        CHECK(people < before * 1.01);
        before = people;
    }
}

TEST_CASE("Moves drift between centrality classes as they did in 2005-2017", "[model][norway]") {
    const auto& in = norway();
    const Params params;
    Remarks remarks;
    auto world = make_world(in, params, Seed{1}, january(2016), 12, remarks);
    const LifeTables tables(params.demography);
    std::array<double, 7> net{};
    std::array<double, 19> moves{}, people{};
    double crossing = 0, all = 0;
    const auto population = by_class(target_table(in.population, 2016));
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
            ++moves[five_year_age(world.people.age(event.person, world.month))];
        }
    }
    for (std::uint32_t i = 0; i < world.people.size(); ++i)
        ++people[five_year_age(world.people.age(PersonId{i}, world.month))];
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
