#include "data/snapshot_writer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <set>
#include <stdexcept>

#include "data/detail/area_group.hpp"
#include "data/detail/boundary_columns.hpp"
#include "data/detail/cell_raster.hpp"
#include "data/detail/cf_geometry.hpp"
#include "data/detail/indicator_attributes.hpp"
#include "data/detail/netcdf.hpp"
#include "data/detail/replicate_group.hpp"
#include "data/detail/run_group.hpp"
#include "data/stored_values.hpp"
#include "model/calendar.hpp"
#include "model/compare/chances.hpp"
#include "model/compare/ensemble_sums.hpp"

namespace data {

namespace {

struct Ratio {
    model::RatioInfo info;
    std::size_t numerator, denominator;  ///< rows of the counts
};

/// An indicator whose means in areas the file holds.
struct AreaLevel {
    std::string name;
    std::size_t above;                 ///< row of a count
    std::optional<std::size_t> below;  ///< row of a ratio's denominator
    double scale;
    std::vector<double> means;  ///< areas × kept times
};

}  // namespace

struct SnapshotWriter::State {
    SnapshotHead head;
    detail::NcWriter file;
    std::uint32_t places;  ///< municipalities
    std::vector<Ratio> ratios;
    std::vector<model::Area> areas;
    std::vector<int> kept;                         ///< time indices
    std::vector<AreaLevel> levels;                 ///< of an ensemble
    std::set<std::string, std::less<>> monthly;    ///< of an ensemble: what it has in every month
    int next = 0;                                  ///< time index expected
    std::vector<std::int64_t> block;               ///< counts × block_months × municipalities
    std::vector<std::int64_t> first, last;         ///< counts × municipalities
    std::vector<float> first_values, last_values;  ///< values × municipalities
    std::optional<detail::CellRaster> raster;

    State(const std::filesystem::path& path, SnapshotHead given)
        : head(std::move(given)), file(path), places(head.municipalities.size()) {}

    int time_points() const { return head.months + 1; }
    bool ensemble() const { return !head.seeds.empty(); }
    /// A sum over replicates as the file's mean.
    float mean(std::int64_t sum) const { return stored_mean(sum, head.seeds.size()); }
    void define();
    void define_ensemble();
    void find_monthly();
    template <class Put>
    void put_rows(std::string_view name, std::uint64_t from, std::uint64_t rows, const Put& put) const;
    void write_counts(int time_index, std::span<const std::int64_t> values);
    /// Counts as the file holds them: whole numbers of one run, means of an ensemble.
    void put_counts(const std::string& name, const std::vector<std::uint64_t>& from,
                    const std::vector<std::uint64_t>& extent, std::span<const std::int64_t> values);
    void define_municipalities();
    void define_indicator(IndicatorInfo info);
    void add_area_means(std::size_t kept_time, std::span<const std::int64_t> sums);
    template <class T>
    void define_one(const std::string& name, bool series, T fill, std::string_view unit,
                    const std::string& long_name, const std::string& long_name_no);
    void mark(const std::string& name);
    void write_block();
    void write_summaries();
};

std::vector<model::Area> SnapshotHead::areas() const {
    auto all = model::large_areas(municipalities);
    all.insert(all.end(), own_areas.begin(), own_areas.end());
    return all;
}

SnapshotWriter::SnapshotWriter(std::filesystem::path path, SnapshotHead head)
    : state_(std::make_unique<State>(std::move(path), std::move(head))) {
    state_->define();
}

SnapshotWriter::~SnapshotWriter() = default;

void SnapshotWriter::State::define() {
    if (head.months < 0 || !head.first_month.ok() || head.polygons.size() != places)
        throw std::logic_error(
            "SnapshotWriter: the head has no valid months, or not one polygon per municipality");
    for (const model::RatioInfo& info : head.ratios) {
        const auto row = [&](std::string_view name) {
            const auto found =
                std::find_if(head.counts.begin(), head.counts.end(),
                             [&](const model::CountInfo& count) { return count.name == name; });
            if (found == head.counts.end())
                throw std::logic_error(
                    fmt::format("SnapshotWriter: ratio {} needs unknown count {}", info.name, name));
            return static_cast<std::size_t>(found - head.counts.begin());
        };
        ratios.push_back({info, row(info.numerator), row(info.denominator)});
    }
    block.resize(head.counts.size() * block_months * places);
    kept = model::kept_times(model::Month::of(head.first_month), head.months);

    detail::write_schema(file, snapshot_schema);
    file.attribute("/", "title", head.title);
    file.attribute("/", "source", fmt::format("Legekart {} ({})", head.run.version, head.run.git_commit));
    std::vector<std::string> attributions;
    for (const Attribution& input : head.run.inputs)
        if (!input.attribution.empty() &&
            std::find(attributions.begin(), attributions.end(), input.attribution) == attributions.end())
            attributions.push_back(input.attribution);
    file.attribute("/", "attribution", attributions);

    std::vector<double> days;
    for (int t = 0; t < time_points(); ++t)
        days.push_back(days_since_2020(head.first_month + std::chrono::months{t}));
    file.coordinate<double>("/time", days);
    file.attribute("/time", "units", time_unit);
    file.attribute("/time", "calendar", "standard");
    file.attribute("/time", "standard_name", "time");
    file.attribute("/time", "axis", "T");
    file.attribute("/time", "long_name", "first day of the month");
    file.dimension("/municipality", places);
    detail::write_crs(file, "/crs");
    detail::write_polygons(file, "/municipality", head.polygons);
    if (head.neighbours.size() > 0) {
        detail::InputPut columns(file);
        detail::boundary_columns(columns, "/neighbours", "land beyond the border, generalised",
                                 head.neighbours);
    }
    define_municipalities();
    std::vector<std::string> names;
    for (const model::CountInfo& count : head.counts) names.emplace_back(count.name);
    for (const Ratio& ratio : ratios) names.emplace_back(ratio.info.name);
    for (const ValueInfo& value : head.values) names.push_back(value.name);
    file.attribute("/", "indicators", names);
    find_monthly();
    for (const model::CountInfo& count : head.counts) define_indicator(described(count));
    for (const Ratio& ratio : ratios) define_indicator(described(ratio.info));
    for (const ValueInfo& value : head.values) define_indicator(described(value));
    areas = head.areas();
    detail::define_areas(file, areas, kept, head.first_month);
    detail::write_run(file, head.run);
    if (ensemble()) define_ensemble();
    if (head.cells) raster.emplace(file, *head.cells, head.first_month);
    file.flush();
}

/// What leads pages and what chances are counted of, with the counts of those that are ratios.
void SnapshotWriter::State::find_monthly() {
    for (const auto& count : head.counts)
        if (count.leads || count.monthly || model::is_of_chances(count.name, head.ratios))
            monthly.emplace(count.name);
    for (const Ratio& ratio : ratios)
        if (ratio.info.leads)
            monthly.insert({std::string(ratio.info.name), std::string(ratio.info.numerator),
                            std::string(ratio.info.denominator)});
}

/// What OGR needs to show a variable beside the polygons, and others to label its rows.
void SnapshotWriter::State::mark(const std::string& name) {
    file.attribute(name, "geometry", "geometry");
    file.attribute(name, "grid_mapping", "crs");
    file.attribute(name, "coordinates", "municipality_number municipality_name");
}

void SnapshotWriter::State::define_municipalities() {
    const model::Municipalities& table = head.municipalities;
    detail::write_alone(file, table.alone);
    const detail::NcLayout layout{.dimensions = {"/municipality"}};
    const auto describe = [&](const std::string& name, const char* unit, const char* long_name,
                              const char* long_name_no) {
        file.attribute(name, "units", unit);
        file.attribute(name, "long_name", long_name);
        file.attribute(name, "long_name_no", long_name_no);
        file.attribute(name, "geometry", "geometry");
        file.attribute(name, "grid_mapping", "crs");
    };
    const auto text = [&](const std::string& name, const std::vector<std::string>& values,
                          const char* long_name, const char* long_name_no) {
        file.put_text(name, layout, values);
        describe(name, "", long_name, long_name_no);
    };
    text("/municipality_number", table.number.values(), "official municipality number", "kommunenummer");
    text("/municipality_name", table.name.values(), "municipality", "kommune");
    text("/county_number", table.county_number.values(), "official county number", "fylkesnummer");
    text("/county", table.county.values(), "county", "fylke");
    text("/health_region", table.health_region.values(), "regional health authority", "helseregion");
    file.put<std::uint8_t>("/centrality", layout, table.centrality.values());
    describe("/centrality", "1", "centrality class of Statistics Norway, 1 most central to 6",
             "sentralitetsklasse");
    file.put<std::uint16_t>("/centrality_index", layout, table.centrality_index.values());
    describe("/centrality_index", "1", "centrality index of Statistics Norway, 0 to 1000",
             "sentralitetsindeks");
    file.put<float>("/land_km2", layout, table.land_km2.values());
    describe("/land_km2", "km2", "land area", "landareal");
    std::vector<double> east, north;
    for (const geo::Point centre : table.centre) {
        east.push_back(centre.east_m);
        north.push_back(centre.north_m);
    }
    file.put<double>("/centre_east_m", layout, east);
    describe("/centre_east_m", "m", "easting of the densest populated square",
             "østkoordinat for tettest befolkede rute");
    file.put<double>("/centre_north_m", layout, north);
    describe("/centre_north_m", "m", "northing of the densest populated square",
             "nordkoordinat for tettest befolkede rute");
}

template <class T>
void SnapshotWriter::State::define_one(const std::string& name, bool series, T fill, std::string_view unit,
                                       const std::string& long_name, const std::string& long_name_no) {
    detail::NcLayout layout{.dimensions = {"/municipality"}};
    if (series) layout = {.dimensions = {"/time", "/municipality"}, .chunk = {block_months, places}};
    file.variable<T>(name, layout, fill);
    file.attribute(name, "units", file_unit(unit));
    file.attribute(name, "long_name", long_name);
    file.attribute(name, "long_name_no", long_name_no);
    mark(name);
    if constexpr (std::is_same_v<T, float>)
        file.attribute(name, "_QuantizeBitRoundNumberOfSignificantBits", std::int32_t{kept_bits});
}

void SnapshotWriter::State::define_indicator(IndicatorInfo info) {
    const std::string path = "/" + info.name;
    const auto define_all = [&](auto fill) {
        define_one(path, true, fill, info.unit, info.long_name, info.long_name_no);
        define_one(path + "_final", false, fill, info.unit, info.long_name + ", last month",
                   info.long_name_no + ", siste måned");
        define_one(path + "_change", false, fill, info.unit, info.long_name + ", last month minus first",
                   info.long_name_no + ", siste måned minus første");
    };
    const bool count = !info.is_ratio && !info.is_value;
    info.at_kept_times = ensemble() && !monthly.contains(info.name);
    if (count && !ensemble())
        define_all(no_count);
    else
        define_all(no_value);
    info.is_mean = count && ensemble();
    detail::write_indicator(file, info);
}

void SnapshotWriter::write_month(int time_index, const model::MonthTable& table,
                                 std::span<const float> values) {
    State& s = *state_;
    const std::size_t row = s.places, counts = s.head.counts.size();
    if (s.ensemble() || table.municipalities != s.places || table.values.size() != counts * row ||
        values.size() != s.head.values.size() * row)
        throw std::logic_error("SnapshotWriter: the month's table has another shape than the head");
    const std::vector<std::int64_t> wide(table.values.begin(), table.values.end());
    std::vector<float> kept(values.begin(), values.end());
    for (auto& value : kept) value = rounded(value);
    for (std::size_t v = 0; v < s.head.values.size(); ++v)
        s.file.write_box<float>(fmt::format("/{}", s.head.values[v].name),
                                {static_cast<std::uint64_t>(time_index), 0}, {1, row},
                                std::span<const float>(kept).subspan(v * row, row));
    if (time_index == 0) s.first_values = kept;
    s.last_values = std::move(kept);
    s.write_counts(time_index, wide);
}

void SnapshotWriter::write_sums(int time_index, std::span<const std::int64_t> sums) {
    if (!state_->ensemble() || sums.size() != state_->head.counts.size() * state_->places)
        throw std::logic_error("SnapshotWriter: the sums have another shape than the head");
    state_->write_counts(time_index, sums);
}

void SnapshotWriter::State::write_counts(int time_index, std::span<const std::int64_t> values) {
    if (time_index != next || time_index >= time_points())
        throw std::logic_error(fmt::format("SnapshotWriter: time {} given, {} expected", time_index, next));
    const auto slot = static_cast<std::size_t>(time_index % block_months);
    for (std::size_t c = 0; c < head.counts.size(); ++c)
        std::copy_n(values.begin() + static_cast<std::ptrdiff_t>(c * places), places,
                    block.begin() + static_cast<std::ptrdiff_t>((c * block_months + slot) * places));
    if (time_index == 0) first.assign(values.begin(), values.end());
    const auto is_kept = std::find(kept.begin(), kept.end(), time_index);
    if (ensemble() && is_kept != kept.end())
        add_area_means(static_cast<std::size_t>(is_kept - kept.begin()), values);
    ++next;
    if (next == time_points()) last.assign(values.begin(), values.end());
    if (next % block_months == 0 || next == time_points()) write_block();
}

void SnapshotWriter::State::put_counts(const std::string& name, const std::vector<std::uint64_t>& from,
                                       const std::vector<std::uint64_t>& extent,
                                       std::span<const std::int64_t> values) {
    const auto put = [&]<class T>(T, const auto& as_stored) {
        std::vector<T> stored(values.size());
        std::transform(values.begin(), values.end(), stored.begin(), as_stored);
        file.write_box<T>(name, from, extent, stored);
    };
    if (ensemble())
        put(float{}, [&](std::int64_t sum) { return mean(sum); });
    else
        put(std::int32_t{}, [](std::int64_t value) { return static_cast<std::int32_t>(value); });
}

/// Calls put(first row of the block, how many) for the rows of a block that begins at `from` and that the
/// file has of an indicator.
template <class Put>
void SnapshotWriter::State::put_rows(std::string_view name, std::uint64_t from, std::uint64_t rows,
                                     const Put& put) const {
    if (!ensemble() || monthly.contains(name)) return put(0, rows);
    for (const int t : kept)
        if (const auto time = static_cast<std::uint64_t>(t); time >= from && time < from + rows)
            put(time - from, 1);
}

void SnapshotWriter::State::write_block() {
    const int start = (next - 1) / block_months * block_months;
    const auto from = static_cast<std::uint64_t>(start), rows = static_cast<std::uint64_t>(next - start);
    const std::size_t size = rows * places, stride = static_cast<std::size_t>(block_months) * places;
    const std::span<const std::int64_t> all(block);
    for (std::size_t c = 0; c < head.counts.size(); ++c)
        put_rows(head.counts[c].name, from, rows, [&](std::uint64_t row, std::uint64_t n) {
            put_counts(fmt::format("/{}", head.counts[c].name), {from + row, 0}, {n, places},
                       all.subspan(c * stride + row * places, n * places));
        });
    std::vector<float> values(size);
    for (const Ratio& ratio : ratios) {
        for (std::size_t i = 0; i < size; ++i)
            values[i] = stored_ratio(ratio.info.scale, all[ratio.numerator * stride + i],
                                     all[ratio.denominator * stride + i]);
        put_rows(ratio.info.name, from, rows, [&](std::uint64_t row, std::uint64_t n) {
            file.write_box<float>(fmt::format("/{}", ratio.info.name), {from + row, 0}, {n, places},
                                  std::span<const float>(values).subspan(row * places, n * places));
        });
    }
    file.flush();
}

void SnapshotWriter::State::write_summaries() {
    const auto value = [&](const Ratio& ratio, const std::vector<std::int64_t>& month, std::size_t i) {
        const std::int64_t above = month[ratio.numerator * places + i],
                           below = month[ratio.denominator * places + i];
        return below == 0 ? std::numeric_limits<double>::quiet_NaN()
                          : ratio.info.scale * static_cast<double>(above) / static_cast<double>(below);
    };
    for (std::size_t c = 0; c < head.counts.size(); ++c) {
        const auto begin = static_cast<std::ptrdiff_t>(c * places);
        std::vector<std::int64_t> final_month(last.begin() + begin, last.begin() + begin + places),
            change = final_month;
        for (std::size_t i = 0; i < places; ++i) change[i] -= first[c * places + i];
        put_counts(fmt::format("/{}_final", head.counts[c].name), {0}, {places}, final_month);
        put_counts(fmt::format("/{}_change", head.counts[c].name), {0}, {places}, change);
    }
    for (std::size_t v = 0; v < head.values.size(); ++v) {
        const std::span<const float> final_month(last_values.data() + v * places, places);
        std::vector<float> change(places);
        for (std::size_t i = 0; i < places; ++i)
            change[i] = rounded(final_month[i] - first_values[v * places + i]);
        file.write<float>(fmt::format("/{}_final", head.values[v].name), final_month);
        file.write(fmt::format("/{}_change", head.values[v].name), change);
    }
    for (const Ratio& ratio : ratios) {
        std::vector<float> final_month(places), change(places);
        for (std::size_t i = 0; i < places; ++i) {
            final_month[i] = rounded(static_cast<float>(value(ratio, last, i)));
            change[i] = rounded(static_cast<float>(value(ratio, last, i) - value(ratio, first, i)));
        }
        file.write(fmt::format("/{}_final", ratio.info.name), final_month);
        file.write(fmt::format("/{}_change", ratio.info.name), change);
    }
}

/// Of all draws' whole sums, as data::AreaFigures.
void SnapshotWriter::State::add_area_means(std::size_t kept_time, std::span<const std::int64_t> sums) {
    const auto sum_of = [&](std::size_t count, const model::Area& area) {
        double sum = 0;
        for (const auto m : area.members) sum += static_cast<double>(sums[count * places + m.value]);
        return sum;
    };
    for (auto& level : levels)
        for (std::size_t a = 0; a < areas.size(); ++a) {
            const double above = sum_of(level.above, areas[a]),
                         below = level.below ? sum_of(*level.below, areas[a])
                                             : static_cast<double>(head.seeds.size());
            level.means[a * kept.size() + kept_time] =
                below == 0 ? std::numeric_limits<double>::quiet_NaN() : level.scale * above / below;
        }
}

void SnapshotWriter::State::define_ensemble() {
    file.attribute("/", "replicates", static_cast<std::int32_t>(head.seeds.size()));
    std::vector<model::CountInfo> headline;
    const auto define_bounds = [&](const IndicatorInfo& info) {
        for (const int percent : {5, 95})
            define_one(detail::quantile_name(info.name, percent), true, no_value, info.unit,
                       fmt::format("{}, {} % of replicates are lower", info.long_name, percent),
                       fmt::format("{}, {} % av trekningene er lavere", info.long_name_no, percent));
        file.attribute("/" + info.name, "ancillary_variables",
                       fmt::format("{}_p05 {}_p95", info.name, info.name));
    };
    const auto define_level = [&](const IndicatorInfo& info, std::size_t above,
                                  std::optional<std::size_t> below) {
        if (!info.interval) return;
        detail::define_area_levels(file, info);
        levels.push_back(
            {info.name, above, below, info.scale, std::vector<double>(areas.size() * kept.size())});
    };
    for (const std::size_t row : model::headline_counts(head.counts)) {
        headline.push_back(head.counts[row]);
        define_bounds(described(head.counts[row]));
        define_level(described(head.counts[row]), row, std::nullopt);
    }
    for (const std::size_t row : model::headline_ratios(head.counts, head.ratios)) {
        define_bounds(described(head.ratios[row]));
        define_level(described(head.ratios[row]), ratios[row].numerator, ratios[row].denominator);
    }
    detail::define_replicates(file, head.seeds, head.first_month, kept,
                              static_cast<std::uint64_t>(time_points()), places, headline, head.ratios);
}

void SnapshotWriter::write_quantiles(std::string_view name, int percent, int first_time,
                                     std::span<const float> values) {
    State& s = *state_;
    std::vector<float> kept(values.size());
    std::transform(values.begin(), values.end(), kept.begin(), [](float value) { return rounded(value); });
    s.file.write_box<float>(detail::quantile_name(name, percent), {static_cast<std::uint64_t>(first_time), 0},
                            {values.size() / s.places, s.places}, kept);
}

void SnapshotWriter::write_area_quantiles(std::string_view name, int percent,
                                          std::span<const double> values) {
    state_->file.write<double>(detail::area_level_name(name, percent), values);
}

void SnapshotWriter::write_replicates(std::size_t first, std::string_view name,
                                      std::span<const std::int32_t> values,
                                      std::span<const std::int32_t> sums) {
    detail::write_replicates(state_->file, first, name, state_->kept.size(), state_->places, values, sums);
}

void SnapshotWriter::write_replicate_months(std::size_t replicate, std::string_view name,
                                            std::span<const std::int32_t> values) {
    detail::write_replicate_months(state_->file, replicate, name, state_->places, values);
}

void SnapshotWriter::write_cells(int time_index, const std::vector<std::vector<float>>& values) {
    State& s = *state_;
    if (!s.raster) throw std::logic_error("SnapshotWriter: the head has no cell layout");
    s.raster->write(time_index, values);
    s.file.flush();
}

void SnapshotWriter::write_lists(const SnapshotLists& lists) {
    detail::write_lists(state_->file, lists);
}

void SnapshotWriter::write_costs(const MeasureCosts& costs) {
    detail::write_costs(state_->file, costs, state_->head.municipalities.alone);
}

void SnapshotWriter::finish() {
    State& s = *state_;
    if (s.next != s.time_points())
        throw std::logic_error(
            fmt::format("SnapshotWriter: finished after {} of {} time points", s.next, s.time_points()));
    s.write_summaries();
    for (const auto& level : s.levels) s.file.write(detail::area_level_name(level.name), level.means);
    s.file.finish();
}

}  // namespace data
