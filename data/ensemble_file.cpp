#include "data/ensemble_file.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "data/detail/replicate_group.hpp"
#include "geo/base/parallel.hpp"
#include "model/calendar.hpp"
#include "model/compare/chances.hpp"
#include "model/compare/statistics.hpp"

namespace data {
namespace {

/// Where the headline counts of one ensemble lie in its store.
struct Records {
    const ReplicateStore& store;
    std::span<const std::size_t> rows;
    std::size_t places, times;

    /// Some time points of one headline count in all replicates. Shape: replicates × times × places.
    std::vector<std::int32_t> read(std::size_t count, std::size_t first, std::size_t n) const {
        std::vector<std::int32_t> all(rows.size() * n * places);
        for (std::size_t r = 0; r < rows.size(); ++r)
            store.get(rows[r], (count * times + first) * places,
                      std::span(all).subspan(r * n * places, n * places));
        return all;
    }
};

/// 5 % and 95 % quantiles over replicates, cell by cell.
struct Bounds {
    std::vector<float> low, high;
};

/// Quantiles of scale × above / below; of `above` itself if `below` is empty. Replicates with nothing below
/// are left out. Shape of the tables: replicates × cells.
void put_bounds(std::span<const std::int32_t> above, std::span<const std::int32_t> below, double scale,
                std::size_t cells, Bounds& bounds) {
    geo::for_each_range(static_cast<std::uint32_t>(cells), 64, [&](std::uint32_t begin, std::uint32_t end) {
        std::vector<double> values;
        for (std::size_t i = begin; i < end; ++i) {
            values.clear();
            for (std::size_t k = i; k < above.size(); k += cells)
                if (below.empty())
                    values.push_back(above[k]);
                else if (below[k] != 0)
                    values.push_back(scale * above[k] / below[k]);
            bounds.low[i] = static_cast<float>(model::quantile(values, 0.05));
            bounds.high[i] = static_cast<float>(model::quantile(values, 0.95));
        }
    });
}

/// Quantiles of one indicator at kept times.
void write_bounds(SnapshotWriter& writer, std::string_view name, const Records& records,
                  std::span<const int> kept, std::size_t above, std::optional<std::size_t> below,
                  double scale) {
    for (const int t : kept) {
        const auto month = static_cast<std::size_t>(t);
        const auto upper = records.read(above, month, 1);
        const auto lower = below ? records.read(*below, month, 1) : std::vector<std::int32_t>();
        Bounds bounds{std::vector<float>(records.places), std::vector<float>(records.places)};
        put_bounds(upper, lower, scale, records.places, bounds);
        writer.write_quantiles(name, 5, t, bounds.low);
        writer.write_quantiles(name, 95, t, bounds.high);
    }
}

/// Quantiles of one indicator in the large areas at kept times.
void write_area_bounds(SnapshotWriter& writer, std::string_view name, const Records& records,
                       std::span<const model::Area> areas, std::span<const int> kept, std::size_t above,
                       std::optional<std::size_t> below, double scale) {
    std::vector<double> low(areas.size() * kept.size()), high(low.size());
    for (std::size_t k = 0; k < kept.size(); ++k) {
        const auto month = static_cast<std::size_t>(kept[k]);
        const auto upper = records.read(above, month, 1);
        const auto lower = below ? records.read(*below, month, 1) : std::vector<std::int32_t>();
        geo::for_each_index(static_cast<std::uint32_t>(areas.size()), [&](std::uint32_t a) {
            const auto sums = [&](const std::vector<std::int32_t>& table) {
                std::vector<double> result;
                for (std::size_t run = 0; run < table.size(); run += records.places) {
                    double sum = 0;
                    for (const auto m : areas[a].members) sum += table[run + m.value];
                    result.push_back(sum);
                }
                return result;
            };
            const auto figures = below ? model::own_ratio(sums(upper), sums(lower), scale) : sums(upper);
            low[a * kept.size() + k] = model::known_quantile(figures, 0.05);
            high[a * kept.size() + k] = model::known_quantile(figures, 0.95);
        });
    }
    writer.write_area_quantiles(name, 5, low);
    writer.write_area_quantiles(name, 95, high);
}

/// A count of every month, one replicate after the other.
void write_months(SnapshotWriter& writer, std::string_view name, const Records& records, std::size_t count) {
    std::vector<std::int32_t> series(records.times * records.places);
    for (std::size_t r = 0; r < records.rows.size(); ++r) {
        records.store.get(records.rows[r], count * series.size(), series);
        writer.write_replicate_months(r, name, series);
    }
}

/// A count's values at kept times and its sums between them, or one of the two.
void write_kept(SnapshotWriter& writer, std::string_view name, const Records& records, std::size_t count,
                std::span<const int> kept, bool with_values, bool with_sums) {
    std::vector<std::int32_t> series(records.times * records.places), values, sums;
    const auto month = [&](int t) {
        return std::span(series).subspan(static_cast<std::size_t>(t) * records.places, records.places);
    };
    for (std::size_t first = 0; first < records.rows.size(); first += detail::together) {
        values.clear();
        sums.clear();
        const auto end = std::min(first + detail::together, records.rows.size());
        for (std::size_t r = first; r < end; ++r) {
            records.store.get(records.rows[r], count * series.size(), series);
            for (std::size_t k = 0; k < kept.size(); ++k) {
                const auto now = month(kept[k]);
                if (with_values) values.insert(values.end(), now.begin(), now.end());
                if (!with_sums) continue;
                std::vector<std::int32_t> sum(records.places, 0);
                for (int t = k == 0 ? kept[k] + 1 : kept[k - 1] + 1; t <= kept[k]; ++t)
                    for (std::size_t i = 0; i < records.places; ++i) sum[i] += month(t)[i];
                sums.insert(sums.end(), sum.begin(), sum.end());
            }
        }
        writer.write_replicates(first, name, values, sums);
    }
}

}  // namespace

std::vector<std::int32_t> replicate_record(std::span<const model::MonthTable> tables,
                                           std::span<const std::size_t> headline) {
    std::vector<std::int32_t> record;
    for (const std::size_t count : headline)
        for (const auto& table : tables) {
            const auto row =
                std::span(table.values).subspan(count * table.municipalities, table.municipalities);
            record.insert(record.end(), row.begin(), row.end());
        }
    return record;
}

void write_ensemble(const std::filesystem::path& path, SnapshotHead head, const model::EnsembleSums& sums,
                    const ReplicateStore& store, std::span<const std::size_t> rows,
                    std::span<const model::Measure> measures) {
    if (rows.empty() || rows.size() != head.seeds.size() ||
        static_cast<std::size_t>(sums.replicates()) != rows.size() || sums.times() != head.months + 1)
        throw std::logic_error("write_ensemble: seeds, records and sums are not of the same replicates");
    const auto counts = head.counts;
    const auto ratios = head.ratios;
    const auto kept = model::kept_times(model::Month::of(head.first_month), head.months);
    const auto headline = model::headline_counts(counts);
    const Records records{store, rows, head.municipalities.size(), static_cast<std::size_t>(sums.times())};
    const auto headline_row = [&](std::string_view name) {
        const auto found = std::find_if(headline.begin(), headline.end(),
                                        [&](std::size_t row) { return counts[row].name == name; });
        return static_cast<std::size_t>(found - headline.begin());
    };
    const auto areas = head.areas();
    SnapshotWriter writer(path, std::move(head));
    for (int t = 0; t < sums.times(); ++t) writer.write_sums(t, sums.at(t));
    const auto write_all_bounds = [&](const auto& info, std::size_t above, std::optional<std::size_t> below,
                                      double scale) {
        write_bounds(writer, info.name, records, kept, above, below, scale);
        if (info.interval) write_area_bounds(writer, info.name, records, areas, kept, above, below, scale);
    };
    for (std::size_t i = 0; i < headline.size(); ++i)
        write_all_bounds(counts[headline[i]], i, std::nullopt, 1);
    for (const std::size_t row : model::headline_ratios(counts, ratios))
        write_all_bounds(ratios[row], headline_row(ratios[row].numerator),
                         headline_row(ratios[row].denominator), ratios[row].scale);
    for (std::size_t i = 0; i < headline.size(); ++i) {
        const auto& info = counts[headline[i]];
        const bool monthly = model::is_of_chances(info.name, ratios);
        write_kept(writer, info.name, records, i, kept, model::keeps_values(info),
                   model::keeps_sums(info) && !monthly);
        if (monthly) write_months(writer, info.name, records, i);
    }
    writer.write_costs(costs_of(measures, sums.measure_costs(), sums.replicates()));
    writer.finish();
}

MeasureCosts costs_of(std::span<const model::Measure> measures, std::span<const std::int64_t> sums,
                      int replicates) {
    MeasureCosts costs;
    for (const auto& measure : measures) {
        costs.name.push_back(measure.name);
        costs.title.push_back(measure.title);
        costs.title_no.push_back(measure.title_no);
    }
    const auto cells = measures.size() * model::payers;
    for (std::size_t cell = 0; cell < cells; ++cell)
        for (std::size_t i = cell; i < sums.size(); i += cells)
            costs.thousand_nok.push_back(static_cast<float>(static_cast<double>(sums[i]) / replicates));
    return costs;
}

}  // namespace data
