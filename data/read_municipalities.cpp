#include "data/read_municipalities.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "data/detail/municipality_index.hpp"
#include "geo/base/error.hpp"

namespace data {
namespace {

struct MunicipalityRow {
    std::string where, number, name, county_number, county, health_region;
    std::uint8_t centrality = 0;
    std::uint16_t centrality_index = 0;
    float land_km2 = 0;
    geo::Point centre;
};

bool all_digits(const std::string& text, std::size_t length) {
    return text.size() == length && text.find_first_not_of("0123456789") == std::string::npos;
}

}  // namespace

model::Municipalities read_municipalities(const std::filesystem::path& file, const MunicipalityColumns& c,
                                          Remarks* remarks) {
    detail::TableReader table(file,
                              {c.number, c.name, c.county_number, c.county, c.health_region, c.centrality,
                               c.centrality_index, c.land_km2, c.centre_east_m, c.centre_north_m},
                              remarks);
    std::map<std::string, MunicipalityRow> rows;  // ordered by number
    table.each([&] {
        MunicipalityRow row;
        row.where = table.where();
        row.number = detail::municipality_number(table.text(0));
        if (!all_digits(row.number, 4)) table.refuse(0, "a municipality number of four digits");
        row.name = table.text(1);
        row.county_number = table.text(2);
        if (all_digits(row.county_number, 1)) row.county_number.insert(0, "0");
        if (!all_digits(row.county_number, 2)) table.refuse(2, "a county number of two digits");
        row.county = table.text(3);
        row.health_region = table.text(4);
        row.centrality = static_cast<std::uint8_t>(table.whole(5, 1, 6));
        row.centrality_index = static_cast<std::uint16_t>(table.whole(6, 0, 1000));
        row.land_km2 = static_cast<float>(table.number(7, 0.1, 1e5));
        row.centre = {table.number(8, -2e5, 1.3e6), table.number(9, 6.3e6, 8.1e6)};
        const auto [twin, is_new] = rows.emplace(row.number, row);
        if (!is_new)
            throw geo::InputError(
                row.where, fmt::format("municipality {} comes twice, first at {}; keep one row", row.number,
                                       twin->second.where));
    });
    if (rows.empty()) throw geo::InputError(file.string(), "has no rows, expected one per municipality");
    model::Municipalities out;
    for (auto& [number, row] : rows) {
        out.number.push_back(number);
        out.name.push_back(row.name);
        out.county_number.push_back(row.county_number);
        out.county.push_back(row.county);
        out.health_region.push_back(row.health_region);
        out.centrality.push_back(row.centrality);
        out.centrality_index.push_back(row.centrality_index);
        out.land_km2.push_back(row.land_km2);
        out.centre.push_back(row.centre);
    }
    return out;
}

}  // namespace data
