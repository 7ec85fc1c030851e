#include "data/snapshot_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "data/detail/area_group.hpp"
#include "data/detail/boundary_columns.hpp"
#include "data/detail/cf_geometry.hpp"
#include "data/detail/indicator_attributes.hpp"
#include "data/detail/municipality_texts.hpp"
#include "data/detail/netcdf.hpp"
#include "data/detail/replicate_group.hpp"
#include "data/detail/run_group.hpp"
#include "data/stored_values.hpp"
#include "geo/base/nearest_name.hpp"
#include "model/calendar.hpp"
#include "model/compare/ensemble_sums.hpp"
#include "model/compare/statistics.hpp"

namespace data {

namespace {

using detail::NcReader;

model::Municipalities read_municipalities(const NcReader& file) {
    const std::uint64_t rows = file.size("/municipality");
    model::Municipalities table;
    table.number = file.read_text("/municipality_number", {rows});
    table.name = file.read_text("/municipality_name", {rows});
    table.county_number = file.read_text("/county_number", {rows});
    table.county = file.read_text("/county", {rows});
    table.health_region = file.read_text("/health_region", {rows});
    table.centrality = file.read<std::uint8_t>("/centrality", {rows});
    table.centrality_index = file.read<std::uint16_t>("/centrality_index", {rows});
    table.land_km2 = file.read<float>("/land_km2", {rows});
    const auto east = file.read<double>("/centre_east_m", {rows}),
               north = file.read<double>("/centre_north_m", {rows});
    for (std::size_t i = 0; i < rows; ++i) table.centre.push_back({east[i], north[i]});
    table.alone = detail::read_alone(file);
    detail::check_municipality_texts(file, table);
    return table;
}

std::vector<std::chrono::year_month> read_months(const NcReader& file, const std::string& name) {
    std::vector<std::chrono::year_month> months;
    if (file.text(name, "units") != time_unit)
        file.fail(fmt::format("'{}' is not in {}; make the file again with this version", name, time_unit));
    for (const double days : file.read<double>(name, {file.size(name)})) {
        if (!(std::abs(days) < 1e6))
            file.fail(fmt::format("'{}' holds {} days; the file is damaged", name, days));
        months.push_back(month_of(days));
    }
    return months;
}

std::optional<CellGridInfo> read_cells(const NcReader& file) {
    if (!file.has("/cells")) return std::nullopt;
    CellGridInfo grid;
    const auto x = file.read<double>("/cells/x", {file.size("/cells/x")});
    const auto y = file.read<double>("/cells/y", {file.size("/cells/y")});
    grid.width = static_cast<std::uint32_t>(x.size());
    grid.height = static_cast<std::uint32_t>(y.size());
    grid.times = read_months(file, "/cells/time");
    if (x.empty() || y.empty()) file.fail("the grid in '/cells' is empty; make the file again");
    grid.cell_m = file.number<double>("/cells/x", "cell_m");
    grid.west_m = x.front() - grid.cell_m / 2;
    grid.north_m = y.front() + grid.cell_m / 2;
    for (const std::string& name : file.names("/cells")) {
        const std::string path = "/cells/" + name;
        if (!file.has_attribute(path, "merge")) continue;
        grid.fields.push_back({name, file.text(path, "units", ""), file.text(path, "long_name", ""),
                               file.text(path, "long_name_no", ""),
                               file.text(path, "merge") == "sum" ? CellMerge::sum : CellMerge::mean});
    }
    return grid;
}

/// Some rows of a table.
std::vector<float> part_of(const std::vector<float>& all, std::uint64_t first, std::uint64_t count,
                           std::size_t width) {
    const auto begin = all.begin() + static_cast<std::ptrdiff_t>(first * width);
    return {begin, begin + static_cast<std::ptrdiff_t>(count * width)};
}

}  // namespace

Snapshot::Snapshot(const std::filesystem::path& from) : path(from), file_(std::make_unique<NcReader>(from)) {
    detail::check_schema(*file_, snapshot_schema);
    const auto months = read_months(*file_, "/time");
    if (months.empty()) file_->fail("has no time points; run the scenario again");
    first_month = months.front();
    time_points = static_cast<int>(months.size());
    for (int t = 0; t < time_points; ++t)
        if (months[static_cast<std::size_t>(t)] != month(t))
            file_->fail("'/time' is not one month after the other; make the file again");
    municipalities = read_municipalities(*file_);
    own_areas = detail::read_own_areas(*file_, municipalities.size());
    polygons = detail::read_polygons(*file_, "/municipality");
    if (file_->has("/neighbours/point_x")) {
        detail::InputGet columns(*file_);
        detail::boundary_columns(columns, "/neighbours", "land beyond the border", neighbours);
    }
    indicators = detail::read_indicators(*file_);
    run = detail::read_run(*file_);
    cells = read_cells(*file_);
    lists = detail::read_lists(*file_, municipalities.size());
    costs = detail::read_costs(*file_);
    read_kept();
}

void Snapshot::read_kept() {
    const auto group = detail::read_replicates(*file_);
    one_by_one_ = group.has_value();
    if (!group) {
        kept = {{static_cast<std::int64_t>(run.seed)},
                model::kept_times(model::Month::of(first_month), time_points - 1),
                {},
                {}};
        for (const IndicatorInfo& info : indicators)
            if (info.is_whole()) kept.counts.push_back(info.name);
        kept.sums = kept.counts;
        return;
    }
    kept = {group->seeds, {}, {}, {}};
    for (const auto& info : indicators) {  // in the order of the menu's rows
        if (group->has_values(info.name)) kept.counts.push_back(info.name);
        if (group->has_sums(info.name)) kept.sums.push_back(info.name);
    }
    for (const auto kept_month : group->months) {
        const auto t = static_cast<int>((kept_month - first_month).count());
        if (t < 0 || t >= time_points || (!kept.times.empty() && t <= kept.times.back()))
            file_->fail("'/replicates/kept_time' does not fit '/time'; run the scenario again");
        kept.times.push_back(t);
    }
    replicates = static_cast<int>(kept.seeds.size());
}

Snapshot::~Snapshot() = default;
Snapshot::Snapshot(Snapshot&&) noexcept = default;
Snapshot& Snapshot::operator=(Snapshot&&) noexcept = default;

const IndicatorInfo& Snapshot::indicator(std::string_view name) const {
    std::vector<std::string_view> known;
    for (const IndicatorInfo& info : indicators) {
        if (info.name == name) return info;
        known.push_back(info.name);
    }
    file_->fail(fmt::format(
        "holds no indicator '{}'{}", name,
        geo::meant_or(known, name,
                      fmt::format("`legekart info {}` lists the {} it has", path.string(), known.size()))));
}

std::vector<float> Snapshot::rows(std::string_view name, std::uint64_t first, std::uint64_t count) const {
    if (!chosen_.empty()) return part_of(means_of_chosen(name), first, count, municipalities.size());
    const std::string variable = fmt::format("/{}", name);
    const NcReader::Shape shape{static_cast<std::uint64_t>(time_points), municipalities.size()};
    if (!indicator(name).is_whole()) return file_->read_rows<float>(variable, shape, first, count);
    const auto fill = file_->number<std::int32_t>(variable, "_FillValue");
    std::vector<float> result;
    for (const std::int32_t value : file_->read_rows<std::int32_t>(variable, shape, first, count))
        result.push_back(value == fill ? std::numeric_limits<float>::quiet_NaN() : static_cast<float>(value));
    return result;
}

std::vector<float> Snapshot::values(std::string_view name) const {
    return rows(name, 0, static_cast<std::uint64_t>(time_points));
}

std::vector<float> Snapshot::values(std::string_view name, int time_index) const {
    if (time_index < 0 || time_index >= time_points)
        file_->fail(fmt::format("has time points 0 to {}, not {}", time_points - 1, time_index));
    return rows(name, static_cast<std::uint64_t>(time_index), 1);
}

std::vector<std::int32_t> Snapshot::counts(std::string_view name) const {
    const IndicatorInfo& info = indicator(name);
    if (info.is_value) file_->fail(fmt::format("'{}' is no count and cannot be added up", name));
    if (info.is_mean) file_->fail(fmt::format("'{}' is a mean over replicates and no whole number", name));
    if (info.is_ratio)
        file_->fail(fmt::format("'{}' is a ratio of the counts {} and {}; use those", name, info.numerator,
                                info.denominator));
    return file_->read<std::int32_t>(fmt::format("/{}", name),
                                     {static_cast<std::uint64_t>(time_points), municipalities.size()});
}

std::vector<double> Snapshot::amounts(std::string_view name) const {
    if (indicator(name).is_mean) {
        const auto means = values(name);
        return {means.begin(), means.end()};
    }
    const auto whole = counts(name);
    return {whole.begin(), whole.end()};
}

bool Snapshot::has_values(const IndicatorInfo& info) const {
    return chosen_.empty() || keeps(info);
}

bool Snapshot::has_all_months(const IndicatorInfo& info) const {
    return chosen_.empty() && !info.at_kept_times;
}

bool Snapshot::keeps(const IndicatorInfo& info) const {
    const auto has = [&](const std::string& name) {
        return std::find(kept.counts.begin(), kept.counts.end(), name) != kept.counts.end();
    };
    if (info.is_value) return false;
    return info.is_ratio ? has(info.numerator) && has(info.denominator) : has(info.name);
}

void Snapshot::keep_only(std::span<const std::int64_t> seeds) {
    if (seeds.size() == kept.seeds.size()) return;
    std::vector<std::size_t> rows;
    for (const auto seed : seeds)
        rows.push_back(static_cast<std::size_t>(std::find(kept.seeds.begin(), kept.seeds.end(), seed) -
                                                kept.seeds.begin()));
    std::erase_if(indicators, [&](const IndicatorInfo& info) {
        return !keeps(info) && std::find(kept.sums.begin(), kept.sums.end(), info.name) == kept.sums.end();
    });
    chosen_ = std::move(rows);
    kept.seeds.assign(seeds.begin(), seeds.end());
    replicates = static_cast<int>(seeds.size());
    run.seed = static_cast<std::uint64_t>(seeds.front());
}

std::vector<float> Snapshot::of_chosen_draws(
    std::string_view name,
    const std::function<double(std::span<const double> above, std::span<const double> below)>& figure) const {
    const auto& info = indicator(name);
    const auto above = replicate_values(info.is_ratio ? info.numerator : info.name);
    const auto below = info.is_ratio ? replicate_values(info.denominator) : std::vector<std::int32_t>();
    const std::size_t places = municipalities.size(), times = kept.times.size();
    std::vector<float> figures(static_cast<std::size_t>(time_points) * places,
                               std::numeric_limits<float>::quiet_NaN());
    std::vector<double> over, under;
    for (std::size_t k = 0; k < times; ++k)
        for (std::size_t m = 0; m < places; ++m) {
            over.clear();
            under.clear();
            for (std::size_t i = k * places + m; i < above.size(); i += times * places) {
                over.push_back(above[i]);
                if (info.is_ratio) under.push_back(below[i]);
            }
            figures[static_cast<std::size_t>(kept.times[k]) * places + m] =
                static_cast<float>(figure(over, under));
        }
    return figures;
}

std::vector<float> Snapshot::means_of_chosen(std::string_view name) const {
    const double scale = indicator(name).scale;
    const auto sum = [](std::span<const double> counts) {
        return static_cast<std::int64_t>(std::accumulate(counts.begin(), counts.end(), 0.0));
    };
    return of_chosen_draws(name, [&](std::span<const double> above, std::span<const double> below) {
        return static_cast<double>(below.empty() ? stored_mean(sum(above), above.size())
                                                 : stored_ratio(scale, sum(above), sum(below)));
    });
}

std::vector<float> Snapshot::quantile_of_chosen(std::string_view name, int percent) const {
    const double scale = indicator(name).scale;
    return of_chosen_draws(name, [&](std::span<const double> above, std::span<const double> below) {
        return static_cast<double>(rounded(static_cast<float>(
            model::known_quantile(below.empty() ? std::vector<double>(above.begin(), above.end())
                                                : model::own_ratio(above, below, scale),
                                  percent / 100.0))));
    });
}

bool Snapshot::has_quantiles(std::string_view name) const {
    return file_->has(detail::quantile_name(name, 5)) && file_->has(detail::quantile_name(name, 95));
}

std::vector<float> Snapshot::quantile_rows(std::string_view name, int percent, std::uint64_t first,
                                           std::uint64_t count) const {
    indicator(name);
    if (!chosen_.empty())
        return part_of(quantile_of_chosen(name, percent), first, count, municipalities.size());
    const auto variable = detail::quantile_name(name, percent);
    if (!file_->has(variable))
        file_->fail(
            fmt::format("holds no {} % quantile of '{}'; `legekart run --replicates N` writes quantiles "
                        "of headline indicators",
                        percent, name));
    return file_->read_rows<float>(variable, {static_cast<std::uint64_t>(time_points), municipalities.size()},
                                   first, count);
}

std::vector<float> Snapshot::quantile(std::string_view name, int percent) const {
    return quantile_rows(name, percent, 0, static_cast<std::uint64_t>(time_points));
}

std::vector<float> Snapshot::quantile(std::string_view name, int percent, int time_index) const {
    if (time_index < 0 || time_index >= time_points)
        file_->fail(fmt::format("has time points 0 to {}, not {}", time_points - 1, time_index));
    return quantile_rows(name, percent, static_cast<std::uint64_t>(time_index), 1);
}

std::vector<std::int32_t> Snapshot::replicate_table(std::string_view name, bool sums) const {
    const auto& known = sums ? kept.sums : kept.counts;
    if (std::find(known.begin(), known.end(), name) == known.end())
        file_->fail(fmt::format("keeps no {}'{}' of each replicate; it keeps {}",
                                sums ? "sums of months of " : "", name, fmt::join(known, ", ")));
    if (one_by_one_) {
        const std::size_t row = kept.times.size() * municipalities.size();
        auto all = detail::read_replicate_table(
            *file_, name, sums,
            {file_->size("/replicates/replicate"), kept.times.size(), municipalities.size()});
        if (!all.empty()) return of_chosen(std::move(all), row);
    }
    return of_months(replicate_months(name), sums);
}

/// Values at the kept times of a count that is known in every month, or sums of the months between them.
std::vector<std::int32_t> Snapshot::of_months(std::span<const std::int32_t> by_month, bool sums) const {
    const std::size_t places = municipalities.size(), months = static_cast<std::size_t>(time_points);
    std::vector<std::int32_t> table;
    table.reserve(kept.seeds.size() * kept.times.size() * places);
    for (std::size_t draw = 0; draw < by_month.size(); draw += places * months) {
        int from = kept.times.front() + 1;
        for (const int to : kept.times) {
            for (std::size_t i = 0; i < places; ++i) {
                const auto series = by_month.subspan(draw + i * months, months);
                std::int32_t sum = 0;
                for (int t = sums ? from : to; t <= to; ++t) sum += series[static_cast<std::size_t>(t)];
                table.push_back(sum);
            }
            from = to + 1;
        }
    }
    return table;
}

std::vector<std::int32_t> Snapshot::of_chosen(std::vector<std::int32_t> of_all, std::size_t row) const {
    if (chosen_.empty()) return of_all;
    std::vector<std::int32_t> some;
    for (const auto draw : chosen_)
        some.insert(some.end(), of_all.begin() + static_cast<std::ptrdiff_t>(draw * row),
                    of_all.begin() + static_cast<std::ptrdiff_t>((draw + 1) * row));
    return some;
}

std::vector<std::int32_t> Snapshot::replicate_months(std::string_view name) const {
    const std::size_t places = municipalities.size(), months = static_cast<std::size_t>(time_points);
    if (one_by_one_) {
        auto all = detail::read_replicate_months(*file_, name,
                                                 {file_->size("/replicates/replicate"), places, months});
        return all.empty() ? all : of_chosen(std::move(all), places * months);
    }
    const auto by_month = counts(name);
    std::vector<std::int32_t> by_place(by_month.size());
    for (std::size_t t = 0; t < months; ++t)
        for (std::size_t m = 0; m < places; ++m) by_place[m * months + t] = by_month[t * places + m];
    return by_place;
}

std::vector<std::int32_t> Snapshot::replicate_values(std::string_view name) const {
    return replicate_table(name, false);
}

std::vector<std::int32_t> Snapshot::replicate_sums(std::string_view name) const {
    return replicate_table(name, true);
}

std::vector<float> Snapshot::cell_values(std::string_view field, std::size_t time) const {
    if (!cells || time >= cells->times.size() ||
        std::none_of(cells->fields.begin(), cells->fields.end(),
                     [&](const CellField& f) { return f.name == field; }))
        file_->fail(fmt::format("holds no '{}' of the squares at time {}; run with this output switched on",
                                field, time));
    return file_->read_rows<float>(fmt::format("/cells/{}", field),
                                   {cells->times.size(), cells->height, cells->width}, time, 1);
}

Snapshot read_snapshot(const std::filesystem::path& path) {
    return Snapshot(path);
}

}  // namespace data
