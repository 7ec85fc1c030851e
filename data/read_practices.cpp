#include "data/read_practices.hpp"

#include <fmt/format.h>

#include <cmath>

#include "data/detail/municipality_index.hpp"
#include "geo/base/error.hpp"

namespace data {

model::PracticeSites read_practices(const std::filesystem::path& file, const PracticeColumns& c,
                                    const std::string& crs, const model::Municipalities& municipalities,
                                    Remarks* remarks) {
    detail::TableReader table(
        file, {c.municipality, c.postcode, c.x, c.y, c.gps_2011, c.lists_with_gp, c.lists_without_gp},
        remarks);
    detail::MunicipalityIndex index(municipalities);
    const detail::ToPlane to_plane(file.string(), crs);
    model::PracticeSites out;
    index.each(table, [&] {
        const auto count = [&](std::size_t i) { return static_cast<std::uint16_t>(table.whole(i, 0, 1000)); };
        auto postcode = table.blank(1) ? std::string() : table.text(1);
        while (!postcode.empty() && postcode.size() < 4) postcode.insert(0, "0");
        if (postcode.size() > 4 || postcode.find_first_not_of("0123456789") != std::string::npos)
            table.refuse(1, "a postcode of four digits");
        const geo::Point xy{table.number(2, -1e7, 1e7), table.number(3, -1e7, 1e7)};
        const auto place = to_plane.apply(xy, table.where());
        if (!(place.east_m > -2e5 && place.east_m < 1.3e6 && place.north_m > 6.3e6 && place.north_m < 8.1e6))
            throw geo::InputError(
                table.where(),
                fmt::format("the site lies at {:.0f}, {:.0f}, outside Norway in EPSG:25833; state the "
                            "file's `crs` in the manifest, or swap the columns of x and y",
                            place.east_m, place.north_m));
        out.place.push_back({std::round(place.east_m), std::round(place.north_m)});
        out.municipality.push_back(index.in(table, 0));
        out.postcode.push_back(postcode);
        out.gps_2011.push_back(c.gps_2011.empty() ? std::uint16_t{0} : count(4));
        out.lists_with_gp.push_back(count(5));
        out.lists_without_gp.push_back(count(6));
    });
    if (out.size() == 0) throw geo::InputError(file.string(), "has no rows, expected one per surgery site");
    return out;
}

}  // namespace data
