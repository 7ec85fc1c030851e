#include "data/read_national.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>

#include "data/detail/table_reader.hpp"
#include "geo/base/error.hpp"

namespace data {
namespace {

/// Row of `indicators` that bears this name, or their number if none does.
std::size_t figure_named(const std::array<std::string, 10>& indicators, const std::string& name) {
    const auto bears = [&](const std::string& names) {
        return ("|" + names + "|").find("|" + name + "|") != std::string::npos;
    };
    return static_cast<std::size_t>(std::find_if(indicators.begin(), indicators.end(), bears) -
                                    indicators.begin());
}

}  // namespace

model::NationalSeries read_national(const std::filesystem::path& file, const NationalColumns& c,
                                    Remarks* remarks) {
    detail::TableReader table(file, {c.year, c.period, c.indicator, c.value}, remarks);
    struct Found {
        float value;
        bool at_end;  ///< of the year, not of the year as a whole
        std::string where;
    };
    std::map<std::pair<int, std::size_t>, Found> found;
    while (table.next()) {
        const auto figure = figure_named(c.indicators, table.text(2));
        if (figure == c.indicators.size()) continue;
        const auto year = static_cast<int>(table.whole(0, 1900, 2200));
        const auto period = table.text(1);
        const bool at_end = period == fmt::format("{}-Q4", year) || period == fmt::format("{}-12-31", year);
        if (!at_end && period != std::to_string(year)) continue;
        const Found row{static_cast<float>(table.number(3, 0, 1e7)), at_end, table.where()};
        const auto [place, is_new] = found.try_emplace({year, figure}, row);
        if (is_new) continue;
        if (place->second.at_end == at_end)
            throw geo::InputError(row.where, fmt::format("'{}' of {} comes twice, first at {}; keep one row",
                                                         table.text(2), period, place->second.where));
        if (at_end) place->second = row;
    }
    if (found.empty())
        throw geo::InputError(file.string(),
                              fmt::format("has no figure at the end of a year, expected indicators such as "
                                          "'{}' with a period such as 2019-Q4",
                                          c.indicators[0]));
    model::NationalSeries out;
    out.first_year = found.begin()->first.first;
    out.years = found.rbegin()->first.first - out.first_year + 1;
    const auto columns = out.columns();
    for (auto* column : columns)
        column->assign(static_cast<std::size_t>(out.years), std::numeric_limits<float>::quiet_NaN());
    for (const auto& [key, row] : found)
        (*columns[key.second])[static_cast<std::size_t>(key.first - out.first_year)] = row.value;
    return out;
}

}  // namespace data
