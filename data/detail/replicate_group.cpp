#include "data/detail/replicate_group.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "data/schema.hpp"

namespace data::detail {
namespace {

constexpr const char* group = "/replicates";

std::string table_name(std::string_view count, bool sums) {
    return fmt::format("{}/{}{}", group, count, sums ? "_sum" : "");
}

}  // namespace

std::string quantile_name(std::string_view indicator, int percent) {
    return fmt::format("/{}_p{:02}", indicator, percent);
}

void define_replicates(NcWriter& file, const std::vector<std::uint64_t>& seeds,
                       std::chrono::year_month first_month, std::span<const int> kept_times,
                       std::uint32_t municipalities, std::span<const model::CountInfo> counts) {
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
    for (const auto& count : counts)
        for (const bool sums : {false, true}) {
            const auto name = table_name(count.name, sums);
            file.variable<std::int32_t>(name, {.dimensions = {"/replicates/replicate", time, "/municipality"},
                                               .chunk = {1, days.size(), municipalities}});
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

void write_replicate(NcWriter& file, std::size_t replicate, std::string_view count,
                     std::uint32_t municipalities, std::span<const std::int32_t> values,
                     std::span<const std::int32_t> sums) {
    const std::vector<std::uint64_t> from{replicate, 0, 0},
        extent{1, values.size() / municipalities, municipalities};
    file.write_box(table_name(count, false), from, extent, values);
    file.write_box(table_name(count, true), from, extent, sums);
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
    const auto names = file.names(group);
    for (const std::string& name : names)
        if (std::find(names.begin(), names.end(), name + "_sum") != names.end()) found.counts.push_back(name);
    return found;
}

std::vector<std::int32_t> read_replicate_table(const NcReader& file, std::string_view count, bool sums,
                                               const NcReader::Shape& shape) {
    return file.read<std::int32_t>(table_name(count, sums), shape);
}

}  // namespace data::detail
