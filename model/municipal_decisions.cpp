#include "model/municipal_decisions.hpp"

#include <algorithm>

#include "geo/base/parallel.hpp"
#include "model/person_moves.hpp"
#include "model/posts.hpp"

namespace model {
namespace {

constexpr std::uint32_t most_posts_a_month = 1023;  ///< what a post's address has room for

struct Supply {
    std::uint32_t free_places = 0;
    std::uint32_t lists = 0;
    std::uint32_t vacant_lists = 0;
    PracticeId biggest = none<PracticeId>;
};

std::vector<Supply> supply_by_municipality(const World& world) {
    std::vector<Supply> supply(world.setting.municipalities.size());
    for (std::uint32_t l = 0; l < world.lists.size(); ++l) {
        const ListId list{l};
        if (world.lists.closed[list]) continue;
        auto& s = supply[world.lists.municipality[list].value];
        if (world.lists.open(list)) s.free_places += world.lists.free_places(list);
        ++s.lists;
        s.vacant_lists += world.lists.vacant(list);
    }
    const auto lists_of = [&](PracticeId p) {
        return world.first_list[p.value + 1] - world.first_list[p.value];
    };
    for (std::uint32_t p = 0; p < world.setting.practice_municipality.size(); ++p) {
        auto& biggest = supply[world.setting.practice_municipality[PracticeId{p}].value].biggest;
        if (biggest == none<PracticeId> || lists_of(PracticeId{p}) > lists_of(biggest))
            biggest = PracticeId{p};
    }
    return supply;
}

}  // namespace

void decide_posts(World& world, const PostParams& params, const std::array<double, 6>& salaried_percent,
                  Seed seed) {
    const auto supply = supply_by_municipality(world);
    const auto before = world.lists.size();
    for (std::uint32_t i = 0; i < supply.size(); ++i) {
        const MunicipalityId m{i};
        const auto& s = supply[i];
        const double spare = static_cast<double>(s.free_places) - world.residents.seeking[m];
        // A municipality without lists of its own buys places at its neighbours'; the list column's 16 bits
        // are the other bound.
        if (s.lists == 0 || s.vacant_lists * 100 > params.most_vacant * s.lists ||
            world.lists.size() >= People::no_list)
            continue;
        const double wanted =
            params.free_places_per_1000 + world.in_force.at(m, false)[Lever::free_places_target];
        const double lacking = wanted * world.residents.people[m] / 1000 - spare;
        if (lacking <= 0) continue;
        Draw draw(seed, Stream::new_post, i, world.month);
        const auto posts = static_cast<std::uint32_t>(
            params.decided_per_month * lacking / params.cap_of_new_list + draw.uniform());
        for (std::uint32_t k = 0; k < std::min(posts, most_posts_a_month); ++k) {
            const bool salaried =
                draw.uniform() * 100 < salaried_percent[size_class(world.residents.people[m])];
            add_list(world, s.biggest, static_cast<std::uint32_t>(params.cap_of_new_list), salaried,
                     world.month, luck_of_post(i, world.month, k));
            ++world.flows.new_posts[m];
        }
    }
    if (world.lists.size() != before) index_lists_by_practice(world);
}

void lower_caps(World& world, const PostParams& params, double yearly_drift) {
    for (std::uint32_t l = 0; l < world.lists.size(); ++l) {
        const ListId list{l};
        if (!world.lists.has_gp(list)) continue;
        auto& wanted = world.doctors.desired_cap[world.lists.doctor[list]];
        wanted = static_cast<float>(static_cast<double>(wanted) * (1 + yearly_drift / 12));
        auto& cap = world.lists.cap[list];
        const auto& terms = world.in_force.at(world.lists.municipality[list], world.lists.salaried[list]);
        const auto floor =
            static_cast<std::uint16_t>(static_cast<double>(wanted) * terms.factor(Lever::cap_percent));
        if (params.cap_follows_down > 0 && cap > floor)
            cap = static_cast<std::uint16_t>(
                std::max<std::uint32_t>(floor, std::min<std::uint32_t>(cap, world.lists.members[list])));
    }
}

namespace {

/// Everyone on the marked lists, by id: one sweep over people in parallel.
std::vector<PersonId> members_of(const People& people, const std::vector<std::uint8_t>& marked) {
    constexpr std::uint32_t block_people = 65'536;
    const auto blocks = (people.size() + block_people - 1) / block_people;
    std::vector<std::vector<PersonId>> found(blocks);
    geo::for_each_index(blocks, [&](std::uint32_t block) {
        for (auto i = block * block_people; i < std::min(people.size(), (block + 1) * block_people); ++i)
            if (const auto list = people.list[PersonId{i}]; list != People::no_list && marked[list])
                found[block].push_back(PersonId{i});
    });
    std::vector<PersonId> all;
    for (const auto& part : found) all.insert(all.end(), part.begin(), part.end());
    return all;
}

/// Spreads the patients of closed lists over the other lists with a GP of their municipality, in turn.
void spread_patients(World& world, const std::vector<ListId>& closed) {
    std::vector<std::uint8_t> closing(world.lists.size(), 0);
    for (const auto list : closed) closing[list.value] = 1;
    std::vector<std::vector<ListId>> takers(world.setting.municipalities.size());
    for (std::uint32_t l = 0; l < world.lists.size(); ++l)
        if (world.lists.has_gp(ListId{l}))
            takers[world.lists.municipality[ListId{l}].value].push_back(ListId{l});
    std::vector<std::size_t> turn(takers.size(), 0);
    for (const auto p : members_of(world.people, closing)) {
        const auto m = world.lists.municipality[ListId{world.people.list[p]}].value;
        const auto to = takers[m][turn[m]++ % takers[m].size()];
        auto& cap = world.lists.cap[to];
        cap = static_cast<std::uint16_t>(std::max<std::uint32_t>(cap, world.lists.members[to] + 1));
        join_list(world, p, to, world.month);
    }
    for (const auto list : closed)
        for (const auto p : world.lists.line[list])
            if (world.people.waits_for[p] == list.value) leave_line(world, p);
}

}  // namespace

void rescue_vacant_lists(World& world, const PostParams& params, Seed seed) {
    std::vector<std::uint32_t> with_gp(world.setting.municipalities.size(), 0);
    for (std::uint32_t l = 0; l < world.lists.size(); ++l)
        with_gp[world.lists.municipality[ListId{l}].value] += world.lists.has_gp(ListId{l});
    std::vector<ListId> closed;
    for (std::uint32_t l = 0; l < world.lists.size(); ++l) {
        const ListId list{l};
        if (!world.lists.vacant(list)) continue;
        const double months = world.month - world.lists.since[list];
        Draw draw(seed, Stream::list_decision, world.lists.luck[list], world.month);
        const double close = draw.uniform();
        const double salary = draw.uniform();
        const auto m = world.lists.municipality[list];
        if (months >= params.close_after_months && with_gp[m.value] > 0 && close < params.closed_per_month) {
            world.lists.closed[list] = 1;
            world.lists.locum[list] = 0;
            ++world.flows.closed_lists[m];
            closed.push_back(list);
        } else if (months >= params.salary_after_months &&
                   salary < params.salary_offered_per_month +
                                world.in_force.at(m, false)[Lever::salaried_offer_points] / 100) {
            world.lists.salaried[list] = 1;
        }
    }
    if (closed.empty()) return;
    spread_patients(world, closed);
    index_lists_by_practice(world);
}

}  // namespace model
