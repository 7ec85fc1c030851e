#include "data/detail/replicate_group.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "data/schema.hpp"
#include "model/compare/chances.hpp"
#include "model/compare/ensemble_sums.hpp"

namespace data::detail {
namespace {

constexpr const char* group = "/replicates";

std::string table_name(std::string_view count, bool sums) {
    return fmt::format("{}/{}{}", group, count, sums ? "_sum" : "");
}

std::string months_name(std::string_view count) {
    return fmt::format("{}/{}_month", group, count);
}

void define_months(NcWriter& file, const model::CountInfo& count, std::uint64_t months,
                   std::uint32_t municipalities) {
    const auto name = months_name(count.name);
    // A municipality's months are alike, so they pack well side by side.
    file.variable<std::int32_t>(name, {.dimensions = {"/replicates/replicate", "/municipality", "/time"},
                                       .chunk = {1, municipalities, months},
                                       .deflate = 6});
    file.attribute(name, "units", std::string(file_unit(count.unit)));
    file.attribute(name, "long_name", fmt::format("{}, each month", count.long_name));
    file.attribute(name, "long_name_no", fmt::format("{}, hver måned", count.long_name_no));
}

}  // namespace

std::string quantile_name(std::string_view indicator, int percent) {
    return fmt::format("/{}_p{:02}", indicator, percent);
}

void define_replicates(NcWriter& file, const std::vector<std::uint64_t>& seeds,
                       std::chrono::year_month first_month, std::span<const int> kept_times,
                       std::uint64_t months, std::uint32_t municipalities,
                       std::span<const model::CountInfo> counts, std::span<const model::RatioInfo> ratios) {
    file.group(group);
    file.dimension("/replicates/replicate", seeds.size());
    std::vector<double> days;
    for (const int t : kept_times) days.push_back(days_since_2020(first_month + std::chrono::months{t}));
    const std::string time = "/replicates/kept_time";
    file.coordinate<double>(time, days);
    file.attribute(time, "units", time_unit);
    file.attribute(time, "calendar", "standard");
    file.attribute(time, "standard_name", "time");
    file.attribute(time, "long_name", "first day of the month: the start, every January, the last month");
    file.put<std::int64_t>("/replicates/seed", {.dimensions = {"/replicates/replicate"}},
                           {seeds.begin(), seeds.end()});
    file.attribute("/replicates/seed", "long_name", "seed of the replicate");
    file.attribute("/replicates/seed", "units", "1");
    for (const auto& count : counts) {
        const bool monthly = model::is_of_chances(count.name, ratios);
        if (monthly) define_months(file, count, months, municipalities);
        for (const bool sums : {false, true}) {
            if (sums ? monthly || !model::keeps_sums(count) : !model::keeps_values(count)) continue;
            const auto name = table_name(count.name, sums);
            file.variable<std::int32_t>(
                name, {.dimensions = {"/replicates/replicate", time, "/municipality"},
                       .chunk = {std::min(seeds.size(), together), days.size(), municipalities},
                       .deflate = 6});
            file.attribute(name, "units",
                           sums ? fmt::format("{} x months", file_unit(count.unit))
                                : std::string(file_unit(count.unit)));
            file.attribute(
                name, "long_name",
                sums ? fmt::format("{}, sum over the months since the kept time before", count.long_name)
                     : std::string(count.long_name));
            file.attribute(
                name, "long_name_no",
                sums ? fmt::format("{}, sum over månedene siden forrige tidspunkt", count.long_name_no)
                     : std::string(count.long_name_no));
        }
    }
}

void write_replicates(NcWriter& file, std::size_t first, std::string_view count, std::size_t kept_times,
                      std::uint32_t municipalities, std::span<const std::int32_t> values,
                      std::span<const std::int32_t> sums) {
    const std::vector<std::uint64_t> from{first, 0, 0},
        extent{(values.empty() ? sums : values).size() / (kept_times * municipalities), kept_times,
               municipalities};
    if (!values.empty()) file.write_box(table_name(count, false), from, extent, values);
    if (!sums.empty()) file.write_box(table_name(count, true), from, extent, sums);
}

void write_replicate_months(NcWriter& file, std::size_t replicate, std::string_view count,
                            std::uint32_t municipalities, std::span<const std::int32_t> values) {
    const auto months = values.size() / municipalities;
    std::vector<std::int32_t> by_place(values.size());
    for (std::size_t t = 0; t < months; ++t)
        for (std::size_t m = 0; m < municipalities; ++m)
            by_place[m * months + t] = values[t * municipalities + m];
    file.write_box<std::int32_t>(months_name(count), {replicate, 0, 0}, {1, municipalities, months},
                                 by_place);
}

std::vector<std::int32_t> read_replicate_months(const NcReader& file, std::string_view count,
                                                const NcReader::Shape& shape) {
    const auto name = months_name(count);
    return file.has(name) ? file.read<std::int32_t>(name, shape) : std::vector<std::int32_t>();
}

std::optional<ReplicateGroup> read_replicates(const NcReader& file) {
    if (!file.has(group)) return std::nullopt;
    ReplicateGroup found;
    found.seeds = file.read<std::int64_t>("/replicates/seed", {file.size("/replicates/replicate")});
    const std::string time = "/replicates/kept_time";
    for (const double days : file.read<double>(time, {file.size(time)}))
        found.months.push_back(month_of(days));
    if (found.seeds.empty() || found.months.empty())
        file.fail("the group '/replicates' is empty; run the scenario again");
    auto sorted = found.seeds;
    std::sort(sorted.begin(), sorted.end());
    if (std::adjacent_find(sorted.begin(), sorted.end()) != sorted.end())
        file.fail("'/replicates/seed' holds a seed twice; run the scenario again");
    found.tables = file.names(group);
    return found;
}

bool ReplicateGroup::has_values(const std::string& count) const {
    return std::find(tables.begin(), tables.end(), count) != tables.end();
}

bool ReplicateGroup::has_sums(const std::string& count) const {
    return has_values(count + "_sum") || has_values(count + "_month");
}

std::vector<std::int32_t> read_replicate_table(const NcReader& file, std::string_view count, bool sums,
                                               const NcReader::Shape& shape) {
    const auto name = table_name(count, sums);
    return file.has(name) ? file.read<std::int32_t>(name, shape) : std::vector<std::int32_t>();
}

}  // namespace data::detail
