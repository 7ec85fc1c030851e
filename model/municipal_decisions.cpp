#include "model/municipal_decisions.hpp"

#include "geo/base/parallel.hpp"

namespace model {
namespace {

struct Supply {
    std::uint32_t free_places = 0;
    std::uint32_t lists = 0;
    std::uint32_t vacant_lists = 0;
    PracticeId biggest = none<PracticeId>;
};

std::vector<Supply> supply_by_municipality(const World& world) {
    std::vector<Supply> supply(world.setting.municipalities.size());
    for (std::uint32_t l = 0; l < world.lists.size(); ++l) {
        auto& s = supply[world.lists.municipality[ListId{l}].value];
        s.free_places += world.lists.free_places(ListId{l});
        ++s.lists;
        s.vacant_lists += world.lists.vacant(ListId{l});
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
        // Without lists of its own a municipality buys places at its neighbours'; the list column's 16 bits
        // are the other bound.
        if (s.biggest == none<PracticeId> || s.vacant_lists * 100 > params.most_vacant * s.lists ||
            world.lists.size() >= People::no_list)
            continue;
        if (spare * 1000 >= params.free_places_per_1000 * world.residents.people[m]) continue;
        Draw draw(seed, Stream::new_post, i, world.month);
        if (draw.uniform() >= params.decided_per_month) continue;
        auto& lists = world.lists;
        lists.practice.push_back(s.biggest);
        lists.municipality.push_back(m);
        lists.cap.push_back(static_cast<std::uint16_t>(params.cap_of_new_list));
        lists.members.push_back(0);
        lists.doctor.push_back(none<DoctorId>);
        lists.since.push_back(world.month);
        lists.locum.push_back(0);
        lists.salaried.push_back(draw.uniform() * 100 <
                                 salaried_percent[size_class(world.residents.people[m])]);
        world.consultations_per_member.push_back(0);
        ++world.flows.new_posts[m];
    }
    if (world.lists.size() != before) index_lists_by_practice(world);
}

}  // namespace model
