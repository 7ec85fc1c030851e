#include "model/world.hpp"

#include "geo/base/search.hpp"

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
    const auto first = setting.first_cell[m.value];
    const auto n = setting.first_cell[m.value + 1] - first;
    const auto* up_to = setting.weight_up_to.data() + first;
    const auto target = static_cast<std::uint32_t>(u * up_to[n - 1]);
    return setting.cell_of[first + geo::count_not_greater(up_to, n, target)];
}

}  // namespace model
