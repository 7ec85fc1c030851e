#include "support/random_world.hpp"

#include "model/doctor_supply.hpp"
#include "model/posts.hpp"

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
        setting.municipalities.county_number.push_back("01");
        setting.municipalities.centrality.push_back(static_cast<std::uint8_t>(m + 1));
        setting.practice_place.push_back({0, 0});
        setting.practice_municipality.push_back(MunicipalityId{m});
        setting.county_of.push_back(0);
        world.residents.people.push_back(1000);
        for (int cell = 0; cell < 2; ++cell) setting.cells.municipality.push_back(MunicipalityId{m});
    }
    for (std::uint32_t l = 0; l < lists; ++l) {
        Draw draw(seed, Stream::initial_lists, l, world.month);
        const bool vacant = l % 3 == 2;
        const Month since = world.month + -static_cast<int>(draw.below(250));
        const auto list = add_list(world, PracticeId{l % municipalities}, 2000, l == 1, since, l);
        world.lists.locum[list] = vacant && l == 2;
        if (vacant) continue;
        const auto sex = draw.below(2) != 0 ? Sex::female : Sex::male;
        const auto doctor = add_doctor(world, l, sex, 500 / 12.0, false, 0, l == 0 ? 40.0 : 0.0, 2000);
        take_list(world, doctor, list, since);
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
    world.flows = model::Flows{.municipalities = municipalities};
    world.cap_level.values().assign(municipalities, 1.0F);
    return world;
}

}  // namespace support
