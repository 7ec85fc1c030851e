#include "support/small_country.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <fstream>

#include "data/input_set.hpp"
#include "support/tiny_inputs.hpp"

namespace support {

std::filesystem::path write_small_country(const std::filesystem::path& folder, std::uint32_t municipalities,
                                          std::uint32_t people, int months) {
    data::InputSet set;
    set.figures = tiny_inputs(municipalities, people);
    set.figures.list_series.municipalities = municipalities;  // of no year
    auto& squares = set.small;                                // 10 km each, round the municipality's centre
    for (std::uint32_t i = 0; i < municipalities; ++i) {
        const double west = 20'000.0 * i - 5'000, south = -5'000, side = 10'000;
        for (const auto& [x, y] : {std::pair{0, 0}, {0, 1}, {1, 1}, {1, 0}, {0, 0}})
            squares.points.push_back({west + x * side, south + y * side});
        squares.ring_start.push_back(static_cast<std::uint32_t>(squares.points.size()));
        squares.part_start.push_back(i + 1);
        squares.area_start.push_back(i + 1);
    }
    set.full = set.land = set.small;
    for (const char* table : {"municipalities.nc", "people.nc", "cells.nc", "roads.nc", "practices.nc"})
        set.attributions.push_back(
            {table, "a country one can draw", "tests", "none", "Tests", "2026-01-01", ""});
    data::write_input_set(folder / "country", set);
    const auto scenario = folder / "small.toml";
    std::ofstream(scenario) << fmt::format(
        "name = \"small\"\n[run]\nstart = \"2026-01\"\nmonths = {}\nreplicates = 1\n[inputs]\nfolder = "
        "\"country\"\n"
        "[parameters.doctors]\ncandidates = [4, 4, 4, 4, 4, 4]\npool_at_start = 100\n"
        "[parameters.demography]\nimmigration = [{}]\n",
        months, fmt::join(std::vector<int>(19, static_cast<int>(people * municipalities / 1600)), ", "));
    return scenario;
}

}  // namespace support
