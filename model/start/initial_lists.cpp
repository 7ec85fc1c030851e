#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>

#include "geo/base/error.hpp"
#include "model/parameters.hpp"
#include "model/posts.hpp"
#include "model/start/apportion.hpp"
#include "model/start/initial.hpp"
#include "model/start/practice_supply.hpp"

namespace model {

namespace {

/// Free places of closed lists that are not over their cap: some have none, most a few, some nearly enough to
/// open, as full lists do that lose patients one by one. Assumption: the shape the model itself keeps.
std::vector<std::int64_t> few_places(std::size_t lists) {
    std::vector<std::int64_t> free(lists);
    for (std::size_t i = 0; i < lists; ++i) {
        const double rank = (static_cast<double>(i) + 0.5) / static_cast<double>(lists);
        free[i] = static_cast<std::int64_t>(rank < 0.45   ? 0.0
                                            : rank < 0.88 ? std::lerp(1.0, 10.0, (rank - 0.45) / 0.43)
                                                          : std::lerp(10.0, 21.0, (rank - 0.88) / 0.12));
    }
    return free;
}

/// Adds `places`, which may be less than none, by weight.
void add_places(std::span<std::int64_t> to, std::int64_t places, const std::vector<double>& weights) {
    const auto share = apportion(static_cast<std::uint64_t>(std::abs(places)), weights);
    for (std::size_t i = 0; i < share.size(); ++i)
        to[i] += places < 0 ? -std::int64_t{share[i]} : std::int64_t{share[i]};
}

}  // namespace

std::vector<std::uint32_t> share_places(const std::vector<std::uint32_t>& lengths, std::uint64_t places,
                                        std::uint32_t open, const std::vector<double>& extra) {
    constexpr std::int64_t open_from = 21;  // an open list has more than 20 free places (SSB 07388)
    constexpr std::int64_t beyond = 80;     // assumption: of an open list beyond the least, mean at least
    constexpr std::int64_t most_over =
        25;  // assumption: closed lists over their cap by so much, mean at most
    constexpr std::size_t one_over_in = 4;  // assumption: closed lists of which one may be over its cap
    const auto patients = std::accumulate(lengths.begin(), lengths.end(), std::int64_t{0});
    const auto free = static_cast<std::int64_t>(places) - patients;
    const auto split = std::min<std::size_t>(open, lengths.size());
    const auto closed = lengths.size() - split;
    const auto open_lists = static_cast<std::int64_t>(split),
               closed_lists = static_cast<std::int64_t>(closed);

    auto of_closed = few_places(closed);
    const auto a_few = std::accumulate(of_closed.begin(), of_closed.end(), std::int64_t{0});
    // Closed lists take what open ones must not leave; some stand over their cap wherever open lists would
    // have hardly more than the least.
    const auto must = free - open_from * open_lists;
    auto to_closed = must;
    if (split > 0)
        to_closed = std::min({must, a_few, std::max(must - beyond * open_lists, -most_over * closed_lists)});
    if (closed == 0) to_closed = 0;

    std::vector<std::int64_t> leaves(lengths.size(), 0);
    std::fill_n(leaves.begin(), split, open_from);
    add_places({leaves.data(), split}, must - to_closed,
               must > to_closed ? std::vector<double>(extra.begin(), extra.begin() + open_lists)
                                : std::vector<double>(split, 1.0));
    if (to_closed < a_few) {
        std::vector<double> over(std::max<std::size_t>(1, closed / one_over_in));
        std::iota(over.begin(), over.end(), 0.5);
        add_places({of_closed.data(), std::min(closed, over.size())}, to_closed - a_few, over);
    } else {
        add_places(of_closed, to_closed - a_few, std::vector<double>(closed, 1.0));
    }
    std::copy(of_closed.begin(), of_closed.end(), leaves.begin() + open_lists);
    std::vector<std::uint32_t> caps(lengths.size());
    for (std::size_t i = 0; i < lengths.size(); ++i)
        caps[i] = static_cast<std::uint32_t>(std::max<std::int64_t>(0, lengths[i] + leaves[i]));
    return caps;
}

namespace {

struct OfficialLists {
    std::uint32_t with_gp, without_gp, patients_with_gp, patients_without_gp, places, open;
};

OfficialLists official(const ListTable& table, MunicipalityId m) {
    return {table.lists_with_gp[m],       table.lists_without_gp[m], table.patients_with_gp[m],
            table.patients_without_gp[m], table.places_with_gp[m],   table.open_lists[m]};
}

/// A list's length beside others of its municipality, before those who left it.
double relative_length(double spread, std::uint32_t list, Seed seed, Month month) {
    constexpr double shortest = 0.2;  // of the mean
    return std::max(shortest, 1 + spread * Draw(seed, Stream::initial_lists, list, month).normal());
}

/// For how long a list without a GP has stood so on the first day.
int months_vacant(const InitialParams& params, std::uint32_t list, Seed seed, Month month) {
    Draw draw(seed, Stream::initial_lists, list, month, 4);
    return std::min(1 + static_cast<int>(12 * params.years_vacant * draw.exponential()), 600);
}

/// The practice of each list of a municipality: official number of lists over its sites by their estimated
/// lists.
std::vector<PracticeId> sites_for(const PracticeSites& sites, const std::vector<PracticeId>& in_municipality,
                                  const Column<PracticeId, std::uint16_t>& estimate, std::uint32_t lists) {
    std::vector<double> weights;
    for (const auto p : in_municipality) weights.push_back(estimate[p]);
    if (std::accumulate(weights.begin(), weights.end(), 0.0) <= 0)
        for (std::size_t i = 0; i < weights.size(); ++i) weights[i] = sites.gps_2011[in_municipality[i]];
    const auto count = apportion(lists, weights);
    std::vector<PracticeId> result;
    for (std::size_t i = 0; i < count.size(); ++i) result.insert(result.end(), count[i], in_municipality[i]);
    return result;
}

std::vector<std::vector<PracticeId>> sites_by_municipality(const Inputs& inputs) {
    std::vector<std::vector<PracticeId>> in_municipality(inputs.municipalities.size());
    for (std::uint32_t p = 0; p < inputs.practices.size(); ++p)
        in_municipality[inputs.practices.municipality[PracticeId{p}].value].push_back(PracticeId{p});
    return in_municipality;
}

/// The estimates are of the official table's year; before it only the GPs of 2011 are known.
const Column<PracticeId, std::uint16_t>& estimated_with_gp(const Inputs& inputs, const ListTable& table) {
    return table.year < inputs.lists.year ? inputs.practices.gps_2011 : inputs.practices.lists_with_gp;
}
const Column<PracticeId, std::uint16_t>& estimated_without_gp(const Inputs& inputs, const ListTable& table) {
    return table.year < inputs.lists.year ? inputs.practices.gps_2011 : inputs.practices.lists_without_gp;
}

/// Gives the municipality's lists from `first` on their popularity: of the drawn ones the lowest to the lists
/// with most free places, as those are the lists that people pass by.
void make_popular(World& world, const Column<ListId, std::uint32_t>& length, std::uint32_t first,
                  std::uint32_t with_gp, const ChoiceParams& params, Seed seed) {
    auto& lists = world.lists;
    std::vector<double> drawn;
    std::vector<std::pair<std::int64_t, std::uint32_t>> free;
    for (auto l = first; l < lists.size(); ++l) {
        const double popularity = drawn_popularity(params, seed, l);
        lists.popularity[ListId{l}] = static_cast<float>(popularity);
        if (l - first >= with_gp) continue;
        drawn.push_back(popularity);
        free.emplace_back(-static_cast<std::int64_t>(lists.cap[ListId{l}]) + length[ListId{l}], l);
    }
    std::sort(drawn.begin(), drawn.end());
    std::sort(free.begin(), free.end());
    for (std::size_t k = 0; k < drawn.size(); ++k)
        lists.popularity[ListId{free[k].second}] = static_cast<float>(drawn[k]);
}

void remark_on_open_lists(const Municipalities& municipalities, MunicipalityId m, const OfficialLists& o,
                          std::uint32_t open, Remarks& remarks) {
    if (open != o.open)
        remarks.push_back(
            fmt::format("{} {}: {} open lists in the table contradict {} places for {} patients on {} lists; "
                        "{} made open",
                        municipalities.number[m], municipalities.name[m], o.open, o.places,
                        o.patients_with_gp, o.with_gp, open));
}

}  // namespace

Column<ListId, std::uint32_t> found_lists(World& world, const Inputs& inputs, const ListTable& table,
                                          const Params& params, Seed seed, Remarks& remarks) {
    const auto& sites = inputs.practices;
    const auto in_municipality = sites_by_municipality(inputs);
    const auto& estimate_with = estimated_with_gp(inputs, table);
    const auto& estimate_without = estimated_without_gp(inputs, table);
    auto& lists = world.lists;
    Column<ListId, std::uint32_t> length;
    for (std::uint32_t i = 0; i < inputs.municipalities.size(); ++i) {
        const MunicipalityId m{i};
        const auto o = official(table, m);
        if (o.with_gp + o.without_gp == 0) {
            remarks.push_back(fmt::format("{} {}: no GP lists of its own", inputs.municipalities.number[m],
                                          inputs.municipalities.name[m]));
            continue;
        }
        if (in_municipality[i].empty())
            throw geo::InputError("practices",
                                  fmt::format("municipality {} has {} lists but no practice site; add one",
                                              inputs.municipalities.number[m], o.with_gp + o.without_gp));
        const auto first = lists.size();
        constexpr int most_months_left = 24;  // who has stayed for so long stays
        std::vector<double> long_with(o.with_gp), long_without(o.without_gp);
        for (std::uint32_t l = 0; l < o.with_gp; ++l)
            long_with[l] = relative_length(params.initial.list_length_spread, first + l, seed, world.month);
        for (std::uint32_t l = 0; l < o.without_gp; ++l) {  // the longer without, the more have left
            const auto list = first + o.with_gp + l;
            long_without[l] =
                relative_length(params.initial.list_length_spread, list, seed, world.month) *
                std::pow(1 - params.gp_choice.leaves_vacant_list_per_month,
                         std::min(most_months_left, months_vacant(params.initial, list, seed, world.month)));
        }
        const auto with = apportion(o.patients_with_gp, long_with);
        const auto without = apportion(o.patients_without_gp, long_without);
        std::vector<double> extra;
        for (std::uint32_t l = 0; l < o.with_gp; ++l)
            extra.push_back(Draw(seed, Stream::initial_lists, first + l, world.month, 1).uniform());
        const auto caps = share_places(with, o.places, o.open, extra);
        std::uint32_t open = 0;
        for (std::size_t l = 0; l < with.size(); ++l) open += caps[l] > with[l] + 20;
        remark_on_open_lists(inputs.municipalities, m, o, open, remarks);

        const auto sites_with = sites_for(sites, in_municipality[i], estimate_with, o.with_gp);
        const auto sites_without = sites_for(sites, in_municipality[i], estimate_without, o.without_gp);
        // Lists with a GP stand in drawn order over the sites, so that no site gets all the open ones.
        std::vector<std::uint32_t> order(o.with_gp);
        std::iota(order.begin(), order.end(), 0U);
        Draw shuffle(seed, Stream::initial_lists, first, world.month, 2);
        for (auto k = o.with_gp; k > 1; --k) std::swap(order[k - 1], order[shuffle.below(k)]);
        const auto size = size_class(world.residents.people[m]);
        const auto add = [&](PracticeId site, std::uint32_t cap, std::uint32_t patients) {
            const auto id = lists.size();
            Draw draw(seed, Stream::initial_lists, id, world.month, 3);
            const bool salaried = draw.uniform() * 100 < params.doctors.salaried[size];
            const auto since = world.month + -months_vacant(params.initial, id, seed, world.month);
            add_list(world, site, cap, salaried, since, id);  // vacant until staff_lists gives it a GP
            length.push_back(patients);
        };
        for (std::uint32_t l = 0; l < o.with_gp; ++l) add(sites_with[l], caps[order[l]], with[order[l]]);
        for (std::uint32_t l = 0; l < o.without_gp; ++l) add(sites_without[l], without[l], without[l]);
        make_popular(world, length, first, o.with_gp, params.gp_choice, seed);
    }
    return length;
}

Column<PracticeId, std::uint32_t> lists_of_practices(const Inputs& inputs, const ListTable& table) {
    const auto in_municipality = sites_by_municipality(inputs);
    Column<PracticeId, std::uint32_t> lists(inputs.practices.size());
    for (const auto m : ids<MunicipalityId>(inputs.municipalities.size())) {
        const auto add = [&](const Column<PracticeId, std::uint16_t>& estimate, std::uint32_t count) {
            for (const auto site : sites_for(inputs.practices, in_municipality[m.value], estimate, count))
                ++lists[site];
        };
        add(estimated_with_gp(inputs, table), table.lists_with_gp[m]);
        add(estimated_without_gp(inputs, table), table.lists_without_gp[m]);
    }
    return lists;
}

void staff_lists(World& world, const Column<ListId, std::uint8_t>& has_gp, const Params& params, Seed seed) {
    for (const auto list : ids<ListId>(world.lists.size())) {
        const double years = (world.month - world.lists.since[list]) / 12.0;
        if (has_gp[list])
            place_first_gp(
                world, list, params.doctors,
                params.initial
                    .years_in_contract[size_class(world.residents.people[world.lists.municipality[list]])],
                seed);
        else
            world.lists.shunned[list] = static_cast<float>(params.initial.shunned +
                                                           params.initial.shunned_longer * std::log1p(years));
    }
}

}  // namespace model
