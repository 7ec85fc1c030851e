#pragma once
// An ensemble one can work out by hand: two municipalities, 27 time points.
#include <filesystem>
#include <vector>

#include "data/ensemble_file.hpp"

namespace tiny_ensemble {

inline constexpr model::CountInfo counts[] = {
    {.name = "population",
     .unit = "persons",
     .long_name = "Residents",
     .long_name_no = "Innbyggere",
     .leads = true,
     .headline = true},
    {.name = "births",
     .unit = "persons",
     .long_name = "Births in the month before",
     .long_name_no = "Fødte i måneden før"},
    {.name = "on_no_list",
     .unit = "persons",
     .long_name = "Residents on no list",
     .long_name_no = "Innbyggere uten plass",
     .interval = true,
     .headline = true,
     .balance = model::Balance::lack},
    {.name = "cost_state",
     .unit = "1000 NOK per month",
     .long_name = "State cost",
     .long_name_no = "Statens utgifter",
     .headline = true,
     .cost = true,
     .balance = model::Balance::state},
};
inline constexpr model::RatioInfo ratios[] = {
    {.name = "percent_on_no_list",
     .unit = "%",
     .long_name = "Share of residents on no list",
     .long_name_no = "Andel uten plass",
     .numerator = "on_no_list",
     .denominator = "population",
     .scale = 100,
     .decimals = 1,
     .menu = {model::Heading::coverage, 10},
     .interval = true},
    {.name = "births_per_resident",
     .unit = "1",
     .long_name = "Births",
     .long_name_no = "Fødte",
     .numerator = "births",
     .denominator = "population",
     .scale = 1},
};
inline constexpr int months = 26;  // November 2024 to January 2027: Januaries at 2, 14 and 26

/// Replicate r: municipality 0 has 1000 people, 10 r + t on no list and costs of r; 1 has nobody in replicate
/// 0.
inline model::MonthTable month_table(int r, int t) {
    return {2, {1000, r == 0 ? 0 : 50, t, 2, 10 * r + t, r, r, 0}};
}

inline data::SnapshotHead head(int replicates, std::uint64_t first_seed = 7) {
    data::SnapshotHead h;
    h.municipalities.number = std::vector<std::string>{"0301", "5610"};
    h.municipalities.name = std::vector<std::string>{"Oslo", "Karasjok"};
    h.municipalities.county_number = std::vector<std::string>{"03", "56"};
    h.municipalities.county = std::vector<std::string>{"Oslo", "Finnmark"};
    h.municipalities.health_region = std::vector<std::string>{"Helse Sør-Øst", "Helse Nord"};
    h.municipalities.centrality = std::vector<std::uint8_t>{1, 6};
    h.municipalities.centrality_index = std::vector<std::uint16_t>{1000, 421};
    h.municipalities.land_km2 = std::vector<float>{426.4F, 5208.5F};
    h.municipalities.centre = std::vector<geo::Point>{{2500, 6'502'500}, {50'500, 7'600'500}};
    for (const double east : {0.0, 50'000.0}) {
        h.polygons.points.insert(
            h.polygons.points.end(),
            {{east, 7'000'000}, {east, 7'001'000}, {east + 1000, 7'000'000}, {east, 7'000'000}});
        h.polygons.ring_start.push_back(static_cast<std::uint32_t>(h.polygons.points.size()));
        h.polygons.part_start.push_back(static_cast<std::uint32_t>(h.polygons.ring_start.size() - 1));
        h.polygons.area_start.push_back(static_cast<std::uint32_t>(h.polygons.part_start.size() - 1));
    }
    h.first_month = std::chrono::year{2024} / std::chrono::November;
    h.months = months;
    h.counts = counts;
    h.ratios = ratios;
    h.run.seed = first_seed;
    for (int r = 0; r < replicates; ++r) h.seeds.push_back(first_seed + static_cast<std::uint64_t>(r));
    return h;
}

/// Writes an ensemble whose replicates finish in the order given; everywhere `fewer` people less are on no
/// list.
inline void write(const std::filesystem::path& path, const std::vector<int>& order, int fewer = 0,
                  std::uint64_t first_seed = 7, std::vector<model::Area> own = {},
                  std::vector<model::ParameterRow> parameters = {}) {
    const auto headline = model::headline_counts(counts);
    data::ReplicateStore store(path.parent_path(), headline.size() * (months + 1) * 2);
    model::EnsembleSums sums;
    std::vector<std::size_t> rows;
    for (const int r : order) {
        std::vector<model::MonthTable> tables;
        for (int t = 0; t <= months; ++t) {
            tables.push_back(month_table(r, t));
            for (const std::size_t place : {4U, 5U}) tables.back().values[place] -= fewer;
        }
        store.put(static_cast<std::size_t>(r), data::replicate_record(tables, headline));
        sums.add(tables);
    }
    for (std::size_t r = 0; r < order.size(); ++r) rows.push_back(r);
    auto known = head(static_cast<int>(order.size()), first_seed);
    known.own_areas = std::move(own);
    known.run.parameters = std::move(parameters);
    data::write_ensemble(path, std::move(known), sums, store, rows);
}

}  // namespace tiny_ensemble
