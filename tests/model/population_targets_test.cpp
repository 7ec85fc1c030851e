#include "model/population_targets.hpp"

#include <catch2/catch.hpp>

#include "model/demography.hpp"
#include "support/complaint.hpp"
#include "support/people_table.hpp"

using namespace model;
using support::people_table;
using support::set_people;

namespace {

constexpr MunicipalityId small{0}, large{1};
constexpr int male = 0;
constexpr std::size_t thirties = five_year_age(30), old = five_year_age(90);

/// Two municipalities with men of 30-34 only: in the last two years 100 and 300 of each single age, as many
/// as the year before.
Inputs two_places() {
    Inputs in;
    in.municipalities.number = std::vector<std::string>{"0001", "0002"};
    in.municipalities.centrality = std::vector<std::uint8_t>{6, 6};
    in.population = people_table(2024, 3, 2);
    for (int year = 2024; year <= 2026; ++year)
        for (int age = 0; age < ages; ++age) {
            set_people(in.population, year, small, Sex::male, age, 100);
            set_people(in.population, year, large, Sex::male, age, 300);
        }
    return in;
}

/// Adds the nation of one year: under 90, and 90 and over.
void project(Inputs& in, int vintage, Alternative alternative, int year, std::uint32_t under,
             std::uint32_t over) {
    auto& p = in.projections;
    for (const bool is_old : {false, true}) {
        p.vintage.push_back(static_cast<std::uint16_t>(vintage));
        p.alternative.push_back(alternative);
        p.year.push_back(static_cast<std::uint16_t>(year));
        p.age_from.push_back(is_old ? 90 : 0);
        p.persons.push_back(is_old ? over : under);
    }
}

double nation(const TargetTable& target, bool is_old) {
    double sum = 0;
    for (std::size_t row = 0; row < target.people.size(); ++row)
        if ((row % five_year_groups == old) == is_old) sum += target.people[row];
    return sum;
}

double residents(const TargetTable& target, MunicipalityId m) {
    double sum = 0;
    for (std::uint32_t g = 0; g < target_groups; ++g) sum += target.people[m.value * target_groups + g];
    return sum;
}

PopulationTargets targets_of(const Inputs& in, const FollowParams& follow, int start, int last,
                             std::vector<std::string>* said = nullptr) {
    std::vector<std::string> remarks;
    auto targets = make_targets(in, cohort_rules({}), follow, start, last, remarks);
    if (said) *said = remarks;
    return targets;
}

}  // namespace

TEST_CASE("Official years are followed as they are", "[model][fast]") {
    const auto targets = targets_of(two_places(), {}, 2024, 2026);
    CHECK(!targets.find(2024));
    REQUIRE(targets.find(2025));
    CHECK(targets.find(2025)->people[target_row(large, male, thirties)] == 1500);
    CHECK(targets.find(2025)->infants[0] == 100);
    CHECK(targets.find(2026)->people[target_row(small, male, old)] == 1600);
    CHECK(!targets.find(2027));
}

TEST_CASE("The nation of a projection is met by age, in each alternative", "[model][fast]") {
    auto in = two_places();
    for (const auto& [alternative, under] :
         {std::pair{Alternative::main, 36'360U}, {Alternative::low, 36'000U}}) {
        project(in, 2026, alternative, 2026, 36'000, 6'400);
        project(in, 2026, alternative, 2027, under, 6'464);
    }
    for (const auto follow : {Follow::ssb_main, Follow::ssb_low}) {
        const auto targets = targets_of(in, {.follow = follow}, 2026, 2027);
        REQUIRE(targets.find(2027));
        CHECK(nation(*targets.find(2027), false) == Approx(follow == Follow::ssb_main ? 36'360 : 36'000));
        CHECK(nation(*targets.find(2027), true) == Approx(6'464));
        CHECK(residents(*targets.find(2027), large) == Approx(3 * residents(*targets.find(2027), small)));
    }
}

TEST_CASE("A municipality comes from its own number to the projected one in ten years", "[model][fast]") {
    auto in = two_places();
    for (int year = 2026; year <= 2036; ++year) project(in, 2026, Alternative::main, year, 36'000, 6'400);
    auto& p = in.projections;
    p.municipal_vintage = 2024;
    p.first_year = 2026;
    p.years = 11;
    for (int year = 2026; year <= 2036; ++year) {  // half of the nation each, a thousandth of it here
        p.municipal_persons.push_back(20);
        p.municipal_persons.push_back(20);
    }
    const auto targets = targets_of(in, {}, 2026, 2036);
    CHECK(residents(*targets.find(2036), small) == Approx(21'200));
    CHECK(residents(*targets.find(2036), large) == Approx(21'200));
    CHECK(residents(*targets.find(2027), small) < 11'600);  // 10 600 now
    p.municipal_vintage = 2027;                             // not known yet when the nation was projected
    CHECK(residents(*targets_of(in, {}, 2026, 2036).find(2036), small) == Approx(10'600));
}

TEST_CASE("A blind start knows official years and projections before its first day only", "[model][fast]") {
    auto in = two_places();
    for (int year = 2024; year <= 2026; ++year) {
        project(in, 2022, Alternative::main, year, 40'000, 6'000);
        project(in, 2025, Alternative::main, year, 50'000, 6'000);
    }
    project(in, 2025, Alternative::main, 2027, 55'000, 6'000);
    set_people(in.population, 2026, small, Sex::male, 30, 9'000);  // not known in January 2025
    const FollowParams blind{.known_at_start = true};
    const auto targets = targets_of(in, blind, 2025, 2026);
    CHECK(nation(*targets.find(2026), false) == Approx(36'000));  // as 2022 has it: no growth from 2025
    CHECK(residents(*targets.find(2026), small) == Approx(10'600));
    std::vector<std::string> said;
    targets_of(in, blind, 2025, 2027, &said);
    REQUIRE(said.size() == 1);
    CHECK(said[0].find("has no figures for 1 January 2027") != std::string::npos);
    const auto named = targets_of(in, {.vintage = 2025, .known_at_start = true}, 2025, 2027);
    CHECK(nation(*named.find(2027), false) == Approx(36'000 * 1.1));
    CHECK(support::complaint([&] {
              targets_of(in, {.vintage = 2011}, 2025, 2027);
          }).find("no national projection published in 2011") != std::string::npos);
}

TEST_CASE("A table of one's own stands in the years it has", "[model][fast]") {
    auto in = two_places();
    in.population_ahead = people_table(2028, 1, 2);
    set_people(in.population_ahead, 2028, large, Sex::male, 34, 77);
    const auto targets = targets_of(in, {.follow = Follow::table}, 2026, 2029);
    CHECK(targets.find(2027)->people[target_row(large, male, thirties)] == Approx(1500));
    CHECK(targets.find(2028)->people[target_row(large, male, thirties)] == 77);
    CHECK(targets.find(2029)->people[target_row(large, male, five_year_age(35))] == Approx(77));
    CHECK(targets_of(in, {.follow = Follow::own}, 2026, 2028)
              .find(2028)
              ->people[target_row(large, male, thirties)] == Approx(1500));
    CHECK(!targets_of(in, {.follow = Follow::rates}, 2024, 2028).find(2025));
}

TEST_CASE("A year that nothing can be said about has no target, and a remark says so", "[model][fast]") {
    auto in = two_places();
    in.population = people_table(2026, 1, 2);
    std::vector<std::string> said;
    const auto targets = targets_of(in, {.follow = Follow::own}, 2026, 2028, &said);
    CHECK(!targets.find(2027));
    REQUIRE(said.size() == 1);
    CHECK(said[0].find("2027, 2028") != std::string::npos);
}
