#include "model/compare/sums_by.hpp"

#include <algorithm>

#include "model/size_classes.hpp"

namespace model {

Groups group_municipalities(GroupBy by, const Municipalities& municipalities,
                            const Column<MunicipalityId, std::int32_t>& inhabitants) {
    Groups groups;
    groups.of.resize(municipalities.size());
    switch (by) {
        case GroupBy::nation:
            groups.names = {"Norway"};
            break;
        case GroupBy::county: {
            std::vector<std::pair<std::string, std::string>> counties;
            for (std::uint32_t i = 0; i < municipalities.size(); ++i)
                counties.emplace_back(municipalities.county_number[MunicipalityId{i}],
                                      municipalities.county[MunicipalityId{i}]);
            std::sort(counties.begin(), counties.end());
            counties.erase(std::unique(counties.begin(), counties.end(),
                                       [](const auto& a, const auto& b) { return a.first == b.first; }),
                           counties.end());
            for (const auto& [number, name] : counties) groups.names.push_back(name);
            for (std::uint32_t i = 0; i < municipalities.size(); ++i) {
                const auto& number = municipalities.county_number[MunicipalityId{i}];
                const auto found = std::find_if(counties.begin(), counties.end(),
                                                [&](const auto& county) { return county.first == number; });
                groups.of[MunicipalityId{i}] = static_cast<std::uint32_t>(found - counties.begin());
            }
            break;
        }
        case GroupBy::centrality:
            groups.names = {"1", "2", "3", "4", "5", "6"};
            for (std::uint32_t i = 0; i < municipalities.size(); ++i)
                groups.of[MunicipalityId{i}] = municipalities.centrality[MunicipalityId{i}] - 1U;
            break;
        case GroupBy::size:
            groups.names.assign(size_classes.begin(), size_classes.end());
            for (std::uint32_t i = 0; i < municipalities.size(); ++i)
                groups.of[MunicipalityId{i}] =
                    static_cast<std::uint32_t>(size_class(inhabitants[MunicipalityId{i}]));
            break;
    }
    return groups;
}

GroupTable sums_by(const MonthTable& table, const Groups& groups) {
    const auto counted = table.municipalities == 0 ? 0 : table.values.size() / table.municipalities;
    GroupTable sums{groups.names.size(), std::vector<std::int64_t>(counted * groups.names.size(), 0)};
    for (std::size_t count = 0; count < counted; ++count)
        for (std::uint32_t i = 0; i < table.municipalities; ++i)
            sums.values[count * sums.groups + groups.of[MunicipalityId{i}]] +=
                table.at(count, MunicipalityId{i});
    return sums;
}

std::optional<double> ratio_of(const GroupTable& table, const RatioInfo& ratio, std::size_t group) {
    const auto denominator = table.at(count_row(ratio.denominator), group);
    if (denominator == 0) return std::nullopt;
    return ratio.scale * static_cast<double>(table.at(count_row(ratio.numerator), group)) /
           static_cast<double>(denominator);
}

}  // namespace model
