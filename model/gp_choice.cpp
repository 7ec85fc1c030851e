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

std::optional<Request> wish(const World& world, PersonId person, const std::vector<std::uint32_t>& open_lists,
                            const std::vector<float>& decay, Seed seed, std::uint32_t turn) {
    const auto home = world.people.home[person];
    const auto practices = world.setting.travel.practices_of(home);
    const auto tenths = world.setting.travel.tenths_of(home);
    const auto weight = [&](std::size_t k) {
        return static_cast<double>(open_lists[practices[k].value]) * static_cast<double>(decay[tenths[k]]);
    };
    double total = 0;
    for (std::size_t k = 0; k < practices.size(); ++k) total += weight(k);
    if (total <= 0) return std::nullopt;

    Draw draw(seed, Stream::gp_choice, person.value, world.month, turn);
    double target = draw.uniform() * total;
    std::size_t chosen = practices.size();
    for (std::size_t k = 0; k < practices.size(); ++k) {
        if (weight(k) <= 0) continue;
        chosen = k;  // the last possible one if rounding runs past the end
        target -= weight(k);
        if (target < 0) break;
    }
    const auto practice = practices[chosen].value;
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

void choose_lists(World& world, const ChoiceParams& params, Seed seed) {
    auto& seekers = world.seekers;
    const auto done = [&](PersonId p) {
        return !world.people.here(p) || !world.people.has(p, People::seeks);
    };
    std::erase_if(seekers, done);
    const auto decay = decay_by_tenth(world.setting.travel, params.travel_deterrence);
    std::vector<std::uint32_t> open_lists(world.setting.practice_place.size());
    for (int turn = 0; turn < params.wishes_a_month && !seekers.empty(); ++turn) {
        std::fill(open_lists.begin(), open_lists.end(), 0);
        for (std::uint32_t l = 0; l < world.lists.size(); ++l)
            open_lists[world.lists.practice[ListId{l}].value] += world.lists.free_places(ListId{l}) > 0;
        std::vector<std::optional<Request>> wishes(seekers.size());
        geo::for_each_index(
            static_cast<std::uint32_t>(seekers.size()),
            [&](std::uint32_t i) {
                wishes[i] =
                    wish(world, seekers[i], open_lists, decay, seed, static_cast<std::uint32_t>(turn));
            },
            256);
        std::vector<Request> requests;
        for (const auto& w : wishes)
            if (w) requests.push_back(*w);
        if (grant(world, std::move(requests)) == 0) break;
        std::erase_if(seekers, done);
    }
}

}  // namespace model
