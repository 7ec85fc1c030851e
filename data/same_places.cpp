#include "data/same_places.hpp"

#include <fmt/format.h>

#include "geo/base/error.hpp"

namespace data {

void must_have_same_places(const Snapshot& first, const Snapshot& other, std::string_view advice) {
    const auto &a = first.municipalities, &b = other.municipalities;
    if (a.number == b.number && a.alone.name.empty() == b.alone.name.empty()) return;
    const auto what = [](const Snapshot& file) {
        const auto& name = file.municipalities.alone.name;
        return name.empty() ? std::string("of all of the country") : fmt::format("of {} alone", name);
    };
    if (a.alone.name.empty() && b.alone.name.empty())
        throw geo::InputError(other.path.string(), fmt::format("has other municipalities than {}; {}",
                                                               first.path.string(), advice));
    throw geo::InputError(other.path.string(),
                          fmt::format("is {}, {} is {}; run both with the same --only, or both without",
                                      what(other), first.path.string(), what(first)));
}

}  // namespace data
