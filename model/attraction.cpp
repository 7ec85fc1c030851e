#include "model/attraction.hpp"

#include <algorithm>
#include <cmath>

#include "model/person_moves.hpp"

namespace model {
namespace {

GpPull gp_pull(const ChoiceParams& params) {
    GpPull pull{};
    for (std::size_t same = 0; same < 2; ++same)
        for (std::size_t specialist = 0; specialist < 2; ++specialist)
            pull[same][specialist] =
                std::exp((same ? params.same_sex : 0) + (specialist ? params.specialist : 0));
    return pull;
}

bool can_be_asked(const World& world, ListId list, Asks asks) {
    return asks == Asks::open_lists ? world.lists.open(list) : world.lists.has_gp(list);
}

}  // namespace

double list_pull(const World& world, ListId list, std::size_t sex, const GpPull& pull) {
    const auto doctor = world.lists.doctor[list];
    return pull[world.doctors.sex[doctor] == sex][world.doctors.specialist[doctor] != 0] *
           static_cast<double>(world.lists.popularity[list]);
}

double drawn_popularity(const ChoiceParams& params, Seed seed, std::uint32_t luck) {
    return std::exp(params.popularity_spread * Draw(seed, Stream::popularity, luck, Month{}).normal());
}

std::vector<float> decay_by_tenth(const geo::TravelTable& travel, double per_minute) {
    const auto longest = travel.tenth_minutes.empty()
                             ? std::uint16_t{0}
                             : *std::max_element(travel.tenth_minutes.begin(), travel.tenth_minutes.end());
    std::vector<float> decay(longest + 1U);
    for (std::size_t t = 0; t < decay.size(); ++t)
        decay[t] = static_cast<float>(std::exp(-per_minute * static_cast<double>(t) / 10));
    return decay;
}

Tastes tastes_of(const World& world, const ChoiceParams& params) {
    return {decay_by_tenth(world.setting.travel, params.travel_deterrence),
            gp_pull(params),
            std::exp(params.own_municipality),
            {std::exp(params.staying), std::exp(params.staying + params.own_municipality)}};
}

Pulls pulls_of(const World& world, const ChoiceParams& params) {
    const auto by_gp = gp_pull(params);
    Pulls pulls;
    for (const auto asks : {Asks::open_lists, Asks::any_list})
        for (std::size_t sex = 0; sex < sexes; ++sex) {
            auto& of_list = pulls.list[static_cast<std::size_t>(asks)][sex];
            auto& of_practice = pulls.practice[static_cast<std::size_t>(asks)][sex];
            of_list.assign(world.list_of.size(), 0.0F);
            of_practice.resize(world.setting.practice_place.size());
            for (std::size_t k = 0; k < world.list_of.size(); ++k) {
                const auto list = world.list_of[k];
                if (!can_be_asked(world, list, asks)) continue;
                of_list[k] = static_cast<float>(list_pull(world, list, sex, by_gp));
                of_practice[world.lists.practice[list]] += of_list[k];
            }
        }
    return pulls;
}

void attraction(const World& world, CellId home, const Column<PracticeId, float>& pull,
                const std::vector<float>& decay, double own_factor, std::vector<double>& up_to) {
    const auto practices = world.setting.travel.practices_of(home);
    const auto tenths = world.setting.travel.tenths_of(home);
    const auto own = municipality_of(world.setting, home);
    up_to.resize(practices.size());
    double total = 0;
    for (std::size_t k = 0; k < practices.size(); ++k) {
        const double weight = static_cast<double>(pull[practices[k]]) * static_cast<double>(decay[tenths[k]]);
        up_to[k] = total +=
            world.setting.practice_municipality[practices[k]] == own ? weight * own_factor : weight;
    }
}

Asker asker_of(const World& world, PersonId person, Asks asks) {
    const auto& people = world.people;
    return {person, people.home[person], people.list[person], people.sex[person], asks};
}

double worth_of_staying(const World& world, const Asker& asker, const Tastes& tastes) {
    if (asker.list == People::no_list) return 0;
    const ListId list{asker.list};
    if (!world.lists.has_gp(list)) return 0;
    const auto tenths = geo::travel_tenths(world.setting.travel, asker.home, world.lists.practice[list]);
    if (!tenths) return 0;
    const bool own = world.lists.municipality[list] == municipality_of(world.setting, asker.home);
    return list_pull(world, list, asker.sex, tastes.gp) * static_cast<double>(tastes.decay[*tenths]) *
           tastes.staying[own];
}

ListId list_at(const World& world, const Asker& asker, const Pulls& pulls, PracticeId practice, double u) {
    const auto row = static_cast<std::size_t>(asker.asks);
    const auto& pull = pulls.list[row][asker.sex];
    double target = u * static_cast<double>(pulls.practice[row][asker.sex][practice]);
    auto found = none<ListId>;
    for (auto k = world.first_list[practice.value]; k < world.first_list[practice.value + 1] && target >= 0;
         ++k) {
        if (pull[k] <= 0) continue;
        found = world.list_of[k];
        target -= static_cast<double>(pull[k]);
    }
    return found;
}

std::optional<Request> wish(const World& world, const Asker& asker, const std::vector<double>& up_to,
                            const Pulls& pulls, double staying, Seed seed, std::uint32_t turn) {
    const double others = up_to.empty() ? 0.0 : up_to.back();
    if (others + staying <= 0) return std::nullopt;
    Draw draw(seed, Stream::gp_choice, asker.person.value, world.month, turn);
    const double where = draw.uniform() * (others + staying);
    if (where >= others) return Request{ListId{asker.list}, 0, asker.person, 0};
    const auto chosen =
        static_cast<std::size_t>(std::upper_bound(up_to.begin(), up_to.end() - 1, where) - up_to.begin());
    const auto practice = world.setting.travel.practices_of(asker.home)[chosen];
    const auto found = list_at(world, asker, pulls, practice, draw.uniform());
    if (found == none<ListId> || (asker.asks == Asks::any_list && found.value == asker.list))
        return std::nullopt;
    return Request{found, draw.bits(), asker.person,
                   distance_flags(world.setting.travel.tenths_of(asker.home)[chosen])};
}

}  // namespace model
