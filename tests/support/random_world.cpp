#include "support/random_world.hpp"

namespace support {

using namespace model;

World random_world(std::uint32_t people, Seed seed) {
    constexpr std::uint32_t municipalities = 5;
    constexpr std::uint32_t lists = 7;
    World world;
    world.month = Month{(2026 - 1900) * 12};
    auto& setting = world.setting;
    for (std::uint32_t m = 0; m < municipalities; ++m) {
        setting.municipalities.number.push_back("010" + std::to_string(m));
        setting.municipalities.centrality.push_back(static_cast<std::uint8_t>(m + 1));
        for (int cell = 0; cell < 2; ++cell) setting.cells.municipality.push_back(MunicipalityId{m});
    }
    for (std::uint32_t l = 0; l < lists; ++l) {
        Draw draw(seed, Stream::initial_lists, l, world.month);
        const bool vacant = l % 3 == 2;
        world.lists.practice.push_back(PracticeId{0});
        world.lists.municipality.push_back(MunicipalityId{l % municipalities});
        world.lists.cap.push_back(2000);
        world.lists.members.push_back(0);
        world.lists.since.push_back(world.month + -static_cast<int>(draw.below(250)));
        world.lists.locum.push_back(vacant && l == 2);
        world.lists.salaried.push_back(l == 1);
        if (vacant) {
            world.lists.doctor.push_back(none<DoctorId>);
            continue;
        }
        world.lists.doctor.push_back(DoctorId{world.doctors.size()});
        world.doctors.born.push_back(world.month + -500);
        world.doctors.started.push_back(world.lists.since[ListId{l}]);
        world.doctors.list.push_back(ListId{l});
        world.doctors.sex.push_back(draw.below(2) != 0);
        world.doctors.specialist.push_back(0);
        world.doctors.desired_hours.push_back(l == 0 ? 40.0F : 0.0F);
    }
    auto& rows = world.people;
    for (std::uint32_t p = 0; p < people; ++p) {
        Draw draw(seed, Stream::initial_person, p, world.month);
        const bool gone = draw.below(20) == 0;
        rows.born.push_back(world.month + -static_cast<int>(1 + draw.below(105 * 12)));
        rows.joined.push_back(world.month + -static_cast<int>(draw.below(300)));
        rows.home.push_back(CellId{draw.below(2 * municipalities)});
        rows.list.push_back(gone || draw.below(10) == 0 ? People::no_list
                                                        : static_cast<std::uint16_t>(draw.below(lists)));
        rows.waits_for.push_back(People::no_list);
        rows.sex.push_back(draw.below(2) != 0);
        rows.state.push_back(gone ? static_cast<std::uint8_t>(Presence::dead) : std::uint8_t{0});
        rows.extensive_from.push_back(0);
        if (rows.list[PersonId{p}] != People::no_list) ++world.lists.members[ListId{rows.list[PersonId{p}]}];
    }
    world.flows.clear(municipalities);
    return world;
}

}  // namespace support
