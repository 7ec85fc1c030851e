#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <numeric>

#include "geo/base/threads.hpp"
#include "model/audit.hpp"
#include "model/contract_survival.hpp"
#include "model/gp_exit.hpp"
#include "model/matching.hpp"
#include "model/parameters.hpp"
#include "model/posts.hpp"
#include "model/recruitment.hpp"
#include "model/start/initial.hpp"
#include "support/tiny_inputs.hpp"
#include "support/tiny_world.hpp"

using namespace model;
using support::start;
using support::tiny_world;

namespace {

/// The obvious version of deferred acceptance: rounds in which everyone without a post asks her next one, all
/// posts then keep their best.
std::vector<std::uint32_t> match_in_rounds(const std::vector<std::vector<Application>>& wishes,
                                           std::uint32_t posts) {
    std::vector<std::uint32_t> post_of(wishes.size(), no_post);
    std::vector<std::size_t> next(wishes.size(), 0);
    for (bool asked = true; asked;) {
        asked = false;
        for (std::uint32_t a = 0; a < wishes.size(); ++a)
            if (post_of[a] == no_post && next[a] < wishes[a].size()) {
                asked = true;
                const auto want = wishes[a][next[a]++];
                std::uint32_t rival = no_post;
                for (std::uint32_t b = 0; b < wishes.size(); ++b)
                    if (post_of[b] == want.post) rival = b;
                double rival_score = 0;
                if (rival != no_post)
                    for (const auto& w : wishes[rival])
                        if (w.post == want.post) rival_score = w.score;
                if (rival != no_post &&
                    (rival_score > want.score || (rival_score == want.score && rival < a)))
                    continue;
                if (rival != no_post) post_of[rival] = no_post;
                post_of[a] = want.post;
            }
    }
    static_cast<void>(posts);
    return post_of;
}

std::vector<std::vector<Application>> random_wishes(std::uint32_t applicants, std::uint32_t posts,
                                                    std::uint64_t seed) {
    std::vector<std::vector<Application>> wishes(applicants);
    for (std::uint32_t a = 0; a < applicants; ++a) {
        Draw draw(Seed{seed}, Stream::job_lot, a, start);
        std::vector<std::uint32_t> order(posts);
        std::iota(order.begin(), order.end(), 0U);
        for (auto k = posts; k > 1; --k) std::swap(order[k - 1], order[draw.below(k)]);
        const auto n = std::min(posts, 1 + draw.below(15));
        for (std::uint32_t k = 0; k < n; ++k)
            wishes[a].push_back({order[k], std::floor(4 * draw.uniform())});  // ties on purpose
    }
    return wishes;
}

}  // namespace

TEST_CASE("Deferred acceptance settles a hand-made market", "[model][fast]") {
    // Both want post 0 first; post 0 wants the second more; the first then takes post 1.
    CHECK(deferred_acceptance(std::vector<std::vector<Application>>{{{0, 1.0}, {1, 1.0}}, {{0, 2.0}}}, 2) ==
          std::vector<std::uint32_t>{1, 0});
    // Equal scores: the lower applicant.
    CHECK(deferred_acceptance(std::vector<std::vector<Application>>{{{0, 1.0}}, {{0, 1.0}}}, 1) ==
          std::vector<std::uint32_t>{0, no_post});
    CHECK(deferred_acceptance({}, 3).empty());
}

TEST_CASE("Deferred acceptance is stable and equals the version in rounds", "[model][fast]") {
    for (const std::uint32_t n : {0U, 1U, 131U}) {
        const auto posts = n / 2 + 1;
        const auto wishes = random_wishes(n, posts, n);
        const auto match = deferred_acceptance(wishes, posts);
        CHECK(match == match_in_rounds(wishes, posts));
        std::vector<double> held(posts, -1);
        for (std::uint32_t a = 0; a < n; ++a)
            for (const auto& w : wishes[a])
                if (w.post == match[a]) held[w.post] = w.score;
        for (std::uint32_t a = 0; a < n; ++a)
            for (const auto& w : wishes[a]) {
                if (w.post == match[a]) break;
                CHECK(w.score <=
                      held[w.post]);  // no post she would rather have wants her more than whom it has
            }
    }
    const auto many = random_wishes(10'000, 4'000, 5);
    const auto match = deferred_acceptance(many, 4'000);
    std::vector<int> taken(4'000, 0);
    for (const auto post : match)
        if (post != no_post) CHECK(++taken[post] == 1);
}

TEST_CASE("The bound of a Gumbel draw is never below it, and most draws are near it", "[model][fast]") {
    int near = 0, all = 0;
    const auto check = [&](std::uint32_t bits) {
        const double exact = gumbel(bits), most = gumbel_at_most(bits);
        REQUIRE(exact <= most);
        near += most - exact < 0.02;
        ++all;
    };
    for (std::uint64_t bits = 0; bits < (std::uint64_t{1} << 32U); bits += 40'009)
        check(static_cast<std::uint32_t>(bits));
    for (std::uint32_t step = 0; step < 1024; ++step) {  // the ends of every step of the table
        check(step << 22U);
        check((step << 22U) + ((1U << 22U) - 1));
    }
    CHECK(gumbel_at_most(0xFFFF'FFFFU) == std::numeric_limits<double>::infinity());
    CHECK(near > 0.9 * all);
}

TEST_CASE("A better offer never appeals less", "[model][fast]") {
    const auto world = tiny_world(6);
    const AppealParams params;
    const DoctorId doctor{0};
    for (std::uint32_t luck = 0; luck < 200; ++luck) {
        const auto taste = taste_of(params, Seed{3}, luck);
        const Offer offer{1.6e6, 60, 8, 1, false, false, MunicipalityId{3}};
        const double base = appeal(params, world, doctor, taste, offer, true);
        auto better = offer;
        better.income_nok += 100'000;
        CHECK(appeal(params, world, doctor, taste, better, true) > base);
        better = offer;
        better.hours_week -= 5;
        CHECK(appeal(params, world, doctor, taste, better, true) >= base);
        better = offer;
        better.duty_hours_week -= 2;
        CHECK(appeal(params, world, doctor, taste, better, true) > base);
        better = offer;
        better.colleagues += 1;
        CHECK(appeal(params, world, doctor, taste, better, true) > base);
    }
}

TEST_CASE("The hazard of leaving goes the way it should", "[model][fast]") {
    auto world = tiny_world(6);
    const ExitParams params;
    const DoctorId doctor{0};
    const Offer post{1.7e6, 50, 4, 2, false, false, MunicipalityId{0}};
    const double base = exit_hazard(params, world, doctor, post);
    auto other = post;
    other.income_nok *= 1.1;
    CHECK(exit_hazard(params, world, doctor, other) < base);
    other = post;
    other.hours_week += 30;
    CHECK(exit_hazard(params, world, doctor, other) > base);
    other = post;
    other.duty_hours_week += 10;
    CHECK(exit_hazard(params, world, doctor, other) > base);
    other = post;
    other.colleagues += 3;
    CHECK(exit_hazard(params, world, doctor, other) < base);
    other = post;
    other.municipality = MunicipalityId{5};  // centrality 6
    CHECK(exit_hazard(params, world, doctor, other) > base);
    world.doctors.born[doctor] = start + -12 * 70;
    CHECK(exit_hazard(params, world, doctor, post) > 3 * base);
}

TEST_CASE("Doctors leave as often as their hazards say", "[model][fast]") {
    const auto world = tiny_world(60, 300);
    double expected = 0;
    for (std::uint32_t d = 0; d < world.doctors.size(); ++d)
        if (world.doctors.list[DoctorId{d}] != none<ListId> &&
            world.lists.leaves[world.doctors.list[DoctorId{d}]] == lasts)
            expected += 1 - std::exp(-exit_hazard({}, world, DoctorId{d},
                                                  offer_of(world, world.doctors.list[DoctorId{d}])) /
                                     12);
    double left = 0;
    constexpr int seeds = 200;
    for (std::uint64_t seed = 0; seed < seeds; ++seed)
        for (const auto leaves : plan_exits(world, {}, Seed{seed})) left += leaves > 0;
    CHECK(std::abs(left - seeds * expected) < 4 * std::sqrt(seeds * expected));
}

TEST_CASE("A GP who gives notice leaves at its end, her patients stay on a list that takes no one",
          "[model][fast]") {
    auto world = tiny_world(6);
    DoctorId doctor{0};
    while (world.lists.leaves[world.doctors.list[doctor]] != lasts) ++doctor.value;
    const auto list = world.doctors.list[doctor];
    const auto members = world.lists.members[list];
    Column<DoctorId, std::uint8_t> leaves(world.doctors.size());
    leaves[doctor] = static_cast<std::uint8_t>(Exit::notice);
    give_notices(world, leaves, 6);
    CHECK(world.lists.on_offer(list));
    for (int month = 0; month < 6; ++month, world.month = world.month + 1) {
        hand_over(world);
        CHECK(world.lists.has_gp(list));
    }
    hand_over(world);
    CHECK(world.lists.vacant(list));
    CHECK(world.doctors.list[doctor] == none<ListId>);
    CHECK(static_cast<Post>(world.doctors.post[doctor]) == Post::gone);
    CHECK(world.lists.members[list] == members);
    CHECK(world.lists.free_places(list) == 0);
    CHECK(world.lists.since[list] == start + 6);
    const auto& contract = world.contracts[world.contract_of[doctor]];
    CHECK(contract.ended == start + 6);
    CHECK(contract.left_scheme == 1);
    CHECK(audit(world).empty());
}

TEST_CASE(
    "Who signs for a list under notice takes it over the month its GP leaves, and a mover leaves her own",
    "[model][fast]") {
    auto world = tiny_world(6);
    std::vector<DoctorId> gps;
    for (const auto doctor : ids<DoctorId>(world.doctors.size()))
        if (world.doctors.list[doctor] != none<ListId> &&
            world.lists.leaves[world.doctors.list[doctor]] == lasts)
            gps.push_back(doctor);
    REQUIRE(gps.size() > 1);
    const auto old_list = world.doctors.list[gps[0]], new_list = world.doctors.list[gps[1]];
    give_notice(world, new_list, start + 2);
    CHECK(world.lists.on_offer(new_list));
    sign(world, gps[0], new_list, start + 2);
    CHECK_FALSE(world.lists.on_offer(new_list));
    CHECK(world.lists.on_offer(old_list));
    CHECK(world.lists.leaves[old_list] == start + 2);
    world.month = start + 2;
    hand_over(world);
    CHECK(world.lists.doctor[new_list] == gps[0]);
    CHECK(world.lists.vacant(old_list));
    CHECK(static_cast<Post>(world.doctors.post[gps[1]]) == Post::gone);
    CHECK(world.flows.gps_moved[world.lists.municipality[new_list]] == 1);
    CHECK(audit(world).empty());
}

TEST_CASE("A grant in one municipality leaves every draw elsewhere untouched", "[model][fast]") {
    const auto before = tiny_world(6);
    auto after = before;
    for (std::uint32_t l = 0; l < after.lists.size(); ++l)
        if (after.lists.municipality[ListId{l}].value == 5) after.work.income_nok[ListId{l}] += 300'000;
    const auto plain = plan_exits(before, {}, Seed{4});
    const auto paid = plan_exits(after, {}, Seed{4});
    for (std::uint32_t d = 0; d < plain.size(); ++d) {
        if (before.doctors.list[DoctorId{d}] == none<ListId>) continue;
        const auto m = before.lists.municipality[before.doctors.list[DoctorId{d}]].value;
        if (m == 5)
            CHECK(paid[DoctorId{d}] <= plain[DoctorId{d}]);  // the same luck, a lower hazard
        else
            CHECK(paid[DoctorId{d}] == plain[DoctorId{d}]);
    }
}

TEST_CASE("What supply has by calendar year begins with the first published one and ends with the last",
          "[model][fast]") {
    CHECK(supply_years[supply_year(2012)] == "to 2019");
    CHECK(supply_years[supply_year(2019)] == "to 2019");
    CHECK(supply_years[supply_year(2020)] == "2020");
    CHECK(supply_years[supply_year(2023)] == "2023");
    CHECK(supply_years[supply_year(2024)] == "2024 on");
    CHECK(supply_years[supply_year(2040)] == "2024 on");
}

TEST_CASE("Vacancies go to doctors who would rather have them, the same on any number of threads",
          "[model][fast]") {
    Params params;
    params.recruitment.outside_option = 0;
    std::vector<World> worlds;
    for (const unsigned threads : {1U, 2U, 3U, 8U}) {
        const geo::ThreadLimit limit(threads);
        auto world = tiny_world(6, 1000, params);
        for (int month = 0; month < 12; ++month) {
            hand_over(world);
            supply_doctors(world, params.doctors, {}, Seed{1});
            fill_vacancies(world, params.recruitment, params.appeal, 6, Seed{1});
            CHECK(audit(world).empty());
            world.month = world.month + 1;
        }
        worlds.push_back(std::move(world));
    }
    int filled = 0;
    for (std::uint32_t l = 0; l < worlds[0].lists.size(); ++l) filled += worlds[0].lists.has_gp(ListId{l});
    CHECK(filled > 12);
    for (const auto& world : worlds) {
        CHECK(world.lists == worlds[0].lists);
        CHECK(world.doctors == worlds[0].doctors);
        CHECK(world.contracts == worlds[0].contracts);
    }
}

TEST_CASE("A more attractive outside leaves more posts vacant", "[model][fast]") {
    const auto vacant_after = [](double outside) {
        Params params;
        params.recruitment.outside_option = outside;
        auto world = tiny_world(6, 1000, params);
        for (int month = 0; month < 12; ++month, world.month = world.month + 1) {
            hand_over(world);
            supply_doctors(world, params.doctors, {}, Seed{1});
            fill_vacancies(world, params.recruitment, params.appeal, 6, Seed{1});
        }
        int vacant = 0;
        for (std::uint32_t l = 0; l < world.lists.size(); ++l) vacant += world.lists.vacant(ListId{l});
        return vacant;
    };
    CHECK(vacant_after(-20) == 0);
    CHECK(vacant_after(40) >= 6);
}

namespace {

/// No municipality has a history.
std::vector<double> unknown(const World& world) {
    return std::vector<double>(world.setting.municipalities.size(), NAN);
}

}  // namespace

TEST_CASE("Attractiveness keeps its spread and forgets at its rate", "[model][fast]") {
    auto world = tiny_world(400, 10);
    AppealParams params;
    params.attractiveness_seen = 0;
    first_attractiveness(world, params, unknown(world), Seed{2});
    const auto spread = [&] {
        double squares = 0;
        for (const float a : world.attractiveness) squares += static_cast<double>(a) * static_cast<double>(a);
        return std::sqrt(squares / world.attractiveness.size());
    };
    const auto first = world.attractiveness;
    CHECK(spread() == Approx(params.attractiveness_spread).epsilon(0.15));
    for (int month = 0; month < 24; ++month, world.month = world.month + 1)
        drift_attractiveness(world, params, Seed{2});
    CHECK(spread() == Approx(params.attractiveness_spread).epsilon(0.15));
    double product = 0;
    for (std::uint32_t m = 0; m < first.size(); ++m)
        product += static_cast<double>(first[MunicipalityId{m}]) *
                   static_cast<double>(world.attractiveness[MunicipalityId{m}]);
    const double correlation =
        product / first.size() / (params.attractiveness_spread * params.attractiveness_spread);
    CHECK(std::abs(correlation - std::pow(params.attractiveness_persistence, 24)) < 0.15);
}

TEST_CASE("The attractiveness of many lists varies less than that of few", "[model][fast]") {
    AppealParams params;
    params.attractiveness_seen = 0;
    const auto spread = [&](double lists) {
        auto world = tiny_world(400, 10);
        const auto open = std::count(world.lists.standing.begin(), world.lists.standing.end(),
                                     static_cast<std::uint8_t>(Standing::open));
        params.attractiveness_lists = static_cast<double>(open) / 400.0 / lists;
        first_attractiveness(world, params, unknown(world), Seed{2});
        for (int month = 0; month < 6; ++month, world.month = world.month + 1)
            drift_attractiveness(world, params, Seed{2});
        double squares = 0;
        for (const float a : world.attractiveness) squares += static_cast<double>(a) * static_cast<double>(a);
        return std::sqrt(squares / world.attractiveness.size());
    };
    // The same draws: as many lists as halve the variance, three times as many, and next to none.
    CHECK(spread(1) == Approx(spread(1e-9) / std::sqrt(2)));
    CHECK(spread(3) == Approx(spread(1e-9) / 2));
}

TEST_CASE("The product-limit estimator gives the textbook answer", "[model][fast]") {
    World world;
    world.month = start + 120;
    const auto contract = [&](int months, bool ended) {
        const Month began = ended ? start : world.month + -months;
        world.contracts.push_back({DoctorId{0}, ListId{0}, began, ended ? start + months : lasts, 0, 0});
    };
    contract(12, true);
    contract(24, false);  // censored: leaves the risk set at 24 months
    contract(36, true);
    contract(48, true);
    // Survival 3/4 at 12, then 3/4 x 1/2 = 0.375 at 36 months: the median is 3 years.
    CHECK(median_contract_years(world, start, [](const Contract&) { return true; }) == 3.0);
    CHECK(!median_contract_years(world, start, [](const Contract& c) { return c.ended == lasts; }));
}
