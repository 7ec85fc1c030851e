#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "geo/base/counting_order.hpp"
#include "geo/base/lanes.hpp"
#include "geo/base/parallel.hpp"
#include "model/audit.hpp"
#include "model/parameters.hpp"
#include "model/person_moves.hpp"
#include "model/start/apportion.hpp"
#include "model/start/initial.hpp"
#include "model/start/recent_movers.hpp"

namespace model {
namespace {

/// People counted in one cell: entries [begin, end) of Homes::order.
struct Household {
    CellId cell;
    std::uint32_t begin, end;
    std::uint32_t people() const { return end - begin; }
};

/// Where people lived when they got their lists.
struct Homes {
    Column<PersonId, CellId> cell;
    std::vector<PersonId> order;  ///< by cell, those of one in drawn order
    std::vector<Household> households;
};

Homes homes_of(const World& world, const std::vector<RecentMover>& movers, Seed seed) {
    Homes homes{world.people.home, {}, {}};
    for (const auto& mover : movers) homes.cell[mover.person] = mover.before;
    std::vector<std::uint32_t> keys(world.people.size());
    for (std::uint32_t i = 0; i < keys.size(); ++i) keys[i] = homes.cell[PersonId{i}].value;
    homes.order.reserve(keys.size());
    for (const auto i : geo::counting_order(keys, world.setting.cells.size())) {
        if (homes.households.empty() || homes.households.back().cell.value != keys[i]) {
            const auto at = static_cast<std::uint32_t>(homes.order.size());
            homes.households.push_back({CellId{keys[i]}, at, at});
        }
        homes.order.push_back(PersonId{i});
        ++homes.households.back().end;
    }
    geo::for_each_index(
        static_cast<std::uint32_t>(homes.households.size()),
        [&](std::uint32_t k) {
            const auto& here = homes.households[k];
            Draw draw(seed, Stream::initial_household, here.cell.value, world.month);
            for (auto i = here.people(); i > 1; --i)
                std::swap(homes.order[here.begin + i - 1], homes.order[here.begin + draw.below(i)]);
        },
        64);
    return homes;
}

/// Scaling factors of the gravity model: flow of cell i to practice j is cell[i] × weight_ij × practice[j].
struct Balance {
    std::vector<double> cell, practice;
    double no_list = 0;  ///< factor of the column "on no list", whose weight is 1 everywhere
};

/// What a row must be multiplied by; 0 if nothing is there. Bounded, for a practice with more patients than
/// its squares have people asks for more each round, and a product of two must stay a number.
float factor(double wanted, double there) {
    constexpr double most = 1e15;
    return there > 0 ? static_cast<float>(std::min(wanted / there, most)) : 0.0F;
}

/// Iterative proportional fitting to people per cell and patients per practice. Ends when every practice is
/// within 0.01 % of its patients, or after 100 rounds: where the reach is too short to fill a practice, what
/// is missing is placed later. Little change from one round to the next is no end: places that share few
/// people come nearer slowly.
Balance balance(const geo::TravelTable& travel, const geo::TravelTableByPractice& by_practice,
                const std::vector<float>& decay, const std::vector<double>& people,
                const std::vector<double>& patients, double left_over) {
    const auto weights_of = [&](const std::vector<std::uint16_t>& tenths) {
        std::vector<float> weights(tenths.size());
        for (std::size_t k = 0; k < weights.size(); ++k) weights[k] = decay[tenths[k]];
        return weights;
    };
    const auto by_cell_weight = weights_of(travel.tenth_minutes);
    const auto by_practice_weight = weights_of(by_practice.tenth_minutes);
    std::vector<float> cell(travel.cells, 0.0F), practice(travel.practices, 1.0F);
    std::vector<double> filled(travel.practices);
    double no_list = 1e-3;
    for (int round = 0; round < 100; ++round) {
        geo::for_each_index(
            travel.cells,
            [&](std::uint32_t c) {
                if (people[c] <= 0) return;
                const auto k = travel.first[c];
                const double sum =
                    no_list + geo::product_sum(by_cell_weight.data() + k, travel.practice.data() + k,
                                               travel.first[c + 1] - k, practice.data());
                cell[c] = factor(people[c], sum);
            },
            1024);
        geo::for_each_index(travel.practices, [&](std::uint32_t p) {
            const auto k = by_practice.first[p];
            filled[p] = geo::product_sum(by_practice_weight.data() + k, by_practice.cell.data() + k,
                                         by_practice.first[p + 1] - k, cell.data());
        });
        double worst = 0;
        for (std::size_t p = 0; p < patients.size(); ++p)
            if (patients[p] > 0)
                worst =
                    std::max(worst, std::abs(filled[p] * static_cast<double>(practice[p]) / patients[p] - 1));
        if (worst < 1e-4) break;
        for (std::size_t p = 0; p < patients.size(); ++p) practice[p] = factor(patients[p], filled[p]);
        const auto everyone =
            geo::sum<double>(travel.cells, [&](std::uint32_t c) { return static_cast<double>(cell[c]); });
        no_list = everyone > 0 ? left_over / everyone : 0.0;
    }
    return {{cell.begin(), cell.end()}, {practice.begin(), practice.end()}, no_list};
}

/// Rounds shares `exact` (summing to `people`) to whole people: floor, then one more where most is left over.
/// Changes `exact` into what was not given, to be carried on.
void round_shares(std::vector<double>& exact, std::uint32_t people, std::vector<std::uint32_t>& whole,
                  std::vector<std::uint32_t>& order) {
    const auto n = exact.size();
    whole.assign(n, 0);
    order.resize(n);
    std::int64_t missing = people;
    for (std::size_t k = 0; k < n; ++k) {
        order[k] = static_cast<std::uint32_t>(k);
        if (exact[k] >= 1) whole[k] = static_cast<std::uint32_t>(exact[k]);
        missing -= whole[k];
        exact[k] -= whole[k];
    }
    const auto more_left = [&](std::uint32_t a, std::uint32_t b) {
        return exact[a] != exact[b] ? exact[a] > exact[b] : a < b;
    };
    while (missing > 0) {
        const auto give = std::min<std::size_t>(static_cast<std::size_t>(missing), n);
        if (give < n)
            std::nth_element(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(give), order.end(),
                             more_left);
        for (std::size_t i = 0; i < give; ++i) {
            ++whole[order[i]];
            exact[order[i]] -= 1;
        }
        missing -= static_cast<std::int64_t>(give);
    }
    for (std::size_t k = n; missing < 0 && k > 0; --k) {  // carries above what this cell holds: take back
        const auto take = std::min<std::int64_t>(-missing, whole[k - 1]);
        whole[k - 1] -= static_cast<std::uint32_t>(take);
        exact[k - 1] += static_cast<double>(take);
        missing += take;
    }
}

/// Practice of every person (or `practices` for none), cell by cell; what rounding leaves over in one cell is
/// carried to the next, starting from a drawn amount, so each practice ends within a person or two of its
/// flow and nobody is favoured.
std::vector<std::uint16_t> draw_practices(const World& world, const Homes& homes, const Balance& b,
                                          const std::vector<float>& decay,
                                          const std::vector<double>& patients, Seed seed) {
    const auto& travel = world.setting.travel;
    const auto nowhere = static_cast<std::uint16_t>(travel.practices);
    std::vector<std::uint16_t> practice_of(world.people.size(), nowhere);
    std::vector<double> carry(travel.practices + 1U);
    for (std::uint32_t p = 0; p < carry.size(); ++p)
        carry[p] = Draw(seed, Stream::initial_rounding, p, world.month).uniform() - 0.5;
    std::vector<double> exact;
    std::vector<std::uint32_t> whole, order, column;
    for (const auto& home : homes.households) {
        const auto practices = travel.practices_of(home.cell);
        const auto tenths = travel.tenths_of(home.cell);
        exact.clear();
        column.clear();
        for (std::size_t k = 0; k < practices.size(); ++k) {
            const auto p = practices[k].value;
            if (patients[p] <= 0) continue;
            column.push_back(p);
            exact.push_back(b.cell[home.cell.value] * static_cast<double>(decay[tenths[k]]) * b.practice[p] +
                            carry[p]);
        }
        column.push_back(nowhere);
        exact.push_back(b.cell[home.cell.value] * b.no_list + carry[nowhere]);
        round_shares(exact, home.people(), whole, order);
        auto next = home.begin;
        for (std::size_t k = 0; k < column.size(); ++k) {
            carry[column[k]] = exact[k];
            for (std::uint32_t i = 0; i < whole[k]; ++i)
                practice_of[homes.order[next++].value] = static_cast<std::uint16_t>(column[k]);
        }
    }
    return practice_of;
}

/// Moves people from practices with too many to practices with too few until every one has its patients. Each
/// goes to the nearest that lacks someone. Returns how many had to go out of reach.
std::uint32_t settle_differences(const World& world, const Homes& homes,
                                 std::vector<std::uint16_t>& practice_of, const std::vector<double>& patients,
                                 std::uint32_t& moved) {
    const auto& travel = world.setting.travel;
    std::vector<std::int64_t> missing(travel.practices + 1U, 0);
    for (std::size_t p = 0; p < patients.size(); ++p) missing[p] = static_cast<std::int64_t>(patients[p]);
    missing[travel.practices] = static_cast<std::int64_t>(world.people.size()) -
                                std::accumulate(missing.begin(), missing.end(), std::int64_t{0});
    for (const auto p : practice_of) --missing[p];
    std::vector<std::uint32_t> lacking;
    for (std::uint32_t p = 0; p < travel.practices; ++p)
        if (missing[p] > 0) lacking.push_back(p);
    std::uint32_t out_of_reach = 0;
    moved = 0;
    // The nearest that lacks someone is the same for the next of a square while it lacks more.
    auto nearest_from = none<CellId>;
    std::uint32_t best = travel.practices;
    bool is_out_of_reach = false;
    // From the last person on: people of a cell are in drawn order, so taking the last ones favours nobody.
    for (auto k = homes.order.size(); k-- > 0;) {
        auto& practice = practice_of[homes.order[k].value];
        if (missing[practice] >= 0) continue;
        const auto home = homes.cell[homes.order[k]];
        if (home != nearest_from || missing[best] <= 0) {
            nearest_from = home;
            best = travel.practices;
            is_out_of_reach = false;
            std::uint16_t best_tenths = 0xFFFF;
            const auto practices = travel.practices_of(home);
            const auto tenths = travel.tenths_of(home);
            for (std::size_t j = 0; j < practices.size(); ++j)
                if (missing[practices[j].value] > 0 && tenths[j] < best_tenths)
                    best = practices[j].value, best_tenths = tenths[j];
            if (best == travel.practices && missing[best] <= 0) {
                double best_m = std::numeric_limits<double>::infinity();
                for (const auto p : lacking) {
                    const double m = geo::distance_m(geo::centre(world.setting.cells, home),
                                                     world.setting.practice_place[PracticeId{p}]);
                    if (missing[p] > 0 && m < best_m) best = p, best_m = m;
                }
                is_out_of_reach = true;
            }
        }
        out_of_reach += is_out_of_reach;
        ++missing[practice];
        --missing[best];
        practice = static_cast<std::uint16_t>(best);
        ++moved;
    }
    return out_of_reach;
}

/// Marks who seeks on the first day: people on no list, recent movers still looking, and of those on lists
/// without a GP as many as a search leaves at any time.
void mark_seekers(World& world, const std::vector<RecentMover>& movers,
                  const Column<CellId, double>& open_draw, const ChoiceParams& params, Seed seed) {
    auto& people = world.people;
    for (const auto& mover : movers)
        if (mover.seeks && people.has(mover.person, People::over_30))
            people.set(mover.person, People::seeks, true);
    geo::for_each_index(
        people.size(),
        [&](std::uint32_t i) {
            const PersonId p{i};
            const auto list = people.list[p];
            if (list == People::no_list) {
                people.set(p, People::seeks, true);
            } else if (!world.lists.has_gp(ListId{list})) {
                const double begins = params.leaves_vacant_list_per_month;
                const double turns =
                    begins + params.asks_per_month * Search{open_draw[people.home[p]]}.finds();
                const int months = world.month - world.lists.since[ListId{list}];
                const double seeks = turns > 0 ? begins / turns * (1 - std::pow(1 - turns, months)) : 0;
                Draw draw(seed, Stream::last_move, i, world.month, 1);
                if (draw.uniform() < seeks) people.set(p, People::seeks, true);
            }
        },
        4096);
    for (std::uint32_t i = 0; i < people.size(); ++i)
        if (people.has(PersonId{i}, People::seeks)) world.seekers.push_back(PersonId{i});
    world.seeker_turns.assign(world.seekers.size(), not_drawn);
}

}  // namespace

std::vector<PersonId> fill_lists(World& world, const Column<ListId, std::uint32_t>& length,
                                 const Params& params, Seed seed, Remarks& remarks) {
    const auto& travel = world.setting.travel;
    auto& people = world.people;
    std::vector<double> patients(travel.practices, 0.0);
    for (std::uint32_t l = 0; l < length.size(); ++l)
        patients[world.lists.practice[ListId{l}].value] += length[ListId{l}];
    const double on_lists = std::accumulate(patients.begin(), patients.end(), 0.0);
    if (on_lists > people.size()) {
        remarks.push_back(fmt::format(
            "the list table holds {:.0f} patients but there are {} people; lists are shortened alike",
            on_lists, people.size()));
        const auto shorter = apportion(people.size(), patients);
        patients.assign(shorter.begin(), shorter.end());
    }
    world.lists.members = length;
    // A list with a few free places has been full and waits for more of them.
    for (auto& admits : world.lists.admits.values()) admits = 0;
    open_and_close(world.lists, static_cast<std::uint32_t>(params.gp_choice.reopen_at));
    const auto open_draw = open_lists_draw(world, params);
    const auto movers = recent_movers(world, patients, open_draw, params, seed);
    const auto homes = homes_of(world, movers, seed);
    std::vector<double> in_cell(travel.cells, 0.0);
    for (const auto& home : homes.households) in_cell[home.cell.value] = home.people();

    const auto decay = decay_by_tenth(travel, params.gp_choice.travel_deterrence);
    const auto by_practice = geo::by_practice(travel);
    const auto b = balance(travel, by_practice, decay, in_cell, patients,
                           people.size() - std::accumulate(patients.begin(), patients.end(), 0.0));
    auto practice_of = draw_practices(world, homes, b, decay, patients, seed);
    std::uint32_t moved = 0;
    const auto out_of_reach = settle_differences(world, homes, practice_of, patients, moved);
    remarks.push_back(
        fmt::format("{} people were moved between practices so that every list has its length, {} of them to "
                    "one beyond {} minutes",
                    moved, out_of_reach, params.initial.reach_minutes));

    // People of each practice, in order of id, then shuffled over its lists.
    std::vector<std::uint32_t> first(travel.practices + 2U, 0);
    for (const auto p : practice_of) ++first[p + 1U];
    std::partial_sum(first.begin(), first.end(), first.begin());
    std::vector<PersonId> at(people.size(), PersonId{0});
    {
        auto next = first;
        for (std::uint32_t i = 0; i < people.size(); ++i) at[next[practice_of[i]]++] = PersonId{i};
    }
    constexpr std::uint16_t unreached = 0xFFFF;
    geo::PerThread<std::vector<std::uint16_t>> ways(std::vector<std::uint16_t>(travel.cells, unreached));
    geo::for_each_id<PracticeId>(travel.practices, [&](PracticeId p) {
        auto& way = ways.local();
        const auto cells = by_practice.cells_of(p);
        for (std::size_t k = 0; k < cells.size(); ++k) way[cells[k].value] = by_practice.tenths_of(p)[k];
        const std::span<PersonId> here(at.data() + first[p.value], first[p.value + 1] - first[p.value]);
        Draw draw(seed, Stream::initial_members, p.value, world.month);
        for (auto i = static_cast<std::uint32_t>(here.size()); i > 1; --i)
            std::swap(here[i - 1], here[draw.below(i)]);
        std::size_t next = 0;
        for (auto k = world.first_list[p.value]; k < world.first_list[p.value + 1]; ++k) {
            const auto list = world.list_of[k];
            const auto wanted = std::min<std::size_t>(length[list], here.size() - next);
            for (std::size_t i = 0; i < wanted; ++i) {
                const auto person = here[next++];
                people.list[person] = static_cast<std::uint16_t>(list.value);
                people.state[person] |= distance_flags(way[people.home[person].value]);
            }
            world.lists.members[list] = static_cast<std::uint32_t>(wanted);
        }
        for (const auto c : cells) way[c.value] = unreached;
    });
    mark_seekers(world, movers, open_draw, params.gp_choice, seed);
    world.residents = count_residents(world);
    world.member_homes = count_member_homes(world);
    std::vector<PersonId> waiting;
    for (const auto& mover : movers)
        if (mover.waits && people.has(mover.person, People::over_30)) waiting.push_back(mover.person);
    return waiting;
}

}  // namespace model
