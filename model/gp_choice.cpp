#include "model/gp_choice.hpp"

#include <algorithm>
#include <cmath>

#include "geo/base/parallel.hpp"

namespace model {

std::vector<float> decay_by_tenth(const geo::TravelTable& travel, double per_minute) {
    const auto longest = travel.tenth_minutes.empty()
                             ? std::uint16_t{0}
                             : *std::max_element(travel.tenth_minutes.begin(), travel.tenth_minutes.end());
    std::vector<float> decay(longest + 1U);
    for (std::size_t t = 0; t < decay.size(); ++t)
        decay[t] = static_cast<float>(std::exp(-per_minute * static_cast<double>(t) / 10));
    return decay;
}

std::vector<std::uint32_t> open_lists_by_practice(const World& world) {
    std::vector<std::uint32_t> open(world.setting.practice_place.size(), 0);
    for (std::uint32_t l = 0; l < world.lists.size(); ++l)
        open[world.lists.practice[ListId{l}].value] += world.lists.free_places(ListId{l}) > 0;
    return open;
}

void attraction(const World& world, CellId home, const std::vector<std::uint32_t>& open_lists,
                const std::vector<float>& decay, std::vector<double>& up_to) {
    const auto practices = world.setting.travel.practices_of(home);
    const auto tenths = world.setting.travel.tenths_of(home);
    up_to.resize(practices.size());
    double total = 0;
    for (std::size_t k = 0; k < practices.size(); ++k)
        up_to[k] = total += open_lists[practices[k].value] * static_cast<double>(decay[tenths[k]]);
}

std::optional<Request> wish(const World& world, PersonId person, const std::vector<std::uint32_t>& open_lists,
                            const std::vector<double>& up_to, Seed seed, std::uint32_t turn) {
    if (up_to.empty() || up_to.back() <= 0) return std::nullopt;
    Draw draw(seed, Stream::gp_choice, person.value, world.month, turn);
    const auto chosen =
        std::upper_bound(up_to.begin(), up_to.end() - 1, draw.uniform() * up_to.back()) - up_to.begin();
    const auto practice =
        world.setting.travel.practices_of(world.people.home[person])[static_cast<std::size_t>(chosen)].value;
    auto skip = draw.below(open_lists[practice]);
    for (auto l = world.first_list[practice]; l < world.first_list[practice + 1]; ++l) {
        const auto list = world.list_of[l];
        if (world.lists.free_places(list) == 0) continue;
        if (skip-- > 0) continue;
        if (list.value == world.people.list[person]) return std::nullopt;  // she is content with her own
        return Request{list, Draw(seed, Stream::places_lot, person.value, world.month, turn).bits(), person};
    }
    return std::nullopt;
}

namespace {

/// Wishes of all askers, grouped by home so that a square's attraction is summed once. Row i is asker i's.
std::vector<std::optional<Request>> wishes_of(const World& world, const std::vector<PersonId>& askers,
                                              const std::vector<float>& decay, Seed seed,
                                              std::uint32_t turn) {
    const auto open_lists = open_lists_by_practice(world);
    std::vector<std::uint32_t> first(world.setting.cells.size() + 1U, 0);
    for (const auto p : askers) ++first[world.people.home[p].value + 1];
    for (std::size_t c = 1; c < first.size(); ++c) first[c] += first[c - 1];
    std::vector<std::uint32_t> grouped(askers.size());
    auto next = first;
    for (std::uint32_t i = 0; i < askers.size(); ++i) grouped[next[world.people.home[askers[i]].value]++] = i;

    std::vector<std::optional<Request>> wishes(askers.size());
    geo::PerThread<std::vector<double>> scratch;
    geo::for_each_id<CellId>(
        world.setting.cells.size(),
        [&](CellId cell) {
            if (first[cell.value] == first[cell.value + 1]) return;
            auto& up_to = scratch.local();
            attraction(world, cell, open_lists, decay, up_to);
            for (auto k = first[cell.value]; k < first[cell.value + 1]; ++k)
                wishes[grouped[k]] = wish(world, askers[grouped[k]], open_lists, up_to, seed, turn);
        },
        256);
    return wishes;
}

}  // namespace

void choose_lists(World& world, const ChoiceParams& params, Seed seed) {
    const auto done = [&](PersonId p) {
        return !world.people.here(p) || !world.people.has(p, People::seeks);
    };
    std::erase_if(world.seekers, done);
    const auto decay = decay_by_tenth(world.setting.travel, params.travel_deterrence);
    auto askers = world.seekers;
    for (int turn = 0; turn < params.wishes_a_month && !askers.empty(); ++turn) {
        const auto wishes = wishes_of(world, askers, decay, seed, static_cast<std::uint32_t>(turn));
        std::vector<Request> requests;
        std::vector<PersonId>
            asked;  // who found nothing open will find nothing later this month: places only get fewer
        for (std::size_t i = 0; i < wishes.size(); ++i) {
            if (!wishes[i]) continue;
            requests.push_back(*wishes[i]);
            asked.push_back(askers[i]);
        }
        grant(world, std::move(requests));
        std::erase_if(asked, done);
        askers = std::move(asked);
    }
    std::erase_if(world.seekers, done);
}

}  // namespace model
