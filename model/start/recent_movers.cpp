#include "model/start/recent_movers.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "geo/base/parallel.hpp"
#include "geo/base/search.hpp"
#include "model/parameters.hpp"

namespace model {
namespace {

constexpr int longest_months = 120;  ///< who moved earlier counts as one who never did
constexpr int mothers_age = 30;      ///< a child's list is her mother's: before its birth her moves count
constexpr std::uint32_t mover_block_people = 65'536;

/// Hazard of moving to another municipality, summed up to an age in months; entry 0 is `longest_months`
/// before birth.
std::vector<double> moves_up_to(const DemographyParams& params) {
    std::vector<double> up_to{0.0};
    for (int month = -longest_months; month < 12 * ages; ++month) {
        const int age = month < 0 ? mothers_age : month / 12;
        up_to.push_back(up_to.back() + params.moves[five_year_age(age)] / 1000 / 12);
    }
    return up_to;
}

/// Destinations read backwards: row j of municipalities × municipalities holds the running number of people
/// who would come to j from each municipality if everyone moved once.
std::vector<double> origins_up_to(const World& world) {
    const auto n = world.setting.municipalities.size();
    const auto& to = world.setting.destination_up_to;
    const auto& rest = world.setting.rest;
    std::vector<double> up_to(static_cast<std::size_t>(n) * n);
    geo::for_each_index(n, [&](std::uint32_t j) {
        double total = 0;
        for (std::uint32_t i = 0; i < n; ++i) {
            const auto* row = to.data() + static_cast<std::size_t>(i) * n;
            const double goes = static_cast<double>(row[j]) - (j > 0 ? static_cast<double>(row[j - 1]) : 0.0);
            const double of_town = rest && rest->town.value == i ? rest->came_before : 1;
            if (row[n - 1] > 0)
                total += of_town * world.residents.people[MunicipalityId{i}] * goes /
                         static_cast<double>(row[n - 1]);
            up_to[static_cast<std::size_t>(j) * n + i] = total;
        }
    });
    return up_to;
}

/// Mean pull of a practice's lists with a GP, 0 where none has one.
Column<PracticeId, double> mean_pull(const World& world, const Pulls& pulls) {
    const auto row = static_cast<std::size_t>(Asks::any_list);
    Column<PracticeId, double> mean(world.setting.practice_place.size());
    for (std::uint32_t i = 0; i < mean.size(); ++i) {
        const PracticeId p{i};
        int with_gp = 0;
        for (auto k = world.first_list[i]; k < world.first_list[i + 1]; ++k)
            with_gp += world.lists.has_gp(world.list_of[k]);
        if (with_gp > 0)
            mean[p] =
                static_cast<double>(pulls.practice[row][0][p] + pulls.practice[row][1][p]) / 2 / with_gp;
    }
    return mean;
}

struct Rules {
    const World& world;
    const Column<CellId, double>& open_draw;
    const Params& params;
    std::vector<double> moved_up_to, origin_up_to;
    Tastes tastes;
    Column<PracticeId, double> pull;
    Column<CellId, PracticeId> usual_practice;
    /// Who has come to want no other GP, and given up no waiting, after so many months.
    std::array<double, longest_months + 1> content{}, waits_on{};
};

/// Months since someone's last move, or nothing if that is too long ago. `u` in (0, 1).
std::optional<int> months_since_move(const Rules& rules, PersonId p, double inflow, double u) {
    const auto& up_to = rules.moved_up_to;
    const auto age = std::min(rules.world.month - rules.world.people.born[p], 12 * ages);
    const auto now = static_cast<std::size_t>(age) + std::size_t{longest_months};
    const double window = up_to[now] - up_to[now - longest_months];
    if (1 - u >= window * inflow) return std::nullopt;  // as -log(u) is at least 1 - u
    const double target = up_to[now] + std::log(u) / inflow;
    if (target < up_to[now - longest_months]) return std::nullopt;
    const auto first = now - longest_months;  // target lies at or above it
    return static_cast<int>(longest_months - geo::count_not_greater(&up_to[first], longest_months, target)) +
           1;
}

/// The practice most people of a square are on, by distance and patients; none without any.
Column<CellId, PracticeId> usual_practices(const World& world, const std::vector<double>& patients,
                                           const std::vector<float>& decay) {
    const auto& travel = world.setting.travel;
    Column<CellId, PracticeId> usual(travel.cells, none<PracticeId>);
    geo::for_each_id<CellId>(
        travel.cells,
        [&](CellId c) {
            const auto practices = travel.practices_of(c);
            const auto tenths = travel.tenths_of(c);
            double most = 0;
            for (std::size_t k = 0; k < practices.size(); ++k) {
                const double flow = static_cast<double>(decay[tenths[k]]) * patients[practices[k].value];
                if (flow > most) most = flow, usual[c] = practices[k];
            }
        },
        1024);
    return usual;
}

/// What one person's last move has left, if anything.
std::optional<RecentMover> mover(const Rules& rules, PersonId p, Seed seed) {
    const auto& setting = rules.world.setting;
    const auto n = setting.municipalities.size();
    const auto here = municipality_of(setting, rules.world.people.home[p]);
    const auto* row = rules.origin_up_to.data() + std::size_t{here.value} * n;
    Draw draw(seed, Stream::last_move, p.value, rules.world.month);
    const auto months =
        months_since_move(rules, p, row[n - 1] / rules.world.residents.people[here], draw.uniform());
    if (!months) return std::nullopt;
    const auto from = geo::count_not_greater(row, n - 1, draw.uniform() * row[n - 1]);
    const auto before = cell_at(setting, MunicipalityId{static_cast<std::uint32_t>(from)}, draw.uniform());
    const auto practice = rules.usual_practice[before];
    if (practice == none<PracticeId>) return std::nullopt;

    const auto& choice = rules.params.gp_choice;
    const auto minutes = geo::travel_time(setting.travel, rules.world.people.home[p], practice);
    const double u = draw.uniform();
    RecentMover found{p, before, static_cast<std::int16_t>(*months), false, false};
    if (minutes && minutes->count() <= 30)
        return u < rules.content[static_cast<std::size_t>(*months)] ? std::optional(found) : std::nullopt;
    Search search{rules.open_draw[rules.world.people.home[p]], 0};
    if (minutes)
        search.staying =
            rules.pull[practice] * rules.tastes.staying[0] *
            static_cast<double>(
                rules.tastes.decay[static_cast<std::size_t>(std::lround(10 * minutes->count()))]);
    const double undecided = search.undecided(*months, choice);
    if (u >= undecided + search.settled(*months, choice)) return std::nullopt;
    const bool nothing_in_reach = search.open <= 0 && search.staying <= 0;
    found.seeks = u < undecided || nothing_in_reach;
    found.waits = u >= undecided && draw.uniform() < rules.waits_on[static_cast<std::size_t>(*months)];
    return found;
}

}  // namespace

double Search::undecided(int months, const ChoiceParams& params) const {
    return std::pow(1 - params.asks_per_month * params.search_ends, months);
}

double Search::settled(int months, const ChoiceParams& params) const {
    // Where nothing is in reach she stands in line and seeks on; else she has found a list or stands in line.
    const double in_line = open <= 0 ? 1 : settles();
    return (1 - undecided(months, params)) * in_line * std::pow(1 - params.served_per_month, months);
}

Column<CellId, double> open_lists_draw(const World& world, const Params& params) {
    const auto pulls = pulls_of(world, params.gp_choice);
    const auto tastes = tastes_of(world, params.gp_choice);
    const auto row = static_cast<std::size_t>(Asks::open_lists);
    Column<CellId, double> draw(world.setting.cells.size());
    geo::for_each_range(world.setting.cells.size(), 256, [&](std::uint32_t begin, std::uint32_t end) {
        std::vector<double> up_to;
        for (auto c = begin; c < end; ++c)
            for (std::size_t sex = 0; sex < sexes; ++sex) {
                attraction(world, CellId{c}, pulls.practice[row][sex], tastes.decay, tastes.own_municipality,
                           up_to);
                draw[CellId{c}] += up_to.empty() ? 0.0 : up_to.back() / sexes;
            }
    });
    return draw;
}

std::vector<RecentMover> recent_movers(const World& world, const std::vector<double>& patients,
                                       const Column<CellId, double>& open_draw, const Params& params,
                                       Seed seed) {
    const auto& choice = params.gp_choice;
    auto tastes = tastes_of(world, choice);
    auto usual = usual_practices(world, patients, tastes.decay);
    Rules rules{world,
                open_draw,
                params,
                moves_up_to(params.demography),
                origins_up_to(world),
                std::move(tastes),
                mean_pull(world, pulls_of(world, choice)),
                std::move(usual)};
    for (std::size_t months = 0; months <= longest_months; ++months) {
        rules.content[months] = std::pow(1 - choice.wants_another_per_year / 12, static_cast<int>(months));
        rules.waits_on[months] = std::pow(1 - choice.gives_up_per_month, static_cast<int>(months));
    }
    const auto people = world.people.size();
    std::vector<std::vector<RecentMover>> by_block((people + mover_block_people - 1) / mover_block_people);
    geo::for_each_index(static_cast<std::uint32_t>(by_block.size()), [&](std::uint32_t block) {
        for (auto i = block * mover_block_people; i < std::min(people, (block + 1) * mover_block_people); ++i)
            if (const auto found = mover(rules, PersonId{i}, seed)) by_block[block].push_back(*found);
    });
    std::vector<RecentMover> all;
    for (const auto& part : by_block) all.insert(all.end(), part.begin(), part.end());
    return all;
}

}  // namespace model
