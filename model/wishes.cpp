#include "model/wishes.hpp"

#include <algorithm>

#include "geo/base/counting_order.hpp"
#include "geo/base/huge_pages.hpp"
#include "geo/base/lanes.hpp"
#include "geo/base/parallel.hpp"
#include "model/person_moves.hpp"

namespace model {
namespace {

/// How many askers before its turn a square's row is asked from memory.
constexpr std::uint32_t squares_ahead = 3;
using LaneSums = std::array<float, geo::lanes>;

/// A square's practices as those of one sex and one way of asking see them.
struct SquareSums {
    std::span<const PracticeId> practices;
    const float* weight;
    const float* pull;
    LaneSums sum{};
    double all = 0;

    SquareSums(const World& world, const WayWeights& ways, const Pulls& pulls, const Asker& one)
        : practices(world.setting.travel.practices_of(one.home)),
          weight(ways.of_pair.data() + world.setting.travel.first[one.home.value]),
          pull(pulls.practice[static_cast<std::size_t>(one.asks)][one.sex].values().data()) {
        geo::add_products(weight, geo::rows_of(practices.data()), practices.size(), pull, sum.data());
        for (const float s : sum) all += static_cast<double>(s);
    }

    /// The practice at `where` of all along the lanes; one that draws, whatever rounding does.
    std::size_t at(double where) const {
        std::size_t lane = 0;
        auto left = where;
        for (std::size_t k = 0; k < geo::lanes; ++k) {
            if (sum[k] <= 0) continue;
            lane = k;
            if (left < static_cast<double>(sum[k])) break;
            left -= static_cast<double>(sum[k]);
        }
        auto last = lane;
        for (auto j = lane; j < practices.size(); j += geo::lanes) {
            const float draws = weight[j] * pull[practices[j].value];
            if (draws <= 0) continue;
            last = j;
            left -= static_cast<double>(draws);
            if (left < 0) break;
        }
        return last;
    }
};

/// Asks the memory for what a SquareSums will sum.
void fetch_square(const World& world, const WayWeights& ways, CellId home) {
    constexpr std::size_t line = 64 / sizeof(float), most = 16;
    const auto practices = world.setting.travel.practices_of(home);
    const float* weight = ways.of_pair.data() + world.setting.travel.first[home.value];
    for (std::size_t k = 0; k < std::min(practices.size(), most * line); k += line) {
        __builtin_prefetch(practices.data() + k);
        __builtin_prefetch(weight + k);
    }
}

std::optional<Request> wish_of(const World& world, const Asker& asker, const SquareSums& reach,
                               const Pulls& pulls, double staying, Seed seed, std::uint32_t turn) {
    if (reach.all + staying <= 0) return std::nullopt;
    Draw draw(seed, Stream::gp_choice, asker.person.value, world.month, turn);
    const double where = draw.uniform() * (reach.all + staying);
    if (where >= reach.all) return Request{ListId{asker.list}, 0, asker.person, 0};
    const auto chosen = reach.at(where);
    const auto found = list_at(world, asker, pulls, reach.practices[chosen], draw.uniform());
    if (found == none<ListId> || (asker.asks == Asks::any_list && found.value == asker.list))
        return std::nullopt;
    return Request{found, draw.bits(), asker.person, WayWeights::distance_of(reach.weight[chosen])};
}

}  // namespace

bool WayWeights::holds(const World& world, const ChoiceParams& params) const {
    const auto& travel = world.setting.travel;
    return deterrence_ == params.travel_deterrence && own_municipality_ == params.own_municipality &&
           same_sex_ == params.same_sex && specialist_ == params.specialist && staying_ == params.staying &&
           travel_row_ == world.setting.travel_row && table_ == travel.tenth_minutes.data() &&
           of_pair.size() == travel.pairs();
}

std::shared_ptr<const WayWeights> WayWeights::of(World& world, const ChoiceParams& params) {
    if (world.way_weights && world.way_weights->holds(world, params)) return world.way_weights;
    const auto& setting = world.setting;
    const auto& travel = setting.travel;
    auto made = std::make_shared<WayWeights>();
    made->deterrence_ = params.travel_deterrence;
    made->own_municipality_ = params.own_municipality;
    made->same_sex_ = params.same_sex;
    made->specialist_ = params.specialist;
    made->staying_ = params.staying;
    made->travel_row_ = setting.travel_row;
    made->table_ = travel.tenth_minutes.data();
    made->tastes = tastes_of(world, params);
    const auto own_factor = static_cast<float>(made->tastes.own_municipality);
    geo::reserve_for_random_visits(made->of_pair, travel.pairs());
    made->of_pair.resize(travel.pairs());
    geo::move_to_large_pages(travel.practice);
    geo::move_to_large_pages(travel.tenth_minutes);
    geo::move_to_large_pages(world.member_homes.all);
    geo::move_to_large_pages(world.member_homes.extensive);
    geo::for_each_id<CellId>(
        travel.cells,
        [&](CellId cell) {
            const auto own = municipality_of(setting, cell);
            for (auto k = travel.first[cell.value]; k < travel.first[cell.value + 1]; ++k) {
                const auto tenths = travel.tenth_minutes[k];
                const float decay = made->tastes.decay[tenths];
                const bool at_home = setting.practice_municipality[travel.practice[k]] == own;
                made->of_pair[k] =
                    with_distance(at_home ? decay * own_factor : decay, distance_flags(tenths));
            }
        },
        1024);
    world.way_weights = std::move(made);
    return world.way_weights;
}

std::vector<std::optional<Request>> wishes_of(const World& world, const std::vector<Asker>& askers,
                                              const WayWeights& ways, const Pulls& pulls, Seed seed,
                                              std::uint32_t turn) {
    // Grouped by home, sex and way of asking, so that an attraction is summed once.
    const auto group_of = [](const Asker& a) {
        return 4 * a.home.value + 2 * static_cast<std::uint32_t>(a.asks) + a.sex;
    };
    std::vector<std::uint32_t> group(askers.size());
    for (std::size_t i = 0; i < askers.size(); ++i) group[i] = group_of(askers[i]);
    const auto order = geo::counting_order(group, 4 * world.setting.cells.size());
    std::vector<std::optional<Request>> wishes(askers.size());
    geo::for_each_range(
        static_cast<std::uint32_t>(askers.size()), 512, [&](std::uint32_t begin, std::uint32_t end) {
            std::optional<SquareSums> reach;
            std::uint32_t summed = 0xFFFF'FFFF;
            for (auto k = begin; k < end; ++k) {
                if (k + squares_ahead < end) fetch_square(world, ways, askers[order[k + squares_ahead]].home);
                const auto& a = askers[order[k]];
                if (group[order[k]] != summed) {
                    summed = group[order[k]];
                    reach.emplace(world, ways, pulls, a);
                }
                const double staying =
                    a.asks == Asks::open_lists ? worth_of_staying(world, a, ways.tastes) : 0.0;
                wishes[order[k]] = wish_of(world, a, *reach, pulls, staying, seed, turn);
            }
        });
    return wishes;
}

}  // namespace model
