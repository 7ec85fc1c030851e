#include "support/tiny_snapshot.hpp"

#include "data/ensemble_file.hpp"

namespace support {
namespace {

constexpr int tiny_months = 13;
constexpr std::uint32_t replicates = 3;
/// Rows of the registry, as a run has them.
const std::vector<model::CountInfo> tiny_counts = [] {
    std::vector<model::CountInfo> rows;
    for (const char* name : {"population", "patients", "patients_without_gp"})
        rows.push_back(model::counts()[model::count_row(name)]);
    return rows;
}();

/// percent_without_gp.
std::span<const model::RatioInfo> tiny_ratios() {
    return model::ratios().first(1);
}

model::MonthTable tiny_table(int t, bool better = false, int replicate = 0) {
    const int fewer = better && t >= 6 ? 50 : 0;
    const int luck = !better ? 0 : replicate == 0 ? 4 : replicate == 1 ? -4 : 0;
    return {3, {900, 500, 30, 800, 400, 0, 10 * t - fewer, 40 + luck, 0}};
}

data::SnapshotHead tiny_head() {
    data::SnapshotHead h;
    auto& m = h.municipalities;
    m.number = std::vector<std::string>{"0301", "1804", "1806"};
    m.name = std::vector<std::string>{"Vest", "Midt - Guovddáš", "Øst"};
    m.county_number = std::vector<std::string>{"03", "18", "18"};
    m.county = std::vector<std::string>{"Oslo", "Nordland - Nordlánnda", "Nordland - Nordlánnda"};
    m.health_region = std::vector<std::string>{"Helse Sør-Øst", "Helse Nord", "Helse Nord"};
    m.centrality = std::vector<std::uint8_t>{1, 5, 6};
    m.centrality_index = std::vector<std::uint16_t>{1000, 500, 300};
    m.land_km2 = std::vector<float>{10'000, 10'000, 10'000};
    m.centre = std::vector<geo::Point>{{50'000, 6'550'000}, {150'000, 6'550'000}, {250'000, 6'550'000}};
    h.polygons = three_squares();
    h.first_month = std::chrono::year{2026} / std::chrono::January;
    h.months = tiny_months;
    h.counts = tiny_counts;
    h.ratios = tiny_ratios();
    h.run.scenario = "title = \"Tiny\"\ntitle_no = \"Liten\"\n";
    h.run.title = "Tiny";
    h.run.title_no = "Liten";
    h.run.seed = 7;
    h.run.version = "0.0.0";
    h.run.git_commit = "0000000";
    h.run.inputs = {{"people.nc", "Residents", "drawn", "CC BY 4.0", "Makers of tests", "2026-01-01", "ab"}};
    return h;
}

}  // namespace

geo::Boundaries three_squares() {
    geo::Boundaries b;
    for (int i = 0; i < 3; ++i) {
        const double west = 100'000.0 * i;
        for (const auto& [dx, dy] : {std::pair{0, 0}, {0, 100'000}, {100'000, 100'000}, {100'000, 0}, {0, 0}})
            b.points.push_back({west + dx, 6'500'000.0 + dy});
        b.ring_start.push_back(static_cast<std::uint32_t>(b.points.size()));
        b.part_start.push_back(static_cast<std::uint32_t>(b.ring_start.size() - 1));
        b.area_start.push_back(static_cast<std::uint32_t>(b.part_start.size() - 1));
    }
    return b;
}

void write_tiny_snapshot(const std::filesystem::path& path) {
    auto head = tiny_head();
    geo::PopulationGrid grid;
    grid.cell_m = 1000;
    for (const auto& [col, municipality] : {std::pair{50, 0U}, {150, 1U}}) {
        grid.col.push_back(col);
        grid.row.push_back(6550);
        grid.municipality.push_back(geo::MunicipalityId{municipality});
        grid.people.push_back(100);
    }
    head.cells = {grid,
                  {0, tiny_months},
                  {{"minutes_own_practice", "minutes", "Minutes by car to the own GP practice",
                    "Minutter med bil til eget legekontor", data::CellMerge::mean}}};
    data::SnapshotWriter writer(path, std::move(head));
    for (int t = 0; t <= tiny_months; ++t) {
        writer.write_month(t, tiny_table(t));
        if (t == 0) writer.write_cells(t, {{4, 40}});
        if (t == tiny_months) writer.write_cells(t, {{5, 50}});
    }
    writer.finish();
}

void write_tiny_ensemble(const std::filesystem::path& path, bool better) {
    auto head = tiny_head();
    const auto headline = model::headline_counts(tiny_counts);
    data::ReplicateStore store(path.parent_path(), headline.size() * (tiny_months + 1) * 3);
    model::EnsembleSums sums;
    std::vector<std::size_t> rows;
    for (std::uint32_t r = 0; r < replicates; ++r) {
        std::vector<model::MonthTable> tables;
        for (int t = 0; t <= tiny_months; ++t) tables.push_back(tiny_table(t, better, static_cast<int>(r)));
        store.put(r, data::replicate_record(tables, headline));
        sums.add(tables);
        rows.push_back(r);
        head.seeds.push_back(head.run.seed + r);
    }
    data::write_ensemble(path, std::move(head), sums, store, rows);
}

data::Snapshot TinySnapshot::another(const std::string& name) const {
    write_tiny_snapshot(folder.path() / name);
    return data::read_snapshot(folder.path() / name);
}

data::Snapshot TinySnapshot::ensemble(const std::string& name, bool better) const {
    write_tiny_ensemble(folder.path() / name, better);
    return data::read_snapshot(folder.path() / name);
}

}  // namespace support
