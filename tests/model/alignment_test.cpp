#include "model/alignment.hpp"

#include <catch2/catch.hpp>
#include <map>
#include <set>

#include "geo/base/threads.hpp"
#include "model/audit.hpp"
#include "model/parameters.hpp"
#include "model/person_moves.hpp"
#include "model/start/initial.hpp"
#include "model/step.hpp"
#include "support/tiny_inputs.hpp"
#include "support/tiny_world.hpp"

using namespace model;
using support::start;

namespace {

using support::first, support::second, support::third, support::fourth;

/// A world with places, practices and lists, and nobody in it, on a 1 January that people can be aligned on.
World empty_world(std::uint32_t municipalities) {
    Remarks remarks;
    auto world = make_world(support::tiny_inputs(municipalities, 0), Params{}, Seed{1}, start, 24, remarks);
    world.setting.nearest_pairs = pairs_by_distance(world.setting.municipalities);
    world.setting.targets.first_year = start.year();
    world.setting.targets.by_year.assign(1, std::vector<std::int32_t>(municipalities * target_groups));
    return world;
}

std::int32_t& target(World& world, MunicipalityId m, Sex sex, int age) {
    return world.setting.targets.by_year[0][target_row(m, static_cast<int>(sex), five_year_age(age))];
}

PersonId add(World& world, MunicipalityId m, Sex sex, int age) {
    const auto p = add_person(world, start + -(age * 12 + 1), sex, cell_at(world.setting, m, 0.5));
    join_list(world, p, ListId{m.value * 3}, start + -30);
    return p;
}

std::vector<std::int32_t> people_counted(const World& world) {
    std::vector<std::int32_t> rows(world.setting.municipalities.size() * target_groups);
    for (std::uint32_t i = 0; i < world.people.size(); ++i) {
        const PersonId p{i};
        if (!world.people.here(p)) continue;
        const auto m = municipality_of(world.setting, world.people.home[p]);
        ++rows[target_row(m, world.people.sex[p], five_year_age(world.people.age(p, world.month)))];
    }
    return rows;
}

MunicipalityId home_of(const World& world, PersonId p) {
    return municipality_of(world.setting, world.people.home[p]);
}

/// The obvious version of plan_alignment: lists of people by row, pairs searched anew for every exchange.
AlignmentPlan plan_by_lists(const World& world, const std::vector<std::int32_t>& wanted, Seed seed) {
    const auto n = world.setting.municipalities.size();
    const auto& centre = world.setting.municipalities.centre;
    std::map<std::uint32_t, std::vector<PersonId>> people;
    for (std::uint32_t i = 0; i < world.people.size(); ++i)
        if (const PersonId p{i}; world.people.here(p))
            people[target_row(home_of(world, p), world.people.sex[p],
                              five_year_age(world.people.age(p, world.month)))]
                .push_back(p);
    AlignmentPlan plan;
    std::map<std::uint32_t, std::vector<Arrival>> arrivals;
    for (std::uint32_t group = 0; group < target_groups; ++group) {
        const auto row = [&](std::uint32_t m) { return m * target_groups + group; };
        std::vector<std::int32_t> surplus(n);
        for (std::uint32_t m = 0; m < n; ++m)
            surplus[m] = static_cast<std::int32_t>(people[row(m)].size()) - wanted[row(m)];
        std::map<std::uint32_t, std::vector<MunicipalityId>> goes_to;
        while (true) {
            using Choice = std::tuple<double, std::uint32_t, std::uint32_t, std::uint32_t, std::uint32_t>;
            std::optional<Choice> best;
            for (std::uint32_t from = 0; from < n; ++from)
                for (std::uint32_t to = 0; to < n; ++to) {
                    if (surplus[from] <= 0 || surplus[to] >= 0) continue;
                    const double distance =
                        geo::distance_m(centre[MunicipalityId{from}], centre[MunicipalityId{to}]);
                    const Choice c{distance, std::min(from, to), std::max(from, to), from, to};
                    if (!best || c < *best) best = c;
                }
            if (!best) break;
            const auto from = std::get<3>(*best), to = std::get<4>(*best);
            goes_to[from].push_back(MunicipalityId{to});
            --surplus[from];
            ++surplus[to];
        }
        for (std::uint32_t m = 0; m < n; ++m) {
            for (; surplus[m] > 0; --surplus[m]) goes_to[m].push_back(none<MunicipalityId>);
            for (std::uint32_t i = 0; surplus[m] < 0; ++surplus[m], ++i) {
                Draw draw(seed, Stream::alignment_arrival, row(m), world.month, i);
                const int months = static_cast<int>(group % 19 * 60 + draw.below(60));
                arrivals[row(m)].push_back({world.month + -(months + 1), static_cast<Sex>(group / 19),
                                            cell_at(world.setting, MunicipalityId{m}, draw.uniform())});
            }
        }
        for (const auto& [from, places] : goes_to) {
            const auto& here = people[row(from)];
            const auto many = static_cast<std::uint32_t>(here.size());
            const auto k = static_cast<std::uint32_t>(places.size());
            Draw draw(seed, Stream::alignment_choice, row(from), world.month);
            std::set<std::uint32_t> taken;
            std::vector<std::uint32_t> ranks;
            for (auto last = many - k; last < many; ++last) {
                const auto drawn = draw.below(last + 1);
                ranks.push_back(taken.contains(drawn) ? last : drawn);
                taken.insert(ranks.back());
            }
            for (auto i = k; i > 1; --i) std::swap(ranks[i - 1], ranks[draw.below(i)]);
            for (std::uint32_t i = 0; i < k; ++i) {
                const auto person = here[ranks[i]];
                Draw where(seed, Stream::alignment_home, person.value, world.month);
                plan.relocations.push_back(
                    {person, places[i] == none<MunicipalityId>
                                 ? none<CellId>
                                 : cell_at(world.setting, places[i], where.uniform())});
            }
        }
    }
    std::sort(plan.relocations.begin(), plan.relocations.end(),
              [](const Relocation& a, const Relocation& b) { return a.person < b.person; });
    for (const auto& [row, some] : arrivals)
        plan.arrivals.insert(plan.arrivals.end(), some.begin(), some.end());
    return plan;
}

/// Three years of tables: each year some of the first municipality's people are counted in the next one, and
/// the last one loses or gains some.
Inputs three_years(std::uint32_t municipalities, std::uint32_t people) {
    auto inputs = support::tiny_inputs(municipalities, people);
    auto& table = inputs.population;
    const auto rows = static_cast<std::size_t>(municipalities) * sexes * ages;
    for (int year = 1; year < 3; ++year)
        for (std::size_t i = 0; i < rows; ++i) {
            const auto before = table.persons[i + static_cast<std::size_t>(year - 1) * rows];
            table.persons.push_back(static_cast<std::uint16_t>((before * (i % 7 + 2) + i % 3) / 5));
        }
    table.years = 3;
    return inputs;
}

}  // namespace

TEST_CASE("Five people of two municipalities are brought to a table", "[model][fast]") {
    // Men of 30-34: three in the first, table 1; one in the second, table 2: one moves, one leaves.
    // A woman of 41 in the first, counted in the second: she moves. A girl of 0-4 is lacking: she arrives.
    auto world = empty_world(2);
    const std::vector<PersonId> men{add(world, first, Sex::male, 30), add(world, first, Sex::male, 32),
                                    add(world, first, Sex::male, 34), add(world, second, Sex::male, 31)};
    const auto woman = add(world, first, Sex::female, 41);
    target(world, first, Sex::male, 30) = 1;
    target(world, second, Sex::male, 30) = 2;
    target(world, second, Sex::female, 40) = 1;
    target(world, first, Sex::female, 0) = 1;

    align(world, LifeTables(DemographyParams{}), Seed{3});
    CHECK(people_counted(world) == world.setting.targets.by_year[0]);
    CHECK(audit(world).empty());
    CHECK(home_of(world, woman) == second);
    CHECK(home_of(world, men[3]) == second);
    int moved = 0, left = 0;
    for (std::size_t i = 0; i < 3; ++i) {
        moved += world.people.here(men[i]) && home_of(world, men[i]) == second;
        left += !world.people.here(men[i]);
    }
    CHECK(moved == 1);
    CHECK(left == 1);
    REQUIRE(world.people.size() == 6);
    const PersonId girl{5};
    CHECK(world.people.age(girl, start) < 5);
    CHECK(world.people.has(girl, People::seeks));
    // Who moves keeps list and history; 20 km are 22 minutes, so she does not look for another.
    CHECK(world.people.list[woman] == 0);
    CHECK(world.people.joined[woman] == start + -30);
    CHECK(!world.people.has(woman, People::seeks));
    CHECK(world.flows.aligned_out[first] == 3);
    CHECK(world.flows.aligned_in[second] == 2);
    CHECK(world.flows.aligned_in[first] == 1);
    CHECK(world.flows.moved_in[second] == 0);
    CHECK(world.flows.emigrated[first] == 0);

    const auto before = world.people;
    align(world, LifeTables(DemographyParams{}), Seed{3});  // who agrees with the table stays
    CHECK(world.people == before);
}

TEST_CASE("Whoever is too many goes to the nearest place that lacks her", "[model][fast]") {
    //  first --20-- second --20-- third --20-- fourth      km; one too many in the first and the third
    auto world = empty_world(4);
    const auto a = add(world, first, Sex::female, 70);
    const auto c = add(world, third, Sex::female, 70);
    target(world, second, Sex::female, 70) = 1;
    target(world, fourth, Sex::female, 70) = 1;
    align(world, LifeTables(DemographyParams{}), Seed{3});
    CHECK(home_of(world, a) == second);
    CHECK(home_of(world, c) == fourth);
}

TEST_CASE("Who is aligned over 30 minutes from her doctor looks for another and keeps him meanwhile",
          "[model][fast]") {
    auto world = empty_world(3);
    const auto person = add(world, first, Sex::male, 50);
    target(world, third, Sex::male, 50) = 1;  // 40 km are 44 minutes
    align(world, LifeTables(DemographyParams{}), Seed{3});
    CHECK(home_of(world, person) == third);
    CHECK(world.people.has(person, People::over_30));
    CHECK(world.people.has(person, People::seeks));
    CHECK(world.people.list[person] == 0);
    CHECK(audit(world).empty());
}

TEST_CASE("Everyone of a group has the same chance of being drawn", "[model][fast]") {
    auto world = empty_world(2);
    for (int i = 0; i < 10; ++i) add(world, first, Sex::male, 20);
    target(world, first, Sex::male, 20) = 7;
    target(world, second, Sex::male, 20) = 1;
    std::array<int, 10> moves{}, goes{};
    constexpr int seeds = 4000;
    for (std::uint64_t seed = 0; seed < seeds; ++seed)
        for (const auto& r : plan_alignment(world, world.setting.targets.by_year[0], Seed{seed}).relocations)
            ++(r.home == none<CellId> ? goes : moves)[r.person.value];
    for (std::size_t i = 0; i < 10; ++i) {
        CHECK(std::abs(moves[i] - seeds * 0.1) < 4 * std::sqrt(seeds * 0.1 * 0.9));
        CHECK(std::abs(goes[i] - seeds * 0.2) < 4 * std::sqrt(seeds * 0.2 * 0.8));
    }
}

TEST_CASE("Alignment in blocks and threads plans what plain lists of people plan", "[model][fast]") {
    for (const std::uint32_t people : {0U, 1U, 131U, 10'000U}) {
        Remarks remarks;
        const auto inputs = three_years(6, people);
        auto world = make_world(inputs, Params{}, Seed{1}, start, 24, remarks);
        REQUIRE(world.setting.targets.find(2027));
        for (std::uint32_t i = 5; i < world.people.size(); i += 11)
            depart(world, PersonId{i}, Presence::dead);
        const auto& wanted = *world.setting.targets.find(2027);
        const auto expected = plan_by_lists(world, wanted, Seed{9});
        for (const unsigned threads : {1U, 2U, 3U, 8U})
            for (const std::uint32_t block : {64U, 1000U, 1U << 18U}) {
                const geo::ThreadLimit limit(threads);
                CHECK(plan_alignment(world, wanted, Seed{9}, block) == expected);
            }
        if (people == 10'000) {
            CHECK(expected.relocations.size() > 1000);
            CHECK(!expected.arrivals.empty());
        }
    }
}

TEST_CASE("Every January people agree with the table, every month all adds up, on any number of threads",
          "[model][fast]") {
    const auto inputs = three_years(6, 2000);
    const Params params;
    const LifeTables tables(params.demography);
    std::optional<World> serial;
    for (const unsigned threads : {1U, 2U, 3U, 8U}) {
        const geo::ThreadLimit limit(threads);
        Remarks remarks;
        auto world = make_world(inputs, params, Seed{4}, start, 26, remarks);
        int aligned = 0;
        for (int month = 0; month < 26; ++month) {
            const auto before = world.residents.people;
            step(world, params, tables, Seed{4});
            const auto broken = audit(world);
            INFO((broken.empty() ? std::string{} : broken.front()));
            REQUIRE(broken.empty());
            const auto& f = world.flows;
            for (std::uint32_t i = 0; i < 6; ++i) {
                const MunicipalityId m{i};
                CHECK(world.residents.people[m] == before[m] + f.births[m] - f.deaths[m] + f.moved_in[m] -
                                                       f.moved_out[m] + f.immigrated[m] - f.emigrated[m] +
                                                       f.aligned_in[m] - f.aligned_out[m]);
                if (!world.month.is_january()) CHECK(f.aligned_in[m] + f.aligned_out[m] == 0);
            }
            if (const auto* wanted = world.setting.targets.find(world.month.year());
                wanted && world.month.is_january()) {
                ++aligned;
                CHECK(people_counted(world) == *wanted);
            }
        }
        CHECK(aligned == 2);
        if (!serial) serial = world;
        CHECK((world.people == serial->people && world.seekers == serial->seekers &&
               world.residents == serial->residents && world.lists == serial->lists &&
               world.deaths == serial->deaths));
    }
}

TEST_CASE("Scenarios with other lists and doctors have the same people in the same places", "[model][fast]") {
    const auto run = [&](const Params& params) {
        Remarks remarks;
        auto world = make_world(three_years(6, 2000), params, Seed{4}, start, 26, remarks);
        const LifeTables tables(params.demography);
        for (int month = 0; month < 26; ++month) step(world, params, tables, Seed{4});
        return world;
    };
    Params other;
    other.initial.list_length_spread = 0.6;
    const auto a = run(Params{}), b = run(other);
    CHECK(a.people.born == b.people.born);
    CHECK(a.people.home == b.people.home);
    CHECK(a.residents.people == b.residents.people);
    CHECK(a.flows.aligned_in == b.flows.aligned_in);
    CHECK(a.people.list != b.people.list);
}

TEST_CASE("Without targets nobody is aligned", "[model][fast]") {
    Params params;
    params.alignment.past = 0;
    Remarks remarks;
    const auto world = make_world(three_years(2, 100), params, Seed{1}, start, 24, remarks);
    CHECK(!world.setting.targets.find(2027));
    CHECK(!world.setting.targets.find(2028));
}
