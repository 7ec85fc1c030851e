#include "model/gp_choice.hpp"

#include <algorithm>
#include <cmath>

#include "geo/base/counting_order.hpp"
#include "geo/base/parallel.hpp"
#include "model/person_moves.hpp"

namespace model {
namespace {

constexpr std::uint32_t wish_block_people = 65'536;
constexpr std::size_t ahead = 24;  ///< how many people before her turn a person's row is asked from memory

GpPull gp_pull(const ChoiceParams& params) {
    GpPull pull{};
    for (std::size_t same = 0; same < 2; ++same)
        for (std::size_t specialist = 0; specialist < 2; ++specialist)
            pull[same][specialist] =
                std::exp((same ? params.same_sex : 0) + (specialist ? params.specialist : 0));
    return pull;
}

double list_pull(const World& world, ListId list, std::size_t sex, const GpPull& pull) {
    const auto doctor = world.lists.doctor[list];
    return pull[world.doctors.sex[doctor] == sex][world.doctors.specialist[doctor] != 0];
}

bool can_be_asked(const World& world, ListId list, Asks asks) {
    return asks == Asks::open_lists ? world.lists.open(list) : world.lists.has_gp(list);
}

}  // namespace

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
    const auto practices = world.setting.travel.practices_of(asker.home);
    const auto at = std::lower_bound(practices.begin(), practices.end(), world.lists.practice[list]);
    if (at == practices.end() || *at != world.lists.practice[list]) return 0;
    const auto tenths =
        world.setting.travel.tenths_of(asker.home)[static_cast<std::size_t>(at - practices.begin())];
    const bool own = world.lists.municipality[list] == municipality_of(world.setting, asker.home);
    return list_pull(world, list, asker.sex, tastes.gp) * static_cast<double>(tastes.decay[tenths]) *
           tastes.staying[own];
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
    const auto row = static_cast<std::size_t>(asker.asks);
    const auto& pull = pulls.list[row][asker.sex];
    double target = draw.uniform() * static_cast<double>(pulls.practice[row][asker.sex][practice]);
    auto found = none<ListId>;
    for (auto k = world.first_list[practice.value]; k < world.first_list[practice.value + 1] && target >= 0;
         ++k) {
        if (pull[k] <= 0) continue;
        found = world.list_of[k];
        target -= static_cast<double>(pull[k]);
    }
    if (found == none<ListId> || (asker.asks == Asks::any_list && found.value == asker.list))
        return std::nullopt;
    return Request{found, draw.bits(), asker.person,
                   distance_flags(world.setting.travel.tenths_of(asker.home)[chosen])};
}

std::vector<PersonId> new_wishes(const World& world, const ChoiceParams& params, Seed seed) {
    const double by_wish = params.wants_another_per_year / 12;
    const double from_vacant = params.leaves_vacant_list_per_month;
    const double bound = std::max(by_wish, from_vacant);
    if (bound <= 0) return {};
    const auto people = world.people.size();
    const auto blocks = (people + wish_block_people - 1) / wish_block_people;
    std::vector<std::vector<PersonId>> by_block(blocks);
    geo::for_each_index(blocks, [&](std::uint32_t block) {
        Draw draw(seed, Stream::new_wish, block, world.month);
        const double log_none = std::log1p(-bound);
        const double end = std::min(people, (block + 1) * wish_block_people);
        double position = block * wish_block_people;
        // Some dozens are drawn before the first of them is looked at, so that their rows are on their way.
        std::array<std::pair<PersonId, double>, 64> some;
        for (bool more = true; more;) {
            std::size_t drawn = 0;
            while (drawn < some.size()) {
                position += std::floor(std::log(draw.uniform()) / log_none);
                more = position < end;
                if (!more) break;
                const PersonId p{static_cast<std::uint32_t>(position)};
                position += 1;
                __builtin_prefetch(&world.people.list[p]);
                some[drawn++] = {p, draw.uniform() * bound};
            }
            for (std::size_t i = 0; i < drawn; ++i) {
                const auto [p, which] = some[i];
                const auto list = world.people.list[p];
                if (list == People::no_list ||
                    which >= (world.lists.has_gp(ListId{list}) ? by_wish : from_vacant))
                    continue;
                if (!world.people.has(p, People::seeks)) by_block[block].push_back(p);
            }
        }
    });
    std::vector<PersonId> all;
    for (const auto& part : by_block) all.insert(all.end(), part.begin(), part.end());
    return all;
}

namespace {

/// Calls visit(person) for everyone in order, with her row on its way from memory.
template <class Visit>
void each_fetched(const World& world, const std::vector<PersonId>& persons, const Visit& visit) {
    for (std::size_t i = 0; i < persons.size(); ++i) {
        if (i + ahead < persons.size()) fetch_row(world, persons[i + ahead]);
        visit(persons[i]);
    }
}

/// Wishes of all askers, grouped by home, sex and way of asking so that an attraction is summed once. Row i
/// is asker i's.
std::vector<std::optional<Request>> wishes_of(const World& world, const std::vector<Asker>& askers,
                                              const Tastes& tastes, const ChoiceParams& params, Seed seed,
                                              std::uint32_t turn) {
    const auto pulls = pulls_of(world, params);
    std::vector<std::uint32_t> group(askers.size());
    for (std::size_t i = 0; i < askers.size(); ++i)
        group[i] = 4 * askers[i].home.value + 2 * static_cast<std::uint32_t>(askers[i].asks) + askers[i].sex;
    const auto order = geo::counting_order(group, 4 * world.setting.cells.size());
    std::vector<Asker> together(askers.size());
    for (std::size_t k = 0; k < order.size(); ++k) together[k] = askers[order[k]];
    std::vector<std::uint32_t> first;  // of each group with askers, and the end
    for (std::uint32_t k = 0; k < order.size(); ++k)
        if (k == 0 || group[order[k]] != group[order[k - 1]]) first.push_back(k);
    first.push_back(static_cast<std::uint32_t>(order.size()));

    std::vector<std::optional<Request>> wishes(askers.size());
    geo::for_each_range(
        static_cast<std::uint32_t>(first.size() - 1), 64, [&](std::uint32_t begin, std::uint32_t end) {
            std::vector<double> up_to;
            for (auto g = begin; g < end; ++g) {
                const auto& one = together[first[g]];
                attraction(world, one.home, pulls.practice[static_cast<std::size_t>(one.asks)][one.sex],
                           tastes.decay, tastes.own_municipality, up_to);
                for (auto k = first[g]; k < first[g + 1]; ++k) {
                    const auto& a = together[k];
                    const double staying =
                        a.asks == Asks::open_lists ? worth_of_staying(world, a, tastes) : 0.0;
                    wishes[order[k]] = wish(world, a, up_to, pulls, staying, seed, turn);
                }
            }
        });
    return wishes;
}

/// Each year some who wait give up; the year's switches are forgotten.
void begin_year(World& world, const ChoiceParams& params, Seed seed) {
    auto& people = world.people;
    constexpr std::uint8_t keep = People::one_switch - 1;
    geo::for_each_range(people.size(), wish_block_people, [&](std::uint32_t begin, std::uint32_t end) {
        for (std::uint32_t i = begin; i < end; ++i) people.state[PersonId{i}] &= keep;
    });
    for (std::uint32_t l = 0; l < world.lists.size(); ++l) {
        auto& line = world.lists.line[ListId{l}];
        auto& served = world.lists.line_served[ListId{l}];
        line.erase(line.begin(), line.begin() + served);
        served = 0;
        std::size_t kept = 0;
        for (std::size_t i = 0; i < line.size(); ++i) {
            if (i + ahead < line.size()) __builtin_prefetch(&people.waits_for[line[i + ahead]], 1);
            const auto p = line[i];
            if (people.waits_for[p] != l) continue;
            if (Draw(seed, Stream::new_wish, p.value, world.month, 1).uniform() < params.gives_up_per_year)
                leave_line(world, p);
            else
                line[kept++] = p;
        }
        line.resize(kept);
    }
}

/// Asks for every asker once: who finds her own list best stops asking, free places go by lot, who wants a
/// full list only for a change waits for it. Keeps those who asked for an open list and did not get it.
void ask_once(World& world, std::vector<Asker>& askers, const Tastes& tastes, const ChoiceParams& params,
              Seed seed, std::uint32_t turn) {
    const auto wishes = wishes_of(world, askers, tastes, params, seed, turn);
    std::vector<Request> requests;
    std::vector<Asker>
        asked;  // who found nothing open will find nothing later this month: places only get fewer
    for (std::size_t i = 0; i < wishes.size(); ++i) {
        if (!wishes[i]) continue;
        if (wishes[i]->list.value == askers[i].list) {
            stop_seeking(world, askers[i].person);  // what she has is best
        } else if (world.lists.open(wishes[i]->list)) {
            requests.push_back(*wishes[i]);
            if (askers[i].list == People::no_list) asked.push_back(askers[i]);
        } else {
            stand_in_line(world, wishes[i]->person, wishes[i]->list);
        }
    }
    grant(world, requests);
    std::erase_if(asked, [&](const Asker& a) { return !world.people.has(a.person, People::seeks); });
    askers = std::move(asked);
}

/// Who asks this month.
struct Asking {
    std::vector<Asker> askers;
    std::vector<std::uint32_t> places;  ///< of those who must find a list, in World::seekers
};

/// Takes those who no longer seek out of the queue and finds who of the others asks this month; people of
/// `wishing` want another GP from now on.
Asking find_askers(World& world, const std::vector<PersonId>& wishing, const ChoiceParams& params) {
    Asking asking;
    auto& people = world.people;
    auto& seekers = world.seekers;
    const auto every = static_cast<std::uint32_t>(params.asks_again_months);
    std::uint32_t kept = 0;
    const auto keep = [&](PersonId p) {
        if (people.list[p] == People::no_list ||
            (p.value + static_cast<std::uint32_t>(world.month.value)) % every == 0) {
            asking.places.push_back(kept);
        }
        seekers[kept++] = p;
    };
    for (std::size_t i = 0; i < seekers.size(); ++i) {
        if (i + ahead < seekers.size()) {
            __builtin_prefetch(&people.state[seekers[i + ahead]]);
            __builtin_prefetch(&people.list[seekers[i + ahead]]);
        }
        if (people.has(seekers[i], People::seeks)) keep(seekers[i]);  // others have settled since
    }
    seekers.resize(kept);
    each_fetched(world, wishing, [&](PersonId p) {
        if (!world.lists.has_gp(ListId{people.list[p]})) {
            seek(world, p);
            keep(p);
        } else if (people.waits_for[p] == People::no_list && people.switches(p) < params.switches_a_year) {
            asking.askers.push_back(asker_of(world, p, Asks::any_list));
        }
    });
    const auto& places = asking.places;
    for (std::size_t i = 0; i < places.size(); ++i) {
        if (i + ahead < places.size()) fetch_row(world, seekers[places[i + ahead]]);
        asking.askers.push_back(asker_of(world, seekers[places[i]], Asks::open_lists));
    }
    return asking;
}

/// Takes those who asked and no longer seek out of the queue.
void forget_settled(World& world, const std::vector<std::uint32_t>& places) {
    for (std::size_t i = 0; i < places.size(); ++i) {
        if (i + ahead < places.size())
            __builtin_prefetch(&world.people.state[world.seekers[places[i + ahead]]]);
        if (auto& p = world.seekers[places[i]]; !world.people.has(p, People::seeks)) p = none<PersonId>;
    }
    std::erase(world.seekers, none<PersonId>);
}

}  // namespace

void first_waiting_lists(World& world, const ChoiceParams& params, Seed seed) {
    auto first = params;
    first.wants_another_per_year = 12 * params.waiting_at_start / 100;
    first.leaves_vacant_list_per_month = 0;
    open_and_close(world.lists, static_cast<std::uint32_t>(params.reopen_at));
    std::vector<Asker> askers;
    each_fetched(world, new_wishes(world, first, seed),
                 [&](PersonId p) { askers.push_back(asker_of(world, p, Asks::any_list)); });
    const auto wishes = wishes_of(world, askers, tastes_of(world, params), params, seed, 0xFFFF);
    for (const auto& w : wishes)
        if (w && !world.lists.open(w->list)) stand_in_line(world, w->person, w->list);
}

void choose_lists(World& world, const ChoiceParams& params, Seed seed) {
    if (world.month.is_january()) begin_year(world, params, seed);
    open_and_close(world.lists, static_cast<std::uint32_t>(params.reopen_at));
    serve_waiting_lists(world);

    auto [askers, places] = find_askers(world, new_wishes(world, params, seed), params);
    const auto tastes = tastes_of(world, params);
    for (int turn = 0; turn < params.wishes_a_month && !askers.empty(); ++turn)
        ask_once(world, askers, tastes, params, seed, static_cast<std::uint32_t>(turn));
    forget_settled(world, places);
}

}  // namespace model
