#include "model/gp_choice.hpp"

#include <algorithm>
#include <cmath>

#include "geo/base/parallel.hpp"
#include "model/person_moves.hpp"

namespace model {
namespace {

constexpr std::uint32_t block_people = 65'536;

/// exp(utility without travel) of a GP to someone: row 0 of another sex, 1 of the same; column 1 for a
/// specialist.
using GpPull = std::array<std::array<double, 2>, 2>;
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

double worth_of_staying(const World& world, PersonId person, const std::vector<float>& decay,
                        const ChoiceParams& params) {
    if (world.people.list[person] == People::no_list) return 0;
    const ListId list{world.people.list[person]};
    if (!world.lists.has_gp(list)) return 0;
    const auto home = world.people.home[person];
    const auto minutes = geo::travel_time(world.setting.travel, home, world.lists.practice[list]);
    if (!minutes) return 0;
    const auto tenths = static_cast<std::size_t>(std::lround(minutes->count() * 10));
    const bool own = world.lists.municipality[list] == municipality_of(world.setting, home);
    return list_pull(world, list, world.people.sex[person], gp_pull(params)) *
           static_cast<double>(decay[tenths]) *
           std::exp(params.staying + (own ? params.own_municipality : 0.0));
}

std::optional<Request> wish(const World& world, PersonId person, Asks asks, const std::vector<double>& up_to,
                            const Pulls& pulls, double staying, Seed seed, std::uint32_t turn) {
    const double others = up_to.empty() ? 0.0 : up_to.back();
    if (others + staying <= 0) return std::nullopt;
    Draw draw(seed, Stream::gp_choice, person.value, world.month, turn);
    const auto own = world.people.list[person];
    const double where = draw.uniform() * (others + staying);
    if (where >= others) return Request{ListId{own}, 0, person};
    const auto chosen = std::upper_bound(up_to.begin(), up_to.end() - 1, where) - up_to.begin();
    const auto practice =
        world.setting.travel.practices_of(world.people.home[person])[static_cast<std::size_t>(chosen)];
    const auto row = static_cast<std::size_t>(asks);
    const auto sex = world.people.sex[person];
    const auto& pull = pulls.list[row][sex];
    double target = draw.uniform() * static_cast<double>(pulls.practice[row][sex][practice]);
    auto found = none<ListId>;
    for (auto k = world.first_list[practice.value]; k < world.first_list[practice.value + 1] && target >= 0;
         ++k) {
        if (pull[k] <= 0) continue;
        found = world.list_of[k];
        target -= static_cast<double>(pull[k]);
    }
    if (found == none<ListId> || (asks == Asks::any_list && found.value == own)) return std::nullopt;
    return Request{found, draw.bits(), person};
}

std::vector<PersonId> new_wishes(const World& world, const ChoiceParams& params, Seed seed) {
    const double by_wish = params.wants_another_per_year / 12;
    const double from_vacant = params.leaves_vacant_list_per_month;
    const double bound = std::max(by_wish, from_vacant);
    if (bound <= 0) return {};
    const auto people = world.people.size();
    const auto blocks = (people + block_people - 1) / block_people;
    std::vector<std::vector<PersonId>> by_block(blocks);
    geo::for_each_index(blocks, [&](std::uint32_t block) {
        Draw draw(seed, Stream::new_wish, block, world.month);
        const double log_none = std::log1p(-bound);
        const double end = std::min(people, (block + 1) * block_people);
        double position = block * block_people;
        while (true) {
            position += std::floor(std::log(draw.uniform()) / log_none);
            if (position >= end) return;
            const PersonId p{static_cast<std::uint32_t>(position)};
            position += 1;
            const double which = draw.uniform() * bound;
            const auto list = world.people.list[p];
            if (list == People::no_list || world.people.has(p, People::seeks)) continue;
            if (which < (world.lists.has_gp(ListId{list}) ? by_wish : from_vacant))
                by_block[block].push_back(p);
        }
    });
    std::vector<PersonId> all;
    for (const auto& part : by_block) all.insert(all.end(), part.begin(), part.end());
    return all;
}

namespace {

struct Asker {
    PersonId person;
    Asks asks;
};

/// Wishes of all askers, grouped by home, sex and way of asking so that an attraction is summed once. Row i
/// is asker i's.
std::vector<std::optional<Request>> wishes_of(const World& world, const std::vector<Asker>& askers,
                                              const std::vector<float>& decay, const ChoiceParams& params,
                                              Seed seed, std::uint32_t turn) {
    const auto pulls = pulls_of(world, params);
    const double own_factor = std::exp(params.own_municipality);
    const auto group_of = [&](const Asker& a) {
        return 4 * world.people.home[a.person].value + 2 * static_cast<std::uint32_t>(a.asks) +
               world.people.sex[a.person];
    };
    std::vector<std::uint32_t> first(4 * world.setting.cells.size() + 1U, 0);
    for (const auto& a : askers) ++first[group_of(a) + 1];
    for (std::size_t g = 1; g < first.size(); ++g) first[g] += first[g - 1];
    std::vector<std::uint32_t> grouped(askers.size());
    auto next = first;
    for (std::uint32_t i = 0; i < askers.size(); ++i) grouped[next[group_of(askers[i])]++] = i;

    std::vector<std::optional<Request>> wishes(askers.size());
    geo::PerThread<std::vector<double>> scratch;
    geo::for_each_index(
        4 * world.setting.cells.size(),
        [&](std::uint32_t group) {
            if (first[group] == first[group + 1]) return;
            auto& up_to = scratch.local();
            attraction(world, CellId{group / 4}, pulls.practice[group / 2 % 2][group % 2], decay, own_factor,
                       up_to);
            for (auto k = first[group]; k < first[group + 1]; ++k) {
                const auto& a = askers[grouped[k]];
                const double staying =
                    a.asks == Asks::open_lists ? worth_of_staying(world, a.person, decay, params) : 0.0;
                wishes[grouped[k]] = wish(world, a.person, a.asks, up_to, pulls, staying, seed, turn);
            }
        },
        512);
    return wishes;
}

/// Each year some who wait give up; the year's switches are forgotten.
void begin_year(World& world, const ChoiceParams& params, Seed seed) {
    auto& people = world.people;
    constexpr std::uint8_t keep = People::one_switch - 1;
    geo::for_each_range(people.size(), block_people, [&](std::uint32_t begin, std::uint32_t end) {
        for (std::uint32_t i = begin; i < end; ++i) people.state[PersonId{i}] &= keep;
    });
    for (std::uint32_t l = 0; l < world.lists.size(); ++l) {
        auto& line = world.lists.line[ListId{l}];
        auto& served = world.lists.line_served[ListId{l}];
        line.erase(line.begin(), line.begin() + served);
        served = 0;
        std::erase_if(line, [&](PersonId p) {
            if (people.waits_for[p] != l) return true;
            if (Draw(seed, Stream::new_wish, p.value, world.month, 1).uniform() >= params.gives_up_per_year)
                return false;
            leave_line(world, p);
            return true;
        });
    }
}

/// Asks for every asker once: who finds her own list best stops asking, free places go by lot, who wants a
/// full list only for a change waits for it. Keeps those who asked for an open list and did not get it.
void ask_once(World& world, std::vector<Asker>& askers, const std::vector<float>& decay,
              const ChoiceParams& params, Seed seed, std::uint32_t turn) {
    const auto wishes = wishes_of(world, askers, decay, params, seed, turn);
    std::vector<Request> requests;
    std::vector<Asker>
        asked;  // who found nothing open will find nothing later this month: places only get fewer
    for (std::size_t i = 0; i < wishes.size(); ++i) {
        if (!wishes[i]) continue;
        if (wishes[i]->list.value == world.people.list[askers[i].person]) {
            stop_seeking(world, askers[i].person);  // what she has is best
        } else if (world.lists.open(wishes[i]->list)) {
            requests.push_back(*wishes[i]);
            if (world.people.list[askers[i].person] == People::no_list) asked.push_back(askers[i]);
        } else {
            stand_in_line(world, wishes[i]->person, wishes[i]->list);
        }
    }
    grant(world, std::move(requests));
    std::erase_if(asked, [&](const Asker& a) { return !world.people.has(a.person, People::seeks); });
    askers = std::move(asked);
}

/// Takes those who no longer ask out of the queue.
void forget_settled(World& world) {
    std::erase_if(world.seekers, [&](PersonId p) { return !world.people.has(p, People::seeks); });
}

}  // namespace

void first_waiting_lists(World& world, const ChoiceParams& params, Seed seed) {
    auto first = params;
    first.wants_another_per_year = 12 * params.waiting_at_start / 100;
    first.leaves_vacant_list_per_month = 0;
    const auto decay = decay_by_tenth(world.setting.travel, params.travel_deterrence);
    open_and_close(world.lists, static_cast<std::uint32_t>(params.reopen_at));
    std::vector<Asker> askers;
    for (const auto p : new_wishes(world, first, seed)) askers.push_back({p, Asks::any_list});
    const auto wishes = wishes_of(world, askers, decay, params, seed, 0xFFFF);
    for (const auto& w : wishes)
        if (w && !world.lists.open(w->list)) stand_in_line(world, w->person, w->list);
}

void choose_lists(World& world, const ChoiceParams& params, Seed seed) {
    if (world.month.is_january()) begin_year(world, params, seed);
    open_and_close(world.lists, static_cast<std::uint32_t>(params.reopen_at));
    serve_waiting_lists(world);
    forget_settled(world);  // before anyone asks anew, or she would stand in the queue twice

    std::vector<Asker> askers;
    for (const auto p : new_wishes(world, params, seed)) {
        if (!world.lists.has_gp(ListId{world.people.list[p]}))
            seek(world, p);
        else if (world.people.waits_for[p] == People::no_list &&
                 world.people.switches(p) < params.switches_a_year)
            askers.push_back({p, Asks::any_list});
    }
    const auto every = static_cast<std::uint32_t>(params.asks_again_months);
    for (const auto p : world.seekers)
        if (world.people.list[p] == People::no_list ||
            (p.value + static_cast<std::uint32_t>(world.month.value)) % every == 0)
            askers.push_back({p, Asks::open_lists});
    const auto decay = decay_by_tenth(world.setting.travel, params.travel_deterrence);
    for (int turn = 0; turn < params.wishes_a_month && !askers.empty(); ++turn)
        ask_once(world, askers, decay, params, seed, static_cast<std::uint32_t>(turn));
    forget_settled(world);
}

}  // namespace model
