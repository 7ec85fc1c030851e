#include "model/gp_choice.hpp"

#include <algorithm>
#include <bitset>
#include <cmath>
#include <tuple>

#include "geo/base/parallel.hpp"
#include "geo/base/search.hpp"
#include "model/member_index.hpp"
#include "model/person_moves.hpp"
#include "model/wishes.hpp"

namespace model {
namespace {

constexpr std::uint32_t wish_block_people = 65'536;
constexpr std::size_t ahead = 24;  ///< how many people before her turn a person's row is asked from memory

/// Who begins to want to leave a list without a GP this month, list by list; each by her own lot, whoever
/// else is on the list.
std::vector<PersonId> leavers_of_vacant_lists(World& world, double per_month, Seed seed) {
    std::vector<PersonId> leavers;
    if (per_month <= 0) return leavers;
    for (const auto list : ids<ListId>(world.lists.size())) {
        if (world.lists.has_gp(list) || world.lists.members[list] == 0) continue;
        for (const auto p : members_of(world, list))
            if (Draw(seed, Stream::new_wish, p.value, world.month, 3).uniform() < per_month &&
                !world.people.has(p, People::seeks))
                leavers.push_back(p);
    }
    return leavers;
}

}  // namespace

std::vector<PersonId> new_wishes(World& world, const ChoiceParams& params, Seed seed) {
    const double by_wish = params.wants_another_per_year / 12;
    const double bound = std::min(1.0, params.most_restless * by_wish);
    auto from_vacant = leavers_of_vacant_lists(world, params.leaves_vacant_list_per_month, seed);
    if (bound <= 0) return from_vacant;
    Column<ListId, float> chance(world.lists.size());
    for (const auto list : ids<ListId>(world.lists.size()))
        if (world.lists.has_gp(list))
            chance[list] =
                static_cast<float>(by_wish * std::min(1 / static_cast<double>(world.lists.popularity[list]),
                                                      params.most_restless));
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
                if (list == People::no_list || which >= static_cast<double>(chance[ListId{list}])) continue;
                if (!world.people.has(p, People::seeks)) by_block[block].push_back(p);
            }
        }
    });
    auto all = std::move(from_vacant);
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

/// A new year: its switches are counted from none.
void forget_switches(People& people) {
    constexpr std::uint8_t keep = People::one_switch - 1;
    geo::for_each_range(people.size(), wish_block_people, [&](std::uint32_t begin, std::uint32_t end) {
        for (std::uint32_t i = begin; i < end; ++i) people.state[PersonId{i}] &= keep;
    });
}

/// Asks for every asker once: free places go by lot, who draws a full list stands in line for it. Keeps those
/// who ask again this month: who asked for an open list in vain, or saw none better than her own. The latter
/// seeks no longer, unless she saw none at all.
void ask_once(World& world, std::vector<Asker>& askers, const WayWeights& ways, const ChoiceParams& params,
              Seed seed, std::uint32_t turn) {
    const auto wishes = wishes_of(world, askers, ways, pulls_of(world, params), seed, turn);
    std::vector<Request> requests;
    std::vector<Asker> again, settled;
    for (std::size_t i = 0; i < wishes.size(); ++i) {
        const auto& asker = askers[i];
        const bool has_list = asker.list != People::no_list;
        const bool keeps = has_list && (!wishes[i] || wishes[i]->list.value == asker.list);
        if (keeps && asker.asks == Asks::open_lists) {
            if (wishes[i]) stop_seeking(world, asker.person);
            if (world.people.switches(asker.person) >= params.switches_a_year) continue;
            settled.push_back(asker);
            settled.back().asks = Asks::any_list;
        } else if (!wishes[i]) {
            continue;  // on no list: places only get fewer this month
        } else if (world.lists.open(wishes[i]->list)) {
            requests.push_back(*wishes[i]);
            if (asker.asks == Asks::open_lists) again.push_back(asker);
        } else {
            stand_in_line(world, wishes[i]->person, wishes[i]->list);
        }
    }
    grant(world, requests);
    std::erase_if(again, [&](const Asker& a) { return !world.people.has(a.person, People::seeks); });
    again.insert(again.end(), settled.begin(), settled.end());
    askers = std::move(again);
}

/// Who has a list and saw no better one open, or asks for the `last` time this month, names any other next,
/// to wait if it is full; who waits already leaves it at that.
void name_any_list(const World& world, std::vector<Asker>& askers, bool last) {
    std::erase_if(askers, [&](Asker& asker) {
        if (asker.list == People::no_list) return false;
        if (!last && asker.asks == Asks::open_lists) return false;
        asker.asks = Asks::any_list;
        return world.people.waits_for[asker.person] != People::no_list;
    });
}

/// The month from `from` on in which someone who asks with a chance each month does so next; none where
/// nobody ever does. `turn` 0 draws for who has begun to seek, 1 for who has asked.
Month next_turn(const ChoiceParams& params, Seed seed, PersonId person, bool has_list, Month month,
                std::uint32_t turn) {
    const double chance = has_list ? params.asks_per_month : params.placed_per_month;
    if (chance <= 0) return not_drawn;
    const double u = Draw(seed, Stream::asks_for_place, person.value, month, turn).uniform();
    const double wait = chance < 1 ? std::floor(std::log(u) / std::log1p(-chance)) : 0;
    return month + static_cast<int>(turn + std::min(wait, 600.0));
}

/// Some people, to be asked of many whether they are among them.
class Few {
public:
    void add(PersonId p) {
        people_.push_back(p);
        maybe_.set(p.value % maybe_.size());
    }
    void sort() { std::sort(people_.begin(), people_.end()); }
    bool has(PersonId p) const {
        return maybe_[p.value % maybe_.size()] && std::binary_search(people_.begin(), people_.end(), p);
    }

private:
    std::vector<PersonId> people_;
    std::bitset<65'536> maybe_;
};

/// Who of the queue asks this month, in its order.
struct Due {
    std::vector<PersonId> unlisted, listed;
    Few begun;               ///< who has begun since; who ceased and began again stands in the queue twice
    std::size_t before = 0;  ///< how many of the queue have sought since before this month
    std::size_t queue = 0;   ///< and with those who have begun before anyone chose
};

/// Draws the turns of those who have begun to seek since, and finds who is due. Of two places the older is
/// none.
Due begin_month(World& world, const ChoiceParams& params, Seed seed) {
    auto& turns = world.seeker_turns;
    const auto& people = world.people;
    const auto known = std::min(turns.size(), world.seekers.size());
    turns.resize(world.seekers.size(), not_drawn);
    Due due{{}, {}, {}, known, turns.size()};
    for (auto i = known; i < turns.size(); ++i) due.begun.add(world.seekers[i]);
    due.begun.sort();
    std::vector<PersonId> asks;
    for (std::size_t i = 0; i < turns.size(); ++i) {
        const auto p = world.seekers[i];
        if (i >= known && i + ahead < turns.size())
            __builtin_prefetch(&people.list[world.seekers[i + ahead]]);
        if (i >= known || turns[i] == not_drawn)
            turns[i] = next_turn(params, seed, p, people.list[p] != People::no_list, world.month, 0);
        if (turns[i] == not_drawn || turns[i] > world.month) continue;
        if (i >= known || !due.begun.has(p)) asks.push_back(p);
    }
    each_fetched(world, asks, [&](PersonId p) {
        if (people.has(p, People::seeks))
            (people.list[p] == People::no_list ? due.unlisted : due.listed).push_back(p);
    });
    return due;
}

/// Takes those who no longer seek out of the queue; those who asked in vain draw when they ask again.
void end_month(World& world, const Due& due, const ChoiceParams& params, Seed seed) {
    auto& seekers = world.seekers;
    auto& turns = world.seeker_turns;
    turns.resize(seekers.size(), not_drawn);  // who has begun this month
    Few chosen;                               // who has begun since
    for (auto i = due.queue; i < seekers.size(); ++i) chosen.add(seekers[i]);
    chosen.sort();
    std::size_t kept = 0;
    for (std::size_t i = 0; i < seekers.size(); ++i) {
        if (i + ahead < seekers.size()) {
            __builtin_prefetch(&world.people.state[seekers[i + ahead]]);
            if (turns[i + ahead] <= world.month) __builtin_prefetch(&world.people.list[seekers[i + ahead]]);
        }
        const auto p = seekers[i];
        if (!world.people.has(p, People::seeks)) continue;
        if ((i < due.before && due.begun.has(p)) || (i < due.queue && chosen.has(p))) continue;
        if (turns[i] != not_drawn && turns[i] <= world.month)
            turns[i] = next_turn(params, seed, p, world.people.list[p] != People::no_list, world.month, 1);
        seekers[kept] = p;
        turns[kept++] = turns[i];
    }
    seekers.resize(kept);
    turns.resize(kept);
}

/// Who asks for a list: of those who are due whoever has found none since, and of `wishing`, who want another
/// GP from now on.
std::vector<Asker> find_askers(World& world, const Due& due, const std::vector<PersonId>& wishing,
                               const ChoiceParams& params, Seed seed) {
    std::vector<Asker> askers;
    each_fetched(world, wishing, [&](PersonId p) {
        if (!world.lists.has_gp(ListId{world.people.list[p]})) {
            seek(world, p);
            const auto turn = next_turn(params, seed, p, true, world.month, 0);
            world.seeker_turns.resize(world.seekers.size(), not_drawn);
            world.seeker_turns.back() = turn;
            if (turn != not_drawn && turn <= world.month)
                askers.push_back(asker_of(world, p, Asks::open_lists));
        } else if (world.people.waits_for[p] == People::no_list &&
                   world.people.switches(p) < params.switches_a_year) {
            askers.push_back(asker_of(world, p, Asks::any_list));
        }
    });
    for (const auto* part : {&due.unlisted, &due.listed})
        each_fetched(world, *part, [&](PersonId p) {
            if (world.people.has(p, People::seeks)) askers.push_back(asker_of(world, p, Asks::open_lists));
        });
    return askers;
}

/// An open list of a municipality while its places are given out.
struct OpenList {
    PracticeId practice;
    ListId list;
    std::uint32_t free;
    std::array<double, sexes> pull;
};

}  // namespace

void first_waiting_lists(World& world, const std::vector<PersonId>& certain, const ChoiceParams& params,
                         Seed seed) {
    open_and_close(world.lists, static_cast<std::uint32_t>(params.reopen_at));
    const auto ways = WayWeights::of(world, params);
    const auto full_lists_of = [&](const std::vector<PersonId>& persons, std::uint32_t turn) {
        std::vector<Asker> askers;
        each_fetched(world, persons, [&](PersonId p) {
            if (world.people.waits_for[p] == People::no_list)
                askers.push_back(asker_of(world, p, Asks::any_list));
        });
        std::vector<Request> waiting;
        for (const auto& w : wishes_of(world, askers, *ways, pulls_of(world, params), seed, turn))
            if (w && !world.lists.open(w->list)) waiting.push_back(*w);
        return waiting;
    };
    const auto by_lot = [](const Request& a, const Request& b) {
        return std::tie(a.lot, a.person) < std::tie(b.lot, b.person);
    };
    const double of_nation = world.setting.rest ? world.setting.rest->waiting : 1;
    const auto wanted = static_cast<std::size_t>(
        std::lround(params.waiting_at_start / 100 * of_nation * static_cast<double>(world.people.size())));
    auto first = full_lists_of(certain, 0xFFFE);
    geo::sort(first, by_lot);
    first.resize(std::min(first.size(), wanted));
    for (const auto& w : first) stand_in_line(world, w.person, w.list);
    const auto others = wanted - first.size();
    // Who else is asked is drawn; more than half of them name a full list. If too few do, more are asked.
    std::vector<Request> second;
    for (double asked = 1.5 * params.waiting_at_start / 100; others > 0; asked = std::min(1.0, 2 * asked)) {
        auto wants = params;
        wants.wants_another_per_year = 12 * asked;
        wants.leaves_vacant_list_per_month = 0;
        second = full_lists_of(new_wishes(world, wants, seed), 0xFFFF);
        if (second.size() >= others || asked >= 1) break;
    }
    geo::sort(second, by_lot);
    second.resize(std::min(second.size(), others));
    // Lines of each list in the order of lots, whoever stands there.
    for (const auto& w : first) leave_line(world, w.person);
    for (std::uint32_t l = 0; l < world.lists.size(); ++l) world.lists.line[ListId{l}].clear();
    first.insert(first.end(), second.begin(), second.end());
    geo::sort(first, by_lot);
    for (const auto& w : first) stand_in_line(world, w.person, w.list);
}

std::vector<Request> plan_placements(const World& world, const std::vector<PersonId>& persons,
                                     const Tastes& tastes, Seed seed) {
    const auto& setting = world.setting;
    const auto municipalities = setting.municipalities.size();
    std::vector<std::vector<PersonId>> queue(municipalities);
    for (const auto p : persons) queue[municipality_of(setting, world.people.home[p]).value].push_back(p);
    std::vector<std::vector<OpenList>> open(municipalities);
    for (const auto list : world.list_of) {
        const auto m = world.lists.municipality[list];
        if (queue[m.value].empty() || !world.lists.open(list)) continue;
        open[m.value].push_back(
            {world.lists.practice[list],
             list,
             world.lists.free_places(list),
             {list_pull(world, list, 0, tastes.gp), list_pull(world, list, 1, tastes.gp)}});
    }
    const double out_of_reach = tastes.decay.empty() ? 1.0 : static_cast<double>(tastes.decay.back());
    std::vector<std::vector<Request>> placed(municipalities);
    geo::for_each_index(municipalities, [&](std::uint32_t m) {
        auto& lists = open[m];
        std::vector<double> up_to;
        std::vector<std::uint8_t> distance;
        for (const auto p : queue[m]) {
            if (lists.empty()) return;
            const auto home = world.people.home[p];
            const auto practices = setting.travel.practices_of(home);
            const auto tenths = setting.travel.tenths_of(home);
            up_to.clear();
            distance.clear();
            double total = 0;
            auto at = geo::count_less(practices.data(), practices.size(), lists.front().practice);
            for (const auto& list : lists) {
                while (at < practices.size() && practices[at] < list.practice) ++at;
                const bool near = at < practices.size() && practices[at] == list.practice;
                total += list.pull[world.people.sex[p]] *
                         (near ? static_cast<double>(tastes.decay[tenths[at]]) : out_of_reach);
                up_to.push_back(total);
                distance.push_back(near ? distance_flags(tenths[at])
                                        : std::uint8_t{People::over_30 | People::over_60});
            }
            Draw draw(seed, Stream::placement, p.value, world.month);
            const auto chosen = static_cast<std::size_t>(
                std::upper_bound(up_to.begin(), up_to.end() - 1, draw.uniform() * total) - up_to.begin());
            placed[m].push_back({lists[chosen].list, draw.bits(), p, distance[chosen]});
            if (--lists[chosen].free == 0) lists.erase(lists.begin() + static_cast<std::ptrdiff_t>(chosen));
        }
    });
    std::vector<Request> all;
    for (const auto& part : placed) all.insert(all.end(), part.begin(), part.end());
    return all;
}

void give_up_waiting(World& world, double per_month, Seed seed) {
    if (per_month <= 0) return;
    const double log_none = std::log1p(-std::min(per_month, 1 - 1e-12));
    for (std::uint32_t l = 0; l < world.lists.size(); ++l) {
        const ListId list{l};
        auto& line = world.lists.line[list];
        auto& served = world.lists.line_served[list];
        if (world.lists.waiting[list] == 0) continue;
        Draw draw(seed, Stream::gives_up, world.lists.luck[list], world.month);
        const auto skip = [&] { return std::floor(std::log(draw.uniform()) / log_none); };
        for (double at = served + skip(); at < static_cast<double>(line.size()); at += 1 + skip()) {
            const auto p = line[static_cast<std::size_t>(at)];
            if (world.people.waits_for[p] == l) leave_line(world, p);
        }
        // Who left stands in the line until there are too many of them to pass over.
        if (line.size() > 2 * static_cast<std::size_t>(world.lists.waiting[list]) + 16) {
            line.erase(line.begin(), line.begin() + served);
            served = 0;
            std::erase_if(line, [&](PersonId p) { return world.people.waits_for[p] != l; });
        }
    }
}

namespace {

/// Some of those who took what was open this month stand in line for the list they would rather have.
void queue_for_better(World& world, const std::vector<PersonId>& newcomers, const WayWeights& ways,
                      const ChoiceParams& params, Seed seed) {
    std::vector<Asker> askers;
    each_fetched(world, newcomers, [&](PersonId p) {
        if (world.people.list[p] == People::no_list || world.people.joined[p] != world.month ||
            world.people.waits_for[p] != People::no_list)
            return;
        if (Draw(seed, Stream::new_wish, p.value, world.month, 2).uniform() < params.newcomers_queue)
            askers.push_back(asker_of(world, p, Asks::any_list));
    });
    const auto wishes = wishes_of(world, askers, ways, pulls_of(world, params), seed,
                                  static_cast<std::uint32_t>(params.wishes_a_month));
    for (const auto& w : wishes)
        if (w && !world.lists.open(w->list)) stand_in_line(world, w->person, w->list);
}

}  // namespace

void choose_lists(World& world, const ChoiceParams& params, Seed seed) {
    if (world.month.is_january()) forget_switches(world.people);
    const auto due = begin_month(world, params, seed);
    open_and_close(world.lists, static_cast<std::uint32_t>(params.reopen_at));
    give_up_waiting(world, params.gives_up_per_month, seed);
    const auto ways = WayWeights::of(world, params);
    grant(world, plan_placements(world, due.unlisted, ways->tastes, seed));
    serve_waiting_lists(world);
    auto askers = find_askers(world, due, new_wishes(world, params, seed), params, seed);
    auto newcomers = due.unlisted;
    for (const auto& a : askers)
        if (a.asks == Asks::open_lists && a.list != People::no_list) newcomers.push_back(a.person);
    for (int turn = 0; turn < params.wishes_a_month && !askers.empty(); ++turn) {
        if (turn > 0) name_any_list(world, askers, turn + 1 == params.wishes_a_month);
        ask_once(world, askers, *ways, params, seed, static_cast<std::uint32_t>(turn));
    }
    queue_for_better(world, newcomers, *ways, params, seed);
    end_month(world, due, params, seed);
}

}  // namespace model
