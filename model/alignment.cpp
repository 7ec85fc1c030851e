#include "model/alignment.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

#include "geo/base/parallel.hpp"
#include "model/person_moves.hpp"

namespace model {
namespace {

/// Calls visit(person, target row) for everyone who is here. Small tables of first rows stand in for
/// divisions and for the columns of municipalities.
class RowOf {
public:
    explicit RowOf(const World& world)
        : world_(world), group_(90 * 12 + 1), first_row_(world.setting.cells.size()) {
        for (std::size_t months = 0; months < group_.size(); ++months)
            group_[months] = static_cast<std::uint8_t>(five_year_age(static_cast<int>(months / 12)));
        for (std::uint32_t c = 0; c < first_row_.size(); ++c)
            first_row_[c] = municipality_of(world.setting, CellId{c}).value * target_groups;
    }
    template <class Visit>
    void each(std::uint32_t begin, std::uint32_t end, const Visit& visit) const {
        const auto* born = world_.people.born.values().data();
        const auto* home = world_.people.home.values().data();
        const auto* sex = world_.people.sex.values().data();
        const auto* state = world_.people.state.values().data();
        const auto oldest = static_cast<int>(group_.size()) - 1;
        for (auto i = begin; i < end; ++i) {
            if ((state[i] & People::presence_mask) != 0) continue;
            const auto months = std::min(world_.month - born[i] - 1, oldest);
            visit(i, first_row_[home[i].value] + sex[i] * std::uint32_t{five_year_groups} +
                         group_[static_cast<std::size_t>(months)]);
        }
    }

private:
    const World& world_;
    std::vector<std::uint8_t> group_;       ///< by completed months of age
    std::vector<std::uint32_t> first_row_;  ///< of the municipality of each cell
};

/// One of a row's people who has to go, by her rank among them in the order of ids.
struct Chosen {
    std::uint32_t rank;
    MunicipalityId to;  ///< none: out of the country
};

/// k different whole numbers below n in drawn order: Floyd's sampling, then a shuffle (Fisher and Yates).
void draw_ranks(Draw& draw, std::uint32_t n, std::uint32_t k, std::vector<std::uint8_t>& taken,
                std::vector<std::uint32_t>& ranks) {
    taken.assign(n, 0);
    ranks.clear();
    for (auto last = n - k; last < n; ++last) {
        const auto drawn = draw.below(last + 1);
        const auto rank = taken[drawn] ? last : drawn;
        taken[rank] = 1;
        ranks.push_back(rank);
    }
    for (auto i = k; i > 1; --i) std::swap(ranks[i - 1], ranks[draw.below(i)]);
}

struct Exchange {
    MunicipalityId from, to;  ///< none: abroad
    std::uint32_t people;
};

/// Pairs too many with too few, nearest first, then with abroad; ordered by `from`, nearest first.
std::vector<Exchange> settle(std::vector<std::int32_t> surplus,
                             const std::vector<MunicipalityPair>& nearest) {
    std::vector<Exchange> result;
    const auto settle_one = [&](MunicipalityId from, MunicipalityId to) {
        const auto people = std::min(surplus[from.value], -surplus[to.value]);
        if (people <= 0) return;
        surplus[from.value] -= people;
        surplus[to.value] += people;
        result.push_back({from, to, static_cast<std::uint32_t>(people)});
    };
    for (const auto& [a, b] : nearest) {
        if (static_cast<std::int64_t>(surplus[a.value]) * surplus[b.value] >= 0) continue;
        settle_one(a, b);
        settle_one(b, a);
    }
    for (std::uint32_t m = 0; m < surplus.size(); ++m) {
        const auto people = static_cast<std::uint32_t>(std::abs(surplus[m]));
        if (surplus[m] > 0) result.push_back({MunicipalityId{m}, none<MunicipalityId>, people});
        if (surplus[m] < 0) result.push_back({none<MunicipalityId>, MunicipalityId{m}, people});
    }
    std::stable_sort(result.begin(), result.end(),
                     [](const Exchange& a, const Exchange& b) { return a.from < b.from; });
    return result;
}

/// A drawn home in municipality `to`; none out of the country.
CellId new_home(const World& world, PersonId person, MunicipalityId to, Seed seed) {
    if (to == none<MunicipalityId>) return none<CellId>;
    return cell_at(world.setting, to,
                   Draw(seed, Stream::alignment_home, person.value, world.month).uniform());
}

Arrival drawn_arrival(const World& world, MunicipalityId m, std::uint32_t row, std::uint32_t i, Seed seed) {
    Draw draw(seed, Stream::alignment_arrival, row, world.month, i);
    const auto in_municipality = row % target_groups;
    const auto age_months =
        static_cast<int>(in_municipality % five_year_groups) * 60 + static_cast<int>(draw.below(60));
    return {world.month + -(age_months + 1), static_cast<Sex>(in_municipality / five_year_groups),
            cell_at(world.setting, m, draw.uniform())};
}

}  // namespace

std::vector<MunicipalityPair> pairs_by_distance(const Municipalities& municipalities) {
    const auto n = municipalities.size();
    std::vector<std::pair<double, MunicipalityPair>> pairs;
    for (std::uint32_t a = 0; a < n; ++a)
        for (std::uint32_t b = a + 1; b < n; ++b)
            pairs.push_back({geo::distance_m(municipalities.centre[MunicipalityId{a}],
                                             municipalities.centre[MunicipalityId{b}]),
                             {MunicipalityId{a}, MunicipalityId{b}}});
    std::sort(pairs.begin(), pairs.end());
    std::vector<MunicipalityPair> result;
    result.reserve(pairs.size());
    for (const auto& [distance, pair] : pairs) result.push_back(pair);
    return result;
}

AlignmentPlan plan_alignment(const World& world, const std::vector<std::int32_t>& target, Seed seed,
                             std::uint32_t block_people) {
    const auto n = world.setting.municipalities.size();
    const auto rows = n * target_groups;
    const auto people = world.people.size();
    const auto blocks = (people + block_people - 1) / block_people;
    const RowOf row_of(world);

    // Count by block, then how many of a row stand before each block.
    std::vector<std::vector<std::uint32_t>> before(blocks + 1, std::vector<std::uint32_t>(rows));
    geo::for_each_index(blocks, [&](std::uint32_t b) {
        auto* count = before[b + 1].data();
        row_of.each(b * block_people, std::min(people, (b + 1) * block_people),
                    [&](std::uint32_t, std::uint32_t row) { ++count[row]; });
    });
    for (std::uint32_t b = 0; b < blocks; ++b)
        for (std::uint32_t r = 0; r < rows; ++r) before[b + 1][r] += before[b][r];
    const auto& counted = before[blocks];

    std::vector<std::vector<Chosen>> chosen(rows);
    std::vector<std::vector<Arrival>> arriving(rows);
    geo::for_each_index(target_groups, [&](std::uint32_t group) {
        std::vector<std::int32_t> surplus(n);
        for (std::uint32_t m = 0; m < n; ++m) {
            const auto row = m * target_groups + group;
            surplus[m] = static_cast<std::int32_t>(counted[row]) - target[row];
        }
        const auto exchanges = settle(surplus, world.setting.nearest_pairs);
        std::vector<std::uint8_t> taken;
        std::vector<std::uint32_t> ranks;
        std::size_t next = 0;
        for (std::size_t e = 0; e < exchanges.size(); ++e) {
            const auto [from, to, many] = exchanges[e];
            if (from == none<MunicipalityId>) {
                const auto row = to.value * target_groups + group;
                for (std::uint32_t i = 0; i < many; ++i)
                    arriving[row].push_back(drawn_arrival(world, to, row, i, seed));
                continue;
            }
            const auto row = from.value * target_groups + group;
            if (e == 0 || exchanges[e - 1].from != from) {
                Draw draw(seed, Stream::alignment_choice, row, world.month);
                draw_ranks(draw, counted[row], static_cast<std::uint32_t>(surplus[from.value]), taken, ranks);
                next = 0;
            }
            for (std::uint32_t i = 0; i < many; ++i) chosen[row].push_back({ranks[next++], to});
        }
    });
    geo::for_each_index(
        rows,
        [&](std::uint32_t r) {
            std::sort(chosen[r].begin(), chosen[r].end(),
                      [](const Chosen& a, const Chosen& b) { return a.rank < b.rank; });
        },
        256);

    // Who has the ranks drawn.
    std::vector<std::vector<Relocation>> by_block(blocks);
    geo::for_each_index(blocks, [&](std::uint32_t b) {
        constexpr auto never = std::numeric_limits<std::uint32_t>::max();
        // Of each row: how many of its people to pass by before the next chosen one, and who that is.
        std::vector<std::uint32_t> pass(rows, never);
        std::vector<std::uint32_t> position(rows);
        for (std::uint32_t r = 0; r < rows; ++r) {
            const auto begin = before[b][r];
            if (before[b + 1][r] == begin || chosen[r].empty()) continue;
            const auto from =
                std::lower_bound(chosen[r].begin(), chosen[r].end(), begin,
                                 [](const Chosen& c, std::uint32_t value) { return c.rank < value; });
            position[r] = static_cast<std::uint32_t>(from - chosen[r].begin());
            if (from != chosen[r].end()) pass[r] = from->rank - begin;
        }
        auto* left = pass.data();
        row_of.each(b * block_people, std::min(people, (b + 1) * block_people),
                    [&](std::uint32_t i, std::uint32_t r) {
                        if (left[r]-- != 0) return;
                        const auto [rank, to] = chosen[r][position[r]++];
                        left[r] =
                            position[r] < chosen[r].size() ? chosen[r][position[r]].rank - rank - 1 : never;
                        by_block[b].push_back({PersonId{i}, new_home(world, PersonId{i}, to, seed)});
                    });
    });
    AlignmentPlan plan;
    for (const auto& part : by_block)
        plan.relocations.insert(plan.relocations.end(), part.begin(), part.end());
    for (const auto& part : arriving) plan.arrivals.insert(plan.arrivals.end(), part.begin(), part.end());
    return plan;
}

void align(World& world, const LifeTables& tables, Seed seed) {
    if (!world.month.is_january()) return;
    const auto* target = world.setting.targets.find(world.month.year());
    if (!target) return;
    const auto plan = plan_alignment(world, *target, seed);
    const auto& moves = plan.relocations;
    const auto distance =
        distances_after(world, moves, [](const Relocation& r) { return r.home != none<CellId>; });
    visit_fetched(
        world, moves.size(), [&](std::size_t i) { return moves[i].person; },
        [&](std::size_t i) {
            const auto [person, home] = moves[i];
            ++world.flows.aligned_out[municipality_of(world.setting, world.people.home[person])];
            if (home == none<CellId>) {
                depart(world, person, Presence::emigrated);
                return;
            }
            move_home(world, person, home, distance[i]);
            ++world.flows.aligned_in[municipality_of(world.setting, home)];
            if (world.people.has(person, People::over_30)) seek(world, person);
        });
    for (const auto& arrival : plan.arrivals) {
        const auto person = add_person(world, arrival.born, arrival.sex, arrival.home);
        ++world.flows.aligned_in[municipality_of(world.setting, arrival.home)];
        seek(world, person);
        await_death(world, tables, seed, person, 0);
    }
}

}  // namespace model
