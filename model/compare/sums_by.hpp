#pragma once
// Counts added up over groups of municipalities.
#include <optional>
#include <string>
#include <vector>

#include "model/indicators.hpp"
#include "model/inputs.hpp"

namespace model {

enum class GroupBy { nation, county, centrality, size };

/// Which group each municipality is in.
struct Groups {
    std::vector<std::string> names;
    Column<MunicipalityId, std::uint32_t> of;  ///< row of names
};

/// Groups of municipalities: the nation; counties by official number; centrality "1".."6"; size classes of
/// the salary statistics by `inhabitants`. Groups without a municipality are kept where the classes are
/// fixed.
Groups group_municipalities(GroupBy by, const Municipalities& municipalities,
                            const Column<MunicipalityId, std::int32_t>& inhabitants);

/// A month's counts per group.
struct GroupTable {
    std::size_t groups = 0;
    std::vector<std::int64_t> values;  ///< counts × groups, row-major
    std::int64_t at(std::size_t count, std::size_t group) const { return values[count * groups + group]; }
    bool operator==(const GroupTable&) const = default;
};
GroupTable sums_by(const MonthTable& table, const Groups& groups);

/// A ratio of sums; none where its denominator is 0.
std::optional<double> ratio_of(const GroupTable& table, const RatioInfo& ratio, std::size_t group);

}  // namespace model
