#pragma once
#include <chrono>
#include <span>

#include "data/detail/netcdf.hpp"
#include "model/indicators.hpp"

namespace data::detail {

/// Where the file holds a quantile over replicates: "/patients_p05".
std::string quantile_name(std::string_view indicator, int percent);

/// The group /replicates: of these counts in every replicate the value at kept times (the start, every
/// January, the last month; model::keeps_values), the sum over the months since the kept time before
/// (model::keeps_sums), or instead of it, where chances are counted of them (model::is_of_chances), the value
/// in each of the file's `months` time points.
void define_replicates(NcWriter& file, const std::vector<std::uint64_t>& seeds,
                       std::chrono::year_month first_month, std::span<const int> kept_times,
                       std::uint64_t months, std::uint32_t municipalities,
                       std::span<const model::CountInfo> counts, std::span<const model::RatioInfo> ratios);
/// Replicates that are written together, and lie in one chunk: they are alike.
inline constexpr std::size_t together = 32;
/// Of the replicates from `first` on. Shape of `values` and `sums`: replicates × kept times × municipalities;
/// one of them empty where the file has only the other.
void write_replicates(NcWriter& file, std::size_t first, std::string_view count, std::size_t kept_times,
                      std::uint32_t municipalities, std::span<const std::int32_t> values,
                      std::span<const std::int32_t> sums);

/// A count that is kept in every month. Shape of `values`: months × municipalities.
void write_replicate_months(NcWriter& file, std::size_t replicate, std::string_view count,
                            std::uint32_t municipalities, std::span<const std::int32_t> values);

/// Which replicates a file holds one by one, when, and which tables of them.
struct ReplicateGroup {
    std::vector<std::int64_t> seeds;
    std::vector<std::chrono::year_month> months;
    std::vector<std::string> tables;
    bool has_values(const std::string& count) const;
    bool has_sums(const std::string& count) const;
};
/// Nothing if the file has no such group.
std::optional<ReplicateGroup> read_replicates(const NcReader& file);
/// Every replicate's table of one count, or of its sums; empty if the file has none. Shape: replicates × kept
/// times × municipalities.
std::vector<std::int32_t> read_replicate_table(const NcReader& file, std::string_view count, bool sums,
                                               const NcReader::Shape& shape);
/// Every replicate's count in every month; empty if the file does not keep it. Shape: replicates ×
/// municipalities × months.
std::vector<std::int32_t> read_replicate_months(const NcReader& file, std::string_view count,
                                                const NcReader::Shape& shape);

}  // namespace data::detail
