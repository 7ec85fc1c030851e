#include "model/vacancy.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "support/tiny_world.hpp"

using namespace model;
using support::tiny_world;

namespace {

/// Within four standard errors of a share of `n` independent lists.
bool is_share(double count, double n, double share) {
    return std::abs(count - n * share) < 4 * std::sqrt(n * share * (1 - share));
}

/// 60 vacant lists with patients, as if nothing were known of their locums yet.
World uncounted_world() {
    auto world = tiny_world(60, 300);
    for (auto& locum : world.lists.locum.values()) locum = 0;
    for (auto& months : world.lists.uncovered_months.values()) months = 0;
    return world;
}

}  // namespace

TEST_CASE("The share of lists with a locum keeps itself", "[model][fast]") {
    for (const double cover : {0.02, 0.5, 0.86, 0.96, 0.999}) {
        const auto chances = cover_chances({}, cover);
        CHECK(cover * chances.ends == Approx((1 - cover) * chances.begins));
        CHECK(chances.ends <= 1);
        CHECK(chances.begins <= 1);
    }
    CHECK(cover_chances({}, VacancyParams{}.locum_cover).begins == Approx(0.05));
    CHECK(cover_chances({}, 0).begins == 0);
    CHECK(cover_chances({}, 1).ends == 0);
    CHECK(cover_chances({}, 0.96).begins > cover_chances({}, 0.86).begins);
}

TEST_CASE("Vacant lists are covered by locums at the published share, others never", "[model][fast]") {
    const auto world = uncounted_world();
    double locums = 0;
    constexpr int seeds = 200;
    for (std::uint64_t seed = 0; seed < seeds; ++seed) {
        auto copy = world;
        first_cover(copy, {}, Seed{seed});
        for (std::uint32_t l = 0; l < copy.lists.size(); ++l) {
            const ListId list{l};
            if (!copy.lists.vacant(list))
                CHECK(copy.lists.locum[list] + copy.lists.uncovered_months[list] == 0);
            locums += copy.lists.locum[list];
        }
    }
    CHECK(is_share(locums, 60 * seeds, 0.86));
}

TEST_CASE("A list without a locum has none for months, and one in eight none in a whole term",
          "[model][fast]") {
    const auto world = uncounted_world();
    double uncovered = 0, still = 0, whole_term = 0;
    constexpr int seeds = 200;
    for (std::uint64_t seed = 0; seed < seeds; ++seed) {
        auto copy = world;
        std::vector<int> months(copy.lists.size(), 0);
        for (int month = 0; month < 4; ++month) {
            cover_vacancies(copy, {}, Seed{seed});
            copy.month = copy.month + 1;
            for (std::uint32_t l = 0; l < copy.lists.size(); ++l) {
                const bool none = copy.lists.vacant(ListId{l}) && !copy.lists.locum[ListId{l}];
                if (month == 1 && months[l] == 1) still += none;
                months[l] += none;
                if (month == 0) uncovered += none;
                CHECK((copy.lists.uncovered_months[ListId{l}] > 0) == none);
            }
        }
        whole_term += static_cast<double>(std::count(months.begin(), months.end(), 4));
    }
    CHECK(is_share(uncovered, 60 * seeds, 0.14));
    CHECK(is_share(still, uncovered, 0.95));
    CHECK(is_share(whole_term, 60 * seeds, 0.14 * std::pow(0.95, 3)));
}

TEST_CASE("On the first day nobody has been without a locum for longer than without a GP", "[model][fast]") {
    auto world = uncounted_world();
    for (auto& since : world.lists.since.values()) since = world.month + -2;
    VacancyParams params;
    params.locum_cover = 0.01;
    first_cover(world, params, Seed{1});
    const auto& months = world.lists.uncovered_months;
    CHECK(*std::max_element(months.begin(), months.end()) == 2);
}

TEST_CASE("No locum is paid for a new list before it has patients", "[model][fast]") {
    auto world = tiny_world(60, 300);
    for (auto& members : world.lists.members.values()) members = 0;
    cover_vacancies(world, VacancyParams{1.0}, Seed{1});
    CHECK(std::count(world.lists.locum.begin(), world.lists.locum.end(), 1) == 0);
}

TEST_CASE("A GP ends the time without a locum", "[model][fast]") {
    auto world = uncounted_world();
    VacancyParams nobody;
    nobody.locum_cover = 0;
    cover_vacancies(world, nobody, Seed{1});
    cover_vacancies(world, nobody, Seed{1});
    const ListId vacant{2};
    REQUIRE(world.lists.vacant(vacant));
    CHECK(world.lists.uncovered_months[vacant] == 2);
    world.lists.doctor[vacant] = DoctorId{0};
    cover_vacancies(world, nobody, Seed{1});
    CHECK(world.lists.uncovered_months[vacant] == 0);
}
