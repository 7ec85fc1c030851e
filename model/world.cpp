#include "model/world.hpp"

#include <algorithm>

namespace model {

void index_lists_by_practice(World& world) {
    const auto practices = world.setting.practice_place.size();
    world.first_list.assign(practices + 1, 0);
    std::uint32_t stands = 0;
    for (std::uint32_t l = 0; l < world.lists.size(); ++l) {
        if (!world.lists.is(ListId{l}, Standing::open)) continue;
        ++world.first_list[world.lists.practice[ListId{l}].value + 1];
        ++stands;
    }
    for (std::uint32_t p = 0; p < practices; ++p) world.first_list[p + 1] += world.first_list[p];
    world.list_of.assign(stands, none<ListId>);
    auto next = world.first_list;
    for (std::uint32_t l = 0; l < world.lists.size(); ++l)
        if (world.lists.is(ListId{l}, Standing::open))
            world.list_of[next[world.lists.practice[ListId{l}].value]++] = ListId{l};
}

CellId cell_at(const Setting& setting, MunicipalityId m, double u) {
    const auto begin = setting.weight_up_to.begin() + setting.first_cell[m.value];
    const auto end = setting.weight_up_to.begin() + setting.first_cell[m.value + 1];
    const auto target = static_cast<std::uint32_t>(u * *(end - 1));
    const auto found = std::upper_bound(begin, end, target);
    return setting.cell_of[static_cast<std::size_t>(found - setting.weight_up_to.begin())];
}

}  // namespace model
