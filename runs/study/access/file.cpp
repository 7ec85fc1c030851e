// A study as a snapshot file.
#include <fmt/format.h>

#include <array>
#include <cmath>
#include <limits>

#include "data/snapshot_writer.hpp"
#include "data/version.hpp"
#include "runs/study/access/figures.hpp"
#include "runs/study/access/write.hpp"

namespace study {
namespace {

struct Wording {
    const char *name, *english, *norwegian;
};
constexpr std::array<Wording, 3> ways{{{"practice", "the nearest GP practice", "nærmeste legekontor"},
                                       {"gp", "the nearest practice with a GP", "nærmeste fastlege"},
                                       {"open", "the nearest open list", "nærmeste åpne fastlegeliste"}}};
constexpr std::array<const char*, 3> way_index{"minutes_nearest", "minutes_nearest_with_gp",
                                               "minutes_nearest_open"};

/// The words of the file's counts and ratios, kept as long as the writer lives.
struct Registry {
    struct Count {
        std::string name, english, norwegian, ratio, ratio_english, ratio_norwegian;
    };
    std::vector<Count> words;
    std::vector<model::CountInfo> counts;
    std::vector<model::RatioInfo> ratios;

    Registry() {
        for (const auto& way : ways) {
            for (const double t : geo::report_minutes)
                words.push_back(
                    {fmt::format("over_{:.0f}_min_{}", t, way.name),
                     fmt::format("residents more than {:.0f} minutes from {}", t, way.english),
                     fmt::format("innbyggere mer enn {:.0f} minutter fra {}", t, way.norwegian),
                     fmt::format("percent_over_{:.0f}_min_{}", t, way.name),
                     fmt::format("share of residents more than {:.0f} minutes from {}", t, way.english),
                     fmt::format("andel innbyggere mer enn {:.0f} minutter fra {}", t, way.norwegian)});
            words.push_back({fmt::format("no_way_{}", way.name),
                             fmt::format("residents with no way to {}", way.english),
                             fmt::format("innbyggere uten vei til {}", way.norwegian),
                             fmt::format("percent_no_way_{}", way.name),
                             fmt::format("share of residents with no way to {}", way.english),
                             fmt::format("andel innbyggere uten vei til {}", way.norwegian)});
        }
        const model::Menu menu{model::Heading::access};
        counts.push_back({.name = "population",
                          .unit = "persons",
                          .long_name = "residents",
                          .long_name_no = "innbyggere",
                          .menu = menu,
                          .leads = true,
                          .headline = true});
        for (const auto& w : words) {
            counts.push_back({.name = w.name,
                              .unit = "persons",
                              .long_name = w.english,
                              .long_name_no = w.norwegian,
                              .menu = menu});
            ratios.push_back({.name = w.ratio,
                              .unit = "percent",
                              .long_name = w.ratio_english,
                              .long_name_no = w.ratio_norwegian,
                              .numerator = w.name,
                              .denominator = "population",
                              .scale = 100,
                              .menu = menu});
        }
    }
};

model::MonthTable counted(const AccessStudy& study, const AccessState& state, const Registry& registry) {
    model::MonthTable table{study.figures().municipalities.size(), {}};
    table.values.assign(registry.counts.size() * table.municipalities, 0);
    const auto per_way = geo::report_minutes.size() + 1;
    for (std::size_t w = 0; w < ways.size(); ++w) {
        const auto& minutes = state.index(way_index[w]).value;
        for (std::uint32_t c = 0; c < study.grid.size(); ++c) {
            const auto m = study.municipality(c);
            const auto people = static_cast<std::int32_t>(study.people[c]);
            if (w == 0) table.at(0, m) += people;
            const auto first = 1 + w * per_way;
            for (std::size_t k = 0; k < geo::report_minutes.size(); ++k)
                if (minutes[c] > geo::report_minutes[k]) table.at(first + k, m) += people;
            if (std::isinf(minutes[c])) table.at(first + per_way - 1, m) += people;
        }
    }
    return table;
}

}  // namespace

void write_access_file(const std::filesystem::path& path, const AccessStudy& study, const AccessState& state,
                       const std::string& what) {
    const Registry registry;
    const auto places = study.figures().municipalities.size();
    Grouping by_municipality{"municipality", {}, study.figures().municipalities.name.values(), {}};
    for (std::uint32_t c = 0; c < study.grid.size(); ++c)
        by_municipality.of_cell.push_back(study.municipality(c).value);

    data::SnapshotHead head;
    head.title = "Access to general practitioners in Norway by car, computed by Legekart";
    head.municipalities = study.figures().municipalities;
    head.polygons = study.set.small;
    head.neighbours = study.set.neighbours;
    head.first_month = std::chrono::year{study.figures().lists.year + 1} / std::chrono::January;
    head.months = 0;
    head.counts = registry.counts;
    head.ratios = registry.ratios;
    head.run.scenario = what;
    head.run.parameters = study.settings.rows();
    head.run.seed = study.seed;
    head.run.version = data::version;
    head.run.git_commit = data::git_commit;
    head.run.inputs = study.set.attributions;
    data::CellLayout cells{study.grid, {0}, {}};
    std::vector<std::vector<float>> cell_values;
    std::vector<float> values;
    const auto add = [&](const data::ValueInfo& info, const std::vector<double>& column) {
        head.values.push_back(info);
        for (const double value : column)
            values.push_back(std::isfinite(value) ? static_cast<float>(value)
                                                  : std::numeric_limits<float>::quiet_NaN());
    };
    const auto spreads = spreads_of(study, state.indices, by_municipality);
    for (std::size_t i = 0; i < state.indices.size(); ++i) {
        const auto& index = state.indices[i];
        const auto& spread = spreads[i];
        cells.fields.push_back({index.name, index.unit, index.long_name, index.long_name_no,
                                index.per_person ? data::CellMerge::mean : data::CellMerge::sum});
        cell_values.emplace_back(index.value.begin(), index.value.end());
        if (!index.per_person) continue;
        std::vector<double> mean(places), median(places), p90(places), gini(places), palma(places);
        for (std::uint32_t m = 0; m < places; ++m) {
            mean[m] = spread.spread[m].mean;
            median[m] = spread.spread[m].median;
            p90[m] = spread.spread[m].p90;
            if (spread.evenness.empty()) continue;
            gini[m] = spread.evenness[m].gini;
            palma[m] = spread.evenness[m].palma;
        }
        const auto worded = [&](const char* part, const char* english, const char* norwegian) {
            return data::ValueInfo{
                .name = fmt::format("{}_{}", index.name, part),
                .unit = index.unit,
                .long_name = fmt::format("{}: {} over residents", index.long_name, english),
                .long_name_no = fmt::format("{}: {} over innbyggere", index.long_name_no, norwegian),
                .menu = {model::Heading::access}};
        };
        add(worded("mean", "mean", "gjennomsnitt"), mean);
        add(worded("median", "median", "median"), median);
        add(worded("p90", "90th percentile", "90-prosentil"), p90);
        if (spread.evenness.empty()) continue;
        auto info = worded("gini", "Gini", "Gini");
        info.unit = "1";
        add(info, gini);
        info = worded("palma", "Palma ratio", "Palma-forhold");
        info.unit = "1";
        add(info, palma);
    }
    cells.fields.push_back({"people", "persons", "residents", "innbyggere", data::CellMerge::sum});
    cell_values.emplace_back(study.people.begin(), study.people.end());
    head.cells = std::move(cells);
    data::SnapshotWriter writer(path, std::move(head));
    writer.write_month(0, counted(study, state, registry), values);
    writer.write_cells(0, cell_values);
    writer.finish();
}

}  // namespace study
