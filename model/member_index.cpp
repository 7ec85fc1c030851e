#include "model/member_index.hpp"

#include <algorithm>
#include <numeric>

namespace model {
namespace {

/// Lays everyone out by list anew.
void lay_out(World& world) {
    auto& index = world.member_index;
    const auto lists = world.lists.size();
    const auto& list_of = world.people.list;
    index.first.assign(lists + 1, 0);
    for (const auto list : list_of)
        if (list != People::no_list) ++index.first[list + 1U];
    std::partial_sum(index.first.begin(), index.first.end(), index.first.begin());
    index.laid_out.resize(index.first.back());
    auto next = index.first;
    for (std::uint32_t i = 0; i < list_of.size(); ++i)
        if (const auto list = list_of[PersonId{i}]; list != People::no_list)
            index.laid_out[next[list]++] = PersonId{i};
    index.joined.assign(lists, {});
    index.joined_since = 0;
}

void append_members(World& world, ListId list, std::vector<PersonId>& found) {
    const auto& index = world.member_index;
    const auto& list_of = world.people.list;
    const auto begin = static_cast<std::ptrdiff_t>(found.size());
    const auto take = [&](const PersonId* at, std::size_t n) {
        constexpr std::size_t ahead = 16;
        for (std::size_t i = 0; i < n; ++i) {
            if (i + ahead < n) __builtin_prefetch(&list_of[at[i + ahead]]);
            if (list_of[at[i]] == list.value) found.push_back(at[i]);
        }
    };
    if (list.value + 1 < index.first.size())
        take(index.laid_out.data() + index.first[list.value],
             index.first[list.value + 1] - index.first[list.value]);
    const auto middle = static_cast<std::ptrdiff_t>(found.size());
    if (list.value < index.joined.size()) {
        const auto& joined = index.joined[list.value];
        take(joined.data(), joined.size());
    }
    std::sort(found.begin() + middle, found.end());
    std::inplace_merge(found.begin() + begin, found.begin() + middle, found.end());
    found.erase(std::unique(found.begin() + begin, found.end()), found.end());  // who left and came back
}

/// Half as many have joined as there are people: better laid out anew.
bool is_worn(const World& world) {
    const auto& index = world.member_index;
    return index.first.empty() || index.joined_since > world.people.size() / 2;
}

}  // namespace

std::vector<PersonId> members_of(World& world, ListId list) {
    if (is_worn(world)) lay_out(world);
    std::vector<PersonId> found;
    append_members(world, list, found);
    return found;
}

std::vector<PersonId> members_of(World& world, const std::vector<ListId>& lists) {
    std::vector<PersonId> found;
    if (lists.empty()) return found;
    if (is_worn(world)) lay_out(world);
    for (const auto list : lists) append_members(world, list, found);
    std::sort(found.begin(), found.end());
    return found;
}

}  // namespace model
