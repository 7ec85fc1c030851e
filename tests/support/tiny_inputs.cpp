#include "support/tiny_inputs.hpp"

#include <fmt/format.h>

namespace support {

model::Inputs tiny_inputs(std::uint32_t municipalities, std::uint32_t people) {
    model::Inputs in;
    in.population = {
        2026, 1, municipalities,
        std::vector<std::uint16_t>(static_cast<std::size_t>(municipalities) * model::sexes * model::ages)};
    in.lists.year = 2025;
    in.grid.cell_m = 1000;
    for (std::uint32_t i = 0; i < municipalities; ++i) {
        const model::MunicipalityId m{i};
        auto& table = in.municipalities;
        table.number.push_back(fmt::format("{:04}", 101 + i));
        table.name.push_back(fmt::format("Place {}", i));
        table.county_number.push_back("01");
        table.county.push_back("County");
        table.health_region.push_back("Region");
        table.centrality.push_back(static_cast<std::uint8_t>(1 + i % 6));
        table.centrality_index.push_back(500);
        table.land_km2.push_back(100);
        const double east = 20'000.0 * i;
        table.centre.push_back({east + 500, 500});
        for (int cell = -1; cell <= 1; ++cell) {
            in.grid.col.push_back(static_cast<std::int32_t>(20 * i) + cell);
            in.grid.row.push_back(0);
            in.grid.municipality.push_back(m);
            in.grid.people.push_back(cell == 0 ? 2 : 1);
        }
        for (std::uint32_t p = 0; p < people; ++p)
            ++in.population.persons[(i * model::sexes + p % 2) * model::ages + (p * 7) % 90];
        in.practices.place.push_back({east + 500, 500});
        in.practices.municipality.push_back(m);
        in.practices.postcode.push_back(fmt::format("{:04}", i));
        in.practices.gps_2011.push_back(2);
        in.practices.lists_with_gp.push_back(2);
        in.practices.lists_without_gp.push_back(1);
        const auto on_lists = people * 95 / 100;
        const auto vacant = on_lists / 10;
        in.lists.lists_with_gp.push_back(2);
        in.lists.lists_without_gp.push_back(1);
        in.lists.patients_without_gp.push_back(vacant);
        in.lists.patients_with_gp.push_back(on_lists - vacant);
        in.lists.places_with_gp.push_back((on_lists - vacant) * 103 / 100);
        in.lists.open_lists.push_back((on_lists - vacant) * 3 / 100 > 30 ? 1 : 0);
    }
    auto& roads = in.roads;
    roads.nodes = municipalities + 1;
    for (std::uint32_t i = 0; i < municipalities; ++i) {
        roads.from.push_back(i);
        roads.to.push_back(i + 1);
        roads.road_class.push_back(geo::RoadClass::county);
        roads.medium.push_back(geo::Medium::surface);
        roads.oneway.push_back(0);
        roads.length_m.push_back(20'000);
        roads.given_ms.push_back(0);
        roads.number.push_back(0);
        roads.name.emplace_back();
        roads.vertices.push_back({20'000.0 * i - 2'000, 500});
        roads.vertices.push_back({20'000.0 * (i + 1) - 2'000, 500});
        roads.vertex_start.push_back(static_cast<std::uint32_t>(roads.vertices.size()));
    }
    return in;
}

}  // namespace support
