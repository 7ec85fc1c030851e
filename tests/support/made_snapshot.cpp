#include "support/made_snapshot.hpp"

#include <algorithm>
#include <cmath>

#include "data/ensemble_file.hpp"
#include "data/input_set.hpp"
#include "support/places.hpp"

namespace support {
namespace {

/// Rows of the registry, as a run has them.
const std::vector<model::CountInfo> counts = [] {
    std::vector<model::CountInfo> rows;
    for (const char* name : {"population", "patients", "patients_without_gp"})
        rows.push_back(model::counts()[model::count_row(name)]);
    return rows;
}();
const std::span<const model::RatioInfo> ratios = model::ratios().first(1);  // percent_without_gp

/// The embedded Norway, read once.
const data::InputSet& norway() {
    static const auto set = data::read_input_set(support::in_tree("data/norway"));
    return set;
}

model::MonthTable table_of(int month, bool better = false, std::uint32_t replicate = 0) {
    const auto& municipalities = norway().figures.municipalities;
    model::MonthTable table{municipalities.size(), {}};
    table.values.resize(counts.size() * table.municipalities);
    for (std::uint32_t i = 0; i < table.municipalities; ++i) {
        const model::MunicipalityId id{i};
        const int patients = i % 60 == 7 ? 0 : 2000 + static_cast<int>(i * 37 % 500);
        const int noise = static_cast<int>((i * 2654435761U) >> 24) % 23 - 14;
        double percent = std::max(0, 2 * municipalities.centrality[id] + noise + month / 4);
        const auto centre = municipalities.centre[id];
        if (better && centre.east_m + centre.north_m < 7.2e6) percent *= 0.8;
        if (better && percent > 1) percent += (static_cast<int>((i * 31 + replicate * 17) % 7) - 3) / 3.0;
        table.at(0, id) = 2100 + static_cast<int>(i);
        table.at(1, id) = patients;
        table.at(2, id) = static_cast<int>(patients * percent / 100);
    }
    return table;
}

std::vector<float> minutes_of(const geo::PopulationGrid& grid, double slower) {
    std::vector<float> minutes;
    for (std::uint32_t c = 0; c < grid.size(); ++c) {
        const geo::CellId cell{c};
        const auto here = geo::centre(grid, cell);
        const auto there = norway().figures.municipalities.centre[grid.municipality[cell]];
        const double km = std::hypot(here.east_m - there.east_m, here.north_m - there.north_m) / 1000;
        minutes.push_back(static_cast<float>(2 + 1.5 * slower * km));
    }
    return minutes;
}

data::SnapshotHead head_of(const char* scenario) {
    const auto& set = norway();
    data::SnapshotHead head;
    head.municipalities = set.figures.municipalities;
    head.polygons = set.small;
    head.first_month = std::chrono::year{2026} / std::chrono::January;
    head.months = made_months;
    head.counts = counts;
    head.ratios = ratios;
    head.run.scenario = scenario;
    head.run.seed = 1;
    head.run.version = "0.0.0";
    head.run.git_commit = "0000000";
    head.run.inputs = set.attributions;
    return head;
}

constexpr const char* plain = "title = \"Made figures\"\ntitle_no = \"Laget for prøving\"\n";
constexpr const char* changed = "title = \"A better south-west\"\ntitle_no = \"Et bedre sørvest\"\n";

}  // namespace

void make_snapshot(const std::filesystem::path& path) {
    auto head = head_of(plain);
    head.cells = {geo::coarsen(norway().figures.grid, 1000),
                  {0, made_months},
                  {{"minutes_own_practice", "minutes", "Minutes by car to the own GP practice",
                    "Minutter med bil til eget legekontor", data::CellMerge::mean}}};
    const auto grid = head.cells->grid;
    data::SnapshotWriter writer(path, std::move(head));
    for (int month = 0; month <= made_months; ++month) {
        writer.write_month(month, table_of(month));
        if (month == 0 || month == made_months)
            writer.write_cells(month, {minutes_of(grid, month ? 1.25 : 1)});
    }
    writer.finish();
}

void make_ensemble(const std::filesystem::path& path, bool better, std::span<const std::uint32_t> draws,
                   int months) {
    auto head = head_of(better ? changed : plain);
    head.months = months;
    const auto headline = model::headline_counts(counts);
    const auto places = norway().figures.municipalities.size();
    data::ReplicateStore store(path.parent_path(),
                               headline.size() * static_cast<std::size_t>(months + 1) * places);
    model::EnsembleSums sums;
    std::vector<std::size_t> rows;
    for (std::uint32_t r = 0; r < draws.size(); ++r) {
        std::vector<model::MonthTable> tables;
        for (int month = 0; month <= months; ++month) tables.push_back(table_of(month, better, draws[r]));
        store.put(r, data::replicate_record(tables, headline));
        sums.add(tables);
        rows.push_back(r);
        head.seeds.push_back(draws[r] + 1);
    }
    data::write_ensemble(path, std::move(head), sums, store, rows);
}

}  // namespace support
